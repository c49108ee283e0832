"""Bytes to text: what encoding they are in, and what was assumed.

A byte-order mark decides. Without one, what is valid UTF-8 is UTF-8; for the rest there is the encoding that the
user names. Nothing is replaced: bytes that do not fit are an error that knows their place.
"""

from __future__ import annotations

import codecs
from functools import cache
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
AUTO_ENCODING = "auto"
"""What stands for the encoding whose letters fit each input best."""
# What Python knows by this name refuses every text.
_NO_ENCODING = "undefined"
# Letters of which every encoding of bytes has one.
_PROBES = "éяعא漢คกあ한ő"


# What a browser, and who wrote the page or the mail, means by these names.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}


def find_meant_encoding(name: str | None) -> str | None:
    """Return the standard name of the encoding that a page or a mail means by a name; None where there is none.

    Source: the labels of the WHATWG Encoding Standard, where they differ from those of Python.
    """
    try:
        standard = check_encoding(name) if name else None
    except UsageError:
        return None
    return standard if standard is None else _MEANT.get(standard, standard)


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
        is_marked: Whether a byte-order mark names the encoding.
    """

    def __init__(self, encoding: str, offset: int, reason: str, *, is_marked: bool = False) -> None:
        super().__init__(f"not valid {encoding.upper()} at byte {offset} ({reason})")
        self.encoding = encoding
        self.offset = offset
        self.is_marked = is_marked


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
            hint="try utf-8, utf-16, windows-1251, windows-1256, gb18030, shift_jis or windows-1252",
        ) from error
    if not getattr(info, "_is_text_encoding", True) or info.name == _NO_ENCODING:
        raise UsageError(f"not a text encoding: {name!r}")
    return info.name


@cache
def is_seven_bit(encoding: str | None) -> bool:
    """Return whether an encoding writes other letters with the bytes of ASCII, as UTF-7 and ISO-2022-JP do.

    What is written in it is valid UTF-8 as well, which therefore says nothing.

    Args:
        encoding: Its standard name; None for none.
    """
    # In UTF-16 and UTF-32, even a line feed has a NUL, which UTF-8 has not.
    if encoding is None or b"\0" in "\n".encode(encoding):
        return False
    for letter in _PROBES:
        try:
            if letter.encode(encoding).isascii():
                return True
        except UnicodeError:
            continue
    return False


def find_mark(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that the byte-order mark of `data` names, and the length of the mark; None without one."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), None)


def decode_text(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of `data` and what was assumed.

    Args:
        data: The whole input.
        encoding: Encoding of input that is not UTF-8 and has no byte-order mark; None to accept only UTF-8.

    Raises:
        UndecodableError: Some byte does not fit.
    """
    marked = find_mark(data)
    if marked is not None:
        return Decoded(_decode(data, *marked, is_marked=True), *marked)
    may_be_named = b"\0" in data or (data.isascii() and is_seven_bit(encoding))
    if encoding is None or not may_be_named:
        try:
            return Decoded(_decode(data, DEFAULT_ENCODING, 0), DEFAULT_ENCODING, 0)
        except UndecodableError:
            if encoding in (None, DEFAULT_ENCODING):
                raise
    assert encoding is not None  # noqa: S101 — told to the type checker
    return Decoded(_decode(data, encoding, 0), encoding, 0)


def _decode(data: bytes, encoding: str, skip: int, *, is_marked: bool = False) -> str:
    try:
        text = str(memoryview(data)[skip:], encoding) if skip else data.decode(encoding)
        if encoding not in {DEFAULT_ENCODING, "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}:
            # UTF-7 has a way to write half a surrogate pair, which is no character.
            text.encode()
    except UnicodeDecodeError as error:
        raise UndecodableError(encoding, skip + error.start, error.reason, is_marked=is_marked) from error
    except UnicodeEncodeError as error:
        raise UndecodableError(encoding, 0, "a lone surrogate", is_marked=is_marked) from error
    except UnicodeError as error:
        raise UndecodableError(encoding, skip, str(error), is_marked=is_marked) from error
    return text
