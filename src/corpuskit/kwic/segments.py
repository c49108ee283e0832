"""The segments of a document that are searched one by one, and the hits in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from corpuskit.corpus.document import Document
from corpuskit.kwic.matching.words import SegmentWords, Surroundings
from corpuskit.kwic.options import Scope
from corpuskit.kwic.query.nodes import Region
from corpuskit.kwic.scanning.positions import count_ascii_words
from corpuskit.text.divisions import join_divided_words, list_divisions
from corpuskit.text.segments import LineIndex, Paragraph, iter_sentences


class Segment:
    """A span of a document that is searched at once: a paragraph, or the whole document.

    Attributes:
        document: The document.
        offset: Index in the document of the first code point of the span.
        text: The span.
        first_word: Number of words of the document before it.
        paragraph: The paragraph that it is; None for the whole document.
        is_plain: Whether its words are those of its ASCII characters, and nothing else of it belongs to a word.
    """

    __slots__ = (
        "_counted",
        "_is_one_line",
        "_lines",
        "_reading",
        "_scope",
        "_words",
        "document",
        "first_word",
        "is_plain",
        "mirrored",
        "offset",
        "paragraph",
        "text",
    )

    def __init__(
        self,
        document: Document,
        offset: int,
        text: str,
        first_word: int,
        paragraph: Paragraph | None,
        scope: Scope,
        *,
        is_plain: bool = False,
    ) -> None:
        self.document = document
        self.offset = offset
        self.text = text
        self.first_word = first_word
        self.paragraph = paragraph
        self.is_plain = is_plain
        self.mirrored: str | None = None
        self._scope = scope
        self._is_one_line: bool | None = None
        self._lines: LineIndex | None = None
        self._words: SegmentWords | None = None
        self._reading: str | None = None
        self._counted = (0, 0)

    def count_words_before(self, index: int) -> int:
        """Return the number of words of a plain segment before `index`, where a word begins.

        Hits are asked for from front to back, so that each word is counted once.
        """
        counted_to, words = self._counted
        if index < counted_to:
            counted_to = words = 0
        words += count_ascii_words(self.text[counted_to:index].encode())
        self._counted = (index, words)
        return words

    def count_lines_before(self, index: int) -> int:
        """Return the number of lines of the segment that end before `index`."""
        if self._is_one_line is None:
            self._is_one_line = "\n" not in self.text and "\r" not in self.text
        if self._is_one_line:
            return 0
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines.line_at(index) - 1

    @property
    def reading(self) -> str:
        """The span as its words are read: see `Document.reading`."""
        if self._reading is None:
            self._reading = self.text
            # The document need not be read as a whole where no line ends with a hyphen.
            if join_divided_words(self.text) is not self.text:
                self._reading = self.document.reading[self.offset : self.offset + len(self.text)]
        return self._reading

    @property
    def words(self) -> SegmentWords:
        """The words of the segment; their positions are those in it."""
        if self._words is None:
            self._words = SegmentWords.of(self.reading, surroundings=self._surroundings)
        return self._words

    @property
    def scopes(self) -> tuple[SegmentWords, ...]:
        """The parts of it that a hit may not leave."""
        if self._scope == "sentence":
            return tuple(
                SegmentWords.of(self.reading, start, end, self._surroundings)
                for start, end in iter_sentences(self.text)
            )
        return (self.words,)

    def find_divisions(self) -> list[tuple[int, int]]:
        """Return the spans of what divides words of the segment at the ends of its lines."""
        return list_divisions(self.text, self.reading)

    def halves_of(self, words: SegmentWords) -> SegmentWords:
        """Return words of the segment with the halves of divided ones as words of their own."""
        return SegmentWords.of(self.text, *words.span, self._surroundings)

    @property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.document.annotations, self.offset, self._list_regions)

    def _list_regions(self, region: Region) -> list[tuple[int, int]]:
        """Return the sentences or the paragraphs, as spans of the segment."""
        paragraphs = [(0, len(self.text))]
        if self._scope == "document":
            paragraphs = [(start, end) for _, _, start, end in self.document.paragraphs]
        if region == "paragraph":
            return paragraphs
        return [span for start, end in paragraphs for span in iter_sentences(self.text, start, end)]


class Hit(NamedTuple):
    """A hit of one query in a segment.

    Attributes:
        segment: Where it was found.
        start: Index in the segment of its first code point.
        end: Index after its last code point.
        query: Which of the queries it answers, from 0.
        via: What had to be left out of account; None for nothing out of the ordinary.
        target: Indexes in the segment of the first code point of its target, and after the last; None where it has none.
    """

    segment: Segment
    start: int
    end: int
    query: int
    via: str | None
    target: tuple[int, int] | None = None


class SegmentMatcher(Protocol):
    """Finds hits in a segment."""

    def find(self, segment: Segment) -> Iterator[Hit]:
        """Yield the hits in order."""


ProposalsOf = Callable[[Document, Scope], Iterator[Segment] | None]
"""From a document to those of its segments that may hold a hit, in order; to None where nothing is known of it."""


def is_in_one_scope(segment: Segment, start: int, end: int) -> bool:
    """Return whether `segment.text[start:end]` lies inside one of the parts that a hit may not leave."""
    return any(scope.span[0] <= start and end <= scope.span[1] for scope in segment.scopes)
