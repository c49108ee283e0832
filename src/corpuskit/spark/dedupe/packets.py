"""What goes between the workers: arrays, packed, and numbers to tell the packets apart."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, mix
from corpuskit.spark.tables import Packet


class Kind(IntEnum):
    """What is in a packet, in the order of the stages."""

    PARAGRAPHS = 0
    REPORT = 1
    MEMBERS = 2
    UNITS = 3
    COUNTS = 4
    PREFIXES = 5
    PROBES = 6
    INDEXED = 7
    PAIRS = 8
    NEEDED = 9
    TEXTS = 10
    SIMILAR = 11
    NUMBERS = 12


def pack(*arrays: Any) -> bytes:
    """Return arrays, or lists of text, as bytes."""
    return pickle.dumps(arrays, pickle.HIGHEST_PROTOCOL)


def unpack(packets: Iterable[Packet]) -> list[Any]:
    """Return what packets of one kind hold, column by column, each joined over the packets.

    Args:
        packets: One packet at least.
    """
    rows = [pickle.loads(packet.data) for packet in packets]  # noqa: S301 — what our own workers made
    return [_join_column(column) for column in zip(*rows, strict=True)]


def unpack_both(packets: list[Packet], one: Kind, other: Kind) -> tuple[list[Any], list[Any]] | None:
    """Return what the packets of two kinds hold, as `unpack` does; None where there are none of one of them."""
    ones = [packet for packet in packets if packet.kind == one]
    others = [packet for packet in packets if packet.kind == other]
    return (unpack(ones), unpack(others)) if ones and others else None


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
