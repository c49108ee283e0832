"""All quotations of the drafts at once, as arrays: what of a text may hold one of them, and what cannot.

No place is missed. A window of m words whose similarity to a quotation of n words is t or more has 2·LCS ≥ t·(n+m), and
LCS ≤ m, so that LCS ≥ t·n/(2-t) =: c. At most n-c words of the quotation are missing in the window; so of any words of it
that are more than n-c, one is in the window, and of some more, two or three are. The rarest words are taken, by their
number in the text that is looked at: prefix filtering. What is left is counted: the different words of the quotation
beside each other.

Source: Chaudhuri, Ganti, Kaushik, A Primitive Operator for Similarity Joins in Data Cleaning, ICDE 2006; Xiao, Wang, Lin,
Yu, Efficient Similarity Joins for Near Duplicate Detection, WWW 2008.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.stream import Numbers, Places, Vocabulary
from corpuskit.verify.together import Marked, find_together

RUN = 4
"""Words in order that are looked for as they are: the shortest run of words that two texts have in common."""

MOST = 2000
"""Quotations that are looked for at once."""

_WANTED_TOGETHER = 3
_MULTIPLIERS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
_TABLE_BITS = 20
# Different words of a quotation that a number of 8 bits can tell apart.
_MOST_COUNTED = 255
_CHUNK = 1 << 16


class Candidate(NamedTuple):
    """A part of a text that may hold a quotation.

    Attributes:
        needle: Number of the quotation.
        start: Its first word, by number in the stream.
        end: The word after its last one.
        most: The most words that it can have in common with the quotation, in order.
    """

    needle: int
    start: int
    end: int
    most: int


class Runs(NamedTuple):
    """Runs of words that quotations and a text have in common, in order and without a gap; arrays of one length.

    Attributes:
        needles: Number of the quotation.
        offsets: The first of the words in the quotation.
        starts: The first of the words in the stream.
        lengths: Number of words.
    """

    needles: Places
    offsets: Places
    starts: Places
    lengths: Places


_NO_RUNS = Runs(*[np.zeros(0, np.int64)] * 4)


def count_needed(words: int, threshold: Fraction) -> int:
    """Return how many words in order a window must share with a quotation to be so similar."""
    return max(1, ceil(threshold * words / (2 - threshold)))


def widest_window(words: int, threshold: Fraction) -> int:
    """Return the most words that a window may have which is so similar to a quotation."""
    return int(words * (2 - threshold) / threshold)


class Needles:
    """Some quotations, put in order to look for all of them in one pass.

    Args:
        quotations: The words of each, as they are compared.
        threshold: The least similarity, above 0 to 1.
    """

    def __init__(self, quotations: Sequence[Sequence[str]], threshold: Fraction) -> None:
        self.count = len(quotations)
        self.vocabulary = Vocabulary(dict.fromkeys(word for words in quotations for word in words))
        numbers = self.vocabulary.numbers
        lengths = [len(words) for words in quotations]
        needed = [count_needed(length, threshold) for length in lengths]
        windows = [widest_window(length, threshold) for length in lengths]
        self.lengths = np.array(lengths, np.int64)
        self._windows = np.array(windows, np.int64)
        self.widest = max(windows, default=0)
        # The different words of each quotation.
        entries: list[int] = []
        first = [0]
        for words in quotations:
            entries += dict.fromkeys(numbers[word] for word in words)
            first.append(len(entries))
        self._entries = np.array(entries, np.int32)
        self._first = np.array(first, np.int64)
        self._sizes = np.diff(self._first)
        self._owner = np.repeat(np.arange(self.count), self._sizes)
        self._missing = self.lengths - np.array(needed, np.int64)
        # So many of its different words are in every window that is similar enough: each that is missing takes one away.
        self._least = np.maximum(self._sizes - self._missing, 1)
        self._together = np.minimum(self._least, _WANTED_TOGETHER)
        self._index_runs(quotations)
        self._bits: NDArray[np.uint8] | None = None

    def _index_runs(self, quotations: Sequence[Sequence[str]]) -> None:
        numbers = self.vocabulary.numbers
        hashes, needles, offsets = [], [], []
        for needle, words in enumerate(quotations):
            ids = np.array([numbers[word] for word in words], np.int32)
            found = _hash_runs(ids)
            hashes.append(found)
            needles.append(np.full(len(found), needle))
            offsets.append(np.arange(len(found)))
        every = np.concatenate(hashes) if hashes else np.zeros(0, np.uint32)
        order = np.argsort(every, kind="stable")
        self._run_hashes = every[order]
        self._run_needles = np.concatenate(needles)[order] if hashes else np.zeros(0, np.int64)
        self._run_offsets = np.concatenate(offsets)[order] if hashes else np.zeros(0, np.int64)
        self._run_table = np.zeros(1 << _TABLE_BITS, np.bool_)
        self._run_table[self._run_hashes >> np.uint32(32 - _TABLE_BITS)] = True

    def find_runs(self, numbers: Numbers) -> Runs:
        """Return the runs of `RUN` words and more that a text has in common with quotations, by their hashes.

        Args:
            numbers: The words of the text, by their number in the vocabulary.
        """
        if len(numbers) < RUN or not len(self._run_hashes):
            return _NO_RUNS
        hashes = _hash_runs(numbers)
        known = numbers > 0
        inside = known[: len(hashes)] & known[1 : len(hashes) + 1] & known[2 : len(hashes) + 2] & known[3:]
        places = np.flatnonzero(self._run_table[hashes >> np.uint32(32 - _TABLE_BITS)] & inside)
        first = np.searchsorted(self._run_hashes, hashes[places], "left")
        last = np.searchsorted(self._run_hashes, hashes[places], "right")
        owners, rows = _expand(first, last)
        if not len(rows):
            return _NO_RUNS
        needles, offsets, starts = self._run_needles[rows], self._run_offsets[rows], places[owners]
        order = np.lexsort((starts, starts - offsets, needles))
        needles, offsets, starts = needles[order], offsets[order], starts[order]
        is_broken = (np.diff(needles) != 0) | (np.diff(starts - offsets) != 0) | (np.diff(starts) > 1)
        breaks = np.flatnonzero(is_broken)
        begins = np.concatenate(([0], breaks + 1))
        ends = np.concatenate((breaks, [len(needles) - 1]))
        return Runs(needles[begins], offsets[begins], starts[begins], starts[ends] - starts[begins] + RUN)

    def iter_candidates(self, numbers: Numbers, is_wanted: NDArray[np.bool_]) -> Iterator[Candidate]:
        """Yield the parts of a text that may hold a quotation; all windows that are similar enough are in one.

        Args:
            numbers: The words of the text, by their number in the vocabulary.
            is_wanted: Whether each quotation is looked for.
        """
        if not is_wanted.any():
            return
        frequencies = np.bincount(numbers, minlength=len(self.vocabulary) + 1)
        present = np.add.reduceat((frequencies[self._entries] > 0).astype(np.int64), self._first[:-1])
        is_possible = is_wanted & (present >= self._least)
        if not is_possible.any():
            return
        chosen = self._choose_rare(frequencies, is_possible)
        pairs = self._find_together(numbers, frequencies, chosen)
        yield from self._join(numbers, *pairs)

    def _choose_rare(self, frequencies: NDArray[np.int64], is_possible: NDArray[np.bool_]) -> Places:
        """Return the entries whose words are looked at: the rarest of each quotation that may be there."""
        order = np.lexsort((frequencies[self._entries], self._owner))
        owners = self._owner[order]
        # One more than may be missing, and one more for each that is wanted beside it.
        rank = np.arange(len(order)) - self._first[owners]
        is_needed = rank < self._missing[owners] + self._together[owners]
        return order[is_needed & is_possible[owners] & (frequencies[self._entries[order]] > 0)]

    def _find_together(
        self, numbers: Numbers, frequencies: NDArray[np.int64], chosen: Places
    ) -> tuple[Places, Places, Places]:
        """Return where enough of the chosen words of a quotation stand near each other: quotation, first, last."""
        words = self._entries[chosen]
        by_word = np.argsort(words, kind="stable")
        words, owners = words[by_word], self._owner[chosen][by_word]
        is_looked_at = np.zeros(len(frequencies), np.bool_)
        is_looked_at[words] = True
        hits = np.flatnonzero(is_looked_at[numbers])
        found = numbers[hits]
        which, rows = _expand(np.searchsorted(words, found, "left"), np.searchsorted(words, found, "right"))
        # Numbers of 16 bits are put in order in one pass.
        order = np.argsort(owners[rows].astype(np.uint16), kind="stable")
        needles, places, kinds = owners[rows][order], hits[which][order], found[which][order]
        return find_together(Marked(needles, places, kinds), self._together, self._windows, _WANTED_TOGETHER)

    def _join(self, numbers: Numbers, needles: Places, firsts: Places, lasts: Places) -> Iterator[Candidate]:
        """Yield the windows around words that stand together, those that overlap as one, if enough words are in them."""
        if not len(needles):
            return
        starts = np.maximum(lasts - self._windows[needles] + 1, 0)
        ends = np.minimum(firsts + self._windows[needles], len(numbers))
        counts = self._count_words(numbers, needles, starts, ends)
        kept = counts >= self._least[needles]
        needles, starts, ends = needles[kept], starts[kept], ends[kept]
        # Each different word that is not there is one word less in common.
        most = np.minimum(self.lengths[needles], self.lengths[needles] - self._sizes[needles] + counts[kept])
        rows = zip(needles.tolist(), starts.tolist(), ends.tolist(), most.tolist(), strict=True)
        current: Candidate | None = None
        for needle, start, end, common in rows:
            if current is not None and current.needle == needle and start < current.end:
                current = Candidate(needle, current.start, max(end, current.end), max(common, current.most))
                continue
            if current is not None:
                yield current
            current = Candidate(needle, start, end, common)
        if current is not None:
            yield current

    def _count_words(self, numbers: Numbers, needles: Places, starts: Places, ends: Places) -> Places:
        """Return how many different words of its quotation each part has; at least so many, where it is many words."""
        bits = self._read_bits()
        counts = np.empty(len(needles), np.int64)
        begun = 0
        while begun < len(needles):
            widths = ends[begun : begun + _CHUNK] - starts[begun : begun + _CHUNK]
            total = np.cumsum(widths)
            size = max(1, int(np.searchsorted(total, 1 << 21)))
            stop = begun + size
            owners, places = _expand(starts[begun:stop], ends[begun:stop])
            owned = bits[needles[begun:stop][owners], numbers[places]]
            flags = np.zeros((len(widths[:size]), _MOST_COUNTED + 1), np.bool_)
            flags[owners, owned] = True
            counts[begun:stop] = flags[:, 1:].sum(axis=1)
            begun = stop
        # A quotation of more different words than there are numbers is let through.
        counts[self._sizes[needles] > _MOST_COUNTED] = 1 << 30
        return counts

    def _read_bits(self) -> NDArray[np.uint8]:
        """Return, for each quotation and word, the place of the word among its different ones, from 1; 0 for none."""
        if self._bits is None:
            places = np.arange(len(self._entries)) - self._first[self._owner]
            self._bits = np.zeros((self.count, len(self.vocabulary) + 1), np.uint8)
            self._bits[self._owner, self._entries] = np.minimum(places + 1, _MOST_COUNTED)
        return self._bits


def _hash_runs(numbers: Numbers) -> NDArray[np.uint32]:
    count = max(len(numbers) - RUN + 1, 0)
    mixed = np.zeros(count, np.uint32)
    values = numbers.astype(np.uint32)
    for place, multiplier in enumerate(_MULTIPLIERS):
        mixed += values[place : place + count] * np.uint32(multiplier)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    return mixed


def _expand(first: Places, last: Places) -> tuple[Places, Places]:
    """Return the numbers from `first` to before `last` of each row, and the rows that they are of."""
    sizes = last - first
    owners = np.repeat(np.arange(len(sizes)), sizes)
    begins = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owners, np.arange(len(owners)) - begins + first[owners]
