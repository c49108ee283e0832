"""The registry of formats: one row holds all that is known of a format but how it is read, which its file does.

The file of a format, `corpus/formats/<name>.py`, has a function `read` that yields the documents of an input, and
an issue for everything in it that is none; it never raises for what the input contains. It may have a function
`iter_rows`, which says where in a text the rows stand, for what takes lines out of a corpus.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, Literal, NamedTuple


class Format(NamedTuple):
    """One format that can be read.

    Attributes:
        suffixes: The ends of the file names that say it, in lower case.
        described: What a file of it is, with its article, for messages.
        contents: Names of the contents, as `recognise` gives them, that are no contradiction to it.
        edited: What `dedupe --write` takes out of a file: lines of it, or the rows that its `iter_rows` yields; None
            where it takes out nothing.
    """

    suffixes: tuple[str, ...]
    described: str
    contents: tuple[str, ...] = ()
    edited: Literal["lines", "rows"] | None = None


FORMATS: dict[str, Format] = {
    "text": Format((".txt", ".text", ".md"), "plain text", edited="lines"),
    "jsonl": Format((".jsonl", ".ndjson"), "JSON lines", contents=("json",), edited="rows"),
    "csv": Format((".csv",), "a table with commas", edited="rows"),
    "tsv": Format((".tsv",), "a table with tabs", edited="rows"),
    "parquet": Format((".parquet",), "Parquet", contents=("parquet",)),
}
"""The formats that can be read, by name."""

InputFormat = str
"""The name of a format."""

COMPRESSED_SUFFIX = ".gz"
_BY_SUFFIX = {suffix: name for name, row in FORMATS.items() for suffix in row.suffixes}


def split_suffix(name: str) -> tuple[str, InputFormat | None]:
    """Return a file name without the suffixes that say its format, and the format; None where none is known.

    Args:
        name: A file name or a path, `.gz` at its end allowed.
    """
    bare = name[: -len(COMPRESSED_SUFFIX)] if is_compressed(name) else name
    suffix = os.path.splitext(bare)[1]
    input_format = _BY_SUFFIX.get(suffix.lower())
    if input_format is None:
        return bare, None
    return bare[: -len(suffix)], input_format


def list_suffixes() -> str:
    """Return the suffixes of all formats, for messages."""
    return " ".join(_BY_SUFFIX)


def is_compressed(name: str) -> bool:
    """Return whether a file name says that the file is compressed."""
    return name[-len(COMPRESSED_SUFFIX) :].lower() == COMPRESSED_SUFFIX


def load_format(name: str) -> Any:
    """Return the module that reads a format; it is imported when the first file of the format is met."""
    return import_module(f"{__name__}.{name}")
