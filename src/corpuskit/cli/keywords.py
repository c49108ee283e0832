"""`corpuskit keywords`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.cli.options import Typed, list_shared
from corpuskit.cli.reference import Compared, read_reference
from corpuskit.options import Options

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
LEAVES_OUT = ("form", "sort", "collate", "match", "by", "show")


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.words.keywords import KeywordOptions

    return Compared, KeywordOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.lists import read_stop_words
    from corpuskit.cli.run import run_analysis
    from corpuskit.words.keywords import KeywordOptions, Keywords

    options = typed.build(KeywordOptions, stop=read_stop_words(typed["stop"], typed.inputs))
    reference = read_reference(typed.build(Compared).against, options, typed)
    return run_analysis(
        NAME,
        Keywords(options, reference),
        typed,
        describe=_describe,
    )


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} keywords of {summary['tokens']} words"
