"""Verification: whether the quotations of drafts stand in a corpus, where, and how they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from corpuskit.analysis import Analysis, Means, Partial
from corpuskit.corpus.document import Document
from corpuskit.records import Findings, Issue, Summary, Verification
from corpuskit.text.language import find_script
from corpuskit.verify.comparing.align import widest_window
from corpuskit.verify.evidence import Citation, Evidence, Found, SourcePlace, VerifySummary
from corpuskit.verify.judge import Judge, is_same_place
from corpuskit.verify.options import VerifyOptions, read_threshold
from corpuskit.verify.reading.citations import Citations
from corpuskit.verify.reading.drafts import Drafts, Quoted, read_drafts
from corpuskit.verify.reading.speakers import compare_speakers
from corpuskit.verify.scanning.finds import Needle, make_needle
from corpuskit.verify.scanning.needles import MOST, count_needed
from corpuskit.verify.scanning.search import SECTION, QuotationSearch
from corpuskit.verify.stretches import DocumentContext, Stretch, divide_document, join_stretches


class VerifyCounts(Summary, frozen=True, kw_only=True):
    """How many quotations have which verdict.

    Attributes:
        verdicts: The number of quotations and claims, by verdict.
    """

    verdicts: dict[str, int]

    def figures(self) -> dict[str, Any]:
        """Return the number of quotations, and of each verdict."""
        return {"quotations": sum(self.verdicts.values()), "verdicts": dict(sorted(self.verdicts.items()))}


class Verify(Analysis):
    """The quotations of drafts beside where they stand in a corpus.

    Args:
        drafts: What the drafts quote.
        options: What counts as the same.
        section: Words of a document that are looked at at a time.
        passes_over: Tells which documents have nothing of the quotations, where an index knows; None without one.
    """

    record_type = Verification
    nothing = VerifySummary()
    options: VerifyOptions

    def __init__(
        self,
        drafts: Drafts,
        options: VerifyOptions | None = None,
        *,
        section: int = SECTION,
        passes_over: Callable[[Document], bool] | None = None,
    ) -> None:
        self.options = VerifyOptions() if options is None else options
        self._passes_over = passes_over
        self.bound_by = None if passes_over is None else "--index"
        self._drafts = drafts
        self._section = section
        self._searches: list[QuotationSearch] | None = None
        self._citations: Citations | None = None
        # Kept from one stretch of a document to the next.
        self._surroundings: DocumentContext | None = None
        # What the documents before were written in; None where a document is to say all that it has.
        self._languages: Languages | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # The tables are made again where the work is done; no index is there.
        return _make, (self._drafts, self.options, self._section)

    def list_sought(self) -> list[tuple[Sequence[str], int, int]]:
        """Return of each quotation the words, and how many a place that is similar enough lacks and has at most."""
        threshold = read_threshold(self.options.threshold)
        return [
            (needle.words, length - count_needed(length, threshold), widest_window(length, threshold))
            for needle in self._list_needles()
            for length in (len(needle.words),)
        ]

    def learn(self, *, is_wanted: bool) -> None:
        """Say whether a document may leave out what is no better than what the documents before it have.

        What is left out is in no record. As long as this is not called, each document says all that it has.
        """
        self._languages = Languages(self._drafts.quoted) if is_wanted else None
        for search in self._prepare()[0]:
            search.learn(is_wanted=is_wanted)

    def per_document(self, document: Document) -> Partial:
        """Return the best places that one document has for each quotation."""
        searches, citations = self._prepare()
        around, stretch = self._open(document)
        document = around.document
        mentions = citations.find(document)
        cited = {mention.scope for mention in mentions}
        if self._passes_over is not None and self._passes_over(document):
            return self._pass_over(document, mentions)
        finds = [search.find(document, cited, stretch) for search in searches]
        evidence = {number: each for found, *_ in finds for number, each in found.items()}
        counted = {number: 1 for _, numbers, _ in finds for number in numbers}
        described = self._describe(around, evidence, cited)
        langs, scripts = self._read_languages(
            document,
            (
                number
                for search, (*_, standing) in zip(searches, finds, strict=True)
                for number in search.list_missing(standing)
            ),
        )
        # Only now is it certain that the document says what was learnt from it.
        for search, (*_, standing) in zip(searches, finds, strict=True):
            search.keep(standing)
        return Findings((), VerifySummary(found=Found(described, counted, tuple(mentions), langs, scripts)))

    def _open(self, document: Document) -> tuple[DocumentContext, tuple[int, int] | None]:
        """Return a document with what tells about its places, and the stretch of it that is worked on; None for all."""
        content = document.content
        if not isinstance(content, Stretch):
            self._surroundings = None
            return DocumentContext(document), None
        if self._surroundings is None or not self._surroundings.is_of(document):
            self._surroundings = DocumentContext(document)
        return self._surroundings, (content.start, content.end)

    def _describe(
        self, around: DocumentContext, evidence: Mapping[int, Evidence], cited: set[int]
    ) -> dict[int, Evidence]:
        """Return what a document has of quotations with its lines and its date, and who says it there."""

        def describe(place: SourcePlace, quoted: Quoted, *, with_speaker: bool) -> SourcePlace:
            lines = around.lines
            changes: dict[str, Any] = {"is_cited": quoted.scope in cited, "date": around.date}
            changes["line"] = lines.line_at(place.start)
            if place.parts:
                changes["parts"] = tuple(
                    msgspec.structs.replace(part, line=lines.line_at(part.start)) for part in place.parts
                )
            if with_speaker and quoted.speaker is not None:
                said = around.speakers.find(place.start, place.end)
                is_among_turns = said is None and around.speakers.is_among_turns(place.start, place.end)
                changes["speech"], changes["speaker"] = compare_speakers(
                    quoted.speaker, said, is_among_turns=is_among_turns
                )
            return msgspec.structs.replace(place, **changes)

        return {
            number: _map_places(each, partial(describe, quoted=quoted), quoted) if each.has_place else each
            for number, each in evidence.items()
            for quoted in (self._drafts.quoted[number],)
        }

    def _pass_over(self, document: Document, mentions: Sequence[Citation]) -> Partial:
        """Return the partial result of a document that has nothing of the quotations."""
        missing = (number for search in self._prepare()[0] for number in search.list_missing())
        langs, scripts = self._read_languages(document, missing)
        return Findings((), VerifySummary(found=Found({}, {}, tuple(mentions), langs, scripts)))

    def _read_languages(
        self, document: Document, missing: Iterable[int]
    ) -> tuple[frozenset[str], frozenset[str]]:
        return (self._languages or Languages(self._drafts.quoted)).read(document, missing)

    def _list_needles(self) -> list[Needle]:
        return [
            needle
            for number, quoted in enumerate(self._drafts.quoted)
            if quoted.say_why_not(self.options.min_words) is None
            and (needle := make_needle(number, quoted)) is not None
        ]

    def _prepare(self) -> tuple[list[QuotationSearch], Citations]:
        """Return what looks for the quotations, made when the first document comes."""
        if self._searches is None or self._citations is None:
            needles = self._list_needles()
            threshold = read_threshold(self.options.threshold)
            self._searches = [
                QuotationSearch(
                    needles[start : start + MOST], threshold, self.options.max_omission, self._section
                )
                for start in range(0, len(needles), MOST)
            ]
            self._citations = Citations(self._drafts.scopes)
        return self._searches, self._citations

    def divide(self, document: Document) -> list[Document]:
        """Return the stretches of a large file."""
        return divide_document(document)

    def join(self, document: Document, partials: Iterable[Partial]) -> Partial:  # noqa: ARG002
        """Return what a document has from what its stretches have."""
        parts: list[Found] = []

        def iter_issues() -> Iterator[Any]:
            for partial_result in partials:
                yield from partial_result
                parts.append(partial_result.total.found)

        return Findings(
            iter_issues(), lambda: VerifySummary(found=join_stretches(parts, self._drafts.quoted))
        )

    def combine(self, partials: Iterable[Partial], means: Means = Means()) -> Findings[Any]:  # noqa: B008
        """Return a record for each quotation, in the order of the drafts."""
        found = super().combine(self._iter_learning(partials), means)
        verdicts: Counter[str] = Counter()

        def iter_records() -> Iterator[Verification | Issue]:
            yield from self._drafts.issues
            for item in found:
                if isinstance(item, Verification):
                    verdicts[item.verdict] += 1
                yield item

        return Findings(iter_records(), lambda: VerifyCounts(verdicts=dict(verdicts)))

    def _iter_learning(self, partials: Iterable[Partial]) -> Iterator[Partial]:
        """Yield partial results while one document learns from another, here and in the processes that this one begins."""
        self.learn(is_wanted=True)
        try:
            yield from partials
        finally:
            self.learn(is_wanted=False)

    def report(self, total: VerifySummary) -> Iterator[Verification]:
        """Yield the records."""
        judge = Judge(total.found, self.options)
        for number, quoted in enumerate(self._drafts.quoted):
            yield judge.judge(number, quoted)


def _make(drafts: Drafts, options: VerifyOptions, section: int) -> Verify:
    verify = Verify(drafts, options, section=section)
    verify.learn(is_wanted=True)
    return verify


def _map_places(evidence: Evidence, describe: Callable[..., SourcePlace], quoted: Quoted) -> Evidence:
    """Return the same with each place described: where the words are those of the quotation, with who says them."""
    return msgspec.structs.replace(
        evidence,
        verbatim=tuple(describe(place, with_speaker=True) for place in evidence.verbatim),
        cut=tuple(describe(place, with_speaker=True) for place in evidence.cut),
        near=tuple(describe(place, with_speaker=is_same_place(quoted, place)) for place in evidence.near),
        **{
            name: place if place is None else describe(place, with_speaker=False)
            for name in ("head", "tail", "run")
            for place in (getattr(evidence, name),)
        },
    )


def verify(
    draft: Iterable[Document], corpus: Iterable[Document], options: VerifyOptions | None = None
) -> Findings[Verification]:
    """Return a record for each quotation of a draft: whether it stands in a corpus, where, and how it differs.

    Args:
        draft: The draft, or several; a `Corpus`, or documents made in Python.
        corpus: Where the quotations are looked for; no document is kept.
        options: What is verified, and what counts as the same.
    """
    options = VerifyOptions() if options is None else options
    return Verify(read_drafts(draft, options), options).find_in(corpus)


class Languages:
    """What documents are written in, as far as somebody will ask: of quotations of which nothing was found.

    Args:
        quoted: What the drafts quote.
    """

    def __init__(self, quoted: Iterable[Quoted]) -> None:
        self._known: dict[int, tuple[str | None, str | None]] = {
            number: (each.likely_lang, find_script(each.text)) for number, each in enumerate(quoted)
        }
        # Those that no document was written in so far.
        self._open = set(self._known.values()) - {(None, None)}
        self._langs: set[str | None] = {None}
        self._scripts: set[str | None] = {None}

    def read(self, document: Document, missing: Iterable[int]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the languages and the scripts of a document; none where all that are asked for were met before.

        Args:
            document: The document.
            missing: Numbers of the quotations of which nothing was found so far.
        """
        if not self._open or all(self._known[number] not in self._open for number in missing):
            return frozenset(), frozenset()
        self._langs.add(document.lang)
        self._scripts.add(document.script)
        self._open = {
            (lang, script)
            for lang, script in self._open
            if lang not in self._langs or script not in self._scripts
        }
        return frozenset(filter(None, [document.lang])), frozenset(filter(None, [document.script]))
