"""Runs of consecutive paragraphs that repeat an earlier run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Integers, mix
from corpuskit.dedupe.arrays.sorting import bring_together
from corpuskit.dedupe.groups.groups import Groups
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures

# Earlier places with the same two paragraphs that a run is compared with: the first ones, and the last one.
_FIRST_PLACES = 3

# Inside longer runs no other one is looked for.
_SHORT_RUN = 8
# Runs are first looked at up to this length, all at once; longer ones one by one, as far as they are needed. It has to
# be above that of a short run.
_LONGEST_LOOK = 64
_CHUNK_PLACES = 1 << 16


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
    return list(_join_runs(_Runs(features, number, is_copy)))


def _join_runs(runs: _Runs) -> Iterator[Block]:
    """Yield runs that do not overlap."""
    current: Block | None = None
    for place, (start, length) in enumerate(runs.iter_longest()):
        if current is not None and start >= current.start + current.length:
            yield current
            current = None
        if current is None:
            current = runs.get_longest(place)
        elif current.length <= _SHORT_RUN and length > current.length:
            if start - current.start > 1:
                yield current._replace(length=start - current.start)
            current = runs.get_longest(place)
    if current is not None:
        yield current


class _Runs:
    """Finds the longest run at each place.

    Args:
        features: The paragraphs.
        number: For each of them the number of its group, 0 for none, and one more.
        is_copy: For each of them whether it is a copy in it, and one more.
    """

    def __init__(self, features: CorpusFeatures, number: Integers, is_copy: NDArray[np.bool_]) -> None:
        self._number = number
        self._is_copy = is_copy
        self._document = features.document
        ends = np.searchsorted(features.document, np.arange(len(features.documents)), side="right")
        # For each paragraph the index after the last one of its document.
        self._ends: Integers = ends[features.document]
        starts, sources = self._list_candidates()
        lengths = np.ones(sources.shape, np.int64)
        for first in range(0, len(starts), _CHUNK_PLACES):
            rows, columns = np.nonzero(sources[first : first + _CHUNK_PLACES] >= 0)
            rows += first
            lengths[rows, columns] = self._measure(starts[rows], sources[rows, columns])
        # Of equals the first.
        best = np.argmax(lengths, axis=1)
        rows = np.arange(len(starts))
        length, source = lengths[rows, best], sources[rows, best]
        found = np.flatnonzero(length > 1)
        self._starts, self._longest, self._source = (
            column[found].tolist() for column in (starts, length, source)
        )
        self._sources, self._lengths = sources[found], lengths[found]

    def iter_longest(self) -> Iterator[tuple[int, int]]:
        """Yield the paragraphs at which a run begins, in order, and how long the longest is, as far as was looked."""
        return zip(self._starts, self._longest, strict=True)

    def get_longest(self, place: int) -> Block:
        """Return the longest of the runs that begin at the same paragraph, of equals the first.

        Args:
            place: The place of the paragraph among those that `iter_longest` yields.
        """
        start = self._starts[place]
        if self._longest[place] < _LONGEST_LOOK:
            return Block(start, self._source[place], self._longest[place])
        best = Block(start, start, 1)
        for source, length in zip(self._sources[place].tolist(), self._lengths[place].tolist(), strict=True):
            whole = self._measure_on(start, source, length) if length == _LONGEST_LOOK else length
            if whole > best.length:
                best = Block(start, source, whole)
        return best

    def _measure_on(self, start: int, source: int, length: int) -> int:
        """Return how long a run is of which at least `length` paragraphs are known."""
        most = int(min(start - source, self._ends[start] - start, self._ends[source] - source))
        while length < most:
            end = min(2 * length, most)
            goes_on = self._is_copy[start + length : start + end] & (
                self._number[start + length : start + end] == self._number[source + length : source + end]
            )
            if not goes_on.all():
                return length + int(np.argmin(goes_on))
            length = end
        return length

    def _list_candidates(self) -> tuple[Integers, Integers]:
        """Return the paragraphs that a run may begin at, in order, and the earlier ones that it may repeat.

        These are paragraphs that are of the same group and followed by one of the same group: the first ones and the
        last one, -1 where there are not so many; int64, shape (paragraphs, 4).
        """
        first, second = self._number[:-2], self._number[1:-1]
        places = np.flatnonzero((first > 0) & (second > 0) & (np.diff(self._document) == 0))
        pairs = first[places].astype(np.uint64) << np.uint64(32) | second[places].astype(np.uint64)
        order, is_first = bring_together(mix(pairs))
        places = places[order]
        begin = np.flatnonzero(is_first)[np.cumsum(is_first) - 1] if len(order) else order
        earlier = np.arange(len(order)) - begin
        sources = np.full((len(order), _FIRST_PLACES + 1), -1)
        for column in range(_FIRST_PLACES):
            later = earlier > column
            sources[later, column] = places[begin[later] + column]
        last = np.flatnonzero(earlier > _FIRST_PLACES)
        sources[last, _FIRST_PLACES] = places[last - 1]
        chosen = np.flatnonzero((earlier > 0) & self._is_copy[places] & self._is_copy[places + 1])
        chosen = chosen[np.argsort(places[chosen])]
        return places[chosen], sources[chosen]

    def _measure(self, starts: Integers, sources: Integers) -> Integers:
        """Return how many paragraphs from `starts` on repeat those from `sources` on, up to the length looked at."""
        ends, number = self._ends, self._number
        most = np.minimum(starts - sources, np.minimum(ends[starts] - starts, ends[sources] - sources))
        length = np.ones(len(starts), np.int64)
        open_runs = np.flatnonzero(most > 1)
        for step in range(1, _LONGEST_LOOK):
            place = starts[open_runs] + step
            goes_on = self._is_copy[place] & (number[place] == number[sources[open_runs] + step])
            open_runs = open_runs[goes_on]
            length[open_runs] = step + 1
            open_runs = open_runs[most[open_runs] > step + 1]
        return length
