"""Runs of consecutive paragraphs that repeat an earlier run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.features import CorpusFeatures
from corpuskit.dedupe.hashing import Integers
from corpuskit.dedupe.groups import Group

# Earlier places with the same two paragraphs that a run is compared with: the first ones, and the last one.
_FIRST_PLACES = 3

# Inside longer runs no other one is looked for.
_SHORT_RUN = 8


class Block(NamedTuple):
    """A run of copies.

    Attributes:
        start: Index of its first paragraph among all paragraphs.
        source: Index of the first paragraph of the run that it repeats.
        length: Number of paragraphs, 1 or more.
    """

    start: int
    source: int
    length: int


def find_blocks(features: CorpusFeatures, groups: list[Group]) -> list[Block]:
    """Return the copies of some groups as runs that are as long as they can be, in order.

    A run repeats an earlier one paragraph by paragraph, each in the same group, within one document each, without
    overlap. Of several earlier runs it is the longest, of equals the earliest, among the first three and the last. A
    short run ends where a longer one begins.
    """
    number = np.zeros(len(features.start) + 1, np.int64)
    kept = np.full(len(features.start) + 1, -1)
    for group in groups:
        copies = [member.paragraph for member in group.members]
        number[group.kept] = group.number
        number[copies] = group.number
        kept[copies] = group.kept
    runs = _Runs(features, number, kept >= 0)
    blocks = list(runs.iter_runs(_find_repeated_pairs(features, number)))
    alone = kept >= 0
    for block in blocks:
        alone[block.start : block.start + block.length] = False
    places = np.flatnonzero(alone)
    blocks += [
        Block(place, source, 1) for place, source in zip(places.tolist(), kept[places].tolist(), strict=True)
    ]
    return sorted(blocks)


def _find_repeated_pairs(features: CorpusFeatures, number: Integers) -> list[int]:
    """Return the paragraphs that, with the next one, are of two groups that stand together elsewhere too."""
    first, second = number[:-2], number[1:-1]
    places = np.flatnonzero((first > 0) & (second > 0) & (np.diff(features.document) == 0))
    pairs = first[places] * (int(number.max()) + 1) + second[places]
    _, inverse, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    repeated: list[int] = places[counts[inverse] > 1].tolist()
    return repeated


class _Runs:
    """Remembers where two paragraphs in a row have stood."""

    def __init__(self, features: CorpusFeatures, number: Integers, is_copy: NDArray[np.bool_]) -> None:
        # For each paragraph the index after the last one of its document.
        self._ends: list[int] = np.searchsorted(features.document, features.document, side="right").tolist()
        self._number: list[int] = number.tolist()
        self._is_copy: list[bool] = is_copy.tolist()
        self._places: dict[tuple[int, int], list[int]] = {}

    def iter_runs(self, repeated: list[int]) -> Iterator[Block]:
        """Yield the runs of two copies and more, in order.

        Args:
            repeated: The paragraphs that a run can begin with, in order.
        """
        current: Block | None = None
        for paragraph in repeated:
            if current is not None and paragraph >= current.start + current.length:
                yield current
                current = None
            if current is None or current.length <= _SHORT_RUN:
                block = self._find_longest(paragraph)
                if block is not None and (current is None or block.length > current.length):
                    if current is not None and paragraph - current.start > 1:
                        yield current._replace(length=paragraph - current.start)
                    current = block
            self._remember(paragraph)
        if current is not None:
            yield current

    def _remember(self, paragraph: int) -> None:
        places = self._places.setdefault((self._number[paragraph], self._number[paragraph + 1]), [])
        if len(places) <= _FIRST_PLACES:
            places.append(paragraph)
        else:
            places[-1] = paragraph

    def _find_longest(self, paragraph: int) -> Block | None:
        if not (self._is_copy[paragraph] and self._is_copy[paragraph + 1]):
            return None
        best: Block | None = None
        for source in self._places.get((self._number[paragraph], self._number[paragraph + 1]), ()):
            length = self._measure(paragraph, source)
            if length > 1 and (best is None or length > best.length):
                best = Block(paragraph, source, length)
        return best

    def _measure(self, paragraph: int, source: int) -> int:
        number, is_copy = self._number, self._is_copy
        most = min(paragraph - source, self._ends[paragraph] - paragraph, self._ends[source] - source)
        length = 1
        while length < most and is_copy[paragraph + length]:
            if number[source + length] != number[paragraph + length]:
                break
            length += 1
        return length
