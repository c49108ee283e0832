"""The work of a run on the machines of a cluster: they read the documents, and send partial results."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit.analysis import Analysis, Means, Partial
from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.corpus.sources import STANDARD_INPUT, Source, printable_path
from corpuskit.errors import UsageError
from corpuskit.records import Findings, Issue
from corpuskit.run.processes import WorkerFailure, describe_failure
from corpuskit.run.results import Results, WritePart, iter_with_issues
from corpuskit.run.work import Work, make_failure_issue
from corpuskit.spark.ordered import map_in_order
from corpuskit.spark.reading import Task, iter_tasks, read_parts
from corpuskit.spark.session import name_settings, open_session

if TYPE_CHECKING:
    from corpuskit.run.offsets import OffsetUnit

_HINT = "try it alone with --engine local"


class Result(NamedTuple):
    """What became of one document.

    Attributes:
        id: Its id.
        path: Its path, printable; None for standard input.
        row: Number of its row.
        part: The place of its input among those of its task.
        packed: Its partial result, as `Work` packs it; None where it is not wanted, or its worker has died.
        written: Number of its records that the worker has written.
        failure: Why there is no partial result of it; None where there is one.
        source: Its input; known here only.
        is_renamed: Whether it goes by another id here than on its worker.
    """

    id: str
    path: str | None
    row: int | None
    part: int = 0
    packed: bytes | None = None
    written: int = 0
    failure: WorkerFailure | None = None
    source: Source | None = None
    is_renamed: bool = False

    def with_id(self, doc: str) -> Result:
        """Return the same for a document that goes by another id here, because its own is taken."""
        return self._replace(id=doc, is_renamed=True)


def check_analysis(analysis: Analysis, jobs: int | None) -> None:
    """Refuse what Spark cannot do. Raises UsageError."""
    from corpuskit.dedupe.analysis import Dedupe

    if jobs is not None:
        raise UsageError(
            "--jobs is for --engine local; Spark shares out the work itself",
            hint="--engine-option master=local[4] takes four cores of this machine",
        )
    # A search for copies has a `combine` of its own there.
    if analysis.bound_by is not None and not isinstance(analysis, Dedupe):
        raise UsageError(f"{analysis.bound_by} is not for --engine spark", hint="use --engine local")


def run_analysis(
    analysis: Analysis,
    corpus: Iterable[Document],
    *,
    settings: Mapping[str, str],
    offsets: OffsetUnit,
    on_progress: Callable[[float], None] | None,
    write_part: WritePart | None,
) -> Results:
    """Return the findings of an analysis. Takes and raises what `run` does."""
    from corpuskit.dedupe.analysis import Dedupe

    if not isinstance(corpus, Corpus):
        raise UsageError(
            "Spark reads the documents itself and takes a Corpus, not documents", hint="open_corpus(…)"
        )
    means = Means(None, on_progress)
    if isinstance(analysis, Dedupe):
        from corpuskit.spark.dedupe import find_copies

        copies = find_copies(analysis, corpus, lambda: _open(settings), offsets, means)
        return Results(copies, corpus, analysis.record_type)
    run = _SparkRun(_open(settings), corpus, Work(analysis, offsets), write_part)
    results = Results(analysis.combine(run.iter_partials(), means), corpus, analysis.record_type)
    run.results = results
    return results


def _open(settings: Mapping[str, str]) -> Any:
    return open_session(name_settings(settings))


class _SparkRun:
    """One run on Spark.

    Args:
        session: The session of Spark.
        corpus: What is read.
        work: What is done with a document.
        write_part: Writes records where they are found; None to have them here.

    Attributes:
        results: Is told how many records were written.
    """

    results: Results

    def __init__(self, session: Any, corpus: Corpus, work: Work, write_part: WritePart | None) -> None:
        self._session = session
        self._corpus = corpus
        self._work = work
        self._write_part = write_part

    def iter_partials(self) -> Iterator[Partial]:
        """Yield the partial result of each document, in order."""
        corpus = self._corpus
        function = partial(
            work_through, os.getcwd(), corpus.paths, corpus.options, self._work, self._write_part
        )
        again = _WorkHere(corpus, self._work)
        results = corpus.take_note(_iter_results(self._session, function, iter_tasks(corpus)))
        for result in iter_with_issues(corpus, results):
            if isinstance(result, Issue):
                yield Findings([result], self._work.analysis.nothing)
            elif result.failure is not None:
                if result.failure.error is not None:
                    raise result.failure.error
                issue = make_failure_issue(result.id, result.path, result.failure.reason, hint=_HINT)
                yield Findings([issue], self._work.analysis.nothing)
            elif result.is_renamed:
                if self._write_part is not None:
                    raise UsageError(
                        f"workers write records before it is known that an id is taken: {result.id!r} is",
                        hint="write to a file, or see to it that ids differ",
                    )
                yield again.work_on(result)
            elif result.packed is not None:
                self.results.written += result.written
                yield self._work.unpack(result.packed)


class _WorkHere:
    """Works once more, in this process, on documents that go by another id here than on their worker.

    Args:
        corpus: What is read.
        work: What is done with a document.
    """

    def __init__(self, corpus: Corpus, work: Work) -> None:
        self._corpus = corpus
        self._work = work
        self._source: Source | None = None
        self._documents: Iterator[Document | Issue] = iter(())

    def work_on(self, result: Result) -> Partial:
        """Return the partial result of a document; they are asked for in the order of the corpus."""
        if result.source is not self._source and result.source is not None:
            self._source = result.source
            self._documents = self._corpus.read_source(result.source)
        for found in self._documents:
            if not isinstance(found, Issue) and found.row == result.row:
                return self._work(found.with_id(result.id))
        issue = make_failure_issue(
            result.id, result.path, "it was changed while it was being read", hint="run the command again"
        )
        return Findings([issue], self._work.analysis.nothing)


def _iter_results(session: Any, function: Any, tasks: Iterable[Task]) -> Iterator[Result | Issue]:
    for task, result in map_in_order(session, function, tasks):
        if isinstance(result, Issue):
            yield result
        elif not isinstance(result, WorkerFailure):
            part = task.parts[result.part]
            yield result if isinstance(part, Issue) else result._replace(source=part)
        elif len(task.parts) > 1:
            # Which input it was is seen when each is a task of its own.
            alone = (Task(f"{task.number}-{place:06}", (part,)) for place, part in enumerate(task.parts))
            yield from _iter_results(session, function, alone)
        else:
            (part,) = task.parts
            path = None if part.path == STANDARD_INPUT else printable_path(part.path)
            yield Result(getattr(part, "id", part.path), path, None, failure=result)


def work_through(
    directory: str,
    paths: tuple[str, ...],
    options: CorpusOptions,
    work: Work,
    write_part: WritePart | None,
    task: Task,
) -> Iterator[Result | Issue]:
    """Yield what becomes of each document of a task; this runs on a worker.

    Args:
        directory: Where paths begin.
        paths: Those of the corpus.
        options: How it is read.
        work: What is done with a document.
        write_part: Writes the records of the task; None to send them.
        task: What is read.
    """
    results = _iter_worked(read_parts(directory, paths, options, task), work)
    yield from results if write_part is None else _write_records(write_part, task, results, work)


def _iter_worked(read: Iterator[tuple[int, Document, bool] | Issue], work: Work) -> Iterator[Result | Issue]:
    for found in read:
        if isinstance(found, Issue):
            yield found
            continue
        part, document, is_wanted = found
        result = Result(document.id, document.path, document.row, part)
        if is_wanted:
            try:
                result = result._replace(packed=work.pack((document,)))
            except Exception as error:  # noqa: BLE001 — whatever cannot be sent, the others go on
                result = result._replace(failure=describe_failure(error))
        yield result


def _write_records(
    write_part: WritePart, task: Task, results: Iterable[Result | Issue], work: Work
) -> Iterator[Result | Issue]:
    """Write the records of a task, and yield its results with nothing but the issues and the summaries left."""
    sent: list[Result | Issue] = []

    def iter_records() -> Iterator[Any]:
        for result in results:
            if isinstance(result, Issue) or result.packed is None:
                sent.append(result)
                continue
            found = work.unpack(result.packed)
            items = list(found)
            issues = [item for item in items if isinstance(item, Issue)]
            packed = work.pack_findings(Findings(issues, found.total))
            sent.append(result._replace(packed=packed, written=len(items) - len(issues)))
            yield from (item for item in items if not isinstance(item, Issue))

    records = iter_records()
    for first in records:
        write_part(task.number, chain((first,), records))
    yield from sent
