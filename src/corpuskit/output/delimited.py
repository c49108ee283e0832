"""CSV and TSV: one record a row, cells that a spreadsheet does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from corpuskit.output.columns import format_cell, make_getter
from corpuskit.output.safe import guard_formula, make_cell_safe
from corpuskit.output.sink import StreamSink
from corpuskit.records import Issue, Record

_LINE_END = "\r\n"


class DelimitedFormat:
    """Writes records as rows.

    Args:
        record_type: Their type.
        delimiter: `,` or a tab.
        columns: The columns.
        has_header: Whether the first row names them.
        has_mark: Whether a byte-order mark comes first, which Excel needs for Arabic.
        guards_formulas: Whether cells that begin like a formula get an apostrophe, and control characters are
            made visible, for spreadsheets; without it the text is exact. None for everywhere but in a pipe, where
            another program reads it.
    """

    def __init__(
        self,
        record_type: type[Record],
        delimiter: str,
        columns: Sequence[str],
        *,
        has_header: bool,
        has_mark: bool,
        guards_formulas: bool | None,
    ) -> None:
        self._columns = columns
        self._getters = [make_getter(record_type, column) for column in columns]
        self._has_header = has_header
        self._has_mark = has_mark
        self._guards_formulas = guards_formulas
        self._guarded = 0
        self._buffer = io.StringIO()
        # Python before 3.13 quotes a carriage return only where it is part of a line end.
        self._rows = csv.writer(self._buffer, delimiter=delimiter, lineterminator=_LINE_END)

    def write(self, sink: StreamSink, records: Iterable[Record]) -> list[Issue]:
        """Write all of `records` to `sink`, the header first; return a note where cells are not as they were."""
        is_guarded = not sink.is_pipe if self._guards_formulas is None else self._guards_formulas
        make_cell = self._make_guarded_cell if is_guarded else format_cell
        if self._has_mark:
            sink.write(b"\xef\xbb\xbf")
        if self._has_header:
            sink.write(self._encode(self._columns))
        for record in records:
            sink.write(self._encode([make_cell(get(record)) for get in self._getters]))
        if not self._guarded:
            return []
        cells = "1 cell was" if self._guarded == 1 else f"{self._guarded} cells were"
        return [
            Issue(
                path=sink.name,
                kind="guarded",
                message=f"{cells} changed so that no spreadsheet runs them: an apostrophe before what begins like a "
                "formula, control characters made visible",
                hint="--no-csv-guard writes them as they are",
            )
        ]

    def _make_guarded_cell(self, value: object) -> str:
        cell = format_cell(value)
        if isinstance(value, (int, float)):
            # Numbers that we made ourselves are no formulas, even negative ones.
            return cell
        guarded = guard_formula(make_cell_safe(cell))
        self._guarded += guarded != cell
        return guarded

    def _encode(self, cells: Sequence[str]) -> bytes:
        self._rows.writerow(cells)
        row = self._buffer.getvalue().removesuffix(_LINE_END) + "\n"
        self._buffer.seek(0)
        self._buffer.truncate()
        return row.encode()
