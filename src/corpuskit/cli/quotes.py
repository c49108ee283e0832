"""`corpuskit quotes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

import typer

from corpuskit.cli.options import SharedOptions

NAME = "quotes"
HELP = """Find quotations, what kind each is, and who says it.

Without options: speech, in marks or without. Titles, terms and scare quotes come with --all.

\b
Examples:
  corpuskit quotes texts/
  corpuskit quotes texts/ --all --columns doc,line,kind,text
  corpuskit quotes texts/ -f jsonl | jq -r '[.speaker_name, .text] | @tsv'
"""


def run(
    shared: SharedOptions,
    all_kinds: Annotated[
        bool, typer.Option("--all", help="Every kind: titles, terms and scare quotes too.")
    ] = False,
    kinds: Annotated[
        str | None,
        typer.Option(
            "--kinds",
            metavar="A,B",
            help="Only these kinds: direct, mixed, unquoted, indirect, title, term, scare.",
        ),
    ] = None,
    indirect: Annotated[
        bool, typer.Option("--indirect", help="Indirect speech too: 'she said that …', 'according to …'.")
    ] = False,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar="NAME", help="Only speakers whose name holds this, in any case."),
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            metavar="P",
            min=0,
            max=1,
            help="Only quotations whose speaker is known with this confidence at least (0–1, e.g. 0.9).",
        ),
    ] = None,
    by: Annotated[
        Literal["speaker"] | None,
        typer.Option("--by", help="Count instead: how often each speaker is quoted.", show_default=False),
    ] = None,
    context: Annotated[
        int | None,
        typer.Option(
            "--context", metavar="N", min=0, help="Give N words before and after each quotation too."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show by which rule each speaker was found, and how sure it is.")
    ] = False,
    parse: Annotated[
        bool,
        typer.Option(
            "--parse",
            help="Parse what no strong rule attributes, in English documents, with an installed spaCy model.",
        ),
    ] = False,
    parse_model: Annotated[
        str | None,
        typer.Option(
            "--parse-model",
            metavar="NAME",
            help="Which installed model parses. [default: the largest English one]",
        ),
    ] = None,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.quotes import QuoteOptions, Quotes, SpeakerCounts

    options = QuoteOptions(
        all=all_kinds,
        kinds=tuple(kind.strip() for kind in kinds.split(",")) if kinds else (),
        indirect=indirect,
        speaker=speaker,
        min_confidence=min_confidence,
        context=context,
        parse=parse,
        parse_model=parse_model,
    )
    if by == "speaker":
        return run_analysis(NAME, SpeakerCounts(options), shared, describe=_describe_speakers)
    if shared.columns is None and shared.make_output_options().format == "table":
        shared = replace(shared, columns=_choose_columns(explain=explain, has_context=context is not None))
    return run_analysis(NAME, Quotes(options), shared, describe=_describe)


def _choose_columns(*, explain: bool, has_context: bool) -> str:
    """Return the columns of a table; the other formats have all fields anyway."""
    from corpuskit.records import Quotation

    columns = list(Quotation.columns)
    if explain:
        columns[-1:-1] = ["speaker_name", "speaker_rule", "confidence"]
    if has_context:
        columns[-1] = "context"
    return ",".join(columns)


def _describe_speakers(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} speakers in {summary['documents']} documents"


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} quotations in {summary['documents']} documents"
