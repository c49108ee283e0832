"""A corpus with its database: the documents that may hold a hit, and their paragraphs that may."""

from __future__ import annotations

import os
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, Self

import msgspec

from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.corpus.document import Known
from corpuskit.corpus.selection import Selection
from corpuskit.corpus.sources import STANDARD_INPUT, Source, printable_path
from corpuskit.corpus.texts import FileStamp, RowText, read_stamp
from corpuskit.errors import InputChangedError
from corpuskit.index.build import is_surely_fresh, path_key
from corpuskit.index.database import read_meta, translating_errors
from corpuskit.index.integrity import BODY_CHECK, DOCUMENT_CHECK, PARAGRAPH_CHECK, SOURCE_CHECK
from corpuskit.index.opened import Database, open_database
from corpuskit.index.prepare import hash_file, restore_id
from corpuskit.index.propose import propose
from corpuskit.index.texts import PassedText
from corpuskit.inputs import InputFiles
from corpuskit.kwic.options import KwicOptions, Scope
from corpuskit.kwic.plan import Plan
from corpuskit.kwic.segments import Segment
from corpuskit.records import Issue
from corpuskit.text.segments import Paragraph

# From this share of all paragraphs on, searching the texts is faster than fetching paragraphs one by one.
_LARGEST_SHARE = 0.1
_ALWAYS_FETCHED = 1000

# Each ends with whether the row is as it was written.
_SOURCE = (
    "SELECT id, format, size, mtime_ns, checked_ns, sha256, issues, documents,"
    f' "check" = {SOURCE_CHECK} FROM sources WHERE path = ?'
)
_DOCUMENTS = (
    "SELECT id, row_id, row_number, first_paragraph, end_paragraph,"
    f' "check" = {DOCUMENT_CHECK} FROM documents WHERE source = ? ORDER BY id'
)
_DETAILS = "SELECT encoding, metadata, sha256, bytes, lang, script, body IS NULL FROM documents WHERE id = ?"
_BODY = f"SELECT body, body_check = {BODY_CHECK} FROM documents WHERE id = ?"
_PARAGRAPH = (
    'SELECT line, start, "end", first_word, first_byte, end_byte,'
    f' "check" = {PARAGRAPH_CHECK} FROM paragraphs WHERE id = ?'
)


class ProposedText(RowText):
    """A text of the database, with the paragraphs that may hold a hit.

    Args:
        fetch: Returns its UTF-8 bytes.
        iter_segments: From its document and what a hit may not leave to these paragraphs as segments.
    """

    def __init__(
        self, fetch: Callable[[], bytes], iter_segments: Callable[[Document, Scope], Iterator[Segment]]
    ) -> None:
        super().__init__(fetch)
        self.iter_segments = iter_segments


def find_proposals(document: Document, scope: Scope) -> Iterator[Segment] | None:
    """Return the segments of `document` that the database proposes; None where it is not asked about them.

    Args:
        document: The document.
        scope: What a hit may not leave.
    """
    if isinstance(document.content, ProposedText) and scope != "document":
        return document.content.iter_segments(document, scope)
    return None


def open_indexed_corpus(
    paths: Iterable[str],
    options: CorpusOptions,
    at: str,
    query: KwicOptions,
    inputs: InputFiles | None = None,
) -> Corpus:
    """Return the corpus below `paths` without documents that cannot hold a hit of `query`.

    Where the database cannot tell, it is the corpus itself. Files that the database does not know as they are now
    are read.

    Args:
        paths: Files, directories, globs, or `-` for standard input.
        options: How they are read.
        at: The database.
        query: What is looked for.
        inputs: Takes note of every file that is read, the database among them; None for a list of its own.

    Raises:
        UnusableIndexError: There is no database, it is broken, or was made with other options.
        PatternError: A pattern cannot be read.
    """
    inputs = InputFiles() if inputs is None else inputs
    database = open_database(at, options, inputs)
    proposed = database.ask(lambda connection: _propose(connection, query))
    if proposed is None or not Selection(options).is_all:
        # What is chosen by its metadata is looked at one by one.
        database.close()
        return Corpus(paths, options, inputs)
    return IndexedCorpus(paths, options, database, proposed, inputs)


