"""The records of one command as a page: a table that sorts and filters by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, get_args, get_type_hints

import msgspec

from corpuskit.output.columns import format_cell, make_getter
from corpuskit.output.difference import is_difference
from corpuskit.output.pages.cells import Column, PageTable
from corpuskit.output.pages.page import STATIC_ROWS, Page, make_data
from corpuskit.output.sink import StreamSink
from corpuskit.records import ConcordanceLine, DifferenceStep, Issue, Record

_LINE = ("before", "match", "after")
_DIGITS = 3
# Fields that hold the words of a document.
_TEXTS = frozenset(
    ("title", "text", "kept_text", "context", "before", "match", "after", "word", "form", "speaker")
)


def write_html(
    sink: StreamSink,
    records: Iterable[Record],
    *,
    record_type: type[Record],
    columns: list[str],
    head: Mapping[str, Any],
    finish: Callable[[], tuple[list[Issue], Mapping[str, Any]]],
) -> None:
    """Write records as a page.

    Args:
        sink: Where to.
        records: The records.
        record_type: Their type.
        columns: The columns to show.
        head: What the page says of how it was made: tool, command.
        finish: Gives the issues and the summary when all records have been taken.
    """
    shown, getters = _choose_cells(record_type, columns)
    rows = ([get(record) for get in getters] for record in records)
    first = list(islice(rows, STATIC_ROWS))
    table = PageTable(name="records", caption="", columns=shown)

    def iter_rows() -> Iterator[Any]:
        separator = ""
        for row in (*first, *rows):
            yield separator + make_data(row)
            separator = ",\n"

    def list_notes() -> list[str]:
        return [f"{issue.path}: {issue.message}" for issue in finish()[0]]

    page = Page("single.html", ("base.css",), ("table.js", "single.js"))
    command = head.get("command", record_type.__struct_config__.tag)
    for piece in page.iter_bytes(
        title=f"corpuskit {command}",
        made=str(head.get("tool", "")),
        caption=(record_type.__doc__ or "").split("\n", 1)[0],
        table=table,
        first=first,
        data=iter_rows(),
        notes=list_notes,
    ):
        sink.write(piece)


def _choose_cells(
    record_type: type[Record], columns: list[str]
) -> tuple[list[Column], list[Callable[[Any], Any]]]:
    """Return the columns of the table, and what makes the value of each cell."""
    shown: list[Column] = []
    getters: list[Callable[[Any], Any]] = []
    remaining = list(columns)
    while remaining:
        if record_type is ConcordanceLine and tuple(remaining[:3]) == _LINE:
            shown.append(Column("concordance", title="before · match · after", kind="concordance"))
            getters.append(lambda line: [line.before, line.match, line.after, line.direction])
            del remaining[:3]
            continue
        column, get = _choose_cell(record_type, remaining.pop(0))
        shown.append(column)
        getters.append(get)
    if "lang" in record_type.__struct_fields__ and "lang" not in columns:
        shown.append(Column("lang", kind="hidden"))
        getters.append(lambda record: record.lang)
    return shown, getters


def _choose_cell(record_type: type[Record], name: str) -> tuple[Column, Callable[[Any], Any]]:
    get = make_getter(record_type, name)
    kinds = _list_kinds(record_type, name)
    if float in kinds:
        return Column(name, kind="number", digits=_DIGITS), lambda record: round_number(get(record), _DIGITS)
    if int in kinds:
        return Column(name, kind="number"), get
    if list[DifferenceStep] in kinds:
        return Column(name, kind="difference"), lambda record: list_steps(get(record))

    def get_text(record: object) -> str | None:
        value = get(record)
        return None if value is None else format_cell(value)

    return Column(name, kind="text" if name in _TEXTS else "plain"), get_text


def _list_kinds(record_type: type[Any], name: str) -> tuple[Any, ...]:
    """Return the types that a field may have, of a nested record too."""
    base, _, nested = name.partition(".")
    kind = get_type_hints(record_type).get(base, str)
    kinds = tuple(get_args(kind)) if type(None) in get_args(kind) else (kind,)
    if not nested:
        return kinds
    structs = [each for each in kinds if isinstance(each, type) and issubclass(each, msgspec.Struct)]
    return tuple(found for each in structs for found in _list_kinds(each, nested))


def round_number(value: float | None, digits: int) -> float | None:
    """Return a number with so many digits after the point, as the template and the script write it alike."""
    return None if value is None else float(f"{value:.{digits}f}")


def list_steps(steps: list[DifferenceStep]) -> list[list[str]]:
    """Return a word diff as values of a cell."""
    return [[step.operation, step.kept, step.copy] for step in steps] if is_difference(steps) else []
