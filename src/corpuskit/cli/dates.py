"""`corpuskit dates`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from corpuskit.cli.options import SharedOptions

if TYPE_CHECKING:
    from corpuskit.dates import Dates

NAME = "dates"
HELP = """Find dates in running text, and say what each one is and why.

A year that is not written is worked out from the weekday, from other dates of the text, or from the document's own
date; such a value bears a question mark (?2024-07-16), and the record says what it follows from.

\b
Examples:
  corpuskit dates texts/
  corpuskit dates texts/ --from 2024-07 --to 2024-12
  corpuskit dates texts/ --timeline year
  corpuskit dates texts/ -f jsonl | jq 'select(.first_day >= "2024") | .text'
"""


def run(
    shared: SharedOptions,
    anchor: Annotated[
        str | None,
        typer.Option(
            "--anchor",
            metavar="DATE",
            help="The date of all documents, YYYY-MM-DD; otherwise each says its own.",
        ),
    ] = None,
    anchor_from: Annotated[
        Literal["mtime"] | None,
        typer.Option(
            "--anchor-from",
            help="Where documents without a date take one: the time of their file.",
            show_default=False,
        ),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Only dates on or after this one.", show_default=False),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Only dates on or before this one.", show_default=False),
    ] = None,
    order: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        typer.Option(
            "--order", help="Order of numeric dates; otherwise the evidence decides.", show_default=False
        ),
    ] = None,
    ranges: Annotated[
        Literal["one", "ends", "half-open"],
        typer.Option(
            "--ranges",
            help="A range as one record, its two ends apart, or one record that ends before the last date.",
        ),
    ] = "one",
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="EN,AR,…", help="Languages of the dates; otherwise as each document says."
        ),
    ] = None,
    vague: Annotated[bool, typer.Option("--vague", help="Words such as 'now' and 'recently' too.")] = False,
    urls: Annotated[bool, typer.Option("--urls", help="Dates inside of web addresses too.")] = False,
    timeline: Annotated[
        Literal["month", "year"] | None,
        typer.Option("--timeline", help="How many dates fall in each month or year.", show_default=False),
    ] = None,
    inline: Annotated[
        Literal["timex3", "tei"] | None,
        typer.Option(
            "--inline", help="The texts as XML, with their dates marked in place.", show_default=False
        ),
    ] = None,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.dates import DateOptions, Dates, MarkedDates, Timeline

    options = DateOptions(
        anchor=anchor,
        from_=from_,
        to=to,
        order=order,
        ranges="ends" if inline == "timex3" else ranges,
        languages=tuple(code.strip().lower() for code in lang.split(",")) if lang else (),
        vague=vague,
        urls=urls,
    )
    if inline is not None:
        shared = _choose_markup(shared, inline, ranges=ranges, timeline=timeline)

    takes_file_dates = anchor_from is not None
    analysis: Dates
    if inline is not None:
        analysis = MarkedDates(options, takes_file_dates=takes_file_dates)
    elif timeline is not None:
        analysis = Timeline(options, timeline, takes_file_dates=takes_file_dates)
    else:
        analysis = Dates(options, takes_file_dates=takes_file_dates)
    return run_analysis(NAME, analysis, shared, answer="dates", describe=_describe)


def _choose_markup(
    shared: SharedOptions, style: Literal["timex3", "tei"], *, ranges: str, timeline: str | None
) -> SharedOptions:
    """Return the shared options with the markup as the format of the output.

    Raises:
        UsageError: Another option asks for another output.
    """
    from corpuskit.errors import UsageError

    if timeline is not None:
        raise UsageError("--inline and --timeline are two outputs", hint="use two runs")
    if ranges == "half-open" or (ranges == "ends" and style == "tei"):
        raise UsageError(f"--ranges {ranges} has no effect on --inline {style}", hint="leave out --ranges")
    shared.refuse(("format", "json", "columns", "offsets"), f"--inline {style}")
    return replace(shared, format=cast("Any", style))


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['dates']} dates in {summary['documents']} documents"
