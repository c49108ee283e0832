"""Where the lines of a page of a PDF stand, and which of them go on with each other.

A page has lines where a text has paragraphs. A line was broken where the first word of the next one would not have
fitted any more; where it would have, a paragraph, a title or a row of a table ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from corpuskit.corpus.formats.bidi import is_from_right, is_mixed, put_together, reads_from_right
from corpuskit.patterns import compile_re
from corpuskit.text.divisions import is_suspended

# What pdfium writes for a hyphen at the end of a line, instead of the line break.
LINE_HYPHENS = "\ufffe\x02"
"""What stands for a hyphen that a line ends with."""
_DIVIDED = compile_re(rf"(\w+)(?:[-\u00ad]\n|[{LINE_HYPHENS}]\n?)(\w+)")
# Lines of one block: so many times their height from each other at most, and so much more than is usual on the page.
_FARTHEST = 2.5
_MOST_SPACING = 1.35
_MOST_HEIGHT = 1.35
# A line that begins so much farther in than the one before, in heights, begins a paragraph.
_INDENT = 0.8
# The share of the lines of a block that are full from which it is running text.
_LEAST_FULL = 0.6
_FEWEST_FULL = 2
# The share of them that go on in lower case, as far as their script has capitals: the rows of a table do not.
_LEAST_GOING_ON = 0.25
# Lines of text are at least so many times as wide as they are high; shorter ones are a list.
_NARROWEST = 10
# The share of the height of the lower one that two runs of one line have in common.
_LEAST_TOGETHER = 0.5
_LINE_ENDS = frozenset('.!?…:;؟۔。！？"”’»)]」')
# Not «12.», which may be a day in the middle of a sentence.
_ITEM = compile_re(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})\)\s")
_BULLETS = frozenset("•‣◦▪■●○–—*·\uf0b7")
_NO_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "IDEOGRAPHIC", "FULLWIDTH")


class PageLine(NamedTuple):
    """One line, or the characters of one in a column, in points from the left and the bottom of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        """Height of its characters in points."""
        return max(self.top - self.bottom, 0.1)


def read_lines(text_page: Any, rotation: int = 0) -> list[PageLine] | None:
    """Return the lines of a page in the order in which it holds them; None where its characters have no places.

    Args:
        text_page: The text of the page, as pypdfium2 gives it.
        rotation: By how many degrees it is turned to the right when it is shown.
    """
    written: str = text_page.get_text_range()
    if len(written) != text_page.count_chars():
        # A character outside of the first plane is counted in another way.
        return None
    has_other = any(map(is_from_right, written))
    lines: list[PageLine] = []
    runs: list[tuple[int, str]] = []
    for start, end in _iter_spans(written):
        text = written[start:end]
        bare = text.strip()
        if not bare or bare in LINE_HYPHENS:
            lines.append(PageLine(0, 0, 0, 0, ""))
            runs = []
            continue
        first = start + len(text) - len(text.lstrip())
        last = first + len(bare) - 1 - (bare[-1] in LINE_HYPHENS)
        box = _turn(_surround(text_page.get_charbox(place, loose=True) for place in (first, last)), rotation)
        is_rest = has_other and bool(runs) and _is_rest_of(lines[-1], PageLine(*box, bare))
        runs = [*runs, (first, bare)] if is_rest else [(first, bare)]
        if is_rest:
            box = _surround([box, lines.pop()[:4]])
        lines.append(PageLine(*box, _put_in_order(text_page, runs, box[3] - box[1])))
    return lines


_Box = tuple[float, float, float, float]


def _surround(boxes: Iterable[_Box]) -> _Box:
    """Return the box around some."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _turn(box: _Box, rotation: int) -> _Box:
    """Return a box as it stands on a page that is turned to the right by so many degrees."""
    left, bottom, right, top = box
    return {
        90: (bottom, -right, top, -left),
        180: (-right, -top, -left, -bottom),
        270: (-top, left, -bottom, right),
    }.get(rotation, box)


def _is_rest_of(line: PageLine, rest: PageLine) -> bool:
    """Return whether a run stands beside a line, as its other runs do."""
    height = min(line.height, rest.height)
    together = min(line.top, rest.top) - max(line.bottom, rest.bottom)
    apart = max(line.left, rest.left) - min(line.right, rest.right)
    return together >= _LEAST_TOGETHER * height and apart <= max(line.height, rest.height)


def _iter_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the lines of a text; a hyphen that ends one belongs to it."""
    start = 0
    for place, character in enumerate(text):
        if character == "\n" or character in LINE_HYPHENS:
            yield start, place + (character != "\n")
            start = place + 1
    yield start, len(text)


