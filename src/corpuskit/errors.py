"""The errors that corpuskit raises on purpose.

Each one ends the command with a message, a hint and an exit code; anything else that escapes is a bug.

CorpuskitError
├── UsageError            2   what was asked for makes no sense
│   └── PatternError          a query that cannot be read; knows the column of the fault
├── NothingReadableError  4   no input could be read at all
├── InputChangedError     4   a file was written to while it was being read
├── MissingExtraError     4   an optional package is needed and not installed
├── EngineError           4   the cluster that should do the work cannot be reached, or gives up
├── OutputError           4   the result could not be written
└── OutputClosedError     0   the reader of our output has gone away (`| head`)
"""

from __future__ import annotations

import copyreg
import os
from collections.abc import Iterable
from typing import Any


class CorpuskitError(Exception):
    """The root of the tree: a message for the user, a hint that says the cure, an exit code.

    Args:
        message: What is wrong, what was wanted, what was got; one line, no full stop.
        hint: The cure, or None when there is none to give.
    """

    exit_code = 4
    code = ""
    """What `corpuskit explain` knows it by."""
    is_of_document = False
    """Whether the work on one document raised it, so that what is read ahead of that document did not lead to it."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[Any, ...]:
        # An error of another process is what it was there, whatever its constructor takes.
        reduced: Any = super().__reduce__()
        return copyreg.__newobj__, (type(self), *self.args), *reduced[2:]  # type: ignore[attr-defined]


class UsageError(CorpuskitError):
    """What was asked for makes no sense: an unknown name, a value out of range, options that clash."""

    exit_code = 2
    code = "usage"


class PatternError(UsageError):
    """A query that cannot be read.

    Args:
        message: What is wrong with the query.
        pattern: The query as typed.
        column: Where in the query the fault lies: 0-based index of a character, or None.
        hint: The cure.
    """

    code = "pattern"

    def __init__(
        self, message: str, *, pattern: str, column: int | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.pattern = pattern
        self.column = column


class NothingReadableError(CorpuskitError):
    """No input could be read at all."""

    code = "nothing_readable"


class InputChangedError(CorpuskitError):
    """A file was written to while it was being read, so that what was found in it is worth nothing.

    Args:
        path: The path of the file.
    """

    code = "changed"

    def __init__(self, path: str) -> None:
        self.path = path
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        super().__init__(f"{shown!r} was changed while it was being read", hint="run the command again")


class MissingExtraError(CorpuskitError):
    """An optional package is needed and not installed."""

    code = "missing_extra"


class EngineError(CorpuskitError):
    """The cluster that should do the work cannot be reached, or gives up."""

    code = "engine"


class OutputError(CorpuskitError):
    """The result could not be written: disk full, no permission, a target that must not be overwritten."""

    code = "output"


class OutputClosedError(CorpuskitError):
    """The reader of our output has gone away, as `head` does; nothing is wrong."""

    exit_code = 0

    def __init__(self) -> None:
        super().__init__("output closed")


def find_nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like one that is not known, for a hint; None where none is like it."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(written, list(known), n=1)), None)
