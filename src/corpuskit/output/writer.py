"""The one writer: any record type, any format."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Literal, cast

from corpuskit.errors import UsageError
from corpuskit.inputs import InputFiles
from corpuskit.options import Option, Options, split_names
from corpuskit.output.columns import choose_columns, list_columns
from corpuskit.output.sink import StreamSink, open_sink
from corpuskit.output.style import ColorChoice, decides_color
from corpuskit.records import ConcordanceLine, Issue, MarkedText, Record, TextSlice
from corpuskit.records.findings import Batched, iter_singly

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
    write = _WRITERS[options.format](record_type, options)
    with open_sink(options.path, inputs) as sink:
        taken = records if options.format in _TAKES_LISTS else iter_singly(records)
        return write(sink, taken, head, finish) or []


_Finish = Callable[[], tuple[list[Issue], Mapping[str, Any]]]
_Write = Callable[[StreamSink, Iterable[Any], Mapping[str, Any], _Finish], list[Issue] | None]


def _prepare_table(record_type: type[Record], options: OutputOptions) -> _Write:
    from corpuskit.output.concordance import StackedFormat, find_sort_words
    from corpuskit.output.table import TableFormat, TableLayout

    is_terminal = options.path is None and sys.stdout.isatty()
    layout = TableLayout(
        width=_find_width() if is_terminal else None,
        color=decides_color(options.color, sys.stdout, os.environ),
        isolates=options.bidi == "isolate" or (options.bidi == "auto" and is_terminal),
        has_header=options.header,
        sort_words=find_sort_words(options.sort_keys),
    )
    if options.layout == "stacked" and issubclass(record_type, ConcordanceLine):
        stacked = StackedFormat(
            layout.sort_words, color=layout.color, isolates=layout.isolates, width=layout.width
        )
        return lambda sink, records, _head, _finish: stacked.write(sink, records)
    table = TableFormat(choose_columns(record_type, options.columns, record_type.columns), layout)
    return lambda sink, records, _head, _finish: table.write(sink, record_type, records)


def _find_width() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _prepare_json(record_type: type[Record], options: OutputOptions) -> _Write:
    from corpuskit.output.structured import JsonFormat

    lines = _prepare_lines(record_type, options)
    return lambda sink, records, head, finish: JsonFormat(lines, head).write(
        sink, record_type, records, finish
    )


def _prepare_lines(record_type: type[Record], options: OutputOptions) -> Any:
    from corpuskit.output.structured import JsonLinesFormat

    columns = None
    if options.columns is not None:
        columns = choose_columns(record_type, options.columns, list_columns(record_type))
    return JsonLinesFormat(is_ascii=options.ascii, columns=columns)


def _prepare_jsonl(record_type: type[Record], options: OutputOptions) -> _Write:
    lines = _prepare_lines(record_type, options)
    return lambda sink, records, _head, _finish: lines.write(sink, records)


def _prepare_delimited(record_type: type[Record], options: OutputOptions) -> _Write:
    from corpuskit.output.delimited import DelimitedFormat

    rows = DelimitedFormat(
        "," if options.format == "csv" else "\t",
        choose_columns(record_type, options.columns, list_columns(record_type)),
        has_header=options.header,
        has_mark=options.bom,
        guards_formulas=options.csv_guard,
    )
    return lambda sink, records, _head, _finish: rows.write(sink, record_type, records)


def _prepare_html(record_type: type[Record], options: OutputOptions) -> _Write:
    from corpuskit.output.pages.single import HtmlFormat

    columns = choose_columns(record_type, options.columns, record_type.columns)
    return lambda sink, records, head, finish: HtmlFormat(columns, head).write(
        sink, record_type, records, finish
    )


def _prepare_svg(record_type: type[Record], _options: OutputOptions) -> _Write:
    from corpuskit.output.pages.pictures import find_drawing

    draw = find_drawing(record_type)
    if draw is None:
        raise UsageError(
            "svg is a picture of a timeline or a plot",
            hint="corpuskit dates --timeline month -o timeline.svg, or corpuskit kwic PATTERN --plot -o plot.svg",
        )
    return lambda sink, records, _head, _finish: sink.write(draw(records).encode())


def _prepare_parquet(record_type: type[Record], options: OutputOptions) -> _Write:
    from corpuskit.output.parts import ParquetFormat

    parquet = ParquetFormat(record_type, options.columns)

    def write(sink: StreamSink, records: Iterable[Record], _head: Any, _finish: Any) -> None:
        parquet.write(sink, records)

    return write


def _prepare_markup(record_type: type[Record], options: OutputOptions) -> _Write:
    from corpuskit.output.markup import MarkupFormat, MarkupStyle

    if record_type is not MarkedText:
        raise UsageError(f"{options.format} is for texts with their dates, not for {record_type.__name__}")
    markup = MarkupFormat(cast("MarkupStyle", options.format))
    return lambda sink, records, _head, _finish: markup.write(sink, cast("Iterable[MarkedText]", records))


def _prepare_text(record_type: type[Record], options: OutputOptions) -> _Write:
    from corpuskit.output.plain import PlainFormat

    if record_type is not TextSlice:
        raise UsageError(f"{options.format} is for texts, not for {record_type.__name__}")
    plain = PlainFormat(is_terminal=options.path is None and sys.stdout.isatty())
    return lambda sink, records, _head, _finish: plain.write(sink, cast("Iterable[TextSlice]", records))


_WRITERS: dict[str, Callable[[type[Record], OutputOptions], _Write]] = {
    "table": _prepare_table,
    "json": _prepare_json,
    "jsonl": _prepare_jsonl,
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