def _put_in_order(text_page: Any, runs: list[tuple[int, str]], height: float) -> str:
    """Return a line in the order of reading: words from right to left are often written as they are seen."""
    start, text = runs[-1]
    if len(runs) > 1:
        return put_together(text_page, runs, height)
    if text.isascii() or not any(map(is_from_right, text)):
        return text
    if any(map(is_mixed, text.split(" "))):
        return put_together(text_page, runs, height)
    words: list[tuple[float, str]] = []
    place = start
    for word in text.split(" "):
        written = word
        if len(word) > 1 and all(map(is_from_right, word)):
            left, right = (text_page.get_charbox(each)[0] for each in (place, place + len(word) - 1))
            written = word[::-1] if left < right else word
        words.append((text_page.get_charbox(place)[0] if word else 0.0, written))
        place += len(word) + 1
    return " ".join(written for _, written in words)


def join_lines_of_page(lines: list[PageLine]) -> str:
    """Return the text of a page: a line for each paragraph.

    Args:
        lines: Its lines, in the order of reading.
    """
    spacings = [
        above.bottom - below.bottom for above, below in pairwise(lines) if _are_neighbours(above, below)
    ]
    usual = median(spacings) if spacings else 0.0
    pieces: list[str] = []
    for block in _iter_blocks(lines, usual):
        pieces += _join_block(block)
    return "\n".join(pieces)


def _are_neighbours(above: PageLine, below: PageLine) -> bool:
    """Return whether a line stands directly below another one, in letters of the same size."""
    heights = sorted((above.height, below.height))
    return (
        0 < above.bottom - below.bottom <= _FARTHEST * above.height
        and above.left < below.right
        and below.left < above.right
        and heights[1] <= _MOST_HEIGHT * heights[0]
    )


def _iter_blocks(lines: Iterable[PageLine], usual: float) -> Iterator[list[PageLine]]:
    block: list[PageLine] = []
    for line in lines:
        if block and not (
            _are_neighbours(block[-1], line) and block[-1].bottom - line.bottom <= _MOST_SPACING * usual
        ):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _join_block(block: list[PageLine]) -> Iterator[str]:
    is_rtl = reads_from_right(" ".join(line.text for line in block))
    edge = min(line.left for line in block) if is_rtl else max(line.right for line in block)
    is_wide = max(line.right - line.left for line in block) >= _NARROWEST * block[0].height
    pairs = list(pairwise(block))
    full = [_is_full(above, below, edge, is_rtl=is_rtl) for above, below in pairs]
    going_on = [_goes_on(above.text, below.text) for above, below in pairs]
    is_running = sum(full) >= max(_FEWEST_FULL, _LEAST_FULL * len(full)) and sum(
        going_on
    ) >= _LEAST_GOING_ON * len(full)
    text = block[0].text
    for (above, below), is_broken, goes_on in zip(pairs, full, going_on, strict=True):
        goes_on = goes_on and below.text[0].islower()  # noqa: PLW2901 — the same, more strictly
        is_one = (is_broken or goes_on) if is_running else (is_broken and goes_on)
        if is_wide and is_one and not _begins(above, below, is_rtl=is_rtl):
            text = _join(text, below.text)
        else:
            yield text
            text = below.text
    yield text


def _is_full(above: PageLine, below: PageLine, edge: float, *, is_rtl: bool) -> bool:
    """Return whether the first word of a line would not have fitted at the end of the line before."""
    word = below.text.split(maxsplit=1)[0]
    width = (below.right - below.left) * (len(word) + 1) / max(len(below.text), 1)
    return above.left - width < edge if is_rtl else above.right + width > edge


def _goes_on(above: str, below: str) -> bool:
    """Return whether a line ends, and the next one begins, as in the middle of a sentence; rows of a table do not."""
    first = below[0]
    return above[-1] not in _LINE_ENDS and first.isalpha() and first == first.lower()


def _begins(above: PageLine, below: PageLine, *, is_rtl: bool) -> bool:
    """Return whether a line begins a paragraph or an item of a list."""
    if (below.text[0] in _BULLETS and below.text[1:2].isspace()) or _ITEM.match(below.text):
        return True
    indent = above.right - below.right if is_rtl else below.left - above.left
    return indent > _INDENT * above.height and above.text[0] not in _BULLETS


def _join(above: str, below: str) -> str:
    if above[-1] in f"-\u00ad{LINE_HYPHENS}" and above[-2:-1].isalpha():
        return f"{above[:-1]}{LINE_HYPHENS[0]}{below}"
    is_solid = all(unicodedata.name(each, "").startswith(_NO_SPACES) for each in (above[-1], below[0]))
    return above + below if is_solid else f"{above} {below}"


def join_divided_words(text: str, known: str) -> str:
    """Return a text in which words that a line's end divides are whole.

    Args:
        text: The text.
        known: All of the document: a word that has its hyphen elsewhere in it too keeps it.
    """
    return _DIVIDED.sub(lambda found: _join_halves(found, known), text)


def _join_halves(found: re.Match[str], known: str) -> str:
    first, second = found[1], found[2]
    if first[-1].isalpha() and is_suspended(found.string, found.start(2)):
        return f"{first}- {second}"
    if first[-1].isalpha() and second[0].isdecimal():
        # The number of the page, or of the next line.
        return f"{first}-\n{second}"
    is_one = first[-1].isalpha() and second[0].islower() and f"{first}-{second}" not in known
    return f"{first}{second}" if is_one else f"{first}-{second}"
