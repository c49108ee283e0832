"""From texts to arrays: where the paragraphs are, and a number for every word.

A word is known by a 64-bit hash of its form in the matching view. Texts are taken apart some ten thousand
characters at a time, a few array operations each, without a Python object for a word or a line. The paragraphs and
the words are those of `text/segments` and `text/tokens`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.corpus.document import Document
from corpuskit.dedupe.characters import (
    ACRONYM,
    CAPITAL,
    LETTER,
    LOWER,
    MARK,
    UNKNOWN,
    UNSPACED_LETTER,
    UPPER,
    CharacterTables,
    character_tables,
)
from corpuskit.text.segments import is_hard_wrapped
from corpuskit.text.view import fold

# Characters taken at a time; the arrays of so many stay in the processor's cache.
_CHUNK = 1 << 16
# An odd number has an inverse among the numbers of 64 bits, so powers of it can be divided by.
_BASE = 0x9E3779B97F4A7C15
_LONGEST_PLAIN_WORD = 64
_LONGEST_RUN = 1 << 16
_LINE_FEED, _CARRIAGE_RETURN = 10, 13
# Rounds of array operations that take white space off the ends of lines; what is left after them is rare.
_TRIMMING_ROUNDS = 32

Hashes = NDArray[np.uint64]
Integers = NDArray[np.int64]
Forms = NDArray[np.uint8]


class CorpusFeatures(NamedTuple):
    """The paragraphs of some documents, by columns, in order.

    Attributes:
        documents: The documents.
        document: For each paragraph the index of its document, int64.
        line: The line on which it starts, from 1, int64.
        start: Index of its first code point, int64.
        end: Index after its last code point, int64.
        word_counts: Number of its words, int64.
        words: The hashes of the words of all, in order, uint64.
        forms: How each word is written, uint8: the forms of its characters and its own, added up, as `characters` has
            them.
    """

    documents: list[Document]
    document: Integers
    line: Integers
    start: Integers
    end: Integers
    word_counts: Integers
    words: Hashes
    forms: Forms

    def text(self, paragraph: int) -> str:
        """Return the text of a paragraph, a verbatim slice of its document."""
        text: str = self.documents[self.document[paragraph]].text
        return text[self.start[paragraph] : self.end[paragraph]]

    def number_paragraphs(self) -> Integers:
        """Return for each paragraph its number in its document, from 1."""
        firsts = np.searchsorted(self.document, np.arange(len(self.documents)))
        return np.arange(len(self.document)) - firsts[self.document] + 1

    def count_by_document(self) -> tuple[Integers, Integers]:
        """Return for each document the number of its paragraphs and that of its words."""
        words = np.zeros(len(self.documents), np.int64)
        np.add.at(words, self.document, self.word_counts)
        return np.bincount(self.document, minlength=len(self.documents)), words


class _GrowingArray:
    """An array that is added to at its end.

    Room that is not used yet costs no memory, while many small arrays would leave holes when they are freed.
    """

    def __init__(self, dtype: type[np.generic]) -> None:
        self._room: NDArray[Any] = np.empty(_CHUNK, dtype)
        self._length = 0

    def extend(self, values: NDArray[Any]) -> None:
        end = self._length + len(values)
        if end > len(self._room):
            room = np.empty(2 * end, self._room.dtype)
            room[: self._length] = self._room[: self._length]
            self._room = room
        self._room[self._length : end] = values
        self._length = end

    def take(self) -> NDArray[Any]:
        return self._room[: self._length]


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
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def hash_runs(values: Hashes, starts: Integers, longest: int = _LONGEST_RUN) -> Hashes:
    """Return a hash of each run of values, by their order; zeros at the end of a run do not count.

    Args:
        values: The values, uint64.
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


class _Lines(NamedTuple):
    """The lines of a piece of text that are not blank.

    Attributes:
        number: Number of each in the piece, from 0.
        start: Index of its first code point that is not white space.
        end: Index after the last one.
        word_counts: Number of its words.
        words: Their hashes.
        forms: Their forms.
        begins: The beginnings of all lines of the piece.
    """

    number: Integers
    start: Integers
    end: Integers
    word_counts: Integers
    words: Hashes
    forms: Forms
    begins: Integers


