"""Workbooks of Excel: each row of a sheet is an object with the fields of a document."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from corpuskit.corpus.bounded import InputTooLargeError
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats.delimited import normalise_header
from corpuskit.corpus.input import Input
from corpuskit.records import Issue


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of each row, and an issue for each row that holds none."""
    try:
        import openpyxl
    except ImportError:
        yield source.make_missing("XLSX", "openpyxl")
        return
    # It warns of styles and of forms to fill in, which are no text.
    warnings.filterwarnings("ignore", module="openpyxl")
    data = source.stream.read()
    try:
        _check_size(data, source.options.max_bytes)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (
        zipfile.BadZipFile,
        zlib.error,
        SyntaxError,
        LookupError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        if isinstance(error, InputTooLargeError):
            raise
        yield source.make_issue("content", f"not a workbook of Excel: {error}")
        return
    try:
        yield from _read_sheets(source, book)
    finally:
        book.close()


def _check_size(data: bytes, limit: int) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > limit:
            raise InputTooLargeError(limit)


def _read_sheets(source: Input, book: Any) -> Iterator[Document | Issue]:
    headers: list[Issue] = []
    number = found = 0
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        header = next((row for row in rows if any(cell is not None for cell in row)), None)
        if header is None:
            continue
        names = normalise_header(["" if cell is None else str(cell) for cell in header], source.options)
        if (issue := source.check_header(names)) is not None:
            headers.append(issue)
            continue
        found += 1
        for row in rows:
            if all(cell is None for cell in row):
                continue
            number += 1
            yield source.make_row_document(
                {name: _write(cell) for name, cell in zip(names, row, strict=False) if name}, number
            )
    # A sheet beside the one with the texts needs none.
    if not found:
        yield from headers[:1] or [source.make_issue("field", "its sheets hold no table")]


def _write(cell: Any) -> Any:
    """Return a date as ISO 8601, without the midnight that a day has in Excel, and other values as they are shown.

    What a formula that fails shows is no value.
    """
    from openpyxl.cell.cell import ERROR_CODES

    if cell in ERROR_CODES:
        return None
    if hasattr(cell, "isoformat"):
        return cell.isoformat().removesuffix("T00:00:00")
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return None if whole is None else str(whole)
