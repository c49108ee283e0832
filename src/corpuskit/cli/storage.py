"""Options of commands that keep in files what memory has no room for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from corpuskit.cli.options import Typed
from corpuskit.errors import UsageError
from corpuskit.options import Option, Options
from corpuskit.patterns import compile_re

if TYPE_CHECKING:
    from corpuskit.dedupe.arrays.storage import Storage

_SIZE = compile_re(r"(\d+(?:\.\d+)?) ?([KMGT]?)(?:i?B)?", re.IGNORECASE)
_POWERS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}
# A run without documents takes a quarter of it.
_LEAST_MEMORY = 256 << 20


def _read_size(typed: str) -> int:
    """Return a number of bytes. Raises UsageError."""
    match = _SIZE.fullmatch(typed.strip())
    size = round(float(match[1]) * (1 << _POWERS[match[2].upper()])) if match else 0
    if size < _LEAST_MEMORY:
        raise UsageError(
            f"--memory: wanted a size of {_LEAST_MEMORY >> 20}M or more, got {typed!r}",
            hint="try --memory 2G",
        )
    return size


class StorageOptions(Options, frozen=True, kw_only=True):
    """Where what grows with the corpus is kept."""

    memory: Annotated[
        int | None,
        Option(
            "Take about SIZE of memory (512M, 2G), and keep the rest in files, which are gone at the end.",
            heading="Running", metavar="SIZE", typed=str, read=_read_size,
        ),
    ] = None  # fmt: skip
    tmp: Annotated[
        str | None,
        Option(
            "Directory for the files of --memory. Default: that of the system.",
            heading="Running",
            metavar="DIR",
        ),
    ] = None


def make_storage(
    typed: Typed, in_memory: Iterable[tuple[str, bool]], *, least: int = _LEAST_MEMORY
) -> Storage | None:
    """Return where arrays are kept; None for memory.

    Args:
        typed: What was typed.
        in_memory: What is done in memory only, as it is typed, and whether it is asked for.
        least: Bytes that are taken whatever is kept in files.

    Raises:
        UsageError: Something is asked for that is done in memory only, or there is no such directory.
    """
    from corpuskit.dedupe.arrays.storage import Storage

    options = typed.build(StorageOptions)
    if options.memory is None:
        if options.tmp is not None:
            raise UsageError("--tmp has no effect without --memory", hint="--memory 2G, or leave out --tmp")
        return None
    asked = [flag for flag, is_asked in in_memory if is_asked]
    if asked:
        raise UsageError(f"{asked[0]} takes no --memory", hint=f"leave out --memory, or {asked[0]}")
    if options.memory < least:
        raise UsageError(
            f"--memory: {least >> 20}M are taken, whatever is kept in files", hint=f"--memory {least >> 20}M"
        )
    return Storage(options.tmp, options.memory)
