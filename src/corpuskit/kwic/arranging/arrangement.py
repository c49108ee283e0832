"""Lines that are sorted, drawn, grouped or folded: what needs all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from heapq import nsmallest
from itertools import groupby, islice
from typing import Any, TypeVar

import msgspec

from corpuskit.analysis import Means, chain_findings
from corpuskit.corpus.document import Document
from corpuskit.kwic.analysis import Concordance
from corpuskit.kwic.arranging.groups import (
    LineGroups,
    group_lines,
    make_form_key,
    make_group_key,
    sort_groups,
)
from corpuskit.kwic.arranging.order import FREQUENT, Line, doc_of, list_sort_keys, sort_lines
from corpuskit.kwic.copies import (
    DistinctPassages,
    LineKey,
    ParagraphKeys,
    digest_key,
    group_near_copies,
    make_context_key,
)
from corpuskit.kwic.doubts import list_pointers
from corpuskit.kwic.keys import (
    HitInContext,
    is_missing,
    make_key,
    make_sort_key,
    match_of,
    note_empty,
    split_keys,
)
from corpuskit.kwic.options import KwicOptions
from corpuskit.kwic.tally import HitTally, KwicSummary
from corpuskit.records import ConcordanceGroup, ConcordanceLine, Findings, Issue
from corpuskit.text.segments import ParagraphRule

LineT = TypeVar("LineT")


class FirstLines(msgspec.Struct, frozen=True):
    """Some lines in order: all of them, or as many as are shown.

    Attributes:
        lines: The lines; sorted where `most` says how many there are.
        most: Number of lines that are kept; None for all.
    """

    lines: tuple[Line, ...] = ()
    most: int | None = None

    def __add__(self, other: FirstLines) -> FirstLines:
        """Return the lines of both, those of `self` first among equals."""
        lines = self.lines + other.lines
        if self.most is not None and len(lines) > self.most:
            lines = tuple(sorted(lines, key=lambda line: line.keys)[: self.most])
        return FirstLines(lines, self.most)


class FoldedLines(msgspec.Struct, frozen=True):
    """The first of all lines that repeat each other, in order.

    Attributes:
        lines: By what they share, the line and the number of lines that it stands for.
    """

    lines: dict[bytes, tuple[Line, int]] = {}

    def __add__(self, other: FoldedLines) -> FoldedLines:
        """Return the lines of both."""
        together = dict(self.lines)
        for key, (line, copies) in other.lines.items():
            first, before = together.get(key, (line, 0))
            together[key] = first, before + copies
        return FoldedLines(together)


class SentText(msgspec.Struct, frozen=True):
    """A document as it is compared with others.

    Attributes:
        doc: Its id.
        text: Its text.
        paragraphs: How its paragraphs are told apart.
    """

    doc: str
    text: str
    paragraphs: ParagraphRule


class ArrangedSummary(KwicSummary, frozen=True, kw_only=True):
    """How many hits there are, and their lines.

    Attributes:
        first: Lines in order.
        folded: Lines that stand for their copies.
        groups: Groups of lines.
        group_count: Number of all groups, shown or not; None where lines are not grouped.
        texts: The documents, where their paragraphs are compared.
    """

    first: FirstLines = FirstLines()
    folded: FoldedLines = FoldedLines()
    groups: LineGroups = LineGroups()
    group_count: int | None = None
    texts: tuple[SentText, ...] = ()

    def figures(self) -> dict[str, Any]:
        """Return the figures of all concordances, and the number of groups where there are any."""
        return super().figures() | ({} if self.group_count is None else {"groups": self.group_count})

    def added_fields(self, other: KwicSummary) -> dict[str, Any]:
        """Return the fields of the sum, by name."""
        fields = super().added_fields(other)
        for name in ("first", "folded", "groups", "texts"):
            fields[name] = getattr(self, name) + getattr(other, name)
        return fields


class Arrangement(Concordance):
    """The lines of a concordance, sorted, drawn or folded, or how many there are of each kind."""

    nothing: ArrangedSummary
    item_type = Line

    def __init__(self, options: KwicOptions, **others: Any) -> None:
        super().__init__(options, **others)
        self.record_type = self.line_type if options.group is None else ConcordanceGroup
        labels = [pattern.label for pattern in self.plan.patterns]
        self._keys = (
            [
                make_sort_key(name.replace(FREQUENT, ""), labels, options.codes)
                for name in list_sort_keys(options)
            ]
            if options.group is None
            else [
                make_group_key([make_key(name, labels, options.codes) for name in options.groups]),
                make_form_key(options.groups),
            ]
        )
        self._is_folded = options.fold_copies != "off"
        self._is_drawn = options.sample is not None and not options.samples_by_doc and not self._is_folded
        self.nothing = ArrangedSummary(
            passages=DistinctPassages() if options.distinct and not self._is_folded else None,
            first=FirstLines(most=self._count_kept()),
        )

    def _count_kept(self) -> int | None:
        """Return how many lines of a sum are enough; None for all."""
        options = self.options
        needs_all = self._is_folded or self._is_drawn or options.group is not None
        is_by_frequency = any(FREQUENT in name for name in list_sort_keys(options))
        return None if needs_all or is_by_frequency else options.limit

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the issues of one document, and its lines: in the summary, or as items where some are drawn."""
        tally = self.start_tally(document, is_distinct=self.nothing.passages is not None)
        counted: dict[str, Any] = {}

        def iter_items() -> Iterator[Line | Issue]:
            if self.options.fold_copies == "near":
                counted["texts"] = (SentText(document.id, document.text, document.paragraph_rule),)
            if self._is_folded:
                counted.update(self._fold(document, tally))
            elif self._is_drawn:
                yield from map(self._make_line, self._select(document, tally))
            elif self.options.group is not None:
                counted["groups"] = self._group(self._select(document, tally))
            else:
                counted["first"] = self._sort(self._select(document, tally))
            yield from tally.issues

        return Findings(iter_items(), lambda: ArrangedSummary(**tally.describe(), **counted))

    def _select(self, document: Document, tally: HitTally) -> Iterator[HitInContext]:
        """Yield the hits of a document that may be shown; all of them are counted."""
        options = self.options
        everything = _count_hits(self.iter_in_context(document, tally), tally)
        lines = islice(everything, 1) if options.first_per_doc else everything
        if options.sample is not None and options.samples_by_doc:
            lines = iter(draw_sample(lines, options.sample, _seed_of(options.seed, document.id)))
        yield from lines
        for _ in everything:
            pass

    def _make_line(self, found: HitInContext, ordinal: tuple[int, int] = (0, 0)) -> Line:
        return Line(self.make_line(found), tuple(key(found) for key in self._keys), ordinal)

    def _sort(self, lines: Iterator[HitInContext]) -> FirstLines:
        most = self.nothing.first.most
        if most is not None:
            keyed = ((tuple(key(found) for key in self._keys), found) for found in lines)
            chosen = nsmallest(most, keyed, key=lambda entry: entry[0])
            return FirstLines(tuple(Line(self.make_line(found), keys) for keys, found in chosen), most)
        return FirstLines(tuple(map(self._make_line, lines)))

    def _fold(self, document: Document, tally: HitTally) -> dict[str, Any]:
        """Return the lines of a document, those that repeat each other once, as fields of the summary."""
        hits = _count_hits(self.iter_in_context(document, tally), tally)
        if self.options.fold_copies == "near":
            place_of = ParagraphKeys(are_named=False).key
            return {"first": FirstLines(tuple(self._make_line(found, place_of(found)[1:]) for found in hits))}
        by_context = self.options.fold_copies == "context"
        key_of: LineKey = partial(make_context_key, self.options) if by_context else ParagraphKeys().key
        firsts: dict[bytes, HitInContext] = {}
        copies: Counter[bytes] = Counter()
        for found in hits:
            key = digest_key(*key_of(found))
            firsts.setdefault(key, found)
            copies[key] += 1
        lines = {key: (self._make_line(found), copies[key]) for key, found in firsts.items()}
        return {"folded": FoldedLines(lines)}

    def _group(self, lines: Iterator[HitInContext]) -> LineGroups:
        """Return the groups of the lines of one document."""
        key_of, form_of = self._keys
        firsts: dict[str, HitInContext] = {}
        forms: dict[str, Counter[str]] = {}
        for found in lines:
            key = key_of(found)
            if key not in firsts:
                firsts[key], forms[key] = found, Counter()
            forms[key][form_of(found)] += 1
        return LineGroups(
            {key: self._make_group(key, found, forms[key].total()) for key, found in firsts.items()},
            {key: dict(counts) for key, counts in forms.items()},
        )

    def _make_group(self, key: str, found: HitInContext, hits: int) -> ConcordanceGroup:
        hit = found.hit
        offset = hit.segment.offset
        return ConcordanceGroup(
            doc=hit.segment.document.id,
            line=found.window.line,
            start=offset + hit.start,
            end=offset + hit.end,
            query=self.options.pattern,
            group_key=split_keys(key)[0],
            second_key=split_keys(key)[1],
            hits=hits,
            lines=hits,
            documents=1,
            share=0,
            match=match_of(hit),
            form=None,
            form_hits=None,
        )

    def combine(self, partials: Iterable[Findings[Any]], means: Means = Means()) -> Findings[Any]:  # noqa: ARG002, B008
        """Return the lines or the groups that are to be shown."""
        together = chain_findings(partials, self.nothing)
        final: dict[str, Any] = {"shown": 0}

        def iter_items() -> Iterator[Any]:
            issues: list[Issue] = []
            drawn: list[Line] = []
            items = _put_aside(together, issues)
            if self._is_drawn and self.options.sample is not None:
                drawn = draw_sample(items, self.options.sample, self.options.seed)
            for _ in items:
                pass
            yield from issues
            yield from self.report(together.total)
            yield from self._note_fields(together.total)
            yield from list_pointers(self.options)
            for record in islice(self._arrange(together.total, drawn, final), self.options.limit):
                final["shown"] += 1
                yield record

        return Findings(iter_items(), lambda: msgspec.structs.replace(together.total, **final))

    def _note_fields(self, total: ArrangedSummary) -> Iterator[Issue]:
        """Yield a note for each field of the documents that lines are arranged by, and none has."""
        first = total.first
        if self.options.group is None and first.lines:
            names = [name for name in list_sort_keys(self.options) if name != "date"]
            for place, name in enumerate(names[: None if first.most is None else 1]):
                values = (line.keys[place] for line in first.lines)
                bare = name.removeprefix("-").removeprefix(FREQUENT)
                yield from note_empty(bare, ("" if is_missing(value) else value for value in values))
        keys = [split_keys(key) for key in total.groups.groups]
        for place, name in enumerate(self.options.groups):
            yield from note_empty(name, (key[place] or "" for key in keys))

    def _arrange(
        self, total: ArrangedSummary, drawn: list[Line], final: dict[str, Any]
    ) -> Iterator[ConcordanceLine | ConcordanceGroup]:
        """Yield the records, in order, and note the number of distinct lines in `final`."""
        options = self.options
        if not self._is_drawn and options.group is not None and not self._is_folded:
            yield from self._list_groups(total.groups, final)
            return
        lines: Iterable[Line] = drawn if self._is_drawn else total.first.lines
        if self._is_folded:
            folded = _fold_near(total) if options.fold_copies == "near" else total.folded
            final["passages"] = DistinctPassages(frozenset(folded.lines))
            lines = self._select_folded(_list_folded(folded))
        if options.group is not None:
            yield from self._list_groups(group_lines(lines, options.pattern), final)
        else:
            for line in sort_lines(lines, list_sort_keys(options), options.limit):
                yield line.record

    def _list_groups(self, groups: LineGroups, final: dict[str, Any]) -> list[ConcordanceGroup]:
        final["group_count"] = len(groups.groups)
        return sort_groups(groups, self.options.sort)

    def _select_folded(self, lines: Iterable[Line]) -> Iterable[Line]:
        """Return those of the folded lines that may be shown."""
        options = self.options
        if options.first_per_doc:
            lines = (next(own) for _, own in groupby(lines, key=doc_of))
        if options.sample is None:
            return lines
        if not options.samples_by_doc:
            return draw_sample(lines, options.sample, options.seed)
        by_doc = groupby(lines, key=doc_of)
        size = options.sample
        return [line for doc, own in by_doc for line in draw_sample(own, size, _seed_of(options.seed, doc))]


