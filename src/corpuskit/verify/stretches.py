"""A very large document, shared among processes: stretches of its text, and how what these have joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from corpuskit.corpus.document import Document
from corpuskit.corpus.texts import FilePlace, FileText
from corpuskit.dates.resolution.document_date import find_document_date
from corpuskit.verify.evidence import MOST_PLACES, Evidence, Found
from corpuskit.verify.reading.drafts import Quoted
from corpuskit.verify.reading.speakers import SpeakerFinder

_NEWLINE, _RETURN = ord("\n"), ord("\r")
STRETCH = 16_000_000
"""Code points: large enough that beginning with a stretch costs nothing, small enough that all processes end together."""


class Stretch(FileText):
    """The text of a file of which a stretch is worked on; what stands around that tells what is found in it.

    Args:
        place: Where the text is.
        start: Index of the first code point of the stretch.
        end: Index after its last one.
    """

    def __init__(self, place: FilePlace, start: int, end: int) -> None:
        super().__init__(place)
        self.start, self.end = start, end

    @cached_property
    def text(self) -> str:
        """The text of all of the file; its bytes are not kept."""
        text = self.data.decode("utf-8")
        self.release_data()
        return text

    def __reduce__(self) -> tuple[type[Stretch], tuple[FilePlace, int, int]]:  # type: ignore[override]
        return Stretch, (self.place, self.start, self.end)


def divide_document(document: Document, size: int | None = None) -> list[Document]:
    """Return the stretches of a large file, in order; the document alone where it is small, or in memory anyway.

    Args:
        document: The document.
        size: Code points from which on a stretch is long enough; None for `STRETCH`.
    """
    content = document.content
    count = content.chars // (size or STRETCH) if isinstance(content, FileText) else 0
    if not isinstance(content, FileText) or count <= 1:
        return [document]
    ends = [content.chars * number // count for number in range(count + 1)]
    return [document.with_content(Stretch(content.place, *span)) for span in pairwise(ends)]


class _LineFinder:
    """Finds the line of an offset, as `LineIndex` does: a few steps for all of a text, where few offsets are asked for.

    Args:
        text: The text whose lines are counted.
    """

    def __init__(self, text: str) -> None:
        encoding, kind = ("ascii", np.uint8) if text.isascii() else ("utf-16-le", np.uint16)
        codes = np.frombuffer(text.encode(encoding, "surrogatepass"), kind)
        if len(codes) != len(text):
            codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        ends = codes == _NEWLINE
        if "\r" in text:
            is_return = codes == _RETURN
            is_return[:-1] &= ~ends[1:]
            ends |= is_return
        self._ends = np.flatnonzero(ends)

    def line_at(self, offset: int) -> int:
        """Return the 1-based number of the line on which the code point at `offset` stands."""
        return int(np.searchsorted(self._ends, offset)) + 1


class DocumentContext:
    """A document with what is told of its places: worked out when it is asked for, and once for all of its stretches.

    Args:
        document: The document, or a stretch of it.
    """

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def lines(self) -> _LineFinder:
        """Finds the line of an offset."""
        return _LineFinder(self.document.text)

    @cached_property
    def speakers(self) -> SpeakerFinder:
        """Finds who says something."""
        return SpeakerFinder(self.document)

    @cached_property
    def date(self) -> str | None:
        """The date that the document gives itself."""
        found = find_document_date(self.document)
        return None if found is None else found.value

    def is_of(self, other: Document) -> bool:
        """Return whether another stretch is one of the same document."""
        own, theirs = self.document.content, other.content
        return (
            isinstance(own, Stretch)
            and isinstance(theirs, Stretch)
            and (self.document.id, own.place) == (other.id, theirs.place)
        )


def join_stretches(parts: Sequence[Found], quoted: Sequence[Quoted]) -> Found:
    """Return what a document has, from what its stretches have, in order.

    Args:
        parts: What each stretch has. The beginning of one is the end of the one before: both may have a place.
        quoted: The quotations.
    """
    evidence: dict[int, Evidence] = {}
    for part in parts:
        for number, each in part.evidence.items():
            most = 1 if quoted[number].speaker is None else MOST_PLACES
            evidence[number] = evidence[number].go_on(each, most) if number in evidence else each
    return Found(
        evidence,
        _count_once(parts, evidence),
        # Each of them says by what the draft names the document.
        parts[0].mentions if parts else (),
        frozenset().union(*(part.langs for part in parts)),
        frozenset().union(*(part.scripts for part in parts)),
    )


def _count_once(parts: Sequence[Found], evidence: Mapping[int, Evidence]) -> dict[int, int]:
    """Return the quotations that a document has besides those with a place in it."""
    return {
        number: 1
        for part in parts
        for number in part.counted
        if number not in evidence or not evidence[number].documents
    }
