"""What the database takes in of one file, worked out without it, so that several processes can do it at once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from corpuskit.corpus import Corpus, Document
from corpuskit.corpus.input import make_row_id
from corpuskit.corpus.sources import Source
from corpuskit.corpus.texts import FileStamp, read_stamp
from corpuskit.index.quoted_terms import list_for_quotations
from corpuskit.index.terms import DIVIDED, list_signs, list_terms, may_have_signs
from corpuskit.records import Issue
from corpuskit.text.segments import Paragraph

_ATTEMPTS = 3


class PreparedDocument(NamedTuple):
    """The rows of a document, but for the numbers that only the database can give.

    Attributes:
        fields: Row number, encoding, metadata as JSON, hash, size, code points, words, language and script.
        id: The id of a row that has one of its own; None where it follows from the file.
        paragraphs: For each paragraph its line, its start and end in code points, the number of words before it,
            and its start and end in bytes.
        terms: The terms of each paragraph, joined by spaces; empty for none.
        body: The text in UTF-8, where it is not the file itself.
    """

    fields: tuple[Any, ...]
    id: str | None
    paragraphs: list[tuple[int, int, int, int, int, int]]
    terms: list[str]
    body: bytes | None


class PreparedFile(NamedTuple):
    """What the database takes in of a file.

    Attributes:
        stamp: The file as it was.
        checked_ns: When that was, in nanoseconds.
        digest: The SHA-256 of its bytes, hexadecimal.
        documents: Its documents.
        vocabulary: All their terms, each once.
        issues: What could not be read of it.
    """

    stamp: FileStamp
    checked_ns: int
    digest: str
    documents: list[PreparedDocument]
    vocabulary: set[str]
    issues: list[Issue]


def hash_file(path: str) -> str | None:
    """Return the SHA-256 of a file, hexadecimal; None where it cannot be read."""
    import hashlib

    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def prepare_file(source: Source, *, corpus: Corpus) -> PreparedFile | Issue | None:
    """Return what the database takes in of a file, or why it cannot be read whole; None where it goes on changing.

    Args:
        source: The file.
        corpus: Tells how it is read.
    """
    unreadable = None
    for _ in range(_ATTEMPTS):
        checked = time.time_ns()
        stamp, digest = read_stamp(source.path), hash_file(source.path)
        if stamp is None or digest is None:
            return None
        prepared = PreparedFile(stamp, checked, digest, [], set(), [])
        _read_into(prepared, source, corpus)
        unreadable = next((issue for issue in prepared.issues if issue.kind == "unreadable"), None)
        if read_stamp(source.path) == stamp and unreadable is None:
            return prepared
    return unreadable


def _read_into(prepared: PreparedFile, source: Source, corpus: Corpus) -> None:
    # Rows without an id of their own are numbered below the id of their file, which depends on how it is named.
    placeholder = f"\0{os.urandom(8).hex()}"
    is_in_place = corpus.format_of(source) == "text" and source.is_plain_file
    for found in corpus.read_source(source._replace(id=placeholder)):
        if isinstance(found, Issue):
            prepared.issues.append(found)
            continue
        # The bytes of the text are the bytes of the file: they need not be kept twice.
        is_plain = is_in_place and found.encoding == "utf-8" and len(found.data) == prepared.stamp.size
        row_id = _shorten_id(found, placeholder)
        prepared.documents.append(
            _prepare_document(found, row_id, prepared.vocabulary, body=None if is_plain else found.data)
        )


# Stands in an id for that of its file.
_BELOW_FILE = "\x01"


def _shorten_id(document: Document, file_id: str) -> str | None:
    """Return the id of a document without that of its file; None where it follows from the file and the row."""
    if not document.id.startswith(file_id):
        return document.id
    rest = document.id[len(file_id) :]
    return None if rest == ("" if document.row is None else f":{document.row}") else _BELOW_FILE + rest


def restore_id(file_id: str, row_id: str | None, row: int | None) -> str:
    """Return the id of a document from that of its file.

    Args:
        file_id: The id of the file.
        row_id: What the database has as the id of the row.
        row: Number of the row; None where the document is the file.
    """
    if row_id is not None and row_id.startswith(_BELOW_FILE):
        return file_id + row_id[len(_BELOW_FILE) :]
    return file_id if row is None else make_row_id(file_id, row_id, row)


def _prepare_document(
    document: Document, row_id: str | None, vocabulary: set[str], *, body: bytes | None
) -> PreparedDocument:
    text, paragraphs = document.text, document.paragraphs
    spans = [paragraph[2:] for paragraph in paragraphs]
    read = list(list_terms(document.reading, spans))
    written = list_terms(text, spans) if document.has_divided_words else read
    has_signs = may_have_signs(text)
    rows: list[tuple[int, int, int, int, int, int]] = []
    listed: list[list[str]] = []
    words = 0
    for (_, line, start, end), own, halves, span in zip(
        paragraphs, read, written, _list_byte_spans(text, paragraphs), strict=True
    ):
        # A query finds a word that the end of a line divides as one word, and as two with a hyphen.
        terms = own if own == halves else [*own, DIVIDED, *halves]
        rows.append((line, start, end, words, *span))
        words += len(own)
        vocabulary.update(terms)
        listed.append(terms)
    joined = [
        " ".join([*terms, *list_signs(text[paragraph.start : paragraph.end])] if has_signs else terms)
        for terms, paragraph in zip(list_for_quotations(text, paragraphs, listed), paragraphs, strict=True)
    ]
    fields = (
        document.row, document.encoding, msgspec.json.encode(dict(document.metadata)).decode(), document.sha256,
        document.source_bytes, len(text), words, document.lang, document.script,
    )  # fmt: skip
    return PreparedDocument(fields, row_id, rows, joined, body)


def _list_byte_spans(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield where in the UTF-8 of `text` each paragraph begins and ends."""
    if text.isascii():
        for paragraph in paragraphs:
            yield paragraph[2:]
        return
    place = byte = 0
    for _, _, start, end in paragraphs:
        first = byte + len(text[place:start].encode())
        place, byte = end, first + len(text[start:end].encode())
        yield first, byte
