"""Pairs of texts that may reach a threshold: they have a rare word in common and pass the filters.

Source: see `similarity_join`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.arrays.ranges import expand_ranges, iter_parts, list_ranges
from corpuskit.dedupe.arrays.sorting import list_distinct, order_by
from corpuskit.dedupe.arrays.storage import store
from corpuskit.dedupe.arrays.threads import map_in_order
from corpuskit.dedupe.join.bounds import Allowed, Bounds
from corpuskit.dedupe.join.postings import Index, Lookups, Probe
from corpuskit.dedupe.join.texts import JoinFeatures
from corpuskit.dedupe.join.verification import LONG_TEXT, MOST_UNASKED

# Pairs looked at at a time, so that the arrays stay in the processor's cache.
_CHUNK_PAIRS = 1 << 15
# Texts that one thread compares at a time.
_PART_TEXTS = 16_384
# Places in an index that are looked at for some texts in one go.
_MOST_LOOKUPS = 1 << 22
# Where all pairs are fewer than lookups: texts that are taken at a time, and others that they are compared with.
_TILE_TEXTS, _TILE_OTHERS = 16, 2048
# Of a word with more entries in an index, those of texts of the right length are searched for.
_FEW_ENTRIES = 16
_HALF = np.uint64(32)


class RareWords(NamedTuple):
    """The words of some texts that have to be looked up, those of a text together.

    Attributes:
        text: The text, int64.
        place: The place of the word in it, in order of rarity, int64.
        token: The word, uint32.
    """

    text: Integers
    place: Integers
    token: NDArray[np.uint32]

    def keep(self, chosen: Integers) -> RareWords:
        """Return some of the words."""
        return RareWords(self.text[chosen], self.place[chosen], self.token[chosen])


def list_rare_words(features: JoinFeatures, bounds: Bounds, texts: Integers) -> RareWords:
    """Return the words of `texts` that have to be looked up and that others have too."""
    lengths = bounds.find_prefix_lengths(features.counts[texts])
    places = expand_ranges(features.offsets[texts], lengths)
    text = np.repeat(texts, lengths)
    token = features.tokens[places]
    shared = token >= features.first_shared
    text = text[shared]
    return RareWords(text, places[shared] - features.offsets[text], token[shared])


class CandidateFinder:
    """Finds the pairs that pass all filters.

    Args:
        counts: Number of words of all texts, int64.
        signatures: Their signatures, as `JoinFeatures` has them.
        token_count: Number of distinct words.
        bounds: What the threshold asks for.
        allowed: Which pairs may be compared; None for all.
        compare_all: Returns how many words each of some texts shares with each of others, in order, as a table of
            texts by others; None to leave it to whom takes the pairs.
    """

    def __init__(
        self,
        counts: Integers,
        signatures: Hashes,
        token_count: int,
        bounds: Bounds,
        allowed: Allowed | None,
        compare_all: Callable[[Integers, Integers], NDArray[np.int32]] | None = None,
    ) -> None:
        self._counts = counts
        self._signatures = signatures
        self._token_count = token_count
        self._bounds = bounds
        self._allowed = allowed
        self._compare_all = compare_all if allowed is None else None

    def make_index(self, words: RareWords) -> Index:
        """Return an index of the rare words of some texts, those of shorter texts first."""
        order = order_by(words.token)
        text, count = words.text[order], self._counts[words.text[order]]
        key = (words.token[order].astype(np.uint64) << _HALF) | count.astype(np.uint64)
        columns = (
            store(text.astype(np.int32)),
            store((count - words.place[order]).astype(np.int32)),
            store(count.astype(np.int32)),
            store(self._signatures[:, text]),
        )
        return Index.make(store(key), columns, self._token_count)

    def make_probe(self, words: RareWords) -> Probe:
        """Return the rare words of some texts as they are looked up."""
        # In the order of the index, so that it is walked through and not jumped about in.
        order = order_by(words.token)
        text, token = words.text[order], words.token[order]
        return self._find_bounds(text, token, self._counts[text] - words.place[order])

    def _make_probe_of(self, index: Index, entries: Integers) -> Probe:
        """Return the rare words that are some entries of an index."""
        token = (index.key[entries] >> _HALF).astype(np.uint32)
        return self._find_bounds(
            index.text[entries].astype(np.int64), token, index.left[entries].astype(np.int64)
        )

    def _find_bounds(self, text: Integers, token: NDArray[np.uint32], left: Integers) -> Probe:
        count = self._counts[text]
        key = token.astype(np.uint64) << _HALF
        first = key | self._bounds.find_shortest_partner(count).astype(np.uint64)
        # There is room for so many common words, which bounds the length of the other text.
        longest = self._bounds.find_longest_partner(count, left)
        return Probe(text, token, left, first, key | longest.astype(np.uint64))

    def list_pairs_within(self, index: Index) -> Integers:
        """Return the pairs of indexed texts that pass all filters, each once, as one number."""
        # Of each pair the text that is sorted behind the other looks for it, so that of the other, which is not longer,
        # fewer words are needed.
        place = index.size - index.left
        is_partner = place <= index.size - self._bounds.needed[2 * index.size]
        partners = index.keep(is_partner)
        texts = index.list_texts()
        if int(np.diff(partners.begins) @ np.diff(index.begins)) > len(texts) ** 2:
            return np.sort(np.concatenate((texts[:0], *self._iter_all(texts, texts))))
        before: Integers = np.cumsum(is_partner) - is_partner
        part = index.text // _PART_TEXTS
        parts = [np.flatnonzero(part == number) for number in np.flatnonzero(np.bincount(part))]

        def find(entries: Integers) -> Integers:
            probe = self._make_probe_of(index, entries)
            begin = partners.begins[probe.token]
            end: Integers = before[entries]
            many = np.flatnonzero(end - begin > _FEW_ENTRIES)
            begin[many] = np.searchsorted(partners.key, probe.first[many])
            end[many] = np.minimum(end[many], np.searchsorted(partners.key, probe.last[many], side="right"))
            lookups = Lookups(probe.text, probe.left, begin, end)
            return self._filter_all(lookups, partners, is_ordered=False)

        return np.concatenate((np.zeros(0, np.int64), *map_in_order(find, parts)))

    def iter_candidates(self, probe: Probe, index: Index) -> Iterator[Integers]:
        """Yield the pairs of a text and an earlier indexed one that pass all filters, each once, as one number."""
        begin, end = index.begins[probe.token], index.begins[probe.token + np.uint32(1)]
        filled = np.flatnonzero(end > begin)
        probe, begin, end = probe.keep(filled), begin[filled], end[filled]
        # Of a word that few texts have, all are looked at.
        many = np.flatnonzero(end - begin > _FEW_ENTRIES)
        begin[many] = np.searchsorted(index.key, probe.first[many])
        end[many] = np.searchsorted(index.key, probe.last[many], side="right")
        lookups = Lookups(probe.text, probe.left, begin, end)
        if (count := int((end - begin).sum())) > _CHUNK_PAIRS:
            texts, others = np.unique(probe.text), index.list_texts()
            if count > len(texts) * len(others):
                yield from self._iter_all(texts, others)
                return
        for part in _divide(lookups):
            yield self._filter_all(part, index)

    def _iter_all(self, texts: Integers, others: Integers) -> Iterator[Integers]:
        """Yield the pairs of a text and an earlier one of `others` that pass the bitmap filter, as numbers.

        Where nearly all texts share the words that are looked up, each pair would be met at one word after another.
        """
        if texts is not others:
            # Texts of about one length stand together, so that those that are too short or too long are passed over.
            texts, others = (each[order_by(self._counts[each].astype(np.uint32))] for each in (texts, others))
        for first in range(0, len(texts), _TILE_TEXTS):
            some = texts[first : first + _TILE_TEXTS, None]
            if texts is others:
                begin, end = 0, int(np.searchsorted(others, some[-1, 0]))
            else:
                sizes = self._counts[some[[0, -1], 0]]
                longest = self._bounds.find_longest_partner(sizes[1], sizes[1])
                limits = [self._bounds.find_shortest_partner(sizes[0]), longest + 1]
                begin, end = np.searchsorted(self._counts[others], limits).tolist()
            for second in range(begin, end, _TILE_OTHERS):
                tile = others[second : min(second + _TILE_OTHERS, end)]
                yield self._filter_tile(some, tile, are_all_compared=texts is not others)

    def _filter_tile(self, some: Integers, tile: Integers, *, are_all_compared: bool) -> Integers:
        distance = np.bitwise_count(self._signatures[0][some] ^ self._signatures[0][tile])
        distance += np.bitwise_count(self._signatures[1][some] ^ self._signatures[1][tile])
        # None of the tile has room for more: fewer words leave as much or less, but for one that is rounded.
        own, other = self._counts[some], self._counts[tile]
        longest = max(own.max(), other.max())
        passed = distance <= int(self._bounds.room[2 * longest]) + 1
        is_dense = longest <= LONG_TEXT and np.count_nonzero(passed) * MOST_UNASKED >= passed.size
        if self._compare_all and are_all_compared and is_dense:
            # Several at a time in one register: in less time than it takes to make pairs of them.
            passed &= self._compare_all(some[:, 0], tile) >= self._bounds.needed[own.min() + other.min()]
        near = np.flatnonzero(passed)
        rows, columns = np.divmod(near, len(tile))
        texts, earlier = some[rows, 0], tile[columns]
        sizes, others = self._counts[texts], self._counts[earlier]
        total = sizes + others
        is_near = distance.ravel()[near] <= self._bounds.room[total]
        is_near &= np.minimum(sizes, others) >= self._bounds.needed[total]
        is_near &= earlier < texts
        return self._keep_allowed(texts[is_near], earlier[is_near])

    def _filter_all(self, lookups: Lookups, index: Index, *, is_ordered: bool = True) -> Integers:
        """Return the pairs that pass all filters, each once, as one number.

        Args:
            lookups: Where to look for partners.
            index: The index.
            is_ordered: Whether partners have to be earlier ones.
        """
        filled = np.flatnonzero(lookups.end > lookups.begin)
        lookups = Lookups(*(column[filled] for column in lookups))
        found = [
            self._filter(Lookups(*(column[part] for column in lookups)), index, is_ordered=is_ordered)
            for part in iter_parts(np.cumsum(lookups.end - lookups.begin), _CHUNK_PAIRS)
        ]
        return list_distinct(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def _filter(self, lookups: Lookups, index: Index, *, is_ordered: bool) -> Integers:
        """Return the pairs that pass the positional and the bitmap filter, as one number each."""
        rows, entries = list_ranges(lookups.begin, lookups.end - lookups.begin)
        total = self._counts[lookups.text][rows]
        total += index.size[entries]
        left = np.minimum(lookups.left[rows], index.left[entries])
        passed = np.flatnonzero(left >= self._bounds.needed[total])
        entries, rows = entries[passed], rows[passed]
        text, other = lookups.text[rows], index.text[entries]
        # 128 at most, which the 8 bits of the counts hold.
        distance = np.bitwise_count(index.signatures[0][entries] ^ self._signatures[0][text])
        distance += np.bitwise_count(index.signatures[1][entries] ^ self._signatures[1][text])
        is_near = distance <= self._bounds.room[total[passed]]
        if is_ordered:
            is_near &= other < text
        text, earlier = text[is_near], other[is_near].astype(np.int64)
        if not is_ordered:
            text, earlier = np.maximum(text, earlier), np.minimum(text, earlier)
        return self._keep_allowed(text, earlier)

    def _keep_allowed(self, texts: Integers, earlier: Integers) -> Integers:
        """Return the pairs that may be compared, as one number each."""
        if self._allowed is not None:
            allowed = self._allowed(texts, earlier)
            texts, earlier = texts[allowed], earlier[allowed]
        pairs: Integers = (texts << 32) | earlier
        return pairs


def _divide(lookups: Lookups) -> Iterator[Lookups]:
    """Yield the lookups of some texts at a time, so that what they find takes a bounded room."""
    sizes = lookups.end - lookups.begin
    parts = int(sizes.sum()) // _MOST_LOOKUPS + 1
    if parts == 1:
        yield lookups
        return
    by_text = order_by(lookups.text.astype(np.uint32))
    part = np.empty(len(sizes), np.int64)
    part[by_text] = np.cumsum(sizes[by_text]) // _MOST_LOOKUPS
    first_part = np.full(int(lookups.text.max()) + 1, parts)
    # All of a text goes where its first lookup goes.
    np.minimum.at(first_part, lookups.text, part)
    part = first_part[lookups.text]
    for number in range(parts):
        yield Lookups(*(column[part == number] for column in lookups))
