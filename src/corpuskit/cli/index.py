"""`corpuskit index`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

from corpuskit.cli.options import InputPaths, JsonSwitch, Part, RunOptions, Typed
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.corpus.sources import Source
    from corpuskit.index import IndexStatus

ResultT = TypeVar("ResultT")

NAME = "index"
HELP = """Keep a database of a large corpus, for fast searches.

With it, kwic --index answers in milliseconds.
It stands beside its corpus: that of texts/ is texts.corpus.db. What kwic finds with it is what kwic finds without
it, byte for byte.

\b
Examples:
  corpuskit index build texts/
  corpuskit kwic "UN Charter" texts/ --index texts.corpus.db
  corpuskit index status texts/
  corpuskit index drop texts/
"""

_BUILD_HELP = """Make the database of a corpus, or bring it up to date: only files that have changed are read.

It may be interrupted, or killed, at any time: what is done stays, and the next build goes on from there.

\b
Examples:
  corpuskit index build texts/
  corpuskit index build posts.jsonl --text-field body --at /fast/posts.corpus.db
"""
_STATUS_HELP = """Show what the database of a corpus holds, and whether it is behind its corpus.

\b
Examples:
  corpuskit index status texts/
  corpuskit index status texts/ --json | jq .changed
"""
_DROP_HELP = """Remove the database of a corpus; the corpus itself is not touched.

\b
Examples:
  corpuskit index drop texts/
"""


class Place(Options, frozen=True, kw_only=True):
    """Where the database is."""

    at: Annotated[
        str | None,
        Option(
            "The database. Default: beside the directory, texts.corpus.db for texts/.",
            heading="Output", metavar="FILE", is_common=True,
        ),
    ] = None  # fmt: skip


class StatusAnswer(Options, frozen=True, kw_only=True):
    """What the exit code answers."""

    exit_code: Annotated[
        bool, Option("End with 1 when a build would find work to do.", heading="Running", is_common=True)
    ] = False


def _list_reading() -> tuple[type[Options], ...]:
    from corpuskit.corpus import CorpusOptions

    return Place, InputPaths, CorpusOptions, RunOptions


def _list_status() -> tuple[type[Options] | Part, ...]:
    from corpuskit.corpus import CorpusOptions

    return Place, InputPaths, Part(CorpusOptions, ("globs",)), JsonSwitch, StatusAnswer


def _list_place() -> tuple[type[Options], ...]:
    return Place, InputPaths


def build(typed: Typed) -> int:
    """Build or update a database and return the exit code."""
    from corpuskit.cli.messages import say, say_issue
    from corpuskit.cli.run import EXIT_SKIPPED, choose_paths
    from corpuskit.index import build_index, choose_index_path

    paths = choose_paths(typed.paths)
    place = choose_index_path(paths, typed["at"])
    report = build_index(paths, typed.corpus, place, map_files=partial(_map_and_show, typed.running.jobs))
    if not typed.running.quiet:
        for issue in report.issues:
            say_issue(issue)
        say(
            f"corpuskit: {place}: {report.added} files added, {report.changed} changed, {report.removed} removed, "
            f"{report.unchanged} unchanged"
        )
    return EXIT_SKIPPED if any(issue.skipped for issue in report.issues) else 0


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


def status(typed: Typed) -> int:
    """Print what a database holds and return the exit code."""
    import msgspec

    from corpuskit.cli.run import EXIT_NOTHING, choose_paths
    from corpuskit.index import choose_index_path, describe_index
    from corpuskit.inputs import InputFiles
    from corpuskit.output.sink import open_sink

    paths = choose_paths(typed.paths)
    found = describe_index(choose_index_path(paths, typed["at"]), paths, typed.corpus.globs)
    if typed["json"]:
        text = msgspec.json.encode(found) + b"\n"
    else:
        text = _describe(found).encode("utf-8", "backslashreplace")
    with open_sink(None, InputFiles()) as sink:
        sink.write(text)
    return EXIT_NOTHING if typed["exit_code"] and not found.is_fresh else 0


def drop(typed: Typed) -> int:
    """Remove a database and return the exit code."""
    from corpuskit.cli.run import choose_paths
    from corpuskit.index import choose_index_path, drop_index

    drop_index(typed["at"] or choose_index_path(choose_paths(typed.paths), None))
    return 0


def _describe(found: IndexStatus) -> str:
    from corpuskit.output.safe import make_terminal_safe

    if not found.complete:
        state = "incomplete: its last build was interrupted"
    elif found.is_fresh:
        state = "up to date"
    else:
        state = f"behind: {found.changed} files changed, {found.new} new, {found.missing} gone"
    return (
        f"database    {make_terminal_safe(found.path)}\nstate       {state}\nfiles       {found.files}\n"
        f"documents   {found.documents}\nparagraphs  {found.paragraphs}\nwords       {found.words}\n"
        f"bytes       {found.bytes}\n"
    )


class Subcommand(NamedTuple):
    """A command below this one, with what a module of a command has."""

    run: Callable[[Typed], int]
    HELP: str
    list_options: Callable[[], tuple[type[Options] | Part, ...]]
    LEAVES_OUT: Collection[str] = ()


SUBCOMMANDS = {
    "build": Subcommand(
        build,
        _BUILD_HELP,
        _list_reading,
        (
            "ids",
            "docs",
            "where",
            "since",
            "until",
            "langs",
            "limit",
            "offsets",
            "engine",
            "engine_options",
            "exit_code",
        ),
    ),
    "status": Subcommand(status, _STATUS_HELP, _list_status),
    "drop": Subcommand(drop, _DROP_HELP, _list_place),
}
"""The commands below this one, by name."""
