"""A table for people: aligned columns on a terminal, whole cells in a pipe.

On a terminal, wide columns are cut to fit; in a pipe nothing is cut or wrapped and one record is one line. There
are no boxes, which screen readers read aloud.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

import msgspec

from corpuskit.output.bars import narrow_plot, scale_bar
from corpuskit.output.cells import Side, cut_cells, isolate, measure_cells, pad_cells
from corpuskit.output.columns import format_cell, make_getter
from corpuskit.output.concordance import SortWord, paint_sort_words
from corpuskit.output.difference import format_difference, is_difference, paint_difference
from corpuskit.output.safe import make_terminal_safe
from corpuskit.output.sink import StreamSink
from corpuskit.output.style import paint
from corpuskit.records import Record

_GUTTER = "  "
# The rows that the widths are taken from; later ones follow, however wide they are.
_MEASURED_ROWS = 500
_NARROWEST = 4
# To so many cells what is no number is cut: a day stays whole, of a word enough to tell it from others.
_LEAST = 10
_LEAST_OF = {"doc": 6, "text": 16}
# On a terminal the name of a column may not take the room of the text beside it.
_WIDEST_NAME = 10
# A concordance reads towards its node: what comes before it is aligned to it and cut at its far end.
_CONCORDANCE = frozenset({"before", "match", "after"})
# To so many cells the name of a document, and a context, are cut before the match is.
_SHORT_NAME = 6
_SHORT_CONTEXT = 4
# To so many before a text is cut beside it.
_NAME_BESIDE_TEXT = 12
_TOWARDS_NEXT = frozenset({"before"})
_DIFFERENCE = "difference"
_TEXT = "text"
_BAR = "bar"
_PLOT = "plot"
_MORE = f"{_GUTTER}…"
# Where each character takes one cell.
_PAD: dict[Side, Callable[[str, int], str]] = {"left": str.rjust, "right": str.ljust}
# Types of which the cells hold nothing that a terminal obeys.
_HARMLESS_TYPES = frozenset((int, float, bool, type(None)))
_MIRRORED = {"before": "after", "after": "before"}
_STYLE_OF_COLUMN = {"match": "match", "doc": "doc", "line": "line"}


class TableLayout(NamedTuple):
    """How a table is drawn.

    Attributes:
        width: Number of cells of the terminal; None in a pipe, where nothing is cut.
        color: Whether to colour.
        isolates: Whether cells with right-to-left letters are isolated and their concordance lines mirrored.
        has_header: Whether the first line names the columns.
        sort_words: The words that the lines of a concordance are sorted by.
    """

    width: int | None
    color: bool
    isolates: bool
    has_header: bool
    sort_words: Sequence[SortWord] = ()


class TableFormat:
    """Writes records as aligned columns.

    Args:
        record_type: Their type.
        columns: The columns.
        layout: How they are drawn.
    """

    def __init__(self, record_type: type[Record], columns: Sequence[str], layout: TableLayout) -> None:
        self._record_type = record_type
        self._columns = list(columns)
        self._layout = layout
        # The headings of sections, by the number of the row that they stand above.
        self._headings: dict[int, str] = {}
        self._longest_bar = 0

    def write(self, sink: StreamSink, records: Iterable[Record]) -> None:
        """Write all of `records` to `sink`, the header first."""
        getters = [make_getter(self._record_type, column) for column in self._columns]
        mirrored = self._mirrored_order()
        rows = self._iter_rows(records, getters, mirrored)
        measured = list(islice(rows, _MEASURED_ROWS))
        sides = _alignments(self._record_type, self._columns)
        names = self._name_columns(measured, mirrored)
        places, widths = self._lay_out(names, measured, sides)
        sides = [sides[place] for place in places]
        if self._layout.has_header:
            header = self._join([names[place] for place in places], widths, sides)
            if len(places) < len(names):
                header += _MORE
            sink.write(paint(header, "header", color=self._layout.color).encode() + b"\n")
        is_whole = len(places) == len(names)
        self._columns = [self._columns[place] for place in places]
        draw = self._draw_plain if self._is_plain else self._draw
        for number, (cells, is_mirrored) in enumerate(chain(measured, rows)):
            row = cells if is_whole else [cells[place] for place in places], is_mirrored
            if number in self._headings:
                heading = paint(self._headings[number], "header", color=self._layout.color)
                sink.write(f"\n{heading}\n".encode())
            sink.write(draw(row, widths, sides).encode() + b"\n")
            if sink.is_prompt:
                sink.flush()

    def _mirrored_order(self) -> list[int] | None:
        """Return where each column's cell is found in a right-to-left line; None where lines are not mirrored."""
        if not self._layout.isolates or not {"before", "after"} <= set(self._columns):
            return None
        return [self._columns.index(_MIRRORED.get(column, column)) for column in self._columns]

    def _name_columns(self, rows: Sequence[tuple[list[str], bool]], mirrored: list[int] | None) -> list[str]:
        """Return the heading of each column: where most lines are mirrored, that of the other side."""
        if mirrored is None or 2 * sum(is_mirrored for _, is_mirrored in rows) <= len(rows):
            return self._columns
        return [self._columns[place] for place in mirrored]

    def _iter_rows(
        self, records: Iterable[Record], getters: Sequence[Any], mirrored: list[int] | None
    ) -> Iterator[tuple[list[str], bool]]:
        for number, record in enumerate(records):
            self._note_section(number, record)
            cells = [self._make_cell(get(record)) for get in getters]
            is_mirrored = mirrored is not None and getattr(record, "direction", None) == "rtl"
            if is_mirrored and mirrored is not None:
                cells = [cells[place] for place in mirrored]
            yield cells, is_mirrored

    def _note_section(self, number: int, record: Record) -> None:
        """Take down the heading above a record; in a pipe a line is a record, and no heading stands between them."""
        for field, heading in record.sections.items() if self._layout.width is not None else ():
            if getattr(record, field) and heading not in self._headings.values():
                self._headings[number] = heading

    def _make_cell(self, value: Any) -> str:
        if type(value) in _HARMLESS_TYPES:
            return format_cell(value)
        if is_difference(value):
            return make_terminal_safe(format_difference(value, is_short=self._layout.width is not None))
        return make_terminal_safe(format_cell(value))

    def _lay_out(
        self, names: Sequence[str], rows: Sequence[tuple[list[str], bool]], sides: Sequence[Side]
    ) -> tuple[list[int], list[int]]:
        """Return the columns that are shown, by their places, and their widths.

        Where the terminal is too narrow for all, the last ones are left out, but for what lines are shown for: a text, or a match in its context.
        """
        filled = [
            max((measure_cells(cells[place]) for cells, _ in rows), default=0) for place in range(len(names))
        ]
        natural = [max(len(name), width) for name, width in zip(names, filled, strict=True)]
        places = list(range(len(names)))
        if self._layout.width is None:
            return places, natural
        if _measure_line(natural) <= self._layout.width:
            return places, self._fill_bar(self._columns, natural, filled, self._layout.width)
        natural = [
            max(min(len(name), _WIDEST_NAME), width) for name, width in zip(names, filled, strict=True)
        ]
        # A number that is cut is another number: of its column the name alone is.
        least = [
            max(width, min(_NARROWEST, whole)) if side == "left" else _LEAST_OF.get(column, _LEAST)
            for column, side, width, whole in zip(self._columns, sides, filled, natural, strict=True)
        ]
        room = self._layout.width
        while True:
            columns = [self._columns[place] for place in places]
            widths = _fit(
                columns, [natural[place] for place in places], [least[place] for place in places], room
            )
            dropped = _find_dropped(columns)
            if _measure_line(widths) <= room or dropped is None:
                return places, self._fill_bar(columns, widths, [filled[place] for place in places], room)
            room = self._layout.width - len(_MORE)
            del places[dropped]

    def _fill_bar(
        self, columns: Sequence[str], widths: list[int], filled: Sequence[int], room: int
    ) -> list[int]:
        """Return the widths, and give the room that is left to a bar at the end."""
        if columns[-1] != _BAR:
            return widths
        self._longest_bar = filled[-1]
        rest = room - sum(widths[:-1]) - len(_GUTTER) * (len(widths) - 1)
        return [*widths[:-1], max(rest, 1)]

    @property
    def _is_plain(self) -> bool:
        """Whether cells are only padded."""
        return self._layout.width is None and not self._layout.color and not self._layout.isolates

    def _draw_plain(self, row: tuple[list[str], bool], widths: Sequence[int], sides: Sequence[Side]) -> str:
        """Return what `_draw` does where cells are only padded."""
        cells = row[0]
        is_narrow = "".join(cells).isascii()
        padded = [
            _PAD[side](cell, width) if is_narrow else pad_cells(cell, width, side=side)
            for cell, width, side in zip(cells, widths, sides, strict=True)
        ]
        if sides[-1] == "right":
            padded[-1] = cells[-1]
        return _GUTTER.join(padded)

    def _draw(self, row: tuple[list[str], bool], widths: Sequence[int], sides: Sequence[Side]) -> str:
        cells, is_mirrored = row
        drawn: list[str] = []
        for place, (cell, width, side) in enumerate(zip(cells, widths, sides, strict=True)):
            column = self._columns[place]
            shown = self._fit(cell, column, width, is_mirrored=is_mirrored)
            padding = " " * (width - measure_cells(shown))
            if column in _MIRRORED:
                side_of_match = _MIRRORED[column] if is_mirrored else column
                shown = paint_sort_words(
                    shown, side_of_match, self._layout.sort_words, color=self._layout.color
                )
            if self._layout.isolates:
                shown = isolate(
                    shown, direction="rtl" if is_mirrored and column in (*_MIRRORED, "match") else None
                )
            if column == _DIFFERENCE:
                shown = paint_difference(shown, color=self._layout.color)
            shown = paint(shown, _STYLE_OF_COLUMN.get(column), color=self._layout.color)
            is_last = place == len(cells) - 1
            drawn.append(padding + shown if side == "left" else shown + ("" if is_last else padding))
        return _GUTTER.join(drawn)

    def _fit(self, cell: str, column: str, width: int, *, is_mirrored: bool) -> str:
        if self._layout.width is None:
            return cell
        if column == _BAR:
            return scale_bar(cell, width, max(self._longest_bar, 1))
        if column == _PLOT:
            return narrow_plot(cell, width)
        # In a mirrored line the column before the node holds what comes after it in reading order.
        keeps_end = (column in _TOWARDS_NEXT) != (is_mirrored and column in _MIRRORED)
        return cut_cells(cell, width, side="left" if keeps_end else "right")

    def _join(self, cells: Sequence[str], widths: Sequence[int], sides: Sequence[Side]) -> str:
        padded = [
            pad_cells(cut_cells(cell, width, side="right"), width, side=side)
            for cell, width, side in zip(cells, widths, sides, strict=True)
        ]
        return _GUTTER.join(padded).rstrip()


