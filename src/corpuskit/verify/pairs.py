"""What two words that stand beside each other are of use for: for most pairs of a text, nothing."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.needles import SLOT_BITS, find_pair_slots
from corpuskit.verify.stream import Numbers

Use = Literal[0, 1, 2, 3, 4]
"""A bit of what a pair is of use for."""

MARKS: Use = 0
"""It tells that a similar place may be near."""

RUNS: Use = 1
"""A run of words that is looked for begins with it; with the next bit, ends."""

COUNTED: Use = 3
"""The same, of a quotation of which it is only counted in how many documents it stands."""

Uses = NDArray[np.uint8]


class PairTable:
    """Tells what pairs of words are of use for. A few more are said to be than are."""

    def __init__(self) -> None:
        self._uses: Uses = np.zeros(1 << SLOT_BITS, np.uint8)

    def add(self, slots: NDArray[np.uint32], use: int) -> None:
        """Take note that pairs are of use, by what `find_pair_slots` returns of them."""
        self._uses[slots] |= np.uint8(1 << use)

    def read(self, numbers: Numbers) -> Uses:
        """Return what the pairs of a text are of use for.

        Args:
            numbers: The words of the text, by their number in the vocabulary.
        """
        return self._uses.take(find_pair_slots(numbers))


def are_of_use(uses: Uses, use: int) -> Uses:
    """Return of pairs whether they are of one use, as 0 or 1."""
    return uses >> np.uint8(use) & np.uint8(1)
