"""Runs of words that quotations and a text have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.scanning.marks import Uses
from corpuskit.verify.scanning.needles import RUN, Needles, expand
from corpuskit.verify.scanning.plan import RunTable
from corpuskit.verify.scanning.stream import Numbers, Places


class Runs(NamedTuple):
    """Runs of words that quotations and a text have in common, in order and without a gap; arrays of one length.

    Attributes:
        needles: Number of the quotation.
        offsets: The first of the words in the quotation.
        starts: The first of the words in the stream.
        lengths: Number of words.
    """

    needles: Places
    offsets: Places
    starts: Places
    lengths: Places

    def take(self, rows: NDArray[np.bool_] | Places) -> Runs:
        """Return some of them."""
        return Runs(*(each[rows] for each in self))

    def iter_rows(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield quotation, offset, start and length of each."""
        return zip(*(each.tolist() for each in self), strict=True)

    def longest(self) -> Runs:
        """Return the longest run of each quotation, the first of equals."""
        order = np.lexsort((self.starts, -self.lengths, self.needles))
        needles = self.needles[order]
        return self.take(order[np.diff(needles, prepend=-1) != 0])


_MOST_PAIRS = 1 << 18
"""Pairs of a run of a quotation and one of a text that are compared at once."""

# Words that are compared at once.
_STRIDE = 8

_MOST_AT_ONCE = 512
"""Places of one quotation that are looked at together."""

_NO_RUNS = Runs(*[np.zeros(0, np.int64)] * 4)


def find_runs(needles: Needles, table: RunTable, numbers: Numbers, uses: Uses) -> Runs:
    """Return the runs of `RUN` words and more that a text has in common with quotations, as long as can be.

    Args:
        needles: The quotations.
        table: Of their runs those that are looked for; one of them is in each that is returned.
        numbers: The words of the text, by their number in the vocabulary.
        uses: What its pairs of words are of use for.

    Returns:
        The runs, in the order of the quotations and of the text.
    """
    places, hashes = table.find_places(numbers, uses)
    if not len(places):
        return _NO_RUNS
    first = np.searchsorted(table.hashes, hashes, "left")
    last = np.searchsorted(table.hashes, hashes, "right")
    # What is often in both is looked at some at a time: memory has its bound.
    part = np.cumsum(last - first) // _MOST_PAIRS
    found = [
        _find_some(needles, table, numbers, places[some], first[some], last[some])
        for some in np.split(np.arange(len(places)), np.flatnonzero(np.diff(part)) + 1)
    ]
    return found[0] if len(found) == 1 else _put_in_order(_join(found))


def _find_some(
    needles: Needles, table: RunTable, numbers: Numbers, places: Places, first: Places, last: Places
) -> Runs:
    """Return the runs that have one of the table at some places of a text; `first` and `last` are its rows there."""
    owners, rows = expand(first, last)
    who, starts = table.needles[rows], places[owners] - table.offsets[rows]
    for column in (table.first, table.last):
        ends = column[rows]
        kept = np.flatnonzero(_are_same(needles, numbers, who, ends, starts + ends))
        rows, who, starts = rows[kept], who[kept], starts[kept]
    offsets = table.offsets[rows]
    starts += offsets
    before = _extend(needles, numbers, who, offsets - 1, starts - 1, -1)
    after = _extend(needles, numbers, who, offsets, starts, 1)
    lengths = before + after
    # Two hashes may be alike by chance.
    kept = np.flatnonzero((after >= RUN) & (lengths >= RUN))
    return _put_in_order(Runs(who[kept], (offsets - before)[kept], (starts - before)[kept], lengths[kept]))


def _are_same(
    needles: Needles, numbers: Numbers, who: Places, offsets: Places, places: Places
) -> NDArray[np.bool_]:
    """Return whether words of quotations are those of a text at some places, which may be outside of it."""
    inside = (places >= 0) & (places < len(numbers))
    words = numbers[np.where(inside, places, 0)]
    same: NDArray[np.bool_] = inside & (needles.words[needles.first_words[who] + offsets] == words)
    return same


