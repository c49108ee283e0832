"""`corpuskit collocates`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Literal

import typer

from corpuskit.cli.options import SharedOptions

NAME = "collocates"
HELP = """Find the words that stand near the hits of a query more often than chance would have them.

\b
Examples:
  corpuskit collocates security texts/
  corpuskit collocates '(UN|"United Nations") Charter' texts/ -C 3 --sort g2
  corpuskit collocates 'law*' texts/ --stop en -f csv
"""


def run(
    shared: SharedOptions,
    pattern: Annotated[str, typer.Argument(metavar="QUERY", help="The phrase or query, as kwic takes it.")],
    cql: Annotated[
        bool, typer.Option("--cql", help='The query is a CQP query, such as [word="law.*"].')
    ] = False,
    fold: Annotated[bool, typer.Option("--fold", help="Diacritics do not matter in the query.")] = False,
    case_sensitive: Annotated[
        bool, typer.Option("-s", "--case-sensitive", help="Capital and small letters differ in the query.")
    ] = False,
    window: Annotated[
        str,
        typer.Option("-C", "--context", metavar="N|L:R", help="Words on each side, or L before and R after."),
    ] = "5",
    min_hits: Annotated[
        int, typer.Option("--min-hits", min=1, metavar="N", help="Only words with N hits or more.")
    ] = 3,
    min_docs: Annotated[
        int,
        typer.Option("--min-docs", min=1, metavar="N", help="Only words near hits in N documents or more."),
    ] = 1,
    stop: Annotated[
        str | None,
        typer.Option(
            "--stop",
            metavar="LANG|@FILE",
            help="Leave out the function words of a language, or the words of a file.",
            show_default=False,
        ),
    ] = None,
    sort: Annotated[
        Literal["logdice", "g2", "mi", "mi3", "t", "z", "log-ratio", "delta-p", "dice", "hits"],
        typer.Option("--sort", help="The measure to sort by, highest first."),
    ] = "logdice",
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.cli.stop import read_stop_words
    from corpuskit.corpus import Corpus
    from corpuskit.inputs import InputFiles
    from corpuskit.kwic import KwicOptions
    from corpuskit.words.collocates import CollocateOptions, Collocates

    query = KwicOptions(pattern=pattern, cql=cql, fold=fold, case_sensitive=case_sensitive)
    inputs = InputFiles()
    options = CollocateOptions(
        window=window, min_hits=min_hits, min_docs=min_docs, stop=read_stop_words(stop, inputs), order=sort
    )
    return run_analysis(
        NAME,
        Collocates(query, options),
        shared,
        describe=_describe,
        make_corpus=partial(Corpus, inputs=inputs),
    )


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} collocates of {summary['nodes']} hits"
