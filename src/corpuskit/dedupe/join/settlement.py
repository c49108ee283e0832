"""Which texts are kept, and which are copies of which of them, as far as it is decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Integers


class NearCopies(NamedTuple):
    """The outcome of a join.

    Attributes:
        kept: For each text the one that it is a copy of; its own number where it stays, int64.
        common: For each copy the length of the longest common subsequence with that one, in words, int64.
    """

    kept: Integers
    common: Integers


class SimilarPairs(NamedTuple):
    """Pairs of texts that reach the threshold, with the number of words in common."""

    copy: Integers
    original: Integers
    common: Integers


def join_pairs(parts: Iterable[SimilarPairs]) -> SimilarPairs:
    """Return the pairs of all parts, one part after another."""
    columns = list(zip(*parts, strict=True))
    if not columns:
        return SimilarPairs(*[np.zeros(0, np.int64)] * 3)
    return SimilarPairs(*map(np.concatenate, columns))


class Settlement:
    """Which of some texts are kept. All are, until a pair says otherwise.

    Attributes:
        kept: As `NearCopies` has it.
        common: As `NearCopies` has it.

    Args:
        counts: Number of words of the texts.
    """

    def __init__(self, counts: Integers) -> None:
        self._counts = counts
        self.kept = np.arange(len(counts))
        self.common = np.zeros(len(counts), np.int64)
        self._is_kept = np.ones(len(counts), np.bool_)

    def mark_kept(self) -> NDArray[np.bool_]:
        """Return for each text whether it is kept; it goes on to tell that when more is decided."""
        return self._is_kept

    def finish(self) -> NearCopies:
        """Return the outcome."""
        return NearCopies(self.kept, self.common)

    def settle_in_order(self, pairs: SimilarPairs) -> None:
        """Decide one after another which texts are kept, given all pairs among them that count."""
        kept, common, counts = self.kept, self.common, self._counts
        order = np.lexsort((pairs.original, pairs.copy))
        totals = counts[pairs.copy] + counts[pairs.original]
        best_copy, best_common, best_total = -1, 0, 1
        for copy, original, shared, total in zip(
            pairs.copy[order].tolist(),
            pairs.original[order].tolist(),
            pairs.common[order].tolist(),
            totals[order].tolist(),
            strict=True,
        ):
            if copy != best_copy:
                best_copy, best_common, best_total = copy, 0, 1
            if kept[original] == original and shared * best_total > best_common * total:
                best_common, best_total = shared, total
                kept[copy], common[copy] = original, shared
                self._is_kept[copy] = False

    def take_best(self, pairs: SimilarPairs) -> None:
        """Make each copy one of its most similar original, unless it is one of a better or an equal earlier one."""
        if not len(pairs.copy):
            return
        counts = self._counts
        totals = counts[pairs.copy] + counts[pairs.original]
        # Two fractions with terms below 2^26 that differ do so by more than the rounding of a double.
        similarity = pairs.common / totals
        order = np.lexsort((pairs.original, -similarity, pairs.copy))
        copies = pairs.copy[order]
        best = order[np.diff(copies, prepend=-1) != 0]
        copies, originals, similarity = pairs.copy[best], pairs.original[best], similarity[best]
        present = self.kept[copies]
        before = np.where(present == copies, -1.0, self.common[copies] / (counts[copies] + counts[present]))
        better = (similarity > before) | ((similarity == before) & (originals < present))
        self.kept[copies[better]] = originals[better]
        self._is_kept[copies] = False
        self.common[copies[better]] = pairs.common[best][better]
