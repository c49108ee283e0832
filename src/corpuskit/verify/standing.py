"""What is known of quotations from the texts before: only what is better than it is of use in those that follow.

A corpus is full of what it has already said. Once a quotation was found word by word, no place that is only similar
matters any more; and once a place was found, only a better one does.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from corpuskit.verify.stream import Places


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
