"""Where UTF-8 text has characters outside ASCII, and how many characters there are in all."""

from __future__ import annotations

from typing import NamedTuple

# Bytes that are looked at at a time: few enough that most pieces of English text are ASCII.
_PIECE_BYTES = 1 << 14
_CONTINUATION = 0xC0, 0x80
# A character has three continuation bytes at most.
_LONGEST_TAIL = 3


class Census(NamedTuple):
    """What some UTF-8 text consists of.

    Attributes:
        chars: Number of code points.
        foreign: `(start, end)` of the pieces that have characters outside ASCII, in order; all between them is
            ASCII. A piece holds whole characters and has some 16 KB at most.
    """

    chars: int
    foreign: tuple[tuple[int, int], ...]


def take_census(data: bytes) -> Census:
    """Return what `data` consists of. It is decoded piece by piece, and nothing of it is kept.

    Args:
        data: UTF-8 text.

    Raises:
        UnicodeDecodeError: It is no UTF-8; the error knows a place in some piece only.
    """
    size = len(data)
    if data.isascii():
        return Census(size, ())
    chars = start = 0
    foreign: list[tuple[int, int]] = []
    while start < size:
        piece = data[start : start + _PIECE_BYTES]
        if piece.isascii():
            chars += len(piece)
            start += len(piece)
            continue
        end = _end_of_piece(data, start)
        count = len(data[start:end].decode())
        # A piece that was cut before a character may be ASCII after all.
        if count < end - start:
            foreign.append((start, end))
        chars += count
        start = end
    return Census(chars, tuple(foreign))


def _end_of_piece(data: bytes, start: int) -> int:
    """Return where the piece that begins at `start` ends, so that no character is cut."""
    end = min(start + _PIECE_BYTES, len(data))
    mask, value = _CONTINUATION
    for shorter in range(_LONGEST_TAIL + 1):
        if end - shorter <= start:
            break
        if end == len(data) or data[end - shorter] & mask != value:
            return end - shorter
    return end
