"""`corpuskit quotes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Option, Options

NAME = "quotes"
HELP = """Find quotations, what kind each is, and who says it.

Without options: speech, in marks or without. Titles, terms and scare quotes come with --all.

\b
Examples:
  corpuskit quotes texts/
  corpuskit quotes texts/ --all --columns doc,line,kind,text
  corpuskit quotes texts/ -f jsonl | jq -r '[.speaker_name, .text] | @tsv'
"""
# What a row says of its title, date and source is read, and no quotation depends on it.
HIDES = ("title_field", "date_field", "source_field")


class QuotesOutput(Options, frozen=True, kw_only=True):
    """How quotations are shown."""

    by: Annotated[
        Literal["speaker"] | None,
        Option("Count instead: how often each speaker is quoted.", heading="Arranging", is_common=True),
    ] = None
    explain: Annotated[
        bool,
        Option("Show the rule by which each speaker was found, and how sure it is.", heading="Arranging"),
    ] = False


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.quotes import QuoteOptions

    return QuoteOptions, QuotesOutput, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.quotes import QuoteOptions, Quotes, SpeakerCounts

    options, shown = typed.build(QuoteOptions), typed.build(QuotesOutput)
    if shown.by is not None:
        typed.refuse(("explain", "context"), "--by speaker")
        return run_analysis(NAME, SpeakerCounts(options), typed, describe=_describe_speakers)
    columns = _choose_columns(explain=shown.explain, has_context=options.context is not None)
    return run_analysis(NAME, Quotes(options), typed, describe=_describe, columns=columns)


def _choose_columns(*, explain: bool, has_context: bool) -> list[str]:
    """Return the columns of a table; the other formats have all fields anyway."""
    from corpuskit.records import Quotation

    columns = list(Quotation.columns)
    if explain:
        columns[-1:-1] = ["speaker_name", "speaker_rule", "confidence"]
    if has_context:
        columns[-1] = "context"
    return columns


def _describe_speakers(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} speakers in {summary['documents']} documents"


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} quotations in {summary['documents']} documents"
