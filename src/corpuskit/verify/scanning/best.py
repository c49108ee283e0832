"""The best places of one document for one quotation."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.corpus.document import Document
from corpuskit.verify.comparing.align import Window
from corpuskit.verify.comparing.pieces import make_parts
from corpuskit.verify.evidence import MOST_BESIDE, MOST_PLACES, Evidence, SourcePlace


class BestPlaces:
    """The best places of one document for one quotation.

    Args:
        length: Number of words of the quotation.

    Attributes:
        verbatim: Places that have it word by word.
        cut: Places that have it but for what it says to be left out.
        is_there: Whether it stands there word by word, where no place is wanted.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self.verbatim: dict[tuple[int, int], SourcePlace] = {}
        self.cut: dict[tuple[int, int], SourcePlace] = {}
        self.is_there = False
        self._near: SourcePlace | None = None
        self._parts: dict[str, SourcePlace] = {}

    def add(self, place: SourcePlace, *, is_verbatim: bool) -> None:
        """Take note of a place: one that has the quotation word by word, or the one that is more like it than others."""
        if is_verbatim:
            self.verbatim[place.start, place.end] = place
        else:
            self._near = place

    def add_cut(self, document: Document, begin: int, spans: Sequence[tuple[int, int]], length: int) -> None:
        """Take note of a place that has the pieces of a quotation."""
        start, end = begin + spans[0][0], begin + spans[-1][1]
        if (start, end) not in self.cut and len(self.cut) < MOST_PLACES:
            self.cut[start, end] = SourcePlace(
                doc=document.id,
                start=start,
                end=end,
                text=document.text[start:end],
                common=length,
                words=length,
                parts=make_parts(document, begin, spans),
            )

    def set(self, name: str, place: SourcePlace) -> None:
        """Take note of a place with a run of words."""
        self._parts[name] = place

    def finish(self) -> Evidence:
        """Return what was found."""
        verbatim = tuple(self.verbatim[key] for key in sorted(self.verbatim))
        return Evidence(
            length=self._length,
            documents=int(self.is_there or bool(verbatim)),
            verbatim=verbatim,
            cut=tuple(self.cut[key] for key in sorted(self.cut)),
            near=() if self._near is None else (self._near,),
            **({} if verbatim else self._parts),
        )


def make_place(
    document: Document, begin: int, spans: Sequence[tuple[int, int]], window: Window, run: int = 0
) -> SourcePlace:
    """Return the place of a window of words.

    Args:
        document: The document.
        begin: Where the text begins that the words are of.
        spans: Where they stand in it.
        window: Those of the place.
        run: How many of them are in a row as in the quotation, where it was found by that.
    """
    text = document.text
    start, end = begin + spans[window.start][0], begin + spans[window.end - 1][1]
    return SourcePlace(
        doc=document.id,
        start=start,
        end=end,
        text=text[start:end],
        common=window.common,
        words=window.end - window.start,
        run=run,
        marks=(text[max(0, start - MOST_BESIDE) : start], text[end : end + MOST_BESIDE]),
    )
