"""What is known of quotations from the texts before: only what is better than it is of use in those that follow.

A corpus is full of what it has already said. Once a quotation was found word by word, no place that is only similar
matters any more; and once a place was found, only a better one does.

How similar a place must be to be better than the one that is known is said in whole numbers. A window of m words
whose similarity to a quotation of n words is t or more has 2·LCS ≥ t·(n+m), and LCS ≤ m, so that LCS ≥ t·n/(2-t) =: c. At
most n-c words of the quotation are missing in the window.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.scanning.needles import RUN, Needles
from corpuskit.verify.scanning.stream import Places


class Standing:
    """The best that is known of each quotation.

    Args:
        count: Number of quotations.

    Attributes:
        is_verbatim: Whether it was found word by word.
        is_cut: Whether it was found with what it says to be left out.
        up: Numerator of the similarity of the best place; 0 where there is none.
        down: Denominator of it.
        head: Words in a row of the longest known beginning.
        tail: Of the longest known end.
        run: Of the longest known part.
        has_changed: Whether something was learnt since this was set to False.
    """

    def __init__(self, count: int) -> None:
        self.is_verbatim = np.zeros(count, np.bool_)
        self.is_cut = np.zeros(count, np.bool_)
        self.up: Places = np.zeros(count, np.int64)
        self.down: Places = np.ones(count, np.int64)
        self.head: Places = np.zeros(count, np.int64)
        self.tail: Places = np.zeros(count, np.int64)
        self.run: Places = np.zeros(count, np.int64)
        self.has_changed = True

    def copy_but(self, forgotten: list[int]) -> Standing:
        """Return the same with nothing known of some quotations."""
        copied = Standing(len(self.up))
        copied.add(self)
        copied.has_changed = bool(forgotten)
        copied.is_verbatim[forgotten] = copied.is_cut[forgotten] = False
        copied.up[forgotten], copied.down[forgotten] = 0, 1
        copied.head[forgotten] = copied.tail[forgotten] = copied.run[forgotten] = 0
        return copied

    def add(self, other: Standing) -> None:
        """Take note of what was learnt from a text."""
        self.is_verbatim |= other.is_verbatim
        self.is_cut |= other.is_cut
        is_better = other.up * self.down > self.up * other.down
        self.up[is_better], self.down[is_better] = other.up[is_better], other.down[is_better]
        for own, theirs in ((self.head, other.head), (self.tail, other.tail), (self.run, other.run)):
            np.maximum(own, theirs, out=own)
        self.has_changed |= other.has_changed

    def list_missing(self) -> list[int]:
        """Return the quotations of which no place is known."""
        return np.flatnonzero((self.up == 0) & ~self.is_verbatim & ~self.is_cut).tolist()

    def similarity(self, place: int) -> Fraction:
        """Return the similarity of the best known place of a quotation."""
        return Fraction(int(self.up[place]), int(self.down[place]))

    def is_better(self, place: int, similarity: Fraction) -> bool:
        """Return whether a place is better than the one that is known."""
        return similarity > self.similarity(place)

    def add_near(self, place: int, similarity: Fraction) -> None:
        """Take note of a better place of a quotation."""
        self.up[place], self.down[place] = similarity.numerator, similarity.denominator
        self.has_changed = True

    def add_verbatim(self, place: int) -> None:
        """Take note that a quotation was found."""
        self.has_changed |= not self.is_verbatim[place]
        self.is_verbatim[place] = True

    def add_cut(self, place: int) -> None:
        """Take note that a quotation was found with what it says to be left out."""
        self.has_changed |= not self.is_cut[place]
        self.is_cut[place] = True

    def column(self, name: str) -> Places:
        """Return the words in a row that are known, by the name of a part: head, tail or run."""
        return {"head": self.head, "tail": self.tail, "run": self.run}[name]

    def add_part(self, name: str, place: int, length: int) -> None:
        """Take note of a longer part of a quotation."""
        self.column(name)[place] = length
        self.has_changed = True


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
