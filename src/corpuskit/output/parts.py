"""Output as a directory of parts, which several processes may write: JSON lines, or Parquet.

The names of the parts rise with the order of the records, so that the JSON lines of all parts, one after another, are
those of a single file. The directory appears when it is complete, or not at all.
"""

import contextlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Literal

import msgspec

from corpuskit.errors import UsageError
from corpuskit.files import check_new_directory, make_directory
from corpuskit.inputs import InputFiles
from corpuskit.output.columns import choose_columns, list_columns
from corpuskit.output.sink import StreamSink, open_sink
from corpuskit.output.structured import JsonLinesFormat
from corpuskit.records import Record
from corpuskit.records.arrow import import_arrow, iter_batches, make_arrow_schema

PartFormat = Literal["jsonl", "parquet"]
# Records of a part, where one process writes all of them.
_PART_RECORDS = 100_000


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
        import_arrow("pyarrow.parquet", "Parquet")
    with make_directory(target, inputs) as directory:
        yield directory.path


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
        records: The records, in order.
        record_type: Their type.
        options: How they are written.

    Raises:
        OutputError: It cannot be written.
        UsageError: A column is not known.
    """
    write: Callable[[StreamSink, Iterable[Record]], None]
    if options.format == "jsonl":
        columns = None
        if options.columns is not None:
            columns = choose_columns(record_type, options.columns, list_columns(record_type))
        write = JsonLinesFormat(is_ascii=options.ascii, columns=columns).write
    else:
        write = ParquetFormat(record_type, options.columns).write
    count = 0

    def iter_counted() -> Iterator[Record]:
        nonlocal count
        for record in records:
            count += 1
            yield record

    with open_sink(os.path.join(directory, f"part-{number}.{options.format}"), InputFiles()) as sink:
        write(sink, iter_counted())
    return count


class ParquetFormat:
    """Writes records as a file of Parquet.

    Args:
        record_type: Their type.
        columns: Names of columns separated by commas; None for all fields.

    Raises:
        MissingExtraError: There is no pyarrow.
        UsageError: A column is not known.
    """

    def __init__(self, record_type: type[Record], columns: str | None) -> None:
        import_arrow("pyarrow.parquet", "Parquet")
        self._record_type = record_type
        schema = make_arrow_schema(record_type)
        names = None
        if columns is not None:
            # A table with two columns of one name cannot be read.
            names = list(dict.fromkeys(choose_columns(record_type, columns, list_columns(record_type))))
            unknown = [name for name in names if name not in schema.names]
            if unknown:
                raise UsageError(
                    f"Parquet keeps nested fields together: there is no column {unknown[0]!r}",
                    hint=", ".join(schema.names),
                )
        self._schema = make_arrow_schema(record_type, names)

    def write(self, sink: StreamSink, records: Iterable[Record]) -> None:
        """Write all of `records` to `sink`."""
        parquet = import_arrow("pyarrow.parquet", "Parquet")
        # Parquet is written from its beginning to its end: what it asks for is to write, and to say where it is.
        with parquet.ParquetWriter(_SinkFile(sink), self._schema) as writer:
            for batch in iter_batches(self._record_type, records, self._schema):
                writer.write_batch(batch)


class _SinkFile(io.RawIOBase):
    """A sink as a file that can only be written."""

    def __init__(self, sink: StreamSink) -> None:
        super().__init__()
        self._sink = sink
        self._written = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._written

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._sink.write(piece)
        self._written += len(piece)
        return len(piece)
