"""How a database is opened to be searched: nothing in it or beside it is changed."""

from __future__ import annotations

import os
import sqlite3
from typing import Any

from corpuskit.corpus.texts import read_stamp
from corpuskit.index.database import (
    LOCKED,
    WAIT_SECONDS,
    UnusableIndexError,
    check_usable,
    is_ours,
    translating_errors,
)
from corpuskit.index.integrity import guard


def open_for_reading(path: str) -> sqlite3.Connection:
    """Return a connection that reads the database at `path` as it is now, whatever is written meanwhile.

    Raises:
        UnusableIndexError: There is none, it is something else, or broken.
    """
    if not os.path.isfile(path):
        raise UnusableIndexError(
            f"there is no corpus database {path!r}", hint=f"corpuskit index build PATH --at {path}"
        )
    with translating_errors(path):
        connection = _connect_read_only(path)
        try:
            check_usable(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _connect_read_only(path: str) -> sqlite3.Connection:
    is_alone = not os.path.exists(path + "-wal")
    if not is_ours(path) or (is_alone and not os.access(path, os.W_OK)):
        return _connect_unlocked(path)
    try:
        # Nothing is written to it, but only who may write takes away again what readers and writers share.
        return _begin_reading(_connect(path, "mode=rw", sqlite3.Connection))
    except sqlite3.OperationalError:
        if not is_alone or not os.access(path, os.R_OK):
            raise
        # In a directory that cannot be written there is no room for the memory that readers share, and nothing that
        # waits to be taken over: the file is all there is.
        return _connect_unlocked(path)


def _connect_unlocked(path: str) -> sqlite3.Connection:
    """Return a connection that leaves nothing beside the file, whatever it is, and that no writer knows of."""
    connection = _connect(path, "mode=ro&immutable=1", _UnlockedConnection)
    assert isinstance(connection, _UnlockedConnection)  # noqa: S101 — for the type checker
    connection.watch(path)
    return _begin_reading(connection)


def _connect(path: str, mode: str, kind: type[sqlite3.Connection]) -> sqlite3.Connection:
    from urllib.parse import quote

    return sqlite3.connect(
        f"file:{quote(os.fsencode(os.path.abspath(path)))}?{mode}",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=kind,
    )


class _UnlockedConnection(sqlite3.Connection):
    """A connection that refuses to go on when its file has been written."""

    def watch(self, path: str) -> None:
        """Take note of how the file is now."""
        self._path = path
        self._stamp = read_stamp(path)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Return the cursor of a statement, unless the file is no longer as it was."""
        if read_stamp(self._path) != self._stamp:
            raise sqlite3.OperationalError(LOCKED)
        return super().execute(sql, parameters)


def _begin_reading(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a connection in one transaction, as what is read belongs together; it is closed where it cannot read."""
    try:
        guard(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
