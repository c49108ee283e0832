"""Runs of items that stand one after another in arrays: where they begin, and all their places."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.arrays.storage import make_array

# Items gathered at a time, so that the places take little memory.
_CHUNK_WORDS = 1 << 20


def offsets_of(counts: Integers) -> Integers:
    """Return where runs of `counts` items begin when they stand one after another, and at the end their sum."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))


def iter_parts(ends: Integers, most: int) -> Iterator[slice]:
    """Yield which runs to take at a time: some that have `most` items together, or one that has more.

    Args:
        ends: Where the runs end that stand one after another, rising, int64.
        most: Number of items.
    """
    begin = 0
    while begin < len(ends):
        done = int(ends[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(ends, done + most, side="right")), begin + 1)
        yield slice(begin, end)
        begin = end


def gather_ranges(values: Hashes, starts: Integers, lengths: Integers) -> Hashes:
    """Return the values of all ranges one after another: `lengths[0]` of them from `starts[0]` on, and so on."""
    ends = np.cumsum(lengths)
    gathered = make_array(int(ends[-1]) if len(ends) else 0, values.dtype)
    done = 0
    for part in iter_parts(ends, _CHUNK_WORDS):
        end = int(ends[part.stop - 1])
        gathered[done:end] = values[expand_ranges(starts[part], lengths[part])]
        done = end
    return gathered


def expand_ranges(starts: NDArray[np.integer], lengths: NDArray[np.integer]) -> Integers:
    """Return the numbers of all ranges one after another: of `starts[0]`, `lengths[0]` numbers, and so on."""
    filled = np.flatnonzero(lengths)
    return list_ranges(starts[filled], lengths[filled])[1]


def list_ranges(starts: NDArray[np.integer], lengths: NDArray[np.integer]) -> tuple[Integers, Integers]:
    """Return the numbers of all ranges one after another, and before them which range each is of.

    Args:
        starts: The first number of each range.
        lengths: How many numbers it has, 1 or more.
    """
    # Running sums do what `np.repeat` does in a third of the time, and beside other threads.
    ends = np.cumsum(lengths, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    ranges, numbers = np.zeros(total, np.int64), np.ones(total, np.int64)
    if total:
        ranges[ends[:-1]] = 1
        numbers[0] = starts[0]
        numbers[ends[:-1]] = starts[1:] - starts[:-1] - lengths[:-1] + 1
    return np.cumsum(ranges, out=ranges), np.cumsum(numbers, out=numbers)
