"""Titles before names: «Mr», «Fr. Brown», «l’avvocato»."""

from __future__ import annotations

from corpuskit.patterns import compile_later
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.tables import read_orthography

_WRITTEN = read_orthography().abbreviated_titles
ABBREVIATED = "|".join(_WRITTEN.split())
"""What matches a title that ends with a full stop, without that."""
_OUTSIDE_OF_NAMES = frozenset(_WRITTEN.lower().split()) - frozenset(
    read_orthography().abbreviations_of_names.lower().split()
)
_INITIAL = 2
ELIDED = compile_later(r"^\p{L}{1,2}[’'](?=\p{Ll})")
"""Matches a short word that is joined to the next by an apostrophe."""


def is_title_word(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word before a name is no part of it."""
    folded = word.lower()
    # «П. Лис» has an initial, «п. Лис» a title.
    if word.endswith(".") and (folded if len(word) > _INITIAL else word)[:-1] in _OUTSIDE_OF_NAMES:
        return True
    return (ELIDED.sub("", folded) if lexicon.elides else folded).strip(".") in lexicon.titles
