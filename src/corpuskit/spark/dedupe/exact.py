"""The second stage: paragraphs with the same words are found, compared word by word, and are one unit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from corpuskit.dedupe.arrays.grouping import group_by_words
from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.arrays.ranges import gather_ranges, offsets_of
from corpuskit.spark.dedupe.packets import Kind, iter_parts, pack, unpack
from corpuskit.spark.dedupe.reading import TASK_BITS, number_bare_texts
from corpuskit.spark.tables import Packet


def group_exactly(by_document: bool, key: int, packets: list[Packet]) -> Iterator[Packet]:
    """Yield which paragraphs of one hash have the words of an earlier one, and the words of those that have not; on a worker.

    Args:
        by_document: Whether the words are wanted for each document that has them, not only for the first.
        key: The hash.
        packets: The paragraphs.
    """
    ids, documents, bare, counts, words, gram_counts, grams = unpack(packets)
    order = np.argsort(ids)
    offsets = offsets_of(counts)[order]
    ordered = counts[order]
    units = group_by_words(
        gather_ranges(words, offsets, ordered),
        offsets_of(ordered),
        number_bare_texts([bare[place] for place in order.tolist()], ordered),
    )
    firsts = order[units.first][units.unit]
    is_copy = firsts != order
    yield Packet(key, Kind.MEMBERS, pack(ids[order[is_copy]], ids[firsts[is_copy]]))
    chosen = order[units.first]
    if by_document:
        chosen = order[_find_first_of_documents(units.unit, documents[order])]
    gram_offsets, word_offsets = offsets_of(gram_counts), offsets_of(counts)
    for task, rows in iter_parts(ids[chosen] >> TASK_BITS):
        places = chosen[rows]
        yield Packet(
            task,
            Kind.UNITS,
            pack(
                ids[places],
                counts[places],
                gather_ranges(words, word_offsets[places], counts[places]),
                gram_counts[places],
                gather_ranges(grams, gram_offsets[places], gram_counts[places]),
            ),
        )


def _find_first_of_documents(units: Integers, documents: Integers) -> Integers:
    """Return the places of the first paragraph of each unit in each document."""
    order = np.lexsort((np.arange(len(units)), documents, units))
    is_first = (np.diff(units[order], prepend=-1) != 0) | (np.diff(documents[order], prepend=-1) != 0)
    places: Integers = order[is_first]
    return places
