"""What is known of quotations from the texts before: only what is better than it is of use in those that follow.

A corpus is full of what it has already said. Once a quotation was found word by word, no place that is only similar
matters any more; and once a place was found, only a better one does.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

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

    def _columns(self) -> tuple[NDArray[np.generic], ...]:
        return self.is_verbatim, self.is_cut, self.up, self.down, self.head, self.tail, self.run

    def copy_but(self, forgotten: list[int]) -> Standing:
        """Return the same with nothing known of some quotations."""
        copied = Standing(0)
        for name, column in vars(self).items():
            if isinstance(column, np.ndarray):
                setattr(copied, name, column.copy())
        fresh = Standing(1)
        for own, nothing in zip(copied._columns() if forgotten else (), fresh._columns(), strict=False):
            own[forgotten] = nothing[0]
        copied.has_changed = self.has_changed or bool(forgotten)
        return copied

    def add(self, other: Standing) -> None:
        """Take note of what was learnt from a text."""
        if not other.has_changed:
            return
        self.is_verbatim |= other.is_verbatim
        self.is_cut |= other.is_cut
        is_better = other.up * self.down > self.up * other.down
        self.up, self.down = (
            np.where(is_better, theirs, own) for theirs, own in ((other.up, self.up), (other.down, self.down))
        )
        for name in ("head", "tail", "run"):
            setattr(self, name, np.maximum(getattr(self, name), getattr(other, name)))
        self.has_changed = True

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

    def add_part(self, name: str, place: int, length: int) -> bool:
        """Take note of a longer part of a quotation; return whether it is longer."""
        column = getattr(self, name)
        if length <= column[place]:
            return False
        column[place] = length
        self.has_changed = True
        return True
