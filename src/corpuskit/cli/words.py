"""`corpuskit words`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from corpuskit.cli.options import OptionSubset, Typed, list_shared
from corpuskit.options import Options

if TYPE_CHECKING:
    from corpuskit.kwic import KwicOptions

NAME = "words"
HELP = """Count the words and n-grams of a corpus: how often, how evenly, with and without copies.

\b
Examples:
  corpuskit words texts/ -n 20
  corpuskit words texts/ --size 2:4 --min-hits 5 --stop en
  corpuskit words texts/ -f tsv -o words.tsv
"""
# A word belongs to no single document.
LEAVES_OUT = ("show",)
# Measured: a million words at a time, and a part of a large text with their places.
_LEAST_MEMORY = 640 << 20
# How the query of --match is read.
_OF_QUERY = ("case_sensitive", "exact", "cql", "fold", "clitics")


def list_options() -> tuple[type[Options] | OptionSubset, ...]:
    """Return the structs that declare the options."""
    from corpuskit.cli.storage import StorageOptions
    from corpuskit.kwic import KwicOptions
    from corpuskit.words.wordlist import WordOptions

    return WordOptions, OptionSubset(KwicOptions, _OF_QUERY), StorageOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.lists import read_stop_words
    from corpuskit.cli.run import run_analysis
    from corpuskit.cli.storage import make_storage
    from corpuskit.words.wordlist import WordList, WordOptions

    options = typed.build(WordOptions, stop=read_stop_words(typed["stop"], typed.inputs))
    names = ("part", "subpart")[: len(options.parts)]
    columns = ("rank", "word", *names, "hits", "distinct_hits", "per_million", "low", "high", "documents")
    storage = make_storage(
        typed, [("--fold-copies near", options.fold_copies == "near")], least=_LEAST_MEMORY
    )
    return run_analysis(
        NAME,
        WordList(options, _read_query(typed), storage),
        typed,
        describe=_describe,
        columns=columns if names else None,
    )


def _read_query(typed: Typed) -> KwicOptions | None:
    """Return the query whose hits are counted; None where all words are.

    Raises:
        UsageError: An option says how a query is read, and there is none.
    """
    if typed["match"] is None:
        typed.refuse(_OF_QUERY, "all words, without --match")
        return None
    from corpuskit.cli.lists import read_lists
    from corpuskit.kwic import KwicOptions

    lists = {} if typed["cql"] else read_lists([typed["match"]], typed.inputs)
    return typed.build(
        KwicOptions, pattern=typed["match"], lists=lists, by=(), sort=("doc",), limit=None, within="paragraph",
        fold_copies="off",
    )  # fmt: skip


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} words, {summary['tokens']} tokens in {summary['documents']} documents"
