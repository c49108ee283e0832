"""Text from a corpus is hostile until it has passed one of these functions.

A scraped text may hold terminal control sequences, overrides of the writing direction, formulas that a
spreadsheet would run. None of it is dropped: it is made visible, or escaped so that a reader gets it back.
"""

from __future__ import annotations

import re
from functools import cache

import regex

from corpuskit.patterns import compile_later, compile_re

# C0 and DEL, C1, separators that break lines, bidi overrides and isolates, interlinear annotation, lone surrogates.
_TERMINAL_UNSAFE = compile_later(
    r"[\x00-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB\uD800-\uDFFF]"
    # Tag characters are invisible, except after the black flag, where they name a country.
    r"|(?<![\U0001F3F4\U000E0020-\U000E007F])[\U000E0020-\U000E007F]"
)
# A spreadsheet shows line breaks and tabs inside of a cell, and obeys none.
_CELL_UNSAFE = compile_later(_TERMINAL_UNSAFE.pattern.replace(r"\x00-\x1F", r"\x00-\x08\x0B\x0C\x0E-\x1F"))


@cache
def _json_unsafe() -> re.Pattern[bytes]:
    # In a JSON line of ours only strings can hold these, so that escaping them there changes no data. `re` looks for them
    # in 0.6 of the time.
    return compile_re(rb"\x7F|\xC2[\x80-\x9F]|\xE2\x80[\xA8-\xAE]|\xE2\x81[\xA6-\xA9]|\xEF\xBF[\xB9-\xBB]")


# DEL is ASCII, and a terminal obeys it all the same.
_NOT_ASCII = compile_later(r"[^\x00-\x7E]")
# XML 1.0 has no place for these characters at all, not even as references.
_NO_XML = compile_later(r"[\x00-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]")
# A parser takes a carriage return for a line feed, unless it is a reference; a terminal obeys the rest.
_XML_UNSAFE = compile_later(rf"[&<>\r]|{_NO_XML.pattern}|{_CELL_UNSAFE.pattern}")
_XML_ATTRIBUTE_UNSAFE = compile_later(rf'["\n\t]|{_XML_UNSAFE.pattern}')
_XML_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
# What spreadsheets take for the beginning of a formula, also in full-width form and after spaces.
_FORMULA = compile_later(r"[\s\uFEFF]*[=+\-@＝＋－＠]|[\t\r]")


def make_terminal_safe(text: str) -> str:
    """Return `text` as one line that a terminal only shows: controls made visible, line breaks and tabs as spaces."""
    if text.isascii() and text.isprintable():
        return text
    return _TERMINAL_UNSAFE.sub(_show_control, text)  # type: ignore[no-any-return]


def _show_control(match: regex.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character in "\n\t\r":
        return " "
    if code < 0x20:  # noqa: PLR2004 — C0 has pictures of its own
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004 — so has DEL
        return "\u2421"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 — the basic plane


def make_json_safe(line: bytes) -> bytes:
    """Return a line of JSON in which characters that a terminal would obey stand as escapes; the data is the same."""
    if line.isascii() and b"\x7f" not in line:
        return line
    return _json_unsafe().sub(_escape_json, line)


def _escape_json(match: re.Match[bytes]) -> bytes:
    return f"\\u{ord(match.group().decode()):04x}".encode()


def make_ascii_json(line: bytes) -> bytes:
    """Return a line of JSON with DEL and every character outside ASCII as an escape; the data is the same."""
    return _NOT_ASCII.sub(_escape_utf16, line.decode()).encode()  # type: ignore[no-any-return]


def _escape_utf16(match: regex.Match[str]) -> str:
    units = match.group().encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))


def make_cell_safe(text: str) -> str:
    """Return `text` with controls and overrides made visible; line breaks and tabs stay, which a cell may hold."""
    if text.isascii() and text.isprintable():
        return text
    safe: str = _CELL_UNSAFE.sub(_show_control, text)
    return safe


def guard_formula(cell: str) -> str:
    """Return `cell` with an apostrophe before it where a spreadsheet would run it as a formula (CWE-1236)."""
    return "'" + cell if _FORMULA.match(cell) else cell


def make_xml_safe(text: str, *, in_attribute: bool = False) -> str:
    """Return `text` as XML that a parser reads back as it was and a terminal only shows.

    Characters that XML cannot hold become U+FFFD.

    Args:
        text: The text.
        in_attribute: Whether it stands between double quotes.
    """
    pattern = _XML_ATTRIBUTE_UNSAFE if in_attribute else _XML_UNSAFE
    safe: str = pattern.sub(_escape_xml, text)
    return safe


def _escape_xml(match: regex.Match[str]) -> str:
    character = match.group()
    if _NO_XML.match(character):
        return "\ufffd"
    return _XML_NAMES.get(character) or f"&#{ord(character)};"


def count_unfit_for_xml(text: str) -> int:
    """Return the number of characters of `text` that XML cannot hold."""
    return len(_NO_XML.findall(text))
