"""The words of a text as numbers: which of them are words of a draft, and where they stand.

A word is known by a number that is made of its length, its first and its last sixteen characters, each of them as a byte: a
few steps of arrays for all words of a piece of text. Several words may have one number; who finds something looks at the
text itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.text.tokens import iter_word_spans
from corpuskit.text.view import AMPERSAND, make_view
from corpuskit.verify.comparing.words import HYPHENS, LINE_END_HYPHEN, part_at_lines
from corpuskit.verify.scanning.characters import (
    HARD,
    LEFT_OUT,
    SINGLE,
    list_invisible,
    read_characters,
    read_short,
    read_short_ascii,
    shorten,
)

_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xBF58476D1CE4E5B9)
_TABLE_BITS = 17
# Characters of a word that are one number of 64 bits together.
_EIGHT = 8
_HYPHENS = [ord(hyphen) for hyphen in HYPHENS]
# A line ends after a hyphen with white space: that of ASCII, or one of these.
_LAST_SPACE = ord(" ")
_OTHER_LINE_ENDS = 0x85, 0x2028
# Code points that are looked at at a time: what is worked out of them stays in the cache.
PIECE = 1 << 17
# Where some can only be folded together with their neighbours, so few are looked at as slowly as that takes.
_HARD_PIECE = 1 << 11

Hashes = NDArray[np.uint64]
Codes = NDArray[np.uint32]
_Units = NDArray[np.uint8] | NDArray[np.uint16] | Codes
Places = NDArray[np.int64]
Numbers = NDArray[np.int32]


@cache
def _first_bytes() -> Hashes:
    """Return what leaves the first bytes of a number of 64 bits, by how many these are."""
    return np.array([(1 << 8 * count) - 1 for count in range(_EIGHT + 1)], np.uint64)


def _hash(data: bytes, starts: Places, ends: Places, read: Callable[[Places], Codes] | None = None) -> Hashes:
    """Return the numbers of words.

    Args:
        data: A byte for each character.
        starts: Where each word begins.
        ends: Where it ends.
        read: Returns the characters at some places, folded, where not all are of ASCII: by itself one may be a word, and
            is told by more than a byte.
    """
    by_eight = np.ndarray(len(data) + 1, "<u8", data + bytes(_EIGHT), strides=(1,))
    first_by, last_by, length_by, all_by = map(np.uint64, _MULTIPLIERS)
    lengths = ends - starts
    first = by_eight.take(starts)
    first &= _first_bytes().take(lengths, mode="clip")
    if read is not None:
        alone = np.flatnonzero(lengths == 1)
        first[alone] = read(starts[alone])
    hashes: Hashes = first
    hashes *= first_by
    hashes += lengths.view(np.uint64) * length_by
    long = np.flatnonzero(lengths > _EIGHT)
    hashes[long] += by_eight[ends[long] - _EIGHT] * last_by
    longer = long[lengths[long] > 2 * _EIGHT]
    hashes[longer] += (
        by_eight[starts[longer] + _EIGHT] ^ (by_eight[ends[longer] - 2 * _EIGHT] * all_by)
    ) * length_by
    hashes ^= hashes >> np.uint64(29)
    hashes *= all_by
    return hashes


def hash_words(words: Iterable[str]) -> Hashes:
    """Return the numbers of 64 bits of words as they are compared."""
    listed = list(words)
    lengths = np.array([len(word) for word in listed], np.int64)
    codes = _read_codes("".join(listed))
    ends = np.cumsum(lengths)
    return _hash(shorten(codes).tobytes(), ends - lengths, ends, codes.__getitem__)


def _read_codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


class HashTable:
    """Numbers hashes, from 1, by their leading bits.

    Args:
        hashes: The hashes, each once; none is 0.
    """

    def __init__(self, hashes: Hashes) -> None:
        self._hashes = np.concatenate((np.zeros(1, np.uint64), hashes))
        order = np.argsort(hashes, kind="stable")
        self._sorted, self._order = hashes[order], order.astype(np.int32) + 1
        # Where two have one place the other one is looked for among all of them.
        self._table = np.zeros(1 << _TABLE_BITS, np.int32)
        self._table[hashes >> np.uint64(64 - _TABLE_BITS)] = np.arange(1, len(self._hashes))

    def look_up(self, hashes: Hashes) -> Numbers:
        """Return the numbers of hashes; 0 for one that has none."""
        # Whole numbers with a sign are taken for places as they are.
        numbers: Numbers = self._table.take((hashes >> np.uint64(64 - _TABLE_BITS)).view(np.int64))
        wrong = np.flatnonzero((self._hashes.take(numbers) != hashes) & (numbers != 0))
        if len(wrong):
            places = np.minimum(np.searchsorted(self._sorted, hashes[wrong]), len(self._sorted) - 1)
            is_right = self._sorted[places] == hashes[wrong]
            numbers[wrong] = np.where(is_right, self._order[places], 0)
        return numbers


class DraftWords:
    """Numbers the words of drafts, from 1; 0 is any other word.

    Args:
        words: The words as they are compared, each once. Those that cannot be told apart have one number.
    """

    def __init__(self, words: Iterable[str]) -> None:
        listed = list(words)
        # The lowest bit is set: no number of a word is that of no word.
        hashes = hash_words(listed) | np.uint64(1)
        by_hash = {code: number for number, code in enumerate(dict.fromkeys(hashes.tolist()), 1)}
        self.numbers = {word: by_hash[code] for word, code in zip(listed, hashes.tolist(), strict=True)}
        self.size = len(by_hash)
        self._table = HashTable(np.array(list(by_hash), np.uint64))

    def look_up(self, hashes: Hashes) -> Numbers:
        """Return the numbers of words, by their numbers of 64 bits."""
        hashes |= np.uint64(1)
        return self._table.look_up(hashes)


class Stream(NamedTuple):
    """Words of a text, in order.

    Attributes:
        numbers: Their numbers, 0 for what is no word of a draft.
        starts: Where each begins in the text.
    """

    numbers: Numbers
    starts: Places


def join_streams(streams: list[Stream]) -> Stream:
    """Return streams one after the other."""
    if len(streams) == 1:
        return streams[0]
    return Stream(*(np.concatenate(each) for each in zip(*streams, strict=True)))


def iter_streams(
    text: str, vocabulary: DraftWords, start: int = 0, stop: int | None = None
) -> Iterator[Stream]:
    """Yield the words of a text, those of a piece of it at a time.

    Args:
        text: The text.
        vocabulary: The words that have numbers.
        start: Where to begin, as `find_cut` returns it.
        stop: Where to end; None for the end of the text.
    """
    for begin, end in _iter_pieces(text, PIECE, start, len(text) if stop is None else stop):
        yield _read_piece(text[begin:end], begin, vocabulary)


def find_cut(text: str, place: int) -> int:
    """Return where a text may be cut: at a place, or before it, as near as no word goes on after it."""
    start = max(place - PIECE, 0)
    return _find_end(text, start, place - start, len(text)) if place > 0 else 0


def _iter_pieces(
    text: str, size: int, start: int, stop: int, *, only_at_spaces: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield from where to where the pieces of a text are: of about a size, or longer where they end at spaces only."""
    end = start
    while end < stop:
        end = _find_end(text, end, size, stop)
        if end == stop or not only_at_spaces or text[end].isspace():
            yield start, end
            start = end


