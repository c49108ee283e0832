"""`corpuskit report`."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from corpuskit.cli.options import InputPaths, OptionSubset, RunOptions, Typed
from corpuskit.options import Option, Options

NAME = "report"
HELP = """Write one page for a browser that shows a whole corpus.

It holds the documents, a search with its concordance, a timeline, who said what, what is repeated, words with keywords
and collocates, and how all of it was made. The page opens from disk without a network, and can be sent as it is.

\b
Examples:
  corpuskit report texts/ -o report.html
  corpuskit report posts.jsonl --source-field channel -o report.html
  corpuskit report texts/ --collocates-of security --title "Press releases" -o report.html
"""


class Target(Options, frozen=True, kw_only=True):
    """What is written."""

    path: Annotated[
        str | None,
        Option(
            "Write to FILE, whole or not at all. Default: standard output.",
            ("-o", "--output"), heading="Output", metavar="FILE", is_common=True,
        ),
    ] = None  # fmt: skip


def list_options() -> tuple[type[Options] | OptionSubset, ...]:
    """Return the structs that declare the options."""
    from corpuskit.corpus import CorpusOptions
    from corpuskit.report import ReportOptions

    return InputPaths, ReportOptions, Target, CorpusOptions, OptionSubset(RunOptions, ("jobs", "quiet"))


def run(typed: Typed) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.messages import IssueLog
    from corpuskit.cli.progress import watch_reading
    from corpuskit.cli.run import choose_paths
    from corpuskit.corpus import Corpus
    from corpuskit.corpus.sources import find_read_once
    from corpuskit.errors import UsageError
    from corpuskit.output.sink import open_sink
    from corpuskit.report import ReportOptions
    from corpuskit.report.gather import OVERVIEW_PASSES
    from corpuskit.report.page import make_report

    target, paths = typed.build(Target).path, choose_paths(typed.paths)
    if pipe := find_read_once(paths):
        raise UsageError(f"a report cannot be made of {pipe}: it is read more than once", hint="name a file")
    if target in (None, "-") and sys.stdout.isatty():
        raise UsageError("a report is a page for a browser", hint="-o report.html")
    options = typed.build(ReportOptions)
    corpus = Corpus(paths, typed.corpus, typed.inputs)
    watch_reading(corpus, OVERVIEW_PASSES)
    with open_sink(target, corpus.inputs) as sink:
        report = make_report(
            corpus,
            options,
            made_by=_describe_run(typed, paths, options),
            jobs=typed.running.jobs,
            on_passes=lambda passes: watch_reading(corpus, passes, "counted"),
        )
        for piece in report.iter_bytes():
            sink.write(piece)
    log = IssueLog(typed.running)
    log.tell(*report.issues)
    return log.exit_code


def _describe_run(typed: Typed, paths: list[str], options: Options) -> list[tuple[str, str]]:
    """Return what the page says of how it was made."""
    from corpuskit import __version__

    asked = [f"{name}={value!r}" for each in (typed.corpus, options) for name, value in _list_changed(each)]
    return [
        ("Tool", f"corpuskit {__version__}"),
        ("Command", f"corpuskit report {' '.join(paths)}"),
        ("Options", ", ".join(asked) or "those without any"),
    ]


def _list_changed(options: Options) -> list[tuple[str, Any]]:
    """Return the options that have another value than without them."""
    import msgspec

    from corpuskit.options import list_options as list_declared

    values = msgspec.structs.asdict(options)
    return [
        (name, values[name])
        for name, each in list_declared(type(options)).items()
        if values[name] != each.default
    ]
