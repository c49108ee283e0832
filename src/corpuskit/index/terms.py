"""What a paragraph is found by: its words as they are compared, joined by spaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold

LONGEST_TERM = 100
"""Words of more code points are all found by `LONG`; full-text search cuts what is longer than 32 kB."""
# No word has a tilde in it, so these are no words.
LONG = "~long"
"""Stands for every word that is too long to be a term."""
TAGGED = "~tag"
"""Stands in a paragraph with a hash sign, whose hashtags may have words inside."""
DIVIDED = "~as"
"""Stands before the words of a paragraph as quotations are looked for, where these are others."""
JOINED = "~join"
"""Stands in a paragraph in which a view may join characters of two words."""
# From ASCII to the small letters, the digits and the underscore of its words; all else is a space.
_FOLDED = bytes(
    ord(chr(code).lower()) if code < 0x80 and (chr(code).isalnum() or chr(code) == "_") else ord(" ")  # noqa: PLR2004
    for code in range(0x100)
)
# White space of ASCII is a space, all else may belong to a word; each character has one byte at least.
_SOLID = bytes(ord(" ") if chr(code).isspace() and code < 0x80 else ord("w") for code in range(0x100))  # noqa: PLR2004
_LONG_RUN = b"w" * (LONGEST_TERM + 1)
# The one sign that the view drops and that is no part of a word, so that what stands around it is joined.
_JOINER = "\u08e2"
# Words whose terms are remembered; the bound keeps memory flat.
_REMEMBERED = 200_000


def make_term(key: str) -> str:
    """Return the term of the view of a word."""
    return key if len(key) <= LONGEST_TERM else LONG


def quote_terms(*terms: str) -> str:
    """Return the expression of full-text search that asks for terms, one after the other."""
    return '"' + " ".join(terms).replace('"', '""') + '"'


def list_terms(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[list[str]]:
    """Yield the terms of the words of each paragraph in order, one a word.

    Args:
        text: The text of a document.
        spans: Where its paragraphs begin and end.
    """
    data = text.encode()
    may_be_long = _LONG_RUN in data.translate(_SOLID)
    # The same words as `list_words` gives, in half the time; of a whole text at once where it is ASCII.
    folded = data.translate(_FOLDED).decode() if text.isascii() else None
    for start, end in spans:
        paragraph = text[start:end] if folded is None else folded[start:end]
        if folded is None:
            if not paragraph.isascii():
                yield [_term_of(form) for form in list_words(paragraph)]
                continue
            paragraph = paragraph.encode().translate(_FOLDED).decode()
        terms = paragraph.split()
        if may_be_long:
            terms = [make_term(term) for term in terms]
        yield terms


@lru_cache(maxsize=_REMEMBERED)
def _term_of(form: str) -> str:
    return make_term(fold(form))


def may_have_signs(text: str) -> bool:
    """Return whether any paragraph of a text has one of the signs that terms stand for."""
    return "#" in text or "\uff03" in text or _JOINER in text


def list_signs(text: str) -> list[str]:
    """Return the terms that stand for signs of a paragraph rather than for its words."""
    signs = []
    if "#" in text or "\uff03" in text:
        signs.append(TAGGED)
    if _JOINER in text:
        signs.append(JOINED)
    return signs
