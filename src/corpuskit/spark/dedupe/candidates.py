"""The fourth stage: pairs of texts that have a rare word in common and pass the filters of the join.

Texts are sent, once for each of their rare words, to the group that the word belongs to; there the filters of
`join` look at all pairs of a word. Where too many texts have one word, they are dealt into piles, and every pair of
piles is a group of its own: nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, mix
from corpuskit.dedupe.arrays.ranges import expand_ranges, offsets_of
from corpuskit.dedupe.join.assignment import make_allowed
from corpuskit.dedupe.join.bounds import Bounds
from corpuskit.dedupe.join.candidates import CandidateFinder, RareWords
from corpuskit.dedupe.join.texts import JoinFeatures, Sequences, combine_classes
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.spark.dedupe.order import WordOrder, find_places, list_tokens
from corpuskit.spark.dedupe.packets import (
    Kind,
    NumberSet,
    choose_groups,
    iter_parts,
    pack,
    unpack,
    unpack_both,
)
from corpuskit.spark.tables import Packet

_CELL = np.uint64(0xD1B54A32D192ED03)


def make_plain_features(counts: Integers, **others: Any) -> JoinFeatures:
    """Return the features of texts of which nothing but the number of words is known, or little else."""
    none = np.zeros(0, np.uint32)
    plain = JoinFeatures(
        counts, np.zeros(1, np.int64), none, 0, 0, none, Sequences.none(), np.zeros((2, 0), np.uint64)
    )
    return plain._replace(**others)


class Prefixes(NamedTuple):
    """The rare words of some texts, as they are sent.

    Attributes:
        numbers: The texts, int64.
        documents: Their documents, int64.
        counts: Number of words of each, int64.
        signatures: Their signatures, as `JoinFeatures` has them.
        first: The place in each of its first rare word, int64.
        lengths: Number of rare words of each, int64.
        tokens: These words, those of one text together, uint64.
    """

    numbers: Integers
    documents: Integers
    counts: Integers
    signatures: Hashes
    first: Integers
    lengths: Integers
    tokens: Hashes


def find_prefixes(order: WordOrder, threshold: Fraction, packets: Iterator[Packet]) -> Iterator[Packet]:
    """Yield for each packet of texts the columns of `Prefixes`: their rare words; on a worker.

    Args:
        order: Which words are rare.
        threshold: The similarity that makes a copy.
        packets: The texts.
    """
    for packet in packets:
        numbers, documents, counts, words = unpack([packet])
        tokens = list_tokens(words, counts)
        offsets = offsets_of(counts)
        signatures = combine_classes(tokens, offsets, np.bitwise_xor)  # type: ignore[arg-type]
        rank, is_known = order.rank(tokens)
        by_rarity = np.lexsort((rank, np.repeat(np.arange(len(counts)), counts)))
        lengths = Bounds.make(threshold, 0).find_prefix_lengths(counts)
        places = by_rarity[expand_ranges(offsets[:-1], lengths)]
        # What stands in one text only is rarer than the rest, so it is at the beginning.
        unknown = np.add.reduceat(~is_known[places], offsets_of(lengths)[:-1], dtype=np.int64)
        first = unknown if order.is_complete else np.zeros(len(counts), np.int64)
        if order.is_complete:
            places = places[is_known[places]]
        yield Packet(
            packet.key,
            Kind.PREFIXES,
            pack(*Prefixes(numbers, documents, counts, signatures, first, lengths - first, tokens[places])),
        )


def list_prefix_tokens(packet: Packet) -> Hashes:
    """Return the rare words of a packet that `find_prefixes` made."""
    return Prefixes(*unpack([packet])).tokens


class Splitting(NamedTuple):
    """Which words so many texts have that their pairs are worked through in parts.

    Attributes:
        tokens: These words, rising, uint64.
        piles: For each the number of piles that its texts are dealt into, int64.
    """

    tokens: Hashes
    piles: Integers

    def count_piles(self, tokens: Hashes) -> Integers:
        """Return the number of piles for each token, 1 for most."""
        places, is_split = find_places(self.tokens, tokens)
        piles = np.ones(len(tokens), np.int64)
        piles[is_split] = self.piles[places[is_split]]
        return piles

    def deal(self, tokens: Hashes, numbers: Integers, *, is_probe: bool) -> tuple[Integers, Hashes]:
        """Return the cells that words of texts are sent to, some to several: the place of the word, and the cell.

        Of each word and each pair of piles there is one cell, where the one pile is probed against the other.

        Args:
            tokens: The words.
            numbers: The texts that they belong to.
            is_probe: Whether the texts are looked up, and not looked among.
        """
        piles = self.count_piles(tokens)
        places = np.repeat(np.arange(len(tokens)), piles)
        other = expand_ranges(np.zeros(len(tokens), np.int64), piles)
        sizes = piles[places]
        own = (mix(numbers[places].astype(np.uint64)) % sizes.astype(np.uint64)).astype(np.int64)
        pair = own * sizes + other if is_probe else other * sizes + own
        cells = tokens[places].copy()
        split = sizes > 1
        cells[split] = mix(cells[split] + (pair[split] + 1).astype(np.uint64) * _CELL)
        return places, cells


def send_to_groups(
    probes: NumberSet, indexed: NumberSet, splitting: Splitting, groups: int, packets: Iterator[Packet]
) -> Iterator[Packet]:
    """Yield for each group of rare words: cell, text, document, place of the word in the text, number of words, signature.

    Args:
        probes: The texts to look up.
        indexed: The texts to look among.
        splitting: Which words are split.
        groups: Number of groups.
        packets: The texts, as `find_prefixes` made them; on a worker.
    """
    for packet in packets:
        texts = Prefixes(*unpack([packet]))
        for kind, chosen in ((Kind.PROBES, probes), (Kind.INDEXED, indexed)):
            rows = np.flatnonzero(chosen.has(texts.numbers))
            if len(rows):
                yield from _send(kind, rows, texts, splitting, groups)


def _send(kind: int, rows: Integers, texts: Prefixes, splitting: Splitting, groups: int) -> Iterator[Packet]:
    numbers, documents, counts, signatures, first, lengths, tokens = texts
    starts = offsets_of(lengths)[:-1]
    text = np.repeat(rows, lengths[rows])
    entries = expand_ranges(starts[rows], lengths[rows])
    places, cells = splitting.deal(tokens[entries], numbers[text], is_probe=kind == Kind.PROBES)
    text, entries = text[places], entries[places]
    in_text = first[text] + entries - starts[text]
    for group, part in iter_parts(choose_groups(cells, groups)):
        chosen = text[part]
        yield Packet(
            group,
            kind,
            pack(
                cells[part],
                numbers[chosen],
                documents[chosen],
                in_text[part],
                counts[chosen],
                signatures[:, chosen],
            ),
        )


def _find_pairs(
    probes: list[Any], indexed: list[Any], options: DedupeOptions, threshold: Fraction
) -> tuple[Integers, Integers]:
    """Return the pairs of a group that pass all filters: the numbers of the later texts, and of the earlier ones.

    Args:
        probes: The texts that are looked up, by the rare words that brought them here; columns as `send_to_groups` has
            them.
        indexed: The texts that they are looked up among.
        options: Which pairs may be compared.
        threshold: The similarity that makes a copy.
    """
    cells, numbers, documents, places, counts, signatures = (
        np.concatenate(both, axis=-1) for both in zip(probes, indexed, strict=True)
    )
    numbers, first, text = np.unique(numbers, return_index=True, return_inverse=True)
    known, token = np.unique(cells, return_inverse=True)
    finder = CandidateFinder(
        counts[first],
        signatures[:, first],
        len(known),
        Bounds.make(threshold, int(counts.max())),
        make_allowed(options, documents[first]),
    )
    middle = len(probes[0])
    by_size = middle + np.argsort(counts[middle:], kind="stable")
    words = RareWords(text, places, token.astype(np.uint32))
    index = finder.make_index(words.keep(by_size))
    probe = finder.make_probe(words.keep(np.arange(middle)))
    pairs = np.concatenate([np.zeros(0, np.int64), *finder.iter_candidates(probe, index)])
    return numbers[pairs >> 32], numbers[pairs & 0xFFFFFFFF]


def find_candidates(
    options: DedupeOptions, threshold: Fraction, shares: int, _key: int, packets: list[Packet]
) -> Iterator[Packet]:
    """Yield the pairs of a group by the shares of their texts, and which texts are needed for each pair of shares; on a worker.

    Args:
        options: Which pairs may be compared.
        threshold: The similarity that makes a copy.
        shares: Number of shares that texts are divided into where pairs are compared.
        packets: What `send_to_groups` sent.
    """
    both = unpack_both(packets, Kind.PROBES, Kind.INDEXED)
    if both is None:
        return
    copy, original = _find_pairs(*both, options, threshold)
    needed: dict[int, list[tuple[int, Integers]]] = {}
    for cell, rows in iter_parts(copy % shares * shares + original % shares):
        yield Packet(cell, Kind.PAIRS, pack(copy[rows], original[rows]))
        for texts in (copy[rows], original[rows]):
            needed.setdefault(int(texts[0]) % shares, []).append((cell, np.unique(texts)))
    for share, wanted in needed.items():
        cells = np.concatenate([np.full(len(texts), cell) for cell, texts in wanted])
        yield Packet(share, Kind.NEEDED, pack(cells, np.concatenate([texts for _, texts in wanted])))
