"""A scan of a document: what it yields, whichever way it goes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Protocol

from corpuskit.corpus.document import Document
from corpuskit.kwic.scanning.positions import Position, PositionCounter, count_ascii_words
from corpuskit.kwic.segments import Hit, Segment
from corpuskit.text.segments import Paragraph

_LINE_OF = itemgetter(2)


class PlainLines(NamedTuple):
    """Some whole lines of a document, with hits in some of them.

    All their words are ASCII; a line ends with a line feed, or with the last of them.

    Attributes:
        document: The document.
        text: The lines.
        offset: Index in the document of their first code point.
        hits: Where in the document the hits stand, in order; at least one.
    """

    document: Document
    text: str
    offset: int
    hits: list[Position]

    def iter_lines(self) -> Iterator[tuple[int, int, list[Position]]]:
        """Yield where each line with hits begins and ends among them, without white space, and its hits."""
        text, shift = self.text, self.offset
        for _, found in groupby(self.hits, _LINE_OF):
            hits = list(found)
            place = hits[0][0] - shift
            start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
            line = text[start : end if end >= 0 else len(text)].rstrip()
            yield start + len(line) - len(line.lstrip()), start + len(line), hits

    def iter_hits(self) -> Iterator[Hit]:
        """Yield the hits in order, each with its line as the segment."""
        for start, end, hits in self.iter_lines():
            text, offset = self.text[start:end], self.offset + start
            first, _, line, paragraphs, words = hits[0]
            words -= count_ascii_words(text[: first - offset].encode())
            paragraph = Paragraph(paragraphs + 1, line, offset, self.offset + end)
            segment = Segment(self.document, offset, text, words, paragraph, "paragraph", is_plain=True)
            for begin, stop, *_ in hits:
                yield Hit(segment, begin - offset, stop - offset, 0, None)


class Scan(Protocol):
    """A way through a document that passes over what cannot hold a hit."""

    def iter_parts(
        self, document: Document, positions: PositionCounter | None = None
    ) -> Iterator[Segment | PlainLines]:
        """Yield the parts of a document that may hold hits, in order.

        Args:
            document: The document.
            positions: Measures the text as far as the scan goes, where it goes line by line; None for a new one.
        """

    def count(self, document: Document) -> int:
        """Return the number of hits in a document."""
