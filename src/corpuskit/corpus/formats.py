"""From the bytes of one input to documents: a reader for each format.

A reader yields the documents of an input, and an issue for each row that holds none. It never raises for what
the input contains.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Literal, NamedTuple

import msgspec

from corpuskit.corpus.decode import DEFAULT_ENCODING, UndecodableError, decode_text
from corpuskit.corpus.document import Document
from corpuskit.corpus.stored import examine_file, keep_place
from corpuskit.records import Issue
from corpuskit.text.segments import ParagraphRule
from corpuskit.text.utf8 import Census, take_census

InputFormat = Literal["text", "jsonl", "csv", "tsv", "parquet"]
"""The formats that can be read."""

_SUFFIXES: dict[str, InputFormat] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
COMPRESSED_SUFFIX = ".gz"
# Rows of a Parquet file that are held at a time.
_PARQUET_ROWS = 1000


class FieldNames(NamedTuple):
    """The fields of a row that are read: the text, the id, and three that are carried as metadata."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    date: str = "date"
    source: str = "source"


class Input(NamedTuple):
    """One open input and how to read it.

    Attributes:
        stream: The bytes, decompressed.
        id: The id of its document, or the beginning of the ids of its rows.
        path: Its path, printable; None for standard input.
        file: The path to open it again; None where it cannot be, or is compressed.
        encoding: Encoding of input without a byte-order mark; None for UTF-8.
        fields: The fields of a row.
        paragraph_rule: Handed to the documents.
        language_model: Handed to the documents.
    """

    stream: BinaryIO
    id: str
    path: str | None
    file: str | None
    encoding: str | None
    fields: FieldNames
    paragraph_rule: ParagraphRule
    language_model: bool

    @property
    def name(self) -> str:
        """How the user knows this input."""
        return self.path or self.id


def split_suffix(name: str) -> tuple[str, InputFormat | None]:
    """Return a file name without the suffixes that say its format, and the format; None where none is known.

    Args:
        name: A file name or a path, `.gz` at its end allowed.
    """
    bare = name.removesuffix(COMPRESSED_SUFFIX)
    suffix = os.path.splitext(bare)[1]
    input_format = _SUFFIXES.get(suffix.lower())
    if input_format is None:
        return bare, None
    return bare[: -len(suffix)], input_format


def read_documents(source: Input, input_format: InputFormat) -> Iterator[Document | Issue]:
    """Yield the documents of one input in order, and an issue for everything in it that is none."""
    yield from _READERS[input_format](source)


def _read_text(source: Input) -> Iterator[Document | Issue]:
    stored = None
    if source.file is not None and source.encoding in (None, DEFAULT_ENCODING):
        stored = examine_file(source.file)
    if stored is not None:
        yield Document(
            source.id,
            stored=stored,
            path=source.path,
            paragraph_rule=source.paragraph_rule,
            language_model=source.language_model,
        )
        return
    yield from _read_whole_text(source)


def _read_whole_text(source: Input) -> Iterator[Document | Issue]:
    data = source.stream.read()
    census = _check_plain_utf8(data, source.encoding)
    if census is not None:
        yield Document(
            source.id,
            data=data,
            census=census,
            stored=keep_place(source.file, source.stream, data, census) if source.file is not None else None,
            path=source.path,
            paragraph_rule=source.paragraph_rule,
            language_model=source.language_model,
        )
        return
    decoded = _decode_or_issue(source, data)
    if isinstance(decoded, Issue):
        yield decoded
        return
    import hashlib

    text, encoding = decoded
    yield Document(
        source.id,
        text,
        path=source.path,
        encoding=encoding,
        paragraph_rule=source.paragraph_rule,
        language_model=source.language_model,
        source_sha256=hashlib.sha256(data).hexdigest(),
        source_bytes=len(data),
    )


def _check_plain_utf8(data: bytes, encoding: str | None) -> Census | None:
    """Return what `data` consists of where it is UTF-8 without a mark and without NUL, else None.

    Most input is that, and many a search never needs its characters, so they are checked without being kept.
    """
    if (
        encoding not in (None, DEFAULT_ENCODING)
        or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        or b"\0" in data
    ):
        return None
    try:
        return take_census(data)
    except UnicodeDecodeError:
        return None


def _decode_or_issue(source: Input, data: bytes) -> tuple[str, str] | Issue:
    """Return the text and its encoding, or the issue that says why there is none."""
    try:
        decoded = decode_text(data, source.encoding)
    except UndecodableError as error:
        is_marked = error.encoding != (source.encoding or DEFAULT_ENCODING)
        if b"\0" in data and not source.encoding and not is_marked:
            return _binary_issue(source, data.index(b"\0"))
        return Issue(
            path=source.name,
            kind="decode",
            message=f"{error}; skipped",
            hint="its byte-order mark says so, and no --encoding can mend it: get it again"
            if is_marked
            else "try --encoding windows-1252, windows-1251, windows-1256 or utf-16",
            skipped=True,
        )
    if "\0" in decoded.text:
        place = decoded.text.index("\0")
        return _binary_issue(source, decoded.mark_length + len(decoded.text[:place].encode(decoded.encoding)))
    return decoded.text, decoded.encoding


def _binary_issue(source: Input, offset: int) -> Issue:
    return Issue(
        path=source.name,
        kind="binary",
        message=f"binary data: NUL at byte {offset}; skipped",
        hint="if it is text, name its encoding: --encoding utf-16-le",
        skipped=True,
    )


