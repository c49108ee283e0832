"""The words of a text as quotations are looked for: those of the view, with the ones that a line break divides joined."""

from __future__ import annotations

from bisect import bisect_right

from corpuskit.dedupe.kinds.alignment import Words, locate_words
from corpuskit.patterns import compile_later
from corpuskit.text.view import fold

# Soft hyphens, zero-width characters and those that only turn the direction: nobody sees them.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that are not seen, as the inside of a bracketed class."""

HYPHENS = "-\u2010\u00ad\u00ac"
"""What stands at the end of a line where a word goes on in the next one."""

LINE_BREAK = r"(?:\r\n|[\n\r\u0085\u2028])"
"""What ends a line, in a pattern."""

# A hyphen at the end of a line between letters; what cannot be seen; a bracket inside of a word, as in «[T]he».
_DIVIDED = rf"(?<=[\p{{L}}\p{{M}}])[{HYPHENS}][ \t]?{LINE_BREAK}"
_LINE_END = rf"{_DIVIDED}\s*+(?=\p{{L}})"
LINE_END_HYPHEN = compile_later(_LINE_END)
"""Matches what is left out where a line break divides a word."""

_LEFT_OUT = compile_later(rf"{_LINE_END}|[{INVISIBLE}]++")
# In a draft the next line may be of a block of quoted lines: «exam-⏎> ple».
_LEFT_OUT_OF_DRAFTS = compile_later(
    rf"{_DIVIDED}[\s>]*+(?=\p{{L}})|[{INVISIBLE}]++|(?<=\[\p{{L}}{{1,3}})\](?=\p{{L}})|(?<=\p{{L}})\[(?=\p{{L}}{{1,4}}\])|(?<=\p{{L}}\[\p{{L}}{{1,4}})\]"
)
_LAST_LETTERS, _FIRST_LETTERS = compile_later(r"[\p{L}\p{M}]+$"), compile_later(r"[\p{L}\p{M}]+")
_LONGEST_WORD = 60


def part_at_lines(text: str) -> str:
    """Return a text with spaces for low lines: these are marks of emphasis, and no part of a word."""
    return text.replace("_", " ")


def find_left_out(text: str, *, is_draft: bool = False, other: str | None = None) -> list[tuple[int, int]]:
    """Return the spans of a text that divide words and are no part of them.

    Args:
        text: The text.
        is_draft: Whether brackets inside of words are left out: «[T]he».
        other: Where it has two words with a hyphen between them, «well-⏎known» is two as well; None where it is one.
    """
    if text.isascii() and "-" not in text and not (is_draft and "[" in text):
        return []
    pattern = _LEFT_OUT_OF_DRAFTS if is_draft else _LEFT_OUT
    spans = [match.span() for match in pattern.finditer(text)]
    if other is None or not spans:
        return spans
    folded = fold(other)
    return [span for span in spans if not _has_hyphen(text, span, folded)]


def _has_hyphen(text: str, span: tuple[int, int], folded: str) -> bool:
    """Return whether the parts of a word that is divided stand in another text, folded, with a hyphen between them."""
    start, end = span
    before = _LAST_LETTERS.search(text[max(0, start - _LONGEST_WORD) : start])
    after = _FIRST_LETTERS.match(text, end)
    return bool(before and after and fold(f"{before.group()}-{after.group()}") in folded)


def locate(text: str, *, is_draft: bool = False, other: str | None = None) -> Words:
    """Return the words of a text as they are compared here, and where they stand in it.

    Args:
        text: The text, whole words.
        is_draft: Whether brackets inside of words are left out: «[T]he».
        other: See `find_left_out`.
    """
    text = part_at_lines(text)
    left_out = find_left_out(text, is_draft=is_draft, other=other)
    if not left_out:
        return locate_words(text)
    kept, starts, sources = [], [], []
    place = length = 0
    for start, end in [*left_out, (len(text), len(text))]:
        kept.append(text[place:start])
        starts.append(length)
        sources.append(place)
        length += start - place
        place = end

    def find_source(index: int) -> int:
        run = bisect_right(starts, index) - 1
        return sources[run] + index - starts[run]

    words = locate_words("".join(kept))
    return Words(words.folded, [(find_source(start), find_source(end - 1) + 1) for start, end in words.spans])
