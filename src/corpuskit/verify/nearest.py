"""The windows of a text that are most like quotations, by arrays. No window is missed.

The words or pairs of words that a plan looks for, where enough of them stand together, tell where a window may be. There
`parts` measures it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from corpuskit.dedupe.arrays.ranges import iter_parts
from corpuskit.verify.bounds import PlaceBounds
from corpuskit.verify.marks import WANTED_TOGETHER
from corpuskit.verify.needles import BITS, MOST_NUMBERS, Needles
from corpuskit.verify.pairs import Uses
from corpuskit.verify.parts import NO_WINDOWS, ShortParts, TextParts, Windows, find_long
from corpuskit.verify.plan import SearchPlan
from corpuskit.verify.seen import Seen, number_parts
from corpuskit.verify.stream import Numbers, Places
from corpuskit.verify.together import find_together

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
