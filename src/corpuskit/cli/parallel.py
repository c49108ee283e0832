"""One analysis over documents in several processes, with the records that one process would give."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, Protocol, TypeVar, Union

import msgspec

from corpuskit.corpus import Document
from corpuskit.corpus.sources import Source
from corpuskit.corpus.stored import read_stamp
from corpuskit.records import OUTPUT_TYPES, Findings, Issue

ResultT = TypeVar("ResultT")
Analysis = Callable[[Iterable[Document]], Findings[Any]]

# Below this, starting processes costs more than they save.
_SERIAL_BYTES = 8_000_000


def run_in_parallel(analysis: Analysis, documents: Iterable[Document], jobs: int | None) -> Findings[Any]:
    """Return the findings of an analysis that looks at each document alone, in document order.

    Args:
        analysis: From documents to findings; the numbers of its summary add up over documents.
        documents: The documents, in order.
        jobs: Number of processes; None for as many as there are cores, from 8 MB of input on.
    """
    summary: dict[str, Any] = {}
    return Findings(_iter_summed(analysis, documents, jobs, summary), summary)


class Sum(Protocol):
    """A figure of a summary that is more than a number, until all parts of it have been put together."""

    def unite(self, other: Any) -> None:
        """Add that of another part."""

    @property
    def total(self) -> int | None:
        """The figure."""


def _iter_summed(
    analysis: Analysis, documents: Iterable[Document], jobs: int | None, summary: dict[str, Any]
) -> Iterator[Any]:
    yield from _iter_findings(analysis, documents, jobs, summary)
    for name, value in summary.items():
        if hasattr(value, "unite"):
            summary[name] = value.total


def _iter_findings(
    analysis: Analysis, documents: Iterable[Document], jobs: int | None, summary: dict[str, Any]
) -> Iterator[Any]:
    # The summary of no documents has the same keys as any other.
    _add_summary(summary, analysis(()).summary)
    waiting = iter(documents)
    if jobs is None:
        jobs = os.cpu_count() or 1
        size = 0
        for document in waiting:
            size += document.source_bytes
            if size > _SERIAL_BYTES and jobs > 1:
                waiting = chain((document,), waiting)
                break
            yield from _iter_one(analysis, document, summary)
        else:
            return
    first = list(islice(waiting, 2))
    if len(first) == 1:
        # Nobody to share with.
        yield from _iter_one(analysis, first[0], summary)
        return
    yield from _iter_parallel(analysis, chain(first, waiting), jobs, summary)


def _iter_one(analysis: Analysis, document: Document, summary: dict[str, Any]) -> Iterator[Any]:
    findings = analysis((document,))
    yield from findings
    _add_summary(summary, findings.summary)


def _iter_parallel(
    analysis: Analysis, documents: Iterator[Document], jobs: int, summary: dict[str, Any]
) -> Iterator[Any]:
    from corpuskit.engine.processes import WorkerFailure, map_in_processes

    # Made at run time, from all there are.
    any_record: Any = Union[tuple(OUTPUT_TYPES.values())]  # noqa: UP007
    decoder = msgspec.msgpack.Decoder(list[any_record])
    for document, result in map_in_processes(partial(_analyse_one, analysis), documents, jobs):
        if isinstance(result, WorkerFailure):
            yield Issue(
                path=document.path or document.id,
                kind="worker",
                message=f"{document.id}: {result.reason}; skipped",
                hint="try it alone with --jobs 1",
                skipped=True,
            )
            continue
        items, counted = result
        yield from decoder.decode(items)
        _add_summary(summary, counted)


def _analyse_one(analysis: Analysis, document: Document) -> tuple[bytes, dict[str, Any]]:
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


def _add_summary(total: dict[str, Any], counted: dict[str, Any]) -> None:
    for name, value in counted.items():
        if isinstance(value, dict):
            table = total.get(name, {})
            _add_summary(table, value)
            # As an analysis gives it: a table of counts is in the order of its keys.
            total[name] = dict(sorted(table.items()))
        elif hasattr(total.get(name), "unite"):
            total[name].unite(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            total[name] = total.get(name, 0) + value
        else:
            total[name] = value
