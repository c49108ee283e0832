"""Exact copies by array work: paragraphs with the same words are one unit."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, hash_runs, mix
from corpuskit.dedupe.arrays.ranges import expand_ranges, iter_parts
from corpuskit.dedupe.arrays.sorting import bring_together, order_by

# Words compared at a time when copies are verified.
_CHUNK_WORDS = 1 << 20


class Units(NamedTuple):
    """Paragraphs grouped by their words.

    Attributes:
        unit: For each paragraph its unit, int64; numbered in the order of their first paragraphs.
        first: For each unit its first paragraph, int64.
    """

    unit: Integers
    first: Integers


def group_by_words(words: Hashes, offsets: Integers, salt: Hashes | None = None) -> Units:
    """Return the paragraphs grouped by their words, and by their salt where it is given.

    Args:
        words: The hashes of the words of all paragraphs, none of them 0, uint64.
        offsets: Where the words of each paragraph begin, and at the end their number, int64.
        salt: A number for each paragraph; only those with equal numbers are grouped, uint64. Paragraphs without words
            are grouped by it alone.
    """
    counts = np.diff(offsets)
    keys = np.zeros(len(counts), np.uint64)
    filled = np.flatnonzero(counts)
    keys[filled] = hash_runs(words, offsets[filled])
    if salt is not None:
        keys ^= mix(salt)
    units = number_keys(keys)
    if _are_equal(words, offsets, units) and (
        salt is None or bool((salt[units.first[units.unit]] == salt).all())
    ):
        return units
    # Two different paragraphs have one hash. It will not happen, and must not matter.
    numbers: dict[tuple[bytes, int], int] = {}
    exact = [
        numbers.setdefault((words[start:end].tobytes(), 0 if salt is None else int(salt[row])), len(numbers))
        for row, (start, end) in enumerate(zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True))
    ]
    return number_keys(mix(np.array(exact, np.uint64)))


def number_keys(keys: Hashes) -> Units:
    """Return the paragraphs grouped by their keys, which are hashes."""
    order, is_first = bring_together(keys)
    first = order[is_first]
    by_first = order_by(first.astype(np.uint32))
    rank = np.empty(len(first), np.int64)
    rank[by_first] = np.arange(len(first))
    unit = np.empty(len(keys), np.int64)
    unit[order] = rank[np.cumsum(is_first) - 1]
    return Units(unit, first[by_first])


def _are_equal(words: Hashes, offsets: Integers, units: Units) -> bool:
    """Return whether every paragraph has the words of the first of its unit."""
    originals = units.first[units.unit]
    copies = np.flatnonzero(originals != np.arange(len(originals)))
    originals = originals[copies]
    counts = np.diff(offsets)
    if bool((counts[copies] != counts[originals]).any()):
        return False
    for rows in iter_parts(np.cumsum(counts[copies]), _CHUNK_WORDS):
        lengths = counts[copies[rows]]
        theirs = words[expand_ranges(offsets[copies[rows]], lengths)]
        if not np.array_equal(theirs, words[expand_ranges(offsets[originals[rows]], lengths)]):
            return False
    return True
