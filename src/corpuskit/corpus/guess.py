"""Which encoding some bytes that are not UTF-8 may be in: a suggestion for the user, by the letters that it would give.

In the right encoding nearly all characters outside ASCII are letters of one language, the frequent letters of that
language are frequent, and capitals stand where words begin. Each encoding of the table is tried on a sample.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpuskit.tables import read_table

_SAMPLE_BYTES = 1 << 14
_SHOWN = 32
# A character that a cut has left incomplete has so many bytes at most.
_LONGEST_CHARACTER = 4
# What a character outside ASCII adds to the score of an encoding.
_FREQUENT, _RARE, _MARK, _NONE, _CAPITAL_INSIDE, _CONTROL = 1.0, 0.6, 0.2, -1.0, -1.5, -4.0
_FREQUENT_LETTERS, _FEWEST_FREQUENT = 0.4, 5
# A letter of another language of the same encoding, as names have it.
_ELSEWHERE = 0.3
# Scripts of thousands of signs, of which a list holds the frequent ones only.
_FIRST_IDEOGRAPH, _LAST_SYLLABLE, _IDEOGRAPH = "\u3040", "\ud7a3", 0.15
_LEAST_SCORE = 0.3
# Bytes that are nearly all syllables of Hangul are Korean: in another language few of them would be.
_FIRST_HANGUL, _HANGUL_SHARE, _FEWEST_HANGUL = "\uac00", 0.97, 12
_PUNCTUATION = frozenset("“”‘’„‚«»–—…\u00a0№°§،؛؟•")


class Suggestion(NamedTuple):
    """An encoding that fits.

    Attributes:
        name: Its name.
        sample: The beginning of the first line with characters outside ASCII, as it would be read.
    """

    name: str
    sample: str


class _Letters(NamedTuple):
    frequent: frozenset[str]
    rare: frozenset[str]
    elsewhere: frozenset[str] = frozenset()


@cache
def _read_table() -> dict[str, tuple[_Letters, ...]]:
    table = read_table(Path(__file__).with_name("encodings.toml"), dict[str, dict[str, str]])
    letters = {}
    for language, ordered in table["letters"].items():
        border = max(_FEWEST_FREQUENT, int(len(ordered) * _FREQUENT_LETTERS))
        letters[language] = _Letters(frozenset(ordered[:border]), frozenset(ordered[border:]))
    encodings = {}
    for name, languages in table["encodings"].items():
        found = [letters[language] for language in languages.split()]
        elsewhere = frozenset[str]().union(*(each.frequent | each.rare for each in found))
        encodings[name] = tuple(each._replace(elsewhere=elsewhere) for each in found)
    return encodings


def suggest_encoding(data: bytes, offset: int = 0, *, tried: str | None = None) -> Suggestion | None:
    """Return the encoding that fits some bytes best; None where none of the table fits.

    Args:
        data: The whole input.
        offset: Index of the first byte that is not UTF-8, near which the sample is taken.
        tried: An encoding that they are not in.
    """
    start = data.rfind(b"\n", 0, offset) + 1
    # Units of two bytes begin at an even place.
    start = 0 if offset < _SAMPLE_BYTES else start - start % 2
    sample = data[start : start + _SAMPLE_BYTES]
    has_nul = b"\0" in sample
    best: tuple[float, str, str] | None = None
    for name, languages in _read_table().items():
        if name == tried or name.startswith("utf-16") != has_nul:
            continue
        if has_nul and not _may_be_utf16(sample, name):
            continue
        text = _decode_sample(sample, name, is_whole=start + len(sample) == len(data))
        if text is None:
            continue
        score = max(_score(text, each) for each in languages)
        if score >= _LEAST_SCORE and (best is None or score > best[0]):
            best = score, name, text
    return None if best is None else Suggestion(best[1], _show(best[2]))


def _decode_sample(sample: bytes, encoding: str, *, is_whole: bool) -> str | None:
    for cut in range(1 if is_whole else _LONGEST_CHARACTER):
        try:
            return sample[: len(sample) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _score(text: str, letters: _Letters) -> float:
    """Return how well a text would be one in a language, per character outside ASCII: 1 at most."""
    total = count = hangul = 0.0
    previous = " "
    for character in text:
        hangul += _FIRST_HANGUL <= character <= _LAST_SYLLABLE
        if character > "\x7f":
            count += 1
            total += _score_character(character, previous, letters)
        elif previous > "\x7f" and character.isalpha() and _is_other_alphabet(previous):
            total += _NONE
        previous = character
    if count >= _FEWEST_HANGUL and hangul >= _HANGUL_SHARE * count:
        return _FREQUENT
    return total / count if count else 1.0


def _score_character(character: str, previous: str, letters: _Letters) -> float:
    small = character.lower()
    if small in letters.frequent or character in letters.frequent:
        value = _FREQUENT
    elif small in letters.rare or character in letters.rare:
        value = _RARE
    elif small in letters.elsewhere:
        value = _ELSEWHERE
    elif character in _PUNCTUATION:
        return _MARK
    elif _FIRST_IDEOGRAPH <= character <= _LAST_SYLLABLE and unicodedata.category(character) == "Lo":
        return _IDEOGRAPH
    else:
        return _NONE if unicodedata.category(character)[0] != "C" else _CONTROL
    if small != character and previous.islower():
        return _CAPITAL_INSIDE
    if previous.isascii() and previous.isalpha() and _is_other_alphabet(character):
        return _NONE
    return value


def _is_other_alphabet(letter: str) -> bool:
    return letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")


def _may_be_utf16(sample: bytes, encoding: str) -> bool:
    """Return whether NUL stands where it stands in that order of bytes, and often enough for text with spaces."""
    high = 1 if encoding.endswith("le") else 0
    units = len(sample) // 2
    return sample[1 - high :: 2].count(0) == 0 and sample[high::2].count(0) >= _NUL_SHARE * units


# The share of characters of ASCII, such as spaces, in text of any script with spaces.
_NUL_SHARE = 0.08


def _show(text: str) -> str:
    line = next(_iter_telling_lines(text), "")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _iter_telling_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        place = next((place for place, character in enumerate(line) if character > "\x7f"), None)
        if place is not None:
            yield line[max(0, line.rfind(" ", 0, max(0, place - 12)) + 1) :].strip()
    yield text[:_SHOWN].strip()
