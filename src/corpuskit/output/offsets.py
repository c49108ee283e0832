"""Offsets in other units: bytes of UTF-8 for C and Rust, UTF-16 units for JavaScript and Java."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

import msgspec

OffsetUnit = Literal["chars", "bytes", "utf16"]

_OFFSET_FIELDS = frozenset({"start", "end", "outer_start", "outer_end", "inside", "duplicate_of"})
# Code points between two places whose offset is remembered.
_STEP = 1024
StructT = TypeVar("StructT", bound=msgspec.Struct)


class OffsetConverter:
    """Converts offsets in one text.

    Args:
        text: The text.
        unit: The unit to convert to.
    """

    __slots__ = ("_encoding", "_marks", "_text", "_unit_size")

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        self._text = text
        self._encoding = "utf-8" if unit == "bytes" else "utf-16-le"
        self._unit_size = 1 if unit == "bytes" else 2
        self._marks: list[int] | None = None
        if not (text.isascii() or unit == "chars"):
            self._marks = [0]
            for start in range(0, len(text), _STEP):
                self._marks.append(self._marks[-1] + self._measure(start, start + _STEP))

    def _measure(self, start: int, end: int) -> int:
        return len(self._text[start:end].encode(self._encoding, "surrogatepass")) // self._unit_size

    def convert(self, offset: int) -> int:
        """Return the offset of the code point at `offset`, in units."""
        if self._marks is None:
            return offset
        step = offset // _STEP
        return self._marks[step] + self._measure(step * _STEP, offset)


def convert_offsets(
    record: StructT, find_converter: Callable[[str], OffsetConverter], doc: str | None = None
) -> StructT:
    """Return `record` with all offsets in it converted, those of nested records too.

    Args:
        record: A record.
        find_converter: Gives the converter for a document id.
        doc: The document of the record; None where the record names it.
    """
    doc = getattr(record, "doc", doc)
    changes: dict[str, Any] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, msgspec.Struct):
            changes[name] = convert_offsets(value, find_converter, doc)
        elif isinstance(value, list) and value and isinstance(value[0], msgspec.Struct):
            changes[name] = [convert_offsets(item, find_converter, doc) for item in value]
        elif name in _OFFSET_FIELDS and isinstance(value, int) and doc is not None:
            changes[name] = find_converter(doc).convert(value)
    return msgspec.structs.replace(record, **changes)
