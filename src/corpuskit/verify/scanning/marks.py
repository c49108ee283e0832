"""The words of each quotation, or pairs of words, that tell where it may stand: as few as can be of a text are.

Of any words of a quotation that are more than may be missing, one is in each place that is similar enough; of some more, two
or three are. The same holds for pairs of words that stand beside each other. The rarest are taken: prefix filtering. Whether
words or pairs, and how many of them must be together, is chosen by what is expected of a text like the one before.

Source: Chaudhuri, Ganti, Kaushik, A Primitive Operator for Similarity Joins in Data Cleaning, ICDE 2006; Xiao, Wang, Lin,
Yu, Efficient Similarity Joins for Near Duplicate Detection, WWW 2008.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.scanning.needles import (
    RUN,
    SLOT_BITS,
    Needles,
    NeedleWords,
    expand,
    find_pair_slots,
    hash_pairs,
)
from corpuskit.verify.scanning.standing import PlaceBounds
from corpuskit.verify.scanning.stream import Numbers, Places

WANTED_TOGETHER = 3
"""Words or pairs of a quotation, of those that are looked for, that must stand within a window, at most."""

# A place that is looked at takes as long as so many words that are met.
_COST_OF_PLACE = 50.0


class Frequencies:
    """How often the words and the pairs of words of quotations were met.

    Args:
        needles: The quotations.

    Attributes:
        words: By number of the word.
        pairs: By number of the pair.
        total: The number of all words that were looked at.
    """

    def __init__(self, needles: Needles) -> None:
        self._needles = needles
        self.words = np.zeros(needles.kinds.limit, np.int64)
        self.pairs = np.zeros(needles.pairs.limit, np.int64)
        self.total = 0

    def add(self, numbers: Numbers) -> None:
        """Count the words of a text, by number."""
        self.total += len(numbers)
        self.words += np.bincount(numbers, minlength=len(self.words))
        places = np.flatnonzero((numbers[:-1] != 0) & (numbers[1:] != 0))
        pairs = self._needles.number_pairs(hash_pairs(numbers, places))
        self.pairs += np.bincount(pairs, minlength=len(self.pairs))


class _Rows(NamedTuple):
    """Quotations by their words, or by their pairs of words.

    Attributes:
        owners: The quotations.
        first: By number of the word, where those begin that it is of.
    """

    owners: Places
    first: Places

    @classmethod
    def of(cls, kinds: NeedleWords, chosen: Places) -> _Rows:
        """Return the quotations of some of the words, or of the pairs."""
        numbers = kinds.numbers[chosen]
        order = np.argsort(numbers, kind="stable")
        return cls(kinds.owners[chosen][order], np.searchsorted(numbers[order], np.arange(kinds.limit + 1)))

    def find(self, kinds: Numbers) -> tuple[Places, Places]:
        """Return the quotations that have some words: which of the words, and the quotation."""
        which, rows = expand(self.first[kinds], self.first[kinds + 1])
        return which, self.owners[rows]


class Marked(NamedTuple):
    """Words or pairs of words of quotations in a text, in order of the quotations and of the text; arrays of one length.

    Attributes:
        needles: The quotation that each is of.
        places: Where it stands.
        kinds: Which one it is.
    """

    needles: Places
    places: Places
    kinds: Numbers

    def take(self, rows: Places) -> Marked:
        """Return some of them."""
        return Marked(self.needles[rows], self.places[rows], self.kinds[rows])


class Marks:
    """What is looked for of each quotation.

    Args:
        needles: The quotations.
        bounds: What better places must be like.
        frequencies: How often each word and pair was met.
        pairs_of_use: Learns what pairs of words are of use for.

    Attributes:
        together: How many of these are in each place of a quotation.
        rate: How many are expected for each word of a text.
    """

    def __init__(
        self, needles: Needles, bounds: PlaceBounds, frequencies: Frequencies, pairs_of_use: PairTable
    ) -> None:
        self._needles = needles
        lengths = needles.lengths
        is_wanted = bounds.needed <= lengths
        words = _Choice(needles.kinds, lengths - bounds.needed, bounds, frequencies.words, frequencies.total)
        pairs = _Choice(
            needles.pairs, lengths - 1 - bounds.needed_pairs, bounds, frequencies.pairs, frequencies.total
        )
        takes_pairs = (bounds.needed_pairs > 0) & (pairs.cost <= words.cost)
        self.together = np.where(takes_pairs, pairs.together, words.together)
        chosen = words.choose(is_wanted & ~takes_pairs)
        self._has_words = len(chosen) > 0
        self.rate = float(frequencies.words[needles.kinds.numbers[chosen]].sum()) / max(frequencies.total, 1)
        self._words = _Rows.of(needles.kinds, chosen)
        self._is_there = self._words.first[1:] > self._words.first[:-1]
        chosen = pairs.choose(is_wanted & takes_pairs)
        self._pairs = _Rows.of(needles.pairs, chosen)
        self.rate += frequencies.pairs[needles.pairs.numbers[chosen]].sum() / max(frequencies.total, 1)
        pairs_of_use.add(needles.pair_slots[needles.pairs.numbers[chosen]], MARKS)

    def find(self, numbers: Numbers, uses: Uses) -> Marked:
        """Return what a text has of the quotations, in the order of the text.

        Args:
            numbers: The words of the text, by their number in the vocabulary.
            uses: What its pairs of words are of use for.
        """
        found = []
        if self._has_words:
            hits = np.flatnonzero(self._is_there.take(numbers))
            kinds = numbers[hits]
            which, owners = self._words.find(kinds)
            found.append(Marked(owners, hits[which], kinds[which]))
        hits = uses.find(MARKS)
        kinds = self._needles.number_pairs(hash_pairs(numbers, hits))
        which, owners = self._pairs.find(kinds)
        found.append(Marked(owners, hits[which], kinds[which]))
        return found[0] if len(found) == 1 else Marked(*map(np.concatenate, zip(*found, strict=True)))


class _Choice:
    """Which words of each quotation are looked for, or which pairs, and what that is expected to cost.

    Args:
        kinds: The words, or the pairs.
        missing: How many of a quotation may be missing in a place that is similar enough.
        bounds: What better places must be like.
        frequencies: How often each was met.
        total: The words of the text that they were met in.

    Attributes:
        together: How many are in each place of a quotation.
        cost: What it takes for a word of a text to look for a quotation.
    """

    def __init__(
        self,
        kinds: NeedleWords,
        missing: Places,
        bounds: PlaceBounds,
        frequencies: NDArray[np.int64],
        total: int,
    ) -> None:
        self._kinds, self._missing = kinds, missing
        self._order = np.lexsort((frequencies[kinds.numbers], kinds.owners))
        owners = kinds.owners[self._order]
        self._rank = np.arange(len(self._order)) - kinds.first[owners]
        met = np.concatenate(([0], np.cumsum(frequencies[kinds.numbers[self._order]])))
        self.together = np.ones(len(missing), np.int64)
        self.cost = np.full(len(missing), np.inf)
        for together in range(1, WANTED_TOGETHER + 1):
            # Each that is missing takes away one at most of those that differ. One at least there is.
            size = np.clip(missing + together, 0, kinds.sizes)
            rate = (met[kinds.first + size] - met[kinds.first]) / max(total, 1)
            places = rate * np.minimum(rate * bounds.widest, 1.0) ** (together - 1)
            cost = rate + _COST_OF_PLACE * places
            better = (cost <= self.cost) & ((missing + together <= kinds.sizes) | (together == 1))
            self.together[better], self.cost[better] = together, cost[better]

    def choose(self, is_wanted: NDArray[np.bool_]) -> Places:
        """Return which words, or pairs, of some quotations are looked for."""
        owners = self._kinds.owners[self._order]
        is_needed = (self._rank < (self._missing + self.together)[owners]) & is_wanted[owners]
        return self._order[is_needed]


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
