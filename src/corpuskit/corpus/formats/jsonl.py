"""JSON lines: each line is an object with the fields of a document."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import MISSING, look_up
from corpuskit.corpus.formats import load_format
from corpuskit.corpus.input import Input
from corpuskit.corpus.options import CorpusOptions
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_LINE_END = compile_re(r"(?:\r\n|\r|\n)\Z")
_HEAD_BYTES = 1 << 10
# As many as its content is told by: no more of a file that may be broken is read before its first row.
_SAMPLE_BYTES = 1 << 13
_SAMPLED_LINES = 20
_DECODE = msgspec.json.Decoder().decode


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of each line, and an issue for each line that holds none.

    A file that is one array, or that has its objects on several lines, is read as JSON, and so is an export that is
    known by its fields.
    """
    if _is_no_lines(source.stream.read_head(_HEAD_BYTES)) or _is_export(
        source.stream.read_head(_SAMPLE_BYTES), source.options
    ):
        yield from load_format("json").read(source)
        return
    lines: Iterable[bytes] = _iter_lines(source)
    if _is_to_be_decoded(source):
        decoded = source.decode(source.stream.read())
        if isinstance(decoded, Issue):
            yield decoded
            return
        source = source._replace(read_as=decoded.encoding)
        lines = io.BytesIO(decoded.text.encode())
    yield from _read_rows(source, lines)


def _read_rows(source: Input, lines: Iterable[bytes]) -> Iterator[Document | Issue]:
    """Yield the document of each line of UTF-8, and an issue for each line that holds none."""
    offset = 0
    for number, line in enumerate(lines, start=1):
        content = line.strip()
        if content:
            try:
                row = decode_json(content)
            except ValueError as error:
                yield source.make_row_issue(number, f"not valid JSON in the line at byte {offset}: {error}")
            else:
                yield source.make_row_document(row, number)
        offset += len(line)


def _is_no_lines(head: bytes) -> bool:
    written = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return written.startswith(b"[") or re.match(rb"\{\s*\n\s*[\"}]", written) is not None


def _is_export(head: bytes, options: CorpusOptions) -> bool:
    """Return whether the first lines belong to an export."""
    rows: list[Any] = []
    for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n")[:-1][:_SAMPLED_LINES]:
        try:
            rows.append(decode_json(line))
        except ValueError:
            return False
        if not isinstance(rows[-1], dict):
            return False
    shape = load_format("json").find_shape(options, rows) if rows else None
    return shape is not None and not shape.beside


def decode_json(content: bytes) -> Any:
    """Return the value of a JSON text.

    What many programs write and the standard does not allow is read too: NaN, and lone surrogates, which stay what
    they are, so that a row is not lost for a field that nobody asked for.

    Raises:
        ValueError: It is no JSON.
    """
    try:
        return _DECODE(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        try:
            return json.loads(content.decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError):
            raise ValueError(str(error)) from error


def _is_to_be_decoded(source: Input) -> bool:
    """Return whether its lines may be other than UTF-8: the whole is decoded then."""
    is_marked = source.stream.read_head(3).startswith((b"\xff\xfe", b"\xfe\xff"))
    return is_marked or source.options.encoding is not None


def _iter_lines(source: Input) -> Iterator[bytes]:
    """Yield the lines of an input in UTF-8, one at a time."""
    lines = iter(source.stream)
    yield next(lines, b"").removeprefix(b"\xef\xbb\xbf")
    yield from lines


class JsonRow(NamedTuple):
    """One line that holds an object.

    Attributes:
        number: Its number, from 1.
        start: Index of its first character.
        end: Index after its last character, the line break included.
        source: The line as it is written.
        fields: The values of the object.
    """

    number: int
    start: int
    end: int
    source: str
    fields: dict[str, Any]

    def get(self, name: str) -> Any:
        """Return the value of a field; None where the row has none."""
        value = look_up(self.fields, name)
        return None if value is MISSING else value

    def with_text(self, name: str, text: str) -> str:
        """Return the line as it is written with another value of one field."""
        way = [name] if name in self.fields else name.split(".")
        found = _LINE_END.search(self.source)
        return _replace_value(self.source.encode(), way, text).decode() + (found.group() if found else "")


def _replace_value(source: bytes, way: list[str], text: str) -> bytes:
    """Return an object with another text in the field that the names lead to."""
    # The other values are carried as they are written: a number keeps its digits.
    raw = msgspec.json.decode(source, type=dict[str, msgspec.Raw])
    name, *rest = way
    new = _replace_value(bytes(raw[name]), rest, text) if rest else msgspec.json.encode(text)
    raw[name] = msgspec.Raw(new)
    return msgspec.json.encode(raw)


def iter_rows(text: str, options: CorpusOptions) -> Iterator[JsonRow]:
    """Yield the lines that hold an object, with the places where they stand; none of an export.

    What an export says is not what stands in its fields, and may be said in pieces.
    """
    if _is_export(text[:_SAMPLE_BYTES].encode("utf-8", "surrogatepass")[:_SAMPLE_BYTES], options):
        return
    start = 0
    # As the reader does: lines of JSON end at LF alone.
    for number, line in enumerate(text.split("\n"), start=1):
        end = min(start + len(line) + 1, len(text))
        try:
            fields = msgspec.json.decode(text[start:end])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # What `json` reads beyond the standard cannot be written back as it was.
            fields = None
        if isinstance(fields, dict):
            yield JsonRow(number, start, end, text[start:end], fields)
        start = end
