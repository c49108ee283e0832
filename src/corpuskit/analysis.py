"""What an analysis is: work on one document at a time, then combine.

`run` calls `per_document` wherever there is room, in any process and on any machine, and `combine` once, over the
partial results in the order of the documents. So an analysis runs on every engine the day it is written.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from corpuskit.records import Findings, FindingsTable, Issue, Sum, Summary

if TYPE_CHECKING:
    import msgspec

    from corpuskit.corpus.document import Document


Partial: TypeAlias = Findings[Any]
"""The partial result of a document, or of several: items, and a summary."""


class Means(NamedTuple):
    """What an analysis may use to combine.

    Attributes:
        jobs: Number of threads or processes; None for as many as there are processors.
        on_progress: Called with the part of the work that is done, 0 to 1; None where nobody looks.
    """

    jobs: int | None = None
    on_progress: Callable[[float], None] | None = None


class Analysis(ABC):
    """What a command finds out of documents. It can be pickled.

    What it keeps from one document to the next changes no record.

    A partial result is `Findings`: the items of a document, and its `Summary`. Items are records and issues where they
    are shown in the order of the documents, as they come; what finds very many gives lists of records. What needs all
    documents is counted in the summary, whose `+` workers use before they send it, and `report` makes the records of
    the sum.

    Attributes:
        record_type: The type of the records that it yields.
        item_type: The type of the items of a partial result that are no issues; None for that of the records.
        options: What is looked for; JSON output repeats it.
        query: How hits are found, as options of `kwic`, where the analysis counts what is at or near them; JSON output
            repeats it too.
        nothing: The summary of no documents.
        is_by_document: Whether the items of the partial results are the records, all of which are shown, so that they
            may be written where they are found.
        combines_in_threads: Whether `combine` makes use of several processors.
        records_span_documents: Whether a record has offsets in several documents. For offsets in another unit, all
            documents are kept until it is made.
        bound_by: What keeps the documents in this process, as the command line calls it; None where other processes
            and machines may work on them. An engine that is elsewhere refuses an analysis that is bound.
        counts_words: Whether what is taken for a word decides what it finds; then it is said what tells words.
    """

    record_type: type[msgspec.Struct]
    item_type: type[msgspec.Struct] | None = None
    options: msgspec.Struct
    query: msgspec.Struct | None = None
    nothing: Summary
    is_by_document: bool = False
    combines_in_threads: bool = False
    records_span_documents: bool = False
    bound_by: str | None = None
    counts_words: bool = False

    @abstractmethod
    def per_document(self, document: Document) -> Partial:
        """Return the partial result of one document. It depends on nothing but the document and the options."""

    def combine(self, partials: Iterable[Partial], means: Means = Means()) -> Findings[Any]:  # noqa: ARG002, B008
        """Return the findings in all documents, lazily: what is not asked for is not worked out.

        Args:
            partials: The partial results, in the order of the documents; each may stand for several documents.
            means: What may be used.
        """
        together = chain_findings(partials, self.nothing)

        def iter_items() -> Iterator[Any]:
            yield from together.iter_batches()
            yield from self.report(together.total)

        return Findings(iter_items(), lambda: together.total)

    def report(self, total: Any) -> Iterable[msgspec.Struct | Issue]:  # noqa: ARG002
        """Yield the records that are made of the sum of all summaries."""
        return ()

    def divide(self, document: Document) -> list[Document]:
        """Return parts of a very large document to be worked on one by one; itself alone where it has none."""
        return [document]

    def join(self, document: Document, partials: Iterable[Partial]) -> Partial:  # noqa: ARG002
        """Return the partial result of a document from those of its parts, in order."""
        return chain_findings(partials, self.nothing)

    def find_in(self, documents: Iterable[Document]) -> FindingsTable[Any]:
        """Return the findings in documents, worked out in this process as they are asked for.

        Args:
            documents: The documents; each is worked through before the next one is asked for. What one of them raises
                ends the work.
        """
        return FindingsTable.of(
            lambda: self.combine(map(self.per_document, documents)),
            self.record_type,
            is_repeatable=not isinstance(documents, Iterator),
        )


def chain_findings(partials: Iterable[Partial], nothing: Summary) -> Findings[Any]:
    """Return the items of partial results one after the other, with the sum of their summaries.

    Args:
        partials: The partial results, in order.
        nothing: The summary of no documents.
    """
    counted = Sum(nothing)

    def iter_items() -> Iterator[Any]:
        for partial in partials:
            yield from partial.iter_batches()
            counted.add(partial.total)

    return Findings(iter_items(), lambda: counted.total)
