"""From documents to the lines of a concordance, in the order of the documents, or to how many there are."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from corpuskit.analysis import Analysis, Means
from corpuskit.corpus.document import Document
from corpuskit.kwic.copies import DistinctCounter, DistinctPassages
from corpuskit.kwic.found import Found, match_of
from corpuskit.kwic.options import KwicOptions
from corpuskit.kwic.parts import divide_document, join_counts, join_lines, measure
from corpuskit.kwic.passages import Occurrence, ProposalsOf, Surroundings
from corpuskit.kwic.plot import draw_bars, measure_density
from corpuskit.kwic.ruler import Extent, Ruler
from corpuskit.kwic.search import Search
from corpuskit.kwic.stream import PhraseStream
from corpuskit.records import (
    ConcordanceCount,
    ConcordanceGroup,
    ConcordanceLine,
    ConcordancePlot,
    Findings,
    Issue,
    Summary,
)

KwicRecord = ConcordanceLine | ConcordanceGroup | ConcordanceCount | ConcordancePlot
SpansOf = Callable[[Document], Sequence[tuple[int, int]]]
"""From a document to spans of it, in order, none overlapping another."""


class KwicSummary(Summary, frozen=True, kw_only=True):
    """How many hits there are.

    Attributes:
        hits: All of them.
        shown: Number of records.
        documents_with_hits: Number of documents that have one.
        passages: What is left of the hits when those in copies of one paragraph count once; None where that is not
            counted.
        extent: How much text was searched; None where it is not known, or nobody asks.
    """

    hits: int = 0
    shown: int = 0
    documents_with_hits: int = 0
    passages: DistinctPassages | None = None
    extent: Extent | None = None

    def figures(self) -> dict[str, Any]:
        """Return the numbers of hits, of records, of documents with hits, and of distinct passages."""
        return {
            "hits": self.hits,
            "shown": self.shown,
            "documents_with_hits": self.documents_with_hits,
            "distinct_passages": None if self.passages is None else self.passages.total,
        }

    def __add__(self, other: KwicSummary) -> KwicSummary:
        """Return what was counted in both; the extents of parts are for `join_lines`."""
        return type(self)(**self.added_fields(other))

    def added_fields(self, other: KwicSummary) -> dict[str, Any]:
        """Return the fields of the sum, by name."""
        is_counted = self.passages is not None and other.passages is not None
        return {
            "hits": self.hits + other.hits,
            "shown": self.shown + other.shown,
            "documents_with_hits": self.documents_with_hits + other.documents_with_hits,
            "passages": self.passages + other.passages if is_counted else None,  # type: ignore[operator]
        }


class Tally:
    """What is counted in one document while it is searched.

    Attributes:
        hits: Number of hits.
        counter: Counts the distinct passages; None where nobody asks.
        extent: How much text was searched, where it is a part of a document.
        issues: What has to be said of the search.
    """

    __slots__ = ("counter", "extent", "hits", "issues")

    def __init__(self, *, is_distinct: bool) -> None:
        self.hits = 0
        self.counter = DistinctCounter() if is_distinct else None
        self.extent: Extent | None = None
        self.issues: list[Issue] = []

    def describe(self) -> dict[str, Any]:
        """Return the fields of the summary, by name."""
        return {
            "hits": self.hits,
            "documents_with_hits": int(self.hits > 0),
            "passages": None if self.counter is None else self.counter.passages,
            "extent": self.extent,
        }


class Concordance(Analysis):
    """The hits of a query.

    Args:
        options: What is looked for and how it is shown.
        inside: Gives the spans of a document in which a hit must lie; None for anywhere.
        proposals_of: Tells which passages of a document may hold a hit, where an index knows; None without one.

    Raises:
        PatternError: A pattern cannot be read.
    """

    options: KwicOptions
    nothing: Summary = KwicSummary()

    def __init__(
        self, options: KwicOptions, *, inside: SpansOf | None = None, proposals_of: ProposalsOf | None = None
    ) -> None:
        self.options = options
        self._inside = inside
        self._proposals_of = proposals_of
        self.bound_by = None if proposals_of is None else "--index"
        self.search = Search(options, proposals_of)

    def __reduce__(self) -> tuple[Any, ...]:
        # Where it is sent to, the patterns are read again: what they become cannot be sent.
        return _make_again, (type(self), self.options, self._inside, self._proposals_of)

    def combine(self, partials: Iterable[Findings[Any]], means: Means = Means()) -> Findings[Any]:  # noqa: B008
        """Return the records and the issues in all documents; of the records so many as are to be shown."""
        together = super().combine(partials, means)
        shown = 0

        def iter_items() -> Iterator[Any]:
            nonlocal shown
            most = sys.maxsize if self.options.limit is None else self.options.limit
            for item in together:
                if isinstance(item, Issue):
                    yield item
                elif shown < most:
                    shown += 1
                    yield item

        return Findings(iter_items(), lambda: msgspec.structs.replace(together.total, shown=shown))

    def iter_occurrences(
        self, document: Document, tally: Tally, ruler: Ruler | None = None
    ) -> Iterator[Occurrence]:
        """Yield the hits in a document that lie where they must; a pattern that takes too long leaves an issue."""
        occurrences = self.search.iter_occurrences(document, ruler)
        if self._inside is not None:
            occurrences = _keep_inside(occurrences, self._inside(document))
        try:
            yield from occurrences
        except (TimeoutError, MemoryError) as error:
            tally.issues.append(self._make_issue(document, error))

    def _make_issue(self, document: Document, error: Exception) -> Issue:
        kind, fault, cure = "timeout", f"took more than {self.options.time_limit:g} s", "raise --time-limit"
        if isinstance(error, MemoryError):
            kind, fault, cure = "memory", "needed more memory than there is", "without calling itself: (?R)"
        return Issue(
            path=document.path or document.id,
            kind=kind,
            message=f"the pattern {fault}; hits may be missing",
            hint=f"write it without repetitions inside repetitions, or {cure}",
            skipped=True,
        )

    def iter_found(self, document: Document, tally: Tally, ruler: Ruler | None = None) -> Iterator[Found]:
        """Yield the hits in a document with what stands around them, and count the distinct passages."""
        for occurrence in self.iter_occurrences(document, tally, ruler):
            found = Found(occurrence, Surroundings(occurrence))
            if tally.counter is not None:
                tally.counter.add(found)
            yield found

    def make_line(self, found: Found) -> ConcordanceLine:
        """Return a hit as a line."""
        options = self.options
        occurrence, surroundings = found
        passage = occurrence.passage
        document = passage.document
        pattern = self.search.patterns[occurrence.query]
        before, after = surroundings.cut(options.context, options.unit)
        start = passage.offset + occurrence.start
        end = passage.offset + occurrence.end
        return ConcordanceLine(
            doc=document.id,
            line=surroundings.line,
            start=start,
            end=end,
            id=f"{document.sha256[:12]}:{start}:{end}",
            query=pattern.typed,
            pattern=pattern.label,
            before=before,
            match=match_of(occurrence),
            after=after,
            via=occurrence.via,
            paragraph=surroundings.paragraph,
            token=surroundings.token(),
            copies=1,
            group_id=None,
            lang=document.lang,
            direction=document.direction,
        )


def _make_again(
    analysis: type[Concordance],
    options: KwicOptions,
    inside: SpansOf | None,
    proposals_of: ProposalsOf | None,
) -> Concordance:
    return analysis(options, inside=inside, proposals_of=proposals_of)


class Lines(Concordance):
    """The lines of a concordance in the order of the documents, each as soon as it is found."""

    record_type = ConcordanceLine

    def __init__(self, options: KwicOptions, **others: Any) -> None:
        super().__init__(options, **others)
        self.is_by_document = options.limit is None
        if options.distinct:
            self.nothing = KwicSummary(passages=DistinctPassages())

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the lines of one document, or of a part of one, and issues."""
        tally = Tally(is_distinct=self.options.distinct)
        return Findings(self._iter_items(document, tally), lambda: KwicSummary(**tally.describe()))

    def _iter_items(self, document: Document, tally: Tally) -> Iterator[ConcordanceLine | Issue]:
        ruler = None if document.is_whole else Ruler()
        lines = self._iter_lines(document, tally, ruler)
        most = sys.maxsize if self.options.limit is None else self.options.limit
        for line in islice(lines, min(most, 1) if self.options.first_per_doc else most):
            tally.hits += 1
            yield self.make_line(line) if isinstance(line, Found) else line
        # What is not shown is still counted.
        tally.hits += sum(1 for _ in lines)
        if ruler is not None:
            tally.extent = measure(document, None if tally.issues else ruler)
        yield from tally.issues

    def _iter_lines(
        self, document: Document, tally: Tally, ruler: Ruler | None
    ) -> Iterator[ConcordanceLine | Found]:
        if self.options.unit == "word" and self._inside is None:
            stretches = self.search.iter_stretches(document, ruler)
            if stretches is not None:
                return PhraseStream(self.search, self.options.context, tally.counter).iter_lines(stretches)
        return self.iter_found(document, tally, ruler)

    def divide(self, document: Document) -> list[Document]:
        """Return the parts of a document that may be searched one by one."""
        is_one = self._inside is not None or self._proposals_of is not None or self.options.first_per_doc
        return [document] if is_one else divide_document(document, self.options)

    def join(self, document: Document, partials: Iterable[Findings[Any]]) -> Findings[Any]:
        """Return the lines of a document from those of its parts."""
        return join_lines(document, partials, self.nothing)


