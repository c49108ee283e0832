"""How similar a place must be to be better than the one that is known, as whole numbers.

A window of m words whose similarity to a quotation of n words is t or more has 2·LCS ≥ t·(n+m), and LCS ≤ m, so that
LCS ≥ t·n/(2-t) =: c. At most n-c words of the quotation are missing in the window.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.needles import RUN, Needles
from corpuskit.verify.standing import Standing
from corpuskit.verify.stream import Places


class PlaceBounds:
    """What the places must be like that are better than those that are known.

    Args:
        needles: The quotations.
        standing: What is known.
        threshold: The least similarity where nothing is known.

    Attributes:
        up: Numerator of the similarity.
        down: Denominator of it.
        is_strict: Whether it must be more.
        needed: Words in common, in order; more than there are, where nothing can be better.
        needed_pairs: Of these, those that are followed by the same word in both; 0 where there may be none.
        widest: The most words of a window.
    """

    def __init__(self, needles: Needles, standing: Standing, threshold: Fraction) -> None:
        lengths = needles.lengths
        is_near, is_found = standing.up > 0, standing.is_verbatim | standing.is_cut
        # Of one that is shorter than a run all places are wanted that are as good: signs may tell them apart.
        is_short = lengths < RUN
        self.is_strict = is_near & ~is_short
        up = self.up = np.where(is_near, standing.up, threshold.numerator)
        down = self.down = np.where(is_near, standing.down, threshold.denominator)
        shared, rest = up * lengths, 2 * down - up
        self.needed: Places = np.where(self.is_strict, shared // rest + 1, -(-shared // rest))
        self.needed = np.where(is_found & ~is_short, lengths + 1, np.maximum(self.needed, 1))
        # L words in common and a similarity of b leave 2L(1/b-1) words without a partner, each of which parts one pair at
        # most; the fewer are in common, the fewer pairs are left.
        parted = (2 * self.needed * (down - up) - self.is_strict) // up
        self.needed_pairs: Places = np.maximum(self.needed - 1 - parted, 0)
        self._lengths = lengths
        self.widest = self.find_widest(np.arange(needles.count), lengths)

    def find_widest(self, needles: Places, common: Places) -> Places:
        """Return the most words of a window with so many words in common.

        Args:
            needles: The quotation that it is compared with.
            common: Words in common, in order.
        """
        most, up = 2 * common * self.down[needles], self.up[needles]
        return np.where(self.is_strict[needles], -(-most // up) - 1, most // up) - self._lengths[needles]

    def are_met(self, needles: Places, lengths: Places, common: Places, widths: Places) -> NDArray[np.bool_]:
        """Return of windows whether they are similar enough.

        Args:
            needles: The quotation that each is compared with.
            lengths: The words of that.
            common: Words in common, in order.
            widths: Words of the window.
        """
        have, wanted = 2 * common * self.down[needles], self.up[needles] * (lengths + widths)
        met: NDArray[np.bool_] = (have > wanted) | ((have == wanted) & ~self.is_strict[needles])
        return met