class _Batch:
    """Small texts that are read as one, since an array operation costs the same for a line as for a thousand."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.documents: list[int] = []
        self.length = 0

    def add(self, document: int, text: str) -> None:
        self.texts.append(text)
        self.documents.append(document)
        self.length += len(text) + 1

    def read(self) -> tuple[NDArray[Any], ...]:
        """Return the columns of the lines: document, number in it from 0, start, end, word count; words and forms."""
        lines = _read_lines("\n".join(self.texts))
        lengths = np.array([len(text) + 1 for text in self.texts], np.int64)
        begins = np.cumsum(lengths) - lengths
        place = np.searchsorted(begins, lines.start, side="right") - 1
        first_line = np.searchsorted(lines.begins, begins)
        return (
            np.array(self.documents, np.int64)[place],
            lines.number - first_line[place],
            lines.start - begins[place],
            lines.end - begins[place],
            lines.word_counts,
            lines.words,
            lines.forms,
        )


def read_features(documents: Iterable[Document]) -> CorpusFeatures:
    """Return the paragraphs of some documents, which are kept in memory, and the hashes of their words."""
    kept: list[Document] = []
    is_block: list[bool] = []

    def iter_documents() -> Iterator[tuple[int, str]]:
        for index, document in enumerate(documents):
            kept.append(document)
            is_block.append(_has_blocks(document))
            yield index, document.text

    columns = [
        *(_GrowingArray(np.int64) for _ in range(5)),
        _GrowingArray(np.uint64),
        _GrowingArray(np.uint8),
    ]
    for parts in _iter_columns(iter_documents()):
        for column, part in zip(columns, parts, strict=True):
            column.extend(part)
    document, number, start, end, word_counts, words, forms = (column.take() for column in columns)
    first = np.diff(number, prepend=-2) != 1
    first |= np.diff(document, prepend=-1) != 0
    first |= ~np.array(is_block, np.bool_)[document]
    firsts = np.flatnonzero(first)
    if len(firsts) < len(first):
        word_counts = np.add.reduceat(word_counts, firsts)
        end = end[np.append(firsts[1:], len(first)) - 1]
        document, number, start = document[firsts], number[firsts], start[firsts]
    return CorpusFeatures(kept, document, number + 1, start, end, word_counts, words, forms)


def _has_blocks(document: Document) -> bool:
    if document.paragraph_rule == "auto":
        return is_hard_wrapped(document.text)
    return document.paragraph_rule == "block"


def _iter_columns(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[NDArray[Any], ...]]:
    """Yield the columns of the lines of some texts, a chunk at a time."""
    batch = _Batch()
    for document, text in texts:
        if batch.length + len(text) > _CHUNK and batch.texts:
            yield batch.read()
            batch = _Batch()
        if len(text) <= _CHUNK:
            batch.add(document, text)
        else:
            yield from _iter_pieces(document, text)
    if batch.texts:
        yield batch.read()


def _iter_pieces(document: int, text: str) -> Iterator[tuple[NDArray[Any], ...]]:
    """Yield the columns of a long text, some lines at a time."""
    begin, lines_before = 0, 0
    while begin < len(text):
        end = text.find("\n", begin + _CHUNK) + 1 or len(text)
        lines = _read_lines(text[begin:end])
        yield (
            np.full(len(lines.number), document),
            lines.number + lines_before,
            lines.start + begin,
            lines.end + begin,
            lines.word_counts,
            lines.words,
            lines.forms,
        )
        # What begins at the very end is the first line of the next piece.
        lines_before += len(lines.begins) - 1
        begin = end


def _read_lines(piece: str) -> _Lines:
    tables = character_tables()
    if piece.isascii():
        codes: NDArray[Any] = np.frombuffer(piece.encode(), np.uint8)
        breaks = _find_line_breaks(codes)
        values, word_starts = _fold_ascii(codes)
        forms = _describe_words(tables.form[:128][codes], values, word_starts)
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
            values, word_starts = _mark_words(folded, tables)
            forms = np.full(len(word_starts), UNKNOWN, np.uint8)
        else:
            word_breaks = breaks
            values, word_starts = _mark_words(tables.folded[codes], tables)
            forms = _describe_words(tables.form[codes], values, word_starts)
    words = hash_runs(values, word_starts, _LONGEST_PLAIN_WORD)
    starts, ends = _trim(codes, breaks, tables.space)
    filled = np.flatnonzero(starts < ends)
    line_starts = np.append(0, word_breaks)
    places = np.searchsorted(word_starts, line_starts)
    counts = np.diff(np.append(places, len(word_starts)))
    return _Lines(filled, starts[filled], ends[filled], counts[filled], words, forms, np.append(0, breaks))


def _describe_words(forms: Forms, values: Hashes, starts: Integers) -> Forms:
    """Return the forms of the words that begin at `starts`, from those of all characters."""
    if not len(starts):
        return np.zeros(0, np.uint8)
    words: Forms = np.bitwise_or.reduceat(forms, starts)
    is_capital = (forms[starts] & UPPER) != 0
    # The last character has none after it; to take a single letter for an acronym there does no harm.
    goes_on = values[np.minimum(starts + 1, len(values) - 1)] != 0
    words |= np.where(is_capital, np.uint8(CAPITAL), np.uint8(0))
    words |= np.where(goes_on & ((words & (UPPER | LOWER)) == UPPER), np.uint8(ACRONYM), np.uint8(0))
    return words


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _find_line_breaks(codes: NDArray[Any]) -> Integers:
    """Return the indices after the line breaks: LF, CR LF, lone CR."""
    feeds = codes == _LINE_FEED
    returns = codes == _CARRIAGE_RETURN
    if returns.any():
        lone = returns.copy()
        lone[:-1] &= ~feeds[1:]
        feeds |= lone
    return np.flatnonzero(feeds) + 1


def _trim(codes: NDArray[Any], breaks: Integers, space: NDArray[np.bool_]) -> tuple[Integers, Integers]:
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


def _fold_ascii(codes: NDArray[Any]) -> tuple[Hashes, Integers]:
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


def hash_word(word: str) -> int:
    """Return the hash of a word that is given as it is compared."""
    values = _code_points(word).astype(np.uint64)
    return int(hash_runs(values, np.zeros(1, np.int64), _LONGEST_PLAIN_WORD)[0])