class Counts(Concordance):
    """How many hits each document has, or where in it they are."""

    def __init__(self, options: KwicOptions, **others: Any) -> None:
        super().__init__(options, **others)
        self.is_by_document = options.limit is None
        self.record_type = ConcordancePlot if options.plot else ConcordanceCount

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the number of hits in one document, where it has any, and issues."""
        tally = Tally(is_distinct=False)
        return Findings(self._iter_items(document, tally), lambda: KwicSummary(**tally.describe()))

    def _iter_items(
        self, document: Document, tally: Tally
    ) -> Iterator[ConcordanceCount | ConcordancePlot | Issue]:
        starts: list[int] = []
        if self.options.plot:
            starts = [each.passage.offset + each.start for each in self.iter_occurrences(document, tally)]
            tally.hits = len(starts)
        else:
            tally.hits = self._count_in(document, tally)
        if tally.hits:
            yield self._make_count(document, tally.hits, starts)
        yield from tally.issues

    def _count_in(self, document: Document, tally: Tally) -> int:
        if self._inside is None:
            try:
                return self.search.count(document)
            except (TimeoutError, MemoryError):
                pass
        return sum(1 for _ in self.iter_occurrences(document, tally))

    def _make_count(
        self, document: Document, hits: int, starts: Sequence[int]
    ) -> ConcordanceCount | ConcordancePlot:
        query, length = self.options.pattern, document.chars
        if not starts:
            return ConcordanceCount(doc=document.id, line=1, start=0, end=length, query=query, hits=hits)
        density = measure_density(starts, length)
        return ConcordancePlot(
            doc=document.id,
            line=1,
            start=0,
            end=length,
            query=query,
            hits=hits,
            density=density,
            plot=draw_bars(density),
        )

    def divide(self, document: Document) -> list[Document]:
        """Return the parts of a document in which hits may be counted one by one."""
        is_one = self._inside is not None or self._proposals_of is not None or self.options.plot
        return [document] if is_one else divide_document(document, self.options)

    def join(self, document: Document, partials: Iterable[Findings[Any]]) -> Findings[Any]:  # noqa: ARG002
        """Return the number of hits in a document from those in its parts."""
        return join_counts(partials, self.nothing)


def _keep_inside(occurrences: Iterator[Occurrence], spans: Sequence[tuple[int, int]]) -> Iterator[Occurrence]:
    """Yield the occurrences that lie inside one of `spans`."""
    starts = [start for start, _ in spans]
    for occurrence in occurrences:
        offset = occurrence.passage.offset
        place = bisect_right(starts, offset + occurrence.start) - 1
        if place >= 0 and offset + occurrence.end <= spans[place][1]:
            yield occurrence
