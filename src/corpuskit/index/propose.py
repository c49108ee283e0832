"""From a search to an expression of full-text search that every paragraph with a hit answers.

The expression may be answered by more paragraphs than hold hits, never by fewer: the matcher of `kwic` decides.
Where a part of a query says nothing about the words of a hit, it is left out; where nothing is left, there is no
expression, and the texts themselves are searched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec
import regex

from corpuskit.index.terms import JOINED, LONG, TAGGED, make_term, quote_terms
from corpuskit.kwic.matching.text_patterns import Deadline
from corpuskit.kwic.matching.word_tests import MatchOptions, WordMatcher, is_arabic, strip_marks
from corpuskit.kwic.options import KwicOptions, Scope
from corpuskit.kwic.plan import Plan
from corpuskit.kwic.query.nodes import (
    Choice,
    Conjunction,
    Containing,
    Disjunction,
    Edge,
    Glob,
    Labelled,
    Limit,
    Literal,
    Lookaround,
    Near,
    Query,
    Repeat,
    Sequence,
    Similar,
    Union,
    WordExpression,
    WordNode,
    WordTest,
)
from corpuskit.patterns import compile_later
from corpuskit.text.characters import UNSPACED
from corpuskit.text.view import fold

# A word of a query that stands for more words than these is no help.
_MOST_TERMS = 200
# A longer expression takes longer to answer than the texts to search.
_LONGEST_EXPRESSION = 20_000
_LETTERS = compile_later(r"[\p{L}\p{N}_]+")
# Letters whose view depends on what stands beside them, or that are words by themselves.
_ENTANGLED = compile_later(rf"[\p{{Hangul}}\p{{M}}{UNSPACED}]", regex.V1)
_LAST_CLUSTER = compile_later(r"\P{M}\p{M}*$")
_WHITE_SPACE = compile_later(r"[\s\x1c-\x1f]+")


class Expression(NamedTuple):
    """An expression of full-text search.

    Attributes:
        text: The expression.
        length: Number of characters of the shortest word of it that is enough; a guess at how rare it is.
    """

    text: str
    length: int


def propose(search: Plan, options: KwicOptions, connection: sqlite3.Connection) -> str | None:
    """Return an expression that every paragraph with a hit answers, or every document where hits may leave those.

    Args:
        search: The search.
        options: What it was made from.
        connection: The database, which is asked for the words that there are.

    Returns:
        The expression; None where the search says nothing about the words of a hit.
    """
    proposer = _Proposer(options, search.scope, connection)
    if options.regex:
        return None
    if options.substring:
        found = _unite(proposer.propose_substring(pattern) for pattern in options.patterns)
    else:
        found = _unite(proposer.propose(pattern.query) for pattern in search.patterns if pattern.query)
    if found is None or len(found.text) > _LONGEST_EXPRESSION:
        return None
    if options.hashtags == "split":
        return f"{found.text} OR {quote_terms(TAGGED)}"
    return found.text


def _unite(several: Iterable[Expression | None]) -> Expression | None:
    united: dict[str, Expression] = {}
    for expression in several:
        if expression is None:
            return None
        united[expression.text] = expression
        if len(united) > _MOST_TERMS:
            return None
    if len(united) <= 1:
        return next(iter(united.values()), None)
    return Expression(
        "(" + " OR ".join(united) + ")", min(expression.length for expression in united.values())
    )


class _Proposer:
    def __init__(self, options: KwicOptions, scope: Scope, connection: sqlite3.Connection) -> None:
        self._keep_case = options.keeps_case
        self._fold = options.fold
        self._clitics = options.clitics
        self._within_paragraph = scope != "document"
        self._connection = connection
        deadline = Deadline(options.time_limit)
        deadline.restart()
        self._match_options = MatchOptions(
            fold=options.fold, clitics=options.clitics, timeout=deadline.remaining
        )

    def propose(self, query: Query) -> Expression | None:
        """Return the expression of a query; None where it says nothing."""
        if isinstance(query, WordNode):
            return self._propose_test(query.test)
        if isinstance(query, Choice | Union):
            parts = query.options if isinstance(query, Choice) else query.queries
            return _unite(map(self.propose, parts))
        if isinstance(query, Edge | Lookaround) or (isinstance(query, Repeat) and not query.fewest):
            return None
        if isinstance(query, Repeat | Labelled | Limit):
            return self.propose(query.node)
        if isinstance(query, Near | Containing):
            right = None if query.is_negated else self.propose(query.right)
            return self._join([self.propose(query.left), right])
        return self._propose_sequence(query)

    def propose_substring(self, pattern: str) -> Expression | None:
        """Return the expression of characters that may stand anywhere, also inside words."""
        pieces = [
            run
            for piece in _WHITE_SPACE.split(fold(pattern))
            for run in _LETTERS.findall(piece)
            if not _ENTANGLED.search(run)
        ]
        # A run of letters at the border of a piece of letters and marks is still inside one word.
        if not pieces or _ENTANGLED.search(pattern):
            return None
        longest = max(pieces, key=len)
        return self._expand(lambda term: longest in term, containing=longest, joined=True)

    def _join(self, several: list[Expression | None]) -> Expression | None:
        """Return the expression that asks for all of `several`; for one of them where they may be far apart."""
        known = [expression for expression in several if expression is not None]
        if not known:
            return None
        rarest = max(known, key=lambda expression: expression.length)
        if len(known) == 1 or not self._within_paragraph:
            return rarest
        texts = dict.fromkeys(expression.text for expression in known)
        return Expression("(" + " AND ".join(texts) + ")", rarest.length)

    def _propose_sequence(self, sequence: Sequence) -> Expression | None:
        """Ask for neighbours that are spelled out as a phrase, and for the rest word by word."""
        parts: list[Expression | None] = []
        run: list[str] = []

        def end_run() -> None:
            if run:
                length = max(map(len, run)) + len(run) - 1
                parts.append(Expression(quote_terms(*run), length))
                run.clear()

        for step in sequence.steps:
            term = self._term_of(step.node) if isinstance(step.node, WordNode) else None
            if term is None:
                end_run()
                parts.append(self.propose(step.node))
            else:
                if run and not self._within_paragraph:
                    # Words that stand in two paragraphs are no phrase there.
                    end_run()
                run.append(term)
        end_run()
        return self._join(parts)

    def _term_of(self, word: WordNode) -> str | None:
        """Return the one term that a word of a query stands for, where there is but one."""
        test = word.test
        if not isinstance(test, Literal) or test.fold or self._fold:
            return None
        key = fold(test.text)
        return None if self._clitics and is_arabic(key) else make_term(key)

    def _propose_test(self, test: WordTest) -> Expression | None:
        if isinstance(test, Disjunction):
            return _unite(self._propose_test(part) for part in test.tests)
        if isinstance(test, Conjunction):
            known = [found for part in test.tests if (found := self._propose_test(part))]
            return max(known, key=lambda expression: expression.length, default=None)
        if isinstance(test, Literal):
            return self._propose_literal(test)
        if isinstance(test, Glob):
            return self._propose_glob(test)
        if isinstance(test, WordExpression | Similar) and not (test.case_sensitive or self._keep_case):
            return self._expand(self._judge_by(test))
        return None

    def _propose_literal(self, test: Literal) -> Expression | None:
        term = self._term_of(WordNode(test=test))
        if term is not None:
            return Expression(quote_terms(term), len(term))
        # With case and without, words that match have this key in common.
        if self._clitics and is_arabic(fold(test.text)):
            return self._expand(self._judge_by(msgspec.structs.replace(test, case_sensitive=False)))
        wanted = strip_marks(fold(test.text))
        return self._expand(lambda term: strip_marks(term) == wanted)

    def _propose_glob(self, test: Glob) -> Expression | None:
        keeps_case = test.case_sensitive or self._keep_case
        folds = test.fold or self._fold
        if test.parts[0] not in ("*", "?") and not folds:
            # What follows a letter may join it.
            beginning = _LAST_CLUSTER.sub("", fold(test.parts[0])) if keeps_case else fold(test.parts[0])
            if beginning and len(beginning) <= len(make_term(beginning)):
                text = f"({quote_terms(beginning)} * OR {quote_terms(LONG)})"
                return Expression(text, len(beginning))
        if keeps_case:
            return None
        literal = max((fold(part) for part in test.parts if part not in ("*", "?")), key=len, default="")
        return self._expand(self._judge_by(test), containing="" if folds else literal)

    def _judge_by(self, test: WordTest) -> Callable[[str], bool]:
        matcher = WordMatcher(test, self._match_options)
        return lambda term: bool(matcher.level(term))

    def _expand(
        self, accepts: Callable[[str], bool], *, containing: str = "", joined: bool = False
    ) -> Expression | None:
        """Return the expression of all words of the corpus that are accepted; None where they are too many."""
        terms = [LONG, JOINED] if joined else [LONG]
        shortest = len(containing)
        try:
            for term in self._iter_vocabulary(containing):
                if accepts(term):
                    terms.append(term)
                    shortest = max(shortest, 1) if shortest else len(term)
                    if len(terms) > _MOST_TERMS:
                        return None
        except (TimeoutError, MemoryError):
            return None
        return Expression("(" + " OR ".join(map(quote_terms, terms)) + ")", shortest)

    def _iter_vocabulary(self, containing: str) -> Iterator[str]:
        if containing:
            rows = self._connection.execute("SELECT term FROM vocabulary WHERE instr(term, ?)", (containing,))
        else:
            rows = self._connection.execute("SELECT term FROM vocabulary")
        for (term,) in rows:
            yield term
