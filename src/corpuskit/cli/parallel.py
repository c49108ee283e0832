"""One analysis over documents in several processes, with the records that one process would give."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, Union

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
    finish_summary(summary)


def _iter_findings(
    analysis: Analysis, documents: Iterable[Document], jobs: int | None, summary: dict[str, Any]
) -> Iterator[Any]:
    # The summary of no documents has the same keys as any other.
    add_summary(summary, analysis(()).summary)
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
    add_summary(summary, findings.summary)


def _iter_parallel(
    analysis: Analysis, documents: Iterator[Document], jobs: int, summary: dict[str, Any]
) -> Iterator[Any]:
    from corpuskit.engine.processes import WorkerFailure, map_in_processes

    decode = make_decoder()
    for document, result in map_in_processes(partial(analyse_one, analysis), documents, jobs):
        if isinstance(result, WorkerFailure):
            yield make_failure_issue(document.id, document.path, result, hint="try it alone with --jobs 1")
            continue
        items, counted = result
        yield from decode(items)
        add_summary(summary, counted)


def make_failure_issue(doc: str, path: str | None, failure: WorkerFailure, *, hint: str) -> Issue:
    """Return the issue that says that a document could not be worked through."""
    return Issue(
        path=path or doc,
        kind="worker",
        message=f"{doc}: {failure.reason}; skipped",
        hint=hint,
        skipped=True,
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
