"""Lines of a corpus that came before, with what follows them: no place that begins in one of them is better than a known one.

A corpus of templates repeats its lines in the same order. Of each line it is noted, as one number, what it and the words
after it are, as many as a place may have. The notes have a fixed size: a new one takes the place of an old one, and what was
forgotten is looked at again.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.stream import Hashes, Places, Stream

_BITS = 20
_MULTIPLIER = 0x9E3779B97F4A7C15
_INVERSE = pow(_MULTIPLIER, -1, 1 << 64)
# After so many lines of which fewer than one in so many came before, nothing more is noted.
_ENOUGH_LINES = 1 << 18
_FEWEST_REPEATED = 16
_END = np.uint64(0x5851F42D4C957F2E)


class New(NamedTuple):
    """Where places are looked for.

    Attributes:
        is_new: By word of a text, whether it may belong to a place that did not come before.
        is_always: By quotation, whether it is looked for everywhere.
    """

    is_new: NDArray[np.bool_]
    is_always: NDArray[np.bool_]

    def choose(self, needles: Places, places: Places) -> NDArray[np.bool_]:
        """Return whether quotations are looked for at some words."""
        return self.is_new[places] | self.is_always[needles]


class Repeats:
    """What is known of the lines of the documents before.

    Args:
        widest: The most words of a place.
    """

    def __init__(self, widest: int) -> None:
        self._widest = widest
        self._noted: Hashes = np.zeros(1 << _BITS, np.uint64)
        self._waiting: list[Hashes] = []
        self._lines = self._repeated = 0

    def forget(self) -> None:
        """Forget what is known, of another corpus."""
        self._noted[:] = 0
        self._waiting = []
        self._lines = self._repeated = 0

    @property
    def is_worth_it(self) -> bool:
        """Whether so many lines come again that it takes less to look for them."""
        return self._lines < _ENOUGH_LINES or self._repeated * _FEWEST_REPEATED > self._lines

    def find_new(self, text: str, stream: Stream, *, is_end: bool) -> NDArray[np.bool_]:
        """Return which words of a part of a document belong to places that did not come before.

        Args:
            text: The document.
            stream: The words.
            is_end: Whether the document ends with it.
        """
        begun, ended = int(stream.starts[0]), int(stream.starts[-1])
        # The first line and the last one may be cut.
        begun = text.rfind("\n", 0, begun) + 1
        stop = text.find("\n", ended)
        lines = text[begun : len(text) if stop < 0 else stop].split("\n")
        sizes = np.fromiter(map(len, lines), np.int64, len(lines)) + 1
        ends = np.cumsum(sizes)
        # The number of the first word of each line, and of the word after the last one.
        first = np.searchsorted(stream.starts, np.concatenate(([begun], begun + ends)))
        codes = np.fromiter(map(hash, lines), np.int64, len(lines)).view(np.uint64)
        # Each place that begins in a line ends before this line.
        last = np.searchsorted(first, first[1:] + self._widest - 1, "left")
        is_whole = last < len(first)
        notes = _join(codes, np.minimum(last, len(lines)))
        if is_end:
            # No word follows, so that the place cannot go on either.
            notes[~is_whole] ^= _END
            is_whole[:] = True
        slots = notes >> np.uint64(64 - _BITS)
        is_known = is_whole & (self._noted[slots] == notes)
        self._lines += len(lines)
        self._repeated += int(is_known.sum())
        self._waiting.append(notes[is_whole])
        return _mark(first, np.flatnonzero(~is_known), self._widest, len(stream.starts))

    def keep(self) -> None:
        """Note the lines of a document, once it is certain that it says what it has."""
        for notes in self._waiting:
            self._noted[notes >> np.uint64(64 - _BITS)] = notes
        self._waiting = []

    def drop(self) -> None:
        """Forget the lines of a document that were not noted so far."""
        self._waiting = []


def _join(codes: Hashes, last: Places) -> Hashes:
    """Return one number for each line and those up to before `last`."""
    powers, inverse = (_raise(base, len(codes)) for base in (_MULTIPLIER, _INVERSE))
    # What the lines between two places are is a difference of sums, but for the power with which the first one begins.
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(codes * powers)))
    lines = np.arange(len(codes))
    notes: Hashes = (sums[last] - sums[:-1]) * inverse + (last - lines).astype(np.uint64)
    notes ^= notes >> np.uint64(29)
    notes *= np.uint64(_MULTIPLIER)
    # The lowest bit is set: none is 0, which stands for nothing.
    return notes | np.uint64(1)


def _raise(base: int, count: int) -> Hashes:
    """Return the first powers of a number of 64 bits."""
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.multiply.accumulate(powers)


def _mark(first: Places, lines: Places, widest: int, count: int) -> NDArray[np.bool_]:
    """Return which words are in some lines, or follow them within a place."""
    changes = np.zeros(count + 1, np.int64)
    np.add.at(changes, first[lines], 1)
    np.add.at(changes, np.minimum(first[lines + 1] + widest - 1, count), -1)
    return np.cumsum(changes[:-1]) > 0
