"""What two words that stand beside each other are of use for: for most pairs of a text, nothing."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.needles import RUN, SLOT_BITS, find_pair_slots
from corpuskit.verify.stream import Numbers, Places

Use = Literal[0, 1, 2, 3, 4]
"""A bit of what a pair is of use for."""

MARKS: Use = 0
"""It tells that a similar place may be near."""

RUNS: Use = 1
"""A run of words that is looked for begins with it; with the next bit, ends."""

COUNTED: Use = 3
"""The same, of a quotation of which it is only counted in how many documents it stands."""

_Bits = NDArray[np.uint8]


class Uses(NamedTuple):
    """What the pairs of words of a text are of use for.

    Attributes:
        bits: Of each pair, its uses.
    """

    bits: _Bits

    def find(self, use: int) -> Places:
        """Return the first word of the pairs that are of one use."""
        return np.flatnonzero((self.bits & np.uint8(1 << use)) != 0)

    def find_runs(self, use: Use) -> Places:
        """Return the first word of the runs whose first two words are of one use, and whose last two are of the next."""
        begins, ends = self.bits[: 2 - RUN] & np.uint8(1 << use), self.bits[RUN - 2 :] & np.uint8(2 << use)
        return np.flatnonzero((begins << np.uint8(1) & ends) != 0)


class PairTable:
    """Tells what pairs of words are of use for. A few more are said to be than are."""

    def __init__(self) -> None:
        self._uses: _Bits = np.zeros(1 << SLOT_BITS, np.uint8)

    def add(self, slots: NDArray[np.uint32], use: int) -> None:
        """Take note that pairs are of use, by what `find_pair_slots` returns of them."""
        self._uses[slots] |= np.uint8(1 << use)

    def read(self, numbers: Numbers) -> Uses:
        """Return what the pairs of a text are of use for.

        Args:
            numbers: The words of the text, by their number in the vocabulary.
        """
        return Uses(self._uses.take(find_pair_slots(numbers)))
