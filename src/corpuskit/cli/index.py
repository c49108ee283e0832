"""`corpuskit index`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from corpuskit.cli.options import READING_OPTIONS, SharedOptions

if TYPE_CHECKING:
    from corpuskit.index import IndexStatus

NAME = "index"
HELP = """Keep a database of a large corpus, so that kwic --index answers in milliseconds.

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

At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="FILE",
        help="The database. Default: beside the directory, texts.corpus.db for texts/.",
        show_default=False,
    ),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="End with 1 when a build would find work to do.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def build(shared: SharedOptions, at: At = None) -> int:
    """Build or update a database and return the exit code."""
    from corpuskit.cli.messages import say, say_issue
    from corpuskit.cli.run import EXIT_SKIPPED, choose_paths
    from corpuskit.index import build_index, choose_index_path
    from corpuskit.run.local import map_files

    paths = choose_paths(shared.paths)
    place = choose_index_path(paths, at)
    report = build_index(
        paths, shared.make_corpus_options(), place, map_files=partial(map_files, jobs=shared.jobs)
    )
    if not shared.quiet:
        for issue in report.issues:
            say_issue(issue)
        say(
            f"corpuskit: {place}: {report.added} files added, {report.changed} changed, {report.removed} removed, "
            f"{report.unchanged} unchanged"
        )
    return EXIT_SKIPPED if any(issue.skipped for issue in report.issues) else 0


def status(shared: SharedOptions, at: At = None, as_json: Json = False, exit_code: ExitCode = False) -> int:
    """Print what a database holds and return the exit code."""
    import msgspec

    from corpuskit.cli.run import EXIT_NOTHING, choose_paths
    from corpuskit.index import choose_index_path, describe_index
    from corpuskit.inputs import InputFiles
    from corpuskit.output.sink import open_sink

    paths = choose_paths(shared.paths)
    found = describe_index(choose_index_path(paths, at), paths, tuple(shared.glob or ()))
    if as_json:
        text = msgspec.json.encode(found) + b"\n"
    else:
        text = _describe(found).encode("utf-8", "backslashreplace")
    with open_sink(None, InputFiles()) as sink:
        sink.write(text)
    return EXIT_NOTHING if exit_code and not found.is_fresh else 0


def drop(shared: SharedOptions, at: At = None) -> int:
    """Remove a database and return the exit code."""
    from corpuskit.cli.run import choose_paths
    from corpuskit.index import choose_index_path, drop_index

    drop_index(at or choose_index_path(choose_paths(shared.paths), at))
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


_READING = (*(name for name in READING_OPTIONS if name != "ids"), "jobs", "quiet")

SUBCOMMANDS = {
    "build": (build, _BUILD_HELP, _READING),
    "status": (status, _STATUS_HELP, ("paths", "glob")),
    "drop": (drop, _DROP_HELP, ("paths",)),
}
"""The commands below this one: the function, its help, and the shared options that it takes."""