def _find_end(text: str, start: int, size: int, stop: int) -> int:
    """Return where a piece ends: at a space that no hyphen or other space is before, so that no word goes on after it."""
    end = start + size
    if end >= stop:
        return stop
    for place in range(end, start, -1):
        if text[place].isspace() and not text[place - 1].isspace() and text[place - 1] not in HYPHENS:
            return place
    return end


def _read_piece(text: str, at: int, vocabulary: DraftWords) -> Stream:
    text = part_at_lines(text)
    if text.isascii():
        encoded = text.encode("ascii")
        units: _Units = np.frombuffer(encoded, np.uint8)
        data, read = encoded.translate(read_short_ascii()), None
    else:
        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
        data = read_short().take(units).tobytes()
        if bytes([SINGLE]) in data or bytes([HARD]) in data:
            return _read_any(text, at, vocabulary)
    left_out = _find_line_ends(text, units)
    index = None
    if left_out or bytes([LEFT_OUT]) in data:
        kinds = np.frombuffer(data, np.uint8)
        index = _keep_all_but(len(text), left_out)
        index = index[kinds[index] != LEFT_OUT]
        data, units = kinds[index].tobytes(), units[index]
    if units.dtype != np.uint8:
        folded = read_characters().folded

        def read(places: Places) -> Codes:
            codes: Codes = folded[units[places]]
            return codes

    edges = _find_edges(np.frombuffer(data, np.uint8) != 0)
    starts, ends = edges[::2], edges[1::2]
    numbers = vocabulary.look_up(_hash(data, starts, ends, read))
    return Stream(numbers, _find_sources(starts, index) + at)


