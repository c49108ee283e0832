"""From documents to the lines of a concordance, in the order of the documents, or to how many there are."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, TypeVar

import msgspec

from corpuskit.analysis import Analysis, Means
from corpuskit.corpus.document import Document
from corpuskit.errors import UsageError
from corpuskit.kwic.arranging.groups import sort_totals
from corpuskit.kwic.codes import Codings, note_missing
from corpuskit.kwic.copies import DistinctPassages
from corpuskit.kwic.keys import HitInContext, id_of, match_of
from corpuskit.kwic.options import KwicOptions, split_layer
from corpuskit.kwic.parts import divide_document, join_counts, join_lines, measure
from corpuskit.kwic.plain_lines import PlainLineMaker
from corpuskit.kwic.plan import Plan
from corpuskit.kwic.plot import draw_bars, measure_density
from corpuskit.kwic.scanning.positions import CharCounter, PositionCounter
from corpuskit.kwic.scanning.scan import PlainLines
from corpuskit.kwic.segments import Hit, ProposalsOf
from corpuskit.kwic.tally import HitTally, KwicSummary
from corpuskit.records import (
    CodedLine,
    CodedTargetLine,
    ConcordanceCount,
    ConcordanceGroup,
    ConcordanceLine,
    ConcordancePlot,
    Findings,
    Issue,
    Summary,
    TargetLine,
)

KwicRecord = ConcordanceLine | ConcordanceGroup | ConcordanceCount | ConcordancePlot
SpansOf = Callable[[Document], Sequence[tuple[int, int]]]
"""From a document to spans of it, in order, none overlapping another."""
ItemT = TypeVar("ItemT")
_SPAN_OF = itemgetter(0, 1)


class Concordance(Analysis):
    """The hits of a query.

    Args:
        options: What is looked for and how it is shown.
        inside: Gives the spans of a document in which a hit must lie; None for anywhere.
        proposals_of: Tells which segments of a document may hold a hit, where an index knows; None without one.

    Raises:
        PatternError: A pattern cannot be read.
    """

    options: KwicOptions
    nothing: Summary = KwicSummary()
    counts_words = True

    def __init__(
        self, options: KwicOptions, *, inside: SpansOf | None = None, proposals_of: ProposalsOf | None = None
    ) -> None:
        self.options = options
        self._inside = inside
        self._proposals_of = proposals_of
        self.bound_by = None if proposals_of is None else "--index"
        self.plan = Plan(options, proposals_of)
        self._excluded = frozenset(options.exclude)
        is_coded = bool(options.codes or options.to_code)
        self.line_type: type[ConcordanceLine] = CodedLine if is_coded else ConcordanceLine
        names = {
            split_layer(name.lower().rpartition(":")[2].lstrip("-"))[0]
            for name in (*options.sort, *options.groups, *options.by)
        }
        if "target" in names and not self.plan.has_target:
            raise UsageError("no word of the query is its target", hint="""--cql '"the" @[]'""")
        if self.plan.has_target:
            self.line_type = CodedTargetLine if is_coded else TargetLine

    def start_tally(self, document: Document, *, is_distinct: bool) -> HitTally:
        """Return what is counted in a document, before anything is.

        Args:
            document: The document.
            is_distinct: Whether distinct passages are counted.
        """
        return HitTally(is_distinct=is_distinct, hashed=document if self.options.is_study else None)

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
            for each in self.arrange(together):
                if isinstance(each, Issue):
                    yield each
                    continue
                batch = (each if isinstance(each, list) else [each])[: most - shown]
                if batch:
                    shown += len(batch)
                    yield batch

        return Findings(iter_items(), lambda: msgspec.structs.replace(together.total, shown=shown))

    def arrange(self, found: Findings[Any]) -> Iterable[Any]:
        """Return records and issues in the order in which they are shown, also in lists of records."""
        return found.iter_batches()

    def report(self, total: Any) -> Iterator[Any]:
        """Yield why there may be no hits, where there are none."""
        if self.options.chooses_hits:
            yield from note_missing(self.options, total.codings or Codings())
        elif not total.hits:
            from corpuskit.kwic.doubts import list_doubts

            yield from list_doubts(self.options)

    def iter_hits(
        self, document: Document, tally: HitTally, positions: PositionCounter | None = None
    ) -> Iterator[Hit]:
        """Yield the hits in a document that lie where they must, guarded."""
        hits = self.plan.iter_hits(document, positions)
        if self._inside is not None:
            hits = _keep_inside(hits, self._inside(document))
        if self.options.chooses_hits:
            hits = self._choose(hits, tally)
        yield from self.guard(document, tally, hits)

    def iter_spans(self, document: Document, tally: HitTally) -> Iterator[tuple[int, int]]:
        """Yield where the hits in a document begin and end, as `iter_hits` does; in less time where all are hits."""
        if self.is_all:
            yield from self.guard(document, tally, self._iter_all_spans(document))
            return
        for hit in self.iter_hits(document, tally):
            yield hit.segment.offset + hit.start, hit.segment.offset + hit.end

    def _iter_all_spans(self, document: Document) -> Iterator[tuple[int, int]]:
        for part in self.plan.iter_parts(document, CharCounter()):
            if isinstance(part, PlainLines):
                yield from map(_SPAN_OF, part.hits)
            else:
                offset = part.offset
                yield from ((offset + hit.start, offset + hit.end) for hit in self.plan.find(part))

    def _choose(self, hits: Iterator[Hit], tally: HitTally) -> Iterator[Hit]:
        """Yield the hits that are not left out, and count their codes."""
        codes = self.options.codes
        for hit in hits:
            name = id_of(hit)
            if name in self._excluded:
                tally.excluded += 1
                continue
            if codes:
                own = tuple(each.get(name, "") for each in codes)
                tally.codes[own] += 1
                if self.options.uncoded and any(own):
                    continue
            yield hit

    @property
    def is_all(self) -> bool:
        """Whether every hit of the query is one, wherever it stands."""
        return self._inside is None and not self.options.chooses_hits

    @property
    def is_divisible(self) -> bool:
        """Whether the hits of a document are those of its parts: no hit leaves a paragraph, and every one counts."""
        return (
            self.is_all
            and not self.options.is_study
            and self._proposals_of is None
            and self.options.within != "document"
        )

    def guard(self, document: Document, tally: HitTally, items: Iterator[ItemT]) -> Iterator[ItemT]:
        """Yield what is found in a document; a pattern that takes too long, or too much memory, leaves an issue."""
        try:
            yield from items
        except (TimeoutError, MemoryError) as error:
            tally.issues.append(self._make_issue(document, error))

    def _make_issue(self, document: Document, error: Exception) -> Issue:
        kind, fault, cure = (
            "timeout",
            f"took more than {round(self.plan.time_limit, 4):g} s",
            "raise --time-limit",
        )
        if isinstance(error, MemoryError):
            kind, fault, cure = "memory", "needed more memory than there is", "without calling itself: (?R)"
        return Issue(
            path=document.path or document.id,
            kind=kind,
            message=f"the pattern {fault}; hits may be missing",
            hint=f"write it without repetitions inside repetitions, or {cure}",
            skipped=True,
        )

    def iter_in_context(
        self, document: Document, tally: HitTally, positions: PositionCounter | None = None
    ) -> Iterator[HitInContext]:
        """Yield the hits in a document in their context, and count the distinct passages."""
        return map(tally.place, self.iter_hits(document, tally, positions))

    def make_line(self, found: HitInContext) -> ConcordanceLine:
        """Return a hit as a line."""
        options = self.options
        hit, window = found
        segment = hit.segment
        document = segment.document
        pattern = self.plan.patterns[hit.query]
        before, after = window.cut(options.context, options.unit)
        start = segment.offset + hit.start
        end = segment.offset + hit.end
        line = ConcordanceLine(
            doc=document.id,
            line=window.line,
            start=start,
            end=end,
            id=f"{document.sha256[:12]}:{start}:{end}",
            query=pattern.typed,
            pattern=pattern.label,
            before=before,
            match=match_of(hit),
            after=after,
            via=hit.via,
            paragraph=window.paragraph,
            token=window.token(),
            copies=1,
            group_id=None,
            lang=document.lang,
            direction=document.direction,
        )
        if self.line_type is ConcordanceLine:
            return line
        more: dict[str, Any] = {}
        if issubclass(self.line_type, TargetLine):
            first, last = hit.target or (None, None)
            more["target"] = None if first is None else segment.text[first:last]
            more["target_start"] = None if first is None else segment.offset + first
            more["target_end"] = None if last is None else segment.offset + last
        if issubclass(self.line_type, CodedLine | CodedTargetLine):
            codes = (*(codes.get(line.id) or None for codes in options.codes), None, None)
            more["code"], more["code2"] = codes[:2]
        return self.line_type(**msgspec.structs.asdict(line), **more)


def _make_again(
    analysis: type[Concordance],
    options: KwicOptions,
    inside: SpansOf | None,
    proposals_of: ProposalsOf | None,
) -> Concordance:
    return analysis(options, inside=inside, proposals_of=proposals_of)


class ConcordanceLines(Concordance):
    """The lines of a concordance in the order of the documents, each as soon as it is found."""

    def __init__(self, options: KwicOptions, **others: Any) -> None:
        super().__init__(options, **others)
        self.record_type = self.line_type
        self.is_by_document = options.limit is None
        if options.distinct:
            self.nothing = KwicSummary(passages=DistinctPassages())

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the lines of one document, or of a part of one, and issues."""
        tally = self.start_tally(document, is_distinct=self.options.distinct)
        return Findings(self._iter_items(document, tally), lambda: KwicSummary(**tally.describe()))

    def _iter_items(
        self, document: Document, tally: HitTally
    ) -> Iterator[ConcordanceLine | list[ConcordanceLine] | Issue]:
        positions = None if document.is_whole else PositionCounter()
        most = sys.maxsize if self.options.limit is None else self.options.limit
        if self.options.first_per_doc:
            most = min(most, 1)
        for found in self._iter_lines(document, tally, positions):
            # What is not shown is still counted.
            room = max(most - tally.hits, 0)
            if isinstance(found, HitInContext):
                tally.hits += 1
                if room:
                    yield self.make_line(found)
            else:
                tally.hits += len(found)
                yield found[:room]
        if positions is not None:
            tally.extent = measure(document, None if tally.issues else positions)
        yield from tally.issues

    def _iter_lines(
        self, document: Document, tally: HitTally, positions: PositionCounter | None
    ) -> Iterator[list[ConcordanceLine] | HitInContext]:
        if self.options.unit != "word" or not self.is_all:
            return self.iter_in_context(document, tally, positions)
        return self.guard(document, tally, self._iter_parts(document, tally, positions))

    def _iter_parts(
        self, document: Document, tally: HitTally, positions: PositionCounter | None
    ) -> Iterator[list[ConcordanceLine] | HitInContext]:
        maker = PlainLineMaker(self.plan.patterns[0], self.options.context, tally.counter)
        for part in self.plan.iter_parts(document, positions):
            if isinstance(part, PlainLines):
                yield maker.make_lines(part)
            else:
                yield from map(tally.place, self.plan.find(part))

    def divide(self, document: Document) -> list[Document]:
        """Return the parts of a document that may be searched one by one."""
        is_one = not self.is_divisible or self.options.first_per_doc
        return [document] if is_one else divide_document(document)

    def join(self, document: Document, partials: Iterable[Findings[Any]]) -> Findings[Any]:
        """Return the lines of a document from those of its parts."""
        return join_lines(document, partials, self.nothing)


