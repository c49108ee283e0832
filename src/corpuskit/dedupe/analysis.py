"""The analysis that finds copies: documents are read one by one, and compared when all are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from corpuskit.analysis import Analysis, Means
from corpuskit.corpus import Corpus, Document
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.dedupe.summary import CopySummary
from corpuskit.errors import UsageError
from corpuskit.records import (
    DuplicateBlock,
    DuplicateCount,
    DuplicateDocument,
    DuplicateGroup,
    DuplicatePair,
    DuplicateStatistics,
    Findings,
    FindingsTable,
    Issue,
    RepeatedSpan,
    Summary,
)

if TYPE_CHECKING:
    from corpuskit.dedupe.arrays.storage import Storage
    from corpuskit.dedupe.documents.relations import DocumentSearch
    from corpuskit.dedupe.search import DuplicateRecord, FindDate, Search
    from corpuskit.dedupe.spans.search import SpanSearch


class ReadDocuments(Summary, frozen=True, kw_only=True):
    """Documents that were read.

    Attributes:
        documents: The documents.
    """

    documents: tuple[Any, ...] = ()


class Dedupe(Analysis):
    """The paragraphs of documents that repeat others.

    Args:
        options: What counts as a copy, which paragraph is kept, and how the answer is given.
        against: What to compare with: only copies of its paragraphs are found, and they are what is kept.
        find_date: Tells the date of a document, for `keep="earliest"` and the statistics; None to go by its metadata.
        is_curve: Whether to count copies at thresholds from 0.5 to 1 instead.
        storage: Where what grows with the corpus is kept; None for memory.

    Raises:
        UsageError: The options ask for what is done in memory only.
    """

    options: DedupeOptions
    nothing = ReadDocuments()
    bound_by = "dedupe"
    combines_in_threads = True
    records_span_documents = True

    def __init__(
        self,
        options: DedupeOptions,
        *,
        against: Iterable[Document] | None = None,
        find_date: FindDate | None = None,
        is_curve: bool = False,
        storage: Storage | None = None,
    ) -> None:
        if storage is not None and (asked := options.only_in_memory):
            raise UsageError(f"{asked} takes no --memory", hint=f"leave out --memory, or {asked}")
        self.options = options
        self.storage = storage
        self.against = against
        self.find_date = find_date
        self.is_curve = is_curve
        self.record_type = _choose_record_type(options, is_curve=is_curve)

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the document with its text read."""
        # What cannot be read is known before it is compared with others.
        if self.storage is None or document.content.is_read_at_once:
            len(document.text)
        # Texts are kept until all are compared, and need not be kept twice.
        document.content.release_data()
        return Findings((), ReadDocuments(documents=(document,)))

    def combine(self, partials: Iterable[Findings[Any]], means: Means = Means()) -> Findings[Any]:  # noqa: B008
        """Return the groups, pairs, runs or figures that the options ask for."""
        from corpuskit.dedupe.arrays.storage import keep_arrays
        from corpuskit.dedupe.arrays.threads import limit_workers

        issues: list[Issue] = []
        total = CopySummary()

        def iter_documents() -> Iterator[Document]:
            for partial in partials:
                issues.extend(item for item in partial if isinstance(item, Issue))
                yield from partial.total.documents

        def iter_items() -> Iterator[Any]:
            nonlocal total
            with limit_workers(means.jobs), keep_arrays(self.storage):
                search = self._prepare(iter_documents())
                yield from issues
                for record in search.find(means.on_progress):
                    total = search.summary
                    yield record
                total = search.summary
            yield from iter_issues(self.against)

        return Findings(iter_items(), lambda: total)

    def _prepare(self, documents: Iterable[Document]) -> Search | DocumentSearch | SpanSearch:
        """Return what finds copies in some documents, which it has read."""
        if self.options.spans is not None:
            from corpuskit.dedupe.reading.paragraphs import read_features
            from corpuskit.dedupe.spans.search import SpanSearch

            return SpanSearch(read_features(documents), self.options)
        if self.options.level == "document":
            from corpuskit.dedupe.documents.relations import DocumentSearch
            from corpuskit.dedupe.reading.paragraphs import read_features

            return DocumentSearch(read_features(documents), self.options, self.find_date)
        from corpuskit.dedupe.search import ComparerHere, Search

        comparer = ComparerHere(documents, self.options, against=self.against, find_date=self.find_date)
        return Search(comparer, self.options, is_curve=self.is_curve)


def iter_issues(corpus: Iterable[Document] | None) -> Iterator[Issue]:
    """Yield the issues of reading a corpus that is compared with."""
    if isinstance(corpus, Corpus):
        yield from corpus.issues


def find_duplicates(
    documents: Iterable[Document],
    options: DedupeOptions = DedupeOptions(),  # noqa: B008 — frozen
    *,
    against: Iterable[Document] | None = None,
    find_date: FindDate | None = None,
    on_progress: Callable[[float], None] | None = None,
    memory: int | None = None,
    tmp: str | None = None,
) -> FindingsTable[DuplicateRecord]:
    """Return the groups of paragraphs that repeat each other, or the pairs, blocks or statistics asked for.

    Args:
        documents: Documents; they are kept. Unless the options say otherwise their order decides: the first
            paragraph of a group is kept.
        options: What counts as a copy, which paragraph is kept, and how the answer is given.
        against: Documents to compare with: only copies of their paragraphs are found, and they are what is kept.
        find_date: Tells the date of a document, for `keep="earliest"` and the statistics; None to go by its metadata.
        on_progress: Called with the part of the work that is done, 0 to 1.
        memory: Bytes of memory that the process is to take, about; what does not fit is kept in files. None for as many
            as it takes without files. Only for paragraphs, and words in their order.
        tmp: The directory for these files; None for that of the system.

    Raises:
        UsageError: There is no such directory, or the paragraphs take more memory.
    """
    storage = None
    if memory is not None:
        from corpuskit.dedupe.arrays.storage import Storage

        storage = Storage(tmp, memory)
    analysis = Dedupe(options, against=against, find_date=find_date, storage=storage)
    return FindingsTable.of(
        lambda: analysis.combine(map(analysis.per_document, documents), Means(on_progress=on_progress)),
        analysis.record_type,
        is_repeatable=not isinstance(documents, Iterator) and not isinstance(against, Iterator),
    )


def count_copies(
    documents: Iterable[Document],
    options: DedupeOptions = DedupeOptions(),  # noqa: B008 — frozen
    *,
    on_progress: Callable[[float], None] | None = None,
) -> FindingsTable[Any]:
    """Return how many copies there are at thresholds from 0.5 to 1, from one reading.

    Args:
        documents: Documents; they are kept in memory.
        options: What counts as a copy, but for the threshold.
        on_progress: Called with the part of the work that is done, 0 to 1.
    """
    analysis = Dedupe(options, is_curve=True)
    return FindingsTable.of(
        lambda: analysis.combine(map(analysis.per_document, documents), Means(on_progress=on_progress)),
        analysis.record_type,
        is_repeatable=not isinstance(documents, Iterator),
    )


def _choose_record_type(options: DedupeOptions, *, is_curve: bool) -> type[msgspec.Struct]:
    if is_curve:
        return DuplicateCount
    if options.level == "document":
        return DuplicateDocument
    if options.spans is not None:
        return RepeatedSpan
    if options.stats:
        return DuplicateStatistics
    if options.blocks:
        return DuplicateBlock
    return DuplicatePair if options.pairs else DuplicateGroup
