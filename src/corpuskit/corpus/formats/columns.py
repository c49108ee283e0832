"""Pages of a PDF that are set in two columns and written line by line across them: their text in the order of reading."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from corpuskit.corpus.formats.layout import PageLine

# The part of a page in which the space between two columns lies.
_MIDDLE = (0.3, 0.7)
_STEPS = 80
# As many lines on each side are columns, and so many of them run on: the rows of a table do not.
_FEWEST_LINES = 4
_LEAST_RUNNING = 0.4
# The share of boxes that may lie across the middle: titles, pictures, footers.
_MOST_ACROSS = 0.25
_LINE_ENDS = frozenset(".!?:;")


def read_columns(text_page: Any, width: float) -> list[PageLine] | None:
    """Return the lines of a page column by column; None where it has no two columns, or is written so already.

    Args:
        text_page: The text of the page, as pypdfium2 gives it.
        width: Width of the page in points.
    """
    boxes = [_read_box(text_page, number) for number in range(text_page.count_rects())]
    boxes = [box for box in boxes if box.text.strip()]
    middle = _find_middle(boxes, width)
    if middle is None:
        return None
    sides = [[box for box in boxes if box.right <= middle], [box for box in boxes if box.left >= middle]]
    if not all(map(_runs_on, sides)) or not _alternates(boxes, middle):
        return None
    lines: list[PageLine] = []
    left: list[PageLine] = []
    right: list[PageLine] = []
    for box in [*boxes, None]:
        if box is None or box.left < middle < box.right:
            lines += [*left, *right, *([box] if box else [])]
            left, right = [], []
        else:
            (left if box.right <= middle else right).append(box)
    return lines


def _read_box(text_page: Any, number: int) -> PageLine:
    left, bottom, right, top = text_page.get_rect(number)
    text = text_page.get_text_bounded(left, bottom, right, top)
    return PageLine(left, bottom, right, top, " ".join(text.split()))


def _find_middle(boxes: list[PageLine], width: float) -> float | None:
    """Return a place between the columns: that across which the fewest boxes lie; None where too many do."""
    if len(boxes) < 2 * _FEWEST_LINES:
        return None
    first, last = (part * width for part in _MIDDLE)
    places = [first + (last - first) * step / _STEPS for step in range(_STEPS + 1)]
    across = [sum(box.left < place < box.right for box in boxes) for place in places]
    fewest = min(across)
    best = [place for place, count in zip(places, across, strict=True) if count == fewest]
    return best[len(best) // 2] if fewest <= _MOST_ACROSS * len(boxes) else None


def _runs_on(side: list[PageLine]) -> bool:
    """Return whether the lines of a column go on with each other."""
    if len(side) < _FEWEST_LINES:
        return False
    running = sum(
        above.text[-1] not in _LINE_ENDS
        and below.text[0].isalpha()
        and below.text[0] == below.text[0].lower()
        for above, below in pairwise(side)
    )
    return running >= _LEAST_RUNNING * (len(side) - 1)


def _alternates(boxes: list[PageLine], middle: float) -> bool:
    """Return whether the text jumps from column to column with most lines."""
    order = [box.right <= middle for box in boxes if not box.left < middle < box.right]
    changes = sum(one != other for one, other in pairwise(order))
    return 2 * changes > len(order)
