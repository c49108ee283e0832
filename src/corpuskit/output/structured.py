"""JSON and JSON lines: the records as they are, streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from corpuskit.output.columns import find_nested
from corpuskit.output.safe import make_ascii_json, make_json_safe
from corpuskit.output.sink import StreamSink
from corpuskit.records import SCHEMA_VERSION, Issue, Record
from corpuskit.records.findings import Batched, iter_singly

_BATCH = 32


class JsonLinesFormat:
    """Writes one record a line and nothing else.

    Args:
        is_ascii: Whether all characters outside ASCII are escaped.
        columns: The fields to write; None for the whole records.
    """

    def __init__(self, *, is_ascii: bool, columns: Iterable[str] | None = None) -> None:
        self._encoder = msgspec.json.Encoder()
        self._escape: Callable[[bytes], bytes] = make_ascii_json if is_ascii else make_json_safe
        self._columns = None if columns is None else tuple(columns)

    def encode(self, value: object) -> bytes:
        """Return any value as JSON that a terminal only shows."""
        return self._escape(self._encoder.encode(value))

    def encode_record(self, record: Record) -> bytes:
        """Return a record as JSON, or its chosen fields."""
        if self._columns is None:
            return self._escape(self._encoder.encode(record))
        fields = msgspec.to_builtins(record)
        return self.encode({name: find_nested(fields, name) for name in self._columns})

    def write(self, sink: StreamSink, records: Iterable[Batched[Record]]) -> None:
        """Write all of `records` to `sink`; a list stands for those in it."""
        for lines in self.iter_lines(records, is_prompt=sink.is_prompt):
            sink.write(lines)

    def iter_lines(self, records: Iterable[Batched[Record]], *, is_prompt: bool) -> Iterator[bytes]:
        """Yield records as lines, some at a time; each is one at least.

        Args:
            records: The records; a list stands for those in it.
            is_prompt: Whether somebody watches, so that no record waits for others.
        """
        if self._columns is not None or is_prompt:
            for record in iter_singly(records):
                yield self.encode_record(record) + b"\n"
            return
        # Nobody watches: several at a time take half the work.
        waiting: list[Record] = []
        for each in records:
            waiting += each if isinstance(each, list) else (each,)
            if len(waiting) >= _BATCH:
                yield self._escape(self._encoder.encode_lines(waiting))
                waiting = []
        if waiting:
            yield self._escape(self._encoder.encode_lines(waiting))


def write_json(
    sink: StreamSink,
    records: Iterable[Batched[Record]],
    *,
    lines: JsonLinesFormat,
    record_type: type[Record],
    head: Mapping[str, Any],
    finish: Callable[[], tuple[list[Issue], Mapping[str, Any]]],
) -> None:
    """Write one JSON object; its summary comes last, so that a truncated stream is seen to be one.

    Args:
        sink: Where to.
        records: The records; a list stands for those in it.
        lines: Encodes the records.
        record_type: The type of the records, for the name of the schema.
        head: The keys that come before the records: tool, command, options.
        finish: Gives the issues and the summary when all records have been taken.
    """
    begin = {"schema": f"corpuskit.{record_type.__struct_config__.tag}/{SCHEMA_VERSION}", **head}
    sink.write(lines.encode(begin)[:-1] + b',"records":[')
    separator = b"\n"
    for some in lines.iter_lines(records, is_prompt=sink.is_prompt):
        # A line break stands between records, and in none.
        sink.write(separator + some[:-1].replace(b"\n", b",\n"))
        separator = b",\n"
    issues, summary = finish()
    sink.write(b'\n],"issues":' + lines.encode(issues))
    sink.write(b',"summary":' + lines.encode(summary) + b"}\n")


def make_schema(record_type: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one record type."""
    tag = record_type.__struct_config__.tag
    schema = msgspec.json.schema(record_type)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"corpuskit.{tag}/{SCHEMA_VERSION}",
        "title": f"corpuskit.{tag}/{SCHEMA_VERSION}",
        **schema,
    }
