"""Paragraphs that lie inside longer ones, none missed.

A text of n words lies inside a longer one when some stretch of the other, of at most 2n words, has at least c·n of its
words in the same order. It then shares at least ⌈c·n⌉ words with it, so one of its n - ⌈c·n⌉ + 1 rarest words stands
there too: the same prefix filter as in `join`, with all words of the longer texts in the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.arrays.ranges import expand_ranges
from corpuskit.dedupe.arrays.sorting import list_distinct, order_by
from corpuskit.dedupe.join.bounds import Allowed
from corpuskit.dedupe.join.texts import JoinFeatures, Words, combine_classes, encode_words
from corpuskit.dedupe.join.verification import count_common

_CHUNK_PAIRS = 1 << 17
_HALF = np.uint64(32)
_LOW_HALF = 0xFFFFFFFF
# A quotation may have words put in between, but not more than it has itself.
_STRETCH = 2
# Stretches that are judged together are divided into so many parts.
_DIVISION = 4
# Words of stretches that are compared at a time.
_CHUNK_WORDS = 1 << 20
# To judge so few together is not worth it.
_FEW_STRETCHES = 64


class Contained(NamedTuple):
    """A text that lies inside a longer one.

    Attributes:
        inside: The shorter text.
        container: The longer text.
        part: The part of the words of the shorter one that is found there, 0 to 1.
    """

    inside: int
    container: int
    part: float


def find_contained(features: JoinFeatures, part: Fraction, allowed: Allowed | None = None) -> list[Contained]:
    """Return all pairs of a text and a longer one that it lies inside, by container and then by the shorter text.

    Args:
        features: The texts.
        part: The least part of the words that has to be found, above 0 to 1.
        allowed: Which pairs may be compared; None for all.
    """
    needed = -(-features.counts * part.numerator // part.denominator)
    found: list[Contained] = []

    distinct = int(features.numbers.max(initial=0)) + 1

    @cache
    def encode(text: int) -> Words:
        return encode_words(features.numbers[features.offsets[text] : features.offsets[text + 1]], distinct)

    for texts, longer in _iter_candidates(features, needed, allowed):
        common = count_common(features.sequences, features.counts, texts, longer, needed[texts])
        reached = common >= needed[texts]
        inside, container, common = texts[reached], longer[reached], common[reached]
        # Where the longer text is longer than a stretch, what they have in common may be too far apart.
        far = np.flatnonzero(features.counts[container] > _STRETCH * features.counts[inside])
        for group in _list_groups(features.counts[inside[far]], container[far]):
            rows = far[group]
            first = int(inside[rows[0]])
            common[rows] = _count_common_in_stretches(
                [encode(text) for text in inside[rows].tolist()],
                encode(int(container[rows[0]])),
                int(needed[first]),
            )
        reached = common >= needed[inside]
        parts = common[reached] / features.counts[inside[reached]]
        found += map(Contained, inside[reached].tolist(), container[reached].tolist(), parts.tolist())
    return sorted(found, key=lambda pair: (pair.container, pair.inside))


def _list_groups(counts: Integers, containers: Integers) -> list[Integers]:
    """Return the pairs in groups of one longer text and one number of words of the shorter ones."""
    order = np.lexsort((counts, containers))
    is_first = (np.diff(containers[order], prepend=-1) != 0) | (np.diff(counts[order], prepend=-1) != 0)
    return np.split(order, np.flatnonzero(is_first)[1:]) if len(order) else []


def _count_common_in_stretches(shorter: list[Words], longer: Words, least: int) -> list[int]:
    """Return for some texts of equally many words the most that a stretch of `longer`, twice as long, has in common.

    Args:
        shorter: The words of these texts.
        longer: Those of another, more than twice as many.
        least: What is less than this is of no use; it is not told exactly.
    """
    step = _choose_step(len(shorter[0]), len(longer))
    if step > 1:
        return [_count_common_in_stretch(text, longer, least, step) for text in shorter]
    starts = np.arange(len(longer) - _STRETCH * len(shorter[0]) + 1)
    most: list[int] = (
        _count_in_stretches(shorter, longer, starts, _STRETCH * len(shorter[0])).max(axis=1).tolist()
    )
    return most


def _choose_step(length: int, longer: int) -> int:
    """Return by how many words the first stretches that are judged are apart."""
    step = 1
    while step * _DIVISION <= min(length, (longer - _STRETCH * length) // _FEW_STRETCHES):
        step *= _DIVISION
    return step


def _count_common_in_stretch(shorter: Words, longer: Words, least: int, step: int) -> int:
    """Return the most words that a stretch of `longer`, twice as long as `shorter`, has in common with it.

    Stretches that begin near each other are judged together, by one that encloses them all: it has no fewer words in
    common than any of them. Only where these are more than the best so far is it divided.

    Args:
        shorter: The words of the one text.
        longer: Those of the other, more than twice as many.
        least: What is less than this is of no use; it is not told exactly.
        step: By how many words the first stretches are apart.
    """
    if isinstance(shorter, str) and isinstance(longer, str) and shorter in longer:
        return len(shorter)
    width, last = _STRETCH * len(shorter), len(longer) - _STRETCH * len(shorter)
    best = least - 1
    starts = np.arange(0, last + 1, step)
    while step > 1 and len(starts):
        bounds = _count_in_stretches([shorter], longer, starts, width + step - 1)[0]
        likeliest = starts[[int(bounds.argmax())]]
        best = max(best, int(_count_in_stretches([shorter], longer, likeliest, width)[0, 0]))
        starts = starts[bounds > best]
        step //= _DIVISION
        starts = (starts[:, None] + np.arange(0, step * _DIVISION, step)).ravel()
        starts = starts[starts <= last]
    return max(best, int(_count_in_stretches([shorter], longer, starts, width).max(initial=0)))


def _count_in_stretches(shorter: list[Words], longer: Words, starts: Integers, width: int) -> Integers:
    """Return how many words each of some stretches of `longer` of one width has in common with each of some texts."""
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.process import cdist

    common = np.zeros((len(shorter), len(starts)), np.int64)
    many = max(1, _CHUNK_WORDS // width)
    for first in range(0, len(starts), many):
        part = [longer[start : start + width] for start in starts[first : first + many].tolist()]
        common[:, first : first + many] = cdist(shorter, part, scorer=LCSseq.similarity, dtype=np.int32)
    return common


def _iter_candidates(
    features: JoinFeatures, needed: Integers, allowed: Allowed | None
) -> Iterator[tuple[Integers, Integers]]:
    """Yield pairs that pass the filters, each once."""
    by_size = order_by(features.counts.astype(np.uint32))
    tokens = features.tokens[expand_ranges(features.offsets[by_size], features.counts[by_size])]
    order = order_by(tokens)
    texts = np.repeat(by_size, features.counts[by_size])[order]
    key = (tokens[order].astype(np.uint64) << _HALF) | features.counts[texts].astype(np.uint64)
    # For each text the classes of words that it has.
    signatures = combine_classes(features.tokens, features.offsets, np.bitwise_or)
    texts_per_step = max(1, _CHUNK_PAIRS // 16)
    for first in range(0, len(features.counts), texts_per_step):
        chosen = np.arange(first, min(first + texts_per_step, len(features.counts)))
        inside, begin, length = _probe(features, needed, chosen, key)
        pairs = []
        totals = np.cumsum(length)
        start = 0
        while start < len(inside):
            done = totals[start - 1] if start else 0
            stop = max(int(np.searchsorted(totals, done + _CHUNK_PAIRS)), start + 1)
            shorter = np.repeat(inside[start:stop], length[start:stop])
            longer = texts[expand_ranges(begin[start:stop], length[start:stop])].astype(np.int64)
            # Every class of words that only the shorter text has is a word at least that is missing.
            missing = sum(np.bitwise_count(half[shorter] & ~half[longer]) for half in signatures)
            passed = missing <= (features.counts - needed)[shorter]
            pairs.append((shorter[passed] << 32) | longer[passed])
            start = stop
        if pairs:
            unique = list_distinct(np.concatenate(pairs))
            inside, container = unique >> 32, unique & _LOW_HALF
            if allowed is not None:
                may = allowed(inside, container)
                inside, container = inside[may], container[may]
            yield inside, container


def _probe(
    features: JoinFeatures, needed: Integers, texts: Integers, key: NDArray[np.uint64]
) -> tuple[Integers, Integers, Integers]:
    """Return for the rare words of some texts where longer texts with them stand in the index: text, begin, length."""
    counts = features.counts[texts]
    lengths = counts - needed[texts] + 1
    places = expand_ranges(features.offsets[texts], lengths)
    text = np.repeat(texts, lengths)
    token = features.tokens[places].astype(np.uint64) << _HALF
    begin = np.searchsorted(key, token | features.counts[text].astype(np.uint64), side="right")
    end = np.searchsorted(key, token | np.uint64(_LOW_HALF), side="right")
    filled = end > begin
    return text[filled], begin[filled], (end - begin)[filled]
