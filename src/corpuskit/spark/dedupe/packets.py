"""What goes between the workers: packets of arrays, and what a cluster has to be able to do with them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.hashing import Hashes, Integers, mix

InputT = TypeVar("InputT")


class Packet(NamedTuple):
    """Some arrays under way.

    Attributes:
        key: What packets are grouped by, 0 or more.
        kind: Tells the packets of a group apart.
        data: The arrays, as `pack` makes them.
    """

    key: int
    kind: int
    data: bytes


class Table(Protocol):
    """Packets on the workers. What is asked for is worked out when it is collected or kept."""

    def map(self, function: Callable[[Iterator[Any]], Iterable[Any]]) -> Table:
        """Return the table of what `function` yields for the packets of each part of this one."""
        ...

    def group(self, function: Callable[[int, list[Any]], Iterable[Any]], groups: int | None = None) -> Table:
        """Return the table of what `function` yields for all packets of a key."""
        ...

    def join(self, *others: Any) -> Table:
        """Return the table of the packets of this one and of others."""
        ...

    def only(self, kind: int) -> Table:
        """Return the table of the packets of one kind."""
        ...

    def keep(self) -> Table:
        """Return this table, which stays where it is once it is worked out, until it is dropped."""
        ...

    def drop(self) -> None:
        """Give up the room that `keep` has taken."""
        ...

    def collect(self) -> list[Any]:
        """Return the packets, in any order."""
        ...


class Cluster(Protocol):
    """Makes tables.

    Attributes:
        tasks: How many tasks can run at a time.
    """

    tasks: int

    def count_groups(self, size: int) -> int:
        """Return in how many groups `size` bytes are best divided."""
        ...

    def make(self, inputs: Sequence[Any], function: Callable[[Any], Iterable[Any]]) -> Table:
        """Return the table of what `function` yields for each of the inputs, called on a worker."""
        ...

    def send(self, packets: Iterable[Any]) -> Table:
        """Return a table of packets that are made here."""
        ...

    def map_in_order(
        self, function: Callable[[InputT], Iterable[Any]], inputs: Iterable[InputT]
    ) -> Iterator[tuple[InputT, Any]]:
        """Yield each input with what `function` yields for it, called on a worker, in the order of the inputs."""
        ...


def pack(*arrays: Any) -> bytes:
    """Return arrays, or lists of text, as bytes."""
    return pickle.dumps(arrays, pickle.HIGHEST_PROTOCOL)


def unpack(packets: Iterable[Any]) -> list[Any]:
    """Return what packets of one kind hold, column by column, each joined over the packets.

    Args:
        packets: One packet at least.
    """
    rows = [pickle.loads(packet.data) for packet in packets]  # noqa: S301 — what our own workers made
    return [_join_column(column) for column in zip(*rows, strict=True)]


def _join_column(column: tuple[Any, ...]) -> Any:
    if len(column) == 1:
        return column[0]
    if isinstance(column[0], list):
        return [each for part in column for each in part]
    return np.concatenate(column, axis=-1)


def iter_parts(keys: Integers) -> Iterator[tuple[int, Integers]]:
    """Yield each distinct key, 0 or more, with the places that have it, in order."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    bounds = np.append(np.flatnonzero(np.diff(ordered, prepend=-1)), len(ordered))
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        yield int(ordered[begin]), order[begin:end]


def choose_groups(hashes: Hashes, groups: int) -> Integers:
    """Return for each hash one of `groups` groups."""
    return (mix(hashes) % np.uint64(groups)).astype(np.int64)


class NumberSet:
    """Numbers of texts, at a bit each.

    Args:
        numbers: They, 0 or more.
        end: All are below this.
    """

    def __init__(self, numbers: Integers, end: int) -> None:
        present = np.zeros(end, np.bool_)
        present[numbers] = True
        self._bits = np.packbits(present)

    def has(self, numbers: Integers) -> NDArray[np.bool_]:
        """Return for each number whether it is one of them."""
        bits: NDArray[np.bool_] = (self._bits[numbers >> 3] >> (7 - (numbers & 7)).astype(np.uint8)) & 1 == 1
        return bits
