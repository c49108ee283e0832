"""Quotations of which something was left out or put in, as they say themselves."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.corpus.document import Document
from corpuskit.records import SourcePart
from corpuskit.verify.align import find_exact
from corpuskit.verify.compare import say_same
from corpuskit.verify.evidence import UNKNOWN_LINE
from corpuskit.verify.pieces import Piece, has_markup_only, leave_out_markup
from corpuskit.verify.words import locate

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
