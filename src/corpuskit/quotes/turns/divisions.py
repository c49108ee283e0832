"""Headings of the parts of a play: «SCENE II. A garden.», «Acte premier», «Явление II»."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.patterns import compile_later
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.text.segments import Paragraph

_NUMERAL = compile_later(r"(?:[IVXLС]+|\d{1,3})(?:[ªº.]|-?\p{Ll}{1,2})?")
_REACH = 40
_AROUND = ".,:;—–-*#_[]()"


def find_divisions(text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> frozenset[int]:
    """Return the indices of the paragraphs that begin with the name of a part of a play and its number, or are no more than that.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        lexicon: What parts of plays are called in its language.
    """
    return frozenset(
        number
        for number, paragraph in enumerate(paragraphs)
        if _is_division(text[paragraph.start : min(paragraph.end, paragraph.start + _REACH)], lexicon)
    )


def _is_division(beginning: str, lexicon: Lexicon) -> bool:
    words = [word.strip(_AROUND) for word in beginning.lstrip("*#_[( ").split(maxsplit=2)[:2]]
    if not words or words[0].lower() not in lexicon.divisions:
        return False
    return len(words) == 1 or _NUMERAL.fullmatch(words[1]) is not None
