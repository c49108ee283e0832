"""Runs of words that quotations and a text have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.needles import RUN, Needles, expand, hash_runs
from corpuskit.verify.plan import TABLE_BITS, RunTable
from corpuskit.verify.repeats import New
from corpuskit.verify.stream import Numbers, Places


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


_MOST_PAIRS = 1 << 21
"""Pairs of a run of a quotation and one of a text that are compared at once."""

_NO_RUNS = Runs(*[np.zeros(0, np.int64)] * 4)


def find_runs(needles: Needles, table: RunTable, numbers: Numbers, new: New | None = None) -> Runs:
    """Return the runs of `RUN` words and more that a text has in common with quotations, as long as can be.

    Args:
        needles: The quotations.
        table: Of their runs those that are looked for; one of them is in each that is returned.
        numbers: The words of the text, by their number in the vocabulary.
        new: Where parts of quotations are looked for; None for anywhere.

    Returns:
        The runs, in the order of the quotations and of the text.
    """
    if len(numbers) < RUN or not len(table.hashes):
        return _NO_RUNS
    places = np.flatnonzero(table.begins[numbers[: len(numbers) - RUN + 1]])
    hashes = hash_runs(numbers, places)
    seen = np.flatnonzero(table.is_there[hashes >> np.uint32(32 - TABLE_BITS)])
    if not len(seen):
        return _NO_RUNS
    hashes, places = hashes[seen], places[seen]
    first = np.searchsorted(table.hashes, hashes, "left")
    last = np.searchsorted(table.hashes, hashes, "right")
    # What is often in both is looked at some at a time: memory has its bound.
    part = np.cumsum(last - first) // _MOST_PAIRS
    found = [
        _find_some(needles, table, numbers, places[some], first[some], last[some], new)
        for some in np.split(np.arange(len(places)), np.flatnonzero(np.diff(part)) + 1)
    ]
    return found[0] if len(found) == 1 else _put_in_order(_join(found))


def _find_some(
    needles: Needles,
    table: RunTable,
    numbers: Numbers,
    places: Places,
    first: Places,
    last: Places,
    new: New | None,
) -> Runs:
    """Return the runs that have one of the table at some places of a text; `first` and `last` are its rows there."""
    owners, rows = expand(first, last)
    if new is not None:
        kept = np.flatnonzero(table.is_whole[rows] | new.choose(table.needles[rows], places[owners]))
        owners, rows = owners[kept], rows[kept]
    who, offsets, starts = table.needles[rows], table.offsets[rows], places[owners]
    before = _extend(needles, numbers, who, offsets - 1, starts - 1, -1)
    after = _extend(needles, numbers, who, offsets, starts, 1)
    lengths = before + after
    # Two hashes may be alike by chance.
    kept = np.flatnonzero((after >= RUN) & (lengths >= RUN))
    return _put_in_order(Runs(who[kept], (offsets - before)[kept], (starts - before)[kept], lengths[kept]))


def _join(found: Sequence[Runs]) -> Runs:
    return Runs(*map(np.concatenate, zip(*found, strict=True)))


def unite_runs(runs: Runs, others: Runs) -> Runs:
    """Return the runs of two searches, each once."""
    return _put_in_order(_join([runs, others]))


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
    begun, lengths = needles.first_words[who], needles.lengths[who]
    rows = np.arange(len(who))
    far = 0
    while len(rows):
        offset, start = offsets[rows] + far, starts[rows] + far
        inside = (offset >= 0) & (offset < lengths[rows]) & (start >= 0) & (start < len(numbers))
        rows, offset, start = rows[inside], offset[inside], start[inside]
        rows = rows[needles.words[begun[rows] + offset] == numbers[start]]
        counts[rows] += 1
        far += step
    return counts
