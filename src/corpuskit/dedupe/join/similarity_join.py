"""The similarity join: for each text the most similar earlier kept one, none missed.

A text is a copy when its similarity 2·LCS/(n+m) to an earlier kept text reaches the threshold t. Texts of n and m words
that do share at least ⌈t(n+m)/2⌉ words, so with the words of each sorted by rarity

- m lies between n·t/(2-t) and n·(2-t)/t;
- the n - ⌈n·t/(2-t)⌉ + 1 rarest words of the one have one in common with those of the other (prefix filter);
- where the first common word is at place i of the one and j of the other, min(n-i, m-j) words can be shared at most;
- parities of the words differ in at most n + m - 2·⌈t(n+m)/2⌉ classes (bitmap filter), of 128 at first; where the texts
  are so long that these tell little, also of 512.

What passes is compared in C++ and decided in integers, so that the result is that of comparing all pairs. Texts are
taken in blocks: those of a block are compared with the kept ones before it, what remains is compared with each other
as far as that decides what is kept, and the copies of the block look among its newly kept ones for a closer original.

Source: Xiao, Wang, Lin, Yu: Efficient Similarity Joins for Near Duplicate Detection, WWW 2008 (prefix, length and
positional filter); Sandes, Teodoro, Melo: Bitmap Filter: Speeding up Exact Set Similarity Joins, 2017.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

import numpy as np

from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.arrays.sorting import order_by
from corpuskit.dedupe.arrays.threads import map_in_order
from corpuskit.dedupe.join.bounds import Allowed, Bounds
from corpuskit.dedupe.join.candidates import CandidateFinder, list_rare_words
from corpuskit.dedupe.join.postings import Index, Probe
from corpuskit.dedupe.join.settlement import NearCopies, Settlement, SimilarPairs, join_pairs
from corpuskit.dedupe.join.subsequences import find_dense_texts, no_dense_texts
from corpuskit.dedupe.join.texts import JoinFeatures, combine_classes
from corpuskit.dedupe.join.verification import compare_all, count_common

_SMALLEST_BLOCK, _LARGEST_BLOCK = 1_000, 40_000
# To put larger indexes together would take more memory than all that they are made of.
_LARGEST_SEGMENT = 1 << 18
# Pairs compared at a time, so that the arrays stay in the processor's cache.
_CHUNK_PAIRS = 1 << 15
# Texts that one thread compares at a time.
_PART_TEXTS = 16_384
# Pairs of a block that are kept in one go.
_MOST_PAIRS = 1 << 22
# Times that texts of a block are looked for of which it is certain that they are kept.
_ROUNDS = 8
# Where texts may differ in more words on average, the classes of a signature tell little; then there are more of them.
_MANY_MISSES, _MORE_WORDS = 48, 8
_LOW_HALF = 0xFFFFFFFF


class SimilarityJoin:
    """Finds near copies among some texts.

    Args:
        features: The texts.
        threshold: The similarity that makes a copy, above 0 to 1.
        allowed: Which pairs may be compared; None for all.
        on_progress: Called now and then with the part of the texts that is settled, 0 to 1.
    """

    def __init__(
        self,
        features: JoinFeatures,
        threshold: Fraction,
        *,
        allowed: Allowed | None = None,
        on_progress: Callable[[float], None] | None = None,
    ) -> None:
        self._features = features
        self._on_progress = on_progress
        self._bounds = Bounds.make(threshold, int(features.counts.max(initial=0)))
        self._wide = self._make_wide_signatures()
        self._candidates = CandidateFinder(
            features.counts,
            features.signatures,
            features.token_count,
            self._bounds,
            allowed,
            # Where it takes long, only what passes the last filter is compared.
            partial(compare_all, features.sequences) if self._wide is None else None,
        )
        self._settlement = Settlement(features.counts)
        self._allowed = allowed
        self._dense = no_dense_texts(len(features.counts))
        # Pairs that had to be compared within the last block, of all that there are, twice.
        self._density = 0.0

    def _make_wide_signatures(self) -> Hashes | None:
        """Return signatures of more classes, where those of the features tell little."""
        features = self._features
        average = len(features.tokens) // max(len(features.counts), 1)
        if self._bounds.room[2 * average] <= _MANY_MISSES:
            return None
        return combine_classes(features.tokens, features.offsets, np.bitwise_xor, _MORE_WORDS)

    def find_near_copies(self) -> NearCopies:
        """Return for each text the most similar earlier kept one that it is a copy of, the earliest among equals."""
        count = len(self._features.counts)
        segments: list[tuple[Integers, Index]] = []
        settled, kept_count = 0, 0
        while settled < count:
            size = self._choose_size(kept_count)
            block = np.arange(settled, min(settled + size, count))
            probes = self._make_probes(block)
            for _, index in segments:
                self._settlement.take_best(self._compare(probes, index))
            self._take_known(settled, settled + len(block), settled)
            new = self._settle_block(block, probes)
            self._add_segment(segments, new)
            kept_count += len(new)
            settled += len(block)
            if settled == len(block) < count:
                # The first texts show how many are kept.
                self._find_dense(kept_count / settled)
            self._report(settled)
        return self._settlement.finish()

    def _choose_size(self, kept: int) -> int:
        """Return how many texts to settle next, when so many are kept."""
        size = min(max(kept, _SMALLEST_BLOCK), _LARGEST_BLOCK)
        # As dense in pairs as the last block was, the next one must not have too many.
        most = int((_MOST_PAIRS / self._density) ** 0.5) if self._density else size
        return max(min(size, most), _SMALLEST_BLOCK)

    def find_near_copies_of(self, originals: int) -> NearCopies:
        """Return for each text the most similar of the first ones that it is a copy of, the earliest among equals.

        Args:
            originals: That many texts at the beginning can be copied; they and what is no copy of them are kept.
        """
        self._find_dense(1.0)
        index = self._make_index(np.arange(originals))
        count = len(self._features.counts)
        for settled in range(originals, count, _LARGEST_BLOCK):
            block = np.arange(settled, min(settled + _LARGEST_BLOCK, count))
            self._settlement.take_best(self._compare(self._make_probes(block), index))
            self._take_known(settled, settled + len(block), originals)
            self._report(settled + _LARGEST_BLOCK)
        return self._settlement.finish()

    def _find_dense(self, kept_share: float) -> None:
        self._dense = find_dense_texts(self._features, self._bounds, self._allowed, kept_share)

    def _take_known(self, first: int, end: int, before: int) -> None:
        """Compare dense texts from `first` to before `end` with the kept ones before `before`."""
        copy, original = self._dense.find(first, end)
        chosen = (original < before) & self._settlement.mark_kept()[original]
        self._settlement.take_best(self._verify_all(copy[chosen] << 32 | original[chosen]))

    def _report(self, settled: int) -> None:
        if self._on_progress:
            self._on_progress(min(settled / len(self._features.counts), 1.0))

    def _add_segment(self, segments: list[tuple[Integers, Index]], texts: Integers) -> None:
        """Add an index of `texts`, joined with those before it that are not much larger."""
        while segments and len(segments[-1][0]) <= min(2 * len(texts), _LARGEST_SEGMENT):
            texts = np.concatenate((segments.pop()[0], texts))
        if len(texts):
            segments.append((texts, self._make_index(texts)))

    def _settle_block(self, block: Integers, probes: list[Probe]) -> Integers:
        """Return the texts of a block that are kept, after comparing it with itself.

        Args:
            block: The texts.
            probes: Their rare words.
        """
        is_copy = ~self._settlement.mark_kept()
        copies = [probe.keep(is_copy[probe.text]) for probe in probes]
        index = self._make_index(block[~is_copy[block]])
        copy, original = self._dense.find(block[0], block[-1] + 1)
        known = (copy << 32 | original)[(original >= block[0]) & ~is_copy[original]]
        is_open = ~is_copy[known >> 32]
        pairs = np.concatenate((self._candidates.list_pairs_within(index), known[is_open]))
        self._density = len(pairs) / len(block) ** 2
        self._settle(pairs)
        is_kept = self._settlement.mark_kept()
        self._settlement.take_best(self._compare(copies, index.keep(is_kept[index.text])))
        known = known[~is_open & is_kept[known & _LOW_HALF]]
        self._settlement.take_best(self._verify_all(known))
        new: Integers = block[is_kept[block]]
        return new

    def _settle(self, pairs: Integers) -> None:
        """Decide which texts are kept, given all pairs among them that may reach the threshold, as one number each.

        A text that is compared with no other is kept. What is like a kept one is a copy, so that it need not be
        compared as an original: where one template was filled in a thousand times, a thousand pairs are left of half a
        million.
        """
        copy, original = pairs >> 32, pairs & _LOW_HALF
        is_copy = np.zeros(len(self._features.counts), np.bool_)
        found = []
        for _ in range(_ROUNDS):
            is_open = np.zeros(len(self._features.counts), np.bool_)
            is_open[copy] = True
            ready = ~(is_open | is_copy)[original]
            found.append(self._verify_all(copy[ready] << 32 | original[ready]))
            is_copy[found[-1].copy] = True
            left = ~ready & ~is_copy[original]
            copy, original = copy[left], original[left]
            if not len(copy):
                self._settlement.take_best(join_pairs(found))
                return
        # Long chains, each link of which waits for the one before.
        found.append(self._verify_all(copy << 32 | original))
        self._settlement.settle_in_order(join_pairs(found))

    def _make_index(self, texts: Integers) -> Index:
        texts = texts[~self._dense.is_dense[texts]]
        by_size = texts[order_by(self._features.counts[texts].astype(np.uint32))]
        return self._candidates.make_index(list_rare_words(self._features, self._bounds, by_size))

    def _make_probes(self, texts: Integers) -> list[Probe]:
        texts = texts[~self._dense.is_dense[texts]]
        parts = [texts[first : first + _PART_TEXTS] for first in range(0, max(len(texts), 1), _PART_TEXTS)]
        return list(map_in_order(self._make_probe, parts))

    def _make_probe(self, texts: Integers) -> Probe:
        return self._candidates.make_probe(list_rare_words(self._features, self._bounds, texts))

    def _compare(self, probes: list[Probe], index: Index) -> SimilarPairs:
        """Return the pairs of a text and an earlier indexed one that reach the threshold.

        Args:
            probes: The rare words of the texts, in parts; no text is in two of them.
            index: The index.
        """
        return join_pairs(
            map_in_order(
                lambda probe: join_pairs(map(self._verify, self._candidates.iter_candidates(probe, index))),
                probes,
            )
        )

    def _verify_all(self, pairs: Integers) -> SimilarPairs:
        parts = [pairs[first : first + _CHUNK_PAIRS] for first in range(0, len(pairs), _CHUNK_PAIRS)]
        return join_pairs(map_in_order(self._verify, parts))

    def _verify(self, pairs: Integers) -> SimilarPairs:
        """Return which of some pairs, as one number each, reach the threshold."""
        copy, original = pairs >> 32, pairs & _LOW_HALF
        counts = self._features.counts
        total = counts[copy] + counts[original]
        if self._wide is not None:
            distance = np.zeros(len(pairs), np.uint16)
            for column in self._wide:
                distance += np.bitwise_count(column[copy] ^ column[original])
            near = np.flatnonzero(distance <= self._bounds.room[total])
            copy, original, total = copy[near], original[near], total[near]
        least = self._bounds.needed[total]
        common = count_common(self._features.sequences, counts, copy, original, least)
        reached = common >= least
        return SimilarPairs(copy[reached], original[reached], common[reached])
