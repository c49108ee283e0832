"""The paragraphs of a document as they are counted: some at a time, so that a large text is never held as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.corpus.document import Document
from corpuskit.patterns import compile_re
from corpuskit.text.divisions import without_joints
from corpuskit.text.tokens import iter_word_spans, list_words

Integers = NDArray[np.int64]

# What fits into the cache of a processor; a text in memory is one block, however large.
_PIECE_BYTES = 1 << 17
_PARAGRAPHS = 1000
_LINE_BREAK = compile_re(rb"\r\n|\r|\n")
# Text with signs outside ASCII that are part of no word and join none: no-break spaces, guillemets, dashes, quotes,
# bullets, ellipses, arrows.
_WITH_SIGNS = compile_re(
    "[\x00-\x7f\xa0\xa7\xab\xb0\xb1\xb7\xbb\xd7\u2010-\u2027\u2030-\u203a\u20ac\u2122\u2190-\u21ff\u2200-\u22ff]*"
)
# What is part of a word, among ASCII; all else is a space. Bytes outside ASCII stay.
_WORD_BYTES = bytes(
    code if chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(0x80)
) + bytes(range(0x80, 0x100))
# Of the bytes outside ASCII, as signed numbers, those that a code point begins with are not below it.
_LEAST_LEAD = -0x40
# A byte that no UTF-8 has.
_BORDER = b" \xff "


class Passages(NamedTuple):
    """Some paragraphs of a document, one after another.

    Attributes:
        texts: Each as UTF-8. Where paragraphs are lines, blank ones are among them, and white space at their ends.
        starts: Index in the document of the first code point of each.
        lines: The line on which each begins, from 1.
    """

    texts: list[bytes]
    starts: Integers
    lines: Integers


def iter_passages(document: Document) -> Iterator[Passages]:
    """Yield the paragraphs of a document in order."""
    if not document.has_line_paragraphs:
        yield from _iter_blocks(document)
        return
    chars, line = 0, 1
    for block in document.iter_blocks():
        for piece in _iter_pieces(block.data):
            texts, sizes = _split_lines(piece)
            lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + sizes
            if not piece.isascii():
                lengths -= _count_rests(piece, np.cumsum(lengths))
            ends = np.cumsum(lengths) + chars
            yield Passages(texts, ends - lengths, np.arange(line, line + len(texts), dtype=np.int64))
            chars = int(ends[-1])
            # What stands behind the last line break goes on in the next piece only where there is none.
            line += len(texts) - (sizes[-1] == 0)


def count_chars(text: bytes) -> int:
    """Return the number of code points of UTF-8 text."""
    return len(text) if text.isascii() else len(text.decode())


def _count_rests(piece: bytes, ends: Integers) -> Integers:
    """Return for each line of a piece the number of bytes that no code point begins with.

    Args:
        piece: UTF-8.
        ends: Index of the byte after each line.
    """
    rests = np.flatnonzero(np.frombuffer(piece, np.int8) < _LEAST_LEAD)
    return np.diff(np.searchsorted(rests, ends), prepend=0)


def _iter_pieces(data: bytes) -> Iterator[bytes]:
    """Yield pieces of whole lines."""
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _PIECE_BYTES) + 1 or len(data)
        yield data[start:end]
        start = end


def _split_lines(data: bytes) -> tuple[list[bytes], Integers]:
    """Return the lines of a piece, without line breaks, and the sizes of these; the last one may have none."""
    if b"\r" not in data:
        texts = data.split(b"\n")
        sizes = np.ones(len(texts), np.int64)
        sizes[-1] = 0
    else:
        breaks = [match.span() for match in _LINE_BREAK.finditer(data)]
        begins = [0, *(end for _, end in breaks)]
        ends = [*(start for start, _ in breaks), len(data)]
        texts = [data[start:end] for start, end in zip(begins, ends, strict=True)]
        sizes = np.array([*(end - start for start, end in breaks), 0], np.int64)
    if not texts[-1] and len(texts) > 1:
        del texts[-1]
        sizes = sizes[:-1]
    return texts, sizes


def _iter_blocks(document: Document) -> Iterator[Passages]:
    text = document.reading
    paragraphs = iter(document.paragraphs)
    while some := list(islice(paragraphs, _PARAGRAPHS)):
        yield Passages(
            [text[start:end].encode() for _, _, start, end in some],
            np.array([paragraph.start for paragraph in some], np.int64),
            np.array([paragraph.line for paragraph in some], np.int64),
        )


BORDER = _BORDER.strip()
"""What stands between the words of two paragraphs."""


def _flatten(text: bytes) -> bytes | None:
    """Return a text of ASCII whose words are those of UTF-8 text and stand at the same places; None where there is none."""
    decoded = text.decode()
    return decoded.encode("ascii", "replace") if _WITH_SIGNS.fullmatch(decoded) else None


def join_spaced(texts: list[bytes]) -> bytes:
    """Return the words of some paragraphs as UTF-8, with `BORDER` between one paragraph and the next.

    Between two words are spaces, and no other white space of ASCII is left: where the words of a paragraph are ASCII, and
    nothing else than usual signs is not, as many as there were other characters.
    """
    return _BORDER.join(
        [text if text.isascii() else _flatten(text) or _spell_out(text.decode()) for text in texts]
    ).translate(_WORD_BYTES)


def find_first_word(text: bytes, word: bytes) -> int:
    """Return where a word stands first in a paragraph of ASCII that has it: the index of its first code point."""
    return (b" " + text.translate(_WORD_BYTES) + b" ").index(b" " + word + b" ")


def _spell_out(text: str) -> bytes:
    return without_joints(" ".join(list_words(text))).encode()


class WordSpans(NamedTuple):
    """Where the words of some paragraphs stand.

    Attributes:
        starts: Index in its paragraph of the first code point of each word.
        ends: Index after its last one.
        counts: Number of words of each paragraph.
    """

    starts: Integers
    ends: Integers
    counts: Integers


def find_words(texts: list[bytes]) -> WordSpans:
    """Return where the words of some paragraphs stand."""
    spaced = np.frombuffer(b" " + join_spaced(texts) + b" ", np.uint8)
    is_word = spaced != ord(" ")
    borders = np.flatnonzero(is_word[1:] != is_word[:-1])
    starts, ends = borders[::2], borders[1::2]
    is_border = spaced[starts + 1] == BORDER[0]
    marks = np.flatnonzero(is_border)
    counts = np.diff(np.concatenate(([-1], marks, [len(starts)]))) - 1
    begins = np.concatenate((np.zeros(1, np.int64), ends[marks] + 1))
    shift = np.repeat(begins, counts)
    starts, ends = starts[~is_border] - shift, ends[~is_border] - shift
    last = np.cumsum(counts)
    for number, text in enumerate(texts):
        if not text.isascii() and counts[number] and not _WITH_SIGNS.fullmatch(text.decode()):
            own = slice(int(last[number] - counts[number]), int(last[number]))
            spans = np.array(list(iter_word_spans(text.decode())), np.int64)
            starts[own], ends[own] = spans[:, 0], spans[:, 1]
    return WordSpans(starts, ends, counts)
