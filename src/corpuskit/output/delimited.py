"""CSV and TSV: one record a row, cells that a spreadsheet does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from corpuskit.output.columns import format_cell, make_getter
from corpuskit.output.safe import guard_formula, make_cell_safe
from corpuskit.output.sink import StreamSink
from corpuskit.records import Record


def _guard_cell(cell: str) -> str:
    return guard_formula(make_cell_safe(cell))


class DelimitedFormat:
    """Writes records as rows.

    Args:
        delimiter: `,` or a tab.
        columns: The columns.
        has_header: Whether the first row names them.
        has_mark: Whether a byte-order mark comes first, which Excel needs for Arabic.
        guards_formulas: Whether cells that begin like a formula get an apostrophe, and control characters are
            made visible; without it the text is exact.
    """

    def __init__(
        self,
        delimiter: str,
        columns: Sequence[str],
        *,
        has_header: bool,
        has_mark: bool,
        guards_formulas: bool,
    ) -> None:
        self._columns = columns
        self._has_header = has_header
        self._has_mark = has_mark
        self._guard: Callable[[str], str] = _guard_cell if guards_formulas else str
        self._buffer = io.StringIO()
        self._rows = csv.writer(self._buffer, delimiter=delimiter, lineterminator="\n")

    def write(self, sink: StreamSink, record_type: type[Record], records: Iterable[Record]) -> None:
        """Write all of `records` to `sink`, the header first."""
        if self._has_mark:
            sink.write(b"\xef\xbb\xbf")
        if self._has_header:
            sink.write(self._encode(self._columns))
        getters = [make_getter(record_type, column) for column in self._columns]
        for record in records:
            sink.write(self._encode([self._make_cell(get(record)) for get in getters]))

    def _make_cell(self, value: Any) -> str:
        # Numbers that we made ourselves are no formulas, even negative ones.
        cell = format_cell(value)
        return cell if isinstance(value, (int, float)) else self._guard(cell)

    def _encode(self, cells: Sequence[str]) -> bytes:
        self._rows.writerow(cells)
        row = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return row.encode()
