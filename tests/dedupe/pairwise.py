"""Near copies by comparing every paragraph with every kept one before it: plain, slow, and right."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold


class NearCopies(NamedTuple):
    """The outcome of a join over distinct texts.

    Attributes:
        kept: For each text, the index of the one that it is a copy of; its own where it stays.
        similarity: For each text, its similarity to that one, 0 to 1.
    """

    kept: list[int]
    similarity: list[float]


def assign_near_copies(texts: Sequence[str], threshold: Fraction, min_words: int) -> NearCopies:
    """Return for each text the earlier kept one that it is a near copy of.

    A text is a copy when its similarity to an earlier kept one reaches the threshold, and then of the most similar
    one, of the earliest among equals; otherwise it is kept.

    Args:
        texts: Distinct texts.
        threshold: 0 to 1; decided in integers, so that a similarity equal to it reaches it.
        min_words: Shorter texts are neither copies nor copied, in words.
    """
    from rapidfuzz.distance import LCSseq

    words = [list_words(fold(text)) for text in texts]
    kept = list(range(len(texts)))
    similarity = [1.0] * len(texts)
    standing: list[int] = []
    for index, sequence in enumerate(words):
        if len(sequence) < min_words:
            continue
        best = Fraction(0)
        for earlier in standing:
            both = len(sequence) + len(words[earlier])
            score = Fraction(2 * LCSseq.similarity(words[earlier], sequence), both)
            if score >= threshold and score > best:
                best, kept[index] = score, earlier
        if kept[index] == index:
            standing.append(index)
        else:
            similarity[index] = float(best)
    return NearCopies(kept, similarity)
