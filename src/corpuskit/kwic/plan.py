"""The plan of a search: the patterns of a user, ready to be matched, and the fastest way through each document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.errors import PatternError
from corpuskit.kwic.matching.queries import JoinedMatcher, WordQueryMatcher
from corpuskit.kwic.matching.text_patterns import Deadline, ExpressionMatcher, SubstringMatcher
from corpuskit.kwic.matching.word_tests import MatchOptions
from corpuskit.kwic.options import KwicOptions, Scope
from corpuskit.kwic.query.nodes import TARGET, Query, list_labels
from corpuskit.kwic.query.simple import parse_query, split_label
from corpuskit.kwic.scanning.lines import ProposedScan, SegmentScan
from corpuskit.kwic.scanning.phrases import PhraseScan, make_phrase_scan
from corpuskit.kwic.scanning.positions import PositionCounter
from corpuskit.kwic.scanning.prefilter import LineFilter, Literals, find_literals_of_all, longest_runs
from corpuskit.kwic.scanning.scan import PlainLines, Scan
from corpuskit.kwic.segments import Hit, ProposalsOf, Segment, SegmentMatcher
from corpuskit.text.divisions import may_divide_words
from corpuskit.text.view import fold


class Pattern(NamedTuple):
    """One pattern of a search.

    Attributes:
        typed: As the user typed it.
        label: The entry of a list that it is; else as typed.
        query: What it asks for; None where it is no query of words.
    """

    typed: str
    label: str
    query: Query | None


class Plan:
    """The patterns of a user, ready to be looked for.

    Args:
        options: The patterns and how they are read.
        proposals_of: Tells which segments of a document may hold a hit; None where nothing does.

    Attributes:
        patterns: The patterns; a hit says by its number which one it answers.
        scope: What a hit may not leave.

    Raises:
        PatternError: A pattern cannot be read.
    """

    def __init__(self, options: KwicOptions, proposals_of: ProposalsOf | None = None) -> None:
        self._proposals_of = proposals_of
        self._deadline = Deadline(options.time_limit)
        self.patterns: list[Pattern] = []
        matchers: list[tuple[SegmentMatcher, int]] = []
        literals: list[Literals | None] = []
        scopes: set[Scope] = set()
        for name, search in options.searches.items():
            own, scope = _read_patterns(search)
            queries = [pattern.query for pattern in own if pattern.query is not None]
            matchers.append((self._make_matcher(search, queries), len(self.patterns)))
            self.patterns += own if name is None else [pattern._replace(label=name) for pattern in own]
            literals.append(_find_literals(search, queries))
            scopes.add(scope)
        if len(scopes) > 1:
            raise PatternError(
                "all patterns of one search stay within the same", pattern=self.patterns[-1].typed
            )
        self.scope: Scope = scopes.pop()
        self._matcher = JoinedMatcher(matchers) if options.is_study else matchers[0][0]
        known = [each for each in literals if each is not None]
        together = longest_runs(frozenset().union(*known)) if len(known) == len(literals) else None
        self._lines = None if together is None else LineFilter(together)
        self._segments = SegmentScan(self._matcher, self.scope, self._lines)
        self._phrase = self._make_phrase_scan(next(iter(options.searches.values())))

    @property
    def has_target(self) -> bool:
        """Whether a word of a query is its target."""
        return any(pattern.query and TARGET in list_labels(pattern.query) for pattern in self.patterns)

    def iter_hits(self, document: Document, positions: PositionCounter | None = None) -> Iterator[Hit]:
        """Yield the hits in `document`, in order.

        Args:
            document: The document.
            positions: Measures the text as far as the search goes; None where nobody asks.

        Raises:
            TimeoutError: An expression of the user takes too long; hits may be missing.
        """
        for part in self.iter_parts(document, positions):
            yield from self.find(part)

    def iter_parts(
        self, document: Document, positions: PositionCounter | None = None
    ) -> Iterator[Segment | PlainLines]:
        """Yield the parts of `document` that may hold hits, in order; arguments as `iter_hits` takes them."""
        self._deadline.restart()
        yield from self._choose_scan(document).iter_parts(document, positions)

    def find(self, part: Segment | PlainLines) -> Iterator[Hit]:
        """Yield the hits in one part, in order; raises as `iter_hits`."""
        try:
            yield from part.iter_hits() if isinstance(part, PlainLines) else self._matcher.find(part)
        except TimeoutError:
            self._deadline.shorten()
            raise

    def count(self, document: Document) -> int:
        """Return the number of hits in `document`; raises as `iter_hits`."""
        self._deadline.restart()
        try:
            return self._choose_scan(document).count(document)
        except TimeoutError:
            self._deadline.shorten()
            raise

    @property
    def time_limit(self) -> float:
        """Seconds that the patterns may take in the current document."""
        return self._deadline.limit

    def _choose_scan(self, document: Document) -> Scan:
        """Return the fastest way through `document`: the only place that decides."""
        if self._proposals_of is not None:
            proposed = self._proposals_of(document, self.scope)
            if proposed is not None:
                return ProposedScan(self._matcher, proposed)
        if not self._may_hold_hits(document):
            return ProposedScan(self._matcher, ())
        if self._phrase is not None and document.has_line_paragraphs:
            return self._phrase
        return self._segments

    def _may_hold_hits(self, document: Document) -> bool:
        """Return whether a document needs more than this look; to find out where its paragraphs are takes longer."""
        if self._lines is None or not document.content.is_read_at_once:
            return True
        blocks = list(document.iter_blocks())
        if any(self._lines.may_pass(block) for block in blocks):
            return True
        # No line shows a word that goes on in the next one.
        return any(may_divide_words(block.data) for block in blocks) and document.has_divided_words

    def _make_phrase_scan(self, options: KwicOptions) -> PhraseScan | None:
        """Return the scan for the simplest of queries, which are most of all."""
        if len(self.patterns) > 1 or self.scope != "paragraph" or options.fold or options.hashtags == "split":
            return None
        return make_phrase_scan(self.patterns[0].query, self._matcher, keep_case=options.keeps_case)

    def _make_matcher(self, options: KwicOptions, queries: list[Query]) -> SegmentMatcher:
        if options.substring:
            return SubstringMatcher(options.patterns, keep_case=options.case_sensitive, exact=options.exact)
        if options.regex:
            return ExpressionMatcher(
                options.patterns, keep_case=options.case_sensitive, deadline=self._deadline
            )
        match_options = MatchOptions(
            keep_case=options.keeps_case,
            exact=options.exact,
            fold=options.fold,
            clitics=options.clitics,
            timeout=self._deadline.remaining,
        )
        return WordQueryMatcher(queries, match_options, splits_hashtags=options.hashtags == "split")


def _find_literals(options: KwicOptions, queries: list[Query]) -> Literals | None:
    """Return strings of which every hit holds one, or None."""
    if options.regex:
        return None
    if options.substring:
        return longest_runs(frozenset(fold(pattern) for pattern in options.patterns))
    match_options = MatchOptions(exact=options.exact, fold=options.fold, clitics=options.clitics)
    return find_literals_of_all(queries, match_options)


def _read_patterns(options: KwicOptions) -> tuple[list[Pattern], Scope]:
    """Return the patterns of one search, and what a hit of theirs may not leave."""
    if options.substring or options.regex:
        return [Pattern(typed, typed, None) for typed in options.patterns], options.within
    if options.cql:
        return _read_cql(options)
    return [
        pattern for typed in options.patterns for pattern in _read_pattern(typed, options)
    ], options.within


def _read_cql(options: KwicOptions) -> tuple[list[Pattern], Scope]:
    from corpuskit.kwic.query.cql import parse_cql

    queries = {typed: parse_cql(typed) for typed in options.patterns}
    scopes = {query.scope or options.within for query in queries.values()}
    if len(scopes) > 1:
        raise PatternError("all patterns of one search stay within the same", pattern=options.patterns[-1])
    return [Pattern(typed, typed, queries[typed].query) for typed in options.patterns], scopes.pop()


def _read_pattern(typed: str, options: KwicOptions) -> Iterator[Pattern]:
    """Yield the pattern, or the entries of the list that it is."""
    name = typed.strip()
    if name.startswith("@") and name[1:] in options.lists:
        for entry in options.lists[name[1:]]:
            label, query = split_label(entry)
            yield Pattern(typed, label, parse_query(query, exact=options.exact))
        if not options.lists[name[1:]]:
            raise PatternError(f"the list {name[1:]!r} is empty", pattern=typed, column=0)
        return
    yield Pattern(typed, typed, parse_query(typed, options.lists, exact=options.exact))
