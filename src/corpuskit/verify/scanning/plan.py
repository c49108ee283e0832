"""What is looked for of each quotation, by what is known of it: the fewer words, the more is known.

Of runs, one is enough: a longer beginning than the one that is known has the four words at the end of itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.scanning.marks import COUNTED, RUNS, Frequencies, Marks, PairTable, Use, Uses
from corpuskit.verify.scanning.needles import RUN, Needles, find_pair_slots, hash_runs
from corpuskit.verify.scanning.standing import PlaceBounds, Standing
from corpuskit.verify.scanning.stream import Numbers, Places

# Leading bits of a hash by which most runs are told to be of no quotation.
_TABLE_BITS = 16


class RunTable(NamedTuple):
    """Runs of words of quotations that are looked for, in order of their hashes.

    Attributes:
        hashes: The hash of each.
        needles: The quotation that it is of.
        offsets: The first of its words in that.
        is_there: By the leading bits of a hash, whether there is any.
        use: What the first two words of one are of use for; the last two are for the next.
        first: A word of the quotation that stands before it in each place that is wanted, or its own first one.
        last: One that stands after it, or its own last one.
    """

    hashes: NDArray[np.uint32]
    needles: Places
    offsets: Places
    is_there: NDArray[np.bool_]
    use: Use
    first: Places
    last: Places

    @classmethod
    def choose(
        cls,
        needles: Needles,
        chosen: NDArray[np.bool_],
        first: Places,
        last: Places,
        pairs: PairTable,
        use: Use,
    ) -> RunTable:
        """Return the table of some of the runs of quotations."""
        rows = np.flatnonzero(chosen)
        hashes = needles.run_hashes[rows]
        order = np.argsort(hashes, kind="stable")
        hashes, rows = hashes[order], rows[order]
        who, offsets = needles.run_needles[rows], needles.run_offsets[rows]
        is_there = np.zeros(1 << _TABLE_BITS, np.bool_)
        is_there[hashes >> np.uint32(32 - _TABLE_BITS)] = True
        slots, begins = find_pair_slots(needles.words), needles.first_words[who] + offsets
        pairs.add(slots[begins], use)
        pairs.add(slots[begins + RUN - 2], use + 1)
        return cls(hashes, who, offsets, is_there, use, first[rows], last[rows])

    def find_places(self, numbers: Numbers, uses: Uses) -> tuple[Places, NDArray[np.uint32]]:
        """Return where a run may begin in a text, and the hashes of the runs there.

        Args:
            numbers: The words of the text, by their number in the vocabulary.
            uses: What its pairs of words are of use for.
        """
        if len(numbers) < RUN or not len(self.hashes):
            return np.zeros(0, np.int64), np.zeros(0, np.uint32)
        places = uses.find_runs(self.use)
        hashes = hash_runs(numbers, places)
        kept = np.flatnonzero(self.is_there.take(hashes >> np.uint32(32 - _TABLE_BITS)))
        return places[kept], hashes[kept]


class SearchPlan:
    """The words, pairs and runs of words of quotations that are looked for.

    Args:
        needles: The quotations.
        standing: What is known of them. What is learnt after this changes nothing here: more is found than is wanted.
        bounds: What better places must be like.
        frequencies: How often each word and pair of words was met; rare ones are looked for.
        omissions: The first word of the longest piece of quotations with omissions, -1 for the others.
        names_speaker: By quotation, whether it has a speaker: all its places are wanted, to see who says it there.

    Attributes:
        bounds: See above.
        pairs: What pairs of words are of use for.
        marks: The words, or pairs of words, by which similar places are found.
        runs: The runs that are looked for.
        counted: One run of each quotation of which it is only counted in how many documents it stands.
    """

    def __init__(
        self,
        needles: Needles,
        standing: Standing,
        bounds: PlaceBounds,
        frequencies: Frequencies,
        omissions: Places,
        names_speaker: NDArray[np.bool_],
    ) -> None:
        self._needles = needles
        self.bounds = bounds
        self.pairs = PairTable()
        self.marks = Marks(needles, bounds, frequencies, self.pairs)
        self._choose_runs(standing, frequencies.words, omissions, names_speaker)

    def _choose_runs(
        self,
        standing: Standing,
        frequencies: NDArray[np.int64],
        omissions: Places,
        names_speaker: NDArray[np.bool_],
    ) -> None:
        needles = self._needles
        is_counted = standing.is_verbatim & ~names_speaker
        who, offsets, lengths = needles.run_needles, needles.run_offsets, needles.lengths[needles.run_needles]
        is_open = ~(standing.is_verbatim | standing.is_cut)[who]
        head, tail, run = (
            np.maximum(each + 1, RUN)[who] for each in (standing.head, standing.tail, standing.run)
        )
        anchors = self._choose_anchors(frequencies)
        is_anchor = np.zeros(len(who), np.bool_)
        is_anchor[anchors[~is_counted[who[anchors]]]] = True
        none, end = np.zeros(len(who), np.int64), lengths - 1
        # Each is of use where the words from one to another stand: the first and the last of these are looked at first.
        uses = (
            (is_open & (offsets == head - RUN) & (head <= lengths), none, offsets),
            (is_open & (offsets == lengths - tail) & (tail <= lengths), offsets, end),
            # One of so many runs is in each longer part.
            (is_open & (standing.up == 0)[who] & (offsets % (run - RUN + 1) == 0), offsets, offsets),
            (
                (offsets == np.minimum(omissions[who], lengths - RUN)) & (omissions[who] >= 0),
                offsets,
                offsets,
            ),
            (is_anchor, none, end),
        )
        chosen = np.zeros(len(who), np.bool_)
        first, last = none.copy(), np.maximum(end, 0)
        for is_used, begin, stop in uses:
            chosen |= is_used
            first = np.where(is_used, np.maximum(first, begin), first)
            last = np.where(is_used, np.minimum(last, stop), last)
        self.runs = RunTable.choose(needles, chosen, first, last, self.pairs, RUNS)
        is_anchor[:] = False
        is_anchor[anchors[is_counted[who[anchors]]]] = True
        self.counted = RunTable.choose(needles, is_anchor, none, end, self.pairs, COUNTED)

    def _choose_anchors(self, frequencies: NDArray[np.int64]) -> Places:
        """Return the run with the rarest words of each quotation."""
        needles = self._needles
        places = needles.first_words[needles.run_needles] + needles.run_offsets
        rarity = sum(1 / (1 + frequencies[needles.words[places + offset]]) for offset in range(RUN))
        order = np.lexsort((-rarity, needles.run_needles))
        owners = needles.run_needles[order]
        return order[np.concatenate(([True], owners[1:] != owners[:-1]))] if len(order) else order
