"""Which words of a text a word of a query stands for.

A word is compared by its view: case, curly quotes, vowel marks and the like do not matter. How much match_options a
comparison needed is told as a level, so that a hit can say how it came about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from enum import IntEnum
from functools import cached_property

import regex

from corpuskit.kwic.query.expressions import check_expression, find_beginning
from corpuskit.kwic.query.nodes import (
    AnyWord,
    Conjunction,
    Disjunction,
    Glob,
    Literal,
    Negation,
    Similar,
    WordExpression,
    WordTest,
)
from corpuskit.patterns import compile_later
from corpuskit.text.view import fold

# Words met, kept with their level; the bound keeps memory flat on a corpus of any size.
_MOST_REMEMBERED = 50_000
ARTICLE = "\u0627\u0644"
"""The Arabic article, al-."""
_ARABIC_WORD = compile_later(r"\p{Arabic}")
_DIACRITICS = compile_later(r"\p{Mn}+")
_MARKS = compile_later(r"\p{M}+")


class Level(IntEnum):
    """How a word came to match, from no match to the most lenient comparison."""

    NONE = 0
    EXACT = 1
    FOLD = 2
    CLITIC = 3
    FUZZY = 4


class MatchOptions:
    """What a whole query leaves out of account.

    Args:
        keep_case: Capital and small letters differ.
        fold: Diacritics do not matter.
        clitics: An Arabic word may have proclitics and the article before it.
        timeout: Gives the seconds that are left for the words of the current document; None for no limit.
    """

    def __init__(
        self,
        *,
        keep_case: bool = False,
        fold: bool = False,
        clitics: bool = False,
        timeout: Callable[[], float] | None = None,
    ) -> None:
        self.keep_case = keep_case
        self.fold = fold
        self.clitics = clitics
        self.timeout = timeout


class WordMatcher:
    """Tells whether words match one test of a query.

    Args:
        test: The test.
        match_options: What the query leaves out of account.
    """

    def __init__(self, test: WordTest, match_options: MatchOptions) -> None:
        self._test = test
        self._match_options = match_options
        self._levels: dict[str, Level] = {}

    @cached_property
    def _rate(self) -> _Rating:
        """Made for the first word: of ten thousand tests most meet none."""
        return _make_rating(self._test, self._match_options)

    def level(self, word: str) -> Level:
        """Return how `word`, as it is written, matches."""
        level = self._levels.get(word)
        if level is None:
            if len(self._levels) >= _MOST_REMEMBERED:
                self._levels.clear()
            level = self._levels[word] = self._rate(word)
        return level


def is_arabic(text: str) -> bool:
    """Return whether `text` has a letter of the Arabic script."""
    return _ARABIC_WORD.search(text) is not None


def strip_marks(key: str) -> str:
    """Return a key without its diacritics: `é` is `e`."""
    if key.isascii():
        return key
    stripped: str = _DIACRITICS.sub("", unicodedata.normalize("NFD", key))
    return unicodedata.normalize("NFC", stripped)


def keep_letters(key: str) -> str:
    """Return a key without any marks, decomposed: what begins a key begins it here too, and what ends it, ends it."""
    if key.isascii():
        return key
    letters: str = _MARKS.sub("", unicodedata.normalize("NFD", key))
    return letters


def list_borders(test: WordTest) -> tuple[str, str]:
    """Return with which key all words begin, and with which all end, that meet a test; "" for none known."""
    if isinstance(test, WordExpression):
        return fold(find_beginning(test.source)), ""
    if not isinstance(test, Glob):
        return "", ""
    return tuple("" if part in _WILDCARDS else fold(part) for part in (test.parts[0], test.parts[-1]))  # type: ignore[return-value]


_Rating = Callable[[str], Level]


def _make_rating(test: WordTest, match_options: MatchOptions) -> _Rating:
    if isinstance(test, AnyWord):
        return lambda _word: Level.EXACT
    if isinstance(test, Negation):
        inner = _make_rating(test.test, match_options)
        return lambda word: Level.NONE if inner(word) else Level.EXACT
    if isinstance(test, Conjunction | Disjunction):
        return _rate_several([_make_rating(part, match_options) for part in test.tests], test)
    accepts = _make_acceptor(test, match_options)
    keep_case = match_options.keep_case or test.case_sensitive
    folds = match_options.fold or test.fold
    level = Level.FUZZY if isinstance(test, Similar) else Level.EXACT

    def rate(word: str) -> Level:
        key = fold(word, keep_case=keep_case)
        if accepts(key):
            return level
        if folds and accepts(strip_marks(key)):
            return max(level, Level.FOLD)
        return Level.NONE

    if match_options.clitics and isinstance(test, Literal) and is_arabic(test.text):
        return _rate_clitics(rate, test, keep_case=keep_case)
    return rate


def _rate_several(judges: list[_Rating], test: Conjunction | Disjunction) -> _Rating:
    if isinstance(test, Conjunction):
        return lambda word: max(levels) if all(levels := [rate(word) for rate in judges]) else Level.NONE
    return lambda word: min((level for rate in judges if (level := rate(word))), default=Level.NONE)


def _rate_clitics(rate: _Rating, test: Literal, *, keep_case: bool) -> _Rating:
    stem = fold(test.text, keep_case=keep_case)
    if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE):
        # After the preposition li- the article loses its alef: lil-amn.
        stem = regex.escape(stem[len(ARTICLE) :])
        prefixed = regex.compile(rf"[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644){stem}")
    else:
        stem = regex.escape(stem)
        prefixed = regex.compile(rf"[\u0648\u0641]?(?:[\u0628\u0643]?(?:\u0627\u0644)?|\u0644\u0644?){stem}")

    def rate_prefixed(word: str) -> Level:
        level = rate(word)
        if level is Level.NONE and prefixed.fullmatch(fold(word, keep_case=keep_case)):
            return Level.CLITIC
        return level

    return rate_prefixed


def _make_acceptor(
    test: Literal | Glob | WordExpression | Similar, match_options: MatchOptions
) -> Callable[[str], bool]:
    """Return the function that says whether the key of a word matches."""
    keep_case = match_options.keep_case or test.case_sensitive
    folds = match_options.fold or test.fold

    def make_key(text: str) -> str:
        key = fold(text, keep_case=keep_case)
        return strip_marks(key) if folds else key

    if isinstance(test, Literal):
        return make_key(test.text).__eq__
    if isinstance(test, Similar):
        return _accept_similar(make_key(test.text), test.distance)
    if isinstance(test, Glob):
        source = "".join(_WILDCARDS.get(part) or regex.escape(make_key(part)) for part in test.parts)
        glob = regex.compile(source, regex.DOTALL)
        return lambda key: glob.fullmatch(key) is not None
    expression = check_expression(test, pattern=test.source, keep_case=keep_case)
    timeout = match_options.timeout
    return lambda key: expression.fullmatch(key, timeout=timeout and timeout()) is not None


_WILDCARDS = {"*": ".*", "?": "."}


def _accept_similar(key: str, distance: int) -> Callable[[str], bool]:
    from rapidfuzz.distance import Levenshtein

    def accepts(other: str) -> bool:
        return abs(len(other) - len(key)) <= distance and Levenshtein.distance(key, other) <= distance

    return accepts
