r"""The one definition of a word.

A word is a letter, digit or underscore followed by letters, marks, digits and underscores; a Chinese or
Japanese character is a word by itself, because those scripts put no space between words. So `UN’s` is two
words, `7️⃣9️⃣` is one, and an Arabic word is not cut at its vowel marks, as `\w` of the standard library cuts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from corpuskit.patterns import compile_later

# U+30FC and U+FF70 lengthen a kana vowel; Unicode gives them no script of their own.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\u30FC\uFF70"
"""The characters that are words by themselves, as the inside of a bracketed class."""

WORD_PATTERN = (
    rf"(?:[{UNSPACED}]\p{{M}}*+|[[\p{{L}}\p{{N}}_]--[{UNSPACED}]][[\p{{L}}\p{{M}}\p{{N}}_]--[{UNSPACED}]]*+)"
)
"""The source of the expression that matches one word; for the `regex` package with its V1 behaviour."""

WORD = compile_later(WORD_PATTERN, regex.V1)
"""Matches one word; compiled once, shared by everything that needs words."""

# The same words where all characters are ASCII, three times as fast.
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
# ASCII with a space for everything that is no part of a word.
_ASCII_SPACED = re.sub(rb"\W", b" ", bytes(range(128))) + bytes(range(128, 256))


def iter_word_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the `(start, end)` of every word of `text`, in order.

    Args:
        text: Any string.
        start: Index of the first code point to look at.
        end: Index after the last code point to look at; None for the end of the text.
    """
    word = _ASCII_WORD if text.isascii() else WORD
    for match in word.finditer(text, start, len(text) if end is None else end):
        yield match.span()


def list_words(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the words of `text[start:end]` as they are written."""
    part = text[start:end]
    if part.isascii():
        # Three times as fast again as an expression.
        return part.encode().translate(_ASCII_SPACED).decode().split()
    return WORD.findall(part)  # type: ignore[no-any-return]


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """Return the number of words in `text[start:end]`."""
    return len(list_words(text, start, end))
