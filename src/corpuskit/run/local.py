"""The work of a run on this machine: in this process, or in several."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from corpuskit.analysis import Partial
from corpuskit.corpus.texts import read_stamp
from corpuskit.errors import CorpuskitError
from corpuskit.records import Findings, Issue

if TYPE_CHECKING:
    from corpuskit.corpus.document import Document
    from corpuskit.corpus.sources import Source
    from corpuskit.run.work import Work

ResultT = TypeVar("ResultT")
Task = tuple["Document", ...]
"""What a process takes at a time: some small documents, or a document, or a part of one."""

# Below this, starting processes costs more than they save.
_SERIAL_BYTES = 8_000_000
# What a process takes at a time: many a document is so small that handing it over takes longer than the work in it.
_BATCH_BYTES = 500_000


def iter_partials(work: Work, documents: Iterable[Document | Issue], jobs: int | None) -> Iterator[Partial]:
    """Yield the partial results of documents, in their order, each for one document or for several.

    Args:
        work: What is done with a document.
        documents: The documents, in order, and issues between them, which keep their places.
        jobs: Number of processes; None for as many as there are cores, from 8 MB of input on.
    """
    cores = os.cpu_count() or 1
    if jobs == 1 or (jobs is None and cores == 1) or work.analysis.bound_by is not None:
        return map(partial(_work_on, work), documents)
    return _Sharing(work, jobs or cores).iter_partials(documents, starts_alone=jobs is None)


def _work_on(work: Work, each: Document | Issue) -> Partial:
    """Return the partial result of a document; an issue that was met between documents is one too."""
    return Findings((each,), work.analysis.nothing) if isinstance(each, Issue) else work(each)


class _AtWork(NamedTuple):
    """A document, or some small ones, that are at work.

    Attributes:
        issues_before: The issues between it and what comes before it.
        divided: The document, where it is divided into parts.
        size: Number of its parts.
    """

    issues_before: list[Issue]
    divided: Document | None
    size: int


class _Beginning:
    """The first documents, as long as they are small together.

    Args:
        documents: The documents; those that are not taken are left in it.
        size: Number of bytes.

    Attributes:
        too_large: The document that was too much, alone in a list; empty as long as there was none.
    """

    def __init__(self, documents: Iterator[Document | Issue], size: int) -> None:
        self._documents = documents
        self._size = size
        self.too_large: list[Document] = []

    def __iter__(self) -> Iterator[Document | Issue]:
        size = 0
        for each in self._documents:
            if not isinstance(each, Issue):
                size += each.source_bytes
                if size > self._size:
                    self.too_large.append(each)
                    return
            yield each


class _Sharing:
    """Work that is shared among processes.

    Args:
        work: What is done with a document.
        jobs: Number of processes, 2 or more.
    """

    def __init__(self, work: Work, jobs: int) -> None:
        self._work = work
        self._jobs = jobs

    def iter_partials(
        self, documents: Iterable[Document | Issue], *, starts_alone: bool
    ) -> Iterator[Partial]:
        """Yield the partial results in the order of the documents.

        Args:
            documents: The documents, and issues between them.
            starts_alone: Whether the first ones, while they are small, are looked at in this process.
        """
        waiting = iter(documents)
        beginning = _Beginning(waiting, _SERIAL_BYTES if starts_alone else 0)
        work_on = partial(_work_on, self._work)
        yield from map(work_on, beginning)
        begun: deque[_AtWork] = deque()
        tasks = self._iter_tasks(chain(beginning.too_large, waiting), begun)
        first = list(islice(tasks, 2))
        results: Iterator[list[Partial]]
        if sum(map(len, first)) <= 1:
            # One document: nobody to share with.
            results = ([self._work(document)] for document in chain.from_iterable(first))
        else:
            results = self._iter_results(chain(first, tasks), self._jobs)
        while (partials := self._take_next(results, begun)) is not None:
            if isinstance(partials, CorpuskitError):
                # What was met before is told, and what was read ahead is not: as by one process.
                yield from map(work_on, begun[0].issues_before)
                raise partials
            issues, document, size = begun.popleft()
            yield from map(work_on, issues)
            if document is None:
                yield from partials
            else:
                parts = chain(partials, chain.from_iterable(islice(results, size - 1)))
                yield self._work.join(document, parts)
                # What comes after a part that was lost is of no use.
                for _ in parts:
                    pass
        yield from map(work_on, chain.from_iterable(last.issues_before for last in begun))

    def _take_next(
        self, results: Iterator[list[Partial]], begun: deque[_AtWork]
    ) -> list[Partial] | CorpuskitError | None:
        """Return the next partial results; None behind the last; the error of work that ends all of it."""
        try:
            return next(results, None)
        except CorpuskitError as error:
            if not begun:
                raise
            error.is_of_document = True
            return error

    def _iter_tasks(self, documents: Iterator[Document | Issue], begun: deque[_AtWork]) -> Iterator[Task]:
        """Yield the tasks, and note each in `begun`; what was met after the last one is noted at the end."""
        issues: list[Issue] = []
        batch: list[Document] = []
        size = 0

        def close() -> Iterator[Task]:
            nonlocal issues, batch, size
            if batch:
                begun.append(_AtWork(issues, None, 1))
                yield tuple(batch)
                issues, batch, size = [], [], 0

        for each in documents:
            if isinstance(each, Issue):
                yield from close()
                issues.append(each)
                continue
            parts = self._work.divide(each)
            if len(parts) > 1 or size + each.source_bytes > _BATCH_BYTES:
                yield from close()
            if len(parts) > 1:
                begun.append(_AtWork(issues, each, len(parts)))
                issues = []
                yield from ((part,) for part in parts)
            else:
                batch.append(each)
                size += each.source_bytes
        yield from close()
        begun.append(_AtWork(issues, None, 0))

    def _iter_results(self, tasks: Iterable[Task], jobs: int) -> Iterator[list[Partial]]:
        """Yield the partial results of each task."""
        from corpuskit.run.processes import WorkerFailure, map_in_processes

        for task, result in map_in_processes(self._work.pack, tasks, jobs):
            if not isinstance(result, WorkerFailure):
                yield [self._work.unpack(result)]
            elif result.error is not None:
                raise result.error
            elif len(task) == 1:
                yield [self._work.fail(task[0], result.reason)]
            else:
                # Which document it was is seen when each is alone.
                alone = self._iter_results([(document,) for document in task], 1)
                yield [partial for partials in alone for partial in partials]


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
    from corpuskit.run.processes import WorkerFailure, map_in_processes

    for _, result in map_in_processes(function, files, jobs):
        yield None if isinstance(result, WorkerFailure) else result
