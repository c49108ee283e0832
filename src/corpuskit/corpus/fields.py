"""The fields of a row: looking one up by its name, and all of them as metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

MISSING: Any = object()
"""Stands for the value of a field that a row does not have."""


def look_up(row: Mapping[str, Any], name: str) -> Any:
    """Return the value of a field; `MISSING` where there is none.

    Args:
        row: The fields and values.
        name: The name of a field, or `a.b` for the field `b` of the object in the field `a`.
    """
    if name in row:
        return row[name]
    value: Any = row
    for part in name.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return MISSING
        value = value[part]
    return value


def iter_fields(row: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each field that holds one, those of nested objects as `a.b`."""
    # As deep as objects are nested, which is no deeper than a reader of JSON goes.
    waiting = [(before, row)]
    while waiting:
        before, fields = waiting.pop()
        for name, value in fields.items():
            if isinstance(value, Mapping):
                waiting.append((f"{before}{name}.", value))
            elif value is not None and value not in ("", []):
                yield f"{before}{name}", make_printable(_write(value))


def _write(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(value) if all(isinstance(each, str) for each in value) else _encode(value)
    return str(value)


def _encode(value: Any) -> str:
    try:
        return msgspec.json.encode(value, enc_hook=str).decode()
    except (ValueError, TypeError, RecursionError):
        return str(value)


def is_unicode(text: str) -> bool:
    """Return whether a string holds no lone surrogate."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def make_printable(text: str) -> str:
    r"""Return `text` with lone surrogates written as `\udNNN`."""
    return text if is_unicode(text) else text.encode("utf-8", "backslashreplace").decode()
