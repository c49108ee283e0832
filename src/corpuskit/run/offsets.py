"""Offsets in other units: bytes of UTF-8 for C and Rust, UTF-16 units for JavaScript and Java."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from corpuskit.analysis import Partial
from corpuskit.records import Findings, Issue
from corpuskit.records.base import PackedOffsets

if TYPE_CHECKING:
    from corpuskit.corpus.document import Document

OffsetUnit = Literal["chars", "bytes", "utf16"]

_OFFSET_FIELDS = frozenset(
    {"start", "end", "outer_start", "outer_end", "target_start", "target_end", "inside", "duplicate_of"}
)
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
        record: A record, or a summary that holds records.
        find_converter: Gives the converter for a document id.
        doc: The document of the record; None where the record names it.
    """
    doc = getattr(record, "doc", doc)
    if isinstance(record, PackedOffsets):
        return record.map_offsets(find_converter(record.doc).convert)

    def convert(name: str, value: object) -> Any:
        if isinstance(value, msgspec.Struct):
            return convert_offsets(value, find_converter, doc)
        if isinstance(value, list | tuple) and type(value) in (list, tuple):
            return type(value)(convert("", each) for each in value)
        if isinstance(value, dict):
            return {key: convert("", each) for key, each in value.items()}
        if name in _OFFSET_FIELDS and isinstance(value, int) and doc is not None:
            return find_converter(doc).convert(value)
        return value

    changes = {name: convert(name, getattr(record, name)) for name in record.__struct_fields__}
    return msgspec.structs.replace(record, **changes)


def convert_findings(partial: Partial, document: Document, unit: OffsetUnit) -> Partial:
    """Return the partial result of a document with its offsets in another unit."""
    converters = Converters(unit)
    converters.add(document)

    def iter_items() -> Iterator[Any]:
        for item in partial:
            yield item if isinstance(item, Issue) else converters.convert(item)

    return Findings(iter_items(), lambda: converters.convert(partial.total))


class Converters:
    """Converts records of several documents.

    Args:
        unit: The unit to convert to.
    """

    def __init__(self, unit: OffsetUnit) -> None:
        self._unit: OffsetUnit = unit
        self._documents: dict[str, Document] = {}
        self._by_doc: dict[str, OffsetConverter] = {}

    def add(self, document: Document) -> None:
        """Take note of a document whose records are still to come."""
        self._documents[document.id] = document

    def convert(self, record: StructT) -> StructT:
        """Return a record with its offsets converted."""
        return convert_offsets(record, self._find)

    def _find(self, doc: str) -> OffsetConverter:
        converter = self._by_doc.get(doc)
        if converter is None:
            converter = self._by_doc[doc] = OffsetConverter(self._documents[doc].text, self._unit)
        return converter
