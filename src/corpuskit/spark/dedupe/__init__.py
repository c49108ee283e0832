"""The search for copies on a cluster: the same answer, with the words of the corpus on its workers.

The stages ask for tables of packets that can be mapped, grouped by key and collected, and give functions that run on
the workers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from corpuskit.corpus import Corpus, Document
from corpuskit.errors import UsageError
from corpuskit.records import Findings

if TYPE_CHECKING:
    from corpuskit.analysis import Means
    from corpuskit.dedupe.analysis import Dedupe
    from corpuskit.run.offsets import OffsetUnit
    from corpuskit.spark.dedupe.reading import DistributedCorpus


def find_copies(
    analysis: Dedupe,
    corpus: Corpus,
    open_session: Callable[[], Any],
    offsets: OffsetUnit,
    means: Means,
) -> Findings[Any]:
    """Return what the analysis finds in a corpus, with the documents read and compared on the workers.

    Args:
        analysis: The analysis.
        corpus: The corpus.
        open_session: Opens the session of Spark.
        offsets: The unit that offsets are asked for in.
        means: As for `Analysis.combine`.

    Raises:
        UsageError: Spark cannot do it.
    """
    from corpuskit.dedupe.analysis import iter_issues
    from corpuskit.spark.dedupe.search import find_distributed_duplicates
    from corpuskit.spark.tables import SparkCluster

    if (refused := analysis.options.only_local) is not None:
        raise UsageError(f"{refused} is not for --engine spark", hint="use --engine local")
    if offsets != "chars":
        raise UsageError("--offsets is not for --engine spark", hint="use --engine local")
    against = None if analysis.against is None else distribute(analysis.against)
    findings = find_distributed_duplicates(
        distribute(corpus),
        analysis.options,
        SparkCluster(open_session()),
        against=against,
        find_date=analysis.find_date,
        curve=analysis.is_curve,
        on_progress=means.on_progress,
    )

    def iter_items() -> Iterator[Any]:
        items = iter(findings)
        first = list(islice(items, 1))
        # The corpus has been read when there is a first record.
        yield from corpus.issues
        yield from chain(first, items)
        yield from iter_issues(analysis.against)

    return Findings(iter_items(), lambda: findings.total)


def distribute(corpus: Iterable[Document]) -> DistributedCorpus:
    """Return a corpus as workers read it.

    Raises:
        UsageError: It is documents that were made here.
    """
    from corpuskit.spark.dedupe.reading import DistributedCorpus
    from corpuskit.spark.reading import iter_tasks, read_task

    if not isinstance(corpus, Corpus):
        raise UsageError(
            "Spark reads the documents itself and takes a Corpus, not documents", hint="open_corpus(…)"
        )
    read = partial(read_task, os.getcwd(), corpus.paths, corpus.options)
    return DistributedCorpus(list(iter_tasks(corpus)), read, corpus.take_note)
