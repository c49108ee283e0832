"""The paragraphs of a corpus as a table, and which of them are copies of which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.records import ParagraphReference


class ParagraphTable:
    """All paragraphs of some documents, by columns, in document order.

    Attributes:
        documents: The documents.
        document: For each paragraph, the index of its document.
        number: Its number in the document, from 1.
        line: The line on which it starts, from 1.
        start: Index of its first code point.
        end: Index after its last code point.
    """

    __slots__ = ("document", "documents", "end", "line", "number", "start")

    def __init__(
        self,
        documents: list[Document],
        document: Sequence[int],
        number: Sequence[int],
        line: Sequence[int],
        start: Sequence[int],
        end: Sequence[int],
    ) -> None:
        self.documents = documents
        self.document = document
        self.number = number
        self.line = line
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return len(self.start)

    def text(self, paragraph: int) -> str:
        """Return the text of a paragraph, a verbatim slice of its document."""
        return self.documents[self.document[paragraph]].text[self.start[paragraph] : self.end[paragraph]]

    def reference(self, paragraph: int) -> ParagraphReference:
        """Return where a paragraph stands."""
        return ParagraphReference(
            doc=self.documents[self.document[paragraph]].id,
            line=self.line[paragraph],
            start=self.start[paragraph],
            end=self.end[paragraph],
            paragraph=self.number[paragraph],
        )


class Assignment(NamedTuple):
    """Which paragraphs are copies of which.

    Paragraphs with the same exact key are one unit; a unit stays, or it is a near copy of one that stays.

    Attributes:
        unit: For each paragraph, its unit; units are numbered from 0.
        first: For each unit, the paragraph that stands for it.
        kept: For each unit, the unit that it is a copy of; itself where it stays.
        similarity: For each unit, its similarity to that one, 0 to 1.
    """

    unit: Sequence[int]
    first: Sequence[int]
    kept: Sequence[int]
    similarity: Sequence[float]


def tabulate_paragraphs(documents: Iterable[Document]) -> ParagraphTable:
    """Return the table of all paragraphs of `documents`, which are kept in memory."""
    kept: list[Document] = []
    rows: list[tuple[int, int, int, int, int]] = []
    for index, document in enumerate(documents):
        kept.append(document)
        rows.extend((index, *paragraph) for paragraph in document.paragraphs)
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], [], []]
    return ParagraphTable(kept, *columns)
