"""The words of a text as numbers: which of them are words of a draft, and where they stand.

A word is known by a hash of its folded characters, a polynomial modulo 2⁶⁴, of which all words of a piece of text are
worked out at once from sums over the piece. Two words may have one hash; who finds something looks at the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.text.tokens import iter_word_spans
from corpuskit.text.view import make_view
from corpuskit.verify.characters import (
    GAP,
    HARD,
    LEFT_OUT,
    SINGLE,
    list_invisible,
    read_ascii,
    read_characters,
)
from corpuskit.verify.words import HYPHENS, iter_left_out

_BASE = 0x9E3779B97F4A7C15
_MIX = 0xD6E8FEB86659FD93
_ALL = (1 << 64) - 1
_TABLE_BITS = 20
# Code points that are looked at at a time: what is worked out of them stays in the cache.
PIECE = 1 << 17

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Numbers = NDArray[np.int32]


def _mix(codes: NDArray[np.uint32]) -> Hashes:
    mixed: Hashes = (codes.astype(np.uint64) + np.uint64(1)) * np.uint64(_MIX)
    mixed ^= mixed >> np.uint64(29)
    return mixed


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """Return the powers of the base, and those of its inverse."""
    # A character of the source is at most three in the view.
    count = 4 * PIECE + 1
    with np.errstate(over="ignore"):
        return tuple(  # type: ignore[return-value]
            np.multiply.accumulate(np.concatenate(([np.uint64(1)], np.full(count, base, np.uint64))))
            for base in (_BASE, pow(_BASE, -1, 1 << 64))
        )


@cache
def _ascii_mixed() -> tuple[NDArray[np.bool_], Hashes]:
    """Return of each byte whether it is in a word, and what is added up of it."""
    tables = read_ascii()
    return tables.classes != GAP, _mix(tables.folded)


def hash_words(words: Iterable[str]) -> Hashes:
    """Return the hashes of words as they are compared."""
    powers = _powers()[0]
    hashes = []
    for word in words:
        codes = np.frombuffer(word.encode("utf-32-le", "surrogatepass"), np.uint32)
        hashes.append(
            (_mix(codes) * powers[: len(codes)]).sum(dtype=np.uint64) if len(codes) < len(powers) else 0
        )
    return np.array(hashes, np.uint64)


class Vocabulary:
    """Numbers the words of drafts, from 1; 0 is any other word.

    Args:
        words: The words as they are compared, each once.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.numbers = {word: number for number, word in enumerate(words, 1)}
        self._hashes = np.concatenate(([np.uint64(0)], hash_words(self.numbers)))
        order = np.argsort(self._hashes[1:], kind="stable")
        self._sorted, self._order = self._hashes[1:][order], order.astype(np.int32) + 1
        # Where two words have one place the other one is looked for among all of them.
        self._table = np.zeros(1 << _TABLE_BITS, np.int32)
        self._table[self._hashes[1:] >> np.uint64(64 - _TABLE_BITS)] = np.arange(1, len(self._hashes))

    def __len__(self) -> int:
        return len(self.numbers)

    def look_up(self, hashes: Hashes) -> Numbers:
        """Return the numbers of words, by their hashes."""
        numbers: Numbers = self._table[hashes >> np.uint64(64 - _TABLE_BITS)]
        taken = np.flatnonzero(numbers)
        wrong = taken[self._hashes[numbers[taken]] != hashes[taken]]
        if len(wrong):
            places = np.minimum(np.searchsorted(self._sorted, hashes[wrong]), len(self._sorted) - 1)
            is_right = self._sorted[places] == hashes[wrong]
            numbers[wrong] = np.where(is_right, self._order[places], 0)
        return numbers


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


def iter_streams(text: str, vocabulary: Vocabulary) -> Iterator[Stream]:
    """Yield the words of a text, those of a piece of it at a time."""
    start = 0
    while start < len(text):
        end = _find_end(text, start)
        yield _read_piece(text[start:end], start, vocabulary)
        start = end


def _find_end(text: str, start: int) -> int:
    """Return where a piece ends: at a space that no hyphen or other space is before, so that no word goes on after it."""
    end = start + PIECE
    if end >= len(text):
        return len(text)
    for place in range(end, start, -1):
        if text[place].isspace() and not text[place - 1].isspace() and text[place - 1] not in HYPHENS:
            return place
    return end


def _read_piece(text: str, at: int, vocabulary: Vocabulary) -> Stream:
    left_out = list(iter_left_out(text))
    if text.isascii():
        codes = np.frombuffer(text.encode("ascii"), np.uint8)
        index = None
        if left_out:
            index = _keep_all_but(len(text), left_out)
            codes = codes[index]
        is_letter, mixed = _ascii_mixed()
        edges = _find_edges(is_letter[codes])
        starts, ends = edges[::2], edges[1::2]
        return _finish(mixed[codes], starts, ends, index, at, vocabulary)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    tables = read_characters()
    classes = tables.classes[codes]
    if (classes == HARD).any():
        return _read_hard(text, left_out, at, vocabulary)
    index = None
    if left_out or (classes == LEFT_OUT).any():
        index = _keep_all_but(len(text), left_out)
        index = index[classes[index] != LEFT_OUT]
        codes, classes = codes[index], classes[index]
    starts, ends = _find_words(classes)
    return _finish(_mix(tables.folded[codes]), starts, ends, index, at, vocabulary)


def _read_hard(text: str, left_out: list[tuple[int, int]], at: int, vocabulary: Vocabulary) -> Stream:
    """Return the words of a piece that only the view itself can fold."""
    index = _keep_all_but(len(text), left_out)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    # What the view drops is not left out here: it may stand between a letter and its mark.
    index = index[~np.isin(codes[index], list_invisible())]
    view = make_view("".join(map(chr, codes[index].tolist())))
    folded = np.frombuffer(view.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    spans = np.array(list(iter_word_spans(view.text)), np.int64).reshape(-1, 2)
    stream = _finish(_mix(folded), spans[:, 0], spans[:, 1], None, 0, vocabulary)
    sources = [view.source_span(start, start + 1)[0] for start in spans[:, 0].tolist()]
    return Stream(stream.numbers, index[np.array(sources, np.int64)] + at)


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


def _finish(
    mixed: Hashes, starts: Places, ends: Places, index: Places | None, at: int, vocabulary: Vocabulary
) -> Stream:
    powers, inverses = _powers()
    sums = np.zeros(len(mixed) + 1, np.uint64)
    np.cumsum(mixed * powers[: len(mixed)], out=sums[1:])
    numbers = vocabulary.look_up((sums[ends] - sums[starts]) * inverses[starts])
    return Stream(numbers, (starts if index is None else index[starts]) + at)
