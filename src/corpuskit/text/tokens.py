r"""The one definition of a word.

A word is a letter, digit or underscore followed by letters, marks, digits, underscores and invisible joiners; a Chinese or
Japanese character is a word by itself, because those scripts put no space between words. In Thai, Lao, Khmer and Burmese,
which put none either, the dictionaries of ICU tell words, and without them a character is a word too. So `UN’s` is two
words, `7️⃣9️⃣` is one, and an Arabic word is not cut at its vowel marks, as `\w` of the standard library cuts it. An
apostrophe is none of a word's letters, whichever character it is typed as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.characters import (
    APOSTROPHES,
    EXTENDING,
    IDEOGRAPHIC,
    JOINERS,
    RUNNING,
    RUNNING_LETTERS,
    UNSPACED,
)


def _describe_word(unspaced: str) -> str:
    """Return the source of the expression of a word, if these characters are words by themselves."""
    return (
        rf"(?:[{unspaced}][\p{{M}}{JOINERS}{EXTENDING}]*+"
        rf"|[[\p{{L}}\p{{N}}_]--[{unspaced}{APOSTROPHES}{EXTENDING}]]"
        rf"[[\p{{L}}\p{{M}}\p{{N}}_{JOINERS}]--[{unspaced}{APOSTROPHES}]]*+)"
    )


WORD_PATTERN = _describe_word(UNSPACED)
"""The source of the expression that matches one word, where no dictionary tells words; for the `regex` package with its V1
behaviour."""

WORD = compile_later(WORD_PATTERN, regex.V1)
"""Matches one word, where no dictionary tells words; compiled once, shared by everything that needs words."""

# The same words where no letter is of a script that runs on, in less time.
_USUAL_WORD = compile_later(_describe_word(IDEOGRAPHIC), regex.V1)
_HAS_RUNNING = compile_re(rf"[{RUNNING}]")
# A run of letters of these scripts, or any other word.
_CLUSTER = rf"[{RUNNING_LETTERS}][\p{{M}}{JOINERS}{EXTENDING}]*+"
_RUN_OR_WORD = compile_later(rf"(?P<run>(?:{_CLUSTER})++)|{WORD_PATTERN}", regex.V1)
_CLUSTERS = compile_later(_CLUSTER, regex.V1)
# The same words where all characters are ASCII, three times as fast.
_ASCII_WORD = compile_re(r"\w+", re.ASCII)
# The same words where every letter and every mark is plain, four times as fast: those of Latin, Greek, Cyrillic and
# Arabic writing without signs that combine or join, on which the two libraries agree.
_PLAIN_WORD = compile_re(r"\w+")
_PLAIN = compile_re(
    "[\x00-\xac\xae-\u02ba\u02bd-\u02ff\u0370-\u0482\u048a-\u052f\u0600-\u060f\u061b-\u064a\u0660-\u066f\u0671-\u06d5"
    "\u1e00-\u1eff\u200e-\u205f\u20a0-\u20cf]*"
)
# ASCII with a space for everything that is no part of a word.
_ASCII_SPACED = re.sub(rb"\W", b" ", bytes(range(128))) + bytes(range(128, 256))


def iter_word_spans(
    text: str, start: int = 0, end: int | None = None, *, by_dictionary: bool = True
) -> Iterator[tuple[int, int]]:
    """Yield the `(start, end)` of every word of `text`, in order.

    Args:
        text: Any string.
        start: Index of the first code point to look at.
        end: Index after the last code point to look at; None for the end of the text.
        by_dictionary: Let a dictionary tell the words of scripts that need one, where it is installed.
    """
    end = len(text) if end is None else end
    word = _word_of(text, start, end)
    if word is WORD and by_dictionary and _has_dictionaries():
        yield from _iter_divided(text, start, end)
        return
    for match in word.finditer(text, start, end):
        yield match.span()


def list_words(text: str, start: int = 0, end: int | None = None, *, by_dictionary: bool = True) -> list[str]:
    """Return the words of `text[start:end]` as they are written; arguments as of `iter_word_spans`."""
    part = text[start:end]
    if part.isascii():
        # Three times as fast again as an expression.
        return part.encode().translate(_ASCII_SPACED).decode().split()
    word = _word_of(part, 0, len(part))
    if word is not _PLAIN_WORD and "\n" in part:
        # No word goes on behind a line feed, and most lines of a text with some signs are plain.
        return [each for line in part.split("\n") for each in list_words(line, by_dictionary=by_dictionary)]
    if word is WORD and by_dictionary and _has_dictionaries():
        return [part[first:last] for first, last in _iter_divided(part, 0, len(part))]
    return word.findall(part)


def has_running_script(text: str) -> bool:
    """Return whether a text has characters of the scripts whose words a dictionary tells."""
    return not text.isascii() and _HAS_RUNNING.search(text) is not None


def _has_dictionaries() -> bool:
    from corpuskit.text.dictionary import load_dictionaries

    return load_dictionaries() is not None


def _iter_divided(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _RUN_OR_WORD.finditer(text, start, end):
        if match.lastgroup:
            yield from _divide_run(text, *match.span())
        else:
            yield match.span()


def _divide_run(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the words of a run of letters as the dictionary tells them."""
    from corpuskit.text.dictionary import iter_sizes

    clusters = _CLUSTERS.findall(text, start, end)
    place = 0
    for size in iter_sizes(clusters):
        length = sum(map(len, clusters[place : place + size]))
        yield start, start + length
        start += length
        place += size


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
