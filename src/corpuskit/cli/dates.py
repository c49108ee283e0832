"""`corpuskit dates`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Option, Options

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
  corpuskit dates texts/ --timeline -o timeline.svg
  corpuskit dates texts/ -f jsonl | jq 'select(.first_day >= "2024") | .text'
"""
# They are read, and no date depends on them.
HIDES = ("title_field", "source_field")


class DatesOutput(Options, frozen=True, kw_only=True):
    """How dates are shown, and where documents without one take theirs."""

    anchor_from: Annotated[
        Literal["mtime"] | None,
        Option("Where documents without a date take one: the time of their file.", heading="Matching"),
    ] = None
    timeline: Annotated[
        Literal["day", "month", "year"] | None,
        Option(
            "Count instead: how many dates fall in each day, month or year. Without a value: month.",
            heading="Arranging", is_common=True, without_value="month",
        ),
    ] = None  # fmt: skip
    inline: Annotated[
        Literal["timex3", "tei"] | None,
        Option("The texts as XML, with their dates marked in place.", heading="Output", is_common=True),
    ] = None


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.dates import DateOptions

    return DateOptions, DatesOutput, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.dates import DateOptions, Dates, MarkedDates, Timeline

    shown = typed.build(DatesOutput)
    takes_file_dates = shown.anchor_from is not None
    analysis: Dates
    if shown.inline is not None:
        typed = _choose_markup(typed, shown.inline)
        # TIMEX3 has no intervals.
        changes: dict[str, Any] = {"ranges": "ends"} if shown.inline == "timex3" else {}
        analysis = MarkedDates(typed.build(DateOptions, **changes), takes_file_dates=takes_file_dates)
    elif shown.timeline is not None:
        analysis = Timeline(typed.build(DateOptions), shown.timeline, takes_file_dates=takes_file_dates)
    else:
        analysis = Dates(typed.build(DateOptions), takes_file_dates=takes_file_dates)
    return run_analysis(NAME, analysis, typed, answer="dates", describe=_describe)


def _choose_markup(typed: Typed, style: Literal["timex3", "tei"]) -> Typed:
    """Return what was typed with the markup as the format of the output.

    Raises:
        UsageError: Another option asks for another output.
    """
    from corpuskit.errors import UsageError

    where = f"--inline {style}"
    if typed.is_given("timeline"):
        raise UsageError("--inline and --timeline are two outputs", hint="use two runs")
    typed.refuse(("format", "json", "columns", "offsets"), where)
    if typed["ranges"] == "half-open" or style == "tei":
        typed.refuse(("ranges",), where)
    return typed.replace(format=style)


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['dates']} dates in {summary['documents']} documents"
