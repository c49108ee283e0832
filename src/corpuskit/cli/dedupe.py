"""`corpuskit dedupe`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from corpuskit.cli.options import SharedOptions

NAME = "dedupe"
HELP = """Find paragraphs that repeat others, exactly or nearly.

A paragraph is a copy when its similarity to an earlier, kept paragraph reaches the threshold. All such copies are
found. Nothing is changed, unless --write asks for a corpus without them.

\b
Examples:
  corpuskit dedupe texts/
  corpuskit dedupe texts/ --threshold 0.9 --pairs
  corpuskit dedupe texts/ --write clean/
"""


def run(
    shared: SharedOptions,
    threshold: Annotated[
        str, typer.Option("--threshold", metavar="T", help="Least similarity of a near copy, 0.5 to 1.")
    ] = "0.8",
    exact: Annotated[bool, typer.Option("--exact", help="Exact copies only.")] = False,
    min_words: Annotated[
        int, typer.Option("--min-words", min=1, metavar="N", help="Near copies have N words at least.")
    ] = 5,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="One record a copy, with the words that differ.")
    ] = False,
    write: Annotated[
        str | None,
        typer.Option(
            "--write", metavar="DIR", help="Write the corpus without the copies to the new directory DIR."
        ),
    ] = None,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.dedupe import DedupeOptions, find_duplicates
    from corpuskit.records import DuplicateGroup, DuplicatePair

    options = DedupeOptions(threshold=threshold, exact=exact, min_words=min_words, pairs=pairs)
    del write
    return run_analysis(
        NAME,
        lambda documents: find_duplicates(documents, options),
        record_type=DuplicatePair if pairs else DuplicateGroup,
        options=options,
        shared=shared,
        finds_faults=True,
        describe=_describe,
    )


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['copies']} of {summary['paragraphs']} paragraphs repeat others, in {summary['groups']} groups"