def open_stored_corpus(at: str, options: CorpusOptions, inputs: InputFiles | None = None) -> Corpus:
    """Return the corpus that a database was made of, as it is now; only files that have changed since are read anew.

    Args:
        at: The database.
        options: How the corpus is read.
        inputs: Takes note of every file that is read, the database among them; None for a list of its own.

    Raises:
        UnusableIndexError: There is no database, it is broken, was never finished, or was made with other options.
    """
    inputs = InputFiles() if inputs is None else inputs
    database = open_database(at, options, inputs)
    paths = database.list_paths()
    return IndexedCorpus(paths, options, database, None, inputs)


def _propose(connection: sqlite3.Connection, query: KwicOptions) -> array[int] | None:
    """Return the numbers of the paragraphs in question, in order; None where that may be any, or many."""
    search = Plan(query)
    if query.fold_copies == "near":
        # Near copies are told by comparing all documents.
        return None
    expression = propose(search, query, connection)
    if expression is None:
        return None
    # Those that are no longer in the corpus are counted too; to count the others would take longer than to search.
    total = int(read_meta(connection)["next_paragraph"])
    most = max(_ALWAYS_FETCHED, int(total * _LARGEST_SHARE))
    found = connection.execute(
        "SELECT rowid FROM paragraph_words WHERE paragraph_words MATCH ? ORDER BY rowid LIMIT ?",
        (expression, most + 1),
    )
    proposed = array("q", (number for (number,) in found))
    return None if len(proposed) > most else proposed


