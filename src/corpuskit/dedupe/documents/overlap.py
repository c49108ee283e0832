"""How much of each document stands in others: exact, by runs of words, wherever paragraphs are broken.

A word of a document stands in another one where it lies in a run of N words that is there too. Of each document only
its rarer runs are looked up: those that are so frequent that what they cover together cannot reach half the threshold
are left for the count, so that what every page of a site repeats makes no pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, mix
from corpuskit.dedupe.arrays.ranges import expand_ranges, offsets_of

_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Overlap(NamedTuple):
    """Two documents of which the first stands in the second, as far as is asked for.

    Attributes:
        document: The number of the first.
        other: The number of the second.
        words: Number of words of the first that stand in the second.
    """

    document: int
    other: int
    words: int


class RunIndex:
    """The runs of words of some documents.

    Args:
        words: The hashes of the words of all documents, in order.
        counts: Number of words of each document.
        length: Number of words in a run, 1 or more.
    """

    def __init__(self, words: Hashes, counts: Integers, length: int) -> None:
        self._length = length
        self._counts = counts
        runs = np.maximum(counts - length + 1, 0)
        self._offsets = offsets_of(runs)
        starts = expand_ranges(offsets_of(counts)[:-1], runs)
        hashes = np.zeros(len(starts), np.uint64)
        for place in range(length):
            hashes = mix(hashes * _FACTOR + words[starts + place])
        documents = np.repeat(np.arange(len(counts)), runs)
        # The numbers of the runs, and in which documents each is.
        distinct, self._numbers = np.unique(hashes, return_inverse=True)
        keys = np.unique(self._numbers.astype(np.int64) * len(counts) + documents)
        self._postings = keys % max(len(counts), 1)
        holders = np.bincount(keys // max(len(counts), 1), minlength=len(distinct))
        self._begins = offsets_of(holders)
        self._holders = holders
        # The runs of one document are marked in it while another one is compared.
        self._is_held = np.zeros(len(distinct), np.bool_)

    def count_common(self, document: int, other: int) -> int:
        """Return the number of words of a document that stand in another one."""
        held = self._list_runs(other)
        self._is_held[held] = True
        is_common = self._is_held[self._list_runs(document)]
        self._is_held[held] = False
        return int(self._cover(is_common, int(self._counts[document])).sum())

    def iter_overlaps(
        self, share: Fraction, on_progress: Callable[[float], None] | None = None
    ) -> Iterator[Overlap]:
        """Yield the pairs of documents of which the first stands in the second, in order.

        Args:
            share: The part of its words that has to stand there, above 0 to 1.
            on_progress: Called with the part of the documents that is done, 0 to 1.
        """
        for document in range(len(self._counts)):
            yield from self._iter_overlaps_of(document, share)
            if on_progress:
                on_progress((document + 1) / len(self._counts))

    def _iter_overlaps_of(self, document: int, share: Fraction) -> Iterator[Overlap]:
        runs = self._list_runs(document)
        # What fraction of a word is wanted makes one more.
        wanted = -(-int(self._counts[document]) * share.numerator // share.denominator)
        if not len(runs):
            return
        holders = self._holders[runs]
        covering = self._find_most_holders(holders, int(self._counts[document]))
        if int((covering > 1).sum()) < wanted:
            return
        frequent, left = _choose_frequent(covering, wanted)
        rare = np.unique(runs[(holders > 1) & (holders < frequent)])
        lists = expand_ranges(self._begins[rare], self._holders[rare])
        shared = np.bincount(self._postings[lists], minlength=len(self._counts))
        shared[document] = 0
        # A run may stand several times in the document itself.
        repeats = int(np.unique(runs, return_counts=True)[1].max())
        least = max(-(-(wanted - left) // (self._length * repeats)), 1)
        for other in np.flatnonzero(shared >= least).tolist():
            common = self.count_common(document, other)
            if common >= wanted:
                yield Overlap(document, other, common)

    def _list_runs(self, document: int) -> Integers:
        runs: Integers = self._numbers[self._offsets[document] : self._offsets[document + 1]]
        return runs

    def _cover(self, is_common: NDArray[np.bool_], words: int) -> NDArray[np.bool_]:
        """Return for each word whether it lies in one of some runs."""
        covered = np.zeros(words, np.bool_)
        for place in range(self._length):
            covered[place : place + len(is_common)] |= is_common
        return covered

    def _find_most_holders(self, holders: Integers, words: int) -> Integers:
        """Return for each word the largest number of documents that hold a run in which it lies."""
        most = np.zeros(words, np.int64)
        for place in range(self._length):
            part = most[place : place + len(holders)]
            np.maximum(part, holders, out=part)
        return most


def _choose_frequent(covering: Integers, wanted: int) -> tuple[int, int]:
    """Return from how many documents on a run is not looked up, and how many words such runs cover.

    Args:
        covering: For each word the largest number of documents that hold a run in which it lies.
        wanted: Number of words that have to be covered.
    """
    falling = -np.sort(-covering)
    allowed = wanted // 2
    # All words covered by runs of so many documents count together.
    frequent = int(falling[allowed]) + 1
    return frequent, int((covering >= frequent).sum())
