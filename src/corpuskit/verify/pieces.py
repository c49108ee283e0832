"""The pieces of a quotation between what its marks say was left out or put in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from corpuskit.patterns import compile_later
from corpuskit.verify.words import LINE_BREAK, locate

# An omission is three dots, alone or in brackets; an insertion is words in square brackets.
_OMISSION = r"[\[(<]\s*(?:…|\.(?:\s?\.){2,3})\s*[\])>]|…+|\.(?:\s?\.){2,3}|⋯+"
_INSERTION = rf"(?<!\p{{L}})\[(?=[^\[\]]*\p{{L}})(?:[^\[\]\r\n]|{LINE_BREAK}(?!\s)){{1,120}}\](?![\p{{L}}(])"
# The number of a note, and where a link leads to, are the markup of the draft.
_MARKUP = (
    r"\[\^[\p{L}\p{N}]{1,20}\]|\[\p{N}{1,4}\]|<sup>[^<>\n]{1,20}</sup>|(?<=\[[^\[\]\n]{1,200}\])\([^()\s]+\)"
)
_MARK = compile_later(rf"(?P<omission>{_OMISSION})|(?P<markup>{_MARKUP})|(?P<insertion>{_INSERTION})")


Mark = Literal["omission", "insertion", "markup"]
"""What stands between two pieces."""

_ORDER: tuple[Mark | None, ...] = (None, "markup", "insertion", "omission")


class Piece(NamedTuple):
    """Words of a quotation that stand together.

    Attributes:
        start: Index of its first code point in the quotation.
        end: Index after its last code point.
        first: Its first word, by number in the quotation.
        words: Its words, as they are compared.
        after: What is marked before it: an omission, words that were put in, or markup that is no part of what is said;
            None for nothing.
    """

    start: int
    end: int
    first: int
    words: tuple[str, ...]
    after: Mark | None


def split_pieces(text: str) -> list[Piece]:
    """Return the pieces of a quotation, in order; one where nothing is marked."""
    located = locate(text, is_draft=True)
    pieces: list[Piece] = []
    place = number = 0
    after: Mark | None = None
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
        # What allows for more words counts, where several stand beside each other.
        after = max(after, kind, key=_ORDER.index)
        place = end
    return pieces


def list_inserted(text: str) -> list[str]:
    """Return what was put into a quotation in square brackets."""
    return [match.group() for match in _MARK.finditer(text) if match.lastgroup == "insertion"]


def leave_out_markup(text: str) -> str:
    """Return a quotation without what is no part of what is said, at the same length: characters that cannot be seen."""
    left_out = [match.span() for match in _MARK.finditer(text) if match.lastgroup == "markup"]
    for start, end in left_out:
        text = text[:start] + "\u2060" * (end - start) + text[end:]
    return text


def has_markup_only(pieces: Sequence[Piece], text: str) -> bool:
    """Return whether nothing was left out of a quotation, or put into it, but markup."""
    return not list_inserted(text) and all(piece.after == "markup" for piece in pieces[1:])