class IndexedCorpus(Corpus):
    """The documents below some paths that may hold a hit; the others are counted and left out.

    Args:
        paths: Files, directories, globs, or `-` for standard input.
        options: How they are read.
        database: The database; it is closed when an iteration ends.
        proposed: The numbers of the paragraphs in question, in order; None for all documents.
        inputs: Takes note of every file that is read; None for a list of its own.

    Attributes:
        outdated: Number of files of the last iteration that are not in the database as they are now.
    """

    shows_all = False
    """Whether documents that cannot hold a hit are shown, too, with a text of their own kind: `PassedText`."""

    def __init__(
        self,
        paths: Iterable[str],
        options: CorpusOptions,
        database: Database,
        proposed: array[int] | None,
        inputs: InputFiles | None = None,
    ) -> None:
        super().__init__(paths, options, inputs)
        self._database = database
        self._proposed = proposed
        self.outdated = 0

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents in question."""
        self.outdated = 0
        try:
            with translating_errors(self._database.at):
                yield from super().__iter__()
        finally:
            self._database.close()

    def read_source(self, source: Source) -> Iterator[Document | Issue]:
        """Yield the documents of one input that are in question, and its issues."""
        known = None if source.path == STANDARD_INPUT else self._find_fresh(source)
        if known is None:
            self.outdated += source.path != STANDARD_INPUT
            yield from super().read_source(source)
            return
        path = printable_path(source.path)
        for issue in msgspec.json.decode(known.issues, type=list[Issue]):
            yield msgspec.structs.replace(issue, path=path)
        yield from self._select(self._iter_known(source, known), source)

    def _find_fresh(self, source: Source) -> _KnownFile | None:
        """Return what the database knows of a file that is as it was; None where it is not."""
        stamp = read_stamp(source.path)
        row = self._database.fetch(_SOURCE, path_key(source.path))
        if stamp is None or row is None:
            return None
        number, known_format, size, mtime_ns, checked_ns, digest, issues, documents, is_right = row
        self._database.require(is_right, source.path)
        if known_format != (self.options.input_format or source.format or "text") or size != stamp.size:
            return None
        if not is_surely_fresh(stamp, mtime_ns, checked_ns) and hash_file(source.path) != digest:
            return None
        return _KnownFile(number, stamp, issues, documents)

    def _iter_known(self, source: Source, known: _KnownFile) -> Iterator[Document | Issue]:
        path = printable_path(source.path)
        rows = self._database.fetch_all(_DOCUMENTS, known.number)
        self._database.require(len(rows) == known.documents, source.path)
        with _IndexedFile(source.path, known.stamp) as file:
            for row, row_id, row_number, first, end, is_right in rows:
                self._database.require(is_right, source.path)
                doc = restore_id(source.id, row_id, row_number)
                numbers = self._list_between(first, end)
                if numbers is not None and not numbers and not self.shows_all:
                    self.count_document(doc, path, row_number)
                    continue
                iter_segments = partial(self._iter_segments, first, numbers, file) if numbers else None
                is_passed = numbers is not None and not numbers
                document = self._make_document(row, doc, row_number, file, iter_segments, is_passed=is_passed)
                if document is None:
                    # It was changed since it was looked at, a moment ago.
                    yield from super().read_source(source)
                    return
                yield document

    def _list_between(self, first: int, end: int) -> array[int] | None:
        """Return the numbers of the paragraphs in question from `first` to before `end`; None for all."""
        if self._proposed is None:
            return None
        begin = bisect_left(self._proposed, first)
        return self._proposed[begin : bisect_left(self._proposed, end, begin)]

    def _make_document(
        self,
        row: int,
        doc: str,
        row_number: int | None,
        file: _IndexedFile,
        iter_segments: Callable[[Document, Scope], Iterator[Segment]] | None,
        *,
        is_passed: bool,
    ) -> Document | None:
        """Return a document of the database; None where its text is no longer in its file."""
        details = self._database.fetch(_DETAILS, row)
        assert details is not None  # noqa: S101 — it was there a moment ago, in the same transaction
        encoding, metadata, sha256, size, lang, script, is_in_place = details
        if is_in_place and not file.open():
            return None
        fetch = file.read_all if is_in_place else partial(self._load_body, row, file.path)
        content = RowText(fetch) if iter_segments is None else ProposedText(fetch, iter_segments)
        if is_passed:
            content = PassedText(fetch, file.read if is_in_place else None)
        return Document(
            doc,
            content,
            path=printable_path(file.path),
            row=row_number,
            encoding=encoding,
            metadata=msgspec.json.decode(metadata),
            paragraph_rule=self.options.paragraphs,
            language_model=self.options.language_model,
            source_sha256=sha256,
            source_size=size,
            known=Known(script, lang),
        )

    def _load_body(self, row: int, path: str) -> bytes:
        found = self._database.fetch(_BODY, row)
        self._database.require(found and found[1], path)
        body: bytes = found[0] if found else b""
        return body

    def _iter_segments(
        self, first: int, numbers: Sequence[int], file: _IndexedFile, document: Document, scope: Scope
    ) -> Iterator[Segment]:
        for number in numbers:
            row = self._database.fetch(_PARAGRAPH, number) or (0,) * 7
            line, start, end, first_word, first_byte, end_byte, is_right = row
            self._database.require(is_right, file.path)
            data = file.read(first_byte, end_byte) if file.is_open else document.data[first_byte:end_byte]
            text = data.decode("utf-8", "replace")
            self._database.require(len(text) == end - start and len(data) == end_byte - first_byte, file.path)
            paragraph = Paragraph(number - first + 1, line, start, end)
            yield Segment(document, start, text, first_word, paragraph, scope)


class _KnownFile(NamedTuple):
    """What the database knows of a file that is as it was.

    Attributes:
        number: Its number.
        stamp: What it is known by.
        issues: What could not be read of it, as JSON.
        documents: Number of its documents.
    """

    number: int
    stamp: FileStamp
    issues: str
    documents: int


class _IndexedFile:
    """A file whose paragraphs are read one by one.

    Args:
        path: Its path.
        stamp: What it was known by when its paragraphs were looked up.
    """

    def __init__(self, path: str, stamp: FileStamp) -> None:
        self.path = path
        self._stamp = stamp
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def is_open(self) -> bool:
        """Whether it can be read in pieces."""
        return self._descriptor is not None

    def open(self) -> bool:
        """Open the file; return whether it is still the one that was looked up."""
        try:
            self._descriptor = os.open(self.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError:
            return False
        return read_stamp(self._descriptor) == self._stamp

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` to before `end`."""
        assert self._descriptor is not None  # noqa: S101 — told to the type checker
        os.lseek(self._descriptor, start, os.SEEK_SET)
        return os.read(self._descriptor, end - start)

    def read_all(self) -> bytes:
        """Return all bytes.

        Raises:
            InputChangedError: It was changed while it was searched.
        """
        try:
            with open(self.path, "rb") as file:
                if read_stamp(file.fileno()) == self._stamp:
                    return file.read()
        except OSError:
            pass
        raise InputChangedError(self.path)
