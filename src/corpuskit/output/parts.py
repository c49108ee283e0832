"""Output as a directory of parts, which several processes may write: JSON lines, or Parquet.

The names of the parts rise with the order of the records, so that the JSON lines of all parts, one after another, are
those of a single file. The directory appears when it is complete, or not at all.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Literal

import msgspec

from corpuskit.errors import MissingExtraError, OutputError, UsageError
from corpuskit.files import check_new_directory, make_directory, replace_file
from corpuskit.inputs import InputFiles
from corpuskit.output.sink import open_sink
from corpuskit.records import Record

PartFormat = Literal["jsonl", "parquet"]
# Records of a part, where one process writes all of them.
_PART_RECORDS = 100_000
_ROWS_A_BATCH = 10_000


class PartOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How parts are written.

    Attributes:
        directory: The directory that they are in at the end.
        format: Their format.
        columns: Names of columns separated by commas; None for all fields.
        ascii: Whether JSON escapes all characters outside ASCII.
    """

    directory: str
    format: PartFormat
    columns: str | None = None
    ascii: bool = False


@contextlib.contextmanager
def open_parts(options: PartOptions, inputs: InputFiles) -> Iterator[str]:
    """Yield a directory to write parts to, which takes its place when all has gone well.

    Raises:
        UsageError: There is something in its place, or it lies inside the input.
        MissingExtraError: Parquet is asked for, and there is no pyarrow.
        OutputError: It cannot be written.
    """
    target = options.directory.rstrip(os.sep) or os.sep
    check_new_directory(target, inputs)
    if options.format == "parquet":
        _import_parquet()
    with make_directory(target, inputs) as directory:
        yield directory.path


def _import_parquet() -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError(
            "Parquet needs pyarrow, which is not installed", hint="pip install pyarrow"
        ) from error
    return pyarrow.parquet


def write_parts(
    directory: str, record_type: type[Record], records: Iterable[Record], options: PartOptions
) -> None:
    """Write records to a directory, so many to a part. Raises as `write_part`."""
    remaining = iter(records)
    number = 0
    # A corpus without any still has its one part, which names the columns.
    while (part := list(islice(remaining, _PART_RECORDS))) or number == 0:
        write_part(directory, f"{number:06}", part, record_type=record_type, options=options)
        number += 1


def write_part(
    directory: str, number: str, records: Iterable[Record], *, record_type: type[Record], options: PartOptions
) -> int:
    """Write records as one part, whole or not at all, and return how many they were.

    Args:
        directory: Where to.
        number: Names the part; the names of parts rise with the order of the records.
        records: They.
        record_type: Their type.
        options: How they are written.

    Raises:
        OutputError: It cannot be written.
        UsageError: A column is not known.
    """
    path = os.path.join(directory, f"part-{number}.{options.format}")
    if options.format == "jsonl":
        return _write_lines(path, record_type, records, options)
    return _write_parquet(path, record_type, records, options)


def _choose_fields(record_type: type[Record], options: PartOptions) -> list[str] | None:
    from corpuskit.output.columns import choose_columns, list_columns

    if options.columns is None:
        return None
    return list(choose_columns(record_type, options.columns, list_columns(record_type)))


def _write_lines(
    path: str, record_type: type[Record], records: Iterable[Record], options: PartOptions
) -> int:
    from corpuskit.output.structured import JsonLinesFormat

    lines = JsonLinesFormat(is_ascii=options.ascii, columns=_choose_fields(record_type, options))
    count = 0

    def iter_counted() -> Iterator[Record]:
        nonlocal count
        for record in records:
            count += 1
            yield record

    with open_sink(path, InputFiles()) as sink:
        lines.write(sink, iter_counted())
    return count


def _write_parquet(
    path: str, record_type: type[Record], records: Iterable[Record], options: PartOptions
) -> int:
    parquet = _import_parquet()
    import pyarrow as pa

    schema = make_arrow_schema(record_type)
    if (fields := _choose_fields(record_type, options)) is not None:
        unknown = [name for name in fields if name not in schema.names]
        if unknown:
            raise UsageError(
                f"Parquet keeps nested fields together: there is no column {unknown[0]!r}",
                hint=", ".join(schema.names),
            )
        schema = pa.schema([schema.field(name) for name in fields])
    remaining = iter(records)
    count = 0
    with replace_file(path, InputFiles()) as stream:
        try:
            with parquet.ParquetWriter(stream, schema) as writer:
                while batch := list(islice(remaining, _ROWS_A_BATCH)):
                    rows = [msgspec.to_builtins(record) for record in batch]
                    writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                    count += len(batch)
        except OSError as error:
            raise OutputError(f"cannot write {path!r}: {error.strerror or error}") from error
    return count


def make_arrow_schema(record_type: type[Record]) -> Any:
    """Return the columns of a record type as an Arrow schema: its fields, nested ones as structs and lists."""
    import pyarrow as pa

    struct = msgspec.inspect.type_info(record_type)
    return pa.schema(_make_struct_type(struct))


def _make_struct_type(struct: Any) -> Any:
    import pyarrow as pa

    fields = [pa.field(field.encode_name, _make_type(field.type)) for field in struct.fields]
    if struct.tag is not None:
        fields.insert(0, pa.field(struct.tag_field, pa.string()))
    return pa.struct(fields)


def _make_type(info: Any) -> Any:
    import pyarrow as pa

    if isinstance(info, msgspec.inspect.UnionType):
        # Every union of the records is of something and nothing.
        (info,) = (each for each in info.types if not isinstance(each, msgspec.inspect.NoneType))
    plain: dict[type, Any] = {
        msgspec.inspect.IntType: pa.int64(),
        msgspec.inspect.FloatType: pa.float64(),
        msgspec.inspect.BoolType: pa.bool_(),
        msgspec.inspect.StrType: pa.string(),
        msgspec.inspect.LiteralType: pa.string(),
    }
    if type(info) in plain:
        return plain[type(info)]
    if isinstance(info, msgspec.inspect.ListType):
        return pa.list_(_make_type(info.item_type))
    if isinstance(info, msgspec.inspect.DictType):
        return pa.map_(_make_type(info.key_type), _make_type(info.value_type))
    return _make_struct_type(info)
