"""Sorting by plain numbers, which numpy does many times as fast as sorting places."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

NumberT = TypeVar("NumberT", bound=np.integer)

_HALF = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFFFFFF)
# Values that are sorted at a time.
_CHUNK_VALUES = 1 << 20
# Values behind the first one with the same high bits that are looked at one after another.
_NEXT_VALUES = 16


def order_by(keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return the places of `keys` in the order of their values, equal ones in the order of their places.

    Args:
        keys: Fewer than 2^32 values.
    """
    packed = keys.astype(np.uint64) << _HALF
    packed |= np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    packed &= _LOW_HALF
    return packed.astype(np.int64)


def list_distinct(values: NDArray[NumberT]) -> NDArray[NumberT]:
    """Return the distinct values in rising order."""
    ordered = np.sort(values)
    return ordered[_find_changes(ordered)]


def list_once(counts: NDArray[np.int64], words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the words of some texts, those that a text has several times once for it.

    Args:
        counts: Number of words of each text.
        words: The words, one text after another.
    """
    text = np.repeat(np.arange(len(counts)), counts)
    order = np.lexsort((words, text))
    words, text = words[order], text[order]
    is_again = np.zeros(len(words), np.bool_)
    is_again[1:] = (words[1:] == words[:-1]) & (text[1:] == text[:-1])
    return words[~is_again]


class Vocabulary:
    """The distinct values among some hashes, numbered in rising order.

    Args:
        values: The hashes, uint64.

    Attributes:
        values: The distinct ones, rising.
    """

    def __init__(self, values: NDArray[np.uint64]) -> None:
        self.values = _list_distinct_in_parts(values)
        # Where the values with the same high bits begin: they are hashes, so these are one or two.
        bits = len(self.values).bit_length() + 1
        self._shift = np.uint64(64 - bits)
        counts = np.bincount((self.values >> self._shift).astype(np.int64), minlength=1 << bits)
        self._begins = (np.cumsum(counts) - counts).astype(np.uint32)

    def find(self, values: NDArray[np.uint64]) -> NDArray[np.uint32]:
        """Return the numbers of values, each of which is one of them."""
        numbers: NDArray[np.uint32] = self._begins[values >> self._shift]
        left = np.flatnonzero(self.values[numbers] != values)
        for _ in range(_NEXT_VALUES):
            if not len(left):
                return numbers
            numbers[left] += np.uint32(1)
            left = left[self.values[numbers[left]] != values[left]]
        # Texts can be made whose hashes begin alike.
        numbers[left] = np.searchsorted(self.values, values[left])
        return numbers


def _list_distinct_in_parts(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the distinct values in rising order, with little memory beside them."""
    distinct, parts = values[:0], [values[:0]]
    for begin in range(0, len(values), _CHUNK_VALUES):
        parts.append(list_distinct(values[begin : begin + _CHUNK_VALUES]))
        if sum(map(len, parts)) > max(len(distinct), _CHUNK_VALUES):
            distinct, parts = list_distinct(np.concatenate((distinct, *parts))), [values[:0]]
    return list_distinct(np.concatenate((distinct, *parts)))


class EqualValues(NamedTuple):
    """Places of values in an order in which equal ones stand together.

    Attributes:
        order: The places, those of equal values rising, int64.
        is_first: For each of them whether another value begins there, bool.
    """

    order: NDArray[np.int64]
    is_first: NDArray[np.bool_]


def bring_together(values: NDArray[np.uint64]) -> EqualValues:
    """Return the places of `values`, equal ones together, in the order of the values.

    Args:
        values: Hashes: their high bits differ nearly always where they differ.
    """
    place_bits = np.uint64(max(len(values) - 1, 1).bit_length())
    packed = values >> place_bits
    packed <<= place_bits
    packed |= np.arange(len(values), dtype=np.uint64)
    packed.sort()
    order = (packed & ((np.uint64(1) << place_bits) - np.uint64(1))).astype(np.int64)
    is_first = _find_changes(values[order])
    firsts = np.flatnonzero(is_first)
    heads = packed[firsts] >> place_bits
    if len(heads) and bool((heads[1:] == heads[:-1]).any()):
        # Values that differ in their low bits only came in the order of their places.
        heads = packed >> place_bits
        run = np.cumsum(_find_changes(heads)) - 1
        is_mixed = np.zeros(run[-1] + 1, np.bool_)
        is_mixed[run[firsts[1:]][run[firsts[1:]] == run[firsts[:-1]]]] = True
        mixed = np.flatnonzero(is_mixed[run])
        places = order[mixed]
        order[mixed] = places[np.lexsort((places, values[places], run[mixed]))]
        is_first = _find_changes(values[order])
    return EqualValues(order, is_first)


def _find_changes(values: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Return for each value whether it is the first one or differs from the one before it."""
    changes = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return changes
