"""`corpuskit index status`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from corpuskit.cli.index_place import IndexPlace
from corpuskit.cli.options import InputPaths, JsonSwitch, OptionSubset, Typed
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.index import IndexStatus

HELP = """Show what the database of a corpus holds, and whether it is behind its corpus.

\b
Examples:
  corpuskit index status texts/
  corpuskit index status texts/ --json | jq .changed
"""


class StatusAnswer(Options, frozen=True, kw_only=True):
    """What the exit code answers."""

    exit_code: Annotated[
        bool, Option("End with 1 when a build would find work to do.", heading="Running", is_common=True)
    ] = False


def list_options() -> tuple[type[Options] | OptionSubset, ...]:
    """Return the structs that declare the options."""
    from corpuskit.corpus import CorpusOptions

    return IndexPlace, InputPaths, OptionSubset(CorpusOptions, ("globs",)), JsonSwitch, StatusAnswer


def run(typed: Typed) -> int:
    """Print what a database holds and return the exit code."""
    import msgspec

    from corpuskit.cli.run import EXIT_NOTHING, choose_paths
    from corpuskit.corpus import Corpus
    from corpuskit.index import choose_index_path, describe_index
    from corpuskit.output.sink import open_sink

    paths = choose_paths(typed.paths)
    # What is in the files is not read, but they are the input all the same.
    corpus = Corpus(paths, typed.corpus, typed.inputs)
    found = describe_index(choose_index_path(paths, typed["at"]), paths, typed.corpus.globs)
    if typed["json"]:
        text = msgspec.json.encode(found) + b"\n"
    else:
        text = _describe(found).encode("utf-8", "backslashreplace")
    with open_sink(None, corpus.inputs) as sink:
        sink.write(text)
    return EXIT_NOTHING if typed["exit_code"] and not found.is_fresh else 0


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
