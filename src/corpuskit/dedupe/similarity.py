"""The similarity of two texts, on its own."""

from __future__ import annotations

from corpuskit.dedupe.exact import exact_key
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold


def measure_similarity(first: str, second: str) -> float:
    """Return the similarity of two texts, 0 to 1: twice their common words in order, by the words of both.

    It is the measure by which `find_duplicates` compares paragraphs. Two texts without words are alike, 1, when
    their characters are, white space aside.

    Args:
        first: A text.
        second: Another one.

    Source: Indel similarity, 2·LCS/(n+m), as in rapidfuzz.distance.Indel.
    """
    from rapidfuzz.distance import Indel

    words, others = (list_words(fold(text), by_dictionary=False) for text in (first, second))
    if not words and not others:
        return float(exact_key(first) == exact_key(second))
    return Indel.normalized_similarity(words, others)
