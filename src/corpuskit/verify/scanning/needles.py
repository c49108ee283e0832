"""All quotations of the drafts at once, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.scanning.stream import DraftWords, Hashes, HashTable, Numbers, Places

RUN = 4
"""Words in order that are looked for as they are: the shortest run of words that two texts have in common."""

MOST = 2000
"""Quotations that are looked for at once."""

BITS = 64
"""Words of a quotation whose places are the bits of one number."""

MOST_NUMBERS = 3
"""Numbers for the places of the words of one quotation, at most: longer ones are compared one by one."""

MOST_COUNTED = 255
"""Different words of a quotation that are told apart by their slots."""

SLOT_BITS = 19
"""Bits of the number by which most pairs of words of a text are told to be of no quotation."""

_PAIR_MULTIPLIER = 0x9E3779B97F4A7C15
_MULTIPLIERS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)


def count_needed(words: int, threshold: Fraction) -> int:
    """Return how many words in order a window must share with a quotation to be so similar."""
    return max(1, ceil(threshold * words / (2 - threshold)))


class NeedleWords(NamedTuple):
    """The different words of quotations, or pairs of words, one quotation after the other.

    Attributes:
        numbers: The number of each.
        owners: The quotation that it is of.
        first: Where those of each quotation begin.
        sizes: How many each quotation has.
        limit: One more than the highest number.
    """

    numbers: Numbers
    owners: Places
    first: Places
    sizes: Places
    limit: int

    @classmethod
    def list(cls, numbered: Sequence[Numbers], limit: int) -> NeedleWords:
        """Return what is different in each of some lists of numbers."""
        entries = [np.array(list(dict.fromkeys(each.tolist())), np.int32) for each in numbered]
        sizes = np.array([len(each) for each in entries], np.int64)
        return cls(
            _join(entries, np.int32), np.repeat(np.arange(len(sizes)), sizes), _begin(sizes), sizes, limit
        )


class Needles:
    """Some quotations, put in order to look for all of them in one pass.

    Args:
        quotations: The words of each, as they are compared.

    Attributes:
        count: Number of quotations.
        vocabulary: Their words.
        lengths: Number of words of each.
        words: All of their words, by number, one quotation after the other.
        first_words: Where those of each begin.
        kinds: The different words of each.
        pairs: The different pairs of words of each that stand beside each other.
        pair_slots: By the number of a pair, what `find_pair_slots` returns of it.
        run_hashes: The hash of each run of `RUN` words of a quotation.
        run_needles: The quotation that it is of.
        run_offsets: The first of the words in it.
    """

    def __init__(self, quotations: Sequence[Sequence[str]]) -> None:
        self.count = len(quotations)
        self.vocabulary = DraftWords(dict.fromkeys(word for words in quotations for word in words))
        numbers = self.vocabulary.numbers
        listed = [np.array([numbers[word] for word in words], np.int32) for words in quotations]
        self.lengths = np.array([len(words) for words in quotations], np.int64)
        self.words: Numbers = _join(listed, np.int32)
        self.first_words = _begin(self.lengths)
        self.kinds = NeedleWords.list(listed, self.vocabulary.size + 1)
        begins = [np.arange(len(words) - 1) for words in listed]
        hashes = [hash_pairs(words, each) for words, each in zip(listed, begins, strict=True)]
        different, first = np.unique(_join(hashes, np.uint64), return_index=True)
        self._pair_table = HashTable(different)
        self.pairs = NeedleWords.list([self.number_pairs(each) for each in hashes], len(different) + 1)
        slots = _join([find_pair_slots(words) for words in listed], np.uint32)
        self.pair_slots: NDArray[np.uint32] = np.concatenate((np.zeros(1, np.uint32), slots[first]))
        runs = [hash_runs(words) for words in listed]
        self.run_hashes: NDArray[np.uint32] = _join(runs, np.uint32)
        self.run_needles = np.repeat(np.arange(self.count), [len(each) for each in runs])
        self.run_offsets: Places = _join([np.arange(len(each)) for each in runs], np.int64)

    def number_pairs(self, hashes: Hashes) -> Numbers:
        """Return the numbers of pairs of words, by their hashes; 0 for those of no quotation."""
        return self._pair_table.look_up(hashes)

    @cached_property
    def slots(self) -> NDArray[np.uint8]:
        """For each quotation and word, the place of the word among its different ones, from 1; 0 for none."""
        kinds = self.kinds
        places = np.arange(len(kinds.numbers)) - kinds.first[kinds.owners]
        slots = np.zeros((self.count, kinds.limit), np.uint8)
        slots[kinds.owners, kinds.numbers] = np.minimum(places + 1, MOST_COUNTED)
        return slots

    @cached_property
    def amounts(self) -> NDArray[np.uint16]:
        """For each quotation and slot, how many of its words have it."""
        amounts = np.zeros((self.count, MOST_COUNTED + 1), np.uint16)
        owners = np.repeat(np.arange(self.count), self.lengths)
        np.add.at(amounts, (owners, self.slots[owners, self.words]), 1)
        return amounts

    @cached_property
    def masks(self) -> list[Hashes]:
        """Where a word stands in a quotation, as bits of some numbers: each by the first mask of it and the slot."""
        masks = [np.zeros(len(self.kinds.numbers) + self.count, np.uint64) for _ in range(MOST_NUMBERS)]
        for needle in np.flatnonzero(self.lengths <= BITS * MOST_NUMBERS).tolist():
            begun = int(self.first_words[needle])
            for place, word in enumerate(self.words[begun : begun + int(self.lengths[needle])].tolist()):
                row = self.first_masks[needle] + self.slots[needle, word]
                masks[place // BITS][row] |= np.uint64(1 << place % BITS)
        return masks

    @cached_property
    def first_masks(self) -> Places:
        """Where the masks of each quotation begin: that of no word is the first one."""
        return self.kinds.first + np.arange(self.count)


_KindT = TypeVar("_KindT", bound=np.generic)


def _join(arrays: Sequence[NDArray[_KindT]], kind: type[_KindT]) -> NDArray[_KindT]:
    return np.concatenate(arrays) if arrays else np.zeros(0, kind)


def _begin(sizes: Places) -> Places:
    return np.cumsum(sizes) - sizes


def hash_pairs(numbers: Numbers, places: Places) -> Hashes:
    """Return the hashes of the pairs of words that begin at some places: no two pairs have one."""
    first, second = (numbers[at].astype(np.uint64) for at in (places, places + 1))
    hashes: Hashes = (first << np.uint64(32) | second) * np.uint64(_PAIR_MULTIPLIER)
    return hashes


def find_pair_slots(numbers: Numbers) -> NDArray[np.uint32]:
    """Return a number of `SLOT_BITS` bits for each pair of words that stand beside each other."""
    first, second = map(np.uint32, _MULTIPLIERS[:2])
    values = numbers.view(np.uint32)
    slots = values[:-1] * first
    slots += values[1:] * second
    slots >>= np.uint32(32 - SLOT_BITS)
    return slots


def hash_runs(numbers: Numbers, places: Places | None = None) -> NDArray[np.uint32]:
    """Return the hashes of the runs of `RUN` words: of all, or of those that begin at some places."""
    if places is None:
        places = np.arange(max(len(numbers) - RUN + 1, 0))
    values = numbers.view(np.uint32) if numbers.dtype == np.int32 else numbers.astype(np.uint32)
    mixed = np.zeros(len(places), np.uint32)
    for offset, multiplier in enumerate(_MULTIPLIERS):
        mixed += values[places + offset] * np.uint32(multiplier)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    return mixed


def expand(first: Places, last: Places) -> tuple[Places, Places]:
    """Return the numbers from `first` to before `last` of each row, and the rows that they are of."""
    sizes = last - first
    owners = np.repeat(np.arange(len(sizes)), sizes)
    begins = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owners, np.arange(len(owners)) - begins + first[owners]
