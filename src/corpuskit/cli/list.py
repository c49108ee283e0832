"""`corpuskit list`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpuskit.cli.options import Typed, list_shared
from corpuskit.options import Options

NAME = "list"
HELP = """List the documents of a corpus: title, language, date, size, and how much of it is repeated.

\b
Examples:
  corpuskit list texts/
  corpuskit list texts/ --by lang,date:year
  corpuskit list texts/ --measures mattr,mtld
  corpuskit list posts.jsonl --text-field body --columns doc,words,title
  corpuskit list texts/ -f jsonl | jq 'select(.lang == "ar") | .doc'
"""


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.listing import ListOptions

    return ListOptions, *list_shared()


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.listing import Listing, ListOptions, PartListing

    options = typed.build(ListOptions)
    columns: tuple[str, ...] | None = None
    if options.measures:
        columns = ("doc", "lang", "words", "types", *options.measures, "title")
    elif len(options.by) > 1:
        columns = ("part", "subpart", "documents", "words", "paragraphs", "distinct_paragraphs")
    analysis = PartListing(options) if options.by else Listing(options)
    return run_analysis(NAME, analysis, typed, describe=_describe, columns=columns)


def _describe(summary: Mapping[str, Any]) -> str:
    return (
        f"{summary['documents']} documents, {summary['words']} words, "
        f"{summary['distinct_paragraphs']} distinct of {summary['paragraphs']} paragraphs"
    )
