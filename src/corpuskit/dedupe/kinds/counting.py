"""The kinds of all near copies of a corpus: the plain ones by array work, the others word by word.

What the arrays say is what `classify_difference` says; they only count, for both sides of each pair, the words that
the other side lacks and how they are written. Where that does not decide, as with numbers, acronyms, words that turn the
sense and in scripts without capitals, the texts themselves are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, hash_list, hash_word
from corpuskit.dedupe.arrays.ranges import expand_ranges, offsets_of
from corpuskit.dedupe.arrays.sorting import order_by
from corpuskit.dedupe.arrays.threads import map_in_order
from corpuskit.dedupe.join.assignment import Assignment, Comparison
from corpuskit.dedupe.kinds.alignment import WrittenWords, list_written_words
from corpuskit.dedupe.kinds.classify import TEMPLATE_SHARE, classify_difference
from corpuskit.dedupe.kinds.meaning import sense_words
from corpuskit.dedupe.options import KINDS
from corpuskit.dedupe.reading.characters import ACRONYM, CAPITAL, CASED, NUMERIC, SINGLE, UNKNOWN
from corpuskit.dedupe.reading.lines import Forms
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures

MOST_RARE = 2
"""A word that so few distinct paragraphs have is taken for a name in a script without capitals."""

FEWEST_DISTINCT = 10
"""Among fewer distinct paragraphs nearly all words are rare, which says nothing."""

# Pairs and words that are looked at at a time; each is a part of a number of 64 bits below.
_CHUNK_PAIRS, _CHUNK_WORDS = 1 << 12, 1 << 18
_NUMBER_BYTES = 4
_WORD_BITS, _PLACE_BITS = np.uint64(31), np.uint64(20)


KindNumbers = NDArray[np.uint8]
NO_KIND = 255
"""Stands for a unit that is no near copy."""
_EXACT, _CONTAINED, _TEMPLATE, _WORDING = (
    KINDS.index(kind) for kind in ("exact", "contained", "template", "wording")
)
# Words of such forms are looked at one by one.
_HARD_FORMS = NUMERIC | ACRONYM | SINGLE | UNKNOWN


class Classified(NamedTuple):
    """The kinds of the near copies.

    Attributes:
        kinds: For each unit that is a near copy how it differs, by the place in `KINDS`; `NO_KIND` for others, uint8.
        by_rarity: How many of them were told by rare words, for want of capitals.
    """

    kinds: KindNumbers
    by_rarity: int


class WordFrequencies:
    """How many distinct paragraphs have a word; counted when it is first asked for."""

    def __init__(self, features: CorpusFeatures, assignment: Assignment) -> None:
        self._features = features
        self._first = assignment.first
        self._words = np.zeros(0, np.uint64)
        self._counts = np.zeros(0, np.int64)

    def is_rare(self, word: str) -> bool:
        """Return whether at most two distinct paragraphs have `word`, which is given as it is compared."""
        if len(self._first) < FEWEST_DISTINCT:
            return False
        if not len(self._words):
            counts = self._features.word_counts[self._first]
            starts = offsets_of(self._features.word_counts)[self._first]
            words = self._features.words[expand_ranges(starts, counts)]
            self._words, self._counts = np.unique(words, return_counts=True)
        place = int(np.searchsorted(self._words, np.uint64(hash_word(word))))
        return place == len(self._words) or int(self._counts[place]) <= MOST_RARE


class _Side(NamedTuple):
    """One side of some pairs: all words of its texts, one text after another.

    Attributes:
        pair: For each word the pair that it belongs to, from 0, int64.
        number: Its number among the distinct words, uint32.
        word: Its hash, uint64.
        form: How it is written, uint8.
    """

    pair: Integers
    number: NDArray[np.uint32]
    word: Hashes
    form: Forms


class _Changes(NamedTuple):
    """What was changed on one side of some pairs, by pair.

    Attributes:
        words: Number of words that the other side lacks, int64.
        others: Number of those that are not the first of their paragraph, where there are such, int64.
        names: Number of the latter that are written like names, int64.
        hard: Number of those that have to be looked at, int64.
    """

    words: Integers
    others: Integers
    names: Integers
    hard: Integers


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
    kinds = np.full(len(assignment.kept), NO_KIND, np.uint8)
    if is_by_words:
        _CountingClassifier(features, comparison, assignment).classify(copies, kinds)
    hard = copies[kinds[copies] == NO_KIND]
    if is_rare is None:
        is_rare = WordFrequencies(features, assignment).is_rare
    by_rarity = _classify_one_by_one(features, assignment, hard, kinds, is_rare)
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

    def classify(self, copies: Integers, kinds: KindNumbers) -> None:
        """Set the kinds of those of some units whose counts decide it.

        Args:
            copies: The units.
            kinds: For each unit its kind, to be set.
        """
        compared = copies[(self._text_of[copies] >= 0) & (self._text_of[self._assignment.kept[copies]] >= 0)]
        chunks = list(self._iter_chunks(compared))
        for chunk, found in zip(chunks, map_in_order(self._classify_chunk, chunks), strict=True):
            kinds[chunk] = found

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

    def _classify_chunk(self, copies: Integers) -> KindNumbers:
        """Return the kinds of some units, `NO_KIND` where counts do not decide."""
        kept = self._assignment.kept[copies]
        sides = self._list_side(kept), self._list_side(copies)
        ours, theirs = _count_changes(sides, len(copies))
        both = (ours.words > 0) & (theirs.words > 0)
        # Capitals say nothing where there are none.
        has_case = [
            _any_by_pair(side.pair, side.form & np.uint8(CASED | UNKNOWN), len(copies)) for side in sides
        ]
        is_template = both & _are_mostly_names(ours) & _are_mostly_names(theirs)
        found = np.where(is_template, np.uint8(_TEMPLATE), np.uint8(_WORDING))
        found[both & ~(has_case[0] | has_case[1])] = NO_KIND
        self._set_contained(copies, kept, found)
        is_hard = (ours.hard > 0) | (theirs.hard > 0)
        # Where no word is new, words were moved: any of them. Where one is, it may be another with a beginning that denies.
        is_hard |= (ours.words <= 1) & (theirs.words <= 1)
        found[is_hard] = NO_KIND
        return found

    def _set_contained(self, copies: Integers, kept: Integers, found: KindNumbers) -> None:
        """Set the kinds of the pairs of which the one text is a stretch of the other."""
        counts, others = self._texts.counts[self._text_of[copies]], self._texts.counts[self._text_of[kept]]
        common = np.rint(self._assignment.similarity[copies] * (counts + others) / 2)
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

    def _list_side(self, units: Integers) -> _Side:
        first = self._assignment.first[units]
        counts = self._features.word_counts[first]
        places = expand_ranges(self._offsets[first], counts)
        numbers = expand_ranges(self._texts.offsets[self._text_of[units]], counts)
        return _Side(
            np.repeat(np.arange(len(units)), counts),
            self._texts.numbers[numbers],
            self._features.words[places],
            self._features.forms[places],
        )


def _is_stretch(shorter: bytes, longer: bytes) -> bool:
    """Return whether the numbers of 32 bits in `shorter` stand in a row in `longer`."""
    place = longer.find(shorter)
    while place % _NUMBER_BYTES and place >= 0:
        place = longer.find(shorter, place + 1)
    return place >= 0


def _are_mostly_names(changes: _Changes) -> NDArray[np.bool_]:
    above, below = TEMPLATE_SHARE.numerator, TEMPLATE_SHARE.denominator
    are: NDArray[np.bool_] = changes.names * below >= changes.others * above
    return are


def _any_by_pair(pair: Integers, forms: NDArray[Any], pairs: int) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.bincount(pair[forms != 0], minlength=pairs) > 0
    return found


def _count_changes(sides: tuple[_Side, _Side], pairs: int) -> tuple[_Changes, _Changes]:
    """Return for both sides of some pairs what was changed."""
    packed = np.concatenate([_pack(side, place) for place, side in enumerate(sides)])
    packed.sort()
    keys = packed >> (_PLACE_BITS + np.uint64(1))
    begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, np.int64)
    on_side = (packed & np.uint64(1)).astype(np.uint8) + np.uint8(1)
    seen = np.bitwise_or.reduceat(on_side, begins) if len(begins) else on_side
    changed = packed[np.repeat(seen, np.diff(np.append(begins, len(packed)))) != 3]  # noqa: PLR2004 — both sides
    places = ((changed >> np.uint64(1)) & np.uint64((1 << int(_PLACE_BITS)) - 1)).astype(np.int64)
    of_second = (changed & np.uint64(1)) == 1
    return (
        _sum_changes(sides[0], places[~of_second], pairs),
        _sum_changes(sides[1], places[of_second], pairs),
    )


def _pack(side: _Side, place: int) -> Hashes:
    """Return the pair, the word, its place in the side, and the side, in one number each."""
    packed = side.pair.astype(np.uint64) << _WORD_BITS
    packed |= side.number
    packed <<= _PLACE_BITS
    packed |= np.arange(len(packed), dtype=np.uint64)
    packed <<= np.uint64(1)
    packed |= np.uint64(place)
    return packed


@cache
def _sense_hashes() -> Hashes:
    return np.sort(hash_list(sorted(sense_words())))


def _sum_changes(side: _Side, places: Integers, pairs: int) -> _Changes:
    changed = _Side(side.pair[places], side.number[places], side.word[places], side.form[places])
    pair, form = changed.pair, changed.form
    words = np.bincount(pair, minlength=pairs)
    # The capital of the first word of a paragraph says nothing, unless it alone was changed.
    is_first = (np.diff(side.pair, prepend=-1) != 0)[places] & (words[pair] > 1)
    is_name = ((form & CAPITAL) != 0) & ~is_first
    return _Changes(
        words,
        words - np.bincount(pair[is_first], minlength=pairs),
        np.bincount(pair[is_name], minlength=pairs),
        np.bincount(pair[_mark_hard(changed)], minlength=pairs),
    )


def _mark_hard(side: _Side) -> NDArray[np.bool_]:
    """Return for each word whether it has to be looked at."""
    known = _sense_hashes()
    found = np.minimum(np.searchsorted(known, side.word), len(known) - 1)
    is_hard: NDArray[np.bool_] = ((side.form & np.uint8(_HARD_FORMS)) != 0) | (known[found] == side.word)
    return is_hard


def _classify_one_by_one(
    features: CorpusFeatures,
    assignment: Assignment,
    units: Integers,
    kinds: KindNumbers,
    is_rare: Callable[[str], bool],
) -> int:
    """Set the kinds of some units, from their texts, and return how many were told by rare words."""
    by_rarity = 0
    pairs = _iter_written_words(features, assignment, units)
    for unit, (kept, copy) in zip(units.tolist(), pairs, strict=True):
        if kept.folded == copy.folded:
            # Only where copies in one document do not count can the words of two units be the same.
            kinds[unit] = _EXACT
            continue
        difference = classify_difference(kept, copy, is_rare)
        kinds[unit] = KINDS.index(difference.kind)
        by_rarity += difference.by_rarity
    return by_rarity


def _iter_written_words(
    features: CorpusFeatures, assignment: Assignment, units: Integers
) -> Iterator[tuple[WrittenWords, WrittenWords]]:
    """Yield for each unit the words of the one that is kept, and its own."""
    last, kept_words = -1, WrittenWords([], [], "")
    for begin in range(0, len(units), _CHUNK_PAIRS):
        chunk = units[begin : begin + _CHUNK_PAIRS]
        originals = assignment.kept[chunk]
        texts = features.list_texts(assignment.first[originals]), features.list_texts(assignment.first[chunk])
        for kept, kept_text, text in zip(originals.tolist(), *texts, strict=True):
            if kept != last:
                last, kept_words = kept, list_written_words(kept_text)
            yield kept_words, list_written_words(text)
