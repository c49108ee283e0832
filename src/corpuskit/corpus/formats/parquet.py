"""Parquet: each row of the table is an object with the fields of a document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from corpuskit.corpus.document import Document
from corpuskit.corpus.input import Input
from corpuskit.records import Issue

# Rows that are held at a time.
_ROWS = 1000
# What pyarrow raises for a value that Python has no equal of: text that is not UTF-8, a date after 9999, a zone that
# is not known.
_VALUE_ERRORS = (ValueError, OverflowError, OSError, LookupError)


class _Unreadable:
    """Stands for a value that Python has no equal of."""


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of each row, and an issue for each row that holds none."""
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError:
        yield source.make_issue(
            "extra", "Parquet needs pyarrow, which is not installed", hint="pip install pyarrow"
        )
        return
    # The end of such a file says what is in it.
    raw = source.stream.raw
    stream = raw if raw.seekable() else io.BytesIO(source.stream.read())
    stream.seek(0)
    number = 0
    try:
        file = pyarrow.parquet.ParquetFile(stream)
        if (issue := source.check_header(file.schema_arrow.names)) is not None:
            yield issue
            return
        wanted = _list_kept(file.schema_arrow, pa.types)
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
            for row in _iter_rows(batch):
                number += 1
                yield from _read_row(source, row, number)
    except (pa.ArrowException, OSError) as error:
        first_line = str(error).partition("\n")[0]
        place = f" after row {number}" if number else ""
        yield source.make_row_issue(None, f"not valid Parquet{place}: {first_line}")


def _list_kept(schema: Any, types: Any) -> list[str]:
    """Return the names of the columns that are kept: all but those of bytes, such as pictures."""
    is_bytes = (types.is_binary, types.is_large_binary, types.is_fixed_size_binary)
    return [field.name for field in schema if not any(is_kind(field.type) for is_kind in is_bytes)]


def _iter_rows(batch: Any) -> Iterator[dict[str, Any]]:
    try:
        yield from batch.to_pylist()
    except _VALUE_ERRORS:
        # One value of a thousand rows is enough for that; the others can be read one by one.
        for place in range(batch.num_rows):
            yield {
                name: _read_value(column[place])
                for name, column in zip(batch.schema.names, batch.columns, strict=True)
            }


def _read_value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except _VALUE_ERRORS:
        return _Unreadable


def _read_row(source: Input, row: dict[str, Any], number: int) -> Iterator[Document | Issue]:
    fields = source.options.fields
    if row.get(fields.text) is _Unreadable:
        yield source.make_row_issue(number, f"field {fields.text!r} is not valid UTF-8")
        return
    unreadable = [name for name, value in row.items() if value is _Unreadable]
    document = source.make_row_document(
        {name: value for name, value in row.items() if name not in unreadable}, number
    )
    if unreadable and isinstance(document, Document):
        yield Issue(
            path=source.name,
            kind="row",
            message=f"row {number}: the value of {', '.join(unreadable)} is out of range; read without it",
        )
    yield document
