"""What only the lines of a concordance have: words that they are sorted by, and a layout of two lines a hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from corpuskit.output.cells import isolate, measure_cells
from corpuskit.output.safe import make_terminal_safe
from corpuskit.output.sink import StreamSink
from corpuskit.output.style import paint
from corpuskit.patterns import compile_later
from corpuskit.records import ConcordanceLine, Record

_WORD = compile_later(r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*+")
# A word with the white space after it; between Chinese and Japanese characters a line may end anywhere.
_PIECE = compile_later(
    r"[\p{Han}\p{Hiragana}\p{Katakana}] *|(?:(?![\p{Han}\p{Hiragana}\p{Katakana}])[^ ])+ *| +"
)
_BREAK = "\n"
_INDENT = "  "
_STYLES = ("first", "second")
# Around the match where there is no colour to show it.
_OPEN, _CLOSE = "\u27e6", "\u27e7"


class SortWord(NamedTuple):
    """A word beside the match that lines are sorted by.

    Attributes:
        side: `before` or `after` the match.
        distance: 1 for the nearest word.
        style: The style in which it is shown.
    """

    side: str
    distance: int
    style: str


def find_sort_words(keys: Iterable[str]) -> list[SortWord]:
    """Return the first two words that `keys` sort by.

    Args:
        keys: Sort keys such as `R1` or `freq:L2`; others are passed over.
    """
    neighbours = [key.lower().removeprefix("-").removeprefix("freq:") for key in keys]
    places = dict.fromkeys(key for key in neighbours if regex.fullmatch("[lr][1-9]", key))
    return [
        SortWord("before" if place[0] == "l" else "after", int(place[1]), style)
        for place, style in zip(places, _STYLES, strict=False)
    ]


def paint_sort_words(context: str, side: str, words: Sequence[SortWord], *, color: bool) -> str:
    """Return the context on one side of a match with the words that lines are sorted by in colour.

    Args:
        context: What is shown of the context, in reading order.
        side: `before` or `after`.
        words: The words.
        color: Whether to colour.
    """
    wanted = {word.distance: word.style for word in words if word.side == side}
    if not color or not wanted:
        return context
    spans = [match.span() for match in _WORD.finditer(context)]
    painted = [
        (*spans[place], style)
        for distance, style in wanted.items()
        if -len(spans) <= (place := -distance if side == "before" else distance - 1) < len(spans)
    ]
    for start, end, style in sorted(painted, reverse=True):
        context = context[:start] + paint(context[start:end], style, color=True) + context[end:]
    return context


class StackedFormat:
    """Writes each hit as its reference and, on the next line, its context with the match marked.

    Args:
        words: The words that lines are sorted by.
        color: Whether to colour; without, brackets mark the match.
        isolates: Whether right-to-left text is isolated.
        width: Number of cells of the terminal, at which lines are broken between words; None where they are not.
    """

    def __init__(
        self, words: Sequence[SortWord], *, color: bool, isolates: bool, width: int | None = None
    ) -> None:
        self._width = width
        self._words = words
        self._color = color
        self._isolates = isolates

    def write(self, sink: StreamSink, records: Iterable[Record]) -> None:
        """Write all lines of a concordance among `records` to `sink`."""
        for record in records:
            if isinstance(record, ConcordanceLine):
                sink.write(self.draw(record).encode())
                if sink.is_prompt:
                    sink.flush()

    def draw(self, line: ConcordanceLine) -> str:
        """Return one hit as lines of text."""
        reference = paint(make_terminal_safe(line.doc), "doc", color=self._color)
        reference += ":" + paint(str(line.line), "line", color=self._color)
        if line.copies > 1:
            reference += f" \u00d7{line.copies}"
        before, match, after = (make_terminal_safe(part) for part in (line.before, line.match, line.after))
        if not self._color:
            match = f"{_OPEN}{match}{_CLOSE}"
        if self._width is not None:
            before, match, after = _break_lines((before, match, after), self._width - len(_INDENT))
        match = paint(match, "match", color=self._color)
        before = paint_sort_words(before, "before", self._words, color=self._color)
        after = paint_sort_words(after, "after", self._words, color=self._color)
        text = before + match + after
        lines = (
            text.split(_BREAK) if self._width is None else [each.rstrip(" ") for each in text.split(_BREAK)]
        )
        if self._isolates:
            direction = line.direction if line.direction == "rtl" else None
            lines = [isolate(each, direction=direction) for each in lines]
        return f"{reference}\n" + "".join(f"{_INDENT}{each}\n" for each in lines) + "\n"


def _break_lines(parts: Sequence[str], width: int) -> list[str]:
    """Return parts of one text with line feeds between words, so that no line is wider than a number of cells."""
    broken = []
    used = 0
    for part in parts:
        pieces = []
        for piece in _PIECE.findall(part):
            cells = measure_cells(piece.rstrip(" "))
            if used and used + cells > width:
                pieces.append(_BREAK)
                used = 0
            pieces.append(piece)
            used += measure_cells(piece)
        broken.append("".join(pieces).replace(f" {_BREAK}", _BREAK))
    return broken
