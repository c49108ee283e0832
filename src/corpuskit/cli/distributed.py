"""One analysis over documents that the workers of Spark read, with the records that one process would give."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from corpuskit.cli.parallel import (
    Analysis,
    add_summary,
    analyse_one,
    finish_summary,
    make_decoder,
    make_failure_issue,
)
from corpuskit.cli.run import FindingsInParts, WrittenPart
from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.sources import STANDARD_INPUT, Source, printable_path
from corpuskit.engine.processes import WorkerFailure
from corpuskit.errors import UsageError
from corpuskit.records import Findings, Issue, Record

if TYPE_CHECKING:
    from corpuskit.cli.options import SharedOptions
    from corpuskit.dedupe.distributed.search import DistributedCorpus
    from corpuskit.inputs import InputFiles
    from corpuskit.kwic import KwicOptions
    from corpuskit.kwic.search import Search
    from corpuskit.output.offsets import OffsetUnit
    from corpuskit.output.parts import PartOptions

# What one task reads: so many bytes, or so many files.
_TASK_BYTES = 4_000_000
_TASK_FILES = 500
_HINT = "try it alone with --engine local"

Finish = Callable[[Document, list[Any]], Any]
"""What is done with the records of a document where they are found."""


class SentSource(Source):
    """An input that is read here and sent along, because the workers cannot see it: standard input.

    Attributes:
        data: Its bytes.
    """

    data: bytes = b""

    def open(self, max_bytes: int | None = None) -> BoundedStream:
        """Return the bytes as a stream."""
        return BoundedStream(io.BytesIO(self.data), max_bytes)


class Task(NamedTuple):
    """What one task reads.

    Attributes:
        number: Names it; the names of tasks rise with the order of what they read.
        parts: Inputs, and issues that were met between them, in order.
    """

    number: str
    parts: tuple[Source | Issue, ...]


@dataclass(frozen=True)
class PartWriting:
    """How workers write the records that they find.

    Attributes:
        directory: Where to.
        record_type: The type of the records.
        options: Their format.
    """

    directory: str
    record_type: type[Record]
    options: PartOptions

    def write(self, task: Task, results: Iterable[Result | Issue]) -> Iterator[Result | Issue]:
        """Write the records of a task, and yield its results with nothing but the issues left."""
        from corpuskit.output.parts import write_part

        decode = make_decoder()
        told: list[Result | Issue] = []

        def iter_records() -> Iterator[Record]:
            for result in results:
                if isinstance(result, Issue) or result.found is None:
                    told.append(result)
                    continue
                items = decode(result.found)
                records = [item for item in items if not isinstance(item, Issue)]
                issues = [item for item in items if isinstance(item, Issue)]
                told.append(result._replace(found=msgspec.msgpack.encode(issues), written=len(records)))
                yield from records

        records = iter_records()
        for first in records:
            write_part(self.directory, task.number, self.record_type, chain((first,), records), self.options)
        yield from told


class Result(NamedTuple):
    """What became of one document.

    Attributes:
        id: Its id.
        path: Its path, printable; None for standard input.
        row: Number of its row.
        found: What was made of its records; None where it is not wanted, or could not be worked through.
        summary: What was counted in it.
        written: Number of its records that the worker has written.
        failure: Why it could not be worked through; None where it could.
    """

    id: str
    path: str | None
    row: int | None
    found: Any = None
    summary: dict[str, Any] = {}  # noqa: RUF012 — never changed
    failure: WorkerFailure | None = None
    written: int = 0

    def with_id(self, doc: str) -> Result:
        """Return the same for a document that goes by another id here, because its own is taken."""
        found = self.found
        if isinstance(found, Document):
            found = found.with_id(doc)
        elif found is not None:
            found = [
                msgspec.structs.replace(item, doc=doc) if isinstance(item, Record) else item
                for item in make_decoder()(found)
            ]
            found = msgspec.msgpack.encode(found)
        return self._replace(id=doc, found=found)


def run_on_spark(
    analysis: Analysis, corpus: Corpus, shared: SharedOptions, record_type: type[Record]
) -> Findings[Any]:
    """Return the findings of an analysis that looks at each document alone, in document order.

    Args:
        analysis: From documents to findings; the numbers of its summary add up over documents.
        corpus: The corpus; its issues and its number of documents are those of this iteration.
        shared: Say where Spark is, what offsets are counted in, and whether workers write the records themselves.
        record_type: The type of the records.

    Raises:
        MissingExtraError: There is no pyspark, or no Java.
        EngineError: Spark cannot be started.
    """
    parts = shared.make_part_options()
    if parts is not None and shared.limit is not None:
        raise UsageError(
            "--limit counts records in order, and workers write parts all at a time", hint="leave out --limit"
        )
    session = open_engine(shared)
    there = analysis if shared.offsets == "chars" else partial(_find_converted, analysis, shared.offsets)
    summary: dict[str, Any] = {}
    # The summary of no documents has the same keys as any other.
    add_summary(summary, analysis(()).summary)
    decode = make_decoder()
    findings: Findings[Any]

    def iter_findings() -> Iterator[Any]:
        write = None
        if parts is not None and isinstance(findings, FindingsInParts):
            write = PartWriting(findings.directory, record_type, parts)
        for result in corpus.take_note(iter_results(session, corpus, partial(analyse_one, there), write)):
            if result.failure is not None:
                yield make_failure_issue(result.id, result.path, result.failure, hint=_HINT)
                continue
            yield from decode(result.found)
            if result.written:
                yield WrittenPart(result.written)
            add_summary(summary, result.summary)
        finish_summary(summary)

    findings = (Findings if parts is None else FindingsInParts)(iter_findings(), summary)
    return findings


def open_engine(shared: SharedOptions) -> Any:
    """Return the session of Spark that was asked for. Raises as `run_on_spark`."""
    from corpuskit.engine.spark.session import open_session, read_settings

    if shared.jobs is not None:
        raise UsageError(
            "--jobs is for --engine local; Spark shares out the work itself",
            hint="--engine-option master=local[4] takes four cores of this machine",
        )
    return open_session(read_settings(shared.engine_option or ()))


def _find_converted(analysis: Analysis, unit: OffsetUnit, documents: Iterable[Document]) -> Findings[Any]:
    """Return the findings of an analysis in one document, with their offsets in that unit."""
    from corpuskit.output.offsets import OffsetConverter, convert_offsets

    (document,) = documents
    findings = analysis((document,))
    converter = OffsetConverter(document.text, unit)

    def iterate() -> Iterator[Any]:
        for item in findings:
            yield item if isinstance(item, Issue) else convert_offsets(item, lambda _: converter)

    return Findings(iterate(), findings.summary)


def iter_results(
    session: Any,
    corpus: Corpus,
    work: Callable[[Document], tuple[Any, dict[str, Any]]],
    writing: PartWriting | None = None,
) -> Iterator[Result | Issue]:
    """Yield what becomes of each document of a corpus, and the issues of reading it, in order.

    Args:
        session: The session of Spark.
        corpus: What is read.
        work: From a document that is wanted to what is found in it, and what is counted; called on a worker.
        writing: How workers write what is found; None to have it here.
    """
    function = partial(work_through, os.getcwd(), corpus.paths, corpus.options, work, writing)
    yield from _iter_tasks(session, function, iter_tasks(corpus))


def _iter_tasks(session: Any, function: Any, tasks: Iterable[Task]) -> Iterator[Result | Issue]:
    from corpuskit.engine.spark.ordered import map_in_order

    for task, result in map_in_order(session, function, tasks):
        if not isinstance(result, WorkerFailure):
            yield result
        elif len(task.parts) > 1:
            # Which input it was is seen when each is a task of its own.
            alone = (Task(f"{task.number}-{place:06}", (part,)) for place, part in enumerate(task.parts))
            yield from _iter_tasks(session, function, alone)
        else:
            (part,) = task.parts
            path = None if part.path == STANDARD_INPUT else printable_path(part.path)
            yield Result(getattr(part, "id", part.path), path, None, failure=result)


def iter_tasks(corpus: Corpus) -> Iterator[Task]:
    """Yield the inputs of a corpus as tasks, in order, each of a few megabytes or one file."""
    parts: list[Source | Issue] = []
    number = size = 0
    for source in corpus.find_sources():
        if isinstance(source, Issue):
            parts.append(source)
            continue
        if source.path == STANDARD_INPUT:
            part: Source = SentSource(*source)
            part.data = source.open(corpus.options.max_bytes).read()  # type: ignore[attr-defined]
            added = _TASK_BYTES
        else:
            part, added = source, _find_size(source.path)
        if parts and (size + added > _TASK_BYTES or len(parts) >= _TASK_FILES):
            yield Task(f"{number:06}", tuple(parts))
            parts, size, number = [], 0, number + 1
        parts.append(part)
        size += added
    if parts:
        yield Task(f"{number:06}", tuple(parts))


def _find_size(path: str) -> int:
    # That it cannot be read is for the worker to say.
    with contextlib.suppress(OSError):
        return os.path.getsize(path)
    return 0


def work_through(
    directory: str,
    paths: tuple[str, ...],
    options: CorpusOptions,
    work: Any,
    writing: PartWriting | None,
    task: Task,
) -> Iterator[Result | Issue]:
    """Yield what becomes of each document of a task; this runs on a worker.

    Args:
        directory: Where paths begin.
        paths: Those of the corpus.
        options: How it is read.
        work: See `iter_results`.
        writing: See there.
        task: What is read.
    """
    results = _iter_worked(read_task(directory, paths, options, task), work)
    yield from results if writing is None else writing.write(task, results)


def _iter_worked(read: Iterator[tuple[Document, bool] | Issue], work: Any) -> Iterator[Result | Issue]:
    for found in read:
        if isinstance(found, Issue):
            yield found
        else:
            document, is_wanted = found
            yield _work_on(document, work, is_wanted=is_wanted)


def read_task(
    directory: str, paths: tuple[str, ...], options: CorpusOptions, task: Task
) -> Iterator[tuple[Document, bool] | Issue]:
    """Yield each document of a task with whether it is wanted, and the issues; this runs on a worker.

    Args:
        directory: Where paths begin.
        paths: Those of the corpus.
        options: How it is read.
        task: What is read.
    """
    if os.getcwd() != directory:
        # Where it is not there, whole paths still are what they are.
        with contextlib.suppress(OSError):
            os.chdir(directory)
    corpus = Corpus(paths, options)
    for part in task.parts:
        if isinstance(part, Issue):
            yield part
            continue
        for found in corpus.read_source(part):
            yield found if isinstance(found, Issue) else (found, corpus.is_wanted(found.id))


def distribute(corpus: Corpus) -> DistributedCorpus:
    """Return a corpus as workers read it for `dedupe`."""
    from corpuskit.dedupe.distributed.search import DistributedCorpus

    read = partial(read_task, os.getcwd(), corpus.paths, corpus.options)
    return DistributedCorpus(list(iter_tasks(corpus)), read, corpus.take_note)


def _work_on(document: Document, work: Any, *, is_wanted: bool) -> Result:
    origin = document.id, document.path, document.row
    if not is_wanted:
        return Result(*origin)
    try:
        found, summary = work(document)
    except Exception as error:  # noqa: BLE001 — whatever a document does to an analysis, the others go on
        return Result(*origin, failure=WorkerFailure(f"{type(error).__name__}: {error}"))
    return Result(*origin, found, summary)


class SearchedCorpus(Corpus):
    """The documents below some paths in which workers have found a hit; the others are counted and left out.

    Args:
        paths: Files, directories, globs, or `-` for standard input.
        options: How they are read.
        shared: Say where Spark is.
        query: What is looked for.
        inputs: Takes note of every file that is read.
    """

    def __init__(
        self,
        paths: Iterable[str],
        options: CorpusOptions,
        shared: SharedOptions,
        query: KwicOptions,
        inputs: InputFiles,
    ) -> None:
        super().__init__(paths, options, inputs)
        self._session = open_engine(shared)
        self._find = _HitFinding(query)

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents in question. Raises as that of `Corpus`."""
        for result in self.take_note(iter_results(self._session, self, self._find)):
            if result.failure is not None:
                self.issues.append(make_failure_issue(result.id, result.path, result.failure, hint=_HINT))
            elif result.found is not None:
                yield result.found


class _HitFinding:
    """Tells on a worker whether a document has a hit.

    Args:
        query: What is looked for.
    """

    def __init__(self, query: KwicOptions) -> None:
        self._query = query

    @cached_property
    def _search(self) -> Search:
        from corpuskit.kwic.search import Search

        return Search(self._query)

    def __call__(self, document: Document) -> tuple[Document | None, dict[str, Any]]:
        """Return the document where it has a hit, or where it cannot be told in time, else None."""
        try:
            has_hit = next(iter(self._search.iter_occurrences(document)), None) is not None
        except TimeoutError:
            has_hit = True
        if not has_hit:
            return None, {}
        if "data" in document.__dict__:
            # Once is enough on the way.
            document.__dict__.pop("text", None)
        return document, {}
