"""From texts to arrays: where the paragraphs are, and a number for every word.

A word is known by a 64-bit hash of its form in the matching view. Texts are taken apart some ten thousand
characters at a time, a few array operations each, without a Python object for a word or a line. The paragraphs and
the words are those of `text/segments` and `text/tokens`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import eq
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.corpus.document import Document
from corpuskit.corpus.texts import TextSource
from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.arrays.storage import GrowingArray, find_storage
from corpuskit.dedupe.arrays.threads import map_in_order
from corpuskit.dedupe.reading.lines import Forms, read_lines
from corpuskit.dedupe.reading.spool import Spool, SpooledText, iter_texts
from corpuskit.patterns import compile_re
from corpuskit.text.divisions import join_divided_words

# Characters taken at a time: few enough that their arrays take little memory, enough for threads not to wait for each other.
_CHUNK = 1 << 18
_LINE_BREAK = compile_re(r"[\r\n]")
# Pairs of paragraphs that are compared at a time.
_CHUNK_ROWS = 1 << 13


class CorpusFeatures(NamedTuple):
    """The paragraphs of some documents, by columns, in order.

    Attributes:
        documents: The documents.
        document: For each paragraph the index of its document, int64.
        line: The line on which it starts, from 1, int64.
        start: Index of its first code point, int64.
        end: Index after its last code point, int64.
        word_counts: Number of its words, int64.
        words: The hashes of the words of all, in order, uint64.
        forms: How each word is written, uint8: the forms of its characters and its own, added up, as `characters` has
            them.
    """

    documents: list[Document]
    document: Integers
    line: Integers
    start: Integers
    end: Integers
    word_counts: Integers
    words: Hashes
    forms: Forms

    def read(self, paragraph: int) -> str:
        """Return a paragraph as its words are read: see `Document.reading`."""
        return join_divided_words(self.text(paragraph))

    def list_readings(self, paragraphs: Integers) -> list[str]:
        """Return some paragraphs as their words are read, each by itself."""
        return list(map(join_divided_words, self.list_texts(paragraphs)))

    def text(self, paragraph: int) -> str:
        """Return the text of a paragraph, a verbatim slice of its document."""
        content: TextSource = self.documents[self.document[paragraph]].content
        return content.slice(int(self.start[paragraph]), int(self.end[paragraph]))

    def list_texts(self, paragraphs: Integers) -> list[str]:
        """Return the texts of some paragraphs."""
        documents = self.documents
        return [
            documents[document].content.slice(start, end)
            for document, start, end in zip(
                self.document[paragraphs].tolist(),
                self.start[paragraphs].tolist(),
                self.end[paragraphs].tolist(),
                strict=True,
            )
        ]

    def have_equal_texts(self, first: Integers, second: Integers) -> NDArray[np.bool_]:
        """Return for each pair of paragraphs whether they are the same characters."""
        lengths = self.end - self.start
        equal: NDArray[np.bool_] = lengths[first] == lengths[second]
        same_length = np.flatnonzero(equal)
        for begin in range(0, len(same_length), _CHUNK_ROWS):
            rows = same_length[begin : begin + _CHUNK_ROWS]
            equal[rows] = list(map(eq, self.list_texts(first[rows]), self.list_texts(second[rows])))
        return equal

    def number_paragraphs(self) -> Integers:
        """Return for each paragraph its number in its document, from 1."""
        firsts = np.searchsorted(self.document, np.arange(len(self.documents)))
        return np.arange(len(self.document)) - firsts[self.document] + 1

    def count_by_document(self) -> tuple[Integers, Integers]:
        """Return for each document the number of its paragraphs and that of its words."""
        words = np.zeros(len(self.documents), np.int64)
        np.add.at(words, self.document, self.word_counts)
        return np.bincount(self.document, minlength=len(self.documents)), words


class _Columns(NamedTuple):
    """The lines of a piece of a document, or of some small documents, that are not blank.

    Attributes:
        document: For each its document, int64.
        number: Its number from 0, in its document or in the piece of it, int64.
        start: Index of its first code point in its document, int64.
        end: Index after its last one, int64.
        word_counts: Number of its words, int64.
        words: Their hashes, uint64.
        forms: Their forms, uint8.
        is_beginning: Whether the piece is the first one of its document, or holds all of it.
        line_breaks: Number of line breaks in the piece.
    """

    document: Integers
    number: Integers
    start: Integers
    end: Integers
    word_counts: Integers
    words: Hashes
    forms: Forms
    is_beginning: bool
    line_breaks: int


class _Piece(NamedTuple):
    """Some lines of a long document.

    Attributes:
        document: The number of the document.
        text: Some lines of it, these among them.
        begin: Where these begin in `text`.
        end: Where they end.
        before: Number of code points of the document before `text`.
    """

    document: int
    text: str
    begin: int
    end: int
    before: int

    def read(self) -> _Columns:
        """Return the columns of the lines."""
        lines = read_lines(self.text[self.begin : self.end])
        return _Columns(
            np.full(len(lines.number), self.document),
            lines.number,
            lines.start + (self.before + self.begin),
            lines.end + (self.before + self.begin),
            lines.word_counts,
            lines.words,
            lines.forms,
            is_beginning=self.before + self.begin == 0,
            # What begins at the very end is the first line of the next piece.
            line_breaks=len(lines.begins) - 1,
        )


class _Batch:
    """Small texts that are read as one, since an array operation costs the same for a line as for a thousand."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.documents: list[int] = []
        self.length = 0

    def add(self, document: int, text: str) -> None:
        self.texts.append(text)
        self.documents.append(document)
        self.length += len(text) + 1

    def read(self) -> _Columns:
        """Return the columns of the lines."""
        lines = read_lines("\n".join(self.texts))
        lengths = np.array([len(text) + 1 for text in self.texts], np.int64)
        begins = np.cumsum(lengths) - lengths
        place = np.searchsorted(begins, lines.start, side="right") - 1
        first_line = np.searchsorted(lines.begins, begins)
        return _Columns(
            np.array(self.documents, np.int64)[place],
            lines.number - first_line[place],
            lines.start - begins[place],
            lines.end - begins[place],
            lines.word_counts,
            lines.words,
            lines.forms,
            is_beginning=True,
            line_breaks=0,
        )


