"""A database that is read: opened when it is asked, and closed until it is asked again."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from corpuskit.corpus import CorpusOptions
from corpuskit.corpus.sources import printable_path
from corpuskit.index.database import (
    BESIDE,
    UnusableIndexError,
    encode_build_options,
    make_spoiled_error,
    read_meta,
    translating_errors,
)
from corpuskit.index.reading import open_for_reading
from corpuskit.inputs import InputFiles

Found = TypeVar("Found")


class Database:
    """The database of a corpus, opened when it is asked.

    Args:
        at: Where it is.
        options: How the corpus is read.

    Attributes:
        at: Where it is.

    Raises:
        UnusableIndexError: There is none, it is broken, or was made with other options.
    """

    def __init__(self, at: str, options: CorpusOptions) -> None:
        self.at = at
        self._connection: sqlite3.Connection | None = None
        try:
            with translating_errors(at):
                connection = self.open()
                _check_build_options(connection, at, options)
                self._meta = read_meta(connection)
        except BaseException:
            self.close()
            raise

    def list_paths(self) -> list[str]:
        """Return the paths of the corpus that it was made of.

        Raises:
            UnusableIndexError: It was never finished, or does not say.
        """
        try:
            paths = msgspec.json.decode(self._meta.get("paths", ""), type=list[str])
        except msgspec.DecodeError:
            paths = []
        if self._meta["complete"] != "1" or not paths:
            self.close()
            raise make_spoiled_error(self.at, "it was never finished")
        return paths

    def open(self) -> sqlite3.Connection:
        """Return a connection, which stays open until `close`."""
        if self._connection is None:
            self._connection = open_for_reading(self.at)
            # However the run ends: as long as a connection is open, SQLite keeps files beside the database.
            self._finish = weakref.finalize(self, self._connection.close)
        return self._connection

    def reopen(self) -> None:
        """Open it again where it was closed.

        Raises:
            UnusableIndexError: It is no longer the same.
        """
        if self._connection is None and read_meta(self.open()) != self._meta:
            raise UnusableIndexError(
                f"the corpus database {self.at!r} was changed while it was searched", hint="search again"
            )

    def close(self) -> None:
        """Close it until it is asked again."""
        if self._connection is not None:
            self._connection = None
            self._finish()

    def ask(self, find: Callable[[sqlite3.Connection], Found]) -> Found:
        """Return what is found with a connection; where that fails, it is closed.

        Raises:
            UnusableIndexError: It cannot be read, or is no longer the same.
        """
        try:
            with translating_errors(self.at):
                self.reopen()
                return find(self.open())
        except BaseException:
            # Whoever waits for more documents has nothing to close.
            self.close()
            raise

    def fetch(self, query: str, key: object) -> tuple[Any, ...] | None:
        """Return the first row of a query for one key; None where there is none."""
        return next(iter(self.fetch_all(query, key)), None)

    def fetch_all(self, query: str, key: object) -> list[tuple[Any, ...]]:
        """Return all rows of a query for one key."""
        return self.ask(lambda connection: connection.execute(query, (key,)).fetchall())

    def require(self, is_right: object, path: str) -> None:
        """Make sure that what is said of a file is what was written.

        Raises:
            UnusableIndexError: It is not.
        """
        if not is_right:
            self.close()
            raise make_spoiled_error(self.at, f"what it says of {printable_path(path)!r} was changed")


def open_database(at: str, options: CorpusOptions, inputs: InputFiles) -> Database:
    """Return the database of a corpus; its files are taken note of.

    Raises:
        UnusableIndexError: There is none, it is broken, or was made with other options.
    """
    for suffix in ("", *BESIDE):
        inputs.add(at + suffix)
    return Database(at, options)


def _check_build_options(connection: sqlite3.Connection, at: str, options: CorpusOptions) -> None:
    built, wanted = read_meta(connection)["recipe"], encode_build_options(options)
    if built == wanted:
        return
    old, new = msgspec.json.decode(built), msgspec.json.decode(wanted)
    names = ", ".join(name for name in new if old.get(name) != new[name])
    raise UnusableIndexError(
        f"the corpus database {at!r} was made with another choice of: {names}",
        hint="make it again with the options of this search: corpuskit index build",
    )
