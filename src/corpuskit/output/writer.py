"""The one writer: any record type, any format."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, cast

from corpuskit.errors import UsageError
from corpuskit.inputs import InputFiles
from corpuskit.options import Option, Options, split_names
from corpuskit.output.columns import choose_columns, list_columns
from corpuskit.output.sink import StreamSink, open_sink
from corpuskit.output.style import ColorChoice, decides_color
from corpuskit.records import ConcordanceLine, Issue, MarkedText, Record, TextSlice
from corpuskit.records.findings import Batched, iter_singly

if TYPE_CHECKING:
    from corpuskit.output.markup import MarkupStyle
    from corpuskit.output.structured import JsonLinesFormat

OutputFormat = Literal[
    "table", "json", "jsonl", "csv", "tsv", "html", "svg", "parquet", "timex3", "tei", "text"
]
"""The formats that can be written."""

Layout = Literal["columns", "stacked"]
BidiChoice = Literal["auto", "isolate", "none"]


class OutputOptions(Options, frozen=True, kw_only=True):
    """How records are written."""

    format: Annotated[
        OutputFormat,
        Option(
            "Output format. Default: table, or what the suffix of -o says.",
            ("-f", "--format"), heading="Output", typed=Literal["table", "json", "jsonl", "csv", "tsv", "html"],
            is_common=True, shows_default=False,
        ),
    ] = "table"  # fmt: skip
    path: Annotated[
        str | None,
        Option(
            "Write to FILE, whole or not at all; to a directory of parts: NAME.jsonl/ or NAME.parquet/.",
            ("-o", "--output"), heading="Output", metavar="FILE", is_common=True,
        ),
    ] = None  # fmt: skip
    columns: Annotated[
        str | None,
        Option(
            "Choose and order columns, or drop some; A.B is a field of a nested record.",
            heading="Output", metavar="A,B,-C", is_common=True,
        ),
    ] = None  # fmt: skip
    show: Annotated[
        tuple[str, ...],
        Option(
            "Add fields of the documents to each record: author, date, path, ….",
            heading="Output", metavar="FIELD,…", typed=str, read=split_names,
        ),
    ] = ()  # fmt: skip
    header: Annotated[
        bool,
        Option(
            "Leave out the line that names the columns.",
            ("--no-header",), heading="Output", typed=bool, read=lambda _typed: False,
        ),
    ] = True  # fmt: skip
    color: Annotated[ColorChoice, Option("When to colour a table.", heading="Output")] = "auto"
    bidi: Annotated[
        BidiChoice,
        Option("When to isolate right-to-left cells of a table; auto: on a terminal.", heading="Output"),
    ] = "auto"
    bom: Annotated[bool, Option("Begin CSV and TSV with a byte-order mark, for Excel.", heading="Output")] = (
        False
    )
    csv_guard: Annotated[
        bool | None,
        Option(
            "Write CSV cells that begin like a formula as they are, as in a pipe, also in a file.",
            ("--no-csv-guard",), heading="Output", typed=bool, read=lambda _typed: False,
        ),
    ] = None  # fmt: skip
    ascii: Annotated[
        bool, Option("Escape all characters outside ASCII, and DEL, in JSON.", heading="Output")
    ] = False
    layout: Annotated[
        Layout,
        Option(
            "A table of columns, or each hit below its reference: stacked.", heading="Output", is_typed=False
        ),
    ] = "columns"
    sort_keys: Annotated[
        tuple[str, ...],
        Option("What the lines of a concordance are sorted by; these words are coloured.", is_typed=False),
    ] = ()


def write_records(
    record_type: type[Record],
    records: Iterable[Batched[Record]],
    options: OutputOptions,
    *,
    head: Mapping[str, Any],
    finish: Callable[[], tuple[list[Issue], Mapping[str, Any]]],
    inputs: InputFiles,
) -> list[Issue]:
    """Write records of one type in the chosen format, and return what the user must know of how they were written.

    Args:
        record_type: Their type.
        records: The records, taken one at a time; a list stands for those in it.
        options: How they are written.
        head: What a JSON object says before its records: tool, command, options.
        finish: Gives the issues and the summary when all records have been taken.
        inputs: What is read, none of which is written over.

    Raises:
        UsageError: A column is not known, or the file is one that is read.
        OutputError: It cannot be written.
        OutputClosedError: The reader has gone away.
    """
    write = _WRITERS[options.format](_Job(record_type, options, head, finish))
    with open_sink(options.path, inputs) as sink:
        return write(sink, records if options.format in _TAKES_LISTS else iter_singly(records)) or []


class _Job(NamedTuple):
    """What `write_records` is given, but the records."""

    record_type: type[Record]
    options: OutputOptions
    head: Mapping[str, Any]
    finish: Callable[[], tuple[list[Issue], Mapping[str, Any]]]

    @property
    def is_for_terminal(self) -> bool:
        """Whether a terminal shows the records."""
        return self.options.path is None and sys.stdout.isatty()

    def choose_columns(self, default: Sequence[str]) -> list[str]:
        """Return the columns that the user wants; raises UsageError."""
        return choose_columns(self.record_type, self.options.columns, default)


_Write = Callable[[StreamSink, Iterable[Any]], list[Issue] | None]


def _prepare_table(job: _Job) -> _Write:
    from corpuskit.output.concordance import StackedFormat, find_sort_words
    from corpuskit.output.table import TableFormat, TableLayout

    record_type, options = job.record_type, job.options
    layout = TableLayout(
        width=_find_width() if job.is_for_terminal else None,
        color=decides_color(options.color, sys.stdout, os.environ),
        isolates=options.bidi == "isolate" or (options.bidi == "auto" and job.is_for_terminal),
        has_header=options.header,
        sort_words=find_sort_words(options.sort_keys),
    )
    if options.layout == "stacked" and issubclass(record_type, ConcordanceLine):
        return StackedFormat(
            layout.sort_words, color=layout.color, isolates=layout.isolates, width=layout.width
        ).write
    return TableFormat(record_type, job.choose_columns(record_type.columns), layout).write


def _find_width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _prepare_json(job: _Job) -> _Write:
    from corpuskit.output.structured import write_json

    lines = _make_lines(job)
    return partial(write_json, lines=lines, record_type=job.record_type, head=job.head, finish=job.finish)


def _make_lines(job: _Job) -> JsonLinesFormat:
    from corpuskit.output.structured import JsonLinesFormat

    columns = None if job.options.columns is None else job.choose_columns(list_columns(job.record_type))
    return JsonLinesFormat(is_ascii=job.options.ascii, columns=columns)


def _prepare_delimited(job: _Job) -> _Write:
    from corpuskit.output.delimited import DelimitedFormat

    return DelimitedFormat(
        job.record_type,
        "," if job.options.format == "csv" else "\t",
        job.choose_columns(list_columns(job.record_type)),
        has_header=job.options.header,
        has_mark=job.options.bom,
        guards_formulas=job.options.csv_guard,
    ).write


def _prepare_html(job: _Job) -> _Write:
    from corpuskit.output.pages.single import write_html

    columns = job.choose_columns(job.record_type.columns)
    return partial(write_html, record_type=job.record_type, columns=columns, head=job.head, finish=job.finish)


def _prepare_svg(job: _Job) -> _Write:
    from corpuskit.output.pages.pictures import find_drawing

    draw = find_drawing(job.record_type)
    if draw is None:
        raise UsageError(
            "svg is a picture of a timeline or a plot",
            hint="corpuskit dates --timeline month -o timeline.svg, or corpuskit kwic PATTERN --plot -o plot.svg",
        )
    return lambda sink, records: sink.write(draw(records).encode())


def _prepare_parquet(job: _Job) -> _Write:
    from corpuskit.output.parts import ParquetFormat

    return ParquetFormat(job.record_type, job.options.columns).write


def _prepare_markup(job: _Job) -> _Write:
    from corpuskit.output.markup import write_markup

    if job.record_type is not MarkedText:
        raise UsageError(
            f"{job.options.format} is for texts with their dates, not for {job.record_type.__name__}"
        )
    return partial(write_markup, style=cast("MarkupStyle", job.options.format))


def _prepare_text(job: _Job) -> _Write:
    from corpuskit.output.plain import write_plain

    if job.record_type is not TextSlice:
        raise UsageError(f"{job.options.format} is for texts, not for {job.record_type.__name__}")
    return partial(write_plain, is_terminal=job.is_for_terminal)


_WRITERS: dict[str, Callable[[_Job], _Write]] = {
    "table": _prepare_table,
    "json": _prepare_json,
    "jsonl": lambda job: _make_lines(job).write,
    "csv": _prepare_delimited,
    "tsv": _prepare_delimited,
    "html": _prepare_html,
    "svg": _prepare_svg,
    "parquet": _prepare_parquet,
    "timex3": _prepare_markup,
    "tei": _prepare_markup,
    "text": _prepare_text,
}
_TAKES_LISTS = frozenset({"json", "jsonl"})
"""The formats that write many records at once."""
