"""`corpuskit dates`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from corpuskit.cli.dates_output import DatesOutput, choose_markup
from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Options

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
        typed = choose_markup(typed, shown.inline)
        # TIMEX3 has no intervals.
        changes: dict[str, Any] = {"ranges": "ends"} if shown.inline == "timex3" else {}
        analysis = MarkedDates(typed.build(DateOptions, **changes), takes_file_dates=takes_file_dates)
    elif shown.timeline is not None:
        analysis = Timeline(typed.build(DateOptions), shown.timeline, takes_file_dates=takes_file_dates)
    else:
        analysis = Dates(typed.build(DateOptions), takes_file_dates=takes_file_dates)
    return run_analysis(NAME, analysis, typed, fails=lambda summary: not summary["dates"], describe=_describe)


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['dates']} dates in {summary['documents']} documents"
