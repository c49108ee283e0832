"""What a threshold asks of two texts: how long they may be, how many words they share, how many have to be looked up."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Integers

Allowed = Callable[[Integers, Integers], NDArray[np.bool_]]
"""Which pairs may be compared at all: from the numbers of copies and of their originals to truth values."""


class Bounds(NamedTuple):
    """What two texts need to reach a threshold, in whole numbers of words.

    Attributes:
        threshold: The similarity that makes a copy, above 0 to 1.
        needed: By the number of words of both texts, how many they have to share, int64.
        room: By the same, in how many they may differ, int64.
    """

    threshold: Fraction
    needed: Integers
    room: Integers

    @classmethod
    def make(cls, threshold: Fraction, longest: int) -> Bounds:
        """Return the bounds for texts of up to `longest` words."""
        totals = np.arange(2 * longest + 1)
        needed = -(-totals * threshold.numerator // (2 * threshold.denominator))
        return cls(threshold, needed, totals - 2 * needed)

    def find_shortest_partner(self, counts: Integers) -> Integers:
        """Return for texts of so many words the least number of words of a text that is like them."""
        above, below = self.threshold.numerator, self.threshold.denominator
        shortest: Integers = -(-counts * above // (2 * below - above))
        return shortest

    def find_longest_partner(self, counts: Integers, left: Integers) -> Integers:
        """Return the most words of a text that is like texts of so many words, of which `left` can be shared."""
        longest: Integers = 2 * self.threshold.denominator * left // self.threshold.numerator - counts
        return longest

    def find_prefix_lengths(self, counts: Integers) -> Integers:
        """Return how many words of texts of so many words, the rarest first, have to be looked up."""
        return counts - self.find_shortest_partner(counts) + 1
