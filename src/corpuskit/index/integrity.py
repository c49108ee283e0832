"""Whether a database is as corpuskit has made it: its tables, and a check sum in every row that leads to text.

A database may come from anybody, and may have been changed by anything. Nothing in it is run (`trusted_schema` is
off, and there are no triggers or views among the tables that are expected), and no row leads to a slice of a text
before its check sum is found right.
"""

from __future__ import annotations

import sqlite3
import sys
from functools import cache
from hashlib import blake2b
from typing import Any

import msgspec

_CHECK_BYTES = 7
_META = ("recipe", "next_paragraph", "indexed", "generation", "complete")
# Where FTS5 keeps how many rows a table has, as a number of SQLite's kind, with other figures behind it.
_FIGURES = "SELECT block FROM paragraph_words_data WHERE id = 1"
_SEVEN_BITS, _MORE = 0x7F, 0x80

SOURCE_CHECK = "row_check(id, path, format, size, mtime_ns, checked_ns, sha256, issues, documents)"
"""The check sum of a row of `sources`, as SQL."""
DOCUMENT_CHECK = (
    "row_check(source, row_id, row_number, encoding, metadata, sha256, bytes, chars, words, lang, script,"
    " first_paragraph, end_paragraph, body_check)"
)
"""The check sum of a row of `documents`, as SQL; its body has one of its own, because it may be long."""
BODY_CHECK = "row_check(body)"
"""The check sum of the body of a document, as SQL."""
PARAGRAPH_CHECK = 'row_check(id, line, start, "end", first_word, first_byte, end_byte)'
"""The check sum of a row of `paragraphs`, as SQL."""
_CHECKS = (
    ("sources", "check", SOURCE_CHECK),
    ("documents", "check", DOCUMENT_CHECK),
    ("documents", "body_check", BODY_CHECK),
    ("paragraphs", "check", PARAGRAPH_CHECK),
)


# What has to be true of the numbers of rows: a query that gives 1 where it is not, and the table it is about.
_COUNTS = {
    "SELECT EXISTS (SELECT 1 FROM sources s WHERE s.documents"
    " != (SELECT count(*) FROM documents d WHERE d.source = s.id))": "documents",
    "SELECT (SELECT count(*) FROM paragraphs)"
    " != (SELECT coalesce(sum(end_paragraph - first_paragraph), 0) FROM documents)": "paragraphs",
    "SELECT (SELECT coalesce(max(end_paragraph), 1) FROM documents)"
    " > (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'next_paragraph')": "meta",
}


def guard(connection: sqlite3.Connection) -> None:
    """Run nothing that the database itself brings, and make `row_check` known to SQL."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    _notice_interruptions()
    connection.create_function("row_check", -1, _sum_up, deterministic=True)


def _sum_up(*values: int | str | bytes | None) -> int:
    digest = blake2b(msgspec.msgpack.encode(values), digest_size=_CHECK_BYTES).digest()
    return int.from_bytes(digest, "big")


_interruptions: list[BaseException] = []


@cache
def _notice_interruptions() -> None:
    """Have it noted when a check sum is interrupted: SQLite says only that some function has failed."""
    sqlite3.enable_callback_tracebacks(True)  # noqa: FBT003 — it takes no name
    other = sys.unraisablehook

    def note(raised: Any) -> None:
        if raised.object is not _sum_up:
            other(raised)
        elif isinstance(raised.exc_value, MemoryError) or not isinstance(raised.exc_value, Exception):
            _interruptions.append(raised.exc_value)

    sys.unraisablehook = note


def raise_interruption() -> None:
    """Raise what interrupted a check sum: the user, or too little memory; do nothing where none was."""
    if _interruptions:
        raise _interruptions.pop()


def find_strange_table(connection: sqlite3.Connection, schema: str) -> str | None:
    """Return the name of a table, index, view or trigger that is missing, changed or of others; None for none.

    Args:
        connection: The database.
        schema: The statements that make the expected ones.
    """
    strange = _list_schema(connection) ^ _list_expected(schema)
    return min(name for _, name, _, _ in strange) if strange else None


@cache
def _list_expected(schema: str) -> frozenset[tuple[str, str, str, str | None]]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(schema)
        return _list_schema(connection)
    finally:
        connection.close()


def _list_schema(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str, str | None]]:
    return frozenset(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def is_meta_whole(meta: dict[str, str]) -> bool:
    """Return whether a database says all about itself that it has to say."""
    if not set(_META) <= meta.keys() or not all(str(meta[name]).isdecimal() for name in _META[1:]):
        return False
    try:
        return isinstance(msgspec.json.decode(meta["recipe"]), dict)
    except (msgspec.DecodeError, TypeError):
        return False


def find_lost_words(connection: sqlite3.Connection, meta: dict[str, str]) -> str | None:
    """Return what is wrong with the table of words, which has to hold as many rows as were put into it.

    Args:
        connection: The database.
        meta: What it says about itself.
    """
    figures = connection.execute(_FIGURES).fetchone()
    count = 0
    for byte in figures[0] if figures else b"":
        count = count << 7 | byte & _SEVEN_BITS
        if not byte & _MORE:
            break
    return None if count == int(meta["indexed"]) else "rows of the table paragraph_words are missing"


def find_fault(connection: sqlite3.Connection) -> str | None:
    """Return what is wrong with the rows of a database, or with the file that holds them; None for nothing.

    It reads every row; nothing is read of the corpus.
    """
    report = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if report != "ok":
        return str(report)
    for table, column, check in _CHECKS:
        query = f'SELECT EXISTS (SELECT 1 FROM {table} WHERE "{column}" IS NOT {check})'
        if connection.execute(query).fetchone()[0]:
            return f"a row of the table {table} was changed"
    for query, table in _COUNTS.items():
        if connection.execute(query).fetchone()[0]:
            return f"rows of the table {table} are missing"
    try:
        connection.execute("INSERT INTO paragraph_words (paragraph_words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return f"the table paragraph_words was changed: {error}"
    return None
