"""The kinds of all near copies of a corpus: the plain ones by array work, the others word by word.

What the arrays say is what `classify_difference` says; they only count, for both sides of each pair, the words that
the other side lacks and how they are written. Where that does not decide, as with numbers, acronyms, words that turn the
sense and in scripts without capitals, the texts themselves are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, hash_word
from corpuskit.dedupe.arrays.ranges import expand_ranges, gather_ranges, iter_parts, offsets_of
from corpuskit.dedupe.arrays.sorting import Vocabulary, list_distinct, list_once, order_by
from corpuskit.dedupe.arrays.threads import map_in_order
from corpuskit.dedupe.join.assignment import Assignment, Comparison
from corpuskit.dedupe.kinds.alignment import WrittenWords, list_written_words
from corpuskit.dedupe.kinds.changes import Side
from corpuskit.dedupe.kinds.classify import Known, classify_difference
from corpuskit.dedupe.kinds.decision import (
    NO_KIND,
    OPEN_ACRONYMS,
    OPEN_ALL,
    OPEN_KINDS,
    OPEN_REST,
    Decider,
    Decision,
    KindNumbers,
)
from corpuskit.dedupe.kinds.lexicon import load_lexicon
from corpuskit.dedupe.kinds.looks import Looks
from corpuskit.dedupe.options import KINDS
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures

MOST_RARE = 2
"""A word that so few distinct paragraphs have is taken for a name in a script without capitals."""

FEWEST_DISTINCT = 10
"""Among fewer distinct paragraphs nearly all words are rare, which says nothing."""

# Pairs and words that are looked at at a time; each is a part of a number of 64 bits below.
_CHUNK_PAIRS, _CHUNK_WORDS = 1 << 12, 1 << 18
_NUMBER_BYTES = 4
_EXACT, _CONTAINED = KINDS.index("exact"), KINDS.index("contained")


class Classified(NamedTuple):
    """The kinds of the near copies.

    Attributes:
        kinds: For each unit that is a near copy how it differs, by the place in `KINDS`; `NO_KIND` for others, uint8.
        by_rarity: How many of them were told by rare words, for want of capitals.
    """

    kinds: KindNumbers
    by_rarity: int


def no_kinds(units: int) -> KindNumbers:
    """Return the kinds of so many units of which none is a near copy."""
    return np.full(units, NO_KIND, np.uint8)


class WordFrequencies:
    """How many distinct paragraphs have a word; counted when it is first asked for."""

    def __init__(self, features: CorpusFeatures, assignment: Assignment) -> None:
        self._features = features
        self._first = assignment.first

    def is_rare(self, word: str) -> bool:
        """Return whether at most two distinct paragraphs have `word`, which is given as it is compared."""
        if len(self._first) < FEWEST_DISTINCT:
            return False
        words, paragraphs = self._counted
        place = int(np.searchsorted(words, np.uint64(hash_word(word))))
        return place == len(words) or int(paragraphs[place]) <= MOST_RARE

    @cached_property
    def _counted(self) -> tuple[Hashes, Integers]:
        """The distinct words, rising, and how many distinct paragraphs have each."""
        counts = self._features.word_counts[self._first]
        words = gather_ranges(
            self._features.words, offsets_of(self._features.word_counts)[self._first], counts
        )
        vocabulary = Vocabulary(words)
        paragraphs = np.zeros(len(vocabulary.values), np.int64)
        done = 0
        ends = np.cumsum(counts)
        for part in iter_parts(ends, _CHUNK_WORDS):
            end = int(ends[part.stop - 1])
            np.add.at(paragraphs, vocabulary.find(list_once(counts[part], words[done:end])), 1)
            done = end
        return vocabulary.values, paragraphs


def classify_copies(
    features: CorpusFeatures,
    comparison: Comparison,
    assignment: Assignment,
    *,
    is_by_words: bool,
    is_rare: Callable[[str], bool] | None = None,
) -> Classified:
    """Return how each unit that is a near copy differs from the one that is kept.

    Args:
        features: The paragraphs.
        comparison: What was compared.
        assignment: Which units are copies of which.
        is_by_words: Whether words were compared, and not characters.
        is_rare: Tells whether at most two distinct paragraphs have a word; None to count the words of `features`.
    """
    copies = np.flatnonzero(assignment.kept != np.arange(len(assignment.kept)))
    copies = copies[order_by(assignment.kept[copies].astype(np.uint32))]
    kinds = no_kinds(len(assignment.kept))
    decision = Decision(kinds, np.full(len(kinds), OPEN_ALL, np.uint8), np.zeros(len(kinds), np.uint32))
    if is_by_words:
        _CountingClassifier(features, comparison, assignment).classify(copies, decision)
    if is_rare is None:
        is_rare = WordFrequencies(features, assignment).is_rare
    by_rarity = _classify_one_by_one(
        features, assignment, copies[decision.open[copies] > 0], decision, is_rare
    )
    return Classified(kinds, by_rarity)


class _CountingClassifier:
    """Tells the kinds of near copies by counting the words that were changed."""

    def __init__(self, features: CorpusFeatures, comparison: Comparison, assignment: Assignment) -> None:
        self._features = features
        self._texts = comparison.texts
        self._assignment = assignment
        self._offsets = offsets_of(features.word_counts)
        # For each unit its number among the texts that were compared, -1 where it was not.
        self._text_of = np.full(len(assignment.kept), -1)
        self._text_of[comparison.units] = np.arange(len(comparison.units))

    def classify(self, copies: Integers, decision: Decision) -> None:
        """Decide as much as counts tell of some units.

        Args:
            copies: The units.
            decision: What is known of all units, to be set.
        """
        compared = copies[(self._text_of[copies] >= 0) & (self._text_of[self._assignment.kept[copies]] >= 0)]
        if not len(compared):
            return
        involved = list_distinct(np.concatenate((compared, self._assignment.kept[compared])))
        decider = Decider(load_lexicon(), self._list_words(involved))
        chunks = list(self._iter_chunks(compared))

        def classify_chunk(chunk: Integers) -> Decision:
            return self._classify_chunk(chunk, decider)

        for chunk, found in zip(chunks, map_in_order(classify_chunk, chunks), strict=True):
            decision.kinds[chunk], decision.open[chunk], decision.languages[chunk] = found

    def _list_words(self, units: Integers) -> Hashes:
        """Return for each distinct word of some units, by its number, its hash; 0 for the words of others."""
        words = np.zeros(int(self._texts.numbers.max()) + 1, np.uint64)
        for begin in range(0, len(units), _CHUNK_PAIRS):
            side = self._list_side(units[begin : begin + _CHUNK_PAIRS])
            words[side.number] = side.word
        return words

    def _iter_chunks(self, copies: Integers) -> Iterator[Integers]:
        counts = self._features.word_counts[self._assignment.first]
        totals = np.cumsum(counts[copies] + counts[self._assignment.kept[copies]])
        begin = 0
        while begin < len(copies):
            done = totals[begin - 1] if begin else 0
            end = min(int(np.searchsorted(totals, done + _CHUNK_WORDS)), begin + _CHUNK_PAIRS)
            # Two very long texts alone may have too many words; they are left to the other way.
            if end > begin:
                yield copies[begin:end]
            begin = max(end, begin + 1)

    def _classify_chunk(self, copies: Integers, decider: Decider) -> Decision:
        """Return what counts tell of some units, of which those that are copies of one stand together."""
        kept = self._assignment.kept[copies]
        sides = self._list_side(kept), self._list_side(copies)
        originals = list_distinct(kept)
        seen = self._look_at(originals).take(np.searchsorted(originals, kept)), self._look_at(copies)
        common = np.rint(self._assignment.similarity[copies] * (sides[0].counts + sides[1].counts) / 2)
        decision = decider.decide(sides, common.astype(np.int64), seen)
        self._set_contained(copies, kept, common, decision.kinds)
        return decision

    def _look_at(self, units: Integers) -> Looks:
        return Looks.make(self._features.list_texts(self._assignment.first[units]))

    def _set_contained(
        self, copies: Integers, kept: Integers, common: NDArray[np.float64], found: KindNumbers
    ) -> None:
        """Set the kinds of the pairs of which the one text is a stretch of the other."""
        counts, others = self._texts.counts[self._text_of[copies]], self._texts.counts[self._text_of[kept]]
        # All words of the one stand in the other, in order.
        for place in np.flatnonzero(common >= np.minimum(counts, others)).tolist():
            sides = self._list_numbers(copies[place]), self._list_numbers(kept[place])
            shorter, longer = sorted(sides, key=len)
            if shorter == longer:
                # Only where copies in one document do not count can the words of two units be the same.
                found[place] = _EXACT
            elif _is_stretch(shorter, longer):
                found[place] = _CONTAINED

    def _list_numbers(self, unit: int) -> bytes:
        text = self._text_of[unit]
        return self._texts.numbers[self._texts.offsets[text] : self._texts.offsets[text + 1]].tobytes()

    def _list_side(self, units: Integers) -> Side:
        first = self._assignment.first[units]
        counts = self._features.word_counts[first]
        places = expand_ranges(self._offsets[first], counts)
        numbers = expand_ranges(self._texts.offsets[self._text_of[units]], counts)
        return Side.make(
            counts, self._texts.numbers[numbers], self._features.words[places], self._features.forms[places]
        )


def _is_stretch(shorter: bytes, longer: bytes) -> bool:
    """Return whether the numbers of 32 bits in `shorter` stand in a row in `longer`."""
    place = longer.find(shorter)
    while place % _NUMBER_BYTES and place >= 0:
        place = longer.find(shorter, place + 1)
    return place >= 0


def _classify_one_by_one(
    features: CorpusFeatures,
    assignment: Assignment,
    units: Integers,
    decision: Decision,
    is_rare: Callable[[str], bool],
) -> int:
    """Set the kinds of some units, from their texts, and return how many were told by rare words."""
    by_rarity = 0
    pairs = _iter_written_words(features, assignment, units)
    columns = (column[units].tolist() for column in decision)
    for unit, (kept, copy), *told in zip(units.tolist(), pairs, *columns, strict=True):
        if kept.folded == copy.folded:
            # Only where copies in one document do not count can the words of two units be the same.
            decision.kinds[unit] = _EXACT
            continue
        difference = classify_difference(kept, copy, is_rare, _read_decision(*told))
        decision.kinds[unit] = KINDS.index(difference.kind)
        by_rarity += difference.by_rarity
    return by_rarity


@lru_cache(1 << 10)
def _read_decision(kind: int, is_open: int, languages: int) -> Known:
    """Return what is known of a pair, from a row of a decision."""
    return Known(
        load_lexicon().languages.get(languages) if languages else None,
        frozenset(name for bit, name in enumerate(OPEN_KINDS) if is_open >> bit & 1),
        None if is_open & OPEN_REST else KINDS[kind],
        bool(is_open & OPEN_ACRONYMS),
    )


def _iter_written_words(
    features: CorpusFeatures, assignment: Assignment, units: Integers
) -> Iterator[tuple[WrittenWords, WrittenWords]]:
    """Yield for each unit the words of the one that is kept, and its own."""
    last, kept_words = -1, WrittenWords([], [], "")
    for begin in range(0, len(units), _CHUNK_PAIRS):
        chunk = units[begin : begin + _CHUNK_PAIRS]
        originals = assignment.kept[chunk]
        texts = (
            features.list_readings(assignment.first[originals]),
            features.list_readings(assignment.first[chunk]),
        )
        for kept, kept_text, text in zip(originals.tolist(), *texts, strict=True):
            if kept != last:
                last, kept_words = kept, list_written_words(kept_text)
            yield kept_words, list_written_words(text)
