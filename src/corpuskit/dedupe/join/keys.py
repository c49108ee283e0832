"""Texts that share a key, where keys are hashes and each text has many: found by sorting all, or by looking keys up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers
from corpuskit.dedupe.arrays.ranges import list_ranges

MOST_CANDIDATES = 256
"""A text has no more partners; where they have, nearly all texts are copies, and comparing with the few that are kept is
cheaper."""
_MOST_AT_ONCE = 1 << 22
# Keys looked for at a time, so that the arrays stay in the processor's cache.
_CHUNK_BITS = 1 << 15
# A table of bits has 2 to the power of this for each key, or half as many.
_MORE_BITS = 4


class TooManyError(Exception):
    """Too many texts share a key."""


def pack_keys(keys: Hashes, first: int, text_bits: np.uint64) -> Hashes:
    """Return keys, each with the number of its text in its low bits.

    Args:
        keys: Keys, by pattern and text.
        first: The number of the first text.
        text_bits: Number of bits for the numbers of texts.
    """
    packed: Hashes = (
        (keys >> text_bits << text_bits) | np.arange(first, first + keys.shape[1], dtype=np.uint64)
    ).ravel()
    return packed


def iter_equal(packed: Hashes, text_bits: np.uint64, texts: int) -> Iterator[tuple[Integers, Integers]]:
    """Yield the numbers of texts that share a key, in pairs, some of them more than once.

    Args:
        packed: Keys as `pack_keys` returns them, rising.
        text_bits: Number of bits for the numbers of texts.
        texts: Number of texts.

    Raises:
        TooManyError: Too many share a key.
    """
    mask = (np.uint64(1) << text_bits) - np.uint64(1)
    most = max(_MOST_AT_ONCE, MOST_CANDIDATES * texts)
    for begin in range(0, len(packed), _CHUNK_BITS):
        # A run of equal keys may go on behind the last of these.
        following = packed[begin + 1 : begin + 1 + _CHUNK_BITS]
        left = begin + np.flatnonzero((packed[begin : begin + len(following)] ^ following) <= mask)
        distance = 1
        while len(left):
            most -= len(left)
            if most < 0:
                raise TooManyError
            yield (packed[left] & mask).astype(np.int64), (packed[left + distance] & mask).astype(np.int64)
            distance += 1
            left = left[left + distance < len(packed)]
            left = left[(packed[left] ^ packed[left + distance]) <= mask]


class KeyIndex:
    """The keys of some texts, to be looked among.

    Args:
        keys: The keys, by pattern and text.
        texts: The texts.
    """

    def __init__(self, keys: Hashes, texts: Integers) -> None:
        # A key and its text in one number each: they are sorted at once.
        self._text_bits = np.uint64(len(texts).bit_length())
        self._texts = texts
        self._keys = pack_keys(keys, 0, self._text_bits)
        self._keys.sort()
        flat = self._keys
        size = max(len(flat).bit_length(), 4)
        self._shift = np.uint64(64 - size)
        # Where the keys with the same high bits begin: keys are hashes, so these are one or two.
        counts = np.zeros(1 << size, np.int32)
        # Most keys that are looked for are in no index: a bit says so without a look at it.
        self._bit_shift = np.uint64(64 - size - _MORE_BITS)
        self._bits = np.zeros(1 << (size + _MORE_BITS - 3), np.uint8)
        for begin in range(0, len(flat), _CHUNK_BITS):
            bits = (self._keys[begin : begin + _CHUNK_BITS] >> self._bit_shift).view(np.int64)
            firsts = np.flatnonzero(np.diff(bits >> 3, prepend=-1))
            self._bits[bits[firsts] >> 3] |= np.bitwise_or.reduceat(_mask(bits), firsts)
            heads, times = np.unique(bits >> _MORE_BITS, return_counts=True)
            counts[heads] += times.astype(np.int32)
        self._begins = np.append(np.int32(0), np.cumsum(counts, dtype=np.int32))

    def find(self, keys: Hashes) -> tuple[Integers, Integers]:
        """Return the texts that have a key too: the columns of the keys, and these texts.

        Args:
            keys: Keys, by pattern and text.
        """
        flat = keys.ravel()
        places = np.concatenate(
            [
                begin + self._find_known(flat[begin : begin + _CHUNK_BITS])
                for begin in range(0, len(flat), _CHUNK_BITS)
            ]
        )
        looked_up = flat[places]
        heads = (looked_up >> self._shift).view(np.int64)
        begin, end = self._begins[heads], self._begins[heads + 1]
        filled = np.flatnonzero(end > begin)
        lengths = (end - begin)[filled]
        if int(lengths.sum()) > max(_MOST_AT_ONCE, MOST_CANDIDATES * keys.shape[1]):
            raise TooManyError
        which, entries = list_ranges(begin[filled], lengths)
        which = filled[which]
        found = self._keys[entries]
        same = np.flatnonzero((found ^ looked_up[which]) >> self._text_bits == 0)
        texts = found[same] & ((np.uint64(1) << self._text_bits) - np.uint64(1))
        return places[which[same]] % keys.shape[1], self._texts[texts.astype(np.int64)]

    def _find_known(self, keys: Hashes) -> Integers:
        """Return the places of keys that may be in the index."""
        bits = (keys >> self._bit_shift).view(np.int64)
        return np.flatnonzero(self._bits[bits >> 3] & _mask(bits))


def _mask(bits: Integers) -> NDArray[np.uint8]:
    masks: NDArray[np.uint8] = np.uint8(1) << (bits & 7).astype(np.uint8)
    return masks
