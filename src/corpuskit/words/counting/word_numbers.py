"""Numbers for the words of a text: by a dictionary, and in a large text by the bytes of many words at once."""

from __future__ import annotations

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpuskit.words.counting.numbering import Integers, Numbers
from corpuskit.words.counting.passages import BORDER, join_spaced

Keys = NDArray[np.uint64]

# A table takes more time to be made than a short text to be read.
_LARGE_BYTES = 1 << 20
_TABLE_BITS = 18
_KEY_BYTES = 8
_LONGEST = 2 * _KEY_BYTES
_SPACE = ord(" ")
# What is left of eight bytes of a text where a word has so many of them.
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_KEY_BYTES + 1)], np.uint64)
# Odd numbers without order, for the hash of two keys.
_FACTORS = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


class WordNumbers:
    """Numbers from 0, in the order in which words are met first; number 0 is the border between two paragraphs."""

    def __init__(self) -> None:
        self._numbers: Numbers[bytes] = Numbers({BORDER: 0})
        self._table: _WordTable | None = None
        self._size = 0

    def __len__(self) -> int:
        return len(self._numbers)

    def list_last(self, count: int) -> list[bytes]:
        """Return the words that were met last for the first time, in order.

        Args:
            count: How many.
        """
        return list(islice(reversed(self._numbers), count))[::-1]

    def number(self, texts: list[bytes]) -> NDArray[np.uint32]:
        """Return the numbers of the words of some paragraphs, with 0 between one paragraph and the next."""
        spaced = join_spaced(texts)
        self._size += len(spaced)
        if self._size <= _LARGE_BYTES:
            return self._look_up(spaced.split())
        if self._table is None:
            self._table = _WordTable(_TABLE_BITS)
        found = _FoundWords(spaced)
        numbers, is_known = self._table.look_up(found)
        unknown = np.flatnonzero(~is_known)
        numbers[unknown] = self._look_up(found.list_words(unknown))
        self._table.add(found, unknown, numbers[unknown])
        return numbers

    def _look_up(self, words: list[bytes]) -> NDArray[np.uint32]:
        return np.fromiter(map(self._numbers.__getitem__, words), np.uint32, len(words))


class _FoundWords:
    """The words of a text in which spaces stand between them.

    Args:
        spaced: The text.

    Attributes:
        keys: The first eight bytes of each word, and the eight after these; 0 for what it does not have.
        is_short: Whether these are all of its bytes.
    """

    def __init__(self, spaced: bytes) -> None:
        # Keys may be read beyond the end of the last word.
        self._text = b" " + spaced + b" " * _LONGEST
        is_word = np.frombuffer(self._text, np.uint8) != _SPACE
        borders = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
        self._starts, self._ends = borders[::2], borders[1::2]
        sizes = self._ends - self._starts
        self.is_short = sizes <= _LONGEST
        at = np.ndarray((len(self._text) - _KEY_BYTES + 1,), "<u8", self._text, strides=(1,))
        first: Keys = at[self._starts] & _MASKS[np.minimum(sizes, _KEY_BYTES)]
        second: Keys = np.zeros(len(sizes), np.uint64)
        long = np.flatnonzero(sizes > _KEY_BYTES)
        left = np.minimum(sizes[long] - _KEY_BYTES, _KEY_BYTES)
        second[long] = at[self._starts[long] + _KEY_BYTES] & _MASKS[left]
        self.keys = first, second

    def list_words(self, places: Integers) -> list[bytes]:
        """Return some of the words."""
        text = self._text
        spans = zip(self._starts[places].tolist(), self._ends[places].tolist(), strict=True)
        return [text[start:end] for start, end in spans]


class _WordTable:
    """Numbers of words by their bytes, one word to a place: of several with one hash, the first.

    Args:
        bits: Of the number of places.
    """

    def __init__(self, bits: int) -> None:
        self._shift = np.uint64(64 - bits)
        # No word has bytes of zero, so that nothing stands where both keys are 0.
        self._keys = np.zeros(1 << bits, np.uint64), np.zeros(1 << bits, np.uint64)
        self._numbers = np.zeros(1 << bits, np.uint32)

    def look_up(self, found: _FoundWords) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
        """Return the number of each word that is in the table, and which these are."""
        places = self._hash(*found.keys)
        is_known = found.is_short
        for own, keys in zip(self._keys, found.keys, strict=True):
            is_known = is_known & (own[places] == keys)
        return self._numbers[places], is_known

    def add(self, found: _FoundWords, chosen: Integers, numbers: NDArray[np.uint32]) -> None:
        """Put some words into the table, as far as there is place.

        Args:
            found: The words.
            chosen: Which of them.
            numbers: Their numbers.
        """
        is_short = found.is_short[chosen]
        first, second = (keys[chosen][is_short] for keys in found.keys)
        places, at = np.unique(self._hash(first, second), return_index=True)
        is_free = self._keys[0][places] == 0
        places, at = places[is_free], at[is_free]
        self._keys[0][places], self._keys[1][places] = first[at], second[at]
        self._numbers[places] = numbers[is_short][at]

    def _hash(self, first: Keys, second: Keys) -> Integers:
        mixed = (first * _FACTORS[0]) ^ (second * _FACTORS[1])
        return (mixed >> self._shift).astype(np.int64)