def _read_any(text: str, at: int, vocabulary: DraftWords) -> Stream:
    """Return the words of a piece with characters that are words by themselves, or that are folded with their neighbours."""
    codes = _read_codes(text)
    left_out = _find_line_ends(text, codes)
    tables = read_characters()
    classes = tables.classes[codes]
    if (classes == HARD).any():
        pieces = list(_iter_pieces(text, _HARD_PIECE, 0, len(text), only_at_spaces=True))
        if len(pieces) > 1:
            return join_streams([_read_any(text[start:end], at + start, vocabulary) for start, end in pieces])
        return _read_hard(text, left_out, at, vocabulary)
    index = None
    if left_out or (classes == LEFT_OUT).any():
        index = _keep_all_but(len(text), left_out)
        index = index[classes[index] != LEFT_OUT]
        codes, classes = codes[index], classes[index]
    starts, ends = _find_words(classes)
    folded = tables.folded[codes]
    numbers = vocabulary.look_up(_hash(shorten(folded).tobytes(), starts, ends, folded.__getitem__))
    return Stream(numbers, _find_sources(starts, index) + at)


def _find_line_ends(text: str, codes: _Units) -> list[tuple[int, int]]:
    """Return the spans of the line ends at which a word goes on, and of what the view leaves out of `&amp;`."""
    is_hyphen = codes == _HYPHENS[0]
    for hyphen in _HYPHENS[1:] if codes.dtype != np.uint8 else ():
        is_hyphen |= codes == hyphen
    # Most stand between words, and no line ends there.
    places = np.flatnonzero(is_hyphen[1:-1]) + 1
    places = places[codes[places - 1] > _LAST_SPACE]
    after = codes[places + 1]
    is_end = after <= _LAST_SPACE
    for code in _OTHER_LINE_ENDS if codes.dtype != np.uint8 else ():
        is_end |= after == code
    places = places[is_end]
    matches = (LINE_END_HYPHEN.match(text, place) for place in places.tolist())
    spans = [match.span() for match in matches if match is not None]
    # One character is found many times faster than five.
    return [*spans, *_iter_entities(text)] if AMPERSAND[0] in text else spans


def _iter_entities(text: str) -> Iterator[tuple[int, int]]:
    place = text.find(AMPERSAND)
    while place >= 0:
        yield place + 1, place + len(AMPERSAND)
        place = text.find(AMPERSAND, place + len(AMPERSAND))


def _read_hard(text: str, left_out: list[tuple[int, int]], at: int, vocabulary: DraftWords) -> Stream:
    """Return the words of a piece that only the view itself can fold."""
    index = _keep_all_but(len(text), left_out)
    codes = _read_codes(text)
    # What the view drops is not left out here: it may stand between a letter and its mark.
    index = index[~np.isin(codes[index], list_invisible())]
    view = make_view("".join(map(chr, codes[index].tolist())))
    shown = view.text
    folded = _read_codes(shown)
    spans = np.array(list(iter_word_spans(shown, by_dictionary=False)), np.int64).reshape(-1, 2)
    numbers = vocabulary.look_up(
        _hash(shorten(folded).tobytes(), spans[:, 0], spans[:, 1], folded.__getitem__)
    )
    sources = [view.source_span(start, start + 1)[0] for start in spans[:, 0].tolist()]
    return Stream(numbers, index[np.array(sources, np.int64)] + at)


def _find_sources(starts: Places, index: Places | None) -> Places:
    """Return where words begin in a text, of which only the characters at some places were looked at."""
    return starts if index is None else index[starts]


def _keep_all_but(length: int, left_out: list[tuple[int, int]]) -> Places:
    kept = np.ones(length, np.bool_)
    for start, end in left_out:
        kept[start:end] = False
    return np.flatnonzero(kept)


def _find_edges(inside: NDArray[np.bool_]) -> Places:
    """Return where stretches of true values begin and end, by turns."""
    framed = np.zeros(len(inside) + 2, np.bool_)
    framed[1:-1] = inside
    return np.flatnonzero(framed[1:] != framed[:-1])


def _find_words(classes: NDArray[np.uint8]) -> tuple[Places, Places]:
    edges = _find_edges(classes == 1)
    starts, ends = edges[::2], edges[1::2]
    alone = np.flatnonzero(classes == SINGLE)
    if len(alone):
        starts, ends = np.concatenate((starts, alone)), np.concatenate((ends, alone + 1))
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
    return starts, ends
