"""The words of texts as ranks, strings and signatures: what a similarity join looks at."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.features import Hashes, Integers

SIGNATURE_WORDS = 2
"""Number of 64-bit numbers in a signature."""
_LOW_HALF = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_FIRST_SURROGATE, _SURROGATES = 0xD800, 0x800
_CODE_POINTS = 0x110000 - _SURROGATES


class JoinFeatures(NamedTuple):
    """Some texts, numbered from 0, as a similarity join looks at them.

    Attributes:
        counts: Number of words of each, int64.
        offsets: Where the tokens of each begin, and at the end their number, int64.
        tokens: The words of each as tokens, the rarest first, uint32. A token is a word with the number of its
            occurrence in the text, so that no text has one twice; it is known by its rank of rarity.
        token_count: Number of distinct tokens.
        first_shared: The first token that stands in two texts.
        sequences: The words of each in order, a code point a word, or a number where there are too many words for that;
            those that stand nowhere else are left out.
        signatures: For each the parities of its tokens, by 128 classes of tokens, uint64, shape (texts, 2).
    """

    counts: Integers
    offsets: Integers
    tokens: NDArray[np.uint32]
    token_count: int
    first_shared: int
    sequences: list[str] | list[list[int]]
    signatures: Hashes


def make_join_features(words: Hashes, counts: Integers) -> JoinFeatures:
    """Return the features of some texts.

    Args:
        words: The hashes of the words of all texts, uint64.
        counts: Number of words of each, int64, 1 or more.
    """
    offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    if not len(words):
        empty = np.zeros(0, np.uint32)
        return JoinFeatures(counts, offsets, empty, 0, 0, [], np.zeros((0, SIGNATURE_WORDS), np.uint64))
    _, inverse, frequencies = np.unique(words, return_inverse=True, return_counts=True)
    numbers = inverse.astype(np.uint32)
    del inverse
    sequences = _make_sequences(numbers, frequencies, offsets)
    tokens, token_frequencies = _number_occurrences(numbers, len(frequencies), counts)
    ranks = np.empty(len(token_frequencies), np.uint32)
    ranks[np.argsort(token_frequencies, kind="stable")] = np.arange(len(ranks), dtype=np.uint32)
    packed = _pack(counts, ranks[tokens])
    packed.sort()
    tokens = (packed & _LOW_HALF).astype(np.uint32)
    del packed
    return JoinFeatures(
        counts,
        offsets,
        tokens,
        len(ranks),
        int(np.count_nonzero(token_frequencies == 1)),
        sequences,
        _make_signatures(tokens, offsets),
    )


def _pack(counts: Integers, numbers: NDArray[np.uint32]) -> Hashes:
    """Return the number of the text and that of the word as one number each."""
    packed = np.repeat(np.arange(len(counts), dtype=np.uint64) << _HALF, counts)
    packed |= numbers
    return packed


def _make_sequences(
    numbers: NDArray[np.uint32], frequencies: Integers, offsets: Integers
) -> list[str] | list[list[int]]:
    """Return the words of each text as a sequence that the comparison in C++ takes.

    A word that stands only once in all texts cannot be common to two of them, so it need not be compared.
    """
    shared = frequencies > 1
    # The most frequent words get the lowest code points, which are compared fastest.
    codes = np.empty(len(frequencies), np.uint32)
    codes[np.argsort(-frequencies, kind="stable")] = np.arange(len(frequencies), dtype=np.uint32)
    is_shared = shared[numbers]
    places = np.concatenate((np.zeros(1, np.int64), np.cumsum(is_shared)))[offsets].tolist()
    compared = codes[numbers[is_shared]]
    spans = pairwise(places)
    if np.count_nonzero(shared) > _CODE_POINTS:
        return [compared[start:end].tolist() for start, end in spans]
    compared[compared >= _FIRST_SURROGATE] += _SURROGATES
    text = compared.astype("<u4").tobytes().decode("utf-32-le")
    return [text[start:end] for start, end in spans]


def _number_occurrences(
    numbers: NDArray[np.uint32], vocabulary_size: int, counts: Integers
) -> tuple[NDArray[np.uint32], Integers]:
    """Return the tokens of each text in any order, and how many texts have each token."""
    packed = _pack(counts, numbers)
    packed.sort()
    tokens = (packed & _LOW_HALF).astype(np.int64)
    repeated = np.zeros(len(packed), np.bool_)
    repeated[1:] = packed[1:] == packed[:-1]
    del packed
    repeats = np.flatnonzero(repeated)
    if len(repeats):
        # The number of an occurrence is its distance from the first one of its run.
        run_starts = np.flatnonzero(~repeated)
        occurrence = repeats - run_starts[np.searchsorted(run_starts, repeats) - 1]
        keys, again = np.unique((tokens[repeats] << 32) | occurrence, return_inverse=True)
        tokens[repeats] = vocabulary_size + again
        return tokens.astype(np.uint32), np.bincount(tokens, minlength=vocabulary_size + len(keys))
    return tokens.astype(np.uint32), np.bincount(tokens, minlength=vocabulary_size)


def _make_signatures(tokens: NDArray[np.uint32], offsets: Integers) -> Hashes:
    hashes = tokens * np.uint64(0x9E3779B97F4A7C15)
    hashes >>= np.uint64(57)
    bits = np.uint64(1) << (hashes & np.uint64(63))
    hashes >>= np.uint64(6)
    signatures = np.empty((len(offsets) - 1, SIGNATURE_WORDS), np.uint64)
    for column in range(SIGNATURE_WORDS):
        chosen = np.where(hashes == column, bits, np.uint64(0))
        signatures[:, column] = np.bitwise_xor.reduceat(chosen, offsets[:-1])
    return signatures
