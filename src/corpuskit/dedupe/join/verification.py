"""The longest common subsequence of pairs of texts, in words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.arrays.threads import count_workers
from corpuskit.dedupe.join.texts import Sequences, Words

# Pairs that are compared at a time.
_CHUNK_PAIRS = 1 << 15
# Fewer are compared before threads are started for them.
_MANY_PAIRS = 1 << 12
# Where a text has more partners on average, all may be compared with all.
_MANY_PARTNERS = 32
MOST_UNASKED = 3
"""All are compared with all, if that is not more than so many times what is asked for."""
LONG_TEXT = 1 << 12
"""Longer texts are looked at one pair after another: for few differences first, since time grows with their number."""
_FEW_MISSES, _GROWTH = 64, 4


def count_common(
    sequences: Sequences,
    counts: Integers,
    first: Integers,
    second: Integers,
    least: Integers,
) -> Integers:
    """Return the length of the longest common subsequence of each pair, in words; where it is below `least`, any such.

    Args:
        sequences: The texts.
        counts: For each text its number of words, or more, int64.
        first: Numbers of texts, int64.
        second: The numbers of those to compare them with, int64.
        least: For each pair the length from which on it matters, int64.
    """
    common = np.zeros(len(first), np.int64)
    is_long = np.minimum(counts[first], counts[second]) > LONG_TEXT
    for row in np.flatnonzero(is_long).tolist():
        text, other = sequences.take(np.array([first[row], second[row]]))
        common[row] = _count_common_in_long(text, other, int(least[row]))
    short = np.flatnonzero(~is_long)
    for start in range(0, len(short), _CHUNK_PAIRS):
        rows = short[start : start + _CHUNK_PAIRS]
        common[rows] = _count_common_in_short(
            sequences, first[rows], second[rows], many=len(short) >= _MANY_PAIRS
        )
    return common


def _count_common_in_short(
    sequences: Sequences, first: Integers, second: Integers, *, many: bool
) -> NDArray[np.int32]:
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cpdist

    common: NDArray[np.int32]
    if np.count_nonzero(first[1:] != first[:-1]) * _MANY_PARTNERS < len(first):
        (rows, row), (columns, column) = _list_numbers(first), _list_numbers(second)
        if len(rows) * len(columns) <= MOST_UNASKED * len(first):
            common = compare_all(sequences, rows, columns)[row, column]
            return common
    common = cpdist(
        sequences.take(first),
        sequences.take(second),
        scorer=LCSseq.similarity,
        dtype=np.int32,
        workers=count_workers() if many else 1,
    )
    return common


def compare_all(sequences: Sequences, rows: Integers, columns: Integers) -> NDArray[np.int32]:
    """Return the length of the longest common subsequence of each of some texts with each of others, in words.

    Several pairs are compared at a time, in one register.
    """
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cdist

    table: NDArray[np.int32] = cdist(
        sequences.take(rows),
        sequences.take(columns),
        scorer=LCSseq.similarity,
        dtype=np.int32,
        workers=count_workers() if len(rows) * len(columns) >= _MANY_PAIRS else 1,
    )
    return table


def _list_numbers(numbers: Integers) -> tuple[Integers, Integers]:
    """Return the distinct ones of numbers that lie near each other, rising, and for each its place among these."""
    low = numbers.min()
    is_there = np.zeros(int(numbers.max() - low) + 1, np.bool_)
    is_there[numbers - low] = True
    return low + np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[numbers - low]


def _count_common_in_long(text: Words, other: Words, least: int) -> int:
    """Return the length of the longest common subsequence of two long texts; 0 where it is below `least`."""
    from rapidfuzz.distance import LCSseq

    shorter = min(len(text), len(other))
    if _bound_by_neighbours(text, other) < least:
        return 0
    misses = _FEW_MISSES
    while True:
        # Only a band along the diagonal is looked at, as wide as the misses that this leaves.
        cutoff = max(shorter - misses, least)
        if (common := LCSseq.similarity(text, other, score_cutoff=cutoff)) or cutoff == least:
            return int(common)
        misses *= _GROWTH


def _bound_by_neighbours(text: Words, other: Words) -> int:
    """Return what the longest common subsequence is not above, by the pairs of neighbours that both texts have.

    Of its k - 1 pairs of neighbours at most n - k are none in the text of n words, and m - k in that of m.
    """
    pairs, times = np.unique(_list_neighbours(text), return_counts=True)
    other_pairs, other_times = np.unique(_list_neighbours(other), return_counts=True)
    _, here, there = np.intersect1d(pairs, other_pairs, assume_unique=True, return_indices=True)
    shared = int(np.minimum(times[here], other_times[there]).sum())
    return (shared + len(text) + len(other) + 1) // 3


def _list_neighbours(text: Words) -> NDArray[np.uint64]:
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4") if isinstance(text, str) else np.array(text)
    wide = codes.astype(np.uint64)
    neighbours: NDArray[np.uint64] = wide[:-1] << np.uint64(32) | wide[1:]
    return neighbours
