"""The words of texts as ranks, strings and signatures: what a similarity join looks at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.arrays.ranges import expand_ranges, iter_parts, offsets_of
from corpuskit.dedupe.arrays.sorting import Vocabulary
from corpuskit.dedupe.arrays.storage import find_storage, make_array

Words = str | list[int]
"""The words of a text as a sequence that the comparison in C++ takes."""

SIGNATURE_WORDS = 2
"""Number of 64-bit numbers in a signature."""
_LOW_HALF = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
# Texts taken at a time, so that the arrays between stay in the processor's cache.
_CHUNK = 1 << 12
# Words taken at a time.
_CHUNK_WORDS = 1 << 16
_FIRST_SURROGATE, _SURROGATES = 0xD800, 0x800
_CODE_POINTS = 0x110000 - _SURROGATES


class Sequences:
    """The words of texts in order, as the comparison in C++ takes them.

    A word is a code point, or a number where there are too many words for that. One that stands only once in all texts
    cannot be common to two of them, and is left out.

    Args:
        numbers: The words of all texts.
        frequencies: How often each occurs.
        offsets: Where the words of each text begin, and at the end their number.
    """

    def __init__(self, numbers: NDArray[np.uint32], frequencies: Integers, offsets: Integers) -> None:
        self._numbers = numbers
        self._offsets = offsets
        # The most frequent words get the lowest code points, which are compared fastest.
        self._codes = np.empty(len(frequencies), np.uint32)
        self._codes[np.argsort(-frequencies, kind="stable")] = np.arange(len(frequencies), dtype=np.uint32)
        self._shared = int(np.count_nonzero(frequencies > 1))
        # They take four times the room of the numbers, and half a microsecond to make.
        self._made = self._make_all() if find_storage() is None else None

    @classmethod
    def none(cls) -> Sequences:
        """Return those of no texts."""
        return cls(np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(1, np.int64))

    def take(self, texts: Integers) -> list[Words]:
        """Return those of some texts."""
        if self._made is not None:
            made = self._made
            return [made[text] for text in texts.tolist()]
        distinct, places = np.unique(texts, return_inverse=True)
        starts = self._offsets[distinct]
        counts = self._offsets[distinct + 1] - starts
        made = list(self._make(self._numbers[expand_ranges(starts, counts)], offsets_of(counts)[:-1]))
        return [made[place] for place in places.tolist()]

    def _make_all(self) -> list[Words]:
        made: list[Words] = []
        for part, words in _iter_texts(self._offsets[1:]):
            made += self._make(self._numbers[words], self._offsets[part] - words.start)
        return made

    def _make(self, numbers: NDArray[np.uint32], begins: Integers) -> Iterator[Words]:
        """Yield the sequences of some texts, each of one word or more, one after another."""
        if not len(begins):
            return
        codes = self._codes[numbers]
        is_shared = codes < self._shared
        ends = np.cumsum(np.add.reduceat(is_shared, begins, dtype=np.int64))
        encoded = encode_words(codes[is_shared], self._shared)
        for start, end in pairwise([0, *ends.tolist()]):
            yield encoded[start:end]


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
        sequences: The words of each in order.
        signatures: For each the parities of its tokens, by 128 classes of tokens, uint64, shape (2, texts).
    """

    counts: Integers
    offsets: Integers
    tokens: NDArray[np.uint32]
    token_count: int
    first_shared: int
    numbers: NDArray[np.uint32]
    sequences: Sequences
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
            counts, offsets, empty, 0, 0, empty, Sequences.none(), np.zeros((SIGNATURE_WORDS, 0), np.uint64)
        )
    numbers, frequencies = number_words(words)
    tokens, token_count, first_shared = _rank_tokens(numbers, frequencies, counts)
    return JoinFeatures(
        counts,
        offsets,
        tokens,
        token_count,
        first_shared,
        numbers,
        Sequences(numbers, frequencies, offsets),
        _make_signatures(tokens, offsets),
    )


def number_words(words: Hashes) -> tuple[NDArray[np.uint32], Integers]:
    """Return for each word its number among the distinct ones, and how often each of those occurs."""
    vocabulary = Vocabulary(words)
    numbers = make_array(len(words), np.uint32)
    frequencies = np.zeros(len(vocabulary.values), np.int64)
    for begin in range(0, len(words), _CHUNK_WORDS):
        part = slice(begin, begin + _CHUNK_WORDS)
        numbers[part] = vocabulary.find(words[part])
        np.add.at(frequencies, numbers[part], 1)
    return numbers, frequencies


