"""`corpuskit export`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from corpuskit.cli.options import SharedOptions

NAME = "export"
HELP = """Write all that is known of a corpus to one SQLite database, for Datasette, sqlite-utils and SQL.

Tables: documents, paragraphs, words, dates, quotes, duplicate_groups, duplicates. Rows point to their document;
paragraphs and quotes have full-text search.

\b
Examples:
  corpuskit export texts.db texts/
  datasette texts.db
  sqlite-utils search texts.db quotes "security council"
"""
SHARED = (
    "paths", "input_format", "encoding", "text_field", "id_field", "title_field", "date_field", "source_field", "glob",
    "doc", "ids", "paragraphs", "lang_model", "jobs", "quiet",
)  # fmt: skip


def run(
    shared: SharedOptions,
    database: Annotated[str, typer.Argument(metavar="DB", help="The database to write.", show_default=False)],
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.messages import say_issue
    from corpuskit.cli.parallel import run_in_parallel
    from corpuskit.cli.run import EXIT_SKIPPED, choose_paths
    from corpuskit.corpus import Corpus, Document
    from corpuskit.dates import extract_dates
    from corpuskit.dedupe import find_duplicates
    from corpuskit.errors import UsageError
    from corpuskit.index.export import open_export
    from corpuskit.listing import list_documents
    from corpuskit.quotes import extract_quotes
    from corpuskit.records import Findings

    paths = choose_paths(shared.paths)
    if "-" in paths:
        raise UsageError("standard input cannot be exported: it is read more than once", hint="name a file")
    corpus = Corpus(paths, shared.make_corpus_options())
    by_document: list[Callable[[Iterable[Document]], Findings[Any]]] = [
        list_documents,
        extract_dates,
        extract_quotes,
    ]
    issues = []
    with open_export(database, corpus.inputs) as exporter:
        for analysis in by_document:
            issues += exporter.add_records(run_in_parallel(analysis, corpus, shared.jobs))
        exporter.add_texts(corpus)
        issues += exporter.add_records(find_duplicates(corpus))
    issues += corpus.issues
    if not shared.quiet:
        for issue in issues:
            say_issue(issue)
    return EXIT_SKIPPED if any(issue.skipped for issue in issues) else 0
