"""`corpuskit export`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from corpuskit.cli.options import InputPaths, RunOptions, Typed
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.records import Issue

NAME = "export"
HELP = """Write all that is known of a corpus to an SQLite database.

It is made for Datasette, sqlite-utils and SQL.
Tables: documents, paragraphs, words, dates, quotes, duplicate_groups, duplicates. Rows point to their document;
paragraphs and quotes have full-text search.

\b
Examples:
  corpuskit export texts.db texts/
  datasette texts.db
  sqlite-utils search texts.db quotes "security council"
"""
LEAVES_OUT = ("limit", "offsets", "engine", "engine_options", "exit_code")


class ExportTarget(Options, frozen=True, kw_only=True):
    """What is written."""

    database: Annotated[str, Option("The database to write.", metavar="DB", is_argument=True)]


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.corpus import CorpusOptions

    return ExportTarget, InputPaths, CorpusOptions, RunOptions


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.messages import IssueLog
    from corpuskit.cli.progress import watch_reading
    from corpuskit.cli.run import choose_paths
    from corpuskit.corpus import Corpus
    from corpuskit.corpus.sources import find_read_once
    from corpuskit.errors import UsageError
    from corpuskit.index.export import open_export
    from corpuskit.report.gather import run_overview

    paths = choose_paths(typed.paths)
    if pipe := find_read_once(paths):
        raise UsageError(f"{pipe} cannot be exported: it is read more than once", hint="name a file")
    corpus = Corpus(paths, typed.corpus, typed.inputs)
    issues: list[Issue] = []
    watch_reading(corpus, passes=5)
    with open_export(typed["database"], corpus.inputs) as exporter:
        for results in run_overview(corpus, typed.running.jobs):
            exporter.add_records(results)
            # Those of reading are told once, below.
            issues += results.own_issues
        exporter.add_texts(corpus)
    # The corpus is read several times.
    issues += corpus.issues
    log = IssueLog(typed.running)
    log.tell(*issues)
    return log.exit_code
