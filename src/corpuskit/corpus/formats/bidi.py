"""Lines of a PDF that are read from right to left: their characters in the order of reading.

Programs draw such a line in several runs, the leftmost first, and write each as it is seen. What is certain is where
each character stands: the line is put together from that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from corpuskit.patterns import compile_re

# In the order in which they are seen from the right: words of the other direction with what stands between them, and
# numbers, which are written from left to right within a line of either direction.
_FROM_LEFT = compile_re(r"L(?:[LNSW]*[LN])?|N(?:S?N)*")
# The same seen from the left.
_FROM_RIGHT = compile_re(r"R(?:[RSWN]*R)?")
_CLASSES = {
    "R": "R",
    "AL": "R",
    "NSM": "R",
    "L": "L",
    "EN": "N",
    "AN": "N",
    "ES": "S",
    "CS": "S",
}
# Part of the height of a line that the space between two words of two runs has at least.
_LEAST_SPACE = 0.13


class _Character(NamedTuple):
    left: float
    right: float
    run: int
    text: str


def is_from_right(character: str) -> bool:
    """Return whether a character is read from right to left."""
    return unicodedata.bidirectional(character) in ("R", "AL", "NSM")


def reads_from_right(text: str) -> bool:
    """Return whether most letters of a text are read from right to left."""
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(map(is_from_right, letters)) > len(letters)


def is_mixed(word: str) -> bool:
    """Return whether a word has characters from right to left and others."""
    return 0 < sum(map(is_from_right, word)) < len(word)


def put_together(text_page: Any, runs: Sequence[tuple[int, str]], height: float) -> str:
    """Return the characters of a line in the order of reading.

    Args:
        text_page: The text of the page, as pypdfium2 gives it.
        runs: Each run of the line: the index of its first character in the page, and its text.
        height: Height of the line in points.
    """
    seen = sorted(_iter_characters(text_page, runs), key=lambda each: each.left)
    text = "".join(text for _, text in runs)
    if reads_from_right(text):
        seen.reverse()
        return _turn(_join(seen, _LEAST_SPACE * height), _FROM_LEFT)
    return _turn(_join(seen, _LEAST_SPACE * height), _FROM_RIGHT)


def _iter_characters(text_page: Any, runs: Sequence[tuple[int, str]]) -> Iterator[_Character]:
    """Yield the characters of a line, each with the points that stand at it."""
    for number, (start, text) in enumerate(runs):
        boxes = [text_page.get_charbox(start + place) for place in range(len(text))]
        points: dict[int, str] = {}
        for place, character in enumerate(text):
            if unicodedata.combining(character):
                base = _find_base(text, boxes, place)
                points[base] = points.get(base, "") + character
        for place, character in enumerate(text):
            if place in points or not unicodedata.combining(character):
                left, _, right, _ = boxes[place]
                yield _Character(left, right, number, character + points.get(place, ""))


def _find_base(text: str, boxes: list[tuple[float, float, float, float]], place: int) -> int:
    """Return the place of the letter that a point stands at: the one beside it in the page over whose width it is."""
    middle = (boxes[place][0] + boxes[place][2]) / 2
    before = next((each for each in range(place - 1, -1, -1) if not unicodedata.combining(text[each])), None)
    after = next(
        (each for each in range(place + 1, len(text)) if not unicodedata.combining(text[each])), None
    )
    for each in (before, after):
        if each is not None and boxes[each][0] <= middle <= boxes[each][2]:
            return each
    return next((each for each in (before, after) if each is not None), place)


def _join(seen: Iterable[_Character], least: float) -> list[str]:
    """Return the characters of a line with a space between words of two runs that stand apart."""
    joined: list[str] = []
    before: _Character | None = None
    for each in seen:
        if before is not None and each.run != before.run:
            gap = max(each.left, before.left) - min(each.right, before.right)
            if gap > least and not before.text.isspace() and not each.text.isspace():
                joined.append(" ")
        if not (each.text.isspace() and joined and joined[-1].isspace()):
            joined.append(each.text)
        before = each
    return joined


def _turn(seen: list[str], other: re.Pattern[str]) -> str:
    """Return a line with the parts of the other direction turned round."""
    classes = "".join(_CLASSES.get(unicodedata.bidirectional(each[0]), "W") for each in seen)
    kept = list(seen)
    for found in other.finditer(classes):
        kept[found.start() : found.end()] = reversed(seen[found.start() : found.end()])
    return "".join(kept)
