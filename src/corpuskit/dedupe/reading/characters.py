"""What each code point is to a word, as tables to look up whole arrays in.

The tables say the same as `text/tokens` and `text/view`, one page of 256 code points at a time, made when a text
first needs it. Where a character cannot be folded without its neighbours, the table says so.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from corpuskit.patterns import compile_later
from corpuskit.tables import read_table
from corpuskit.text.characters import EXTENDING, KANA_MARKS, UNSPACED
from corpuskit.text.tokens import WORD
from corpuskit.text.view import fold

NO_WORD = 0
"""Between words."""
LETTER = 1
"""Begins a word or goes on with one."""
MARK = 2
"""Goes on with the word before it, where there is one."""
UNSPACED_LETTER = 3
"""A word by itself."""

NUMERIC, LOWER, UPPER, CASED = 1, 2, 4, 8
"""Forms of a character: a number; small; capital; of a script that has both."""
CAPITAL, ACRONYM, UNKNOWN, SINGLE = 16, 32, 64, 128
"""Forms of a word: it begins with a capital, and `UPPER` then says that it has another one; it is longer and may be all
capitals; nothing is known of it; it may be a single letter."""

_CODE_POINTS = 0x110000
_PAGE = 256
_SPACES = [code for code in range(0x3001) if chr(code).isspace()]


class CharacterTables:
    """Tables over all code points, filled page by page.

    Attributes:
        folded: What a code point is in the matching view, uint32; right where neither `grows` nor `contextual` is set.
        grows: Whether it becomes several there, whatever its neighbours, bool.
        contextual: Whether it vanishes there, or may join with its neighbours, bool.
        category: What it is to a word, uint8: `NO_WORD`, `LETTER`, `MARK` or `UNSPACED_LETTER`; of a code point as it
            stands, so it is to be asked of folded ones.
        space: Whether it is white space, bool.
        form: How it is written, of what belongs to words, uint8: `NUMERIC`, `LOWER`, `UPPER` and `CASED`, added up, and
            `UNKNOWN` for a letter in whose place another may be written.
    """

    def __init__(self) -> None:
        # Zeroed memory costs nothing until it is touched.
        self.folded = np.zeros(_CODE_POINTS, np.uint32)
        self.grows = np.zeros(_CODE_POINTS, np.bool_)
        self.contextual = np.zeros(_CODE_POINTS, np.bool_)
        self.category = np.zeros(_CODE_POINTS, np.uint8)
        self.space = np.zeros(_CODE_POINTS, np.bool_)
        self.space[_SPACES] = True
        self.form = np.zeros(_CODE_POINTS, np.uint8)
        # Pages that are filled, and those of which what they fold to is filled as well.
        self._known = np.zeros(_CODE_POINTS // _PAGE, np.bool_)
        self._prepared = np.zeros(_CODE_POINTS // _PAGE, np.bool_)
        self._filling = Lock()

    def prepare(self, codes: NDArray[np.uint32]) -> None:
        """Fill the pages that `codes` needs, and those that it needs when it is folded; any thread may ask."""
        pages = np.flatnonzero(np.bincount(codes >> 8, minlength=1))
        if self._prepared[pages].all():
            return
        with self._filling:
            for page in pages.tolist():
                self._fill(page)
                folded = self.folded[page * _PAGE : (page + 1) * _PAGE]
                for other in np.unique(folded >> 8).tolist():
                    self._fill(other)
            self._prepared[pages] = True

    def _fill(self, page: int) -> None:
        if self._known[page]:
            return
        self._known[page] = True
        for code in range(page * _PAGE, (page + 1) * _PAGE):
            character = chr(code)
            folded = fold(character)
            self.contextual[code] = not folded or _may_join(character)
            self.grows[code] = len(folded) > 1 and not self.contextual[code]
            self.folded[code] = ord(folded) if len(folded) == 1 else code
            self.category[code] = _categorise(character)
            if any(_categorise(part) in (LETTER, UNSPACED_LETTER) for part in folded):
                self.form[code] = _describe_form(character)


def _describe_form(character: str) -> int:
    return (
        NUMERIC * character.isnumeric()
        + LOWER * character.islower()
        + UPPER * (character.isupper() or character.istitle())
        + CASED * (character.lower() != character.upper())
        + UNKNOWN * (character.lower() in letter_variants())
    )


@cache
def letter_variants() -> dict[str, str]:
    """Return what may be written in the place of some letters, which are small."""
    return read_table(Path(__file__).with_name("variants.toml"), dict[str, str])


_JOINS = compile_later(rf"[\p{{M}}{KANA_MARKS}\u0640\u1100-\u1112\u1161-\u1175\u11A8-\u11C2]")


def _may_join(character: str) -> bool:
    return _JOINS.match(character) is not None


_IS_UNSPACED = compile_later(rf"[{UNSPACED}]")
_IS_MARK = compile_later(rf"[\p{{M}}{EXTENDING}]")


def _categorise(character: str) -> int:
    if _IS_UNSPACED.match(character):
        return UNSPACED_LETTER
    if WORD.match(character):
        return LETTER
    return MARK if _IS_MARK.match(character) else NO_WORD


@cache
def character_tables() -> CharacterTables:
    """Return the tables, shared by all; those of ASCII are filled."""
    tables = CharacterTables()
    tables.prepare(np.zeros(1, np.uint32))
    return tables
