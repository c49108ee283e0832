"""The pieces of a quotation between what its marks say was left out or put in."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import regex

from corpuskit.verify.words import locate

# An omission is three dots, alone or in brackets; an insertion is words in square brackets.
_OMISSION = r"[\[(<]\s*(?:…|\.(?:\s?\.){2,3})\s*[\])>]|…+|\.(?:\s?\.){2,3}|⋯+"
_INSERTION = r"(?<!\p{L})\[(?=[^\[\]]*\p{L})[^\[\]\n]{1,120}\](?!\p{L})"
_MARK = regex.compile(rf"(?P<omission>{_OMISSION})|(?P<insertion>{_INSERTION})")


class Piece(NamedTuple):
    """Words of a quotation that stand together.

    Attributes:
        start: Index of its first code point in the quotation.
        end: Index after its last code point.
        first: Its first word, by number in the quotation.
        words: Its words, as they are compared.
        after: What is marked before it: an omission, or words that were put in; None for nothing.
    """

    start: int
    end: int
    first: int
    words: tuple[str, ...]
    after: Literal["omission", "insertion"] | None


def split_pieces(text: str) -> list[Piece]:
    """Return the pieces of a quotation, in order; one where nothing is marked."""
    located = locate(text, is_draft=True)
    pieces: list[Piece] = []
    place = number = 0
    after: Literal["omission", "insertion"] | None = None
    marks: list[tuple[int, int, Any]] = [
        (match.start(), match.end(), match.lastgroup) for match in _MARK.finditer(text)
    ]
    for start, end, kind in [*marks, (len(text), len(text), None)]:
        while number < len(located.spans) and located.spans[number][0] < place:
            number += 1
        first = number
        while number < len(located.spans) and located.spans[number][1] <= start:
            number += 1
        if first < number:
            # What is left out before the first word says nothing.
            spans = located.spans[first:number]
            words = tuple(located.folded[first:number])
            pieces.append(Piece(spans[0][0], spans[-1][1], first, words, after if pieces else None))
            after = None
        # An omission beside an insertion is an omission.
        after = "omission" if "omission" in (after, kind) else kind
        place = end
    return pieces


def list_inserted(text: str) -> list[str]:
    """Return what was put into a quotation in square brackets."""
    return [match.group() for match in _MARK.finditer(text) if match.lastgroup == "insertion"]
