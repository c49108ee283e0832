"""The order in which a reader looks words up, whatever their letters are numbered: ä with a, ё with е, 9 before 10."""

from __future__ import annotations

import unicodedata

from corpuskit.patterns import compile_re

_NUMBER = compile_re(r"([0-9]+)")

CollationKey = tuple[tuple[tuple[bool, int, str], ...], str]
"""What words are compared by: numbers before letters, letters without their marks; where these are equal, all of it."""


def collation_key(text: str) -> CollationKey:
    """Return what puts a text in its place among others.

    Letters are compared without marks and without case, digits of any script by the number that they write. It is the
    same order for all languages: Swedish å, which Swedes look up behind z, stands with a.

    Args:
        text: Any string.

    Source: Unicode Technical Standard #10, its first level, for letters with marks; the rest by code points.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each
        for each in decomposed
        if not unicodedata.combining(each)
    )
    pieces = tuple(
        # Of two numbers without zeros before them the longer one is larger.
        (False, len(piece.lstrip("0")), piece.lstrip("0")) if _NUMBER.fullmatch(piece) else (True, 0, piece)
        for piece in _NUMBER.split(letters)
        if piece
    )
    return pieces, text
