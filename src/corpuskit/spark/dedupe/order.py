"""The third stage: one order of all words by rarity, which every worker then goes by.

Any order that all go by gives the same copies; the rarer the first words, the fewer pairs have one in common. So a
word that is not known to stand in two texts may be left out where all that do are known, and where there are too many
of them, those that are not known are taken for the rarest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, mix
from corpuskit.spark.dedupe.packets import Kind, choose_groups, iter_parts, pack, unpack
from corpuskit.spark.tables import Packet, SparkTable

# Distinct words that a worker counts before it hands them on.
_MOST_COUNTED = 1 << 22
_MOST_KNOWN = 1 << 21
_OCCURRENCE = np.uint64(0x9E3779B97F4A7C15)
_KNOWN = np.uint64(1 << 63)


class WordOrder(NamedTuple):
    """The order of words by rarity.

    Attributes:
        tokens: The words that are known to stand in two texts, rising, uint64.
        ranks: The rank of each, the rarest first, uint64.
        is_complete: Whether these are all of them.
    """

    tokens: Hashes
    ranks: Hashes
    is_complete: bool

    def rank(self, tokens: Hashes) -> tuple[Hashes, NDArray[np.bool_]]:
        """Return for each token a number to sort by, and whether it is known."""
        places, is_known = find_places(self.tokens, tokens)
        ranks = tokens >> np.uint64(1)
        ranks[is_known] = self.ranks[places[is_known]] | _KNOWN
        return ranks, is_known


def find_places(rising: Hashes, tokens: Hashes) -> tuple[Integers, NDArray[np.bool_]]:
    """Return where each token stands among rising ones, and whether it is one of them."""
    places = np.searchsorted(rising, tokens)
    is_known = np.zeros(len(tokens), np.bool_)
    inside = places < len(rising)
    is_known[inside] = rising[places[inside]] == tokens[inside]
    return places, is_known


def list_tokens(words: Hashes, counts: Integers) -> Hashes:
    """Return the tokens of some texts, those of one text together, in any order.

    A token is a word with the number of its occurrence in the text, so that no text has one twice.

    Args:
        words: The hashes of the words of all texts, uint64.
        counts: Number of words of each, int64.
    """
    texts = np.repeat(np.arange(len(counts)), counts)
    ordered = words[np.lexsort((words, texts))]
    is_first = np.ones(len(ordered), np.bool_)
    is_first[1:] = (ordered[1:] != ordered[:-1]) | (texts[1:] != texts[:-1])
    places = np.arange(len(ordered))
    occurrence = places - np.maximum.accumulate(np.where(is_first, places, 0))
    again = occurrence > 0
    ordered[again] = mix(ordered[again] + occurrence[again].astype(np.uint64) * _OCCURRENCE)
    return ordered


def count_everywhere(
    table: SparkTable,
    list_values: Callable[[Packet], Hashes],
    groups: int,
    least: int,
    most: int | None = None,
) -> tuple[Hashes, Integers, bool]:
    """Return the values that a table has `least` times or more, rising, how often, and whether these are all.

    Args:
        table: The table.
        list_values: From a packet to its values; called on a worker.
        groups: Number of groups that they are counted in.
        least: The lowest number.
        most: About how many values at the most; the most frequent ones.
    """
    counted = table.map(partial(_count_values, list_values, groups)).group(
        partial(_sum_up, least, None if most is None else -(-most // groups)), groups
    )
    packets = counted.collect()
    if not packets:
        return np.zeros(0, np.uint64), np.zeros(0, np.int64), True
    values, counts, is_cut = unpack(packets)
    order = np.argsort(values)
    return values[order], counts[order], not bool(is_cut.any())


def _count_values(
    list_values: Callable[[Packet], Hashes], groups: int, packets: Iterator[Packet]
) -> Iterator[Packet]:
    """Yield how often values occur in packets together, by groups; on a worker."""
    values, counts = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    for packet in packets:
        more, how_often = np.unique(list_values(packet), return_counts=True)
        values, counts = _add_counts((values, more), (counts, how_often))
        if len(values) > _MOST_COUNTED:
            yield from _hand_on(values, counts, groups)
            values, counts = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    yield from _hand_on(values, counts, groups)


def _hand_on(values: Hashes, counts: Integers, groups: int) -> Iterator[Packet]:
    for group, rows in iter_parts(choose_groups(values, groups)):
        yield Packet(group, Kind.COUNTS, pack(values[rows], counts[rows]))


def _sum_up(least: int, most: int | None, key: int, packets: list[Packet]) -> Iterator[Packet]:
    """Yield the sums of what was counted."""
    values, counts = unpack(packets)
    values, counts = _add_counts((values,), (counts,))
    often = counts >= least
    values, counts = values[often], counts[often]
    is_cut = most is not None and len(values) > most
    if is_cut:
        most_frequent = np.argsort(-counts, kind="stable")[:most]
        values, counts = values[most_frequent], counts[most_frequent]
    yield Packet(key, Kind.COUNTS, pack(values, counts, np.array([is_cut])))


def _add_counts(values: Iterable[Hashes], counts: Iterable[Integers]) -> tuple[Hashes, Integers]:
    joined, how_often = np.concatenate(list(values)), np.concatenate(list(counts))
    distinct, place = np.unique(joined, return_inverse=True)
    sums = np.zeros(len(distinct), np.int64)
    np.add.at(sums, place, how_often)
    return distinct, sums


def find_word_order(texts: SparkTable, groups: int, most_known: int = _MOST_KNOWN) -> WordOrder:
    """Return the order of the words of some texts.

    Args:
        texts: The texts, as `texts` has them.
        groups: Number of groups that words are counted in.
        most_known: About how many words at the most have a rank of their own.
    """
    tokens, counts, is_complete = count_everywhere(texts, _list_tokens_of, groups, 2, most_known)
    ranks = np.empty(len(tokens), np.uint64)
    ranks[np.argsort(counts, kind="stable")] = np.arange(len(tokens), dtype=np.uint64)
    return WordOrder(tokens, ranks, is_complete)


def _list_tokens_of(packet: Packet) -> Hashes:
    _, _, counts, words = unpack([packet])
    return list_tokens(words, counts)
