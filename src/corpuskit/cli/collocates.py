"""`corpuskit collocates`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from corpuskit.cli.options import OptionSubset, Typed, list_shared
from corpuskit.options import Option, Options

NAME = "collocates"
HELP = """Find the words that stand near the hits of a query.

Those that stand there more often than chance would have them come first.

\b
Examples:
  corpuskit collocates security texts/
  corpuskit collocates '(UN|"United Nations") Charter' texts/ -C 3 --sort g2
  corpuskit collocates 'law*' texts/ --stop en -f csv
"""
# A word belongs to no single document.
LEAVES_OUT = ("show",)


class Asked(Options, frozen=True, kw_only=True):
    """What is asked for."""

    pattern: Annotated[
        str, Option("The phrase or query, as kwic takes it.", metavar="QUERY", is_argument=True)
    ]


def list_options() -> tuple[type[Options] | OptionSubset, ...]:
    """Return the structs that declare the options."""
    from corpuskit.kwic import KwicOptions
    from corpuskit.words.collocates import CollocateOptions

    return (
        Asked,
        OptionSubset(KwicOptions, ("case_sensitive", "cql", "fold")),
        CollocateOptions,
        *list_shared(),
    )


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.lists import read_lists, read_stop_words
    from corpuskit.cli.run import run_analysis
    from corpuskit.kwic import KwicOptions
    from corpuskit.words.collocates import CollocateOptions, Collocates

    query = typed.build(
        KwicOptions,
        pattern=typed["pattern"],
        lists={} if typed["cql"] else read_lists([typed["pattern"]], typed.inputs),
        by=(),
        limit=None,
    )
    options = typed.build(CollocateOptions, stop=read_stop_words(typed["stop"], typed.inputs))
    more = ["parts"] * (options.by is not None) + ["examples"] * (options.examples > 0)
    return run_analysis(
        NAME,
        Collocates(query, options),
        typed,
        describe=_describe,
        columns=("word", "hits", "distinct_hits", "corpus_hits", "logdice", "g2", *more) if more else None,
    )


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} collocates of {summary['nodes']} hits"
