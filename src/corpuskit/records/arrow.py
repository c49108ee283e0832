"""Records as tables of Arrow: fields are columns, nested records are structs and lists, days are dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from corpuskit.errors import MissingExtraError

_ROWS_A_BATCH = 10_000
Convert = Callable[[Any], Any]
"""From a plain value to the value of a column."""


def import_arrow(name: str = "pyarrow", wanted: str = "a table of Arrow") -> Any:
    """Return a package of the extra `frames`, or one that works with it.

    Args:
        name: Its name, or that of a module of it.
        wanted: What needs it.

    Raises:
        MissingExtraError: It is not installed.
    """
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        package = name.split(".", maxsplit=1)[0]
        raise MissingExtraError(
            f"{wanted} needs {package}, which is not installed", hint=f"pip install {package}"
        ) from error


def make_arrow_schema(record_type: type[msgspec.Struct], columns: Iterable[str] | None = None) -> Any:
    """Return the columns of a record type as an Arrow schema.

    Args:
        record_type: The type.
        columns: Names of some of its columns, in order; None for all.

    Raises:
        MissingExtraError: There is no pyarrow.
    """
    pa = import_arrow()
    schema = pa.schema(_make_type(msgspec.inspect.type_info(record_type))[0])
    return schema if columns is None else pa.schema([schema.field(name) for name in columns])


def iter_batches(
    record_type: type[msgspec.Struct], records: Iterable[msgspec.Struct], schema: Any
) -> Iterator[Any]:
    """Yield records as record batches of Arrow.

    Args:
        record_type: Their type.
        records: The records; taken some thousands at a time.
        schema: The columns, from `make_arrow_schema`.
    """
    pa = import_arrow()
    convert = _make_type(msgspec.inspect.type_info(record_type))[1]
    remaining = iter(records)
    while batch := list(islice(remaining, _ROWS_A_BATCH)):
        rows = [msgspec.to_builtins(record) for record in batch]
        if convert is not None:
            rows = [convert(row) for row in rows]
        yield pa.RecordBatch.from_pylist(rows, schema=schema)


def read_stream(record_type: type[msgspec.Struct], records: Iterable[msgspec.Struct]) -> Any:
    """Return a `pyarrow.RecordBatchReader` of records, which takes them as they are asked for.

    Args:
        record_type: Their type.
        records: The records.
    """
    pa = import_arrow()
    schema = make_arrow_schema(record_type)
    return pa.RecordBatchReader.from_batches(schema, iter_batches(record_type, records, schema))


def make_pandas(table: Any) -> Any:
    """Return an Arrow table as a `pandas.DataFrame`.

    Args:
        table: The table.

    Raises:
        MissingExtraError: There is no pandas.
    """
    pd = import_arrow("pandas", "a data frame of pandas")
    pa = import_arrow()
    frame = table.to_pandas(date_as_object=False)
    for field in table.schema:
        # Numbers that are missing would make floats of all others.
        if field.type == pa.int64():
            frame[field.name] = table.column(field.name).to_pandas(
                types_mapper={pa.int64(): pd.Int64Dtype()}.get
            )
    return frame


def _make_type(info: Any) -> tuple[Any, Convert | None]:
    """Return the Arrow type of a type, and what makes its values of plain ones; None where they are the same."""
    pa = import_arrow()
    if isinstance(info, msgspec.inspect.UnionType):
        kinds = [each for each in info.types if not isinstance(each, msgspec.inspect.NoneType)]
        if len(kinds) > 1:
            # An id that is a number or a text.
            return pa.string(), str
        (info,) = kinds
    if isinstance(info, msgspec.inspect.Metadata):
        return pa.date32(), count_days
    if isinstance(info, msgspec.inspect.ListType):
        kind, convert = _make_type(info.item_type)
        return pa.list_(kind), None if convert is None else lambda items: [convert(item) for item in items]
    if isinstance(info, msgspec.inspect.DictType):
        return pa.map_(pa.string(), pa.string()), None
    if isinstance(info, msgspec.inspect.StructType):
        return _make_struct_type(info)
    plain = {
        msgspec.inspect.IntType: pa.int64(),
        msgspec.inspect.FloatType: pa.float64(),
        msgspec.inspect.BoolType: pa.bool_(),
    }
    return plain.get(type(info), pa.string()), None


def _make_struct_type(info: Any) -> tuple[Any, Convert | None]:
    pa = import_arrow()
    made = {field.encode_name: _make_type(field.type) for field in info.fields}
    fields = [pa.field(name, kind) for name, (kind, _) in made.items()]
    if info.tag is not None:
        fields.insert(0, pa.field(info.tag_field, pa.string()))
    converts = {name: convert for name, (_, convert) in made.items() if convert is not None}

    def convert_row(row: dict[str, Any]) -> dict[str, Any]:
        return row | {name: convert(row[name]) for name, convert in converts.items() if row[name] is not None}

    return pa.struct(fields), convert_row if converts else None


_MONTHS_BEFORE_MARCH = 2
_DAYS_BEFORE_1970 = 719_468


def count_days(day: str) -> int:
    """Return the number of days from 1970-01-01 to a day of ISO 8601, of any year: Python ends with 9999.

    Source: Howard Hinnant, chrono-compatible low-level date algorithms, days_from_civil.
    """
    sign = -1 if day.startswith("-") else 1
    year_text, month_text, day_text = day.lstrip("-+").split("-")
    year, month = sign * int(year_text), int(month_text)
    # Years begin in March here, so that the leap day is their last.
    year -= month <= _MONTHS_BEFORE_MARCH
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + int(day_text) - 1
    return (
        era * 146_097
        + year_of_era * 365
        + year_of_era // 4
        - year_of_era // 100
        + day_of_year
        - _DAYS_BEFORE_1970
    )
