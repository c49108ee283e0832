"""One search: the patterns of a user, ready to be looked for in documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.errors import PatternError
from corpuskit.kwic.matching.sequences import QueryMatcher, WordHit
from corpuskit.kwic.matching.text_patterns import Deadline, ExpressionMatcher, SubstringMatcher
from corpuskit.kwic.matching.word_tests import Leniency, Level
from corpuskit.kwic.options import KwicOptions
from corpuskit.kwic.passages import Occurrence, Passage, ProposalsOf, Scope, iter_passages
from corpuskit.kwic.phrase import PassageMatcher, PhraseScanner, Stretch, find_phrase
from corpuskit.kwic.query.nodes import Query
from corpuskit.kwic.query.simple import parse_query
from corpuskit.kwic.ruler import Ruler
from corpuskit.kwic.scanning.prefilter import LineFilter, Literals, find_literals_of_all, longest_runs
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


class Search:
    """The patterns of a user, ready to be looked for.

    Args:
        options: The patterns and how they are read.
        proposals_of: Tells which passages of a document may hold a hit; None where nothing does.

    Attributes:
        patterns: The patterns; a hit says by its number which one it answers.
        scope: What a hit may not leave.

    Raises:
        PatternError: A pattern cannot be read.
    """

    def __init__(self, options: KwicOptions, proposals_of: ProposalsOf | None = None) -> None:
        self._proposals_of = proposals_of
        self._deadline = Deadline(options.time_limit)
        self.scope: Scope = options.within
        self.patterns: list[Pattern] = []
        if options.substring or options.regex:
            self.patterns = [Pattern(typed, typed, None) for typed in options.patterns]
        elif options.cql:
            self._add_cql(options)
        else:
            for typed in options.patterns:
                self.patterns.extend(_read_pattern(typed, options))
        self._matcher = self._make_matcher(options)
        literals = self._find_literals(options)
        self._lines = None if literals is None else LineFilter(literals)
        self._phrase = self._find_phrase(options)

    def iter_occurrences(self, document: Document, ruler: Ruler | None = None) -> Iterator[Occurrence]:
        """Yield the hits in `document`, in order.

        Args:
            document: The document.
            ruler: Measures the text as far as the search goes; None where nobody asks.

        Raises:
            TimeoutError: An expression of the user takes too long; hits may be missing.
        """
        self._deadline.restart()
        proposed = self._find_proposals(document)
        if proposed is None and not self._may_hold_hits(document):
            return
        if proposed is None and self._phrase is not None and document.has_line_paragraphs:
            yield from self._phrase.iter_occurrences(document, self._matcher, ruler)
            return
        if proposed is None:
            proposed = iter_passages(document, self.scope, self._lines, ruler=ruler)
        for passage in proposed:
            yield from self._matcher.find(passage)

    def count(self, document: Document) -> int:
        """Return the number of hits in `document`; raises as `iter_occurrences`."""
        passages = self._find_proposals(document)
        if passages is None and not self._may_hold_hits(document):
            return 0
        if passages is None and self._phrase is not None and document.has_line_paragraphs:
            return self._phrase.count(document, self._matcher)
        self._deadline.restart()
        if passages is None:
            passages = iter_passages(document, self.scope, self._lines, is_placed=False)
        return sum(1 for passage in passages for _ in self._matcher.find(passage))

    def iter_stretches(
        self, document: Document, ruler: Ruler | None = None
    ) -> Iterator[Stretch | Passage] | None:
        """Return the lines of `document` with hits of a phrase; None where the query or the paragraphs are more."""
        if self._phrase is None or self._find_proposals(document) is not None:
            return None
        if not self._may_hold_hits(document):
            return iter(())
        if not document.has_line_paragraphs:
            return None
        return self._phrase.iter_stretches(document, ruler)

    def _may_hold_hits(self, document: Document) -> bool:
        """Return whether a document needs more than this look; to find out where its paragraphs are takes longer."""
        if self._lines is None or not document.is_read_at_once:
            return True
        return any(self._lines.may_pass(block) for block in document.iter_blocks())

    def _find_proposals(self, document: Document) -> Iterator[Passage] | None:
        return None if self._proposals_of is None else self._proposals_of(document, self.scope)

    def find(self, passage: Passage) -> Iterator[Occurrence]:
        """Yield the hits in one passage, in order."""
        return self._matcher.find(passage)

    def _find_phrase(self, options: KwicOptions) -> PhraseScanner | None:
        """Return the scanner for the simplest of queries, which are most of all."""
        if len(self.patterns) > 1 or self.scope != "paragraph" or options.fold or options.hashtags == "split":
            return None
        return find_phrase(self.patterns[0].query, keep_case=options.case_sensitive)

    def _find_literals(self, options: KwicOptions) -> Literals | None:
        """Return strings of which every hit holds one, or None."""
        if options.regex:
            return None
        if options.substring:
            return longest_runs(frozenset(fold(pattern) for pattern in options.patterns))
        leniency = Leniency(fold=options.fold, clitics=options.clitics)
        return find_literals_of_all([pattern.query for pattern in self.patterns if pattern.query], leniency)

    def _add_cql(self, options: KwicOptions) -> None:
        from corpuskit.kwic.query.cql import parse_cql

        scopes: set[Scope] = set()
        for typed in options.patterns:
            query = parse_cql(typed)
            scopes.add(query.scope or options.within)
            self.patterns.append(Pattern(typed, typed, query.node))
        if len(scopes) > 1:
            raise PatternError(
                "all patterns of one search stay within the same", pattern=options.patterns[-1]
            )
        self.scope = scopes.pop()

    def _make_matcher(self, options: KwicOptions) -> PassageMatcher:
        if options.substring:
            return SubstringMatcher(options.patterns, keep_case=options.case_sensitive)
        if options.regex:
            return ExpressionMatcher(
                options.patterns, keep_case=options.case_sensitive, deadline=self._deadline
            )
        leniency = Leniency(
            keep_case=options.case_sensitive,
            fold=options.fold,
            clitics=options.clitics,
            timeout=self._deadline.remaining,
        )
        queries = [pattern.query for pattern in self.patterns if pattern.query is not None]
        return WordQueryMatcher(queries, leniency, splits_hashtags=options.hashtags == "split")


def _read_pattern(typed: str, options: KwicOptions) -> Iterator[Pattern]:
    """Yield the pattern, or the entries of the list that it is."""
    name = typed.strip()
    if name.startswith("@") and name[1:] in options.lists:
        for entry in options.lists[name[1:]]:
            yield Pattern(typed, entry, parse_query(entry))
        if not options.lists[name[1:]]:
            raise PatternError(f"the list {name[1:]!r} is empty", pattern=typed, column=0)
        return
    yield Pattern(typed, typed, parse_query(typed, options.lists))


class WordQueryMatcher:
    """Finds queries made of words.

    Args:
        queries: The queries.
        leniency: What they leave out of account.
        splits_hashtags: Whether the parts of hashtags are words too.
    """

    def __init__(self, queries: list[Query], leniency: Leniency, *, splits_hashtags: bool) -> None:
        self._matcher = QueryMatcher(queries, leniency)
        self._splits_hashtags = splits_hashtags

    def find(self, passage: Passage) -> Iterator[Occurrence]:
        """Yield the occurrences in `passage`, in order.

        Raises:
            TimeoutError: An expression takes too long.
        """
        for words in passage.scopes:
            hits = self._matcher.find(words)
            found = []
            for query, own in hits.items():
                for hit in own:
                    start, end = _span_of(hit, words.starts, words.ends)
                    found.append(Occurrence(passage, start, end, query, _VIA[hit.level]))
            if self._splits_hashtags:
                for query, start, end in self._matcher.find_in_hashtags(words, hits):
                    found.append(Occurrence(passage, start, end, query, "hashtag"))
            if len(found) > 1:
                found.sort(key=_BY_PLACE)
            yield from found


_VIA = {Level.EXACT: None, Level.FOLD: "fold", Level.CLITIC: "clitic", Level.FUZZY: "fuzzy"}
_BY_PLACE: Callable[[Occurrence], tuple[int, int, int]] = lambda occurrence: occurrence[1:4]  # noqa: E731


def _span_of(hit: WordHit, starts: list[int], ends: list[int]) -> tuple[int, int]:
    return starts[hit.first] - hit.has_hash, ends[hit.stop - 1]