def _seed_of(seed: int, doc: str) -> int:
    return int.from_bytes(f"{seed} {doc}".encode())


def _count_hits(hits: Iterable[HitInContext], tally: HitTally) -> Iterator[HitInContext]:
    for found in hits:
        tally.hits += 1
        yield found


def _put_aside(items: Iterable[Any], issues: list[Issue]) -> Iterator[Line]:
    """Yield the lines, and put the issues among them aside."""
    for item in items:
        if isinstance(item, Issue):
            issues.append(item)
        else:
            yield item


def draw_sample(lines: Iterable[LineT], size: int, seed: int) -> list[LineT]:
    """Return `size` of `lines`, drawn at random in one pass, in the order in which they come.

    Args:
        lines: The lines.
        size: How many; all where there are fewer.
        seed: The same seed draws the same lines from the same corpus.

    Source: algorithm R, Vitter (1985), «Random sampling with a reservoir».
    """
    from random import Random

    random = Random(seed)  # noqa: S311 — a sample is no secret
    drawn: list[tuple[int, LineT]] = []
    for place, line in enumerate(lines):
        if place < size:
            drawn.append((place, line))
        elif (chosen := random.randrange(place + 1)) < size:
            drawn[chosen] = (place, line)
    drawn.sort(key=lambda entry: entry[0])
    return [line for _, line in drawn]


def _fold_near(total: ArrangedSummary) -> FoldedLines:
    """Return the lines, those in near copies of a paragraph once."""
    documents = [Document(sent.doc, sent.text, paragraph_rule=sent.paragraphs) for sent in total.texts]
    group_of = group_near_copies(documents)
    folded: dict[bytes, tuple[Line, int]] = {}
    for line in total.first.lines:
        doc, number = line.record.doc, line.record.paragraph
        group = None if number is None else group_of.get((doc, number))
        name = f"{doc}\n{number}" if group is None else f"{group}"
        key = digest_key(name, *line.ordinal)
        first, copies = folded.get(key, (line, 0))
        folded[key] = first, copies + 1
    return FoldedLines(folded)


def _list_folded(folded: FoldedLines) -> Iterator[Line]:
    """Yield the lines with the number that each stands for, and what these share."""
    for key, (line, copies) in folded.lines.items():
        record = msgspec.structs.replace(line.record, copies=copies, group_id=key.hex())
        yield msgspec.structs.replace(line, record=record)
