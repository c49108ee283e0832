"""`corpuskit words`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Literal

import typer

from corpuskit.cli.options import SharedOptions

NAME = "words"
HELP = """Count the words and n-grams of a corpus: how often, how evenly, with and without copies.

\b
Examples:
  corpuskit words texts/ -n 20
  corpuskit words texts/ --size 2:4 --min-hits 5 --stop en
  corpuskit words texts/ -f tsv -o words.tsv
"""


def run(
    shared: SharedOptions,
    size: Annotated[
        str, typer.Option("--size", metavar="N|A:B", help="Number of words of an n-gram, or from A to B.")
    ] = "1",
    form: Annotated[
        Literal["view", "written"],
        typer.Option("--form", help="Fold case and typographic variants, or count words as written."),
    ] = "view",
    within: Annotated[
        Literal["sentence", "paragraph"], typer.Option("--within", help="What an n-gram does not cross.")
    ] = "sentence",
    min_hits: Annotated[
        int, typer.Option("--min-hits", min=1, metavar="N", help="Only words with N hits or more.")
    ] = 1,
    min_docs: Annotated[
        int, typer.Option("--min-docs", min=1, metavar="N", help="Only words in N documents or more.")
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
        Literal["hits", "dp", "word"],
        typer.Option("--sort", help="Most frequent first, most even first, or by word."),
    ] = "hits",
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.cli.stop import read_stop_words
    from corpuskit.corpus import Corpus
    from corpuskit.inputs import InputFiles
    from corpuskit.words.wordlist import WordList, WordOptions

    inputs = InputFiles()
    options = WordOptions(
        size=size,
        form=form,
        within=within,
        min_hits=min_hits,
        min_docs=min_docs,
        stop=read_stop_words(stop, inputs),
        sort=sort,
    )
    return run_analysis(
        NAME, WordList(options), shared, describe=_describe, make_corpus=partial(Corpus, inputs=inputs)
    )


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} words, {summary['tokens']} tokens in {summary['documents']} documents"
