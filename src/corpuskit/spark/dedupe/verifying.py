"""The fifth stage: the texts of the pairs come together and are compared word by word; integers decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from corpuskit.dedupe.arrays.ranges import gather_ranges, offsets_of
from corpuskit.dedupe.join.texts import Sequences, number_words
from corpuskit.dedupe.join.verification import count_common
from corpuskit.spark.dedupe.packets import Kind, NumberSet, iter_parts, pack, unpack
from corpuskit.spark.tables import Packet


@dataclass(frozen=True)
class TextChoosing:
    """Leaves out, on a worker, the texts that no pair can need.

    Attributes:
        probes: The texts that are looked up.
        indexed: The texts that they are looked up among.
    """

    probes: NumberSet
    indexed: NumberSet

    def __call__(self, packets: Iterator[Any]) -> Iterator[Packet]:
        """Yield the texts that may be needed."""
        for packet in packets:
            texts = unpack([packet])
            chosen = np.flatnonzero(self.probes.has(texts[0]) | self.indexed.has(texts[0]))
            if len(chosen):
                yield Packet(packet.key, Kind.TEXTS, _choose_texts(texts, chosen))


def _choose_texts(texts: list[Any], rows: Any) -> bytes:
    numbers, documents, counts, words = texts
    starts = offsets_of(counts)[:-1]
    return pack(
        numbers[rows], documents[rows], counts[rows], gather_ranges(words, starts[rows], counts[rows])
    )


def send_needed_texts(_key: int, packets: list[Any]) -> Iterator[Packet]:
    """Yield for each pair of shares the texts of one share that its pairs need."""
    needed = [packet for packet in packets if packet.kind == Kind.NEEDED]
    texts = [packet for packet in packets if packet.kind == Kind.TEXTS]
    if not needed or not texts:
        return
    columns = unpack(texts)
    order = np.argsort(columns[0])
    ordered = columns[0][order]
    cells, numbers = unpack(needed)
    for cell, rows in iter_parts(cells):
        places = order[np.searchsorted(ordered, np.unique(numbers[rows]))]
        yield Packet(cell, Kind.TEXTS, _choose_texts(columns, places))


@dataclass(frozen=True)
class PairVerifying:
    """Compares the pairs of a pair of shares, on a worker.

    Attributes:
        threshold: The similarity that makes a copy.
    """

    threshold: Fraction

    def __call__(self, key: int, packets: list[Any]) -> Iterator[Packet]:
        """Yield the pairs that reach the threshold, and the number of words in common."""
        pairs = [packet for packet in packets if packet.kind == Kind.PAIRS]
        texts = [packet for packet in packets if packet.kind == Kind.TEXTS]
        if not pairs or not texts:
            return
        numbers, _, counts, words = unpack(texts)
        numbers, first = np.unique(numbers, return_index=True)
        starts = offsets_of(counts)[:-1]
        counts, words = counts[first], gather_ranges(words, starts[first], counts[first])
        copies, originals = unpack(pairs)
        places = np.unique(
            np.searchsorted(numbers, copies) * len(numbers) + np.searchsorted(numbers, originals)
        )
        copy, original = places // len(numbers), places % len(numbers)
        word_numbers, frequencies = number_words(words)
        sequences = Sequences(word_numbers, frequencies, offsets_of(counts))
        above, below = self.threshold.numerator, self.threshold.denominator
        least = -(-above * (counts[copy] + counts[original]) // (2 * below))
        common = count_common(sequences, counts, copy, original, least)
        reached = common >= least
        yield Packet(
            key, Kind.SIMILAR, pack(numbers[copy[reached]], numbers[original[reached]], common[reached])
        )