def _measure_line(widths: Sequence[int]) -> int:
    """Return the number of cells of a line."""
    return sum(widths) + len(_GUTTER) * (len(widths) - 1)


def _find_dropped(columns: Sequence[str]) -> int | None:
    """Return the place of the column that is left out first; None where the rest is what lines are shown for."""
    shown_for: frozenset[str] = _CONCORDANCE if set(columns) >= _CONCORDANCE else frozenset(columns[-1:])
    if not shown_for & (_CONCORDANCE | {_TEXT}):
        shown_for = frozenset(columns[:1])
    return next((place for place in reversed(range(len(columns))) if columns[place] not in shown_for), None)


def _fit(columns: Sequence[str], natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return widths that fit into a line, or come near to it.

    Args:
        columns: Names of the columns.
        natural: The widths at which nothing is cut.
        least: To how many cells each is cut at most.
        room: Number of cells of the line.
    """
    room -= len(_GUTTER) * (len(columns) - 1)
    widths = list(natural)
    if set(columns) >= _CONCORDANCE:
        # Who reads a concordance looks at the match first and at the name of the document last.
        for cut, lowest in (
            ({"doc"}, _SHORT_NAME),
            (set(columns) - {"doc", "match"}, _SHORT_CONTEXT),
            # A match is cut where nothing beside its context is left that could go instead.
            (set(columns) if set(columns) <= _CONCORDANCE else set(), _NARROWEST),
        ):
            widths = _shrink(widths, room, [lowest if column in cut else _WHOLE for column in columns])
        return widths
    if columns[-1] == _TEXT:
        # A name is known by its beginning, a text by more: two fifths of the line are its own.
        others = [max(lowest, _NAME_BESIDE_TEXT) for lowest in least[:-1]]
        widths[:-1] = _shrink(widths[:-1], room - min(widths[-1], room * 2 // 5), others)
        widths[-1] = min(widths[-1], max(room - sum(widths[:-1]), least[-1]))
    return _shrink(widths, room, least)


_WHOLE = 1 << 30


def _shrink(widths: Sequence[int], room: int, least: Sequence[int]) -> list[int]:
    """Return widths that fit into a room, or come near to it: narrow columns stay whole, wide ones share the rest.

    Args:
        widths: Numbers of cells.
        room: How many there are.
        least: To how many each column is cut at most.
    """
    cap = max(widths, default=0)

    def cut() -> list[int]:
        return [max(min(width, cap), min(width, lowest)) for width, lowest in zip(widths, least, strict=True)]

    while cap > 0 and sum(cut()) > room:
        cap -= 1
    return cut()


def _alignments(record_type: type[Record], columns: Sequence[str]) -> list[Side]:
    """Return the side on which each column is padded: numbers and what leads to a node stand at the right."""
    numbers = {
        field.encode_name
        for field in msgspec.structs.fields(record_type)
        if field.type in (int, float, int | None, float | None)
    }
    return ["left" if column in numbers or column in _TOWARDS_NEXT else "right" for column in columns]
