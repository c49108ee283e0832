"""Bytes to text: what encoding they are in, and what was assumed.

A byte-order mark decides; without one the text is strict UTF-8, or the encoding that the user names. Nothing is
guessed and nothing is replaced: bytes that do not fit are an error that knows their place.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from corpuskit.errors import UsageError

_MARKS = (
    # The marks of UTF-32 begin with those of UTF-16, so they come first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DEFAULT_ENCODING = "utf-8"


class Decoded(NamedTuple):
    """A text and the encoding it was read with.

    Attributes:
        text: The text without its byte-order mark.
        encoding: Name of the encoding.
        mark_length: Number of bytes of the byte-order mark, 0 where there is none.
    """

    text: str
    encoding: str
    mark_length: int


class UndecodableError(Exception):
    """Bytes that are no text in the expected encoding.

    Args:
        encoding: The encoding that was tried.
        offset: Index of the first byte that does not fit, in the whole input.
        reason: What is wrong there.
    """

    def __init__(self, encoding: str, offset: int, reason: str) -> None:
        super().__init__(f"not valid {encoding.upper()} at byte {offset} ({reason})")
        self.encoding = encoding
        self.offset = offset


def check_encoding(name: str) -> str:
    """Return the standard name of the encoding `name`.

    Raises:
        UsageError: Python knows no text encoding of that name.
    """
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"unknown encoding: {name!r}",
            hint="try utf-8, utf-16, windows-1252, windows-1251 or windows-1256",
        ) from error
    if not getattr(info, "_is_text_encoding", True):
        raise UsageError(f"not a text encoding: {name!r}")
    return info.name


def decode_text(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of `data` and what was assumed.

    Args:
        data: The whole input.
        encoding: Encoding of input without a byte-order mark; None for UTF-8.

    Raises:
        UndecodableError: Some byte does not fit.
    """
    for mark, marked_encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_decode(data, marked_encoding, len(mark)), marked_encoding, len(mark))
    chosen = encoding or DEFAULT_ENCODING
    return Decoded(_decode(data, chosen, 0), chosen, 0)


def _decode(data: bytes, encoding: str, skip: int) -> str:
    try:
        return str(memoryview(data)[skip:], encoding) if skip else data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(encoding, skip + error.start, error.reason) from error
    except UnicodeError as error:
        raise UndecodableError(encoding, skip, str(error)) from error
