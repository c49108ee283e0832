"""The words of texts as ranks, strings and signatures: what a similarity join looks at."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.arrays.sorting import bring_together

SIGNATURE_WORDS = 2
"""Number of 64-bit numbers in a signature."""
_LOW_HALF = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
# Texts taken at a time, so that the arrays between stay in the processor's cache.
_CHUNK = 1 << 12
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
        numbers: For each word of all texts, in order, its number among the distinct ones, uint32.
        sequences: The words of each in order, a code point a word, or a number where there are too many words for that;
            those that stand nowhere else are left out.
        signatures: For each the parities of its tokens, by 128 classes of tokens, uint64, shape (2, texts).
    """

    counts: Integers
    offsets: Integers
    tokens: NDArray[np.uint32]
    token_count: int
    first_shared: int
    numbers: NDArray[np.uint32]
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
        return JoinFeatures(
            counts, offsets, empty, 0, 0, empty, [], np.zeros((SIGNATURE_WORDS, 0), np.uint64)
        )
    numbers, frequencies = number_words(words)
    sequences = make_sequences(numbers, frequencies, offsets)
    tokens, token_frequencies = _number_occurrences(numbers, len(frequencies), counts)
    ranks = np.empty(len(token_frequencies), np.uint32)
    ranks[np.argsort(token_frequencies, kind="stable")] = np.arange(len(ranks), dtype=np.uint32)
    tokens = _sort_in_texts(counts, ranks[tokens])
    return JoinFeatures(
        counts,
        offsets,
        tokens,
        len(ranks),
        int(np.count_nonzero(token_frequencies == 1)),
        numbers,
        sequences,
        _make_signatures(tokens, offsets),
    )


def number_words(words: Hashes) -> tuple[NDArray[np.uint32], Integers]:
    """Return for each word its number among the distinct ones, and how often each of those occurs."""
    order, is_first = bring_together(words)
    ranks = np.cumsum(is_first, dtype=np.uint32)
    ranks -= np.uint32(1)
    numbers = np.empty(len(words), np.uint32)
    numbers[order] = ranks
    return numbers, np.diff(np.flatnonzero(is_first), append=len(words))


def _sort_in_texts(counts: Integers, numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the numbers of the words of each text in rising order."""
    packed = np.repeat(np.arange(len(counts), dtype=np.uint64) << _HALF, counts)
    packed |= numbers
    packed.sort()
    packed &= _LOW_HALF
    return packed.astype(np.uint32)


def make_sequences(
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
    ends = np.cumsum(np.add.reduceat(is_shared, offsets[:-1], dtype=np.int64))
    places = [0, *ends.tolist()]
    encoded = encode_words(codes[numbers[is_shared]], int(np.count_nonzero(shared)))
    spans = pairwise(places)
    if isinstance(encoded, str):
        return [encoded[start:end] for start, end in spans]
    return [encoded[start:end] for start, end in spans]


def encode_words(numbers: NDArray[np.uint32], end: int) -> str | list[int]:
    """Return the numbers of words as a sequence that the comparison in C++ takes: text, where there is room for it.

    Args:
        numbers: The numbers, in the order of the words.
        end: All are below this.
    """
    if end > _CODE_POINTS:
        numbered: list[int] = numbers.tolist()
        return numbered
    codes = numbers.astype("<u4")
    codes[codes >= _FIRST_SURROGATE] += _SURROGATES
    return codes.tobytes().decode("utf-32-le")


def _number_occurrences(
    numbers: NDArray[np.uint32], vocabulary_size: int, counts: Integers
) -> tuple[NDArray[np.uint32], Integers]:
    """Return the tokens of each text in any order, and how many texts have each token."""
    tokens = _sort_in_texts(counts, numbers)
    repeated = np.zeros(len(tokens), np.bool_)
    repeated[1:] = tokens[1:] == tokens[:-1]
    repeated[np.cumsum(counts)[:-1]] = False
    repeats = np.flatnonzero(repeated)
    size = vocabulary_size
    if len(repeats):
        # The number of an occurrence is its distance from the first one of its run.
        run_starts = np.flatnonzero(np.diff(repeats, prepend=-2) != 1)
        occurrence = np.arange(len(repeats)) - np.repeat(
            run_starts, np.diff(np.append(run_starts, len(repeats)))
        )
        keys, again = np.unique((tokens[repeats].astype(np.int64) << 32) | occurrence, return_inverse=True)
        tokens[repeats] = vocabulary_size + again
        size += len(keys)
    return tokens, np.bincount(tokens, minlength=size)


def _make_signatures(tokens: NDArray[np.uint32], offsets: Integers) -> Hashes:
    return combine_classes(tokens, offsets, np.bitwise_xor)


def combine_classes(tokens: NDArray[np.uint32], offsets: Integers, operation: np.ufunc) -> Hashes:
    """Return for each text the classes of its tokens, combined bit by bit, as 128 bits; uint64, shape (2, texts).

    Args:
        tokens: The tokens of all texts.
        offsets: Where those of each begin, and at the end their number.
        operation: `bitwise_xor` for their parities, `bitwise_or` for those that there are.
    """
    signatures = np.empty((SIGNATURE_WORDS, len(offsets) - 1), np.uint64)
    for start in range(0, len(offsets) - 1, _CHUNK):
        end = min(start + _CHUNK, len(offsets) - 1)
        classes = tokens[offsets[start] : offsets[end]] * np.uint64(0x9E3779B97F4A7C15)
        classes >>= np.uint64(57)
        begins = offsets[start:end] - offsets[start]
        for column in range(SIGNATURE_WORDS):
            # Classes of the other column are shifted out.
            bits = np.uint64(1) << (classes - np.uint64(64 * column))
            signatures[column, start:end] = operation.reduceat(bits, begins)
    return signatures
