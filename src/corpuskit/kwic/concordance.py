"""From documents to the lines of a concordance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.errors import UsageError
from corpuskit.kwic.arrange import Found, make_sort_key, match_of, sort_lines
from corpuskit.kwic.match import QueryMatcher, WordHit, Words
from corpuskit.kwic.passages import ContextUnit, Occurrence, Passage, Scope, Surroundings, iter_passages
from corpuskit.kwic.query import Query
from corpuskit.kwic.substring import SubstringMatcher
from corpuskit.kwic.syntax import parse_query
from corpuskit.kwic.words import Leniency, Level
from corpuskit.records import ConcordanceCount, ConcordanceLine, Findings, Issue

_LARGEST_CONTEXT = 1_000_000


class KwicOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for and how it is shown.

    Attributes:
        pattern: The query, in the language of `syntax`; with `substring`, the characters to find.
        case_sensitive: Capital and small letters differ.
        substring: Find the characters inside words too.
        context: How much context is shown before and after the match, in `unit`; 0 or more.
        unit: What context is measured in.
        sort: Sort keys, the most important first; empty or `doc` for the order of the documents.
        limit: Number of lines to show; None for all. All hits are counted.
        count: Yield the number of hits of each document instead of the hits.
        within: What a hit, or a word and what is near it, may not leave.
    """

    pattern: str
    case_sensitive: bool = False
    substring: bool = False
    context: tuple[int, int] = (8, 8)
    unit: ContextUnit = "word"
    sort: tuple[str, ...] = ()
    limit: int | None = None
    count: bool = False
    within: Scope = "paragraph"


def concordance(
    documents: Iterable[Document], options: KwicOptions
) -> Findings[ConcordanceLine | ConcordanceCount]:
    """Return the hits of a query, each with its context, or how many there are in each document.

    The summary has `hits` (all of them), `shown`, and `documents_with_hits`.

    Args:
        documents: Documents; they are read one at a time and not kept unless the lines are sorted.
        options: What is looked for and how it is shown.

    Raises:
        PatternError: The query cannot be read.
        UsageError: An option makes no sense.
    """
    _check_options(options)
    summary: dict[str, Any] = {"hits": 0, "shown": 0, "documents_with_hits": 0}
    finder = _make_finder(options)
    if options.count:
        return Findings(_count(documents, finder, options, summary), summary)
    return Findings(_show(documents, finder, options, summary), summary)


def _check_options(options: KwicOptions) -> None:
    if not all(0 <= size <= _LARGEST_CONTEXT for size in options.context):
        raise UsageError(f"context is 0 to {_LARGEST_CONTEXT}, not {options.context}")
    if options.limit is not None and options.limit < 0:
        raise UsageError(f"a limit is 0 or more, not {options.limit}")
    make_sort_key(options.sort)


class _WordFinder:
    """Finds queries made of words."""

    def __init__(self, queries: list[Query], leniency: Leniency) -> None:
        self._matcher = QueryMatcher(queries, leniency)

    def find(self, passage: Passage) -> Iterator[Occurrence]:
        for words in passage.scopes:
            found = [
                _make_occurrence(passage, words, hit, query)
                for query, hits in enumerate(self._matcher.find(words))
                for hit in hits
            ]
            yield from sorted(found, key=lambda occurrence: occurrence[1:4])


_VIA = {Level.EXACT: None, Level.FOLD: "fold", Level.CLITIC: "clitic", Level.FUZZY: "fuzzy"}


def _make_occurrence(passage: Passage, words: Words, hit: WordHit, query: int) -> Occurrence:
    start = words.starts[hit.first] - hit.has_hash
    return Occurrence(passage, start, words.ends[hit.stop - 1], query, _VIA[hit.level])


_Finder = _WordFinder | SubstringMatcher


def _make_finder(options: KwicOptions) -> _Finder:
    if options.substring:
        return SubstringMatcher((options.pattern,), keep_case=options.case_sensitive)
    return _WordFinder([parse_query(options.pattern)], Leniency(keep_case=options.case_sensitive))


def _iter_occurrences(document: Document, finder: _Finder, scope: Scope) -> Iterator[Occurrence]:
    for passage in iter_passages(document, scope):
        yield from finder.find(passage)


def _count(
    documents: Iterable[Document], finder: _Finder, options: KwicOptions, summary: dict[str, Any]
) -> Iterator[ConcordanceCount | Issue]:
    for document in documents:
        hits = sum(1 for _ in _iter_occurrences(document, finder, options.within))
        summary["hits"] += hits
        if hits:
            summary["documents_with_hits"] += 1
            if options.limit is None or summary["shown"] < options.limit:
                summary["shown"] += 1
                yield ConcordanceCount(
                    doc=document.id, line=1, start=0, end=len(document.text), query=options.pattern, hits=hits
                )


def _show(
    documents: Iterable[Document], finder: _Finder, options: KwicOptions, summary: dict[str, Any]
) -> Iterator[ConcordanceLine | Issue]:
    occurrences = _tally(documents, finder, options, summary)
    key = make_sort_key(options.sort)
    if key is None:
        lines: Iterator[Found] = (
            Found(each, Surroundings(each)) for each in islice(occurrences, options.limit)
        )
    else:
        lines = sort_lines((Found(each, Surroundings(each)) for each in occurrences), key, options.limit)
    for found in lines:
        summary["shown"] += 1
        yield _make_line(found, options)
    # What the limit left out is still counted.
    for _ in occurrences:
        pass


def _tally(
    documents: Iterable[Document], finder: _Finder, options: KwicOptions, summary: dict[str, Any]
) -> Iterator[Occurrence]:
    for document in documents:
        is_first = True
        for occurrence in _iter_occurrences(document, finder, options.within):
            summary["hits"] += 1
            summary["documents_with_hits"] += is_first
            is_first = False
            yield occurrence


def _make_line(found: Found, options: KwicOptions) -> ConcordanceLine:
    occurrence, surroundings = found
    document = occurrence.passage.document
    before, after = surroundings.cut(options.context, options.unit)
    return ConcordanceLine(
        doc=document.id,
        line=surroundings.line,
        start=occurrence.passage.offset + occurrence.start,
        end=occurrence.passage.offset + occurrence.end,
        query=options.pattern,
        before=before,
        match=match_of(occurrence),
        after=after,
        paragraph=surroundings.paragraph,
        token=surroundings.token(),
        copies=1,
        group=None,
        lang=document.lang,
        direction=document.direction,
    )
