"""`corpuskit words`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Options

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


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.words.wordlist import WordOptions

    return WordOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.cli.stop import read_stop_words
    from corpuskit.words.wordlist import WordList, WordOptions

    options = typed.build(WordOptions, stop=read_stop_words(typed["stop"], typed.inputs))
    present = {}
    if options.by is not None and typed.output.format == "table" and typed.output.columns is None:
        names = ["part", "subpart"][: len(options.parts)]
        present["columns"] = ",".join(
            ("rank", "word", *names, "hits", "distinct_hits", "per_million", "low", "high", "documents")
        )
    return run_analysis(NAME, WordList(options), typed, describe=_describe, present=present)


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} words, {summary['tokens']} tokens in {summary['documents']} documents"
