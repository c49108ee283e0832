"""From the files of a corpus to its database: new files are taken in, changed ones again, removed ones out."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

import msgspec

from corpuskit.corpus import Corpus, CorpusOptions
from corpuskit.corpus.sources import Source, find_read_once, printable_path
from corpuskit.corpus.texts import FileStamp, read_stamp
from corpuskit.errors import OutputError, UsageError
from corpuskit.index.database import (
    encode_build_options,
    forget_all,
    open_for_writing,
    read_meta,
    remove_database,
    transaction,
    translating_errors,
    write_meta,
)
from corpuskit.index.integrity import DOCUMENT_CHECK, SOURCE_CHECK
from corpuskit.index.prepare import PreparedDocument, PreparedFile, hash_file, prepare_file
from corpuskit.inputs import InputFiles
from corpuskit.records import Issue

# A transaction ends after so much input: it is what a killed build loses at most, but for the file it is at.
_BATCH_BYTES = 32_000_000
# A file that was changed this shortly before it was looked at may be changed again without a later time.
COARSEST_CLOCK_NS = 2_000_000_000
# Paragraphs that are no longer in the corpus leave their words behind; from so many on, all is made anew.
_FEWEST_LEFT_BEHIND = 10_000


MapFiles = Callable[
    [Callable[[Source], PreparedFile | Issue | None], Sequence[Source]], Iterable[PreparedFile | Issue | None]
]


@dataclass
class BuildReport:
    """What a build did.

    Attributes:
        added: Number of files that are new in the database.
        changed: Number of files that were taken in again.
        removed: Number of files that were taken out.
        unchanged: Number of files that were left as they are.
        bytes: Size of the files that were read.
        issues: What could not be read, or was passed over.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    bytes: int = 0
    issues: list[Issue] = field(default_factory=list)


def path_key(path: str) -> bytes:
    """Return what a file is known by in the database."""
    return os.fsencode(os.path.abspath(path))


def build_index(
    paths: Iterable[str],
    options: CorpusOptions,
    at: str,
    *,
    batch_bytes: int = _BATCH_BYTES,
    map_files: MapFiles = map,
    inputs: InputFiles | None = None,
) -> BuildReport:
    """Return what was done to make the database at `at` hold the corpus below `paths`, and that alone.

    Args:
        paths: Files, directories and globs.
        options: How they are read.
        at: The database; it is made where there is none.
        batch_bytes: Size of the input after which what was done is committed.
        map_files: Calls a function for each of some files and yields what it returns, in their order; None where it
            did not return. It may do so in several processes.
        inputs: Takes note of every file that is read; None for a list of its own.

    Raises:
        UsageError: Standard input or a pipe is named, which cannot be read again, or the database is part of the corpus.
        OutputError: The database cannot be written.
        UnusableIndexError: It is something else, or broken.
    """
    paths = list(paths)
    if pipe := find_read_once(paths):
        raise UsageError(f"{pipe} cannot be indexed: it cannot be read again", hint="name a file")
    corpus = Corpus(paths, options, inputs)
    is_new = not os.path.exists(at)
    try:
        with (
            closing(open_for_writing(at, encode_build_options(options), corpus.inputs)) as connection,
            translating_errors(at),
        ):
            return _Build(connection, corpus, batch_bytes, map_files).run()
    except OutputError:
        # On a full disk, half a database would keep it full.
        if is_new:
            remove_database(at)
        raise