class _Blocks(NamedTuple):
    """The paragraphs of a document in which the ends of lines divide words, each as one line."""

    number: int
    document: Document

    def read(self) -> _Columns:
        """Return the columns of the paragraphs."""
        reading, paragraphs = self.document.reading, self.document.paragraphs
        texts = [_LINE_BREAK.sub(" ", reading[start:end]) for _, _, start, end in paragraphs]
        lines = read_lines("\n".join(texts))
        _, numbers, starts, ends = np.array(paragraphs, np.int64).reshape(-1, 4).T
        return _Columns(
            np.full(len(paragraphs), self.number),
            numbers - 1,
            starts,
            ends,
            lines.word_counts,
            lines.words,
            lines.forms,
            is_beginning=True,
            line_breaks=0,
        )


def read_features(documents: Iterable[Document]) -> CorpusFeatures:
    """Return the paragraphs of some documents, which are kept, and the hashes of their words.

    Where there is a storage, their texts are kept there too.
    """
    kept: list[Document] = []
    is_block: list[bool] = []

    def iter_documents() -> Iterator[tuple[int, Document]]:
        for index, document in enumerate(documents):
            kept.append(document)
            is_block.append(not document.has_line_paragraphs)
            yield index, document

    columns = [
        *(GrowingArray(np.int64) for _ in range(5)),
        GrowingArray(np.uint64),
        GrowingArray(np.uint8),
    ]
    spool = None if (storage := find_storage()) is None else Spool(storage)
    for parts in _iter_columns(iter_documents(), spool, kept):
        for column, part in zip(columns, parts, strict=True):
            column.extend(part)
    document, number, start, end, word_counts, words, forms = (column.take() for column in columns)
    first = np.diff(number, prepend=-2) != 1
    first |= np.diff(document, prepend=-1) != 0
    first |= ~np.array(is_block, np.bool_)[document]
    firsts = np.flatnonzero(first)
    if len(firsts) < len(first):
        word_counts = np.add.reduceat(word_counts, firsts)
        end = end[np.append(firsts[1:], len(first)) - 1]
        document, number, start = document[firsts], number[firsts], start[firsts]
    return CorpusFeatures(kept, document, number + 1, start, end, word_counts, words, forms)


def _iter_columns(
    documents: Iterable[tuple[int, Document]], spool: Spool | None, kept: list[Document]
) -> Iterator[tuple[NDArray[Any], ...]]:
    """Yield the columns of the lines of some documents, a chunk at a time, lines numbered by document from 0."""
    lines_before = 0
    for columns in map_in_order(_read_chunk, _iter_chunks(documents, spool, kept)):
        if columns.is_beginning:
            lines_before = 0
        yield (columns.document, columns.number + lines_before, *columns[2:7])
        lines_before += columns.line_breaks


def _read_chunk(chunk: _Piece | _Batch | _Blocks) -> _Columns:
    return chunk.read()


def _iter_chunks(
    documents: Iterable[tuple[int, Document]], spool: Spool | None, kept: list[Document]
) -> Iterator[_Piece | _Batch | _Blocks]:
    """Yield some texts as pieces that are read at a time.

    Args:
        documents: The documents, numbered.
        spool: Where the texts are kept; None for where they are.
        kept: The documents by number, to be replaced by those that have their texts from there.
    """
    batch = _Batch()
    for number, document in documents:
        texts = iter((document.text,)) if spool is None else iter_texts(document, _CHUNK)
        is_whole = spool is None or document.content.is_read_at_once
        is_divided = document.has_divided_words
        if spool is not None:
            content = SpooledText(spool)
            texts = content.write(texts)
            kept[number] = document.with_content(content)
        before = 0
        for text in texts:
            is_small = is_whole and len(text) <= _CHUNK and not is_divided
            if batch.texts and not (is_small and batch.length + len(text) <= _CHUNK):
                yield batch
                batch = _Batch()
            if is_small:
                batch.add(number, text)
            elif not is_divided:
                yield from _iter_pieces(number, text, before)
            before += len(text)
        if is_divided:
            yield _Blocks(number, document)
    if batch.texts:
        yield batch


def _iter_pieces(number: int, text: str, before: int) -> Iterator[_Piece]:
    """Yield some lines of a document in pieces."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _CHUNK) + 1 or len(text)
        yield _Piece(number, text, begin, end, before)
        begin = end
