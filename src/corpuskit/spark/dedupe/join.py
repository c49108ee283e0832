"""The join with its comparisons on a cluster; which texts stay is settled here, round by round."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

import numpy as np

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.join.bounds import Allowed, Bounds
from corpuskit.dedupe.join.settlement import NearCopies, Settlement, SimilarPairs
from corpuskit.dedupe.join.texts import JoinFeatures
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.spark.dedupe.candidates import (
    Splitting,
    find_candidates,
    find_prefixes,
    list_prefix_tokens,
    send_to_groups,
)
from corpuskit.spark.dedupe.order import WordOrder, count_everywhere
from corpuskit.spark.dedupe.packets import Kind, NumberSet, unpack
from corpuskit.spark.dedupe.verifying import choose_texts, send_needed_texts, verify_pairs
from corpuskit.spark.tables import SparkCluster, SparkTable

# Texts with one word in common that are looked at in one go.
_LARGEST_PILE = 10_000
_BYTES_A_POSTING = 64
# A round settles so many times as many texts as all rounds before it.
_GROWTH = 3


class DistributedJoin:
    """Finds near copies among texts that are on the workers.

    Rounds grow fast, so that they are few; the first one is small, so that what many texts are copies of is known when
    the large ones begin: a copy of an earlier text is compared with no other copy of it.

    Args:
        features: The number of words of the texts; nothing else is looked at.
        threshold: The similarity that makes a copy, above 0 to 1.
        allowed: Not used here: the workers know the rule.
        on_progress: Called now and then with the part of the texts that is settled, 0 to 1.
        cluster: Where the texts are.
        texts: The texts: number, document, number of words, words.
        order: The order of the words by rarity.
        options: Which pairs may be compared.
        shares: Number of shares that the texts are divided into, by number.
        largest_pile: Number of texts with one word in common from which on they are worked through in parts.
    """

    smallest_block = 1 << 11

    def __init__(
        self,
        features: JoinFeatures,
        threshold: Fraction,
        *,
        allowed: Allowed | None = None,  # noqa: ARG002 — see above
        on_progress: Callable[[float], None] | None = None,
        cluster: SparkCluster,
        texts: SparkTable,
        order: WordOrder,
        options: DedupeOptions,
        shares: int,
        largest_pile: int = _LARGEST_PILE,
    ) -> None:
        self._counts = features.counts
        self._settlement = Settlement(features.counts)
        self._on_progress = on_progress
        self._cluster = cluster
        self._texts = texts
        self._options = options
        self._threshold = threshold
        self._shares = shares
        bounds = Bounds.make(threshold, 0)
        postings = int(bounds.find_prefix_lengths(features.counts).sum())
        self._groups = cluster.count_groups(postings * _BYTES_A_POSTING)
        self._prefixes = texts.map(partial(find_prefixes, order, threshold)).keep()
        self._splitting = self._find_splitting(largest_pile)

    def _find_splitting(self, largest: int) -> Splitting:
        tokens, counts, _ = count_everywhere(self._prefixes, list_prefix_tokens, self._groups, largest + 1)
        return Splitting(tokens, -(-counts // largest))

    def close(self) -> None:
        """Give up the room that is taken on the workers."""
        self._prefixes.drop()

    def find_near_copies(self) -> NearCopies:
        """Return for each text the most similar earlier kept one that it is a copy of, the earliest among equals."""
        count = len(self._counts)
        settled = 0
        while settled < count:
            block = np.arange(settled, min(settled + max(_GROWTH * settled, self.smallest_block), count))
            before = np.flatnonzero(self._settlement.mark_kept()[:settled])
            self._settlement.take_best(self._compare(block, before))
            self._settle_block(block)
            settled += len(block)
            self._report(settled)
        return self._settlement.finish()

    def find_near_copies_of(self, originals: int) -> NearCopies:
        """Return for each text the most similar of the first ones that it is a copy of, the earliest among equals."""
        texts = np.arange(len(self._counts))
        self._settlement.take_best(self._compare(texts[originals:], texts[:originals]))
        self._report(len(texts))
        return self._settlement.finish()

    def _report(self, settled: int) -> None:
        if self._on_progress:
            self._on_progress(min(settled / len(self._counts), 1.0))

    def _settle_block(self, block: Integers) -> None:
        """Decide which texts of a block are kept, after comparing it with itself."""
        is_kept = self._settlement.mark_kept()[block]
        open_texts, copies = block[is_kept], block[~is_kept]
        self._settlement.settle_in_order(self._compare(open_texts, open_texts))
        new = open_texts[self._settlement.mark_kept()[open_texts]]
        self._settlement.take_best(self._compare(copies, new))

    def _compare(self, texts: Integers, index: Integers) -> SimilarPairs:
        """Return the pairs of one of `texts` and an earlier one of `index` that reach the threshold."""
        none = np.zeros(0, np.int64)
        if not len(texts) or not len(index):
            return SimilarPairs(none, none, none)
        count = len(self._counts)
        probes, indexed = NumberSet(texts, count), NumberSet(index, count)
        postings = self._prefixes.map(partial(send_to_groups, probes, indexed, self._splitting, self._groups))
        finding = partial(find_candidates, self._options, self._threshold, self._shares)
        found = postings.group(finding, self._groups).keep()
        needed = (
            self._texts.map(partial(choose_texts, probes, indexed))
            .join(found.only(Kind.NEEDED))
            .group(send_needed_texts, self._shares)
        )
        similar = (
            found.only(Kind.PAIRS).join(needed).group(partial(verify_pairs, self._threshold), self._groups)
        )
        packets = similar.collect()
        found.drop()
        return SimilarPairs(*unpack(packets)) if packets else SimilarPairs(none, none, none)
