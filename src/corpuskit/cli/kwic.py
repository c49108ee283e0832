"""`corpuskit kwic`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

import typer

from corpuskit.cli.options import SharedOptions

NAME = "kwic"
HELP = """Show where a phrase occurs, each hit with its context.

PATTERN is a phrase of words. Case, the white space between its words and the form of its quotes and dashes do
not matter; it is never found inside a longer word, unless --substring is given.

\b
Examples:
  corpuskit kwic "UN Charter" texts/
  corpuskit kwic "security council" texts/ --sort R1,R2 -C 5
  corpuskit kwic Charter texts/ --substring -f jsonl | jq -r .match
"""


def run(
    pattern: Annotated[
        str, typer.Argument(metavar="PATTERN", help="The phrase to look for.", show_default=False)
    ],
    shared: SharedOptions,
    case_sensitive: Annotated[
        bool,
        typer.Option("-s", "--case-sensitive", help="Letters match in the case in which they are typed."),
    ] = False,
    substring: Annotated[
        bool, typer.Option("--substring", help="Find the characters inside words too.")
    ] = False,
    context: Annotated[
        str,
        typer.Option(
            "-C", "--context", metavar="N[:M]", help="Context on each side, or before and after the match."
        ),
    ] = "8",
    unit: Annotated[Literal["word", "char"], typer.Option("--unit", help="Unit of the context.")] = "word",
    sort: Annotated[
        str,
        typer.Option(
            "--sort", metavar="KEY,…", help="Order: doc, match, L1 to L5, R1 to R5; nearest word first."
        ),
    ] = "doc",
    count: Annotated[
        bool, typer.Option("--count", help="Print the number of hits in each document, and nothing else.")
    ] = False,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.kwic import KwicOptions, concordance
    from corpuskit.records import ConcordanceCount, ConcordanceLine

    options = KwicOptions(
        pattern=pattern,
        case_sensitive=case_sensitive,
        substring=substring,
        context=parse_context(context),
        unit=unit,
        sort=tuple(key.strip() for key in sort.split(",")),
        limit=shared.limit,
        count=count,
    )
    return run_analysis(
        NAME,
        lambda documents: concordance(documents, options),
        record_type=ConcordanceCount if count else ConcordanceLine,
        options=options,
        shared=replace(shared, limit=None),
        describe=_describe,
    )


def parse_context(typed: str) -> tuple[int, int]:
    """Return the units of context before and after a match.

    Args:
        typed: `N`, or `N:M`.

    Raises:
        UsageError: It is neither.
    """
    from corpuskit.errors import UsageError

    before, colon, after = typed.partition(":")
    if not before.isdecimal() or (colon and not after.isdecimal()):
        raise UsageError(
            f"--context takes N or N:M, whole numbers from 0, not {typed!r}", hint="-C 8, or -C 5:10"
        )
    return int(before), int(after if colon else before)


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['hits']} hits in {summary['documents_with_hits']} of {summary['documents']} documents, {summary['shown']} shown"
