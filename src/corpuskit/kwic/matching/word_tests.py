"""Which words of a text a word of a query stands for.

A word is compared by its view: case, curly quotes, vowel marks and the like do not matter. How much match_options a
comparison needed is told as a level, so that a hit can say how it came about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from enum import IntEnum
from functools import cached_property, partial

import regex

from corpuskit.kwic.query.expressions import check_expression, find_beginning
from corpuskit.kwic.query.nodes import (
    AnyWord,
    Attribute,
    Conjunction,
    Disjunction,
    Glob,
    Literal,
    Negation,
    Similar,
    WordExpression,
    WordTest,
)
from corpuskit.patterns import bound_memory, calls_itself, compile_later
from corpuskit.text.view import compose, fold

# Words met, kept with their level; the bound keeps memory flat on a corpus of any size.
_MOST_REMEMBERED = 50_000
ARTICLE = "\u0627\u0644"
"""The Arabic article, al-."""
_ARABIC_WORD = compile_later(r"\p{Arabic}")
# The breve of й and ў makes letters of their own.
_DIACRITICS = compile_later(r"(?<![\u0438\u0443\u0418\u0423])\u0306|[\p{Mn}--\u0306]+", regex.V1)
_MARKS = compile_later(r"\p{M}+")
_DIGITS = compile_later(r"[\p{Nd}--[0-9]]", regex.V1)
# Letters that differ from others by a stroke and the like, of which Unicode makes no marks.
_PLAIN_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ħ": "h", "ð": "d", "þ": "th", "ı": "i",
        "Ø": "O", "Ł": "L", "Đ": "D", "Æ": "AE", "Œ": "OE", "Ħ": "H", "Ð": "D", "Þ": "TH",
    }
)  # fmt: skip


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
        exact: Words match as they are written.
        fold: Diacritics do not matter.
        clitics: An Arabic word may have proclitics and the article before it.
        timeout: Gives the seconds that are left for the words of the current document; None for no limit.
    """

    def __init__(
        self,
        *,
        keep_case: bool = False,
        exact: bool = False,
        fold: bool = False,
        clitics: bool = False,
        timeout: Callable[[], float] | None = None,
    ) -> None:
        self.keep_case = keep_case
        self.exact = exact
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
    """Return a key without its diacritics: `é` is `e`, `ø` is `o`, and all digits are those of ASCII."""
    if key.isascii():
        return key
    stripped: str = _DIACRITICS.sub("", unicodedata.normalize("NFD", _simplify(key)))
    return unicodedata.normalize("NFC", stripped)


def _simplify(key: str) -> str:
    """Return a key with plain letters and digits."""
    plain = unicodedata.normalize("NFC", key).translate(_PLAIN_LETTERS)
    simple: str = _DIGITS.sub(lambda digit: str(unicodedata.digit(digit[0], digit[0])), plain)
    return simple


def keep_letters(key: str) -> str:
    """Return a key without any marks, decomposed: what begins a key begins it here too, and what ends it, ends it."""
    if key.isascii():
        return key
    letters: str = _MARKS.sub("", unicodedata.normalize("NFD", _simplify(key)))
    return letters


def list_borders(test: WordTest) -> tuple[str, str]:
    """Return with which key all words begin, and with which all end, that meet a test; "" for none known."""
    if isinstance(test, WordExpression):
        return fold(find_beginning(test.source)), ""
    if not isinstance(test, Glob):
        return "", ""
    return tuple("" if part in _WILDCARDS else fold(part) for part in (test.parts[0], test.parts[-1]))  # type: ignore[return-value]


_Rating = Callable[[str], Level]
_LetterTest = Literal | Glob | WordExpression | Similar


def _make_rating(test: WordTest, match_options: MatchOptions) -> _Rating:
    if isinstance(test, AnyWord):
        return lambda _word: Level.EXACT
    if isinstance(test, Negation):
        inner = _make_rating(test.test, match_options)
        return lambda word: Level.NONE if inner(word) else Level.EXACT
    if isinstance(test, Conjunction | Disjunction):
        return _rate_several([_make_rating(part, match_options) for part in test.tests], test)
    if isinstance(test, Attribute):
        raise TypeError("what annotation says is no matter of the word as written")
    accepts = _make_acceptor(test, match_options)
    make_key = _choose_key(test, match_options)
    folds = match_options.fold or test.fold
    level = Level.FUZZY if isinstance(test, Similar) else Level.EXACT

    def rate(word: str) -> Level:
        key = make_key(word)
        if accepts(key):
            return level
        if folds and accepts(strip_marks(key)):
            return max(level, Level.FOLD)
        return Level.NONE

    if match_options.clitics and isinstance(test, Literal) and is_arabic(test.text):
        return _rate_clitics(rate, test, make_key)
    return rate


def _choose_key(test: _LetterTest, match_options: MatchOptions) -> Callable[[str], str]:
    """Return the function that gives what words are compared by."""
    if match_options.exact or (test.case_sensitive and not (test.fold or match_options.fold)):
        return compose
    return partial(fold, keep_case=match_options.keep_case or test.case_sensitive)


def _rate_several(judges: list[_Rating], test: Conjunction | Disjunction) -> _Rating:
    if isinstance(test, Conjunction):
        return lambda word: max(levels) if all(levels := [rate(word) for rate in judges]) else Level.NONE
    return lambda word: min((level for rate in judges if (level := rate(word))), default=Level.NONE)


def _rate_clitics(rate: _Rating, test: Literal, make_key: Callable[[str], str]) -> _Rating:
    stem = make_key(test.text)
    if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE):
        # After the preposition li- the article loses its alef: lil-amn.
        stem = regex.escape(stem[len(ARTICLE) :])
        prefixed = regex.compile(rf"[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644){stem}")
    else:
        stem = regex.escape(stem)
        prefixed = regex.compile(rf"[\u0648\u0641]?(?:[\u0628\u0643]?(?:\u0627\u0644)?|\u0644\u0644?){stem}")

    def rate_prefixed(word: str) -> Level:
        level = rate(word)
        if level is Level.NONE and prefixed.fullmatch(make_key(word)):
            return Level.CLITIC
        return level

    return rate_prefixed


def _make_acceptor(test: _LetterTest, match_options: MatchOptions) -> Callable[[str], bool]:
    """Return the function that says whether the key of a word matches."""
    own_key = _choose_key(test, match_options)
    folds = match_options.fold or test.fold

    def make_key(text: str) -> str:
        key = own_key(text)
        return strip_marks(key) if folds else key

    if isinstance(test, Literal):
        return make_key(test.text).__eq__
    if isinstance(test, Similar):
        return _accept_similar(make_key(test.text), test.distance)
    if isinstance(test, Glob):
        source = "".join(_WILDCARDS.get(part) or regex.escape(make_key(part)) for part in test.parts)
        glob = regex.compile(source, regex.DOTALL)
        return lambda key: glob.fullmatch(key) is not None
    keep_case = match_options.keep_case or test.case_sensitive or own_key is compose
    expression = check_expression(
        test, pattern=test.source, keep_case=keep_case, view=compose if own_key is compose else None
    )
    timeout = match_options.timeout

    def match(key: str) -> bool:
        return expression.fullmatch(key, timeout=timeout and timeout()) is not None

    return bound_memory()(match) if calls_itself(expression) else match


_WILDCARDS = {"*": ".*", "?": "."}


def _accept_similar(key: str, distance: int) -> Callable[[str], bool]:
    from rapidfuzz.distance import Levenshtein

    def accepts(other: str) -> bool:
        return abs(len(other) - len(key)) <= distance and Levenshtein.distance(key, other) <= distance

    return accepts