def _read_jsonl(source: Input) -> Iterator[Document | Issue]:
    decoder = msgspec.json.Decoder()
    offset = 0
    for number, line in enumerate(_iter_json_lines(source), start=1):
        if isinstance(line, Issue):
            yield line
            return
        content = line.strip()
        if content:
            try:
                row = decoder.decode(content)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                yield _row_issue(source, number, f"not valid JSON in the line at byte {offset}: {error}")
            else:
                yield _document_from_row(source, row, number)
        offset += len(line)


def _iter_json_lines(source: Input) -> Iterator[bytes | Issue]:
    """Yield the lines as UTF-8, one at a time where they are UTF-8 in the source."""
    first = source.stream.readline()
    marked = first.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and source.encoding in (None, DEFAULT_ENCODING):
        yield first.removeprefix(b"\xef\xbb\xbf")
        yield from source.stream
        return
    decoded = _decode_or_issue(source, first + source.stream.read())
    if isinstance(decoded, Issue):
        yield decoded
        return
    yield from io.BytesIO(decoded[0].encode())


def _read_delimited(source: Input, delimiter: str) -> Iterator[Document | Issue]:
    decoded = _decode_or_issue(source, source.stream.read())
    if isinstance(decoded, Issue):
        yield decoded
        return
    import csv

    # The module's own limit, 128 kB a field, is no limit of a text.
    csv.field_size_limit(sys.maxsize)
    # Strict, or else a quotation mark that is not closed takes all rows after it into one.
    rows = csv.reader(io.StringIO(decoded[0], newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(rows, [])
        if (issue := _check_header(source, header)) is not None:
            yield issue
            return
        for number, cells in enumerate(filter(None, rows), start=1):
            if len(cells) > len(header):
                yield _row_issue(source, number, f"{len(cells)} cells under {len(header)} names")
                continue
            yield _document_from_row(source, dict(zip(header, cells, strict=False)), number)
    except csv.Error as error:
        yield _row_issue(source, None, f"not valid CSV from line {rows.line_num} on: {error}")


def _check_header(source: Input, header: list[str]) -> Issue | None:
    """Return the issue of a table whose header does not name the text, or names something twice."""
    if not header:
        return None
    problem = None
    hint = None
    if source.fields.text not in header:
        problem = f"no field {source.fields.text!r} in its header ({', '.join(header)})"
        hint = "name the field that holds the text: --text-field NAME"
    elif len(set(header)) < len(header):
        problem = f"its header names a field twice ({', '.join(header)})"
    if problem is None:
        return None
    return Issue(path=source.name, kind="field", message=f"{problem}; skipped", hint=hint, skipped=True)


def _read_csv(source: Input) -> Iterator[Document | Issue]:
    yield from _read_delimited(source, ",")


def _read_tsv(source: Input) -> Iterator[Document | Issue]:
    yield from _read_delimited(source, "\t")


def _read_parquet(source: Input) -> Iterator[Document | Issue]:
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError:
        yield Issue(
            path=source.name,
            kind="extra",
            message="Parquet needs pyarrow, which is not installed; skipped",
            hint="pip install 'corpuskit[spark]'",
            skipped=True,
        )
        return
    # The end of such a file says what is in it.
    stream = source.stream if source.stream.seekable() else io.BytesIO(source.stream.read())
    try:
        file = pyarrow.parquet.ParquetFile(stream)
        if (issue := _check_header(source, file.schema_arrow.names)) is not None:
            yield issue
            return
        wanted = [name for name in file.schema_arrow.names if name in source.fields]
        batches = file.iter_batches(batch_size=_PARQUET_ROWS, columns=wanted)
        rows = (row for batch in batches for row in batch.to_pylist())
        for number, row in enumerate(rows, start=1):
            yield _document_from_row(source, row, number)
    except pa.ArrowException as error:
        first_line = str(error).partition("\n")[0]
        yield _row_issue(source, None, f"not valid Parquet: {first_line}")


def _document_from_row(source: Input, row: Any, number: int) -> Document | Issue:
    if not isinstance(row, dict):
        return _row_issue(source, number, "not an object with fields")
    text = row.get(source.fields.text)
    if not isinstance(text, str):
        if source.fields.text in row:
            return _row_issue(source, number, f"field {source.fields.text!r} holds no text")
        return _row_issue(source, number, f"no field {source.fields.text!r} ({', '.join(map(str, row))})")
    metadata = {
        name: str(value)
        for name in ("title", "date", "source")
        if (value := row.get(getattr(source.fields, name))) not in (None, "")
    }
    return Document(
        make_row_id(source.id, row.get(source.fields.id), number),
        text,
        path=source.path,
        row=number,
        metadata=metadata,
        paragraph_rule=source.paragraph_rule,
        language_model=source.language_model,
    )


def make_row_id(source_id: str, given: Any, number: int) -> str:
    """Return the id of the document in a row.

    Args:
        source_id: The id of the input that holds the row.
        given: What the id field of the row holds; None or empty where it holds nothing.
        number: Number of the row in its input, from 1.
    """
    return f"{source_id}:{number}" if given in (None, "") else str(given)


def _row_issue(source: Input, number: int | None, message: str) -> Issue:
    place = "" if number is None else f"row {number}: "
    return Issue(
        path=source.name,
        kind="row",
        message=f"{place}{message}; skipped",
        hint="name the field that holds the text: --text-field NAME" if "no field" in message else None,
        skipped=True,
    )


_READERS: dict[InputFormat, Callable[[Input], Iterator[Document | Issue]]] = {
    "text": _read_text,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "tsv": _read_tsv,
    "parquet": _read_parquet,
}
