"""The lines of a piece of text, and the hashes of their words, by array work.

The lines and the words are those of `text/segments` and `text/tokens`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Hashes, Integers, hash_words
from corpuskit.dedupe.arrays.ranges import expand_ranges
from corpuskit.dedupe.reading.characters import (
    ACRONYM,
    CAPITAL,
    LETTER,
    LOWER,
    MARK,
    NO_WORD,
    SINGLE,
    UNKNOWN,
    UNSPACED_LETTER,
    UPPER,
    CharacterTables,
    character_tables,
)
from corpuskit.text.view import AMPERSAND, fold

_LINE_FEED, _CARRIAGE_RETURN = 10, 13
_ASCII = 128
# Where fewer characters than one in so many are not ASCII, they are looked up apart from the others.
_NARROW_SHARE = 8
# Rounds of array operations that take white space off the ends of lines; what is left after them is rare.
_TRIMMING_ROUNDS = 32

Forms = NDArray[np.uint8]


class Lines(NamedTuple):
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


def read_lines(piece: str) -> Lines:
    """Return the lines of a piece of text; pieces may be read by several threads at once."""
    tables = character_tables()
    marked = _mark_words(piece, tables)
    words = hash_words(marked.values, marked.starts)
    starts, ends = _trim(marked.codes, marked.breaks, tables.space)
    filled = np.flatnonzero(starts < ends)
    line_starts = np.append(0, marked.word_breaks)
    places = np.searchsorted(marked.starts, line_starts)
    counts = np.diff(np.append(places, len(marked.starts)))
    return Lines(
        filled, starts[filled], ends[filled], counts[filled], words, marked.forms, np.append(0, marked.breaks)
    )


class _MarkedWords(NamedTuple):
    """The words of a piece of text.

    Attributes:
        codes: Its code points.
        breaks: The indices after its line breaks.
        values: The code points in the matching view, zeros between words.
        starts: The indices of `values` at which words begin.
        forms: How each word is written, uint8.
        word_breaks: The line breaks among `values`.
    """

    codes: NDArray[Any]
    breaks: Integers
    values: NDArray[Any]
    starts: Integers
    forms: Forms
    word_breaks: Integers


def _mark_words(piece: str, tables: CharacterTables) -> _MarkedWords:
    """Return the words of a piece, the fastest way that is right for its characters."""
    if AMPERSAND in piece:
        return _mark_folded(_code_points(piece), piece, tables)
    if piece.isascii():
        data = piece.encode()
        codes = np.frombuffer(data, np.uint8)
        return _mark_narrow(codes, data, np.zeros(0, np.int64), tables)
    wide = _code_points(piece)
    others = np.flatnonzero(wide >= _ASCII)
    foreign = wide[others]
    tables.prepare(foreign)
    if tables.contextual[foreign].any():
        return _mark_folded(wide, piece, tables)
    if tables.grows[foreign].any():
        return _mark_grown(wide, tables)
    is_marked = bool((tables.category[tables.folded[foreign]] == MARK).any())
    if is_marked or len(others) * _NARROW_SHARE > len(wide):
        values, starts = _mark_wide(tables.folded[wide], tables)
        breaks = _find_line_breaks(wide)
        return _MarkedWords(
            wide, breaks, values, starts, _describe_words(tables.form[wide], values, starts), breaks
        )
    return _mark_narrow(wide, piece.encode("ascii", "replace"), others, tables)


def _mark_narrow(codes: NDArray[Any], data: bytes, others: Integers, tables: CharacterTables) -> _MarkedWords:
    """Return the words of a piece that is ASCII but for some letters, none of them a mark.

    Args:
        codes: The code points.
        data: The same with something in the place of `others` that is in no word.
        others: The indices of what is not ASCII.
        tables: Tables that are prepared for these.
    """
    folding, form_of = _ascii_tables()
    values: NDArray[Any] = np.frombuffer(data.translate(folding), np.uint8)
    forms = np.frombuffer(data.translate(form_of), np.uint8)
    unspaced = others
    if len(others):
        folded = tables.folded[codes[others]]
        category = tables.category[folded]
        values = values.astype(np.uint32)
        values[others] = np.where(category != NO_WORD, folded, 0)
        forms = forms.copy()
        forms[others] = tables.form[codes[others]]
        unspaced = others[category == UNSPACED_LETTER]
    is_start = values != 0
    goes_on = is_start.copy()
    goes_on[unspaced] = False
    is_start[1:] &= ~goes_on[:-1]
    is_start[unspaced] = True
    starts = np.flatnonzero(is_start)
    breaks = _find_line_breaks(np.frombuffer(data, np.uint8))
    return _MarkedWords(codes, breaks, values, starts, _describe_words(forms, values, starts), breaks)


def _mark_grown(codes: NDArray[Any], tables: CharacterTables) -> _MarkedWords:
    """Return the words of a piece in which some characters become several in the matching view: ß, ﬁ, İ."""
    grown = np.flatnonzero(tables.grows[codes])
    characters = codes[grown].tolist()
    shown = {code: fold(chr(code)) for code in set(characters)}
    lengths = np.ones(len(codes), np.int64)
    lengths[grown] = [len(shown[code]) for code in characters]
    ends = np.cumsum(lengths)
    folded = np.repeat(tables.folded[codes], lengths)
    folded[expand_ranges(ends[grown] - lengths[grown], lengths[grown])] = _code_points(
        "".join(shown[code] for code in characters)
    )
    tables.prepare(folded)
    values, starts = _mark_wide(folded, tables)
    breaks = _find_line_breaks(codes)
    return _MarkedWords(
        codes,
        breaks,
        values,
        starts,
        _describe_words(np.repeat(tables.form[codes], lengths), values, starts),
        ends[breaks - 1],
    )


def _mark_folded(codes: NDArray[Any], piece: str, tables: CharacterTables) -> _MarkedWords:
    """Return the words of a piece that cannot be folded one character at a time."""
    # A character that folding drops may stand between CR and LF, which must not become one break.
    folded = _code_points(fold(piece.replace("\r\n", "\n").replace("\r", "\n")))
    tables.prepare(folded)
    values, starts = _mark_wide(folded, tables)
    forms = np.full(len(starts), UNKNOWN, np.uint8)
    return _MarkedWords(codes, _find_line_breaks(codes), values, starts, forms, _find_line_breaks(folded))


def _describe_words(forms: Forms, values: Hashes, starts: Integers) -> Forms:
    """Return the forms of the words that begin at `starts`, from those of all characters."""
    if not len(starts):
        return np.zeros(0, np.uint8)
    of_first, of_word = _form_tables()
    forms = forms.copy()
    forms[starts] = of_first[forms[starts]]
    words: Forms = np.bitwise_or.reduceat(forms, starts)
    goes_on = np.append(values[1:] != 0, False)[starts]
    # A character that is a word by itself may stand right behind.
    goes_on[:-1] &= starts[1:] != starts[:-1] + 1
    words[~goes_on] |= np.uint8(SINGLE)
    return of_word[words]


@cache
def _form_tables() -> tuple[Forms, Forms]:
    """Return the forms of characters that begin a word, and of words by those of their characters added up."""
    forms = np.arange(256, dtype=np.uint8)
    of_first = np.where(forms & UPPER, forms & ~np.uint8(UPPER) | np.uint8(CAPITAL), forms)
    may_be_acronym = ((forms & (UPPER | CAPITAL)) != 0) & ((forms & (LOWER | SINGLE)) == 0)
    return of_first, np.where(may_be_acronym, forms | np.uint8(ACRONYM), forms)


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
def _ascii_tables() -> tuple[bytes, bytes]:
    """Return for each byte what a character of ASCII is in the matching view, 0 outside of words, and its form."""
    tables = character_tables()
    folded = tables.folded[:_ASCII]
    rest = bytes(256 - _ASCII)
    values = np.where(tables.category[folded] == LETTER, folded, 0).astype(np.uint8)
    return values.tobytes() + rest, tables.form[:_ASCII].tobytes() + rest


def _mark_wide(folded: NDArray[np.uint32], tables: CharacterTables) -> tuple[NDArray[Any], Integers]:
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
    values = np.where(carried != 0, folded, 0)
    return values, np.flatnonzero(starts)
