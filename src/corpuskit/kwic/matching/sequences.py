"""Where a query occurs among the words of one segment.

From each word at which a query can begin, its shortest run of words is a hit; of runs that end at the same word,
the one that begins first stays. So `a a` occurs twice in `a a a`. A query of CQP may ask for the longest run, or for all.

Source: the «standard» matching strategy of CQP, Evert & The CWB Development Team, CQP Query Language Tutorial.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from corpuskit.kwic.matching.hits import WordHit, select_containing, select_near
from corpuskit.kwic.matching.paths import PathCompiler
from corpuskit.kwic.matching.steps import (
    Ends,
    Part,
    match_limited,
    match_lookaround,
    match_repeat,
    match_sequence,
    merge_ends,
)
from corpuskit.kwic.matching.word_tests import (
    Level,
    MatchOptions,
    WordMatcher,
    is_arabic,
    keep_letters,
    list_borders,
    strip_marks,
)
from corpuskit.kwic.matching.words import SegmentWords
from corpuskit.kwic.query.nodes import (
    TARGET,
    AnyWord,
    Attribute,
    Choice,
    Conjunction,
    Containing,
    Disjunction,
    Edge,
    Labelled,
    Limit,
    Literal,
    Lookaround,
    Near,
    Negation,
    Node,
    Query,
    Repeat,
    Union,
    WordNode,
    WordTest,
    fewest_words,
    list_first_words,
    list_labels,
    list_layers,
)
from corpuskit.kwic.query.nodes import Sequence as SequenceNode
from corpuskit.patterns import compile_later
from corpuskit.text.view import fold

_MOST_REMEMBERED = 50_000
_TAG_PART = compile_later(
    r"\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]++|[\p{Lu}\p{Lt}\p{M}]++|\p{N}++"
)


_TokenRating = Callable[[SegmentWords, int, int], Level]
"""From a place and the number of an annotated token there to how it meets a test."""


class QueryMatcher:
    """Finds the hits of several queries in one pass over the words.

    Args:
        queries: The queries.
        match_options: What they leave out of account.
    """

    def __init__(self, queries: Sequence[Query], match_options: MatchOptions) -> None:
        self._queries = queries
        leaves = dict.fromkeys(leaf for query in queries for leaf in _iter_leaves(query))
        self._leaf_of = {leaf: place for place, leaf in enumerate(leaves)}
        # Those all of whose matches are hits.
        self._with_all = {
            place
            for leaf, place in self._leaf_of.items()
            if isinstance(leaf, Limit) and leaf.strategy == "all"
        }
        compiler = _Compiler(match_options)
        self._leaves = _Leaves(list(leaves), compiler)
        paths = PathCompiler(compiler.compile)
        self._targets = {
            place: paths.compile_targets(leaf)
            for leaf, place in self._leaf_of.items()
            if TARGET in list_labels(leaf)
        }
        # Which queries a leaf belongs to: those that have no hit of theirs are not looked at.
        self._queries_of: list[list[int]] = [[] for _ in leaves]
        for place, query in enumerate(queries):
            for leaf in dict.fromkeys(_iter_leaves(query)):
                self._queries_of[self._leaf_of[leaf]].append(place)
        # The tests of hashtags with which a leaf can begin.
        self._tags_of = [
            [compiler.matcher_of(word.test) for word in list_first_words(leaf) if word.is_hashtag]
            for leaf in leaves
        ]

    def find(self, words: SegmentWords) -> dict[int, list[WordHit]]:
        """Return the hits of each query that has any, by its number, in the order of their first words."""
        found: dict[int, list[WordHit]] = defaultdict(list)
        seen: dict[int, set[int]] = defaultdict(set)
        beginning_with, ends_of = self._leaves.beginning_with, self._leaves.ends
        for place, form in enumerate(words.forms):
            for leaf in beginning_with(form):
                ends = ends_of[leaf](words, place)
                stops = sorted(ends) if leaf in self._with_all else [min(ends, default=place)]
                known = () if leaf in self._with_all else seen[leaf]
                stops = [stop for stop in stops if stop > place and stop not in known]
                if not stops:
                    continue
                seen[leaf].update(stops)
                has_hash = self._begins_with_tag(leaf, words, place)
                targets = self._targets[leaf](words, place) if leaf in self._targets else {}
                found[leaf] += [
                    WordHit(place, stop, ends[stop], has_hash, targets.get(stop)) for stop in stops
                ]
        concerned = sorted({query for leaf in found for query in self._queries_of[leaf]})
        combined = {query: self._combine(self._queries[query], found) for query in concerned}
        return {query: hits for query, hits in combined.items() if hits}

    def find_in_hashtags(
        self, words: SegmentWords, hits: dict[int, list[WordHit]]
    ) -> Iterator[tuple[int, int, int]]:
        """Yield `(query, start, end)` of each hit among the parts of a hashtag that is not hit as a whole.

        Args:
            words: The words of a segment.
            hits: The hits of each query among them.
        """
        for place in range(len(words.forms)):
            if not words.is_hashtag(place):
                continue
            start, end = words.starts[place], words.ends[place]
            spans = [part.span() for part in _TAG_PART.finditer(words.text, start, end)]
            parts = SegmentWords(words.text, spans, (start, end), joined=True)
            if len(parts.forms) < 2:  # noqa: PLR2004 — one part is the whole tag
                continue
            for query, inner in self.find(parts).items():
                if not any(hit.first <= place < hit.stop for hit in hits.get(query, ())):
                    for hit in inner:
                        yield query, parts.starts[hit.first], parts.ends[hit.stop - 1]

    def _begins_with_tag(self, leaf: int, words: SegmentWords, place: int) -> bool:
        tags = self._tags_of[leaf]
        if not tags or not words.is_hashtag(place):
            return False
        return any(tag.level(words.forms[place]) for tag in tags)

    def _combine(self, query: Query, found: dict[int, list[WordHit]]) -> list[WordHit]:
        if isinstance(query, Union):
            hits = {hit[:2]: hit for part in reversed(query.queries) for hit in self._combine(part, found)}
            return [hits[span] for span in sorted(hits)]
        if not isinstance(query, Near | Containing):
            return found.get(self._leaf_of[query], [])
        left = self._combine(query.left, found)
        if not left:
            return left
        right = self._combine(query.right, found)
        return (
            select_near(left, right, query)
            if isinstance(query, Near)
            else select_containing(left, right, query)
        )


def _iter_leaves(query: Query) -> Iterator[Node]:
    if isinstance(query, Near | Containing):
        yield from _iter_leaves(query.left)
        yield from _iter_leaves(query.right)
    elif isinstance(query, Union):
        for part in query.queries:
            yield from _iter_leaves(part)
    else:
        yield query


class _Leaves:
    """Several parts of queries, asked for by the word that they begin with: ten thousand cost no more than ten.

    Args:
        nodes: The parts.
        compiler: Makes them ready to be matched.
    """

    def __init__(self, nodes: Sequence[Node], compiler: _Compiler) -> None:
        self.ends = [compiler.compile(node) for node in nodes]
        # Which parts can begin with a word: by its key, by a test of their own, or with any word.
        self._by_key: dict[str, list[int]] = {}
        self._by_test: list[tuple[WordMatcher, int]] = []
        self._by_border = _BorderIndex()
        self._always: list[int] = []
        self._beginning_with: dict[str, tuple[int, ...]] = {}
        for leaf, node in enumerate(nodes):
            self._register(leaf, node, compiler)

    def beginning_with(self, form: str) -> tuple[int, ...]:
        """Return which parts may match from a word that is written `form`."""
        leaves = self._beginning_with.get(form)
        if leaves is None:
            leaves = self._find_beginning(form)
        return leaves

    def _register(self, leaf: int, node: Node, compiler: _Compiler) -> None:
        tests = [word.test for word in list_first_words(node)]
        if any(isinstance(test, AnyWord) or list_layers(test) for test in tests):
            self._always.append(leaf)
            return
        for test in tests:
            if isinstance(test, Literal) and not (compiler.match_options.clitics and is_arabic(test.text)):
                # The coarsest key: words that match have it in common, whatever the match_options.
                leaves = self._by_key.setdefault(strip_marks(fold(test.text)), [])
                if leaf not in leaves[-1:]:
                    leaves.append(leaf)
            elif not self._by_border.add(test, (compiler.matcher_of(test), leaf)):
                self._by_test.append((compiler.matcher_of(test), leaf))

    def _find_beginning(self, form: str) -> tuple[int, ...]:
        leaves = set(self._always)
        leaves.update(self._by_key.get(strip_marks(fold(form)), ()))
        for matcher, leaf in (*self._by_test, *self._by_border.find(form)):
            if leaf not in leaves and matcher.level(form):
                leaves.add(leaf)
        if len(self._beginning_with) >= _MOST_REMEMBERED:
            self._beginning_with.clear()
        self._beginning_with[form] = result = tuple(sorted(leaves))
        return result


class _BorderIndex:
    """Tests by the letters with which all words begin or end that they accept."""

    def __init__(self) -> None:
        self._beginning: dict[str, list[tuple[WordMatcher, int]]] = defaultdict(list)
        self._ending: dict[str, list[tuple[WordMatcher, int]]] = defaultdict(list)
        self._longest = 0

    def add(self, test: WordTest, entry: tuple[WordMatcher, int]) -> bool:
        """Add a test; return False, and do nothing, where it does not say how words begin or end."""
        for table, known in zip((self._beginning, self._ending), list_borders(test), strict=True):
            if letters := keep_letters(known):
                table[letters].append(entry)
                self._longest = max(self._longest, len(letters))
                return True
        return False

    def find(self, form: str) -> Iterator[tuple[WordMatcher, int]]:
        """Yield the entries of the tests that a word written `form` may meet."""
        if not self._beginning and not self._ending:
            return
        letters = keep_letters(fold(form))
        # A word may have a hundred thousand letters.
        for size in range(1, min(len(letters), self._longest) + 1):
            yield from self._beginning.get(letters[:size], ())
            yield from self._ending.get(letters[-size:], ())


class _Compiler:
    """Makes parts of queries ready to be matched.

    Args:
        match_options: What they leave out of account.
    """

    def __init__(self, match_options: MatchOptions) -> None:
        self.match_options = match_options
        self._word_matchers: dict[WordTest, WordMatcher] = {}

    def matcher_of(self, test: WordTest) -> WordMatcher:
        """Return the matcher of a test, one for all its hits."""
        matcher = self._word_matchers.get(test)
        if matcher is None:
            matcher = self._word_matchers[test] = WordMatcher(test, self.match_options)
        return matcher

    def compile(self, node: Node) -> Ends:
        """Return the function that says where `node` can end."""
        if isinstance(node, WordNode):
            return self._compile_annotated(node) if list_layers(node.test) else self._compile_word(node)
        if isinstance(node, Edge):
            return lambda words, place: {place: Level.EXACT} if words.is_border(node, place) else {}
        if isinstance(node, Choice):
            return self._compile_choice(node)
        if isinstance(node, SequenceNode):
            return match_sequence(
                [
                    Part(step.gap, self.compile(step.node), not fewest_words(step.node), step.written)
                    for step in node.steps
                ]
            )
        return self._compile_around(node)

    def _compile_around(self, node: Repeat | Labelled | Limit | Lookaround) -> Ends:
        """Return the function that says where a part can end that says something of another part."""
        if isinstance(node, Limit):
            return match_limited(self._compile_agreeing(node), node)
        ends_of = self.compile(node.node)
        if isinstance(node, Repeat):
            return match_repeat(ends_of, node)
        return match_lookaround(ends_of, node) if isinstance(node, Lookaround) else ends_of

    def _compile_agreeing(self, node: Limit) -> Ends:
        """Return the function that says where a part can end whose words agree."""
        if not node.agreements:
            return self.compile(node.node)
        paths_of = PathCompiler(self.compile).compile_agreeing(node)

        def match(words: SegmentWords, place: int) -> dict[int, Level]:
            ends: dict[int, Level] = {}
            for (end, _), level in paths_of(words, place).items():
                merge_ends(ends, {end: level})
            return ends

        return match

    def _compile_word(self, node: WordNode) -> Ends:
        level_of = self.matcher_of(node.test).level

        def match(words: SegmentWords, place: int) -> dict[int, Level]:
            if place >= len(words.forms) or not (level := level_of(words.forms[place])):
                return {}
            if node.is_hashtag and not words.is_hashtag(place):
                return {}
            return {place + 1: level}

        return match

    def _compile_annotated(self, node: WordNode) -> Ends:
        rate = self._compile_token_test(node.test)

        def match(words: SegmentWords, place: int) -> dict[int, Level]:
            ends: dict[int, Level] = {}
            if place < len(words.forms):
                for token, stop in words.iter_tokens(place):
                    if level := rate(words, place, token):
                        merge_ends(ends, {stop: level})
            return ends

        return match

    def _compile_token_test(self, test: WordTest) -> _TokenRating:
        """Return the function that says how a word, and what is said of a token in it, meet a test."""
        if isinstance(test, Attribute):
            return self._compile_attribute(test)
        if isinstance(test, Negation):
            inner = self._compile_token_test(test.test)
            return lambda *at: Level.NONE if inner(*at) else Level.EXACT
        if isinstance(test, Conjunction | Disjunction):
            parts = [self._compile_token_test(part) for part in test.tests]
            choose = all if isinstance(test, Conjunction) else any
            return lambda *at: Level.EXACT if choose(part(*at) for part in parts) else Level.NONE
        level_of = self.matcher_of(test).level
        return lambda words, place, _token: level_of(words.forms[place])

    def _compile_attribute(self, test: Attribute) -> _TokenRating:
        level_of = self.matcher_of(test.test).level

        def rate(words: SegmentWords, _place: int, token: int) -> Level:
            value = words.value_of(test.layer, token)
            if value is None:
                return Level.NONE
            level = level_of(value)
            return level if not test.is_negated else Level.NONE if level else Level.EXACT

        return rate

    def _compile_choice(self, node: Choice) -> Ends:
        options = _Leaves([option for option in node.options if fewest_words(option)], self)
        # They need no word to begin with.
        empty = [self.compile(option) for option in node.options if not fewest_words(option)]

        def match(words: SegmentWords, place: int) -> dict[int, Level]:
            ends: dict[int, Level] = {}
            for ends_of in empty:
                merge_ends(ends, ends_of(words, place))
            if place < len(words.forms):
                for option in options.beginning_with(words.forms[place]):
                    merge_ends(ends, options.ends[option](words, place))
            return ends

        return match
