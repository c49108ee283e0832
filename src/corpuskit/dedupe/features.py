"""From texts to arrays: where the paragraphs are, and a number for every word.

A word is known by a 64-bit hash of its form in the matching view. Texts are taken apart some ten thousand
characters at a time, a few array operations each, without a Python object for a word or a line. The paragraphs and
the words are those of `text/segments` and `text/tokens`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.corpus.document import Document
from corpuskit.dedupe.characters import LETTER, MARK, UNSPACED_LETTER, CharacterTables, character_tables
from corpuskit.text.segments import is_hard_wrapped
from corpuskit.text.view import fold

# Characters taken at a time; the arrays of so many stay in the processor's cache.
_CHUNK = 1 << 16
# An odd number has an inverse among the numbers of 64 bits, so powers of it can be divided by.
_BASE = 0x9E3779B97F4A7C15
_BITS = (1 << 64) - 1
# Texts can be made whose hashes fall together, but not short ones; longer words are hashed by cryptography.
_LONGEST_PLAIN_WORD = 64
_LINE_FEED, _CARRIAGE_RETURN = 10, 13
# Rounds of array operations that take white space off the ends of lines; what is left after them is rare.
_TRIMMING_ROUNDS = 32

Hashes = NDArray[np.uint64]
Integers = NDArray[np.int64]


class DocumentFeatures(NamedTuple):
    """The paragraphs of a document, by columns.

    Attributes:
        line: The line on which each starts, from 1, int64.
        start: Index of its first code point, int64.
        end: Index after its last code point, int64.
        word_counts: Number of its words, int64.
        words: The hashes of the words of all, in order, uint64.
    """

    line: Integers
    start: Integers
    end: Integers
    word_counts: Integers
    words: Hashes


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """Return the powers 0 to `count` - 1 of the base, and of its inverse."""
    inverse = pow(_BASE, -1, 1 << 64)
    both = []
    for base in (_BASE, inverse):
        factors = np.full(count, base, np.uint64)
        factors[:1] = 1
        both.append(np.multiply.accumulate(factors))
    return both[0], both[1]


def powers(count: int) -> tuple[Hashes, Hashes]:
    """Return at least `count` powers of the base from 0 up, and of its inverse, modulo 2^64."""
    return _powers(1 << max(count - 1, _CHUNK).bit_length())


def mix(hashes: Hashes) -> Hashes:
    """Return `hashes` with the bits of each spread over all its bits, one to one.

    Source: the finaliser of SplitMix64; Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014.
    """
    mixed = hashes ^ (hashes >> np.uint64(30))
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def hash_runs(values: Hashes, starts: Integers) -> Hashes:
    """Return a hash of each run of values, by their order; zeros at the end of a run do not count.

    Args:
        values: The values, uint64.
        starts: Where the runs begin, rising; each ends where the next one begins.
    """
    if not len(starts):
        return np.zeros(0, np.uint64)
    up, down = powers(len(values))
    sums = np.add.reduceat(values * up[: len(values)], starts)
    return mix(sums * down[starts])


class _Lines(NamedTuple):
    """The lines of a piece of text that are not blank: number in it from 0, trimmed span in it, number of words."""

    number: Integers
    start: Integers
    end: Integers
    word_counts: Integers
    words: Hashes
    line_count: int


def read_features(document: Document) -> DocumentFeatures:
    """Return the paragraphs of a document and the hashes of their words."""
    text = document.text
    rule = document.paragraph_rule
    if rule == "auto":
        rule = "block" if is_hard_wrapped(text) else "line"
    columns: list[list[Integers]] = [[], [], [], []]
    words: list[Hashes] = []
    lines_before = 0
    for begin, piece in _iter_pieces(text):
        lines = _read_lines(piece)
        parts = (lines.number + lines_before, lines.start + begin, lines.end + begin, lines.word_counts)
        for column, part in zip(columns, parts, strict=True):
            column.append(part)
        words.append(lines.words)
        lines_before += lines.line_count
    number, start, end, word_counts = (_joined(column, np.int64) for column in columns)
    if rule == "block" and len(number):
        first = np.flatnonzero(np.diff(number, prepend=-2) > 1)
        last = np.append(first[1:], len(number)) - 1
        word_counts = np.add.reduceat(word_counts, first)
        number, start, end = number[first], start[first], end[last]
    return DocumentFeatures(number + 1, start, end, word_counts, _joined(words, np.uint64))


def _joined(parts: list[NDArray[np.generic]], dtype: type) -> NDArray[np.generic]:  # type: ignore[type-arg]
    return np.concatenate(parts) if parts else np.zeros(0, dtype)


def _iter_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield pieces of whole lines with the index at which each begins."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _CHUNK) + 1 or len(text)
        yield begin, text[begin:end]
        begin = end


def _read_lines(piece: str) -> _Lines:
    tables = character_tables()
    if piece.isascii():
        codes: NDArray[np.generic] = np.frombuffer(piece.encode(), np.uint8)
        breaks = _find_line_breaks(codes)
        values, word_starts = _fold_ascii(codes, tables)
        word_breaks = breaks
    else:
        codes = _code_points(piece)
        tables.prepare(codes)
        breaks = _find_line_breaks(codes)
        if tables.contextual[codes].any():
            # A character that folding drops may stand between CR and LF, which must not become one break.
            folded = _code_points(fold(piece.replace("\r\n", "\n").replace("\r", "\n")))
            tables.prepare(folded)
            word_breaks = _find_line_breaks(folded)
        else:
            folded = tables.folded[codes]
            word_breaks = breaks
        values, word_starts = _mark_words(folded, tables)
    words = _hash_words(values, word_starts)
    starts, ends = _trim(codes, breaks, tables.space)
    filled = np.flatnonzero(starts < ends)
    line_starts = np.append(0, word_breaks)
    places = np.searchsorted(word_starts, line_starts)
    counts = np.diff(np.append(places, len(word_starts)))
    # A break at the very end begins no further line.
    line_count = len(breaks) + (len(codes) > (breaks[-1] if len(breaks) else 0))
    return _Lines(filled, starts[filled], ends[filled], counts[filled], words, int(line_count))


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _find_line_breaks(codes: NDArray[np.generic]) -> Integers:
    """Return the indices after the line breaks: LF, CR LF, lone CR."""
    feeds = codes == _LINE_FEED
    returns = codes == _CARRIAGE_RETURN
    if returns.any():
        lone = returns.copy()
        lone[:-1] &= ~feeds[1:]
        feeds |= lone
    return np.flatnonzero(feeds) + 1


def _trim(codes: NDArray[np.generic], breaks: Integers, space: NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """Return the starts and ends of the lines without the white space around them."""
    starts = np.append(0, breaks)
    ends = np.append(breaks, len(codes))
    for edges, other, step, look in ((starts, ends, 1, 0), (ends, starts, -1, -1)):
        open_lines = np.flatnonzero(starts < ends)
        for _ in range(_TRIMMING_ROUNDS):
            open_lines = open_lines[space[codes[edges[open_lines] + look]]]
            if not len(open_lines):
                break
            edges[open_lines] += step
            open_lines = open_lines[edges[open_lines] != other[open_lines]]
        for line in open_lines:
            while edges[line] != other[line] and space[codes[edges[line] + look]]:
                edges[line] += step
    return starts, ends


@cache
def _ascii_values() -> Hashes:
    tables = character_tables()
    codes = np.arange(128)
    folded = tables.folded[codes]
    return np.where(tables.category[folded] == LETTER, folded, 0).astype(np.uint64)


def _fold_ascii(codes: NDArray[np.generic], tables: CharacterTables) -> tuple[Hashes, Integers]:
    del tables
    values = _ascii_values()[codes]
    inside = values != 0
    starts = inside.copy()
    starts[1:] &= ~inside[:-1]
    return values, np.flatnonzero(starts)


def _mark_words(folded: NDArray[np.uint32], tables: CharacterTables) -> tuple[Hashes, Integers]:
    """Return the folded code points with zeros between words, and where the words begin."""
    category = tables.category[folded]
    # A mark belongs to what stands before it.
    carried = category
    if (category == MARK).any():
        bases = np.where(category == MARK, 0, np.arange(len(category)))
        carried = category[np.maximum.accumulate(bases)]
        carried[carried == MARK] = 0
    starts = category == LETTER
    starts[1:] &= carried[:-1] != LETTER
    starts |= category == UNSPACED_LETTER
    values = np.where(carried != 0, folded, 0).astype(np.uint64)
    return values, np.flatnonzero(starts)


def _hash_words(values: Hashes, starts: Integers) -> Hashes:
    hashes = hash_runs(values, starts)
    ends = np.append(starts[1:], len(values))
    for word in np.flatnonzero(ends - starts > _LONGEST_PLAIN_WORD):
        letters = values[starts[word] : ends[word]]
        length = int(np.argmin(letters != 0)) or len(letters) if letters[-1] == 0 else len(letters)
        if length > _LONGEST_PLAIN_WORD:
            digest = hashlib.blake2b(letters[:length].astype("<u4").tobytes(), digest_size=8).digest()
            hashes[word] = int.from_bytes(digest, "little")
    return hashes
