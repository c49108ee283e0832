"""Slices of texts, as `corpuskit show` prints them."""

from typing import ClassVar

from corpuskit.records.base import Record, Row


class TextSlice(Record, frozen=True, kw_only=True, tag="text"):
    """A slice of the text of a document, or all of it.

    Attributes:
        text: The slice.
        title: The title of the document, from its metadata.
        date: The date of the document, from its metadata.
        source: The source of the document, from its metadata.
        path: The file that it comes from; None for standard input.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "line", "text")

    text: str
    title: str | None
    date: str | None
    source: str | None
    path: str | None


class CorpusPart(Row, frozen=True, kw_only=True, tag="corpus_part"):
    """How much one part of a corpus holds; a figure, and no slice of a text.

    Attributes:
        part: What its documents have in common; None where it is not known.
        subpart: The second thing that they have in common, where two were asked for.
        documents: Number of documents.
        chars: Number of code points.
        words: Number of words.
        paragraphs: Number of paragraphs.
        distinct_paragraphs: Number of paragraphs that are left when exact copies in the part count once.
    """

    columns: ClassVar[tuple[str, ...]] = ("part", "documents", "words", "paragraphs", "distinct_paragraphs")

    part: str | None
    subpart: str | None
    documents: int
    chars: int
    words: int
    paragraphs: int
    distinct_paragraphs: int