def encode_words(numbers: NDArray[np.uint32], end: int) -> Words:
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


def _rank_tokens(
    numbers: NDArray[np.uint32], frequencies: Integers, counts: Integers
) -> tuple[NDArray[np.uint32], int, int]:
    """Return the tokens of each text, the rarest first, how many there are, and the first that stands in two texts.

    Args:
        numbers: The words of all texts.
        frequencies: How often each occurs.
        counts: Number of words of each text.
    """
    tokens = make_array(len(numbers), np.uint32)
    ends = np.cumsum(counts)
    # For each word how often it occurs again in a text, at the most.
    again = np.zeros(len(frequencies), np.int64)
    for part, words in _iter_texts(ends):
        tokens[words] = sort_in_texts(counts[part], numbers[words])
        places, occurrences = _count_occurrences(counts[part], tokens[words])
        np.maximum.at(again, tokens[words][places], occurrences)
    # Behind the words come their second occurrences, third ones, and so on, word by word.
    second = len(again) + np.cumsum(again) - again
    token_frequencies = np.zeros(len(again) + int(again.sum()), np.int64)
    for part, words in _iter_texts(ends):
        places, occurrences = _count_occurrences(counts[part], tokens[words])
        those = tokens[words]
        those[places] = second[those[places]] + occurrences - 1
        np.add.at(token_frequencies, those, 1)
    ranks = np.empty(len(token_frequencies), np.uint32)
    ranks[np.argsort(token_frequencies, kind="stable")] = np.arange(len(ranks), dtype=np.uint32)
    for part, words in _iter_texts(ends):
        tokens[words] = sort_in_texts(counts[part], ranks[tokens[words]])
    return tokens, len(ranks), int(np.count_nonzero(token_frequencies == 1))


def _iter_texts(ends: Integers) -> Iterator[tuple[slice, slice]]:
    """Yield which texts to take at a time, and their words.

    Args:
        ends: Where the words of each end.
    """
    done = 0
    for part in iter_parts(ends, _CHUNK_WORDS):
        end = int(ends[part.stop - 1])
        yield part, slice(done, end)
        done = end


def sort_in_texts(counts: Integers, numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the numbers of the words of each text in rising order."""
    packed = np.repeat(np.arange(len(counts), dtype=np.uint64) << _HALF, counts)
    packed |= numbers
    packed.sort()
    packed &= _LOW_HALF
    return packed.astype(np.uint32)


def _count_occurrences(counts: Integers, tokens: NDArray[np.uint32]) -> tuple[Integers, Integers]:
    """Return the places of words that stood in their text before, and how often each did.

    Args:
        counts: Number of words of each text.
        tokens: The words, rising in each text.
    """
    is_again = np.zeros(len(tokens), np.bool_)
    np.equal(tokens[1:], tokens[:-1], out=is_again[1:])
    is_again[np.cumsum(counts)[:-1]] = False
    places = np.flatnonzero(is_again)
    # The number of an occurrence is its distance from the first one of its run.
    starts = np.flatnonzero(np.diff(places, prepend=-2) != 1)
    lengths = np.diff(starts, append=len(places))
    return places, np.arange(1, len(places) + 1) - np.repeat(starts, lengths)


def _make_signatures(tokens: NDArray[np.uint32], offsets: Integers) -> Hashes:
    return combine_classes(tokens, offsets, np.bitwise_xor)


def combine_classes(
    tokens: NDArray[np.uint32], offsets: Integers, operation: np.ufunc, words: int = SIGNATURE_WORDS
) -> Hashes:
    """Return for each text the classes of its tokens, combined bit by bit; uint64, shape (words, texts).

    Args:
        tokens: The tokens of all texts.
        offsets: Where those of each begin, and at the end their number.
        operation: `bitwise_xor` for their parities, `bitwise_or` for those that there are.
        words: Number of 64-bit numbers in a signature, a power of two: there are 64 classes for each.
    """
    signatures = make_array((words, len(offsets) - 1), np.uint64)
    for start in range(0, len(offsets) - 1, _CHUNK):
        end = min(start + _CHUNK, len(offsets) - 1)
        classes = tokens[offsets[start] : offsets[end]] * np.uint64(0x9E3779B97F4A7C15)
        classes >>= np.uint64(59 - words.bit_length())
        begins = offsets[start:end] - offsets[start]
        for column in range(words):
            # Classes of the other columns are shifted out.
            bits = np.uint64(1) << (classes - np.uint64(64 * column))
            signatures[column, start:end] = operation.reduceat(bits, begins)
    return signatures
