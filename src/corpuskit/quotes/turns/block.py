"""A block of speech without marks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.quotes.attribution.context import Attribution, Span


class Block(NamedTuple):
    """Speech without marks.

    Attributes:
        first: Index of its first paragraph.
        last: Index of its last paragraph.
        start: Index of the first code point of the speech.
        end: Index after the last code point.
        attribution: Who says it.
        parts: The spans of speech alone, where a report or a line break interrupts it; empty for one span.
    """

    first: int
    last: int
    start: int
    end: int
    attribution: Attribution
    parts: tuple[Span, ...] = ()


def iter_inside(blocks: Sequence[Block], offsets: Sequence[int]) -> Iterator[Block | None]:
    """Yield, for each offset, the block that it stands in; both are in order."""
    place = 0
    for offset in offsets:
        while place < len(blocks) and blocks[place].end <= offset:
            place += 1
        inside = place < len(blocks) and blocks[place].start <= offset
        yield blocks[place] if inside else None


def trim(text: str, start: int, end: int) -> Span:
    """Return a span without the white space and the marks of direction at its ends."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def unwrap(text: str, start: int, end: int) -> int:
    """Return where a span ends without the marks of Markdown that close an emphasis opened before it: «**Q: Why?**»."""
    for mark in ("**", "__", "*", "_"):
        if text.endswith(mark, start, end) and text.count(mark, start, end) % 2:
            return trim(text, start, end - len(mark))[1]
    return end


def split_lines(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the lines of a span that are not empty, where there are several."""
    parts = []
    for line in text[start:end].splitlines(keepends=True):
        part = trim(text, start, start + len(line))
        if part[0] < part[1]:
            parts.append(part)
        start += len(line)
    return tuple(parts) if len(parts) > 1 else ()
