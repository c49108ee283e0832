"""From options to output: the one way that every command goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit import __version__
from corpuskit.cli.messages import say, say_issue
from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.engine.local import run_here
from corpuskit.errors import CorpuskitError, UsageError
from corpuskit.output.writer import OutputOptions, write_records
from corpuskit.records import Findings, Issue, Record

if TYPE_CHECKING:
    import msgspec

    from corpuskit.cli.options import SharedOptions
    from corpuskit.cli.parallel import Division
    from corpuskit.inputs import InputFiles
    from corpuskit.output.offsets import OffsetConverter
    from corpuskit.output.parts import PartOptions

EXIT_NOTHING = 1
EXIT_SKIPPED = 3
CORPUS_VARIABLE = "CORPUSKIT_CORPUS"
_DEFAULT_CORPUS = "seeds"

Analysis = Callable[[Iterable[Document]], Findings[Any]]


def run_analysis(
    command: str,
    analysis: Analysis,
    *,
    record_type: type[Record],
    options: msgspec.Struct,
    shared: SharedOptions,
    by_document: bool = False,
    division: Division | None = None,
    finds_faults: bool = False,
    answer: str = "records",
    describe: Callable[[Mapping[str, Any]], str] | None = None,
    explain: Callable[[Mapping[str, Any]], Iterable[Issue]] = lambda _: (),
    present: Mapping[str, Any] | None = None,
    make_corpus: Callable[[list[str], CorpusOptions], Corpus] = Corpus,
) -> int:
    """Run an analysis over the corpus, write its records and return the exit code.

    Args:
        command: Name of the command, for the head of JSON output.
        analysis: From documents to findings.
        record_type: The type of the records that it yields.
        options: The options of the analysis, for the head of JSON output.
        shared: What was typed for the shared options.
        by_document: Whether the analysis looks at each document alone, so that several processes may share them.
        division: How a very large document is shared among them; None where each is looked at as a whole.
        finds_faults: With `--exit-code`, whether finding something is what ends with 1, instead of finding nothing.
        answer: The figure of the summary that `--exit-code` asks for.
        describe: From the summary to a line for the user; None for none.
        explain: From the summary to notes on what was found, or was not.
        present: Fields of the output options that the command decides itself.
        make_corpus: From paths and options to the corpus.

    Raises:
        CorpuskitError: It cannot be done.
    """
    import msgspec

    corpus = make_corpus(choose_paths(shared.paths), shared.make_corpus_options())
    output = msgspec.structs.replace(shared.make_output_options(), **(present or {}))
    journal = _Journal(corpus, quiet=shared.quiet)
    findings, converters = _start(analysis, corpus, shared, record_type, division, by_document=by_document)
    write = _choose_writer(findings, output, shared.make_part_options(), corpus.inputs)
    counts = {"records": 0, "shown": 0}

    def take_records() -> Iterator[Record]:
        limit = sys.maxsize if shared.limit is None else shared.limit
        for item in findings:
            journal.report_new()
            if isinstance(item, Issue):
                journal.add(item)
                continue
            if isinstance(item, WrittenPart):
                counts["records"] += item.records
                counts["shown"] += item.records
                continue
            counts["records"] += 1
            if counts["shown"] < limit:
                counts["shown"] += 1
                yield item if converters is None else converters.convert(item)
        journal.add(*explain(findings.summary))
        journal.report_new()

    def finish() -> tuple[list[Issue], Mapping[str, Any]]:
        return journal.issues, {
            "documents": corpus.document_count,
            "skipped": journal.skipped,
            **counts,
            **findings.summary,
        }

    head = {
        "tool": f"corpuskit {__version__}",
        "command": command,
        "options": msgspec.to_builtins(options),
        "input": msgspec.to_builtins(corpus.options),
        "offsets": shared.offsets,
    }
    try:
        journal.add(*write(record_type, take_records(), head=head, finish=finish))
    except CorpuskitError:
        # What led to it was met before it.
        journal.report_new()
        raise
    summary = finish()[1]
    journal.close(summary, describe)
    if journal.skipped:
        return EXIT_SKIPPED
    if shared.exit_code and bool(summary[answer]) == finds_faults:
        return EXIT_NOTHING
    return 0


class WrittenPart(NamedTuple):
    """Says that so many records have been written where they were found."""

    records: int


class FindingsInParts(Findings[Any]):
    """Findings that workers write themselves.

    Attributes:
        directory: Where to; set before the first of them is asked for.
    """

    directory: str


def _choose_writer(
    findings: Findings[Any], output: OutputOptions, parts: PartOptions | None, inputs: InputFiles
) -> Callable[..., list[Issue]]:
    """Return what writes records, as `write_records` takes them, to a stream or to a directory of parts."""
    if parts is None:
        return partial(write_records, options=output, inputs=inputs)
    return lambda record_type, records, **_: _write_directory(findings, record_type, records, parts, inputs)


def _write_directory(
    findings: Findings[Any],
    record_type: type[Record],
    records: Iterator[Record],
    options: PartOptions,
    inputs: InputFiles,
) -> list[Issue]:
    from corpuskit.output.parts import open_parts, write_part, write_parts

    with open_parts(options, inputs) as directory:
        if not isinstance(findings, FindingsInParts):
            write_parts(directory, record_type, records, options)
            return []
        findings.directory = directory
        # None of them comes here; what comes is told.
        for _ in records:
            pass
        if not os.listdir(directory):
            write_part(directory, "000000", record_type, (), options)
    return []


def _start(
    analysis: Analysis,
    corpus: Corpus,
    shared: SharedOptions,
    record_type: type[Record],
    division: Division | None,
    *,
    by_document: bool,
) -> tuple[Findings[Any], _Converters | None]:
    """Return the findings from the engine that was asked for, and what has still to convert their offsets."""
    if by_document and shared.engine == "spark":
        from corpuskit.cli.distributed import run_on_spark

        return run_on_spark(analysis, corpus, shared, record_type), None
    if shared.engine == "local" and shared.engine_option:
        raise UsageError("--engine-option is for --engine spark", hint="add --engine spark")
    converters = _Converters(shared.offsets) if shared.offsets != "chars" else None
    documents = corpus if converters is None else converters.watch(corpus)
    if by_document and shared.jobs != 1:
        from corpuskit.cli.parallel import run_in_parallel

        return run_in_parallel(analysis, documents, shared.jobs, division), converters
    return run_here(analysis, documents), converters


def check_engine(shared: SharedOptions, **asked: bool) -> None:
    """Refuse what Spark cannot do.

    Args:
        shared: Say which engine it is.
        asked: By the name of an option that is not for Spark, whether it was given.

    Raises:
        UsageError: Such an option was given.
    """
    if shared.engine != "spark":
        return
    for name, is_given in asked.items():
        if is_given:
            raise UsageError(
                f"--{name.replace('_', ' ')} is not for --engine spark", hint="use --engine local"
            )


def choose_paths(paths: list[str] | None) -> list[str]:
    """Return the paths of the corpus: those that were typed, or `$CORPUSKIT_CORPUS`, or `./seeds`.

    Raises:
        UsageError: There are none.
    """
    if paths:
        return paths
    if corpus := os.environ.get(CORPUS_VARIABLE):
        return [corpus]
    if os.path.isdir(_DEFAULT_CORPUS):
        return [_DEFAULT_CORPUS]
    raise UsageError(
        "no corpus: no path was given, and there is no directory 'seeds' here",
        hint=f"name files or directories, or set {CORPUS_VARIABLE}",
    )


class _Journal:
    """Collects the issues of a run and tells the user about each on standard error."""

    def __init__(self, corpus: Corpus, *, quiet: bool) -> None:
        self._corpus = corpus
        self._quiet = quiet
        self._reported = 0
        self._of_analysis: list[Issue] = []

    @property
    def issues(self) -> list[Issue]:
        return [*self._corpus.issues, *self._of_analysis]

    @property
    def skipped(self) -> int:
        return sum(issue.skipped for issue in self.issues)

    def add(self, *issues: Issue) -> None:
        for issue in issues:
            self._of_analysis.append(issue)
            self._print(issue)

    def report_new(self) -> None:
        # Asked before each of millions of records.
        if len(self._corpus.issues) != self._reported:
            for issue in self._corpus.issues[self._reported :]:
                self._print(issue)
            self._reported = len(self._corpus.issues)

    def close(self, summary: Mapping[str, Any], describe: Callable[[Mapping[str, Any]], str] | None) -> None:
        unread = sum(issue.skipped for issue in self._corpus.issues)
        if unread:
            total = self._corpus.document_count + unread
            self._say(f"corpuskit: {unread} of {total} inputs skipped, {summary['records']} records")
        if unfinished := self.skipped - unread:
            self._say(f"corpuskit: {unfinished} documents not worked through, {summary['records']} records")
        if sys.stderr.isatty() and describe is not None:
            self._say(f"corpuskit: {describe(summary)}")

    def _print(self, issue: Issue) -> None:
        if not self._quiet:
            say_issue(issue)

    def _say(self, line: str) -> None:
        if not self._quiet:
            say(line)


class _Converters:
    """Keeps what is needed to convert the offsets of documents whose records are still to come."""

    def __init__(self, unit: Any) -> None:
        self._unit = unit
        self._by_doc: dict[str, OffsetConverter] = {}

    def watch(self, documents: Iterable[Document]) -> Iterator[Document]:
        from corpuskit.output.offsets import OffsetConverter

        for document in documents:
            self._by_doc[document.id] = OffsetConverter(document.text, self._unit)
            yield document

    def convert(self, record: Record) -> Record:
        from corpuskit.output.offsets import convert_offsets

        return convert_offsets(record, self._by_doc.__getitem__)
