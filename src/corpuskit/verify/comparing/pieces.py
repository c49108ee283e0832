"""The pieces of a quotation between what its marks say was left out or put in, and where they stand in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.patterns import compile_later
from corpuskit.records import SourcePart
from corpuskit.verify.comparing.align import find_exact
from corpuskit.verify.comparing.compare import say_same
from corpuskit.verify.comparing.words import LINE_BREAK, locate
from corpuskit.verify.evidence import UNKNOWN_LINE

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


# What stands in square brackets takes the place of so many words at most.
_LONGEST_REPLACED = 12


def reach_of(pieces: Sequence[Piece], max_omission: int) -> int:
    """Return how many words the pieces of a quotation may reach from its longest one."""
    return sum(len(piece.words) for piece in pieces) + sum(
        _widest(piece, max_omission) for piece in pieces[1:]
    )


def find_cut(
    pieces: Sequence[Piece], draft: str, anchor: int, text: str, at: int, max_omission: int
) -> list[tuple[int, int]] | None:
    """Return where the pieces of a quotation stand in a text, in order, each as near as can be; None if not all do.

    Args:
        pieces: The pieces.
        draft: The quotation.
        anchor: The number of the piece that is known to stand there.
        text: The text around it.
        at: The word of the text at which it stands.
        max_omission: The most words that an omission stands for.
    """
    words = locate(text)
    length = len(pieces[anchor].words)
    if tuple(words.folded[at : at + length]) != pieces[anchor].words:
        return None
    places = [(at, at + length)]
    for piece in pieces[anchor + 1 :]:
        begun = places[-1][1]
        widest = _widest(piece, max_omission)
        found = find_exact(piece.words, words.folded[begun : begun + widest + len(piece.words)])
        if not found:
            return None
        places.append((begun + found[0], begun + found[0] + len(piece.words)))
    for number in range(anchor - 1, -1, -1):
        piece = pieces[number]
        stop = places[0][0]
        widest = _widest(pieces[number + 1], max_omission)
        first = max(0, stop - widest - len(piece.words))
        found = find_exact(piece.words, words.folded[first:stop])
        if not found:
            return None
        places.insert(0, (first + found[-1], first + found[-1] + len(piece.words)))
    spans = [(words.spans[start][0], words.spans[end - 1][1]) for start, end in places]
    is_same = all(
        say_same(draft[piece.start : piece.end], text[start:end])
        for piece, (start, end) in zip(pieces, spans, strict=True)
    )
    if is_same and has_markup_only(pieces, draft):
        is_same = say_same(leave_out_markup(draft), text[spans[0][0] : spans[-1][1]])
    return spans if is_same else None


def _widest(piece: Piece, max_omission: int) -> int:
    """Return the most words of a text before a piece that are not in the quotation."""
    return {"omission": max_omission, "insertion": _LONGEST_REPLACED}.get(str(piece.after), 0)


def make_parts(document: Document, begin: int, spans: Sequence[tuple[int, int]]) -> tuple[SourcePart, ...]:
    """Return the pieces of a quotation where they stand in a document."""
    return tuple(
        SourcePart(
            doc=document.id,
            line=UNKNOWN_LINE,
            start=begin + start,
            end=begin + end,
            text=document.text[begin + start : begin + end],
        )
        for start, end in spans
    )
