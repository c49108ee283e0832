"""One analysis over documents in several processes, with the records that one process would give."""

from __future__ import annotations

import os
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


def _keep_whole(document: Document) -> list[Document]:
    return [document]


def _keep_results(_document: Document, results: Iterable[Answer], summary: dict[str, Any]) -> Iterator[Any]:
    for items, counted in results:
        yield from items
        summary.update(counted)


_NO_DIVISION = Division(_keep_whole, _keep_results)


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
    run = _ParallelRun(analysis, division or _NO_DIVISION, jobs or os.cpu_count() or 1, summary)
    return Findings(run.iter_findings(documents, starts_alone=jobs is None), summary)


class Sum(Protocol):
    """A figure of a summary that is more than a number, until all parts of it have been put together."""

    def unite(self, other: Any) -> None:
        """Add that of another part."""

    @property
    def total(self) -> int | None:
        """The figure."""


class _ParallelRun:
    """One analysis over documents, and its summary so far."""

    def __init__(self, analysis: Analysis, division: Division, jobs: int, summary: dict[str, Any]) -> None:
        self._analysis = analysis
        self._division = division
        self._jobs = jobs
        self._summary = summary

    def iter_findings(self, documents: Iterable[Document], *, starts_alone: bool) -> Iterator[Any]:
        """Yield the findings in the order of the documents.

        Args:
            documents: The documents.
            starts_alone: Whether the first ones, while they are small, are looked at in this process.
        """
        # The summary of no documents has the same keys as any other.
        add_summary(self._summary, self._analysis(()).summary)
        waiting = iter(documents)
        size = 0 if starts_alone and self._jobs > 1 else _SERIAL_BYTES + 1
        for document in waiting:
            size += document.source_bytes
            if size > _SERIAL_BYTES:
                yield from self._iter_shared(chain((document,), waiting))
                break
            yield from self._iter_alone(document)
        finish_summary(self._summary)

    def _iter_alone(self, document: Document) -> Iterator[Any]:
        findings = self._analysis((document,))
        yield from findings
        add_summary(self._summary, findings.summary)

    def _iter_shared(self, documents: Iterator[Document]) -> Iterator[Any]:
        begun: deque[tuple[Document, int]] = deque()
        parts = self._iter_parts(documents, begun)
        first = list(islice(parts, 2))
        if len(first) == 1:
            # Nobody to share with.
            yield from self._iter_alone(first[0])
            return
        from corpuskit.engine.processes import map_in_processes

        results = map_in_processes(partial(analyse_one, self._analysis), chain(first, parts), self._jobs)
        for part, result in results:
            document, size = begun.popleft()
            group = chain(((part, result),), islice(results, size - 1))
            issues: list[Issue] = []
            counted: dict[str, Any] = {}
            yield from self._division.join(document, _iter_answers(group, issues), counted)
            yield from issues
            add_summary(self._summary, counted)

    def _iter_parts(
        self, documents: Iterator[Document], begun: deque[tuple[Document, int]]
    ) -> Iterator[Document]:
        """Yield the documents, or their parts, and take note of how many parts each has."""
        for document in documents:
            parts = [document] if self._jobs == 1 else self._division.divide(document)
            begun.append((document, len(parts)))
            yield from parts


def _iter_answers(results: Iterable[tuple[Document, Any]], issues: list[Issue]) -> Iterator[Answer]:
    """Yield the records and the summary of each part of a document, up to one that has none and leaves an issue."""
    from corpuskit.engine.processes import WorkerFailure

    decode = make_decoder()
    for document, result in results:
        if issues:
            continue
        if isinstance(result, WorkerFailure):
            # Nobody knows any more where in the document the parts after it stand.
            lost = "skipped" if document.is_whole else "the rest of it was skipped"
            hint = "try it alone with --jobs 1"
            issues.append(make_failure_issue(document.id, document.path, result, lost, hint=hint))
        else:
            items, counted = result
            yield decode(items), counted


def make_failure_issue(
    doc: str, path: str | None, failure: WorkerFailure, lost: str = "skipped", *, hint: str
) -> Issue:
    """Return the issue that says that a document, or its rest, could not be worked through."""
    return Issue(
        path=path or doc, kind="worker", message=f"{doc}: {failure.reason}; {lost}", hint=hint, skipped=True
    )


def make_decoder() -> Callable[[bytes], list[Any]]:
    """Return what decodes the findings that `analyse_one` encodes."""
    # Made at run time, from all there are.
    any_record: Any = Union[tuple(OUTPUT_TYPES.values())]  # noqa: UP007
    return msgspec.msgpack.Decoder(list[any_record]).decode


def analyse_one(analysis: Analysis, document: Document) -> tuple[bytes, dict[str, Any]]:
    """Return the findings in a document, encoded: a tenth of the work that pickling them is, and the summary."""
    findings = analysis((document,))
    return msgspec.msgpack.encode(list(findings)), findings.summary


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
