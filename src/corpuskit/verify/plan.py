"""What is looked for of each quotation, by what is known of it: the fewer words, the more is known.

A window of m words whose similarity to a quotation of n words is t or more has 2·LCS ≥ t·(n+m), and LCS ≤ m, so that
LCS ≥ t·n/(2-t) =: c. At most n-c words of the quotation are missing in the window; so of any words of it that are more
than n-c, one is in the window, and of some more, two or three are. The rarest words are taken: prefix filtering. Of runs,
one is enough: a longer beginning than the one that is known has the four words at the end of itself.

Source: Chaudhuri, Ganti, Kaushik, A Primitive Operator for Similarity Joins in Data Cleaning, ICDE 2006; Xiao, Wang, Lin,
Yu, Efficient Similarity Joins for Near Duplicate Detection, WWW 2008.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.needles import RUN, Needles
from corpuskit.verify.standing import Standing
from corpuskit.verify.stream import Numbers, Places

WANTED_TOGETHER = 3
"""Words of a quotation, of those that are looked for, that must stand within a window."""

TABLE_BITS = 16
"""Leading bits of a hash by which most runs are told to be of no quotation."""


class Bounds:
    """What the places must be like that are better than those that are known.

    Args:
        needles: The quotations.
        standing: What is known.
        threshold: The least similarity where nothing is known.

    Attributes:
        up: Numerator of the similarity.
        down: Denominator of it.
        is_strict: Whether it must be more.
        needed: Words in common, in order; more than there are, where nothing can be better.
        widest: The most words of a window.
    """

    def __init__(self, needles: Needles, standing: Standing, threshold: Fraction) -> None:
        lengths = needles.lengths
        is_near, is_found = standing.up > 0, standing.is_verbatim | standing.is_cut
        # Of one that is shorter than a run all places are wanted that are as good: signs may tell them apart.
        is_short = lengths < RUN
        self.is_strict = is_near & ~is_short
        up = self.up = np.where(is_near, standing.up, threshold.numerator)
        down = self.down = np.where(is_near, standing.down, threshold.denominator)
        shared, rest = up * lengths, 2 * down - up
        self.needed: Places = np.where(self.is_strict, shared // rest + 1, -(-shared // rest))
        self.needed = np.where(is_found & ~is_short, lengths + 1, np.maximum(self.needed, 1))
        self._lengths = lengths
        self.widest = self.find_widest(np.arange(needles.count), lengths)

    def find_widest(self, needles: Places, common: Places) -> Places:
        """Return the most words of a window with so many words in common.

        Args:
            needles: The quotation that it is compared with.
            common: Words in common, in order.
        """
        most, up = 2 * common * self.down[needles], self.up[needles]
        return np.where(self.is_strict[needles], -(-most // up) - 1, most // up) - self._lengths[needles]

    def are_met(self, needles: Places, lengths: Places, common: Places, widths: Places) -> NDArray[np.bool_]:
        """Return of windows whether they are similar enough.

        Args:
            needles: The quotation that each is compared with.
            lengths: The words of that.
            common: Words in common, in order.
            widths: Words of the window.
        """
        have, wanted = 2 * common * self.down[needles], self.up[needles] * (lengths + widths)
        met: NDArray[np.bool_] = (have > wanted) | ((have == wanted) & ~self.is_strict[needles])
        return met


class RunTable(NamedTuple):
    """Runs of words of quotations that are looked for, in order of their hashes.

    Attributes:
        hashes: The hash of each.
        needles: The quotation that it is of.
        offsets: The first of its words in that.
        is_there: By the leading bits of a hash, whether there is any.
        begins: By word, whether one begins with it.
        is_whole: Whether it tells where all of a quotation is, or its longest piece: each of these places is wanted.
    """

    hashes: NDArray[np.uint32]
    needles: Places
    offsets: Places
    is_there: NDArray[np.bool_]
    begins: NDArray[np.bool_]
    is_whole: NDArray[np.bool_]

    @classmethod
    def choose(cls, needles: Needles, chosen: NDArray[np.bool_], is_whole: NDArray[np.bool_]) -> RunTable:
        """Return the table of some of the runs of quotations."""
        rows = np.flatnonzero(chosen)
        hashes = needles.run_hashes[rows]
        order = np.argsort(hashes, kind="stable")
        hashes, rows = hashes[order], rows[order]
        who, offsets = needles.run_needles[rows], needles.run_offsets[rows]
        is_there = np.zeros(1 << TABLE_BITS, np.bool_)
        is_there[hashes >> np.uint32(32 - TABLE_BITS)] = True
        begins = np.zeros(needles.vocabulary.size + 1, np.bool_)
        begins[needles.words[needles.first_words[who] + offsets]] = True
        return cls(hashes, who, offsets, is_there, begins, is_whole[rows])


class Plan:
    """The words and the runs of words of quotations that are looked for.

    Args:
        needles: The quotations.
        standing: What is known of them. What is learnt after this changes nothing here: more is found than is wanted.
        bounds: What better places must be like.
        frequencies: How often each word was met; rare ones are looked for.
        omissions: The first word of the longest piece of quotations with omissions, -1 for the others.

    Attributes:
        bounds: See above.
        by_word: The quotations by their words that are looked for.
        together: How many of these are in each place of a quotation.
        runs: The runs that are looked for.
    """

    def __init__(
        self,
        needles: Needles,
        standing: Standing,
        bounds: Bounds,
        frequencies: NDArray[np.int64],
        omissions: Places,
    ) -> None:
        self._needles = needles
        self.bounds = bounds
        self._choose_words(frequencies)
        self._choose_runs(standing, frequencies, omissions)

    def _choose_words(self, frequencies: NDArray[np.int64]) -> None:
        needles, bounds = self._needles, self.bounds
        missing = needles.lengths - bounds.needed
        is_wanted = missing >= 0
        # So many of its different words are in every window that is similar enough: each that is missing takes one away.
        self.together = np.minimum(np.maximum(needles.sizes - missing, 1), WANTED_TOGETHER)
        order = np.lexsort((frequencies[needles.entries], needles.owners))
        owners = needles.owners[order]
        rank = np.arange(len(order)) - needles.first_entries[owners]
        is_needed = (rank < (missing + self.together)[owners]) & is_wanted[owners]
        chosen = order[is_needed]
        self.by_word = _Rows(needles.entries[chosen], needles.owners[chosen], needles.vocabulary.size + 1)

    def _choose_runs(self, standing: Standing, frequencies: NDArray[np.int64], omissions: Places) -> None:
        needles = self._needles
        who, offsets, lengths = needles.run_needles, needles.run_offsets, needles.lengths[needles.run_needles]
        is_open = ~(standing.is_verbatim | standing.is_cut)[who]
        head, tail, run = (
            np.maximum(each + 1, RUN)[who] for each in (standing.head, standing.tail, standing.run)
        )
        chosen = is_open & (
            ((offsets == head - RUN) & (head <= lengths)) | ((offsets == lengths - tail) & (tail <= lengths))
        )
        # One of so many runs is in each longer part.
        chosen |= is_open & (standing.up == 0)[who] & (offsets % (run - RUN + 1) == 0)
        is_whole = (offsets == np.minimum(omissions[who], lengths - RUN)) & (omissions[who] >= 0)
        is_whole[self._choose_anchors(frequencies)] = True
        self.runs = RunTable.choose(needles, chosen | is_whole, is_whole)

    def _choose_anchors(self, frequencies: NDArray[np.int64]) -> Places:
        """Return the run with the rarest words of each quotation."""
        needles = self._needles
        places = needles.first_words[needles.run_needles] + needles.run_offsets
        rarity = sum(1 / (1 + frequencies[needles.words[places + offset]]) for offset in range(RUN))
        order = np.lexsort((-rarity, needles.run_needles))
        owners = needles.run_needles[order]
        return order[np.concatenate(([True], owners[1:] != owners[:-1]))] if len(order) else order


class _Rows:
    """Quotations by their words.

    Args:
        words: A word of each.
        owners: The quotations.
        count: Number of all words.

    Attributes:
        is_there: By word, whether there is any.
    """

    def __init__(self, words: Numbers, owners: Places, count: int) -> None:
        order = np.argsort(words, kind="stable")
        self.owners = owners[order]
        self.first = np.searchsorted(words[order], np.arange(count + 1))
        self.is_there = self.first[1:] > self.first[:-1]
