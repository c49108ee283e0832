"""Everything that is known of a corpus as tables of SQLite, for Datasette, sqlite-utils and SQL."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec

from corpuskit.corpus import Document
from corpuskit.errors import InputChangedError, OutputError
from corpuskit.files import replace_file_by_path
from corpuskit.index.database import check_full_text_search, is_of_application, transaction
from corpuskit.index.terms import list_terms
from corpuskit.inputs import InputFiles
from corpuskit.records import DateMention, DocumentRecord, DuplicateGroup, Issue, Quotation, Record

# Marks a file of SQLite as an export: «CKEX».
_APPLICATION = 0x434B4558
# Letters with their marks are kept together and as they are: an Arabic word is not cut at a vowel mark.
_TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
_TYPES = {int: "INTEGER", bool: "INTEGER", float: "REAL"}
_REFERENCE = 'doc TEXT NOT NULL REFERENCES documents (doc), line INTEGER, "start" INTEGER, "end" INTEGER'
_SCHEMA = f"""
CREATE TABLE paragraphs (id INTEGER PRIMARY KEY, {_REFERENCE}, paragraph INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE words (word TEXT PRIMARY KEY, occurrences INTEGER NOT NULL, documents INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE duplicate_groups (group_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, copies INTEGER NOT NULL,
    similarity REAL NOT NULL, boilerplate INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE duplicates (id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL REFERENCES duplicate_groups (group_id),
    {_REFERENCE}, paragraph INTEGER NOT NULL, is_kept INTEGER NOT NULL, kind TEXT, similarity REAL)
"""
_TABLES: dict[type[Record], str] = {DocumentRecord: "documents", DateMention: "dates", Quotation: "quotes"}


class Exporter:
    """Writes the tables of one corpus.

    Args:
        connection: The new database.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        check_full_text_search(connection)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = OFF")
        for record_type, table in _TABLES.items():
            connection.execute(_make_table(record_type, table))
        connection.execute("ALTER TABLE documents ADD COLUMN text TEXT")
        for statement in _SCHEMA.split(";\n"):
            connection.execute(statement)

    def add_records(self, records: Iterable[Record | Issue]) -> list[Issue]:
        """Add documents, dates, quotations and groups of duplicates; return the issues among them.

        Args:
            records: What the analyses yield; a document comes before what is found in it.

        Raises:
            InputChangedError: A record is of a document that was not there before.
        """
        issues: list[Issue] = []
        with transaction(self._connection):
            for record in records:
                if isinstance(record, Issue):
                    issues.append(record)
                else:
                    self._add(record)
        return issues

    def _add(self, record: Record) -> None:
        try:
            if isinstance(record, DuplicateGroup):
                self._add_group(record)
            else:
                self._add_record(record)
        except sqlite3.IntegrityError as error:
            raise InputChangedError(record.doc) from error

    def add_texts(self, documents: Iterable[Document]) -> None:
        """Add the text, the paragraphs and the words of the documents that are already in the table.

        Raises:
            InputChangedError: They are others.
        """
        occurrences: Counter[str] = Counter()
        ranges: Counter[str] = Counter()
        with transaction(self._connection):
            for document in documents:
                text, paragraphs = document.text, document.paragraphs
                updated = self._connection.execute(
                    "UPDATE documents SET text = ? WHERE doc = ?", (text, document.id)
                )
                if not updated.rowcount:
                    raise InputChangedError(document.id)
                self._connection.executemany(
                    "INSERT INTO paragraphs VALUES (NULL, ?, ?, ?, ?, ?, ?)",
                    [
                        (document.id, line, start, end, number, text[start:end])
                        for number, line, start, end in paragraphs
                    ],
                )
                own: Counter[str] = Counter()
                for terms in list_terms(document.reading, [paragraph[2:] for paragraph in paragraphs]):
                    own.update(terms)
                occurrences.update(own)
                ranges.update(own.keys())
            self._connection.executemany(
                "INSERT INTO words VALUES (?, ?, ?)",
                [(word, number, ranges[word]) for word, number in sorted(occurrences.items())],
            )
        if gone := self._connection.execute("SELECT doc FROM documents WHERE text IS NULL").fetchone():
            raise InputChangedError(gone[0])

    def finish(self) -> None:
        """Add the indexes and the full-text search, after all rows."""
        for table in ("paragraphs", "dates", "quotes", "duplicates"):
            self._connection.execute(f"CREATE INDEX {table}_by_document ON {table} (doc)")
        self._connection.execute("CREATE INDEX duplicates_by_group ON duplicates (group_id)")
        for table in ("paragraphs", "quotes"):
            # The name of the table in quotation marks: so Datasette and sqlite-utils recognise a full-text search.
            self._connection.execute(
                f'CREATE VIRTUAL TABLE {table}_fts USING fts5(text, content="{table}", content_rowid=id,'
                f' tokenize="{_TOKENIZER}")'
            )
            self._connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
        self._connection.execute("ANALYZE")

    def _add_record(self, record: Record) -> None:
        values = _flatten(record)
        marks = ", ".join("?" * len(values))
        names = ", ".join(f'"{name}"' for name in values)
        self._connection.execute(
            f"INSERT INTO {_TABLES[type(record)]} ({names}) VALUES ({marks})",
            tuple(values.values()),
        )

    def _add_group(self, group: DuplicateGroup) -> None:
        self._connection.execute(
            "INSERT INTO duplicate_groups VALUES (?, ?, ?, ?, ?, ?)",
            (group.group_id, group.kind, group.copies, group.similarity, group.boilerplate, group.text),
        )
        rows = [
            (group.kept, 1, None, None),
            *((each, 0, each.kind, each.similarity) for each in group.members),
        ]
        self._connection.executemany(
            "INSERT INTO duplicates VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (group.group_id, at.doc, at.line, at.start, at.end, at.paragraph, is_kept, kind, similarity)
                for at, is_kept, kind, similarity in rows
            ],
        )


def _make_table(record_type: type[Record], table: str) -> str:
    columns = []
    for field in msgspec.structs.fields(record_type):
        name = field.encode_name
        if name == "doc":
            columns.append(
                "doc TEXT PRIMARY KEY"
                if table == "documents"
                else "id INTEGER PRIMARY KEY, doc TEXT NOT NULL REFERENCES documents (doc)"
            )
        else:
            # A number stays one where it may be missing.
            known = [
                _TYPES[each]
                for each in (field.type, *get_args(field.type))
                if isinstance(each, type) and each in _TYPES
            ]
            columns.append(f'"{name}" {known[0] if known else "TEXT"}')
    return f"CREATE TABLE {table} ({', '.join(columns)})"


def _flatten(record: Record) -> dict[str, Any]:
    """Return the fields of a record as values of SQL; what is nested is JSON."""
    values: dict[str, Any] = msgspec.to_builtins(record)
    values.pop("type")
    return {
        name: msgspec.json.encode(value).decode() if isinstance(value, dict | list) else value
        for name, value in values.items()
    }


@contextlib.contextmanager
def open_export(path: str, inputs: InputFiles) -> Iterator[Exporter]:
    """Give what writes the tables to the file `path`, which appears only when all is written.

    Args:
        path: The database; an export that is there is replaced, anything else is not.
        inputs: What is read, none of which is written over.

    Raises:
        UsageError: It is read.
        OutputError: It cannot be written, or something else is there.
        MissingExtraError: This SQLite has no full-text search.
    """
    target = os.path.realpath(path)
    inputs.claim(path)
    if os.path.exists(target) and not is_of_application(target, _APPLICATION):
        raise OutputError(
            f"{path!r} exists and is no export of corpuskit", hint="name another file, or remove it"
        )
    with replace_file_by_path(path, inputs) as temporary:
        try:
            connection = sqlite3.connect(temporary, isolation_level=None)
            try:
                exporter = Exporter(connection)
                yield exporter
                exporter.finish()
            finally:
                connection.close()
        except (sqlite3.OperationalError, OSError) as error:
            raise OutputError(f"cannot write {path!r}: {error}") from error
