"""The fifth stage: the texts of the pairs come together and are compared word by word; integers decide."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.arrays.ranges import gather_ranges, offsets_of
from corpuskit.dedupe.join.texts import Sequences, number_words
from corpuskit.dedupe.join.verification import count_common
from corpuskit.spark.dedupe.packets import Kind, NumberSet, iter_parts, pack, unpack, unpack_both
from corpuskit.spark.tables import Packet


def choose_texts(probes: NumberSet, indexed: NumberSet, packets: Iterator[Packet]) -> Iterator[Packet]:
    """Yield the texts that a pair may need; on a worker.

    Args:
        probes: The texts that are looked up.
        indexed: The texts that they are looked up among.
        packets: The texts.
    """
    for packet in packets:
        texts = unpack([packet])
        chosen = np.flatnonzero(probes.has(texts[0]) | indexed.has(texts[0]))
        if len(chosen):
            yield Packet(packet.key, Kind.TEXTS, _pack_texts(texts, chosen))


def _pack_texts(texts: list[Any], rows: Integers) -> bytes:
    numbers, documents, counts, words = texts
    starts = offsets_of(counts)[:-1]
    return pack(
        numbers[rows], documents[rows], counts[rows], gather_ranges(words, starts[rows], counts[rows])
    )


def send_needed_texts(_key: int, packets: list[Packet]) -> Iterator[Packet]:
    """Yield for each pair of shares the texts of one share that its pairs need."""
    both = unpack_both(packets, Kind.NEEDED, Kind.TEXTS)
    if both is None:
        return
    (cells, numbers), columns = both
    order = np.argsort(columns[0])
    ordered = columns[0][order]
    for cell, rows in iter_parts(cells):
        places = order[np.searchsorted(ordered, np.unique(numbers[rows]))]
        yield Packet(cell, Kind.TEXTS, _pack_texts(columns, places))


def verify_pairs(threshold: Fraction, key: int, packets: list[Packet]) -> Iterator[Packet]:
    """Yield the pairs of a pair of shares that reach the threshold, and the number of words in common; on a worker.

    Args:
        threshold: The similarity that makes a copy.
        key: Names the pair of shares.
        packets: The pairs and the texts.
    """
    both = unpack_both(packets, Kind.PAIRS, Kind.TEXTS)
    if both is None:
        return
    (copies, originals), (numbers, _, counts, words) = both
    numbers, first = np.unique(numbers, return_index=True)
    starts = offsets_of(counts)[:-1]
    counts, words = counts[first], gather_ranges(words, starts[first], counts[first])
    places = np.unique(np.searchsorted(numbers, copies) * len(numbers) + np.searchsorted(numbers, originals))
    copy, original = places // len(numbers), places % len(numbers)
    word_numbers, frequencies = number_words(words)
    sequences = Sequences(word_numbers, frequencies, offsets_of(counts))
    above, below = threshold.numerator, threshold.denominator
    least = -(-above * (counts[copy] + counts[original]) // (2 * below))
    common = count_common(sequences, counts, copy, original, least)
    reached = common >= least
    yield Packet(key, Kind.SIMILAR, pack(numbers[copy[reached]], numbers[original[reached]], common[reached]))
