"""Parts of texts that were compared with a quotation before, and in which nothing is better than what was known then.

A corpus of templates repeats itself. Of each part it is noted, as one number, of which quotation and of which words it is.
What is known only gets better, so that such a part is of no use later either. The notes have a fixed size: a new one takes
the place of an old one, and what was forgotten is looked at again.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.stream import Hashes, Numbers, Places

_BITS = 22
_MULTIPLIER = 0x9E3779B97F4A7C15
_INVERSE = pow(_MULTIPLIER, -1, 1 << 64)
_OF_NEEDLES = np.uint64(0xC2B2AE3D27D4EB4F)
_OF_LENGTHS = np.uint64(0xD6E8FEB86659FD93)


class Seen:
    """What is known of parts of the documents before."""

    def __init__(self) -> None:
        self._noted: Hashes = np.zeros(1 << _BITS, np.uint64)
        self._waiting: list[Hashes] = []

    def forget(self) -> None:
        """Forget what is known, of another corpus."""
        self._noted[:] = 0
        self._waiting = []

    def are_noted(self, codes: Hashes) -> NDArray[np.bool_]:
        """Return of parts, by their numbers, whether they were of no use before."""
        noted: NDArray[np.bool_] = self._noted[codes >> np.uint64(64 - _BITS)] == codes
        return noted

    def add(self, codes: Hashes) -> None:
        """Take note of parts that are of no use, by their numbers, once `keep` is called."""
        self._waiting.append(codes)

    def keep(self) -> None:
        """Note the parts of a document, once it is certain that it says what it has."""
        for codes in self._waiting:
            self._noted[codes >> np.uint64(64 - _BITS)] = codes
        self._waiting = []

    def drop(self) -> None:
        """Forget the parts of a document that were not noted so far."""
        self._waiting = []


def number_parts(numbers: Numbers, who: Places, starts: Places, ends: Places) -> Hashes:
    """Return one number for each part of a text and the quotation that it is compared with.

    Args:
        numbers: The words of the text, by their number in the vocabulary.
        who: The quotation.
        starts: The first word of each part.
        ends: The word after its last one.
    """
    # What the words between two places are is a difference of sums, but for the power with which the first one begins.
    powers, inverse = (_raise(base, len(numbers) + 1) for base in (_MULTIPLIER, _INVERSE))
    sums = np.zeros(len(numbers) + 1, np.uint64)
    np.cumsum(numbers.astype(np.uint64) * powers[:-1], out=sums[1:])
    codes: Hashes = (sums[ends] - sums[starts]) * inverse[starts]
    codes += who.astype(np.uint64) * _OF_NEEDLES + (ends - starts).astype(np.uint64) * _OF_LENGTHS
    codes ^= codes >> np.uint64(29)
    codes *= np.uint64(_MULTIPLIER)
    # The lowest bit is set: none is 0, which stands for nothing.
    return codes | np.uint64(1)


_powers: dict[int, Hashes] = {}


def _raise(base: int, count: int) -> Hashes:
    """Return the first powers of a number of 64 bits."""
    known = _powers.get(base)
    if known is None or len(known) < count:
        known = np.full(max(count, 1 << 16), base, np.uint64)
        known[:1] = 1
        known = _powers[base] = np.multiply.accumulate(known)
    return known[:count]
