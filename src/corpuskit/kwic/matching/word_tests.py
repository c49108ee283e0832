"""Which words of a text a word of a query stands for.

A word is compared by its view: case, curly quotes, vowel marks and the like do not matter. How much leniency a
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
from corpuskit.text.view import fold

# Words met, kept with their level; the bound keeps memory flat on a corpus of any size.
_REMEMBERED_WORDS = 50_000
ARTICLE = "\u0627\u0644"
"""The Arabic article, al-."""
_ARABIC_WORD = regex.compile(r"\p{Arabic}")
_DIACRITICS = regex.compile(r"\p{Mn}+")
_MARKS = regex.compile(r"\p{M}+")


class Level(IntEnum):
    """How a word came to match, from no match to the most lenient comparison."""

    NONE = 0
    EXACT = 1
    FOLD = 2
    CLITIC = 3
    FUZZY = 4


class Leniency:
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
        leniency: What the query leaves out of account.
    """

    def __init__(self, test: WordTest, leniency: Leniency) -> None:
        self._test = test
        self._leniency = leniency
        self._levels: dict[str, Level] = {}

    @cached_property
    def _judge(self) -> _Judge:
        """Made for the first word: of ten thousand tests most meet none."""
        return _make_judge(self._test, self._leniency)

    def level(self, word: str) -> Level:
        """Return how `word`, as it is written, matches."""
        level = self._levels.get(word)
        if level is None:
            if len(self._levels) >= _REMEMBERED_WORDS:
                self._levels.clear()
            level = self._levels[word] = self._judge(word)
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


_Judge = Callable[[str], Level]


def _make_judge(test: WordTest, leniency: Leniency) -> _Judge:
    if isinstance(test, AnyWord):
        return lambda _word: Level.EXACT
    if isinstance(test, Negation):
        inner = _make_judge(test.test, leniency)
        return lambda word: Level.NONE if inner(word) else Level.EXACT
    if isinstance(test, Conjunction | Disjunction):
        return _judge_several([_make_judge(part, leniency) for part in test.tests], test)
    accepts = _make_acceptor(test, leniency)
    keep_case = leniency.keep_case or test.case_sensitive
    folds = leniency.fold or test.fold
    level = Level.FUZZY if isinstance(test, Similar) else Level.EXACT

    def judge(word: str) -> Level:
        key = fold(word, keep_case=keep_case)
        if accepts(key):
            return level
        if folds and accepts(strip_marks(key)):
            return max(level, Level.FOLD)
        return Level.NONE

    if leniency.clitics and isinstance(test, Literal) and is_arabic(test.text):
        return _judge_clitics(judge, test, keep_case=keep_case)
    return judge


def _judge_several(judges: list[_Judge], test: Conjunction | Disjunction) -> _Judge:
    if isinstance(test, Conjunction):
        return lambda word: max(levels) if all(levels := [judge(word) for judge in judges]) else Level.NONE
    return lambda word: min((level for judge in judges if (level := judge(word))), default=Level.NONE)


def _judge_clitics(judge: _Judge, test: Literal, *, keep_case: bool) -> _Judge:
    stem = fold(test.text, keep_case=keep_case)
    if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE):
        # After the preposition li- the article loses its alef: lil-amn.
        stem = regex.escape(stem[len(ARTICLE) :])
        prefixed = regex.compile(rf"[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644){stem}")
    else:
        stem = regex.escape(stem)
        prefixed = regex.compile(rf"[\u0648\u0641]?(?:[\u0628\u0643]?(?:\u0627\u0644)?|\u0644\u0644?){stem}")

    def judge_prefixed(word: str) -> Level:
        level = judge(word)
        if level is Level.NONE and prefixed.fullmatch(fold(word, keep_case=keep_case)):
            return Level.CLITIC
        return level

    return judge_prefixed


def _make_acceptor(
    test: Literal | Glob | WordExpression | Similar, leniency: Leniency
) -> Callable[[str], bool]:
    """Return the function that says whether the key of a word matches."""
    keep_case = leniency.keep_case or test.case_sensitive
    folds = leniency.fold or test.fold

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
    timeout = leniency.timeout
    return lambda key: expression.fullmatch(key, timeout=timeout and timeout()) is not None


_WILDCARDS = {"*": ".*", "?": "."}


def _accept_similar(key: str, distance: int) -> Callable[[str], bool]:
    from rapidfuzz.distance import Levenshtein

    def accepts(other: str) -> bool:
        return abs(len(other) - len(key)) <= distance and Levenshtein.distance(key, other) <= distance

    return accepts
