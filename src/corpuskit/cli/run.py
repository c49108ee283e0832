"""From options to output: the one way that every command goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from corpuskit import __version__
from corpuskit.cli.document_fields import DocumentFields
from corpuskit.cli.messages import EXIT_SKIPPED, IssueLog, clear_line, count, say
from corpuskit.cli.progress import make_progress, watch_reading
from corpuskit.corpus import Corpus, CorpusOptions
from corpuskit.errors import UsageError
from corpuskit.options import list_options
from corpuskit.output.writer import write_records
from corpuskit.records import Issue, Record
from corpuskit.records.findings import iter_singly
from corpuskit.run import Results, check, run

if TYPE_CHECKING:
    import msgspec

    from corpuskit.analysis import Analysis
    from corpuskit.cli.copies import CopyReport
    from corpuskit.cli.options import RunOptions, Typed
    from corpuskit.inputs import InputFiles
    from corpuskit.output.parts import PartOptions
    from corpuskit.output.writer import OutputOptions

WriteOptions = TypeVar("WriteOptions", "OutputOptions", "PartOptions")

EXIT_NOTHING = 1
CORPUS_VARIABLE = "CORPUSKIT_CORPUS"
_DEFAULT_CORPUS = "seeds"


Describe = Callable[[Mapping[str, Any]], str]
"""From a summary to a line for the user."""


def finds_nothing(summary: Mapping[str, Any]) -> bool:
    """Return whether there are no records."""
    return not summary["records"]


def run_analysis(
    command: str,
    analysis: Analysis,
    typed: Typed,
    *,
    fails: Callable[[Mapping[str, Any]], bool] = finds_nothing,
    describe: Describe | None = None,
    columns: Iterable[str] | None = None,
    present: Mapping[str, Any] | None = None,
    make_corpus: Callable[[list[str], CorpusOptions, InputFiles], Corpus] = Corpus,
    keep: list[Any] | None = None,
    report: CopyReport | None = None,
) -> int:
    """Run an analysis over the corpus, write its records and return the exit code.

    Args:
        command: Name of the command, for the head of JSON output.
        analysis: The analysis.
        typed: What was typed.
        fails: From the summary to whether `--exit-code` ends with 1.
        describe: From the summary to a line for the user; None for none.
        columns: Those of a table where the user chooses none; None for those of the records.
        present: Fields of the output options that the command decides itself.
        make_corpus: From paths, options and the files that are read to the corpus.
        keep: Takes the records and the issues; None where nobody needs them.
        report: What a reader is shown of many records; None to show all of them. The summary has to be complete with the
            first record.

    Raises:
        CorpuskitError: It cannot be done.
    """
    check(analysis, engine=typed.running.engine, jobs=typed.running.jobs)
    corpus = make_corpus(choose_paths(typed.paths), typed.corpus, typed.inputs)
    watch_reading(corpus)
    output = _choose_output(typed, columns, present or {})
    is_on_terminal = output.path is None and sys.stdout.isatty()
    fields = _make_fields(analysis, corpus, output, typed.running)
    start = _prepare_run(analysis, corpus, typed)
    if report is not None:
        report.prepare(output, typed.running, is_on_terminal=is_on_terminal)
    log = _RunLog(typed.running, corpus, keep, report, fields, is_on_terminal=is_on_terminal)
    if (parts := typed.make_part_options()) is not None:
        _write_parts(analysis, start, log, parts)
    else:
        log.results = start()
        head = _describe_run(command, analysis, corpus, typed.running)
        log.write(analysis, output, head)
    if typed.running.verbose:
        for name, value in typed.presets.items():
            say(f"corpuskit: set: {name} {value}")
    summary = log.close(describe)
    if summary["skipped"]:
        return EXIT_SKIPPED
    return EXIT_NOTHING if typed.running.exit_code and fails(summary) else 0


def _choose_output(typed: Typed, columns: Iterable[str] | None, present: Mapping[str, Any]) -> OutputOptions:
    """Return how the records are written, with what the command decides itself."""
    import msgspec

    output = msgspec.structs.replace(typed.output, **present)
    if columns is not None and output.format == "table" and output.columns is None:
        output = msgspec.structs.replace(output, columns=",".join(columns))
    return output


def _prepare_run(analysis: Analysis, corpus: Corpus, typed: Typed) -> Callable[..., Results]:
    """Return what starts the run."""
    return partial(
        run,
        analysis,
        corpus,
        jobs=typed.running.jobs,
        engine=typed.running.engine,
        engine_options=typed.read_engine_options(),
        offsets=typed.running.offsets,
        on_progress=make_progress(),
    )


def _make_fields(
    analysis: Analysis, corpus: Corpus, output: OutputOptions, running: RunOptions
) -> DocumentFields | None:
    """Return what is shown of the documents beside the records; None for nothing.

    Raises:
        UsageError: The documents are read elsewhere, or there are no columns.
    """
    if not output.show:
        return None
    if running.engine != "local":
        raise UsageError("--show is for documents that are read here", hint="leave out --show")
    if output.layout == "stacked":
        raise UsageError("--show adds columns, and --layout stacked has none", hint="leave out one of them")
    return DocumentFields(output.show, analysis.record_type, corpus)


def _describe_run(command: str, analysis: Analysis, corpus: Corpus, running: RunOptions) -> dict[str, Any]:
    """Return the head of JSON output."""
    import msgspec

    asked = {"options": msgspec.to_builtins(analysis.options)}
    if analysis.query is not None:
        asked["query"] = _describe_matching(analysis.query)
    return {
        "tool": f"corpuskit {__version__}",
        "command": command,
        **asked,
        "input": msgspec.to_builtins(corpus.options),
        "offsets": running.offsets,
    }


def _describe_matching(query: msgspec.Struct) -> dict[str, Any]:
    """Return the options that say how hits are found; how they would be arranged is left out."""
    import msgspec

    declared = list_options(type(query))
    return {
        name: value
        for name, value in msgspec.to_builtins(query).items()
        if declared[name].option.heading == "Matching"
    }


def _write_parts(
    analysis: Analysis, start: Callable[..., Results], log: _RunLog, options: PartOptions
) -> None:
    """Write the records to a directory of parts; where workers find them on a cluster, they write them."""
    from corpuskit.output.columns import choose_columns, list_columns
    from corpuskit.output.parts import open_parts, write_part, write_parts

    is_shared = log.running.engine == "spark" and analysis.is_by_document
    if is_shared and log.running.limit is not None:
        raise UsageError(
            "--limit counts records in order, and workers write parts all at a time", hint="leave out --limit"
        )
    record_type, options = log.add_fields(analysis, options)
    # Before the work, and not when the first part is written.
    choose_columns(record_type, options.columns, list_columns(record_type))
    with open_parts(options, log.inputs) as directory:
        if not is_shared:
            log.results = start()
            write_parts(directory, record_type, iter_singly(log.iter_records()), options)
            return
        write = partial(write_part, directory, record_type=record_type, options=options)
        log.results = start(write_part=write)
        # No record comes here; the issues do.
        for _ in log.iter_records():
            pass
        if not os.listdir(directory):
            write("000000", ())


def _describe_cost() -> str:
    """Return the time and the memory that this process, and those that it started, have taken."""
    import resource

    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(use.ru_utime + use.ru_stime for use in uses)
    # On Linux in kilobytes, on macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    megabytes = max(use.ru_maxrss for use in uses) * unit / 1e6
    return f"{seconds:.2f} s of the processors, at most {megabytes:.0f} MB in a process"


def choose_paths(paths: list[str]) -> list[str]:
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


class _RunLog:
    """What is written of a run, and what is said of it on standard error.

    Args:
        running: Where the command works.
        corpus: What is read.
        keep: Takes the records and the issues; None where nobody needs them.
        report: What a reader is shown of them; None for all.
        fields: What of their documents stands beside them; None for nothing.
        is_on_terminal: Whether the records are shown on a terminal.

    Attributes:
        inputs: The files that are read.
        results: What is found.
    """

    results: Results

    def __init__(
        self,
        running: RunOptions,
        corpus: Corpus,
        keep: list[Any] | None,
        report: CopyReport | None,
        fields: DocumentFields | None,
        *,
        is_on_terminal: bool,
    ) -> None:
        self.running = running
        self.inputs = corpus.inputs
        self._corpus = corpus
        self._keep = keep
        self._report = report
        self._fields = fields
        self._is_on_terminal = is_on_terminal
        self._records = self._shown = 0
        self._log = IssueLog(running)

    def add_fields(self, analysis: Analysis, options: WriteOptions) -> tuple[Any, WriteOptions]:
        """Return the type of the records with what is shown of their documents, and options with its columns too."""
        if self._fields is None:
            return analysis.record_type, options
        import msgspec

        columns = self._fields.choose_columns(options.columns)
        return self._fields.record_type, msgspec.structs.replace(options, columns=columns)

    def write(self, analysis: Analysis, options: OutputOptions, head: Mapping[str, Any]) -> None:
        """Write the records and what is said of them."""
        record_type, options = self.add_fields(analysis, options)
        records = self.iter_records()
        self.add(
            *write_records(record_type, records, options, head=head, finish=self.finish, inputs=self.inputs)
        )

    def iter_records(self) -> Iterator[list[Record]]:
        """Yield the records that are shown, in lists; count all of them, and tell the user about each issue."""
        limit = sys.maxsize if self.running.limit is None else self.running.limit
        for each in self.results.iter_batches():
            batch: list[Any] = each if isinstance(each, list) else [each]
            if self._keep is not None:
                self._keep += batch
            if isinstance(each, Issue):
                self._log.tell(each)
                continue
            if not self._records:
                self._introduce()
            self._records += len(batch)
            if self._report is not None:
                batch = [record for record in batch if self._report.shows(record)]
            batch = batch[: limit - self._shown]
            if not batch:
                continue
            if not self._shown and self._is_on_terminal:
                # The records themselves show how far it is.
                self._corpus.on_read = None
                clear_line()
            self._shown += len(batch)
            yield batch if self._fields is None else [self._fields.add(record) for record in batch]
        clear_line()
        if self._fields is not None:
            self.add(*self._fields.find_unknown())
        if not self._records:
            self._introduce()

    def _introduce(self) -> None:
        if self._report is not None and (line := self._report.introduce(self.results.summary)):
            self._log.note(line)

    def finish(self) -> tuple[list[Issue], Mapping[str, Any]]:
        """Return the issues and the summary."""
        issues = self.results.issues
        written = self.results.written
        return issues, {
            "documents": self.results.document_count,
            "skipped": sum(issue.skipped for issue in issues),
            "records": self._records + written,
            "shown": self._shown + written,
            **self.results.summary,
        }

    def add(self, *issues: Issue) -> None:
        """Take note of issues of writing, and tell the user about them."""
        for issue in issues:
            self.results.own_issues.append(issue)
            self._log.tell(issue)

    def close(self, describe: Describe | None) -> Mapping[str, Any]:
        """Tell the user how much was skipped, and on a terminal how much there is; return the summary."""
        summary = self.finish()[1]
        records = count(summary["records"], "record")
        unread = sum(issue.skipped for issue in self._corpus.issues)
        if unread:
            total = self.results.document_count + unread
            self._log.note(f"{unread} of {total} inputs skipped, {records}")
        if unfinished := summary["skipped"] - unread:
            self._log.note(f"{count(unfinished, 'document')} not worked through, {records}")
        if self._report is not None and (rest := self._report.conclude()):
            self._log.note(rest)
        if sys.stderr.isatty() and describe is not None:
            self._log.note(f"{describe(summary)}")
        if self.running.verbose:
            say(f"corpuskit: {summary['documents']} documents, {_describe_cost()}")
        return summary
