"""One analysis over documents in several processes, with the records that one process would give."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, Union

import msgspec

from corpuskit.corpus import Document
from corpuskit.corpus.sources import Source
from corpuskit.corpus.stored import read_stamp
from corpuskit.records import OUTPUT_TYPES, Findings, Issue

if TYPE_CHECKING:
    from corpuskit.engine.processes import WorkerFailure

ResultT = TypeVar("ResultT")
Analysis = Callable[[Iterable[Document]], Findings[Any]]

# Below this, starting processes costs more than they save.
_SERIAL_BYTES = 8_000_000
# What a process takes at a time: many a document is so small that handing it over takes longer than the work in it.
_BATCH_BYTES = 500_000
_HINT = "try it alone with --jobs 1"

Answer = tuple[Iterable[Any], dict[str, Any]]
"""The records and the summary of a document, or of a part of one."""


class Division(NamedTuple):
    """How an analysis of a very large document is shared among processes.

    Attributes:
        divide: From a document to its parts; itself where it cannot be divided.
        join: From a document and the records and the summary of each of its parts to its records; fills its summary.
    """

    divide: Callable[[Document], list[Document]]
    join: Callable[[Document, Iterable[Answer], dict[str, Any]], Iterator[Any]]


def run_in_parallel(
    analysis: Analysis, documents: Iterable[Document], jobs: int | None, division: Division | None = None
) -> Findings[Any]:
    """Return the findings of an analysis that looks at each document alone, in document order.

    Args:
        analysis: From documents to findings; the numbers of its summary add up over documents.
        documents: The documents, in order.
        jobs: Number of processes; None for as many as there are cores, from 8 MB of input on.
        division: How a very large document is shared; None where each is one task.
    """
    summary: dict[str, Any] = {}
    run = _ParallelRun(analysis, division, jobs or os.cpu_count() or 1, summary)
    return Findings(run.iter_findings(documents, starts_alone=jobs is None), summary)


class Sum(Protocol):
    """A figure of a summary that is more than a number, until all parts of it have been put together."""

    def unite(self, other: Any) -> None:
        """Add that of another part."""

    @property
    def total(self) -> int | None:
        """The figure."""


class _Outcome(NamedTuple):
    """What became of some documents.

    Attributes:
        items: What was found in them, encoded.
        summary: What was counted.
        documents: Number of the documents.
        failure: Why there is nothing of the one document that it is; None where there is.
    """

    items: bytes
    summary: dict[str, Any]
    documents: int = 1
    failure: WorkerFailure | None = None


class _Beginning:
    """The first documents, as long as they are small together.

    Args:
        documents: The documents; those that are not taken are left in it.
        size: Number of bytes.

    Attributes:
        too_large: The document that was too much, alone in a list; empty as long as there was none.
    """

    def __init__(self, documents: Iterator[Document], size: int) -> None:
        self._documents = documents
        self._size = size
        self.too_large: list[Document] = []

    def __iter__(self) -> Iterator[Document]:
        size = 0
        for document in self._documents:
            size += document.source_bytes
            if size > self._size:
                self.too_large.append(document)
                return
            yield document


class _ParallelRun:
    """One analysis over documents, and its summary so far."""

    def __init__(
        self, analysis: Analysis, division: Division | None, jobs: int, summary: dict[str, Any]
    ) -> None:
        self._analysis = analysis
        self._division = division
        self._jobs = jobs
        self._summary = summary
        self._decode = make_decoder()

    def iter_findings(self, documents: Iterable[Document], *, starts_alone: bool) -> Iterator[Any]:
        """Yield the findings in the order of the documents.

        Args:
            documents: The documents.
            starts_alone: Whether the first ones, while they are small, are looked at in this process.
        """
        waiting = iter(documents)
        # A single core has nobody to share with.
        small = _SERIAL_BYTES if self._jobs > 1 else sys.maxsize
        beginning = _Beginning(waiting, small if starts_alone else 0)
        # The summary of no documents has the same keys as any other.
        yield from self._iter_alone(beginning)
        yield from self._iter_shared(chain(beginning.too_large, waiting))
        finish_summary(self._summary)

    def _iter_alone(self, documents: Iterable[Document]) -> Iterator[Any]:
        findings = self._analysis(documents)
        yield from findings
        add_summary(self._summary, findings.summary)

    def _iter_shared(self, documents: Iterator[Document]) -> Iterator[Any]:
        # The divided document of each task, or None, and the number of tasks that it has.
        begun: deque[tuple[Document | None, int]] = deque()
        tasks = self._iter_tasks(documents, begun)
        first = list(islice(tasks, 2))
        if sum(map(len, first)) <= 1:
            # One document: nobody to share with.
            yield from self._iter_alone(chain.from_iterable(first))
            return
        outcomes = self._iter_outcomes(chain(first, tasks), self._jobs)
        for task, found in outcomes:
            document, size = begun.popleft()
            if document is None or self._division is None:
                yield from self._iter_batch(task, found)
            else:
                group = chain(found, (part for _, rest in islice(outcomes, size - 1) for part in rest))
                yield from self._iter_joined(document, group, self._division)

    def _iter_tasks(
        self, documents: Iterator[Document], begun: deque[tuple[Document | None, int]]
    ) -> Iterator[tuple[Document, ...]]:
        """Yield what a process takes at a time: some small documents, or a document, or a part of one."""
        batch: list[Document] = []
        size = 0
        for document in documents:
            parts = [document] if self._division is None else self._division.divide(document)
            if batch and (len(parts) > 1 or size + document.source_bytes > _BATCH_BYTES):
                begun.append((None, 1))
                yield tuple(batch)
                batch, size = [], 0
            if len(parts) > 1:
                begun.append((document, len(parts)))
                yield from ((part,) for part in parts)
            else:
                batch.append(document)
                size += document.source_bytes
        if batch:
            begun.append((None, 1))
            yield tuple(batch)

    def _iter_outcomes(
        self, tasks: Iterable[tuple[Document, ...]], jobs: int
    ) -> Iterator[tuple[tuple[Document, ...], list[_Outcome]]]:
        from corpuskit.engine.processes import WorkerFailure, map_in_processes

        for task, result in map_in_processes(partial(_work_on, self._analysis), tasks, jobs):
            if not isinstance(result, WorkerFailure):
                yield task, result
            elif len(task) == 1:
                yield task, [_Outcome(b"", {}, failure=result)]
            else:
                # Which document it was is seen when each is alone.
                alone = self._iter_outcomes([(document,) for document in task], 1)
                yield task, [outcome for _, found in alone for outcome in found]

    def _iter_batch(self, documents: tuple[Document, ...], outcomes: list[_Outcome]) -> Iterator[Any]:
        """Yield the records of some documents, and an issue for each that could not be worked through."""
        waiting = iter(documents)
        for outcome in outcomes:
            *_, document = islice(waiting, outcome.documents)
            if outcome.failure is not None:
                yield make_failure_issue(document.id, document.path, outcome.failure, hint=_HINT)
            else:
                yield from self._decode(outcome.items)
                add_summary(self._summary, outcome.summary)

    def _iter_joined(
        self, document: Document, outcomes: Iterable[_Outcome], division: Division
    ) -> Iterator[Any]:
        """Yield the records of a document whose parts were worked through, and an issue where one was not."""
        issues: list[Issue] = []
        counted: dict[str, Any] = {}
        yield from division.join(document, self._iter_answers(document, outcomes, issues), counted)
        yield from issues
        add_summary(self._summary, counted)

    def _iter_answers(
        self, document: Document, outcomes: Iterable[_Outcome], issues: list[Issue]
    ) -> Iterator[Answer]:
        """Yield the records and the summary of each part of a document, up to one that has none, an issue then."""
        for outcome in outcomes:
            if issues:
                # Nobody knows any more where in the document this part stands.
                continue
            if outcome.failure is not None:
                lost = "the rest of it was skipped"
                issues.append(
                    make_failure_issue(document.id, document.path, outcome.failure, lost, hint=_HINT)
                )
            else:
                yield self._decode(outcome.items), outcome.summary


def _work_on(analysis: Analysis, documents: tuple[Document, ...]) -> list[_Outcome]:
    """Return what becomes of some documents, all together or, where one of them cannot be done, one by one."""
    from corpuskit.engine.processes import WorkerFailure

    try:
        return [_Outcome(*analyse(analysis, documents), len(documents))]
    except Exception as error:  # noqa: BLE001 — whatever a document does to an analysis, the others go on
        if len(documents) > 1:
            return [outcome for document in documents for outcome in _work_on(analysis, (document,))]
        return [_Outcome(b"", {}, failure=WorkerFailure(f"{type(error).__name__}: {error}"))]


def make_failure_issue(
    doc: str, path: str | None, failure: WorkerFailure, lost: str = "skipped", *, hint: str
) -> Issue:
    """Return the issue that says that a document, or its rest, could not be worked through."""
    return Issue(
        path=path or doc, kind="worker", message=f"{doc}: {failure.reason}; {lost}", hint=hint, skipped=True
    )


def make_decoder() -> Callable[[bytes], list[Any]]:
    """Return what decodes the findings that `analyse` encodes."""
    # Made at run time, from all there are.
    any_record: Any = Union[tuple(OUTPUT_TYPES.values())]  # noqa: UP007
    return msgspec.msgpack.Decoder(list[any_record]).decode


def analyse(analysis: Analysis, documents: Iterable[Document]) -> tuple[bytes, dict[str, Any]]:
    """Return the findings in documents, encoded: a tenth of the work that pickling them is, and the summary."""
    findings = analysis(documents)
    return msgspec.msgpack.encode(list(findings)), findings.summary


def analyse_one(analysis: Analysis, document: Document) -> tuple[bytes, dict[str, Any]]:
    """Return the findings in one document as `analyse` does."""
    return analyse(analysis, (document,))


def map_files(
    function: Callable[[Source], ResultT], files: Sequence[Source], *, jobs: int | None
) -> Iterator[ResultT | None]:
    """Yield what a function returns for each file, in order; None where its process died.

    Args:
        function: Called in some process; what it returns must be picklable.
        files: The files.
        jobs: Number of processes; None for as many as there are cores, from 8 MB of input on.
    """
    if jobs is None:
        size = sum(stamp.size for file in files if (stamp := read_stamp(file.path)) is not None)
        jobs = (os.cpu_count() or 1) if size > _SERIAL_BYTES else 1
    if min(jobs, len(files)) <= 1:
        yield from map(function, files)
        return
    from corpuskit.engine.processes import WorkerFailure, map_in_processes

    for _, result in map_in_processes(function, files, jobs):
        yield None if isinstance(result, WorkerFailure) else result


def finish_summary(total: dict[str, Any]) -> None:
    """Put the figures in the place of what was put together part by part."""
    for name, value in total.items():
        if hasattr(value, "unite"):
            total[name] = value.total


def add_summary(total: dict[str, Any], counted: dict[str, Any]) -> None:
    """Add what was counted in one document to the total."""
    for name, value in counted.items():
        if isinstance(value, dict):
            table = total.get(name, {})
            add_summary(table, value)
            # As an analysis gives it: a table of counts is in the order of its keys.
            total[name] = dict(sorted(table.items()))
        elif hasattr(total.get(name), "unite"):
            total[name].unite(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            total[name] = total.get(name, 0) + value
        else:
            total[name] = value
