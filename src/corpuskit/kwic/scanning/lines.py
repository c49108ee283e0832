"""The segments of a document one by one, without the lines that cannot hold a hit where those are known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from corpuskit.corpus.document import Document
from corpuskit.kwic.options import Scope
from corpuskit.kwic.scanning.positions import PositionCounter, count_ascii_words, has_joiner
from corpuskit.kwic.scanning.prefilter import LineFilter
from corpuskit.kwic.segments import Segment, SegmentMatcher
from corpuskit.text.segments import Paragraph, iter_paragraphs
from corpuskit.text.tokens import count_words


class SegmentScan:
    """Goes from segment to segment.

    Args:
        matcher: Finds the hits of a segment.
        scope: What a hit may not leave.
        lines: Finds the lines that may hold one; None where all may.
    """

    def __init__(self, matcher: SegmentMatcher, scope: Scope, lines: LineFilter | None) -> None:
        self._matcher = matcher
        self._scope = scope
        self._lines = lines

    def iter_parts(self, document: Document, positions: PositionCounter | None = None) -> Iterator[Segment]:
        """Yield the segments of `document` that may hold hits, in order.

        Args:
            document: The document.
            positions: Measures the text where its paragraphs are its lines; None for a new one.
        """
        if self._scope == "document":
            yield Segment(document, 0, document.text, 0, None, self._scope)
        elif document.has_line_paragraphs:
            yield from self._iter_lines(document, positions or PositionCounter())
        else:
            yield from _iter_blocks(document, self._scope, self._lines)

    def count(self, document: Document) -> int:
        """Return the number of hits in `document`."""
        segments = self.iter_parts(document)
        # What is said of words stands at their places.
        if self._scope != "document" and document.has_line_paragraphs and document.annotations is None:
            segments = self._iter_unplaced_lines(document)
        return count_hits(segments, self._matcher)

    def _iter_lines(self, document: Document, positions: PositionCounter) -> Iterator[Segment]:
        """Yield the lines in question; only they are decoded."""
        for start, end in self._iter_bounds(document, positions, is_measured=True):
            segment = make_line_segment(document, positions, start, end, self._scope)
            if segment is not None:
                yield segment

    def _iter_unplaced_lines(self, document: Document) -> Iterator[Segment]:
        """Yield the same without saying where they stand, which counting does not need."""
        positions = PositionCounter()
        for start, end in self._iter_bounds(document, positions, is_measured=False):
            if text := positions.data[start:end].decode("utf-8").strip():
                yield Segment(document, 0, text, 0, None, self._scope)

    def _iter_bounds(
        self, document: Document, positions: PositionCounter, *, is_measured: bool
    ) -> Iterator[tuple[int, int]]:
        for block in document.iter_blocks():
            positions.enter(block.data, is_measured=is_measured)
            yield from (
                positions.iter_lines() if self._lines is None else self._lines.iter_lines(block, positions)
            )


class ProposedScan:
    """Goes through the segments that an index proposes.

    Args:
        matcher: Finds the hits of a segment.
        segments: The segments of the document, in order.
    """

    def __init__(self, matcher: SegmentMatcher, segments: Iterable[Segment]) -> None:
        self._matcher = matcher
        self._segments = segments

    def iter_parts(self, document: Document, positions: PositionCounter | None = None) -> Iterator[Segment]:  # noqa: ARG002
        """Yield the segments, in order."""
        yield from self._segments

    def count(self, document: Document) -> int:  # noqa: ARG002
        """Return the number of hits in them."""
        return count_hits(self._segments, self._matcher)


def count_hits(segments: Iterable[Segment], matcher: SegmentMatcher) -> int:
    """Return the number of hits in some segments."""
    return sum(1 for segment in segments for _ in matcher.find(segment))


def make_line_segment(
    document: Document, positions: PositionCounter, start: int, end: int, scope: Scope
) -> Segment | None:
    """Return a line as a segment; None where it is blank.

    Args:
        document: The document.
        positions: Is in the block of the line and has not gone farther; it is advanced to it.
        start: Index in the block of the first byte of the line.
        end: Index after its last byte, without the line break.
        scope: `sentence` or `paragraph`.
    """
    data = positions.data[start:end]
    line = data.decode("utf-8")
    text = line.strip()
    if not text:
        return None
    positions.advance(start)
    offset = positions.chars
    if len(text) < len(line):
        offset += len(line) - len(line.lstrip())
    paragraph = Paragraph(positions.paragraphs + 1, positions.line, offset, offset + len(text))
    # A character of general punctuation has three bytes, the first two of them these.
    is_plain = len(line) + 2 * data.count(b"\xe2\x80") == len(data) and not has_joiner(data)
    return Segment(document, offset, text, positions.words, paragraph, scope, is_plain=is_plain)


def _iter_blocks(document: Document, scope: Scope, lines: LineFilter | None) -> Iterator[Segment]:
    """Yield the paragraphs of several lines that have a line in question."""
    # A line does not show a word that goes on in the next one.
    places = None if lines is None or document.has_divided_words else _find_places(document, lines)
    if places is not None and not places:
        return
    first_word = 0
    text = document.text
    for paragraph in iter_paragraphs(text, "block"):
        content = text[paragraph.start : paragraph.end]
        # A line may begin before its paragraph, by white space.
        if places is None or _has_between(places, text, paragraph):
            segment = Segment(document, paragraph.start, content, first_word, paragraph, scope)
            yield segment
            first_word += len(segment.words.forms)
        elif content.isascii():
            first_word += count_ascii_words(content.encode())
        else:
            first_word += count_words(content)


def _find_places(document: Document, lines: LineFilter) -> list[int]:
    """Return where in the document the lines in question begin."""
    positions = PositionCounter()
    places = []
    for block in document.iter_blocks():
        positions.enter(block.data)
        for start, _ in lines.iter_lines(block, positions):
            positions.advance(start)
            places.append(positions.chars)
    return places


def _has_between(places: list[int], text: str, paragraph: Paragraph) -> bool:
    begin = max(text.rfind("\n", 0, paragraph.start), text.rfind("\r", 0, paragraph.start)) + 1
    place = bisect_left(places, begin)
    return place < len(places) and places[place] < paragraph.end
