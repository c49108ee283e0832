"""What a paragraph is found by: its words as they are compared, joined by spaces."""

from __future__ import annotations

from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold

LONGEST_TERM = 100
"""Words of more code points are all found by `LONG`; full-text search cuts what is longer than 32 kB."""
# No word has a tilde in it, so these are no words.
LONG = "~long"
"""Stands for every word that is too long to be a term."""
TAGGED = "~tag"
"""Stands in a paragraph with a hash sign, whose hashtags may have words inside."""
JOINED = "~join"
"""Stands in a paragraph in which a view may join characters of two words."""
# The one sign that the view drops and that is no part of a word, so that what stands around it is joined.
_JOINER = "\u08e2"
# Words met, with their terms; the bound keeps memory flat.
_REMEMBERED = 200_000


def make_term(key: str) -> str:
    """Return the term of the view of a word."""
    return key if len(key) <= LONGEST_TERM else LONG


class TermLister:
    """Lists the terms of paragraphs."""

    def __init__(self) -> None:
        self._terms: dict[str, str] = {}

    def list_terms(self, text: str) -> list[str]:
        """Return the terms of the words of a paragraph in order, one a word, then those that stand for its signs.

        Args:
            text: The paragraph.
        """
        if text.isascii():
            terms = list_words(text.lower())
            if len(text) > LONGEST_TERM and max(map(len, terms), default=0) > LONGEST_TERM:
                terms = [make_term(term) for term in terms]
        else:
            terms = self._fold_words(list_words(text))
        return terms

    def _fold_words(self, forms: list[str]) -> list[str]:
        known = self._terms
        terms = []
        for form in forms:
            term = known.get(form)
            if term is None:
                if len(known) >= _REMEMBERED:
                    known.clear()
                term = known[form] = make_term(fold(form))
            terms.append(term)
        return terms


def list_signs(text: str) -> list[str]:
    """Return the terms that stand for signs of a paragraph rather than for its words."""
    signs = []
    if "#" in text or "\uff03" in text:
        signs.append(TAGGED)
    if _JOINER in text:
        signs.append(JOINED)
    return signs
