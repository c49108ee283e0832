"""`corpuskit show`."""

from __future__ import annotations

from typing import Any

from corpuskit.cli.options import InputPaths, JsonSwitch, OptionSubset, RunOptions, Typed
from corpuskit.options import Options

NAME = "show"
HELP = """Print the text of a document, or a slice of it.

A record names its slice: DOC:START:END, in characters.

\b
Examples:
  corpuskit show report texts/
  corpuskit show report:120:185 texts/
  corpuskit show posts:4 posts.jsonl --json
"""
# Ids that are named where there is none like the one that was typed.
_MOST_ALIKE = 3
# The document is named; others are not asked for.
LEAVES_OUT = ("docs", "where", "since", "until", "langs")


def list_options() -> tuple[type[Options] | OptionSubset, ...]:
    """Return the structs that declare the options."""
    from corpuskit.corpus import CorpusOptions
    from corpuskit.output.writer import OutputOptions
    from corpuskit.showing import ShowOptions

    shown = OptionSubset(OutputOptions, ("format", "path", "columns", "header", "bom", "ascii"))
    return (
        ShowOptions,
        InputPaths,
        CorpusOptions,
        shown,
        JsonSwitch,
        OptionSubset(RunOptions, ("jobs", "quiet")),
    )


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.errors import UsageError
    from corpuskit.showing import Show, ShowOptions

    keep: list[Any] = []
    present = {"format": "text"} if typed.output.format == "table" else {}
    wanted = typed.build(ShowOptions)
    code = run_analysis(NAME, Show(wanted), typed, present=present, keep=keep)
    if not any(getattr(item, "text", None) is not None for item in keep):
        raise UsageError(
            f"no document {wanted.doc!r} in this corpus",
            hint=_name_alike(typed, wanted.doc.partition(":")[0]),
        )
    return code


def _name_alike(typed: Typed, part: str) -> str:
    """Return a hint with the first ids that hold what was typed; the corpus is read once more for that."""
    from itertools import islice

    from corpuskit.cli.run import choose_paths
    from corpuskit.corpus import Corpus

    ids = (document.id for document in Corpus(choose_paths(typed.paths), typed.corpus))
    alike = list(islice((each for each in ids if part.casefold() in each.casefold()), _MOST_ALIKE))
    return f"there is {', '.join(map(repr, alike))}" if alike else "corpuskit list shows the ids"