def find_first_wholes(
    needles: Needles,
    table: RunTable,
    numbers: Numbers,
    uses: Uses,
    is_there: Callable[[int, int], bool],
) -> None:
    """Look for the first place of each quotation as a whole.

    Args:
        needles: The quotations.
        table: One run of each of those that are looked for.
        numbers: The words of the text, by their number in the vocabulary.
        uses: What its pairs of words are of use for.
        is_there: Called with a quotation and the first word of a place that has all of its words, in order; returns
            whether no other place of it is wanted.
    """
    places, hashes = table.find_places(numbers, uses)
    order = np.argsort(hashes, kind="stable")
    places, hashes = places[order], hashes[order]
    begun = np.searchsorted(hashes, table.hashes, "left")
    end = np.searchsorted(hashes, table.hashes, "right")
    rows, most = np.flatnonzero(begun < end), 1
    # Most stand at the first place that is looked at; of the others, more and more places are.
    while len(rows):
        stop = np.minimum(begun[rows] + most, end[rows])
        which, at = expand(begun[rows], stop)
        looked_at = rows[which]
        who, starts = table.needles[looked_at], places[at] - table.offsets[looked_at]
        is_whole = _have_all_words(needles, numbers, who, starts)
        found: set[int] = set()
        for row, needle, start in zip(
            looked_at[is_whole].tolist(), who[is_whole].tolist(), starts[is_whole].tolist(), strict=True
        ):
            if row not in found and is_there(needle, start):
                found.add(row)
        begun[rows] = stop
        rows = rows[(stop < end[rows]) & ~np.isin(rows, list(found))]
        most = min(most * 8, _MOST_AT_ONCE)


def _have_all_words(needles: Needles, numbers: Numbers, who: Places, starts: Places) -> NDArray[np.bool_]:
    """Return whether quotations stand in a text as a whole, by the first word of each place."""
    lengths = needles.lengths[who]
    are_whole = (starts >= 0) & (starts + lengths <= len(numbers))
    for ends in (np.zeros(len(who), np.int64), lengths - 1):
        are_whole &= _are_same(needles, numbers, who, ends, starts + ends)
    rows = np.flatnonzero(are_whole)
    if len(rows):
        owners, words = expand(needles.first_words[who[rows]], needles.first_words[who[rows]] + lengths[rows])
        first = np.cumsum(lengths[rows]) - lengths[rows]
        same = needles.words[words] == numbers[np.arange(len(words)) - first[owners] + starts[rows][owners]]
        are_whole[rows] = np.logical_and.reduceat(same, first)
    return are_whole


def _join(found: Sequence[Runs]) -> Runs:
    return Runs(*map(np.concatenate, zip(*found, strict=True)))


def _put_in_order(found: Runs) -> Runs:
    """Return runs in the order of the quotations and of the text, each once."""
    order = np.lexsort((found.offsets, found.starts, found.needles))
    found = found.take(order)
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (np.diff(found.needles) != 0) | (np.diff(found.starts) != 0) | (np.diff(found.offsets) != 0)
    return found.take(is_new)


def _extend(
    needles: Needles, numbers: Numbers, who: Places, offsets: Places, starts: Places, step: int
) -> Places:
    """Return how many words are the same from some places on, forward or backward."""
    counts = np.zeros(len(who), np.int64)
    rows = np.arange(len(who))
    far = np.arange(_STRIDE) * step
    while len(rows):
        offset, start = offsets[rows, None] + far, starts[rows, None] + far
        owner = who[rows, None]
        inside = (offset >= 0) & (offset < needles.lengths[owner])
        same = _are_same(needles, numbers, owner, np.where(inside, offset, 0), start) & inside
        is_all = same.all(axis=1)
        counts[rows] += np.where(is_all, _STRIDE, same.argmin(axis=1))
        rows = rows[is_all]
        far += _STRIDE * step
    return counts
