"""The join with its comparisons on a cluster; which texts stay is settled here, round by round."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from corpuskit.dedupe.hashing import Integers
from corpuskit.dedupe.join import Allowed, NearCopies, SimilarityJoin, SimilarPairs
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.dedupe.vocabulary import JoinFeatures
from corpuskit.spark.dedupe.candidates import (
    CandidateFinding,
    PostingMaking,
    PrefixMaking,
    Splitting,
    list_prefix_tokens,
)
from corpuskit.spark.dedupe.order import WordOrder, count_everywhere
from corpuskit.spark.dedupe.packets import Kind, NumberSet, unpack
from corpuskit.spark.dedupe.verifying import PairVerifying, TextChoosing, send_needed_texts
from corpuskit.spark.tables import SparkCluster, SparkTable

# Texts with one word in common that are looked at in one go.
_LARGEST_PILE = 10_000
_BYTES_A_POSTING = 64
# A round settles so many times as many texts as all rounds before it.
_GROWTH = 3


class DistributedJoin(SimilarityJoin):
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
        super().__init__(features, threshold, on_progress=on_progress)
        self._cluster = cluster
        self._texts = texts
        self._options = options
        self._threshold = threshold
        self._shares = shares
        self._groups = cluster.count_groups(int(self.prefix_lengths.sum()) * _BYTES_A_POSTING)
        self._prefixes = texts.map(PrefixMaking(order, threshold)).keep()
        self._splitting = self._find_splitting(largest_pile)

    def _find_splitting(self, largest: int) -> Splitting:
        tokens, counts, _ = count_everywhere(self._prefixes, list_prefix_tokens, self._groups, largest + 1)
        return Splitting(tokens, -(-counts // largest))

    def close(self) -> None:
        """Give up the room that is taken on the workers."""
        self._prefixes.drop()

    def _choose_size(self, settled: int, kept: int) -> int:  # noqa: ARG002 — see above
        return max(_GROWTH * settled, self.smallest_block)

    def _add_segment(self, segments: list[Any], texts: Integers) -> None:
        before = segments.pop()[0] if segments else texts[:0]
        together = np.concatenate((before, texts))
        segments.append((together, together))

    def find_near_copies_of(self, originals: int) -> NearCopies:
        """Return for each text the most similar of the first ones that it is a copy of, the earliest among equals."""
        texts = np.arange(len(self._features.counts))
        self._take_best(self._compare(texts[originals:], texts[:originals]))
        self._report(len(texts))
        return NearCopies(self._kept, self._common)

    def _settle_block(self, block: Integers, probes: Any) -> Integers:  # noqa: ARG002 — they are the texts
        """Return the texts of a block that are kept, after comparing it with itself."""
        open_texts = block[self._kept[block] == block]
        copies = block[self._kept[block] != block]
        self._settle_in_order(self._compare(open_texts, open_texts))
        new: Integers = open_texts[self._kept[open_texts] == open_texts]
        self._take_best(self._compare(copies, new))
        return new

    def _make_index(self, texts: Integers) -> Any:
        return texts

    def _make_probes(self, texts: Integers) -> Any:
        return texts

    def _compare(self, texts: Any, index: Any) -> SimilarPairs:
        """Return the pairs of one of `texts` and an earlier one of `index` that reach the threshold."""
        none = np.zeros(0, np.int64)
        if not len(texts) or not len(index):
            return SimilarPairs(none, none, none)
        count = len(self._features.counts)
        probes, indexed = NumberSet(texts, count), NumberSet(index, count)
        postings = self._prefixes.map(PostingMaking(probes, indexed, self._splitting, self._groups))
        finding = CandidateFinding(self._options, self._threshold, self._shares)
        found = postings.group(finding, self._groups).keep()
        needed = (
            self._texts.map(TextChoosing(probes, indexed))
            .join(found.only(Kind.NEEDED))
            .group(send_needed_texts, self._shares)
        )
        similar = found.only(Kind.PAIRS).join(needed).group(PairVerifying(self._threshold), self._groups)
        packets = similar.collect()
        found.drop()
        return SimilarPairs(*unpack(packets)) if packets else SimilarPairs(none, none, none)