class HitCounts(Concordance):
    """How many hits each document has, or where in it they are."""

    def __init__(self, options: KwicOptions, **others: Any) -> None:
        super().__init__(options, **others)
        self._is_sorted = any(name.lower() != "doc" for name in options.sort)
        self.is_by_document = options.limit is None and not self._is_sorted
        self.record_type = ConcordancePlot if options.plot else ConcordanceCount

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the number of hits in one document, where it has any, and issues."""
        tally = self.start_tally(document, is_distinct=False)
        starts: list[int] = []
        if self.options.plot:
            starts = [each.segment.offset + each.start for each in self.iter_hits(document, tally)]
            tally.hits = len(starts)
        else:
            tally.hits = self._count_in(document, tally)
        is_shown = tally.hits or self.options.zeros
        counts = [self._make_count(document, tally.hits, starts)] if is_shown else []
        return Findings([*counts, *tally.issues], KwicSummary(**tally.describe()))

    def arrange(self, found: Findings[Any]) -> Iterable[Any]:
        """Return the counts in the order that was asked for, after the issues."""
        if not self._is_sorted:
            return super().arrange(found)
        items = list(found)
        counts = [item for item in items if not isinstance(item, Issue)]
        ordered = sort_totals(counts, self.options.sort, lambda count: count.hits, lambda count: count.doc)
        return [*(item for item in items if isinstance(item, Issue)), *ordered]

    def _count_in(self, document: Document, tally: HitTally) -> int:
        if self.is_all:
            try:
                return self.plan.count(document)
            except (TimeoutError, MemoryError):
                pass
        return sum(1 for _ in self.iter_hits(document, tally))

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
        is_one = not self.is_divisible or self.options.plot
        return [document] if is_one else divide_document(document)

    def join(self, document: Document, partials: Iterable[Findings[Any]]) -> Findings[Any]:  # noqa: ARG002
        """Return the number of hits in a document from those in its parts."""
        return join_counts(partials, self.nothing)


def _keep_inside(hits: Iterator[Hit], spans: Sequence[tuple[int, int]]) -> Iterator[Hit]:
    """Yield the hits that lie inside one of `spans`."""
    starts = [start for start, _ in spans]
    for hit in hits:
        offset = hit.segment.offset
        place = bisect_right(starts, offset + hit.start) - 1
        if place >= 0 and offset + hit.end <= spans[place][1]:
            yield hit
