"""What each character is to the scan of a corpus: a part of a word, a word by itself, left out, or none of these."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray

from corpuskit.text.characters import UNSPACED
from corpuskit.text.view import list_foldings
from corpuskit.verify.comparing.words import INVISIBLE

GAP, LETTER, SINGLE, LEFT_OUT, HARD = range(5)
"""Not in a word; in a word; a word by itself; left out; a character that only the view itself can fold."""

_ASCII = 0x80
_TWO_BYTES = 1 << 16
_LAST = 0x10FFFF
# Surrogates are in no text.
_RANGES = ((0, 0xD800), (0xE000, _LAST + 1))
_CLASSES = (
    (r"[\p{L}\p{N}]", LETTER),
    (rf"[{UNSPACED}]", SINGLE),
    (rf"[{INVISIBLE}]", LEFT_OUT),
    # Marks, and the letters of Hangul, which may join with what stands before them.
    (r"[\p{M}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]", HARD),
)


class Characters(NamedTuple):
    """Tables by code point.

    Attributes:
        classes: What each is, uint8.
        folded: The code point that the view shows it as, uint32; itself for those that are `HARD` or `LEFT_OUT`.
    """

    classes: NDArray[np.uint8]
    folded: NDArray[np.uint32]


@cache
def read_characters() -> Characters:
    """Return the tables of all characters."""
    classes = np.zeros(_LAST + 1, np.uint8)
    for start, end in _RANGES:
        characters = "".join(map(chr, range(start, end)))
        for pattern, number in _CLASSES:
            for match in regex.finditer(rf"{pattern}++", characters, regex.V1):
                classes[start + match.start() : start + match.end()] = number
    folded = np.arange(_LAST + 1, dtype=np.uint32)
    originals, foldings = list_foldings()
    for character, folding in zip(originals, foldings, strict=True):
        code = ord(character)
        if len(folding) == 1:
            folded[code] = ord(folding)
        elif classes[code] != LEFT_OUT:
            classes[code] = HARD if folding else LEFT_OUT
    folded[:_ASCII] = _fold_ascii()
    return Characters(classes, folded)


@cache
def read_short() -> NDArray[np.uint8]:
    """Return a byte for each code unit of UTF-16: that of a folded letter, 0 for a gap, or what else it is.

    Half of a character of four bytes is `SINGLE`: only its whole tells what it is.
    """
    tables = read_characters()
    classes = tables.classes[:_TWO_BYTES]
    short = np.where(classes == LETTER, shorten(tables.folded[:_TWO_BYTES]), classes)
    short[0xD800:0xE000] = SINGLE
    return short.astype(np.uint8)


@cache
def read_short_ascii() -> bytes:
    """Return the same for the characters of ASCII, as `bytes.translate` takes it."""
    shown = [code if chr(code).isalnum() else GAP for code in bytes(range(_ASCII)).lower()]
    return bytes(shown) + bytes(_ASCII)


def shorten(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return a byte for each character; those of one alphabet differ, and none is that of what is no letter."""
    high = np.where(codes < _ASCII, np.uint32(0), np.uint32(_ASCII))
    return ((codes & np.uint32(_ASCII - 1)) | high).astype(np.uint8)


def _fold_ascii() -> NDArray[np.uint32]:
    lower = bytes(range(_ASCII)).lower()
    return np.frombuffer(lower, np.uint8).astype(np.uint32)


@cache
def list_invisible() -> NDArray[np.uint32]:
    """Return the code points of the characters that are not seen."""
    found = regex.findall(rf"[{INVISIBLE}]", "".join(map(chr, range(_RANGES[0][1]))) + "\ufeff")
    return np.array([ord(character) for character in found], np.uint32)
