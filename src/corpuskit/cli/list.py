"""`corpuskit list`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.cli.options import Typed, list_shared

NAME = "list"
HELP = """List the documents of a corpus: title, language, date, size, and how much of it is repeated.

\b
Examples:
  corpuskit list texts/
  corpuskit list posts.jsonl --text-field body --columns doc,words,title
  corpuskit list texts/ -f jsonl | jq 'select(.lang == "ar") | .doc'
"""


list_options = list_shared


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.listing import Listing

    return run_analysis(NAME, Listing(), typed, describe=_describe)


def _describe(summary: Mapping[str, Any]) -> str:
    return (
        f"{summary['documents']} documents, {summary['words']} words, "
        f"{summary['distinct_paragraphs']} distinct of {summary['paragraphs']} paragraphs"
    )
