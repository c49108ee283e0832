"""The windows of a text that are most like quotations, by arrays. No window is missed.

The words or pairs of words that a plan looks for, where enough of them stand together, tell where a window may be. There
`parts` measures it.

A corpus of templates repeats itself. Of each part of a text that was compared with a quotation, and in which nothing was
better than what was known, it is noted, as one number, of which quotation and of which words it is. What is known only gets
better, so that such a part is of no use later either. The notes have a fixed size: a new one takes the place of an old one,
and what was forgotten is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.ranges import iter_parts
from corpuskit.verify.scanning.marks import WANTED_TOGETHER, Marked, Uses
from corpuskit.verify.scanning.needles import BITS, MOST_NUMBERS, Needles
from corpuskit.verify.scanning.parts import NO_WINDOWS, ShortParts, TextParts, Windows, find_long
from corpuskit.verify.scanning.plan import SearchPlan
from corpuskit.verify.scanning.standing import PlaceBounds
from corpuskit.verify.scanning.stream import Hashes, Numbers, Places

# Words of parts that are looked at together, so that what is worked out of them stays small.
_CHUNK = 1 << 18


def iter_nearest(
    needles: Needles,
    plan: SearchPlan,
    bounds: PlaceBounds,
    numbers: Numbers,
    uses: Uses,
    seen: Seen | None = None,
) -> Iterator[Windows]:
    """Yield where a text is similar enough to quotations, some parts of it at a time: by quotation, the best place first.

    Args:
        needles: The quotations.
        plan: What is looked for of them.
        bounds: How similar a place must be.
        numbers: The words of the text, by their number in the vocabulary.
        uses: What its pairs of words are of use for.
        seen: What was of no use in the texts before, and is not looked at again; None to look at all.
    """
    who, starts, ends = _find_parts(plan, numbers, uses)
    codes = np.zeros(0, np.uint64)
    if seen is not None and len(who):
        codes = number_parts(numbers, who, starts, ends)
        # Of one that is shorter than a run all places are wanted that are as good.
        kept = np.flatnonzero(~seen.are_noted(codes) | ~bounds.is_strict[who])
        who, starts, ends, codes = who[kept], starts[kept], ends[kept], codes[kept]
    is_useless = np.ones(len(who), np.bool_)
    for rows in iter_parts(np.cumsum(ends - starts), _CHUNK):
        found = [NO_WINDOWS]
        for parts, windows in _measure(
            needles, bounds, numbers, TextParts(who[rows], starts[rows], ends[rows])
        ):
            is_useless[rows.start + parts] = False
            found.append(windows)
        yield _put_in_order(needles, Windows(*map(np.concatenate, zip(*found, strict=True))))
    if seen is not None:
        seen.add(codes[is_useless & bounds.is_strict[who]])


def _put_in_order(needles: Needles, windows: Windows) -> Windows:
    # Two different fractions of such numbers are two different numbers here.
    similarity = windows.common / (needles.lengths[windows.needles] + windows.widths)
    order = np.lexsort((windows.starts, -similarity, windows.needles))
    return Windows(*(each[order] for each in windows))


def _find_parts(plan: SearchPlan, numbers: Numbers, uses: Uses) -> tuple[Places, Places, Places]:
    """Return the parts of a text with enough of the chosen words of a quotation: quotation, first word, end."""
    marked = plan.marks.find(numbers, uses)
    # Numbers of 16 bits are put in order in one pass.
    marked = marked.take(np.argsort(marked.needles.astype(np.uint16), kind="stable"))
    who, firsts, lasts = find_together(marked, plan.marks.together, plan.bounds.widest, WANTED_TOGETHER)
    if not len(who):
        return who, firsts, lasts
    widest = plan.bounds.widest[who]
    starts = np.maximum(lasts - widest + 1, 0)
    ends = np.minimum(firsts + widest, len(numbers))
    # Those of one quotation that overlap are one.
    begins = np.flatnonzero(np.concatenate(([True], (who[1:] != who[:-1]) | (starts[1:] >= ends[:-1]))))
    return who[begins], np.minimum.reduceat(starts, begins), np.maximum.reduceat(ends, begins)


def _measure(
    needles: Needles, bounds: PlaceBounds, numbers: Numbers, parts: TextParts
) -> Iterator[tuple[Places, Windows]]:
    """Yield the windows that are similar enough, and the parts that they are of: for quotations of about one length."""
    needed = -(-needles.lengths[parts.needles] // BITS)
    for count in np.unique(needed).tolist():
        rows = np.flatnonzero(needed == count)
        some = parts.take(rows)
        owners, windows = (
            ShortParts(needles, bounds, numbers, some, count).measure()
            if count <= MOST_NUMBERS
            else find_long(needles, bounds, numbers, some)
        )
        yield rows[owners], windows


_PAIR = 2


def find_together(
    marked: Marked, together: Places, windows: Places, most: int
) -> tuple[Places, Places, Places]:
    """Return from where to where enough different words stand within a window: quotation, first and last word.

    Args:
        marked: The words.
        together: How many different words of a quotation must be within a window, by quotation.
        windows: How many words a window has, by quotation.
        most: The highest of `together`, 1 to 3.
    """
    needles, places, kinds = marked
    # A word that stands again at once counts once: what is between two of its kind is looked at from the later one.
    found: list[tuple[Places, Places, Places]] = []
    for wanted in range(1, most + 1):
        is_own = together[needles] == wanted
        if wanted > 1 and not is_own.any():
            continue
        own = np.flatnonzero(is_own)
        who, where, what = needles[own], places[own], kinds[own]
        if wanted == 1:
            found.append((who, where, where))
            continue
        near = (who[1:] == who[:-1]) & (where[1:] - where[:-1] < windows[who[1:]])
        if wanted > _PAIR:
            found.append(_find_three(who, where, what, near, windows))
            continue
        kept = np.flatnonzero(near & (what[1:] != what[:-1]))
        found.append((who[kept], where[kept], where[kept + 1]))
    together_found = [np.concatenate(each) for each in zip(*found, strict=True)]
    order = np.argsort(together_found[0] << 32 | together_found[1])
    return together_found[0][order], together_found[1][order], together_found[2][order]


def _find_three(
    who: Places, where: Places, what: Numbers, near: NDArray[np.bool_], windows: Places
) -> tuple[Places, Places, Places]:
    # Of a word that stands again at once, the first time matters for what came before and the last for what comes after.
    is_change = np.concatenate(([True], (what[1:] != what[:-1]) | ~near, [True]))
    kept = np.flatnonzero(is_change[1:] | is_change[:-1])
    who, where, what = who[kept], where[kept], what[kept]
    # From each word on, the third different one is found step by step; most are there after two steps.
    empty = np.zeros(0, np.int64)
    if len(who) <= _PAIR:
        return empty, empty, empty
    # Where the second word after one is too far, the third different one is.
    starts = np.flatnonzero((who[2:] == who[:-2]) & (where[2:] - where[:-2] < windows[who[2:]]))
    second = starts + 1
    found_first, found_last = [], []
    size = len(who)

    def is_open(first: Places, other: Places) -> NDArray[np.bool_]:
        inside = other < size
        other = np.minimum(other, size - 1)
        near: NDArray[np.bool_] = (
            inside & (who[other] == who[first]) & (where[other] - where[first] < windows[who[first]])
        )
        return near

    open_ = is_open(starts, second)
    starts, second = starts[open_], second[open_]
    while len(starts):
        same = what[second] == what[starts]
        going, ahead = starts[same], second[same] + 1
        starts, second = starts[~same], second[~same]
        third = second + 1
        while len(starts):
            open_ = is_open(starts, third)
            starts, second, third = starts[open_], second[open_], third[open_]
            is_other = (what[third] != what[starts]) & (what[third] != what[second])
            found_first.append(starts[is_other])
            found_last.append(third[is_other])
            starts, second, third = starts[~is_other], second[~is_other], third[~is_other] + 1
        open_ = is_open(going, ahead)
        starts, second = going[open_], ahead[open_]
    first = np.concatenate(found_first) if found_first else empty
    last = np.concatenate(found_last) if found_last else empty
    return who[first], where[first], where[last]


_BITS = 22
_MULTIPLIER = 0x9E3779B97F4A7C15
_INVERSE = pow(_MULTIPLIER, -1, 1 << 64)
_OF_NEEDLES = np.uint64(0xC2B2AE3D27D4EB4F)
_OF_LENGTHS = np.uint64(0xD6E8FEB86659FD93)


class Seen:
    """What is known of parts of the documents before."""

    def __init__(self) -> None:
        self._noted: Hashes = np.zeros(1 << _BITS, np.uint64)
        self._waiting: list[Hashes] = []

    def forget(self) -> None:
        """Forget what is known, of another corpus."""
        self._noted[:] = 0
        self._waiting = []

    def are_noted(self, codes: Hashes) -> NDArray[np.bool_]:
        """Return of parts, by their numbers, whether they were of no use before."""
        noted: NDArray[np.bool_] = self._noted[codes >> np.uint64(64 - _BITS)] == codes
        return noted

    def add(self, codes: Hashes) -> None:
        """Take note of parts that are of no use, by their numbers, once `keep` is called."""
        self._waiting.append(codes)

    def keep(self) -> None:
        """Note the parts of a document, once it is certain that it says what it has."""
        for codes in self._waiting:
            self._noted[codes >> np.uint64(64 - _BITS)] = codes
        self._waiting = []

    def drop(self) -> None:
        """Forget the parts of a document that were not noted so far."""
        self._waiting = []


def number_parts(numbers: Numbers, who: Places, starts: Places, ends: Places) -> Hashes:
    """Return one number for each part of a text and the quotation that it is compared with.

    Args:
        numbers: The words of the text, by their number in the vocabulary.
        who: The quotation.
        starts: The first word of each part.
        ends: The word after its last one.
    """
    # What the words between two places are is a difference of sums, but for the power with which the first one begins.
    powers, inverse = (_raise(base, len(numbers) + 1) for base in (_MULTIPLIER, _INVERSE))
    sums = np.zeros(len(numbers) + 1, np.uint64)
    np.cumsum(numbers.astype(np.uint64) * powers[:-1], out=sums[1:])
    codes: Hashes = (sums[ends] - sums[starts]) * inverse[starts]
    codes += who.astype(np.uint64) * _OF_NEEDLES + (ends - starts).astype(np.uint64) * _OF_LENGTHS
    codes ^= codes >> np.uint64(29)
    codes *= np.uint64(_MULTIPLIER)
    # The lowest bit is set: none is 0, which stands for nothing.
    return codes | np.uint64(1)


_powers: dict[int, Hashes] = {}


def _raise(base: int, count: int) -> Hashes:
    """Return the first powers of a number of 64 bits."""
    known = _powers.get(base)
    if known is None or len(known) < count:
        known = np.full(max(count, 1 << 16), base, np.uint64)
        known[:1] = 1
        known = _powers[base] = np.multiply.accumulate(known)
    return known[:count]
