"""The words of a text as quotations are looked for: those of the view, with the ones that a line break divides joined."""

from __future__ import annotations

from bisect import bisect_right

import regex

from corpuskit.dedupe.kinds.alignment import Words, locate_words

# Soft hyphens, zero-width characters and those that only turn the direction: nobody sees them.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that are not seen, as the inside of a bracketed class."""

HYPHENS = "-\u2010\u00ad\u00ac"
"""What stands at the end of a line where a word goes on in the next one."""

# A hyphen at the end of a line between letters; what cannot be seen; a bracket inside of a word, as in «[T]he».
_LINE_BREAK = rf"(?<=[\p{{L}}\p{{M}}])[{HYPHENS}][ \t]?(?:\r\n|[\n\r\u0085\u2028])"
_LINE_END = rf"{_LINE_BREAK}\s*+(?=\p{{L}})"
LINE_END_HYPHEN = regex.compile(_LINE_END)
"""Matches what is left out where a line break divides a word."""

_LEFT_OUT = regex.compile(rf"{_LINE_END}|[{INVISIBLE}]++")
# In a draft the next line may be of a block of quoted lines: «exam-⏎> ple».
_LEFT_OUT_OF_DRAFTS = regex.compile(
    rf"{_LINE_BREAK}[\s>]*+(?=\p{{L}})|[{INVISIBLE}]++|(?<=\[\p{{L}}{{1,3}})\](?=\p{{L}})|(?<=\p{{L}})\[(?=\p{{L}}{{1,4}}\])|(?<=\p{{L}}\[\p{{L}}{{1,4}})\]"
)


def part_at_lines(text: str) -> str:
    """Return a text with spaces for low lines: these are marks of emphasis, and no part of a word."""
    return text.replace("_", " ")


def locate(text: str, *, is_draft: bool = False) -> Words:
    """Return the words of a text as they are compared here, and where they stand in it.

    Args:
        text: The text, whole words.
        is_draft: Whether brackets inside of words are left out: «[T]he».
    """
    text = part_at_lines(text)
    if text.isascii() and "-" not in text and not (is_draft and "[" in text):
        return locate_words(text)
    pattern = _LEFT_OUT_OF_DRAFTS if is_draft else _LEFT_OUT
    left_out = [match.span() for match in pattern.finditer(text)]
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
