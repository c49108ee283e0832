"""The rare words of texts as a similarity join looks them up: in an index, by other texts."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers

_HALF = np.uint64(32)


class Index(NamedTuple):
    """The rare words of some texts, sorted by word and by number of words of the text.

    Attributes:
        begins: For each token where its entries begin, and at the end their number, int64.
        key: Token and number of words of its text, in one number, rising, uint64.
        text: The text, int32.
        left: Number of words of the text from this one on, in order of rarity, int32.
        size: Number of words of the text, int32.
        signatures: The signature of the text, uint64, shape (2, entries).
    """

    begins: Integers
    key: NDArray[np.uint64]
    text: NDArray[np.int32]
    left: NDArray[np.int32]
    size: NDArray[np.int32]
    signatures: Hashes

    @classmethod
    def make(
        cls,
        key: NDArray[np.uint64],
        columns: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], Hashes],
        token_count: int,
    ) -> Index:
        """Return an index from its sorted keys, the columns after them, and the number of tokens there are."""
        counts = np.bincount((key >> _HALF).astype(np.int64), minlength=token_count)
        return cls(np.concatenate((np.zeros(1, np.int64), np.cumsum(counts))), key, *columns)

    def keep(self, chosen: NDArray[np.bool_]) -> Index:
        """Return the index of some of the entries."""
        columns = self.text[chosen], self.left[chosen], self.size[chosen], self.signatures[:, chosen]
        return Index.make(self.key[chosen], columns, len(self.begins) - 1)

    def list_texts(self) -> Integers:
        """Return the texts that have entries, rising."""
        return np.flatnonzero(np.bincount(self.text))


class Probe(NamedTuple):
    """The rare words of some texts, sorted by word, and the keys between which an index has those of possible partners.

    Attributes:
        text: The text, int64.
        token: The word, uint32.
        left: Number of words of the text from this one on, in order of rarity, int64.
        first: The lowest key, uint64.
        last: The highest key, uint64.
    """

    text: Integers
    token: NDArray[np.uint32]
    left: Integers
    first: NDArray[np.uint64]
    last: NDArray[np.uint64]

    def keep(self, chosen: NDArray[Any]) -> Probe:
        """Return some of the words."""
        return Probe(*(column[chosen] for column in self))


class Lookups(NamedTuple):
    """Words of texts, each with the entries of an index that have it too.

    Attributes:
        text: The text, int64.
        left: Number of its words from this one on, in order of rarity, int64.
        begin: The first entry, int64.
        end: The entry after the last one, int64.
    """

    text: Integers
    left: Integers
    begin: Integers
    end: Integers
