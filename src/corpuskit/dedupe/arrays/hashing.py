"""Hashes of words, and of runs of words, by array work."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

# An odd number has an inverse among the numbers of 64 bits, so powers of it can be divided by.
_BASE = 0x9E3779B97F4A7C15
_FIRST_FACTOR, _SECOND_FACTOR = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_LONGEST_PLAIN_WORD = 64
_LONGEST_RUN = 1 << 16

Hashes = NDArray[np.uint64]
Integers = NDArray[np.int64]


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """Return the powers of the base from 0 up, and of its inverse, modulo 2^64."""
    both = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        factors = np.full(2 * _LONGEST_RUN, base, np.uint64)
        factors[0] = 1
        both.append(np.multiply.accumulate(factors))
    return both[0], both[1]


def mix(hashes: Hashes) -> Hashes:
    """Return `hashes` with the bits of each spread over all its bits, one to one.

    Source: the finaliser of SplitMix64; Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014.
    """
    mixed = hashes ^ (hashes >> np.uint64(30))
    mixed *= np.uint64(_FIRST_FACTOR)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(_SECOND_FACTOR)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _unmix(hashes: Hashes) -> Hashes:
    """Return what `mix` was given."""
    plain: Hashes = hashes ^ (hashes >> np.uint64(31)) ^ (hashes >> np.uint64(62))
    plain *= np.uint64(pow(_SECOND_FACTOR, -1, 1 << 64))
    plain ^= (plain >> np.uint64(27)) ^ (plain >> np.uint64(54))
    plain *= np.uint64(pow(_FIRST_FACTOR, -1, 1 << 64))
    plain ^= (plain >> np.uint64(30)) ^ (plain >> np.uint64(60))
    return plain


def add_beginning(beginning: str, words: Hashes) -> Hashes:
    """Return the hashes of `beginning` with each of some words behind it, which are plain hashes."""
    up, _ = _powers()
    return mix(_unmix(words) * up[len(beginning)] + _unmix(hash_list([beginning])))


def add_endings(words: Sequence[str], endings: Sequence[str]) -> Hashes:
    """Return the hashes of all words with all endings; none of them is empty, or longer than plain hashes go."""
    if not words or not endings:
        return np.zeros(0, np.uint64)
    up, _ = _powers()
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    behind = np.outer(_unmix(hash_list(endings)), up[lengths])
    return mix((behind + _unmix(hash_list(words))).ravel())


def hash_runs(values: NDArray[Any], starts: Integers, longest: int = _LONGEST_RUN) -> Hashes:
    """Return a hash of each run of values, by their order; zeros at the end of a run do not count.

    Args:
        values: The values, unsigned.
        starts: Where the runs begin, rising; each ends where the next one begins.
        longest: Longer runs are hashed by cryptography, since texts can be made whose plain hashes fall together.
    """
    up, down = _powers()
    ends = np.append(starts[1:], len(values))
    hashes = np.zeros(len(starts), np.uint64)
    begin = 0
    while begin < len(starts):
        base = starts[begin]
        end = max(int(np.searchsorted(ends, base + len(up), side="right")), begin + 1)
        part = slice(begin, end)
        stop = min(int(ends[end - 1]), base + len(up))
        sums = np.add.reduceat(values[base:stop] * up[: stop - base], starts[part] - base)
        hashes[part] = mix(sums * down[starts[part] - base])
        begin = end
    for run in np.flatnonzero(ends - starts > longest):
        content = values[starts[run] : ends[run]]
        content = content[: np.flatnonzero(content)[-1] + 1]
        if len(content) > longest:
            digest = hashlib.blake2b(content.astype("<u8").tobytes(), digest_size=8).digest()
            hashes[run] = int.from_bytes(digest, "little")
    return hashes


def hash_words(values: NDArray[Any], starts: Integers) -> Hashes:
    """Return the hashes of words.

    Args:
        values: Code points in the matching view, zeros between words.
        starts: Where the words begin, rising.
    """
    return hash_runs(values, starts, _LONGEST_PLAIN_WORD)


def hash_word(word: str) -> int:
    """Return the hash of a word that is given as it is compared."""
    return int(hash_list([word])[0])


def hash_list(words: Sequence[str]) -> Hashes:
    """Return the hashes of words that are given as they are compared."""
    values = np.frombuffer("\0".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    return hash_words(values, np.cumsum(lengths + 1) - lengths - 1)
