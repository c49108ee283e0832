"""From documents to the lines of a concordance."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from corpuskit.corpus.document import Document
from corpuskit.kwic.arrange import (
    Found,
    draw_sample,
    draw_sample_by_document,
    make_key,
    match_of,
    sort_lines,
    take_first_per_document,
)
from corpuskit.kwic.copies import (
    ContextKeys,
    DistinctCounter,
    DistinctPassages,
    LineKeys,
    PassageKeys,
    fold_lines,
    group_near_copies,
)
from corpuskit.kwic.options import KwicOptions
from corpuskit.kwic.passages import Occurrence, ProposalsOf, Surroundings
from corpuskit.kwic.plot import draw_bars, measure_density
from corpuskit.kwic.search import Search
from corpuskit.kwic.stream import PhraseStream
from corpuskit.records import (
    ConcordanceCount,
    ConcordanceGroup,
    ConcordanceLine,
    ConcordancePlot,
    Findings,
    Issue,
)

__all__ = ["KwicOptions", "concordance"]

KwicRecord = ConcordanceLine | ConcordanceGroup | ConcordanceCount | ConcordancePlot
SpansOf = Callable[[Document], Sequence[tuple[int, int]]]
"""From a document to stretches of it, in order, none overlapping another."""


def concordance(
    documents: Iterable[Document],
    options: KwicOptions,
    *,
    inside: SpansOf | None = None,
    proposals_of: ProposalsOf | None = None,
    passages: DistinctPassages | None = None,
) -> Findings[KwicRecord]:
    """Return the hits of a query, each with its context, or how many there are of each kind.

    The summary has `hits` (all of them), `shown` (records), `documents_with_hits`, and `distinct_passages`: how many
    hits are left when those in copies of one paragraph count once; None when they were not counted.

    Args:
        documents: Documents; they are read one at a time and not kept, unless lines are sorted, drawn or folded.
        options: What is looked for and how it is shown.
        inside: Gives the stretches of a document in which a hit must lie; None for anywhere.
        proposals_of: Tells which passages of a document may hold a hit, where an index knows; None without one.
        passages: Takes the distinct passages, so that those of several searches can be counted together.

    Raises:
        PatternError: A pattern cannot be read.
    """
    return Findings(*_Run(options, inside, proposals_of, passages).start(documents))


class _Run:
    """One search over a corpus, and what is known of it so far."""

    def __init__(
        self,
        options: KwicOptions,
        inside: SpansOf | None,
        proposals_of: ProposalsOf | None,
        passages: DistinctPassages | None,
    ) -> None:
        self._options = options
        self._counter = DistinctCounter(passages or DistinctPassages()) if options.distinct else None
        self._inside = inside
        self._search = Search(options, proposals_of)
        self._labels = [pattern.label for pattern in self._search.patterns]
        self._issues: list[Issue] = []
        self._summary: dict[str, Any] = {
            "hits": 0, "shown": 0, "documents_with_hits": 0, "distinct_passages": None
        }  # fmt: skip

    def start(self, documents: Iterable[Document]) -> tuple[Iterator[KwicRecord | Issue], dict[str, Any]]:
        """Return the generator of the records and the summary that it fills."""
        options = self._options
        if options.count or options.plot:
            return self._count(documents), self._summary
        if options.streams_words and self._inside is None:
            return self._stream(documents), self._summary
        if options.group is not None:
            return self._group(documents, options.group), self._summary
        return self._show(documents), self._summary

    def _iter_occurrences(self, document: Document) -> Iterator[Occurrence]:
        """Yield the hits in a document that lie where they must; a pattern that takes too long leaves an issue."""
        occurrences = self._search.iter_occurrences(document)
        if self._inside is not None:
            occurrences = _keep_inside(occurrences, self._inside(document))
        try:
            yield from occurrences
        except (TimeoutError, MemoryError) as error:
            self._issues.append(self._make_issue(document, error))

    def _make_issue(self, document: Document, error: Exception) -> Issue:
        kind, fault, cure = "timeout", f"took more than {self._options.time_limit:g} s", "raise --time-limit"
        if isinstance(error, MemoryError):
            kind, fault, cure = "memory", "needed more memory than there is", "without calling itself: (?R)"
        return Issue(
            path=document.path or document.id,
            kind=kind,
            message=f"the pattern {fault}; hits may be missing",
            hint=f"write it without repetitions inside repetitions, or {cure}",
            skipped=True,
        )

    def _count(self, documents: Iterable[Document]) -> Iterator[ConcordanceCount | ConcordancePlot | Issue]:
        options, summary = self._options, self._summary
        for document in documents:
            starts: list[int] = []
            if options.plot:
                starts = [each.passage.offset + each.start for each in self._iter_occurrences(document)]
                hits = len(starts)
            else:
                hits = self._count_in(document)
            summary["hits"] += hits
            summary["documents_with_hits"] += hits > 0
            if hits and (options.limit is None or summary["shown"] < options.limit):
                summary["shown"] += 1
                yield self._make_count(document, hits, starts)
            yield from self._take_issues()

    def _count_in(self, document: Document) -> int:
        if self._inside is not None:
            return sum(1 for _ in self._iter_occurrences(document))
        try:
            return self._search.count(document)
        except (TimeoutError, MemoryError):
            return sum(1 for _ in self._iter_occurrences(document))

    def _make_count(
        self, document: Document, hits: int, starts: Sequence[int]
    ) -> ConcordanceCount | ConcordancePlot:
        query, length = self._options.pattern, document.chars
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

    def _take_issues(self) -> Iterator[Issue]:
        issues, self._issues = self._issues, []
        yield from issues

    def _iter_found(self, documents: Iterable[Document]) -> Iterator[Found]:
        """Yield all hits with their surroundings, counting them."""
        summary = self._summary
        for document in documents:
            is_first = True
            for found in self._iter_found_in(document):
                summary["hits"] += 1
                summary["documents_with_hits"] += is_first
                is_first = False
                yield found
        self._tell_distinct()

    def _tell_distinct(self) -> None:
        if self._counter is not None:
            self._summary["distinct_passages"] = self._counter.passages.total

    def _iter_found_in(self, document: Document) -> Iterator[Found]:
        for occurrence in self._iter_occurrences(document):
            found = Found(occurrence, Surroundings(occurrence))
            if self._counter is not None:
                self._counter.add(found)
            yield found

    def _stream(self, documents: Iterable[Document]) -> Iterator[ConcordanceLine | Issue]:
        """Yield the lines in the order of the documents, each as soon as it is found."""
        options, summary = self._options, self._summary
        stream = PhraseStream(self._search, options.context, self._counter)
        limit = sys.maxsize if options.limit is None else options.limit
        for document in documents:
            stretches = self._search.iter_stretches(document)
            if stretches is None:
                lines: Iterator[ConcordanceLine | Found] = self._iter_found_in(document)
            else:
                lines = stream.iter_lines(stretches)
            hits = 0
            for line in islice(lines, max(limit - summary["shown"], 0)):
                hits += 1
                summary["shown"] += 1
                yield self._make_line(line) if isinstance(line, Found) else line
            hits += sum(1 for _ in lines)
            summary["hits"] += hits
            summary["documents_with_hits"] += hits > 0
            yield from self._take_issues()
        self._tell_distinct()

    def _select(self, documents: Iterable[Document]) -> tuple[Iterator[Found], Iterator[Found]]:
        """Return the lines to show, and those that were found, of which the rest must still be counted."""
        options = self._options
        group_of = None
        if options.fold_copies == "near":
            documents = list(documents)
            group_of = group_near_copies(documents)
        lines = everything = self._iter_found(documents)
        if options.fold_copies != "off":
            keys = ContextKeys(options) if options.fold_copies == "context" else PassageKeys(group_of)
            lines = self._fold(lines, keys)
        if options.first_per_doc:
            lines = take_first_per_document(lines)
        if options.sample is not None:
            draw = draw_sample_by_document if options.sample_by_doc else draw_sample
            lines = iter(draw(lines, options.sample, options.seed))
        return lines, everything

    def _fold(self, lines: Iterator[Found], keys: LineKeys) -> Iterator[Found]:
        folded = list(fold_lines(lines, keys))
        self._summary["distinct_passages"] = len(folded)
        yield from folded

    def _show(self, documents: Iterable[Document]) -> Iterator[ConcordanceLine | Issue]:
        options = self._options
        lines, everything = self._select(documents)
        if any(name != "doc" for name in options.sort):
            lines = sort_lines(lines, options.sort, options.limit)
        for found in islice(lines, options.limit):
            self._summary["shown"] += 1
            yield self._make_line(found)
            if self._issues:
                yield from self._take_issues()
        # What is not shown is still counted.
        for _ in everything:
            pass
        yield from self._take_issues()

    def _group(self, documents: Iterable[Document], name: str) -> Iterator[ConcordanceGroup | Issue]:
        key_of = make_key(name.lower(), self._labels)
        lines, everything = self._select(documents)
        groups: dict[str, _Group] = {}
        for found in lines:
            key = key_of(found)
            group = groups.get(key)
            if group is None:
                group = groups[key] = _Group(found)
            group.add(found)
        for _ in everything:
            pass
        yield from self._take_issues()
        ordered = sorted(groups.items(), key=lambda entry: (-entry[1].hits, entry[0]))
        for key, group in ordered[: self._options.limit]:
            self._summary["shown"] += 1
            yield group.make_record(key, self._options.pattern)

    def _make_line(self, found: Found) -> ConcordanceLine:
        options = self._options
        occurrence, surroundings = found.occurrence, found.surroundings
        passage = occurrence.passage
        document = passage.document
        pattern = self._search.patterns[occurrence.query]
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
            copies=found.copies,
            group_id=found.group,
            lang=document.lang,
            direction=document.direction,
        )


class _Group:
    """Lines that have a key in common."""

    def __init__(self, first: Found) -> None:
        self._first = first
        self._documents: set[str] = set()
        self.hits = 0
        self.lines = 0

    def add(self, found: Found) -> None:
        self.hits += found.copies
        self.lines += 1
        self._documents.add(found.occurrence.passage.document.id)

    def make_record(self, key: str, query: str) -> ConcordanceGroup:
        occurrence = self._first.occurrence
        offset = occurrence.passage.offset
        return ConcordanceGroup(
            doc=occurrence.passage.document.id,
            line=self._first.surroundings.line,
            start=offset + occurrence.start,
            end=offset + occurrence.end,
            query=query,
            group_key=key or None,
            hits=self.hits,
            lines=self.lines,
            documents=len(self._documents),
            match=match_of(occurrence),
        )


def _keep_inside(occurrences: Iterator[Occurrence], spans: Sequence[tuple[int, int]]) -> Iterator[Occurrence]:
    """Yield the occurrences that lie inside one of `spans`."""
    starts = [start for start, _ in spans]
    for occurrence in occurrences:
        offset = occurrence.passage.offset
        place = bisect_right(starts, offset + occurrence.start) - 1
        if place >= 0 and offset + occurrence.end <= spans[place][1]:
            yield occurrence
