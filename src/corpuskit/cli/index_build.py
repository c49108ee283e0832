"""`corpuskit index build`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from corpuskit.cli.index_place import IndexPlace
from corpuskit.cli.options import InputPaths, RunOptions, Typed
from corpuskit.options import Options

if TYPE_CHECKING:
    from corpuskit.corpus.sources import Source

ResultT = TypeVar("ResultT")

HELP = """Make the database of a corpus, or bring it up to date: only files that have changed are read.

It may be interrupted, or killed, at any time: what is done stays, and the next build goes on from there.

\b
Examples:
  corpuskit index build texts/
  corpuskit index build posts.jsonl --text-field body --at /fast/posts.corpus.db
"""
LEAVES_OUT = (
    "ids", "docs", "where", "since", "until", "langs", "limit", "offsets", "engine", "engine_options", "exit_code",
)  # fmt: skip


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    from corpuskit.corpus import CorpusOptions

    return IndexPlace, InputPaths, CorpusOptions, RunOptions


def run(typed: Typed) -> int:
    """Build or update a database and return the exit code."""
    from corpuskit.cli.messages import IssueLog
    from corpuskit.cli.run import choose_paths
    from corpuskit.index import build_index, choose_index_path

    paths = choose_paths(typed.paths)
    place = choose_index_path(paths, typed["at"])
    report = build_index(
        paths, typed.corpus, place, map_files=partial(_map_and_show, typed.running.jobs), inputs=typed.inputs
    )
    log = IssueLog(typed.running)
    log.tell(*report.issues)
    log.note(
        f"{place}: {report.added} files added, {report.changed} changed, {report.removed} removed, "
        f"{report.unchanged} unchanged"
    )
    return log.exit_code


def _map_and_show(
    jobs: int | None, function: Callable[[Source], ResultT], files: Sequence[Source]
) -> Iterator[ResultT | None]:
    """Yield what a function returns for each file, in order, and show how many bytes are done."""
    from corpuskit.cli.progress import make_progress
    from corpuskit.corpus.sources import measure_bytes
    from corpuskit.run.local import map_files

    show = make_progress("indexed")
    sizes = [measure_bytes(file) for file in files] if show else []
    done, total = 0, sum(sizes) or 1
    for place, result in enumerate(map_files(function, files, jobs=jobs)):
        yield result
        if show:
            done += sizes[place]
            show(done / total)
