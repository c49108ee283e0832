"""`corpuskit keywords`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.inputs import InputFiles
    from corpuskit.words.keywords import KeywordOptions, ReferenceWords

NAME = "keywords"
HELP = """Find the words that a corpus has more often than another.

Each with how much more often that is, and how sure.

\b
Examples:
  corpuskit keywords texts/ --against others/
  corpuskit keywords texts/ --against words.tsv --sort g2
  corpuskit keywords texts/ --against others/ --size 2 --negative
"""
# A keyword is a word in any form, and keywords have an order of their own.
LEAVES_OUT = ("form", "sort", "match", "by")


class Compared(Options, frozen=True, kw_only=True):
    """What a corpus is compared with."""

    against: Annotated[
        tuple[str, ...],
        Option(
            "What to compare with: a corpus, or a word list as TSV. Repeatable.",
            metavar="PATH", typed=list[str], is_common=True,
        ),
    ]  # fmt: skip


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.words.keywords import KeywordOptions

    return Compared, KeywordOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.cli.stop import read_stop_words
    from corpuskit.corpus import Corpus
    from corpuskit.inputs import InputFiles
    from corpuskit.words.keywords import KeywordOptions, Keywords

    inputs = InputFiles()
    options = typed.build(KeywordOptions, stop=read_stop_words(typed["stop"], inputs))
    reference = _read_reference(typed.build(Compared).against, options, typed, inputs)
    return run_analysis(
        NAME,
        Keywords(options, reference),
        typed,
        describe=_describe,
        make_corpus=partial(Corpus, inputs=inputs),
    )


def _read_reference(
    against: tuple[str, ...], options: KeywordOptions, typed: Typed, inputs: InputFiles
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
    words = WordList(WordOptions(size=options.size, within=options.within, fold_copies=options.fold_copies))
    return count_reference(run_on(words, Corpus(against, typed.corpus, inputs), jobs=typed.running.jobs))


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} keywords of {summary['tokens']} words"
