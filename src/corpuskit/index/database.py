"""The database file: its tables, how it is opened, and what makes it unusable.

Every transaction leaves it true: an input is in it whole, with all its documents, paragraphs and words, or not at
all. So a build may be killed at any moment; what it had finished stays, and the next one goes on from there.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import regex

from corpuskit import __version__
from corpuskit.corpus import CorpusOptions
from corpuskit.errors import CorpuskitError, MissingExtraError, OutputError, UsageError
from corpuskit.files import claim_in_place
from corpuskit.index.integrity import (
    find_fault,
    find_lost_words,
    find_strange_table,
    guard,
    is_meta_whole,
    raise_interruption,
)
from corpuskit.inputs import InputFiles
from corpuskit.text.dictionary import find_version

# Marks a file of SQLite as a corpus database: «CKIX».
_APPLICATION = 0x434B4958
_FORMAT = 3
_SUFFIX = ".corpus.db"
BESIDE = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps beside a database."""
WAIT_SECONDS = 10.0
"""How long another process that writes is waited for."""
LOCKED = "locked"
"""Stands in what SQLite says of a database that another process writes."""
_MODULE = "fts5"
# Pages that a build keeps in memory, so that it does not read back what it has just written.
_CACHED_KIB = 65_536
# The head of a file of SQLite, up to where it says whose it is.
_HEAD_BYTES = 72
# All signs of ASCII belong to the tokens, so that the tokenizer cuts where we put spaces and nowhere else.
_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_TOKENIZER = "ascii tokenchars '{}'".format(_SIGNS.replace("'", "''")).replace('"', '""')
_SCHEMA = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    format TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    checked_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    issues TEXT NOT NULL,
    documents INTEGER NOT NULL,
    "check" INTEGER NOT NULL
);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    row_id TEXT,
    row_number INTEGER,
    encoding TEXT NOT NULL,
    metadata TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    words INTEGER NOT NULL,
    lang TEXT,
    script TEXT,
    first_paragraph INTEGER NOT NULL,
    end_paragraph INTEGER NOT NULL,
    body BLOB,
    body_check INTEGER NOT NULL,
    "check" INTEGER NOT NULL
);
CREATE INDEX documents_by_source ON documents (source);
CREATE TABLE paragraphs (
    id INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    first_word INTEGER NOT NULL,
    first_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    "check" INTEGER NOT NULL
);
CREATE TABLE vocabulary (term TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE paragraph_words USING fts5(
    words, content='', columnsize=0, detail=full, tokenize="{_TOKENIZER}"
);
"""


class UnusableIndexError(CorpuskitError):
    """The file is no corpus database, a broken one, or one that cannot be read or written."""


def choose_index_path(paths: Iterable[str], at: str | None) -> str:
    """Return the path of the database of a corpus: beside its directory, `texts/` has `texts.corpus.db`.

    Args:
        paths: The files and directories of the corpus.
        at: The path that the user gives; None for none.

    Raises:
        UsageError: Several paths have no one place beside them, or the database would lie in the corpus.
    """
    paths = list(paths)
    if at is None:
        if len(paths) != 1 or not os.path.exists(paths[0]):
            raise UsageError(
                "a corpus of several paths has no place of its own for its database",
                hint="say where it is: --at FILE",
            )
        at = os.path.realpath(paths[0]) + _SUFFIX
    place = os.path.realpath(at)
    for path in paths:
        root = os.path.realpath(path)
        if os.path.isdir(root) and os.path.commonpath([root, place]) == root:
            raise UsageError(
                f"the database {at!r} would lie in the corpus itself", hint="--at FILE elsewhere"
            )
    return at


def encode_build_options(options: CorpusOptions) -> str:
    """Return what the contents of a database depend on besides the files: how they are read, and by what."""
    return msgspec.json.encode(
        {
            "corpuskit": __version__,
            "regex": regex.__version__,
            "icu": find_version(),
            "encoding": options.encoding,
            "fields": options.fields,
            "paragraphs": options.paragraphs,
            "language_model": options.language_model,
            "by_chat": options.by_chat,
            "html": options.html,
            "delimiter": options.delimiter,
            "quoting": options.quoting,
            "max_bytes": options.max_bytes,
        }
    ).decode()


def open_for_writing(path: str, build_options: str, inputs: InputFiles) -> sqlite3.Connection:
    """Return a connection to the database at `path`, which is made where there is none.

    A database of other build options is emptied: nothing of it is of use. One that is broken, or is not as it was made,
    is replaced.

    Args:
        path: The database.
        build_options: What its contents depend on besides the files.
        inputs: What is read, none of which is written over.

    Raises:
        UsageError: The database is part of the input.
        OutputError: It cannot be written.
        UnusableIndexError: It is something else, or broken.
        MissingExtraError: This SQLite has no full-text search.
    """
    directory = os.path.dirname(path) or "."
    if not os.path.isdir(directory):
        raise OutputError(f"cannot write {path!r}: there is no directory {directory!r}")
    claim_in_place(path, inputs, beside=BESIDE)
    with translating_errors(path):
        try:
            return _open_prepared(path, build_options)
        except (_SpoiledError, sqlite3.DatabaseError) as error:
            if isinstance(error, sqlite3.OperationalError) or not is_ours(path):
                raise
        remove_database(path)
        return _open_prepared(path, build_options)


class _SpoiledError(UnusableIndexError):
    """The database is ours and not as it was made."""


def _open_prepared(path: str, build_options: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        guard(connection)
        _prepare(connection, path, build_options)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: str, build_options: str) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    check_full_text_search(connection)
    if _is_new(connection):
        # Before the journal: from then on the head of the file itself says what it is.
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    else:
        _check_kind(connection, path)
        if _pragma(connection, "user_version") == _FORMAT:
            # In one view of it: what another process adds between two looks would be taken for a fault, and its
            # database for spoiled.
            connection.execute("BEGIN")
            _check_schema(connection, path)
            connection.execute("COMMIT")
            if (fault := find_fault(connection)) is not None:
                raise make_spoiled_error(path, fault)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{_CACHED_KIB}")
    if _is_new(connection) or _pragma(connection, "user_version") != _FORMAT:
        with transaction(connection):
            _drop_tables(connection)
            _create(connection)
            write_meta(connection, recipe=build_options)
    elif read_meta(connection).get("recipe") != build_options:
        with transaction(connection):
            forget_all(connection)
            write_meta(connection, recipe=build_options)


@contextlib.contextmanager
def translating_errors(path: str) -> Iterator[None]:
    """Raise what SQLite says about the file `path` as an error with a cure."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise_interruption()
        reason = str(error)
        if LOCKED in reason:
            raise UnusableIndexError(
                f"the corpus database {path!r} is being written by another process",
                hint="wait until it is done",
            ) from error
        if "readonly" in reason or "unable to open" in reason or "disk" in reason or "full" in reason:
            hint = "make room on the disk; what was there before is kept" if "full" in reason else None
            raise OutputError(f"cannot use the corpus database {path!r}: {reason}", hint=hint) from error
        raise _broken(path, error) from error
    except sqlite3.DatabaseError as error:
        raise _broken(path, error) from error


def _broken(path: str, error: sqlite3.Error) -> UnusableIndexError:
    if not is_ours(path):
        return UnusableIndexError(f"{path!r} is no corpus database: {error}", hint="name another file")
    return make_spoiled_error(path, f"it is broken: {error}")


def make_spoiled_error(path: str, fault: str) -> UnusableIndexError:
    """Return the error for a database that is not as it was made.

    Args:
        path: The database.
        fault: What is wrong with it.
    """
    return _SpoiledError(
        f"the corpus database {path!r} cannot be used: {fault}",
        hint=f"corpuskit index build PATH --at {path}, which makes it anew",
    )


def check_full_text_search(connection: sqlite3.Connection) -> None:
    """Make sure that there is full-text search.

    Raises:
        MissingExtraError: There is none.
    """
    try:
        connection.execute(f"CREATE VIRTUAL TABLE temp.probe USING {_MODULE}(words, content='')")
        connection.execute("DROP TABLE temp.probe")
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        raise MissingExtraError(
            f"the SQLite {sqlite3.sqlite_version} of this Python has no full-text search (FTS5)",
            hint="use a Python whose SQLite has it, or search without --index",
        ) from error


def _is_new(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]


def _check_kind(connection: sqlite3.Connection, path: str) -> None:
    if _pragma(connection, "application_id") != _APPLICATION:
        raise UnusableIndexError(f"{path!r} is no corpus database", hint="name another file")


def check_usable(connection: sqlite3.Connection, path: str) -> None:
    """Make sure that a database that is read is a corpus database, whole and of this version.

    Raises:
        UnusableIndexError: It is not.
    """
    _check_kind(connection, path)
    _check_format(connection, path)
    _check_schema(connection, path)


def _check_format(connection: sqlite3.Connection, path: str) -> None:
    if _pragma(connection, "user_version") != _FORMAT:
        raise UnusableIndexError(
            f"the corpus database {path!r} was made by another version of corpuskit, or never finished",
            hint="corpuskit index build",
        )


def _check_schema(connection: sqlite3.Connection, path: str) -> None:
    strange = find_strange_table(connection, _SCHEMA)
    if strange is not None:
        raise make_spoiled_error(path, f"the table or index {strange!r} is not as corpuskit makes it")
    meta = read_meta(connection)
    if not is_meta_whole(meta):
        raise make_spoiled_error(path, "it does not say how it was made")
    if (fault := find_lost_words(connection, meta)) is not None:
        raise make_spoiled_error(path, fault)


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _create(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_FORMAT}")
    write_meta(connection, next_paragraph=1, indexed=0, generation=0, complete=0)


def _drop_tables(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE IF EXISTS paragraph_words")
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'sources'")
    for name in (*(row[0] for row in names.fetchall()), "sources"):
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')


def forget_all(connection: sqlite3.Connection) -> None:
    """Take everything out of the database, inside a transaction."""
    for table in ("documents", "sources", "paragraphs", "vocabulary"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO paragraph_words (paragraph_words) VALUES ('delete-all')")
    write_meta(connection, next_paragraph=1, indexed=0, complete=0)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do what is inside wholly or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what the database says about itself."""
    return dict(connection.execute("SELECT name, value FROM meta"))


def write_meta(connection: sqlite3.Connection, **values: object) -> None:
    """Change what the database says about itself, inside a transaction."""
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)", [(name, str(value)) for name, value in values.items()]
    )


def drop_index(path: str) -> None:
    """Remove the database at `path` with what SQLite keeps beside it.

    Raises:
        UnusableIndexError: There is none, or it is something else.
        OutputError: It cannot be removed.
    """
    try:
        head = _read_head(path)
    except OSError as error:
        raise UnusableIndexError(f"there is no corpus database {path!r}: {error.strerror}") from error
    # A broken one still says in its head what it was; a build that was killed at once leaves an empty one, and a text may
    # be empty too.
    is_ours = _is_head_of(head, _APPLICATION) if head else path.endswith(_SUFFIX)
    if not is_ours:
        raise UnusableIndexError(f"{path!r} is no corpus database; it was not removed")
    remove_database(path)


def remove_database(path: str) -> None:
    """Remove a file, whatever it is, with what SQLite keeps beside it.

    Raises:
        OutputError: It cannot be removed.
    """
    try:
        for name in (path, *(path + suffix for suffix in BESIDE)):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
    except OSError as error:
        raise OutputError(f"cannot remove {path!r}: {error.strerror}") from error


def _read_head(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(_HEAD_BYTES)


def _is_head_of(head: bytes, application: int) -> bool:
    return head.startswith(b"SQLite format 3\0") and head.endswith(application.to_bytes(4, "big"))


def is_database(path: str) -> bool:
    """Return whether a path is named, or a file says in its head, as corpus databases do; it may be broken."""
    return not os.path.isdir(path) and (path.endswith(_SUFFIX) or is_ours(path))


def is_ours(path: str) -> bool:
    """Return whether a file, broken or not, says in its head that it is a corpus database."""
    return is_of_application(path, _APPLICATION)


def is_of_application(path: str, application: int) -> bool:
    """Return whether a file, broken or not, says in its head that it is a file of SQLite of this application."""
    # What is read of a pipe is gone.
    if not os.path.isfile(path):
        return False
    try:
        return _is_head_of(_read_head(path), application)
    except OSError:
        return False
