"""Parts of a text beside the quotations that they may hold: the best windows of each.

From each word on with which a window may begin, the LCS with the quotation is worked out for all these places at once, a
word at a time, in the bits of one whole number each, or of a few.

Source: Hyyrö, Bit-Parallel LCS-length Computation Revisited, AWOCA 2004.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from corpuskit.verify.comparing.align import Window, find_windows
from corpuskit.verify.scanning.needles import BITS, MOST_COUNTED, Needles, expand
from corpuskit.verify.scanning.standing import PlaceBounds
from corpuskit.verify.scanning.stream import Hashes, Numbers, Places

_EVERYTHING = np.uint64(0xFFFFFFFFFFFFFFFF)


class Windows(NamedTuple):
    """Parts of a text that may be like quotations; arrays of one length.

    Attributes:
        needles: Number of the quotation.
        starts: The first word.
        ends: The word after the last one that may belong to it.
        common: The words in common, in order, of the best window there.
        widths: The number of words of that window.
    """

    needles: Places
    starts: Places
    ends: Places
    common: Places
    widths: Places


NO_WINDOWS = Windows(*[np.zeros(0, np.int64)] * 5)


class TextParts(NamedTuple):
    """Parts of a text; arrays of one length.

    Attributes:
        needles: The quotation that each is compared with.
        starts: Its first word.
        ends: The word after its last one.
    """

    needles: Places
    starts: Places
    ends: Places

    def take(self, rows: Places) -> TextParts:
        """Return some of them."""
        return TextParts(*(each[rows] for each in self))


class ShortParts:
    """Parts of a text, word by word beside quotations whose words are the bits of some whole numbers.

    Args:
        needles: The quotations.
        bounds: How similar a window must be.
        numbers: The words of the text.
        parts: The parts.
        count: How many whole numbers a quotation takes.
    """

    def __init__(
        self, needles: Needles, bounds: PlaceBounds, numbers: Numbers, parts: TextParts, count: int
    ) -> None:
        self._needles, self._bounds = needles, bounds
        who, starts, ends = parts
        owners, places = expand(starts, ends)
        rows = needles.first_masks[who[owners]] + needles.slots[who[owners], numbers[places]]
        masks = [each[rows] for each in needles.masks[:count]]
        first = np.cumsum(ends - starts) - (ends - starts)
        # Of words of the quotation that are not in the part, none is in common.
        most = _count_bits([np.bitwise_or.reduceat(each, first) for each in masks])
        kept = np.flatnonzero(most >= bounds.needed[who])
        sizes = (ends - starts)[kept]
        self._who = np.repeat(who[kept], sizes)
        self._owners = np.repeat(kept, sizes)
        self._widest = np.repeat(bounds.find_widest(who[kept], most[kept]), sizes)
        self._ends = np.repeat(np.cumsum(sizes), sizes)
        _, rows = expand(first[kept], first[kept] + sizes)
        self._places, self._masks = places[rows], [each[rows] for each in masks]
        self._is_common = np.bitwise_or.reduce(self._masks) != 0
        self._counts = np.concatenate(([0], np.cumsum(self._is_common)))

    def measure(self) -> tuple[Places, Windows]:
        """Return the best window that begins at each word, where it is similar enough: the part, and the window."""
        begins, ends = self._find_begins()
        if not len(begins):
            return begins, NO_WINDOWS
        who = self._who[begins]
        common, widths = self._measure_lcs(who, begins, ends)
        kept = np.flatnonzero(self._bounds.are_met(who, self._needles.lengths[who], common, widths))
        starts = self._places[begins[kept]]
        windows = Windows(who[kept], starts, starts + widths[kept], common[kept], widths[kept])
        return self._owners[begins[kept]], windows

    def _find_begins(self) -> tuple[Places, Places]:
        """Return the words with which a window may begin, and where it ends at last."""
        needles, bounds = self._needles, self._bounds
        # It begins with a word in common, after which there are enough for the others.
        early = _list_first_bits(needles.lengths - bounds.needed + 1, len(self._masks))
        is_early = [mask & each[self._who] for mask, each in zip(self._masks, early, strict=True)]
        possible = np.flatnonzero(np.bitwise_or.reduce(is_early))
        who = self._who[possible]
        ends = np.minimum(possible + self._widest[possible], self._ends[possible])
        enough = self._counts[ends] - self._counts[possible] >= bounds.needed[who]
        return possible[enough], ends[enough]

    def _measure_lcs(self, who: Places, begins: Places, ends: Places) -> tuple[Places, Places]:
        """Return words in common, in order, and number of words of the best window that begins at each place."""
        lengths = self._needles.lengths[who]
        best, widths = np.zeros(len(who), np.int64), np.zeros(len(who), np.int64)
        everything = _list_first_bits(lengths, len(self._masks))
        # C ≤ n words in common and a similarity of b leave at most 2n(1/b-1) words of a window without a partner.
        alone = 2 * lengths * (self._bounds.down[who] - self._bounds.up[who]) // self._bounds.up[who]
        rows = np.arange(len(who))
        state, at, width = everything, begins, 0
        while len(rows):
            state = _step(state, [each[at] for each in self._masks], everything)
            width += 1
            now = lengths - _count_bits(state)
            is_better = now * (lengths + widths[rows]) > best[rows] * (lengths + width)
            better = rows[is_better]
            best[better], widths[better] = now[is_better], width
            at = at + 1
            going = (at < ends) & (width - now <= alone)
            if not going.all():
                rows, at, ends = rows[going], at[going], ends[going]
                lengths, alone = lengths[going], alone[going]
                state, everything = ([each[going] for each in some] for some in (state, everything))
        return best, widths


def _step(state: list[Hashes], masks: list[Hashes], everything: list[Hashes]) -> list[Hashes]:
    """Return what the LCS of quotations and windows is after one more word: the bits that are not set."""
    after = []
    carry: Hashes | None = None
    for own, mask, all_bits in zip(state, masks, everything, strict=True):
        hit = own & mask
        total = own + hit
        if len(state) > 1:
            is_over = total < own
            if carry is not None:
                total = total + carry
                is_over |= total < carry
            carry = is_over.astype(np.uint64)
        after.append((total | (own - hit)) & all_bits)
    return after


def _list_first_bits(counts: Places, size: int) -> list[Hashes]:
    """Return some whole numbers for each count, of which so many bits are set, the lowest ones."""
    listed = []
    for number in range(size):
        bits = np.clip(counts - number * BITS, 0, BITS)
        listed.append(
            np.where(bits > 0, _EVERYTHING >> np.minimum(BITS - bits, BITS - 1).astype(np.uint64), 0)
        )
    return [each.astype(np.uint64) for each in listed]


def _count_bits(numbers: list[Hashes]) -> Places:
    """Return how many bits are set in some whole numbers each."""
    counted = np.bitwise_count(numbers[0]).astype(np.int64)
    for each in numbers[1:]:
        counted += np.bitwise_count(each)
    return counted


def find_long(
    needles: Needles, bounds: PlaceBounds, numbers: Numbers, parts: TextParts
) -> tuple[Places, Windows]:
    """Return the best windows of quotations of many words, one by one: the part, and the window."""
    possible = np.flatnonzero(_count_common(needles, numbers, parts) >= bounds.needed[parts.needles])
    found = [
        (row, needle, start + window.start, start + window.end, window.common)
        for row in possible.tolist()
        for needle, start, end in ([int(each[row]) for each in parts],)
        for window in _find_long_in(needles, bounds, numbers, needle, start, end)
    ]
    owners, who, firsts, lasts, common = np.array(found, np.int64).reshape(-1, 5).T
    return owners, Windows(who, firsts, lasts, common, lasts - firsts)


def _find_long_in(
    needles: Needles, bounds: PlaceBounds, numbers: Numbers, needle: int, start: int, end: int
) -> list[Window]:
    """Return the best windows of a part, where they are similar enough."""
    from rapidfuzz.distance import LCSseq

    first, length = int(needles.first_words[needle]), int(needles.lengths[needle])
    words = needles.words[first : first + length].tolist()
    text = numbers[start:end].tolist()
    if LCSseq.similarity(words, text) < bounds.needed[needle]:
        return []
    least = Fraction(int(bounds.up[needle]), int(bounds.down[needle]))
    windows = find_windows(words, text, least)
    return [each for each in windows if not bounds.is_strict[needle] or each.similarity(length) > least]


def _count_common(needles: Needles, numbers: Numbers, parts: TextParts) -> Places:
    """Return the most words that quotations may have in common with parts, in whatever order."""
    owners, places = expand(parts.starts, parts.ends)
    slots = needles.slots[parts.needles[owners], numbers[places]]
    width, size = MOST_COUNTED + 1, len(parts.starts)
    amounts = np.bincount(owners * width + slots, minlength=size * width).reshape(-1, width)
    common: Places = np.minimum(amounts, needles.amounts[parts.needles])[:, 1:].sum(axis=1)
    return common
