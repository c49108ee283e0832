"""Where an analysis is worked out: this process, several, or the machines of a cluster.

Whatever the command line can do, one call of `run` can do. Nothing else here starts processes or knows Spark.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from corpuskit.analysis import Analysis, Means
from corpuskit.corpus import Corpus
from corpuskit.errors import UsageError
from corpuskit.records import Findings, Issue
from corpuskit.run.local import iter_partials
from corpuskit.run.results import MadeDocuments, Results, WritePart, iter_with_issues
from corpuskit.run.work import Work

if TYPE_CHECKING:
    from corpuskit.corpus import Document
    from corpuskit.run.offsets import OffsetUnit

Engine = Literal["local", "spark"]
"""Where the work runs."""

__all__ = ["Engine", "Results", "WritePart", "check", "run"]


def check(analysis: Analysis, *, engine: Engine, jobs: int | None) -> None:
    """Refuse what an engine cannot do, or would take no notice of.

    Args:
        analysis: What is to be done.
        engine: Where.
        jobs: Number of processes; None where nobody has said.

    Raises:
        UsageError: The engine cannot do it.
    """
    if engine not in get_args(Engine):
        raise UsageError(f"there is no engine {engine!r}", hint=", ".join(get_args(Engine)))
    if jobs is not None and jobs < 1:
        raise UsageError(f"the number of jobs is 1 or more, not {jobs}")
    if engine != "local":
        _load(engine).check_analysis(analysis, jobs)
    elif jobs not in (None, 1) and analysis.bound_by is not None and not analysis.combines_in_threads:
        raise UsageError(
            f"--jobs is not for {analysis.bound_by}, which one process works through",
            hint="leave out --jobs",
        )


def run(
    analysis: Analysis,
    corpus: Iterable[Document],
    *,
    jobs: int | None = None,
    engine: Engine = "local",
    engine_options: Mapping[str, str] | None = None,
    offsets: OffsetUnit = "chars",
    on_progress: Callable[[float], None] | None = None,
    write_part: WritePart | None = None,
) -> Results:
    """Return the findings of an analysis in a corpus, worked out as they are asked for.

    The records are the same wherever the work runs. A document that cannot be worked through is an issue that names
    it, and the work goes on with the next one.

    Args:
        analysis: What is done.
        corpus: The documents; for Spark a `Corpus`, which the workers read themselves.
        jobs: Number of processes, 1 or more; None for as many as there are cores, from 8 MB of input on. `dedupe`
            compares with so many threads. Not for Spark, which shares out the work itself.
        engine: Where the work runs.
        engine_options: Settings of Spark by name, such as `spark.executor.memory`; `master` and `remote` for short.
        offsets: The unit of `start` and `end`.
        on_progress: Called with the part of the work that is done, 0 to 1, by an analysis that knows it.
        write_part: Has the workers of Spark write the records; None to have them here.

    Raises:
        UsageError: The engine cannot do it.
        MissingExtraError: There is no pyspark, or no Java.
        EngineError: Spark cannot be started or reached.
    """
    check(analysis, engine=engine, jobs=jobs)
    if isinstance(corpus, Corpus):
        corpus.tells_words = analysis.counts_words
    if engine != "local":
        return _load(engine).run_analysis(  # type: ignore[no-any-return]
            analysis,
            corpus,
            settings=engine_options or {},
            offsets=offsets,
            on_progress=on_progress,
            write_part=write_part,
        )
    if engine_options:
        raise UsageError("engine_options are for engine='spark'", hint="engine='spark'")
    read = corpus if isinstance(corpus, Corpus) else MadeDocuments(corpus)
    find = partial(_find_here, analysis, read, jobs, offsets, Means(jobs, on_progress))
    is_repeatable = isinstance(read, Corpus) or read.is_repeatable
    return Results(find(), read, analysis.record_type, find if is_repeatable else None)


def _load(engine: Engine) -> ModuleType:
    """Return the module of an engine that is elsewhere, which knows this one and not the other way round."""
    return import_module(f"corpuskit.{engine}.engine")


def _find_here(
    analysis: Analysis,
    corpus: Corpus | MadeDocuments,
    jobs: int | None,
    offsets: OffsetUnit,
    means: Means,
) -> Findings[Any]:
    work = Work(analysis, offsets)
    found = iter_with_issues(corpus, corpus)
    if offsets == "chars" or not analysis.records_span_documents:
        return analysis.combine(iter_partials(work, found, jobs), means)
    # Records of one document may be about others too.
    from corpuskit.run.offsets import Converters

    converters = Converters(offsets)

    def watch() -> Iterator[Document | Issue]:
        for each in found:
            if not isinstance(each, Issue):
                converters.add(each)
            yield each

    findings = analysis.combine(iter_partials(work, watch(), jobs), means)
    converted = (
        converters.convert(item) if isinstance(item, msgspec.Struct) and not isinstance(item, Issue) else item
        for item in findings
    )
    return Findings(converted, lambda: findings.total)


class _Room(ModuleType):
    """This module, which can be called: `corpuskit.run` is the room and its one function."""

    def __call__(self, *arguments: Any, **options: Any) -> Results:
        return run(*arguments, **options)


sys.modules[__name__].__class__ = _Room