class _Build:
    """One build: a walk over the corpus, in transactions of some files each."""

    def __init__(
        self, connection: sqlite3.Connection, corpus: Corpus, batch_bytes: int, map_files: MapFiles
    ) -> None:
        self._connection = connection
        self._corpus = corpus
        self._batch_bytes = batch_bytes
        self._map_files = map_files
        self._report = BuildReport()

    def run(self) -> BuildReport:
        """Bring the database up to date."""
        begins_anew = self._is_mostly_past()
        seen: set[bytes] = set()
        for batch in self._iter_batches(seen, is_one=begins_anew):
            with transaction(self._connection):
                if begins_anew:
                    forget_all(self._connection)
                write_meta(self._connection, complete=0)
                vocabulary: set[str] = set()
                prepared = self._map_files(partial(prepare_file, corpus=self._corpus), batch)
                for source, file in zip(batch, prepared, strict=True):
                    self._take_in(source, file, vocabulary)
                self._connection.executemany(
                    "INSERT OR IGNORE INTO vocabulary VALUES (?)", [(term,) for term in sorted(vocabulary)]
                )
        self._finish(seen)
        return self._report

    def _is_mostly_past(self) -> bool:
        """Return whether the database holds more words of the past than of the present, and is better made anew.

        That is one transaction, however long: what was committed is there until all of it is there again.
        """
        total = int(read_meta(self._connection)["next_paragraph"]) - 1
        alive = self._connection.execute(
            "SELECT coalesce(sum(end_paragraph - first_paragraph), 0) FROM documents"
        ).fetchone()[0]
        return bool(total - alive > max(alive, _FEWEST_LEFT_BEHIND))

    def _iter_batches(self, seen: set[bytes], *, is_one: bool) -> Iterator[list[Source]]:
        """Yield the files to take in, as many at a time as make a transaction; all of them where that is to be one."""
        batch: list[Source] = []
        size = 0
        for source in self._corpus.find_sources():
            if isinstance(source, Issue):
                self._report.issues.append(source)
                continue
            stamp = read_stamp(source.path)
            if stamp is None or path_key(source.path) in seen:
                continue
            seen.add(path_key(source.path))
            if not is_one and self._is_up_to_date(source, stamp):
                self._report.unchanged += 1
                continue
            batch.append(source)
            size += stamp.size
            if size >= self._batch_bytes and not is_one:
                yield batch
                batch, size = [], 0
        if batch or is_one:
            yield batch

    def _is_up_to_date(self, source: Source, stamp: FileStamp) -> bool:
        row = self._connection.execute(
            "SELECT id, size, mtime_ns, checked_ns, sha256, format FROM sources WHERE path = ?",
            (path_key(source.path),),
        ).fetchone()
        if row is None or row[1] != stamp.size or row[5] != self._corpus.format_of(source):
            return False
        if is_surely_fresh(stamp, row[2], row[3]):
            return True
        checked = time.time_ns()
        if hash_file(source.path) != row[4] or read_stamp(source.path) != stamp:
            return False
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE sources SET mtime_ns = ?, checked_ns = ? WHERE id = ?",
                (stamp.mtime_ns, checked, row[0]),
            )
            _seal(self._connection, "sources", SOURCE_CHECK, row[0])
        return True

    def _take_in(self, source: Source, prepared: PreparedFile | Issue | None, vocabulary: set[str]) -> None:
        """Put a file into the database in place of what it was, if anything."""
        key = path_key(source.path)
        existed = forget_source(self._connection, key)
        if prepared is None:
            prepared = Issue(
                path=printable_path(source.path),
                kind="unreadable",
                message="cannot be read whole; left out",
                skipped=True,
            )
        if isinstance(prepared, Issue):
            # It stays out and is read when it is needed.
            self._report.issues.append(prepared)
            return
        inserted = self._connection.execute(
            "INSERT INTO sources VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (
                key, self._corpus.format_of(source), *prepared.stamp, prepared.checked_ns, prepared.digest,
                msgspec.json.encode(prepared.issues).decode(), len(prepared.documents),
            ),
        ).lastrowid  # fmt: skip
        _seal(self._connection, "sources", SOURCE_CHECK, inserted)
        for document in prepared.documents:
            self._insert(inserted, document)
        vocabulary |= prepared.vocabulary
        self._report.issues += prepared.issues
        self._report.bytes += prepared.stamp.size
        self._report.changed += existed
        self._report.added += not existed

    def _insert(self, source: int | None, document: PreparedDocument) -> None:
        meta = read_meta(self._connection)
        first = int(meta["next_paragraph"])
        end = first + len(document.paragraphs)
        self._connection.executemany(
            "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?, row_check(?, ?, ?, ?, ?, ?, ?))",
            ((number, *row) * 2 for number, row in enumerate(document.paragraphs, first)),
        )
        self._connection.executemany(
            "INSERT INTO paragraph_words (rowid, words) VALUES (?, ?)",
            ((number, terms) for number, terms in enumerate(document.terms, first) if terms),
        )
        if document.paragraphs:
            indexed = int(meta["indexed"]) + sum(map(bool, document.terms))
            write_meta(self._connection, next_paragraph=end, indexed=indexed)
        row, encoding, metadata, digest, size, chars, words, lang, script = document.fields
        inserted = self._connection.execute(
            "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, row_check(?), 0)",
            (
                source, document.id, row, encoding, metadata, digest, size, chars, words, lang, script, first, end,
                document.body, document.body,
            ),
        ).lastrowid  # fmt: skip
        _seal(self._connection, "documents", DOCUMENT_CHECK, inserted)

    def _finish(self, seen: set[bytes]) -> None:
        """Take out what is no longer there, and say that the database is complete."""
        connection = self._connection
        gone = [key for (key,) in connection.execute("SELECT path FROM sources") if key not in seen]
        meta = read_meta(connection)
        paths = msgspec.json.encode(
            [printable_path(os.path.abspath(path)) for path in self._corpus.paths]
        ).decode()
        if not gone and meta["complete"] == "1" and meta.get("paths") == paths:
            return
        with transaction(connection):
            for key in gone:
                self._report.removed += forget_source(connection, key)
            write_meta(connection, complete=1, paths=paths, generation=int(meta["generation"]) + 1)


def _seal(connection: sqlite3.Connection, table: str, check: str, row: int | None) -> None:
    """Write the check sum of a row, inside a transaction."""
    connection.execute(f'UPDATE {table} SET "check" = {check} WHERE id = ?', (row,))


def is_surely_fresh(stamp: FileStamp, mtime_ns: int, checked_ns: int) -> bool:
    """Return whether a file of the same size is as it was when it was checked, going by its times alone.

    Args:
        stamp: The file as it is now.
        mtime_ns: When it had last been changed then.
        checked_ns: When that was.
    """
    return stamp.mtime_ns == mtime_ns and mtime_ns < checked_ns - COARSEST_CLOCK_NS


def forget_source(connection: sqlite3.Connection, key: bytes) -> bool:
    """Take a file out of the database, inside a transaction; return whether it was in it.

    Its words stay in the full-text search, which cannot take them out without the text they came from; they lead to
    paragraphs that no document has any more, and such numbers are never given again.
    """
    row = connection.execute("SELECT id FROM sources WHERE path = ?", (key,)).fetchone()
    if row is None:
        return False
    spans = connection.execute(
        "SELECT first_paragraph, end_paragraph FROM documents WHERE source = ?", row
    ).fetchall()
    connection.executemany("DELETE FROM paragraphs WHERE id >= ? AND id < ?", spans)
    connection.execute("DELETE FROM documents WHERE source = ?", row)
    connection.execute("DELETE FROM sources WHERE id = ?", row)
    return True
