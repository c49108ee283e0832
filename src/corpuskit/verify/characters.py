"""What each character is to the scan of a corpus: a part of a word, a word by itself, left out, or none of these."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray

from corpuskit.text.characters import UNSPACED
from corpuskit.text.view import list_foldings
from corpuskit.verify.words import INVISIBLE

GAP, LETTER, SINGLE, LEFT_OUT, HARD = range(5)
"""Not in a word; in a word; a word by itself; left out; a character that only the view itself can fold."""

_ASCII = 0x80
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
def read_ascii() -> Characters:
    """Return the tables of the characters of ASCII."""
    is_letter = [chr(code).isalnum() for code in range(_ASCII)]
    return Characters(np.array(is_letter, np.uint8), _fold_ascii())


def _fold_ascii() -> NDArray[np.uint32]:
    lower = bytes(range(_ASCII)).lower()
    return np.frombuffer(lower, np.uint8).astype(np.uint32)


@cache
def list_invisible() -> NDArray[np.uint32]:
    """Return the code points of the characters that are not seen."""
    found = regex.findall(rf"[{INVISIBLE}]", "".join(map(chr, range(_RANGES[0][1]))) + "\ufeff")
    return np.array([ord(character) for character in found], np.uint32)
