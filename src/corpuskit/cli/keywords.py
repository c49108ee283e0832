"""`corpuskit keywords`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from corpuskit.cli.options import SharedOptions

if TYPE_CHECKING:
    from corpuskit.inputs import InputFiles
    from corpuskit.words.keywords import KeywordOptions, ReferenceWords

NAME = "keywords"
HELP = """Find the words that a corpus has more often than another, by how much, and how sure that is.

\b
Examples:
  corpuskit keywords texts/ --against others/
  corpuskit keywords texts/ --against words.tsv --sort g2
  corpuskit keywords texts/ --against others/ --size 2 --negative
"""


def run(
    shared: SharedOptions,
    against: Annotated[
        list[str],
        typer.Option(
            "--against",
            metavar="PATH",
            help="What to compare with: a corpus, or a word list as TSV; may be repeated.",
            show_default=False,
        ),
    ],
    size: Annotated[
        str, typer.Option("--size", metavar="N|A:B", help="Number of words of an n-gram, or from A to B.")
    ] = "1",
    within: Annotated[
        Literal["sentence", "paragraph"], typer.Option("--within", help="What an n-gram does not cross.")
    ] = "sentence",
    min_hits: Annotated[
        int, typer.Option("--min-hits", min=1, metavar="N", help="Only words with N hits or more in both.")
    ] = 3,
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
        Literal["log-ratio", "g2", "diff", "odds-ratio", "simple-maths", "hits"],
        typer.Option("--sort", help="The measure to sort by, strongest first."),
    ] = "log-ratio",
    p: Annotated[
        float,
        typer.Option("--p", min=0, max=1, metavar="P", help="Largest p, corrected for the number of words."),
    ] = 0.01,
    correction: Annotated[
        Literal["bonferroni", "fdr", "none"], typer.Option("--correction", help="How p is corrected.")
    ] = "bonferroni",
    negative: Annotated[
        bool, typer.Option("--negative", help="The words that the other corpus has more often.")
    ] = False,
    k: Annotated[
        float, typer.Option("--k", min=0.000001, help="What simple maths adds to both frequencies.")
    ] = 1.0,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.cli.stop import read_stop_words
    from corpuskit.corpus import Corpus
    from corpuskit.inputs import InputFiles
    from corpuskit.words.keywords import KeywordOptions, Keywords

    inputs = InputFiles()
    options = KeywordOptions(
        size=size,
        within=within,
        min_hits=min_hits,
        min_docs=min_docs,
        stop=read_stop_words(stop, inputs),
        order=sort,
        p=p,
        correction=correction,
        negative=negative,
        k=k,
    )
    reference = _read_reference(against, options, shared, inputs)
    return run_analysis(
        NAME,
        Keywords(options, reference),
        shared,
        describe=_describe,
        make_corpus=partial(Corpus, inputs=inputs),
    )


def _read_reference(
    against: list[str], options: KeywordOptions, shared: SharedOptions, inputs: InputFiles
) -> ReferenceWords:
    """Return the words to compare with: of a word list, where a single file named `.tsv` has one, or of a corpus."""
    from corpuskit.corpus import Corpus
    from corpuskit.run import run as run_on
    from corpuskit.words.keywords import count_reference, read_word_list
    from corpuskit.words.wordlist import WordList, WordOptions

    if len(against) == 1 and against[0].endswith(".tsv"):
        inputs.add(against[0])
        with open(against[0], encoding="utf-8-sig", newline="") as file:
            return read_word_list(file)
    words = WordList(WordOptions(size=options.size, within=options.within))
    return count_reference(
        run_on(words, Corpus(against, shared.make_corpus_options(), inputs), jobs=shared.jobs)
    )


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} keywords of {summary['tokens']} words"
