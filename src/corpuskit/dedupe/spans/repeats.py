"""All maximal repeats of sequences of words, by a suffix array.

A repeat is a run of words that stands at two places or more. It is maximal where no word before it, and none after it,
is common to all of its places.

Where a text goes round in circles («no no no no»), a run of any length is such a repeat, and overlaps itself. Of those
that lie in longer ones with all of their places, only these are told.

Source: Larsson, Sadakane: Faster Suffix Sorting, 2007, for the order of the suffixes; Gusfield: Algorithms on Strings,
Trees, and Sequences, 1997, 7.12, for maximal repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers

# So many longer runs are looked at to see how long a round is.
_MOST_LONGER = 16

Ranks = NDArray[np.int32]


class Repeat(NamedTuple):
    """A run of words that stands at several places.

    Attributes:
        length: Number of its words.
        first: Where it begins for the first time, among the words of all texts.
        suffixes: Where it begins, in any order; a part of an array that all repeats share, int64.
    """

    length: int
    first: int
    suffixes: Integers

    def list_places(self) -> Integers:
        """Return where it begins, rising."""
        return np.sort(self.suffixes)


class _Interval(NamedTuple):
    """Suffixes in order that begin with the same run.

    Attributes:
        first: The first of them.
        last: The last of them.
        length: Number of words of the run.
        largest: The largest interval inside this one, of a longer run; None for none.
    """

    first: int
    last: int
    length: int
    largest: _Interval | None

    @property
    def size(self) -> int:
        """Number of suffixes."""
        return self.last - self.first + 1


class Repeats:
    """All maximal repeats inside texts.

    Args:
        words: The hashes of the words of all texts.
        texts: For each word the text that it is of, rising; no repeat goes beyond the end of its text.
        least: Number of words of a repeat at least, 1 or more.
    """

    def __init__(self, words: Hashes, texts: Integers, least: int) -> None:
        self._least = least
        symbols, origins = _separate(words, texts)
        order = np.zeros(len(symbols), np.int64)
        self._common = np.zeros(len(symbols), np.int64)
        if len(symbols):
            levels = list(_sort_suffixes(symbols))
            order[levels[-1]] = np.arange(len(symbols))
            self._common = _measure_common(levels, order)
        self._order = order
        self._ranks = np.empty(len(symbols), np.int64)
        self._ranks[order] = np.arange(len(symbols))
        before = np.concatenate((np.full(1, -1), symbols))[order]
        # How often the word before changes from one suffix to the next: where it does not, it is common to all.
        self._changes = np.cumsum(np.diff(before, prepend=-2) != 0)
        self._origins = origins[order]

    def __iter__(self) -> Iterator[Repeat]:
        """Yield the repeats, in no particular order."""
        for interval in _iter_intervals(self._common, self._least):
            first, last = interval.first, interval.last
            if self._changes[last] > self._changes[first] and not self._is_implied(interval):
                suffixes = self._origins[first : last + 1]
                yield Repeat(interval.length, int(suffixes.min()), suffixes)

    def _is_implied(self, interval: _Interval) -> bool:
        """Return whether each place of a run overlaps another one, a round apart, and so lies in a longer repeat.

        The run that is longer by a round stands at all of these places but the last of each circle. Where there are as
        many of these as of the last ones of that longer run, no circle has one place alone. Circles of three places or
        fewer are let be: the longer runs need not be the largest intervals then.
        """
        longer = {each.length: each for each in islice(_iter_largest_inside(interval), _MOST_LONGER)}
        for length, one in longer.items():
            step = length - interval.length
            if step >= interval.length:
                return False
            further = longer.get(length + step)
            # A run that begins as far behind itself as it is longer goes round.
            if further and interval.first <= self._ranks[self._order[further.first] + step] <= interval.last:
                return interval.size - one.size == one.size - further.size < further.size
        return False

    def count_words(self) -> int:
        """Return the number of words that lie in some repeat."""
        # What each suffix has in common with those beside it is the longest repeat that begins there.
        longest = np.maximum(self._common, np.append(self._common[1:], 0))
        begins = np.flatnonzero(longest >= self._least)
        edges = np.zeros(len(self._common) + 1, np.int64)
        np.add.at(edges, self._origins[begins], 1)
        np.subtract.at(edges, self._origins[begins] + longest[begins], 1)
        return int((np.cumsum(edges) > 0).sum())


def _separate(words: Hashes, texts: Integers) -> tuple[Integers, Integers]:
    """Return the words as numbers, with a number of its own behind each text, and where each stands among the words."""
    numbers = np.unique(words, return_inverse=True)[1]
    ends = np.flatnonzero(np.diff(texts, append=-1)) + 1
    symbols = np.insert(numbers.astype(np.int64), ends, len(words) + np.arange(len(ends)))
    origins = np.insert(np.arange(len(words)), ends, -1)
    return symbols, origins


def _sort_suffixes(symbols: Integers) -> Iterator[Ranks]:
    """Yield for runs of 1, 2, 4, … symbols how many suffixes begin with a lesser run than each, until all differ."""
    order = np.argsort(symbols, kind="stable")
    starts = np.flatnonzero(np.diff(symbols[order], prepend=-1))
    ranks = np.empty(len(symbols), np.int32)
    ranks[order] = np.repeat(starts, np.diff(np.append(starts, len(symbols))))
    yield ranks
    length = 1
    open_ones = np.arange(len(symbols))
    while True:
        sizes = np.bincount(ranks[open_ones], minlength=len(symbols))
        open_ones = open_ones[sizes[ranks[open_ones]] > 1]
        if not len(open_ones):
            return
        # What is equal for so many symbols has as many more behind it: each text ends with a symbol of its own.
        keys = (ranks[open_ones].astype(np.int64) << 32) | ranks[open_ones + length]
        by_key = np.argsort(keys, kind="stable")
        keys, open_ones = keys[by_key], open_ones[by_key]
        old = ranks[open_ones]
        places = np.arange(len(keys))
        bucket = np.maximum.accumulate(np.where(np.diff(old, prepend=-1) != 0, places, 0))
        run = np.maximum.accumulate(np.where(np.diff(keys, prepend=-1) != 0, places, 0))
        ranks = ranks.copy()
        ranks[open_ones] = old + (run - bucket)
        yield ranks
        length *= 2


def _measure_common(levels: list[Ranks], order: Integers) -> Integers:
    """Return for each suffix in order how many symbols it has in common with the one before; 0 for the first."""
    common = np.zeros(len(order), np.int64)
    left, right = order[:-1].copy(), order[1:].copy()
    for level in range(len(levels) - 1, -1, -1):
        ranks = levels[level]
        equal = ranks[left] == ranks[right]
        step = equal.astype(np.int64) << level
        common[1:] += step
        left += step
        right += step
    return common


def _iter_largest_inside(interval: _Interval) -> Iterator[_Interval]:
    """Yield the largest interval inside another, the largest inside that, and so on."""
    while interval.largest is not None:
        interval = interval.largest
        yield interval


def _iter_intervals(common: Integers, least: int) -> Iterator[_Interval]:
    """Yield the suffixes in order that have a run in common that those beside them lack; those inside others first."""
    # What has too little in common divides the suffixes into rows that are looked at one by one.
    inside = np.flatnonzero(common >= least)
    rows = np.split(inside, np.flatnonzero(np.diff(inside) != 1) + 1) if len(inside) else []
    for row in rows:
        stack: list[_Open] = []
        for place, length in zip([*row.tolist(), int(row[-1]) + 1], [*common[row].tolist(), 0], strict=True):
            first, done = place - 1, None
            while stack and stack[-1].length > length:
                top = stack.pop()
                top.take(done)
                first, done = top.first, _Interval(top.first, place - 1, top.length, top.largest)
                yield done
            if length and (not stack or stack[-1].length < length):
                stack.append(_Open(length, first))
            if stack:
                stack[-1].take(done)


class _Open:
    """An interval whose end is not known yet."""

    __slots__ = ("first", "largest", "length")

    def __init__(self, length: int, first: int) -> None:
        self.length = length
        self.first = first
        self.largest: _Interval | None = None

    def take(self, inside: _Interval | None) -> None:
        """Take note of an interval inside this one."""
        if inside is not None and (self.largest is None or inside.size > self.largest.size):
            self.largest = inside
