"""What is seen of texts before their words are: how long they are, how they are written, and where sentences begin."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.kinds.changes import Truths
from corpuskit.dedupe.kinds.context import list_begins, may_have_names
from corpuskit.text.divisions import join_divided_words

_MANY = 1 << 20


class Looks(NamedTuple):
    """What is seen of some texts, without their words.

    Attributes:
        length: Number of code points of each, int64.
        is_ascii: Whether it is ASCII, bool.
        may_have_names: Whether small letters may be written in names, bool.
        has_divisions: Whether the end of a line may divide a word of it, bool.
        texts: The texts.
    """

    length: Integers
    is_ascii: Truths
    may_have_names: Truths
    has_divisions: Truths
    texts: list[str]

    @classmethod
    def make(cls, texts: list[str]) -> Looks:
        """Return what is seen of texts."""
        return cls(
            np.array(list(map(len, texts)), np.int64),
            np.array(list(map(str.isascii, texts)), np.bool_),
            np.array(list(map(may_have_names, texts)), np.bool_),
            np.array([join_divided_words(text) is not text for text in texts], np.bool_),
            texts,
        )

    def take(self, places: Integers) -> Looks:
        """Return what is seen of some of the texts."""
        return Looks(
            self.length[places],
            self.is_ascii[places],
            self.may_have_names[places],
            self.has_divisions[places],
            [self.texts[place] for place in places.tolist()],
        )

    def count_begins(self, others: Looks, chosen: Truths) -> Integers:
        """Return for each text how many words may begin a sentence that begin none in the other, or more; 0 where it is not chosen."""
        counts = np.zeros(len(self.texts), np.int64)
        for place in np.flatnonzero(chosen).tolist():
            ours, theirs = _find_begins(self.texts[place]), _find_begins(others.texts[place])
            counts[place] = sum(word not in theirs for word in ours) + _MANY * ("" in ours)
        return counts


@lru_cache(1 << 8)
def _find_begins(text: str) -> tuple[str, ...]:
    """Return the words that may begin a sentence inside of a text, and others; "" where these are not all."""
    return tuple(list_begins(text))
