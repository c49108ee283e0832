"""The windows of a text that are most like quotations, by arrays. No window is missed.

The words that a plan looks for, where enough of them stand together, tell where a window may be. From each word on with
which one may begin, the LCS with the quotation is worked out for all these places at once, a word at a time, in the bits
of one whole number each.

Source: Hyyrö, Bit-Parallel LCS-length Computation Revisited, AWOCA 2004.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from corpuskit.verify.needles import LONGEST, MOST_COUNTED, Needles, expand
from corpuskit.verify.plan import WANTED_TOGETHER, Bounds, Plan
from corpuskit.verify.repeats import New
from corpuskit.verify.stream import Numbers, Places
from corpuskit.verify.together import Marked, find_together

_CHUNK = 1 << 20
_EVERYTHING = np.uint64(0xFFFFFFFFFFFFFFFF)


class Windows(NamedTuple):
    """Parts of a text that may be like quotations; arrays of one length.

    Attributes:
        needles: Number of the quotation.
        starts: The first word.
        ends: The word after the last one that may belong to it.
        common: The words in common, in order, of the best window there; the most there may be, of long quotations.
        widths: The number of words of that window; the fewest, of long quotations.
    """

    needles: Places
    starts: Places
    ends: Places
    common: Places
    widths: Places


_NO_WINDOWS = Windows(*[np.zeros(0, np.int64)] * 5)


def find_nearest(
    needles: Needles, plan: Plan, bounds: Bounds, numbers: Numbers, new: New | None = None
) -> Windows:
    """Return where a text is similar enough to quotations, by quotation, the best place first.

    Args:
        needles: The quotations.
        plan: What is looked for of them.
        bounds: How similar a place must be.
        numbers: The words of the text, by their number in the vocabulary.
        new: Where they are looked for; None for anywhere.
    """
    who, starts, ends = _find_parts(plan, numbers, new)
    found = [_NO_WINDOWS]
    for rows in _iter_chunks(ends - starts):
        part = _Parts(needles, bounds, numbers, who[rows], starts[rows], ends[rows])
        found += [part.measure(), part.list_long()]
    windows = Windows(*map(np.concatenate, zip(*found, strict=True)))
    # Two different fractions of such numbers are two different numbers here.
    similarity = windows.common / (needles.lengths[windows.needles] + windows.widths)
    order = np.lexsort((windows.starts, -similarity, windows.needles))
    return Windows(*(each[order] for each in windows))


def _find_parts(plan: Plan, numbers: Numbers, new: New | None) -> tuple[Places, Places, Places]:
    """Return the parts of a text with enough of the chosen words of a quotation: quotation, first word, end."""
    by_word = plan.by_word
    hits = np.flatnonzero(by_word.is_there[numbers])
    found = numbers[hits]
    which, rows = expand(by_word.first[found], by_word.first[found + 1])
    owners = by_word.owners[rows]
    if new is not None:
        kept = np.flatnonzero(new.choose(owners, hits[which]))
        which, owners = which[kept], owners[kept]
    # Numbers of 16 bits are put in order in one pass.
    order = np.argsort(owners.astype(np.uint16), kind="stable")
    marked = Marked(owners[order], hits[which][order], found[which][order])
    who, firsts, lasts = find_together(marked, plan.together, plan.bounds.widest, WANTED_TOGETHER)
    if not len(who):
        return who, firsts, lasts
    widest = plan.bounds.widest[who]
    starts = np.maximum(lasts - widest + 1, 0)
    ends = np.minimum(firsts + widest, len(numbers))
    # Those of one quotation that overlap are one.
    begins = np.flatnonzero(np.concatenate(([True], (who[1:] != who[:-1]) | (starts[1:] >= ends[:-1]))))
    return who[begins], np.minimum.reduceat(starts, begins), np.maximum.reduceat(ends, begins)


def _iter_chunks(sizes: Places) -> Iterator[slice]:
    """Yield which parts are looked at together, so that what is worked out of them stays small."""
    total = np.cumsum(sizes)
    begun = 0
    while begun < len(sizes):
        before = int(total[begun - 1]) if begun else 0
        stop = max(begun + 1, int(np.searchsorted(total, before + _CHUNK)))
        yield slice(begun, stop)
        begun = stop


class _Parts:
    """Parts of a text, word by word beside the quotations that they may hold.

    Args:
        needles: The quotations.
        bounds: How similar a window must be.
        numbers: The words of the text.
        who: The quotation that each part is compared with.
        starts: Its first word.
        ends: The word after its last one.
    """

    def __init__(
        self, needles: Needles, bounds: Bounds, numbers: Numbers, who: Places, starts: Places, ends: Places
    ) -> None:
        self._needles, self._bounds = needles, bounds
        self._parts = who, starts, ends
        owners, places = expand(starts, ends)
        slots = needles.slots[who[owners], numbers[places]]
        masks = needles.masks[needles.first_masks[who[owners]] + slots]
        first = np.cumsum(ends - starts) - (ends - starts)
        # Of words of the quotation that are not in the part, none is in common.
        most = np.bitwise_count(np.bitwise_or.reduceat(masks, first)).astype(np.int64)
        self._numbers = numbers
        kept = np.flatnonzero(most >= bounds.needed[who])
        sizes = (ends - starts)[kept]
        self._who = np.repeat(who[kept], sizes)
        self._widest = np.repeat(bounds.find_widest(who[kept], most[kept]), sizes)
        self._ends = np.repeat(np.cumsum(sizes), sizes)
        _, rows = expand(first[kept], first[kept] + sizes)
        self._places, self._masks = places[rows], masks[rows]
        self._counts = np.concatenate(([0], np.cumsum(self._masks != 0)))

    def measure(self) -> Windows:
        """Return the best window that begins at each word, where it is similar enough."""
        begins, ends = self._find_begins()
        if not len(begins):
            return _NO_WINDOWS
        who = self._who[begins]
        common, widths = self._measure_lcs(who, begins, ends)
        kept = np.flatnonzero(self._bounds.are_met(who, self._needles.lengths[who], common, widths))
        starts = self._places[begins[kept]]
        return Windows(who[kept], starts, starts + widths[kept], common[kept], widths[kept])

    def _find_begins(self) -> tuple[Places, Places]:
        """Return the words with which a window may begin, and where it ends at last."""
        needles, bounds = self._needles, self._bounds
        # It begins with a word in common, after which there are enough for the others.
        spare = np.clip(needles.lengths - bounds.needed, 0, LONGEST - 1).astype(np.uint64)
        early = _EVERYTHING >> (np.uint64(LONGEST - 1) - spare)
        possible = np.flatnonzero(self._masks & early[self._who])
        who = self._who[possible]
        ends = np.minimum(possible + self._widest[possible], self._ends[possible])
        enough = self._counts[ends] - self._counts[possible] >= bounds.needed[who]
        return possible[enough], ends[enough]

    def _measure_lcs(self, who: Places, begins: Places, ends: Places) -> tuple[Places, Places]:
        """Return words in common, in order, and number of words of the best window that begins at each place."""
        lengths = self._needles.lengths[who]
        best, widths = np.zeros(len(who), np.int64), np.zeros(len(who), np.int64)
        everything = _EVERYTHING >> (LONGEST - lengths).astype(np.uint64)
        # C ≤ n words in common and a similarity of b leave at most 2n(1/b-1) words of a window without a partner.
        alone = 2 * lengths * (self._bounds.down[who] - self._bounds.up[who]) // self._bounds.up[who]
        rows = np.arange(len(who))
        state, at, width = everything, begins, 0
        while len(rows):
            hit = state & self._masks[at]
            state = ((state + hit) | (state - hit)) & everything
            width += 1
            now = lengths - np.bitwise_count(state)
            is_better = now * (lengths + widths[rows]) > best[rows] * (lengths + width)
            better = rows[is_better]
            best[better], widths[better] = now[is_better], width
            at = at + 1
            going = (at < ends) & (width - now <= alone)
            if not going.all():
                rows, state, at, ends = rows[going], state[going], at[going], ends[going]
                everything, lengths, alone = everything[going], lengths[going], alone[going]
        return best, widths

    def list_long(self) -> Windows:
        """Return the parts that may hold a quotation of more words, each as a whole."""
        who, starts, ends = self._parts
        rows = np.flatnonzero(self._needles.lengths[who] > LONGEST)
        who, starts, ends = who[rows], starts[rows], ends[rows]
        common = np.array([self._count_common(*row) for row in zip(who, starts, ends, strict=True)], np.int64)
        for row in np.flatnonzero(common >= self._bounds.needed[who]).tolist() if len(rows) else ():
            common[row] = self._measure_common(int(who[row]), int(starts[row]), int(ends[row]))
        kept = np.flatnonzero(common >= self._bounds.needed[who]) if len(rows) else rows
        return Windows(who[kept], starts[kept], ends[kept], common[kept], common[kept])

    def _count_common(self, needle: int, start: int, end: int) -> int:
        """Return the most words that a quotation may have in common with a part: each that is missing is one less."""
        slots = self._needles.slots[needle, self._numbers[start:end]]
        different = int(self._needles.sizes[needle])
        if different > MOST_COUNTED:
            return min(int(self._needles.lengths[needle]), int((slots > 0).sum()))
        missing = different - (np.bincount(slots, minlength=1)[1:] > 0).sum()
        return min(int(self._needles.lengths[needle] - missing), int((slots > 0).sum()))

    def _measure_common(self, needle: int, start: int, end: int) -> int:
        """Return the words that a quotation has in common with a part, in order: no window in it has more."""
        from rapidfuzz.distance import LCSseq

        first = int(self._needles.first_words[needle])
        words = self._needles.words[first : first + int(self._needles.lengths[needle])]
        return LCSseq.similarity(words.tolist(), self._numbers[start:end].tolist())
