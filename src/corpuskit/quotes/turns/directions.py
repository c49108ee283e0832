"""What is told of the hall between the words of a turn: «(Beifall)», «(Zuruf: Welche?)»."""

from __future__ import annotations

from corpuskit.patterns import compile_later
from corpuskit.quotes.attribution.context import Span
from corpuskit.quotes.turns.block import split_lines

_ANY = compile_later(r"[\[(*_][^\[\]()]*[\])*_]\.?$")
_FIRST = compile_later(r"[(（][^()（）\n]{2,80}[)）]\s*(?=\S)")
_LAST = compile_later(r"(?<=[.!?…»”\"。！？])\s*[(（][^()（）]{2,120}[)）]$")
_LINE = compile_later(r"[(（][^()（）\n]{2,120}[)）]\.?")


def is_direction(content: str) -> bool:
    """Return whether a paragraph in brackets or in italics tells what is done."""
    return _ANY.match(content) is not None


def is_interjection(content: str) -> bool:
    """Return whether a line in parentheses tells what happens in the hall."""
    return _LINE.fullmatch(content) is not None


def cut_directions(text: str, start: int, end: int) -> Span:
    """Return a span without what happens before its first word and behind its last sentence.

    Args:
        text: The text of the document.
        start: Where a turn begins, behind its label.
        end: Where it ends.
    """
    first, last = _FIRST.match(text, start, end), _LAST.search(text, start, end)
    return start if first is None else first.end(), end if last is None else last.start()


def split_speech(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the lines of a turn in which somebody speaks, where it has several lines."""
    return tuple(part for part in split_lines(text, start, end) if not is_interjection(text[slice(*part)]))
