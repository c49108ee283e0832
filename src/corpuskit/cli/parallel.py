"""One analysis over documents in several processes, with the records that one process would give."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from corpuskit.corpus import Document
from corpuskit.records import Findings, Issue

if TYPE_CHECKING:
    from corpuskit.engine.processes import WorkerFailure

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
    return Findings(_iter_findings(analysis, documents, jobs, summary), summary)


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
            items, counted = analyse_one(analysis, document, lazily=True)
            yield from items
            add_summary(summary, counted)
        else:
            return
    yield from _iter_parallel(analysis, waiting, jobs, summary)


def _iter_parallel(
    analysis: Analysis, documents: Iterator[Document], jobs: int, summary: dict[str, Any]
) -> Iterator[Any]:
    from corpuskit.engine.processes import WorkerFailure, map_in_processes

    for document, result in map_in_processes(partial(analyse_one, analysis), documents, jobs):
        if isinstance(result, WorkerFailure):
            yield make_failure_issue(document.id, document.path, result, hint="try it alone with --jobs 1")
            continue
        items, counted = result
        yield from items
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


def analyse_one(
    analysis: Analysis, document: Document, *, lazily: bool = False
) -> tuple[Iterable[Any], dict[str, Any]]:
    """Return what an analysis finds in one document, and what it counts there."""
    findings = analysis((document,))
    return (findings if lazily else list(findings)), findings.summary


def add_summary(total: dict[str, Any], counted: dict[str, Any]) -> None:
    """Add what was counted in one document to the total."""
    for name, value in counted.items():
        if isinstance(value, dict):
            table = total.get(name, {})
            add_summary(table, value)
            # As an analysis gives it: a table of counts is in the order of its keys.
            total[name] = dict(sorted(table.items()))
        elif isinstance(value, int) and not isinstance(value, bool):
            total[name] = total.get(name, 0) + value
        else:
            total[name] = value
