r"""The one definition of a word.

A word is a letter, digit or underscore followed by letters, marks, digits, underscores and invisible joiners; a Chinese,
Japanese, Thai, Lao, Khmer or Burmese character is a word by itself, because those scripts put no space between words. So
`UN’s` is two words, `7️⃣9️⃣` is one, and an Arabic word is not cut at its vowel marks, as `\w` of the standard library cuts
it. An apostrophe is none of a word's letters, whichever character it is typed as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from corpuskit.patterns import compile_later

JOINERS = r"\u00AD\u200C\u200D\u2060"
"""What is not seen and joins letters: the soft hyphen, the zero-width joiners and the word joiner; for a class."""

KANA_MARKS = r"\uFF9E\uFF9F"
"""The signs that voice the kana of half width before them; Unicode calls them letters; for a class."""

EXTENDING = rf"{KANA_MARKS}\u0E33\u0EB3"
"""Letters that only go on with a word, as marks do: also Thai and Lao am, a vowel with a mark on its consonant."""

# Letters for Unicode, and apostrophes for who writes them: ʻokina, Ukrainian and Breton.
_APOSTROPHES = r"\u02BB\u02BC"
# U+30FC and U+FF70 lengthen a kana vowel; Unicode gives them no script of their own.
_IDEOGRAPHIC = r"\p{Han}\p{Hiragana}\p{Katakana}\u30FC\uFF70"
# The letters of Thai, Lao, Burmese with its neighbours, and Khmer.
_RUNNING = (
    r"\u0E01-\u0E30\u0E32\u0E40-\u0E46\u0E81-\u0EB0\u0EB2\u0EBD-\u0EC6\u0EDC-\u0EDF\u1000-\u102A\u103F\u1050-\u1055"
    r"\u105A-\u105D\u1061\u1065\u1066\u106E-\u1070\u1075-\u1081\u108E\uA9E0-\uA9E4\uA9E6-\uA9EF\uA9FA-\uA9FE\uAA60-\uAA76"
    r"\uAA7A\uAA7E\uAA7F\u1780-\u17B3\u17D7\u17DC"
)
UNSPACED = _IDEOGRAPHIC + _RUNNING
"""The characters that are words by themselves, as the inside of a bracketed class."""


def _describe_word(unspaced: str) -> str:
    """Return the source of the expression of a word, if these characters are words by themselves."""
    return (
        rf"(?:[{unspaced}][\p{{M}}{JOINERS}{EXTENDING}]*+"
        rf"|[[\p{{L}}\p{{N}}_]--[{unspaced}{_APOSTROPHES}{EXTENDING}]]"
        rf"[[\p{{L}}\p{{M}}\p{{N}}_{JOINERS}]--[{unspaced}{_APOSTROPHES}]]*+)"
    )


WORD_PATTERN = _describe_word(UNSPACED)
"""The source of the expression that matches one word; for the `regex` package with its V1 behaviour."""

WORD = compile_later(WORD_PATTERN, regex.V1)
"""Matches one word; compiled once, shared by everything that needs words."""

# The same words where no letter is of a script that runs on, in less time.
_USUAL_WORD = compile_later(_describe_word(_IDEOGRAPHIC), regex.V1)
_HAS_RUNNING = re.compile(r"[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\uA9E0-\uAA7F]")
# The same words where all characters are ASCII, three times as fast.
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
# The same words where every letter and every mark is plain, four times as fast: those of Latin, Greek, Cyrillic and
# Arabic writing without signs that combine or join, on which the two libraries agree.
_PLAIN_WORD = re.compile(r"\w+")
_PLAIN = re.compile(
    "[\x00-\xac\xae-\u02ba\u02bd-\u02ff\u0370-\u0482\u048a-\u052f\u0600-\u060f\u061b-\u064a\u0660-\u066f\u0671-\u06d5"
    "\u1e00-\u1eff\u200e-\u205f\u20a0-\u20cf]*"
)
# ASCII with a space for everything that is no part of a word.
_ASCII_SPACED = re.sub(rb"\W", b" ", bytes(range(128))) + bytes(range(128, 256))


def iter_word_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the `(start, end)` of every word of `text`, in order.

    Args:
        text: Any string.
        start: Index of the first code point to look at.
        end: Index after the last code point to look at; None for the end of the text.
    """
    end = len(text) if end is None else end
    for match in _word_of(text, start, end).finditer(text, start, end):
        yield match.span()


def list_words(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the words of `text[start:end]` as they are written."""
    part = text[start:end]
    if part.isascii():
        # Three times as fast again as an expression.
        return part.encode().translate(_ASCII_SPACED).decode().split()
    return _word_of(part, 0, len(part)).findall(part)


def _word_of(text: str, start: int, end: int) -> re.Pattern[str]:
    """Return the fastest expression that matches the words of `text[start:end]`; no more of the text is looked at."""
    if text.isascii():
        return _ASCII_WORD
    if _PLAIN.fullmatch(text, start, end):
        return _PLAIN_WORD
    word: re.Pattern[str] = WORD if _HAS_RUNNING.search(text, start, end) else _USUAL_WORD
    return word


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """Return the number of words in `text[start:end]`."""
    return len(list_words(text, start, end))
