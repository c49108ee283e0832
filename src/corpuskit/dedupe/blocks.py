"""Runs of consecutive paragraphs that repeat an earlier run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from corpuskit.dedupe.features import CorpusFeatures
from corpuskit.dedupe.groups import Groups
from corpuskit.dedupe.hashing import Integers

# Earlier places with the same two paragraphs that a run is compared with: the first ones, and the last one.
_FIRST_PLACES = 3

# Inside longer runs no other one is looked for.
_SHORT_RUN = 8


class Block(NamedTuple):
    """A run of copies.

    Attributes:
        start: Index of its first paragraph among all paragraphs.
        source: Index of the first paragraph of the run that it repeats.
        length: Number of paragraphs.
    """

    start: int
    source: int
    length: int


def find_blocks(features: CorpusFeatures, groups: Groups) -> list[Block]:
    """Return the runs of two copies and more, in order, each as long as it can be.

    A run repeats an earlier one paragraph by paragraph, each in the same group, within one document each, without
    overlap. Of several earlier runs it is the longest, of equals the earliest, among the first three and the last. A
    short run ends where a longer one begins.
    """
    number = np.zeros(len(features.start) + 1, np.int64)
    is_copy = np.zeros(len(features.start) + 1, np.bool_)
    number[groups.kept] = groups.number
    number[groups.copy] = np.repeat(groups.number, np.diff(groups.begin))
    is_copy[groups.copy] = True
    repeated, pair = _find_repeated_pairs(features, number)
    if not len(repeated):
        return []
    ends = np.searchsorted(features.document, features.document[repeated], side="right")
    starts = list(map(_Start, repeated.tolist(), pair.tolist(), ends.tolist()))
    return list(_Runs(number.tolist(), is_copy.tolist()).iter_runs(starts))


def _find_repeated_pairs(features: CorpusFeatures, number: Integers) -> tuple[Integers, Integers]:
    """Return the paragraphs that, with the next one, are of two groups that stand together elsewhere too.

    And for each of them the number of these two groups among all such pairs.
    """
    first, second = number[:-2], number[1:-1]
    places = np.flatnonzero((first > 0) & (second > 0) & (np.diff(features.document) == 0))
    pairs = first[places] * (int(number.max()) + 1) + second[places]
    _, inverse, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    is_repeated = counts[inverse] > 1
    return places[is_repeated], inverse[is_repeated]


class _Start(NamedTuple):
    """A place where a run may begin.

    Attributes:
        paragraph: The index of its first paragraph.
        pair: What two groups this and the next one are of, as a number.
        end: The index after the last paragraph of its document.
    """

    paragraph: int
    pair: int
    end: int


class _Runs:
    """Finds runs among paragraphs.

    Args:
        number: For each paragraph the number of its group, 0 for none.
        is_copy: For each paragraph whether it is a copy in it.
    """

    def __init__(self, number: Sequence[int], is_copy: Sequence[bool]) -> None:
        self._number = number
        self._is_copy = is_copy
        self._places: dict[int, list[_Start]] = {}

    def iter_runs(self, starts: list[_Start]) -> Iterator[Block]:
        """Yield the runs of two copies and more, in order.

        Args:
            starts: The places that a run can begin at, in order.
        """
        current: Block | None = None
        for start in starts:
            paragraph = start.paragraph
            if current is not None and paragraph >= current.start + current.length:
                yield current
                current = None
            if current is None or current.length <= _SHORT_RUN:
                block = self._find_longest(start)
                if block is not None and (current is None or block.length > current.length):
                    if current is not None and paragraph - current.start > 1:
                        yield current._replace(length=paragraph - current.start)
                    current = block
            self._remember(start)
        if current is not None:
            yield current

    def _remember(self, start: _Start) -> None:
        places = self._places.setdefault(start.pair, [])
        if len(places) <= _FIRST_PLACES:
            places.append(start)
        else:
            places[-1] = start

    def _find_longest(self, start: _Start) -> Block | None:
        if not (self._is_copy[start.paragraph] and self._is_copy[start.paragraph + 1]):
            return None
        best: Block | None = None
        for source in self._places.get(start.pair, ()):
            length = self._measure(start, source)
            if length > 1 and (best is None or length > best.length):
                best = Block(start.paragraph, source.paragraph, length)
        return best

    def _measure(self, start: _Start, source: _Start) -> int:
        number, is_copy, paragraph, other = self._number, self._is_copy, start.paragraph, source.paragraph
        most = min(paragraph - other, start.end - paragraph, source.end - other)
        length = 1
        while length < most and is_copy[paragraph + length]:
            if number[other + length] != number[paragraph + length]:
                break
            length += 1
        return length
