"""All quotations of the drafts at once, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.stream import Numbers, Places, Vocabulary

RUN = 4
"""Words in order that are looked for as they are: the shortest run of words that two texts have in common."""

MOST = 2000
"""Quotations that are looked for at once."""

LONGEST = 64
"""Most words of a quotation whose places are the bits of one number."""

MOST_COUNTED = 255
"""Different words of a quotation that are told apart by their slots."""

_MULTIPLIERS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)


def count_needed(words: int, threshold: Fraction) -> int:
    """Return how many words in order a window must share with a quotation to be so similar."""
    return max(1, ceil(threshold * words / (2 - threshold)))


def widest_window(words: int, threshold: Fraction) -> int:
    """Return the most words that a window may have which is so similar to a quotation."""
    return int(words * (2 - threshold) / threshold)


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
        entries: The different words of each quotation, one quotation after the other.
        first_entries: Where those of each begin.
        sizes: Number of different words.
        owners: The quotation that each of `entries` is of.
        run_hashes: The hash of each run of `RUN` words of a quotation.
        run_needles: The quotation that it is of.
        run_offsets: The first of the words in it.
    """

    def __init__(self, quotations: Sequence[Sequence[str]]) -> None:
        self.count = len(quotations)
        self.vocabulary = Vocabulary(dict.fromkeys(word for words in quotations for word in words))
        numbers = self.vocabulary.numbers
        listed = [np.array([numbers[word] for word in words], np.int32) for words in quotations]
        self.lengths = np.array([len(words) for words in quotations], np.int64)
        self.words: Numbers = _join(listed, np.int32)
        self.first_words = _begin(self.lengths)
        entries = [list(dict.fromkeys(words.tolist())) for words in listed]
        self.sizes = np.array([len(each) for each in entries], np.int64)
        self.entries: Numbers = _join([np.array(each, np.int32) for each in entries], np.int32)
        self.first_entries = _begin(self.sizes)
        self.owners = np.repeat(np.arange(self.count), self.sizes)
        runs = [hash_runs(words) for words in listed]
        self.run_hashes: NDArray[np.uint32] = _join(runs, np.uint32)
        self.run_needles = np.repeat(np.arange(self.count), [len(each) for each in runs])
        self.run_offsets: Places = _join([np.arange(len(each)) for each in runs], np.int64)

    @cached_property
    def slots(self) -> NDArray[np.uint8]:
        """For each quotation and word, the place of the word among its different ones, from 1; 0 for none."""
        places = np.arange(len(self.entries)) - self.first_entries[self.owners]
        slots = np.zeros((self.count, self.vocabulary.size + 1), np.uint8)
        slots[self.owners, self.entries] = np.minimum(places + 1, MOST_COUNTED)
        return slots

    @cached_property
    def masks(self) -> NDArray[np.uint64]:
        """Where a word stands in a quotation of up to `LONGEST` words, as bits: by the first mask of it and the slot."""
        masks = np.zeros(len(self.entries) + self.count, np.uint64)
        for needle in np.flatnonzero(self.lengths <= LONGEST).tolist():
            begun = int(self.first_words[needle])
            for place, word in enumerate(self.words[begun : begun + int(self.lengths[needle])].tolist()):
                masks[self.first_masks[needle] + self.slots[needle, word]] |= np.uint64(1 << place)
        return masks

    @cached_property
    def first_masks(self) -> Places:
        """Where the masks of each quotation begin: that of no word is the first one."""
        return self.first_entries + np.arange(self.count)


_KindT = TypeVar("_KindT", bound=np.generic)


def _join(arrays: Sequence[NDArray[_KindT]], kind: type[_KindT]) -> NDArray[_KindT]:
    return np.concatenate(arrays) if arrays else np.zeros(0, kind)


def _begin(sizes: Places) -> Places:
    return np.cumsum(sizes) - sizes


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
