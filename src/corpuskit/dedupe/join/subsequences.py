"""Candidates among texts of few distinct words, by the subsequences that similar texts share.

Where every word is frequent, no word is rare enough for a prefix filter: a thousand orders of the same twelve words
have all words in common. What tells them apart is the order. Let texts of n and m words have a common subsequence of L
words, so that n + m - 2L = D words are left out of both together. Cut it behind its k-th word: before that word at most
a words are left out, or after it at most D - 1 - a. So both texts have the first k words of it with at most a left out
between them, or the other L - k, from the end, with at most D - 1 - a. All such subsequences of a text are its keys; of
two similar texts one key is the same. k and a are chosen so that the keys are few and the texts that share one too.

Source: deletion neighbourhoods; Mor, Fraenkel: A Hash Code Method for Detecting and Correcting Spelling Errors, 1982;
Bocek, Hunt, Stiller: Fast Similarity Search in Large Dictionaries, 2007.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, mix
from corpuskit.dedupe.arrays.sorting import list_distinct
from corpuskit.dedupe.arrays.threads import map_in_order
from corpuskit.dedupe.join.bounds import Allowed, Bounds
from corpuskit.dedupe.join.candidates import list_rare_words
from corpuskit.dedupe.join.keys import MOST_CANDIDATES, KeyIndex, TooManyError, iter_equal, pack_keys
from corpuskit.dedupe.join.texts import JoinFeatures

# Lookups of rare words that a join, and texts of one length in it, may cost before other ways are considered.
_MANY_LOOKUPS, _LOOKUPS_OF_LENGTH = 1 << 24, 1 << 22
# What a key of a text that is looked up, one that is looked among, one that is sorted, and a candidate cost, in lookups
# of rare words.
_KEY_COST, _ENTRY_COST, _SORTED_COST, _CANDIDATE_COST = 1, 4, 2, 40
# A text that is looked up has no more keys.
_MOST_KEYS = 1 << 14
# How many more words than the other, in words and in those left out, one part may have than the other, at most.
_MOST_UNEVEN = 4
# Keys worked out at a time, kept to look among, and sorted in one go.
_CHUNK_KEYS, _MOST_ENTRIES, _MOST_SORTED = 1 << 19, 1 << 24, 1 << 24
# Texts whose rare words are counted at a time.
_CHUNK = 1 << 12
_LOW_HALF = 0xFFFFFFFF


class DenseTexts(NamedTuple):
    """Texts of which the candidates are known.

    Attributes:
        is_dense: For each text whether all candidates that it is one of are known, bool.
        pairs: These candidates, each once, rising: the later text in the high half of a number, int64.
    """

    is_dense: NDArray[np.bool_]
    pairs: Integers

    def find(self, first: int, end: int) -> tuple[Integers, Integers]:
        """Return the candidates of which the later text is one from `first` to before `end`: later, earlier."""
        begin, stop = np.searchsorted(self.pairs, [first << 32, end << 32])
        chosen = self.pairs[begin:stop]
        return chosen >> 32, chosen & _LOW_HALF


def no_dense_texts(count: int) -> DenseTexts:
    """Return that of none of so many texts the candidates are known."""
    return DenseTexts(np.zeros(count, np.bool_), np.zeros(0, np.int64))


def find_dense_texts(
    features: JoinFeatures, bounds: Bounds, allowed: Allowed | None, kept_share: float
) -> DenseTexts:
    """Return the texts of words so frequent that their candidates are found by subsequences, and these candidates.

    Args:
        features: The texts.
        bounds: What the threshold asks for.
        allowed: Which pairs may be compared; None for all.
        kept_share: The part of the texts that is likely to be kept, 0 to 1; rare words are looked up among these only.
    """
    none = no_dense_texts(len(features.counts))
    lookups = (_count_lookups(features, bounds) * kept_share).astype(np.int64)
    if int(lookups.sum()) <= _MANY_LOOKUPS:
        return none
    by_length = {
        int(n): np.flatnonzero(features.counts == n) for n in np.flatnonzero(np.bincount(features.counts))
    }
    found = [none.pairs]
    for length, texts in by_length.items():
        if int(lookups[texts].sum()) <= _LOOKUPS_OF_LENGTH:
            continue
        search = _LengthSearch(features, bounds, allowed, by_length, length)
        chosen = search.choose(texts, lookups)
        if not len(chosen):
            continue
        try:
            found.append(search.find_pairs(chosen))
        except TooManyError:
            continue
        none.is_dense[chosen] = True
    return DenseTexts(none.is_dense, list_distinct(np.concatenate(found)))


def _count_lookups(features: JoinFeatures, bounds: Bounds) -> Integers:
    """Return for each text how many other texts its rare words would be looked up in."""
    count = len(features.counts)
    parts = [np.arange(begin, min(begin + _CHUNK, count)) for begin in range(0, count, _CHUNK)]
    frequencies = np.zeros(features.token_count, np.int64)
    for texts in parts:
        np.add.at(frequencies, list_rare_words(features, bounds, texts).token, 1)
    lookups = np.zeros(count, np.int64)
    for texts in parts:
        words = list_rare_words(features, bounds, texts)
        np.add.at(lookups, words.text, frequencies[words.token])
    return lookups


class _Part(NamedTuple):
    """A part of the common subsequence of two texts, from the beginning or from the end.

    Attributes:
        words: Number of its words.
        skipped: How many words may be left out of both texts together before its last one.
        is_end: Whether it is counted from the end.
    """

    words: int
    skipped: int
    is_end: bool


class _Plan(NamedTuple):
    """How pairs of texts of two lengths are found.

    Attributes:
        length: Number of words of the texts that are looked up.
        other: Number of words of the texts that they are looked up among.
        parts: The parts of what they have in common, one of which similar texts share.
        spare: How many words are left out of the first at most.
        other_spare: How many of the second.
    """

    length: int
    other: int
    parts: tuple[_Part, ...]
    spare: int
    other_spare: int

    def count_keys(self) -> int:
        """Return how many keys a text that is looked up has."""
        return sum(
            comb(words + (least := min(skipped, self.spare)), least) for words, skipped, _ in self.parts
        )

    def count_entries(self) -> int:
        """Return how many keys a text that is looked among has, and is looked up by in its turn."""
        entries = 0
        for words, skipped, _ in self.parts:
            few, many = min(skipped // 2, self.other_spare), min(skipped, self.other_spare)
            entries += comb(words + few, few) + comb(words + many, many) // (
                1 if self.length != self.other else 8
            )
        return entries

    def count_candidates(self, agreement: float) -> float:
        """Return how many of the texts that are looked among share a key with one that is looked up, 0 to 1.

        Args:
            agreement: The part of pairs of words that are equal.
        """
        share = 0.0
        for words, skipped, _ in self.parts:
            pairs = sum(
                comb(words - 1 + left, left) * comb(words - 1 + right, right)
                for left in range(min(skipped, self.spare) + 1)
                for right in range(min(skipped - left, self.other_spare) + 1)
            )
            share += pairs * agreement**words
        return min(share, 1.0)


@lru_cache(1 << 10)
def _list_plans(length: int, other: int, needed: int) -> tuple[_Plan, ...]:
    """Return the ways to find texts of two lengths that have so many words in common."""
    left_out = length + other - 2 * needed
    parts: list[tuple[_Part, ...]] = [(_Part(needed, left_out, is_end=False),)]
    # The longer part is the one of which more may be left out; neither has many more words than the other.
    parts += [
        (_Part(words, skipped, is_end=False), _Part(needed - words, left_out - 1 - skipped, is_end=True))
        for skipped in range(left_out // 2, min(left_out // 2 + _MOST_UNEVEN, left_out))
        for words in range(max(needed // 2, 1), min(needed // 2 + _MOST_UNEVEN, needed))
    ]
    return tuple(_Plan(length, other, each, length - needed, other - needed) for each in parts)


class _LengthSearch:
    """The search for candidates of texts of one length."""

    def __init__(
        self,
        features: JoinFeatures,
        bounds: Bounds,
        allowed: Allowed | None,
        by_length: dict[int, Integers],
        length: int,
    ) -> None:
        self._features = features
        self._bounds = bounds
        self._allowed = allowed
        self._by_length = by_length
        self._length = length
        self._plans: list[_Plan] = []

    def choose(self, texts: Integers, lookups: Integers) -> Integers:
        """Return those of the texts of this length for which this search costs less than looking rare words up."""
        agreement = self._measure_agreement(texts)
        shared = a_text = 0.0
        for other, others in self._by_length.items():
            needed = int(self._bounds.needed[self._length + other])
            if needed > min(self._length, other):
                continue
            best, cost, its_shared = None, float("inf"), 0.0
            for plan in _list_plans(self._length, other, needed):
                if plan.count_keys() > _MOST_KEYS:
                    continue
                candidates = plan.count_candidates(agreement) * len(others)
                each, entries = self._count_cost(plan, len(others))
                each += candidates * _CANDIDATE_COST
                if each * len(texts) + entries < cost:
                    best, cost, its_shared = plan, each * len(texts) + entries, entries
                    its_own = each
            if best is None:
                return texts[:0]
            self._plans.append(best)
            shared += its_shared
            a_text += its_own
        chosen = texts[lookups[texts] > 2 * a_text]
        saved = int(lookups[chosen].sum()) - len(chosen) * a_text
        return chosen if saved > 2 * shared else texts[:0]

    def _count_cost(self, plan: _Plan, others: int) -> tuple[float, float]:
        """Return what the keys of a text cost, and those of all that it is looked among."""
        if _are_sorted(plan, others):
            return plan.count_keys() * _SORTED_COST, 0
        return plan.count_keys() * _KEY_COST, plan.count_entries() * _ENTRY_COST * others

    def _measure_agreement(self, texts: Integers) -> float:
        words = self._features.numbers[self._place(texts)].ravel()
        shares = np.unique(words, return_counts=True)[1] / len(words)
        return float((shares**2).sum())

    def _place(self, texts: Integers) -> Integers:
        words = np.arange(self._features.counts[texts[0]])
        places: Integers = self._features.offsets[texts][:, None] + words
        return places

    def find_pairs(self, texts: Integers) -> Integers:
        """Return the candidates that some texts of this length are one of. Raises TooManyError."""
        found = []
        most = MOST_CANDIDATES * len(texts)
        for plan in self._plans:
            others = self._by_length[plan.other]
            is_same = plan.length == plan.other and len(texts) == len(others)
            for part in plan.parts:
                if is_same and _are_sorted(plan, len(others)):
                    candidates = self._sort_keys(part, min(part.skipped, plan.spare), texts)
                else:
                    candidates = self._iter_pairs(plan, part, texts, others, is_same=is_same)
                for pairs in candidates:
                    found.append(pairs)
                    most -= len(pairs)
                    if most < 0:
                        raise TooManyError
        return list_distinct(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def _iter_pairs(
        self, plan: _Plan, part: _Part, texts: Integers, others: Integers, *, is_same: bool
    ) -> Iterator[Integers]:
        """Yield the candidates that share a part. Of each pair the one that leaves out more there is looked up."""
        few = min(part.skipped // 2, plan.other_spare)
        yield from self._look_up(part, texts, min(part.skipped, plan.spare), others, few)
        if not is_same and part.skipped:
            few = min((part.skipped - 1) // 2, plan.spare)
            yield from self._look_up(part, others, min(part.skipped, plan.other_spare), texts, few)

    def _sort_keys(self, part: _Part, spare: int, texts: Integers) -> Iterator[Integers]:
        """Yield the candidates among texts that leave out `spare` words or fewer."""
        size = max(_CHUNK_KEYS // comb(part.words + spare, spare), 1)
        text_bits = np.uint64(len(texts).bit_length())

        def make(begin: int) -> Hashes:
            return pack_keys(self._make_keys(part, texts[begin : begin + size], spare), begin, text_bits)

        packed = np.concatenate(list(map_in_order(make, range(0, len(texts), size))))
        packed.sort()
        for first, second in iter_equal(packed, text_bits, len(texts)):
            yield self._filter(first, texts[second], texts)

    def _look_up(
        self, part: _Part, texts: Integers, most: int, others: Integers, few: int
    ) -> Iterator[Integers]:
        """Yield the candidates of texts that leave out `most` words and others that leave out `few`, or fewer.

        Together they leave out no more than the part allows.
        """
        size = max(_MOST_ENTRIES // comb(part.words + few, few), 1)
        chunk_size = max(_CHUNK_KEYS // comb(part.words + most, most), 1)
        chunks = [texts[begin : begin + chunk_size] for begin in range(0, len(texts), chunk_size)]
        for first in range(0, len(others), size):
            indexes = self._make_indexes(part, others[first : first + size], few)

            def find(chunk: Integers, indexes: list[KeyIndex] = indexes) -> Integers:
                keys = self._make_keys(part, chunk, most)
                found = []
                for left_out, index in enumerate(indexes):
                    # Those that leave out fewer words come first.
                    allowed = min(part.skipped - left_out, most)
                    found.append(
                        self._filter(*index.find(keys[: comb(part.words + allowed, allowed)]), chunk)
                    )
                return np.concatenate(found)

            yield from map_in_order(find, chunks)

    def _filter(self, rows: Integers, others: Integers, chunk: Integers) -> Integers:
        """Return as candidates what passes the bitmap filter of the join and may be compared."""
        features = self._features
        texts = chunk[rows]
        texts, others = np.maximum(texts, others), np.minimum(texts, others)
        pairs = list_distinct(((texts << 32) | others)[texts != others])
        texts, others = pairs >> 32, pairs & _LOW_HALF
        first, second = features.signatures
        distance = np.bitwise_count(first[texts] ^ first[others])
        distance += np.bitwise_count(second[texts] ^ second[others])
        passed = distance <= self._bounds.room[features.counts[texts] + features.counts[others]]
        if self._allowed is not None:
            passed &= self._allowed(texts, others)
        chosen: Integers = pairs[passed]
        return chosen

    def _make_indexes(self, part: _Part, texts: Integers, spare: int) -> list[KeyIndex]:
        """Return indexes of the keys that leave out no word, one, and so on up to `spare`."""
        ends = [0, *(comb(part.words + left_out, left_out) for left_out in range(spare + 1))]
        size = max(_CHUNK_KEYS // ends[-1], 1)
        chunks = [texts[begin : begin + size] for begin in range(0, len(texts), size)]
        keys = np.empty((ends[-1], len(texts)), np.uint64)
        begin = 0
        for made in map_in_order(lambda each: self._make_keys(part, each, spare), chunks):
            keys[:, begin : begin + made.shape[1]] = made
            begin += made.shape[1]
        return [KeyIndex(keys[first:end], texts) for first, end in pairwise(ends)]

    def _make_keys(self, part: _Part, texts: Integers, spare: int) -> Hashes:
        """Return the keys of some texts of one length, by pattern and text; patterns that leave out fewer words first."""
        places = self._place(texts)
        places = (places[:, ::-1] if part.is_end else places)[:, : part.words + spare]
        words = mix(np.ascontiguousarray(self._features.numbers[places].T).astype(np.uint64) + np.uint64(1))
        maker = _KeyMaker(words, part.words, spare)
        maker.add_patterns(0, 0)
        return maker.keys


class _KeyMaker:
    """Makes the keys of some texts of one length.

    Args:
        words: Their words as numbers, by place and text, uint64.
        length: Number of words of a pattern.
        spare: How many words it leaves out at most.

    Attributes:
        keys: The keys, by pattern and text; patterns that leave out fewer words first.
    """

    def __init__(self, words: Hashes, length: int, spare: int) -> None:
        self._words = words
        self._length = length
        self._spare = spare
        self._rows = [0, *(comb(length + left_out, left_out) for left_out in range(spare + 1))]
        self.keys = np.empty((self._rows[-1], words.shape[1]), np.uint64)
        # The sums of the first words of a pattern, which others share.
        self._sums = np.zeros((length + 1, words.shape[1]), np.uint64)
        self._factors = mix(np.arange(1, length + 1, dtype=np.uint64)) | np.uint64(1)

    def add_patterns(self, done: int, place: int) -> None:
        """Add the keys of all patterns that begin as one that has `done` words, all before `place`."""
        if done == self._length:
            left_out = place - done
            self.keys[self._rows[left_out]] = self._sums[done]
            self._rows[left_out] += 1
            return
        following = self._sums[done + 1]
        for each in range(place, done + self._spare + 1):
            np.multiply(self._words[each], self._factors[done], out=following)
            following += self._sums[done]
            self.add_patterns(done + 1, each + 1)


def _are_sorted(plan: _Plan, texts: int) -> bool:
    """Return whether the keys of so many texts are sorted all at once: those of one part, which few texts share."""
    return plan.length == plan.other and len(plan.parts) == 1 and plan.count_keys() * texts <= _MOST_SORTED
