"""What was changed between the two texts of many pairs, by array work: change by change, and in each of them the words.

What the texts of a pair begin and end with alike is left out. Where every word of the rest that has no counterpart is
one that the rest of the other text lacks altogether, the alignment with the most words in common is the only one: the
other words stand against each other in order, and what is between two of them is one change. The other pairs are
aligned one by one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.arrays.ranges import expand_ranges, list_ranges
from corpuskit.dedupe.join.texts import encode_words
from corpuskit.dedupe.reading.lines import Forms

Truths = NDArray[np.bool_]

_PLACE_BITS, _WORD_BITS = np.uint64(20), np.uint64(31)
# What marks a word of the one side, of the other, and of what both begin or end with.
_SIDES, _ENDS = (1, 2), 4


class Side(NamedTuple):
    """One side of some pairs: all words of its texts, one text after another.

    Attributes:
        counts: For each pair the number of words, 1 or more, int64.
        begins: Where they begin, int64.
        pair: For each word the pair that it belongs to, from 0, int64.
        number: Its number among the distinct words, uint32.
        word: Its hash, uint64.
        form: How it is written, uint8.
    """

    counts: Integers
    begins: Integers
    pair: Integers
    number: NDArray[np.uint32]
    word: Hashes
    form: Forms

    @classmethod
    def make(cls, counts: Integers, number: NDArray[np.uint32], word: Hashes, form: Forms) -> Side:
        """Return a side from the number of words of each text, and the words."""
        pair = np.repeat(np.arange(len(counts)), counts)
        return cls(counts, np.cumsum(counts) - counts, pair, number, word, form)

    def count_words(self, chosen: Truths) -> Integers:
        """Return for each pair how many of the words are chosen."""
        return np.bincount(self.pair[chosen], minlength=len(self.counts))


class ChangedWords(NamedTuple):
    """The words of one side that changes cover, in order.

    Attributes:
        place: The place of each in its side, int64.
        change: The change that it belongs to, int64.
        is_lacking: Whether the other text has the word nowhere, bool.
    """

    place: Integers
    change: Integers
    is_lacking: Truths


class Changes(NamedTuple):
    """The changes of some pairs.

    Attributes:
        pair: For each change the pair that it belongs to, rising, int64.
        is_aligned: For each pair whether it was aligned by itself, since several alignments are possible, bool.
        sides: What they cover on both sides.
    """

    pair: Integers
    is_aligned: Truths
    sides: tuple[ChangedWords, ChangedWords]


class _Rest(NamedTuple):
    """The words of one side that are not in what both texts begin and end with.

    Attributes:
        place: The place of each in its side, int64.
        pair: Its pair, int64.
        is_unmatched: Whether the rest of the other text has it nowhere, bool.
        is_lacking: Whether the other text has it nowhere, bool.
    """

    place: Integers
    pair: Integers
    is_unmatched: Truths
    is_lacking: Truths


def find_changes(sides: tuple[Side, Side], common: Integers) -> Changes:
    """Return the changes of some pairs.

    Args:
        sides: Their words.
        common: For each pair the length of the longest common subsequence, in words.
    """
    pairs = len(common)
    ours, theirs, ends = _list_rests(sides)
    left = common - ends
    is_certain = np.ones(pairs, np.bool_)
    for rest in (ours, theirs):
        is_certain &= np.bincount(rest.pair[~rest.is_unmatched], minlength=pairs) == left
    ours, theirs = _align(sides, (ours, theirs), np.flatnonzero(~is_certain))
    # One before each word in common, and one at the end.
    changes = left + 1
    first = np.cumsum(changes) - changes
    covered = []
    for rest in (ours, theirs):
        chosen = np.flatnonzero(rest.is_unmatched)
        begins = np.searchsorted(rest.pair, np.arange(pairs))
        matched: Integers = np.concatenate((np.zeros(1, np.int64), np.cumsum(~rest.is_unmatched)))
        pair = rest.pair[chosen]
        change = first[pair] + matched[chosen] - matched[begins[pair]]
        covered.append(ChangedWords(rest.place[chosen], change, rest.is_lacking[chosen]))
    return _number(Changes(np.repeat(np.arange(pairs), changes), ~is_certain, (covered[0], covered[1])))


def _align(sides: tuple[Side, Side], rests: tuple[_Rest, _Rest], pairs: Integers) -> tuple[_Rest, _Rest]:
    """Return both rests, with the words of some pairs matched as in one of the best alignments, the one of `align_words`."""
    from rapidfuzz.distance import Indel

    numbers = [side.number[rest.place] for side, rest in zip(sides, rests, strict=True)]
    most = max(int(number.max(initial=0)) for number in numbers) + 1
    begins = [np.searchsorted(rest.pair, pairs) for rest in rests]
    ends = [np.searchsorted(rest.pair, pairs, side="right") for rest in rests]
    words = [
        [row[first:last] for first, last in zip(*map(np.ndarray.tolist, bounds), strict=True)]
        for row, *bounds in zip((encode_words(number, most) for number in numbers), begins, ends, strict=True)
    ]
    found = [
        (pair, *block)
        for pair, both in enumerate(zip(*words, strict=True))
        for block in Indel.editops(*both).as_matching_blocks()
    ]
    pair, kept, copy, size = np.array(found, np.int64).reshape(-1, 4).T
    aligned = []
    for rest, begin, end, place in zip(rests, begins, ends, (kept, copy), strict=True):
        is_unmatched = rest.is_unmatched.copy()
        is_unmatched[expand_ranges(begin, end - begin)] = True
        is_unmatched[expand_ranges(begin[pair] + place, size)] = False
        aligned.append(rest._replace(is_unmatched=is_unmatched))
    return aligned[0], aligned[1]


def _number(changes: Changes) -> Changes:
    """Return the changes that cover words, numbered from 0."""
    is_filled = np.zeros(len(changes.pair), np.bool_)
    for words in changes.sides:
        is_filled[words.change] = True
    number = np.cumsum(is_filled) - 1
    ours, theirs = (words._replace(change=number[words.change]) for words in changes.sides)
    return changes._replace(pair=changes.pair[is_filled], sides=(ours, theirs))


def _list_rests(sides: tuple[Side, Side]) -> tuple[_Rest, _Rest, Integers]:
    """Return the words of both sides that are not in what both begin and end with, and by pair how many those are."""
    shorter = np.minimum(sides[0].counts, sides[1].counts)
    before = _count_equal(sides, shorter, from_end=False)
    behind = np.minimum(_count_equal(sides, shorter, from_end=True), shorter - before)
    are_rest = [_mark_between(side, before, behind) for side in sides]
    places = [np.flatnonzero(is_rest) for is_rest in are_rest]
    marks = [np.full(len(place), mark) for place, mark in zip(places, _SIDES, strict=True)]
    at_ends = np.flatnonzero(~are_rest[0])
    seen = _combine_marks(
        np.concatenate((_key(sides[0], places[0]), _key(sides[1], places[1]), _key(sides[0], at_ends))),
        np.concatenate((*marks, np.full(len(at_ends), _ENDS))).astype(np.uint8),
    )
    both = np.uint8(sum(_SIDES))
    first, second = (
        _Rest(place, side.pair[place], (found & both) != both, (found == _SIDES[0]) | (found == _SIDES[1]))
        for side, place, found in zip(
            sides, places, np.split(seen, np.cumsum(list(map(len, places)))), strict=False
        )
    )
    return first, second, before + behind


def _key(side: Side, places: Integers) -> Hashes:
    """Return the pair and the word of some places in one number each."""
    return side.pair[places].astype(np.uint64) << _WORD_BITS | side.number[places]


def _combine_marks(keys: Hashes, marks: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return for each key the marks of all that are equal to it, as bits."""
    packed = keys << _PLACE_BITS
    packed |= np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    order = (packed & np.uint64((1 << int(_PLACE_BITS)) - 1)).astype(np.int64)
    packed >>= _PLACE_BITS
    begins = np.flatnonzero(np.append(True, packed[1:] != packed[:-1]))
    combined = np.bitwise_or.reduceat(marks[order], begins)
    seen = np.empty(len(keys), np.uint8)
    seen[order] = np.repeat(combined, np.diff(np.append(begins, len(keys))))
    return seen


def _mark_between(side: Side, before: Integers, behind: Integers) -> Truths:
    """Return for the words of a side whether they are between so many at the beginning and at the end of its texts."""
    is_between = np.zeros(len(side.word), np.bool_)
    lengths = side.counts - before - behind
    filled = np.flatnonzero(lengths)
    is_between[list_ranges((side.begins + before)[filled], lengths[filled])[1]] = True
    return is_between


def _count_equal(sides: tuple[Side, Side], shorter: Integers, *, from_end: bool) -> Integers:
    """Return by pair how many words are the same at the beginning, or at the end, of `shorter` words."""
    row, step = list_ranges(np.zeros(len(shorter), np.int64), shorter)
    numbers = [
        side.number[(side.begins + side.counts - 1)[row] - step if from_end else side.begins[row] + step]
        for side in sides
    ]
    return np.minimum.reduceat(
        np.where(numbers[0] != numbers[1], step, shorter[row]), np.cumsum(shorter) - shorter
    )
