"""How many lines, paragraphs, words and code points come before a place in UTF-8 text, without decoding it all.

The text is measured in pieces from front to back. A piece that is ASCII, or whose other characters are general
punctuation (U+2000 to U+203F: dashes, curly quotes, ellipses), is measured on its bytes; the rest line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from corpuskit.text.tokens import count_words

_MEASURED_BYTES = 1 << 14
_ASCII = bytes(range(0x80))
_WORD_BYTES = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
# Every byte of a word is a `w`, every other one a space.
_WORDS = bytes(ord("w") if byte in _WORD_BYTES else ord(" ") for byte in range(0x100))
_W = ord("w")
_BLANKS = b" \t\x0b\x0c\x1c\x1d\x1e\x1f"
# Every byte that can be seen is an `x`, every line break a line feed.
_VISIBLE = bytes(ord("\n") if byte in b"\r\n" else ord("x") for byte in range(0x100))
_PUNCTUATION = b"\xe2\x80"
# The spaces among U+2000 to U+203F, which alone make a line no paragraph.
_WIDE_SPACES = re.compile(rb"\xe2\x80[\x80-\x8a\xa8\xa9\xaf]")
# A line that begins with white space may be blank; a line break ends no line here, so a blank one begins with it too.
_BLANK_BEGINNING = re.compile(rb"\n[\s\x1c-\x1f]")
_FOREIGN = regex.compile(rb"[\x80-\xff]")


def map_words(data: bytes) -> bytes:
    """Return `data` with a `w` for every byte of a word of ASCII and a space for every other."""
    return data.translate(_WORDS)


def count_ascii_words(data: bytes) -> int:
    """Return the number of words of a piece of ASCII text that begins at a border of words."""
    mapped = data.translate(_WORDS)
    return mapped.count(b" w") + mapped.startswith(b"w")


class Ruler:
    """Measures UTF-8 text from front to back.

    Args:
        data: The text; valid UTF-8.

    Attributes:
        place: Index of the byte that has been reached, at the beginning of a line.
        chars: Number of code points before it.
        line: Number of its line, from 1.
        paragraphs: Number of lines before it that are not blank.
        words: Number of words before it.
    """

    __slots__ = (
        "_data", "_known_end", "_punctuated", "_simple", "chars", "line", "paragraphs", "place", "words"
    )  # fmt: skip

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.place = 0
        self.chars = 0
        self.line = 1
        self.paragraphs = 0
        self.words = 0
        # What is known of the text up to here: whether no line of it is blank and all words are ASCII, and whether it
        # has general punctuation.
        self._known_end = 0
        self._simple = False
        self._punctuated = False

    def advance(self, place: int) -> None:
        """Measure up to `place`, which is the beginning of a line and not before the place that was reached."""
        while self.place < place:
            if self.place >= self._known_end:
                self._look_ahead()
            stop = min(self._known_end, place)
            piece = self._data[self.place : stop]
            if self._simple:
                mapped = piece.translate(_WORDS)
                self.words += mapped.count(b" w") + (mapped[0] == _W)
                lines = piece.count(b"\n")
                self.line += lines
                self.paragraphs += lines
                self.chars += stop - self.place
                if self._punctuated:
                    self.chars -= 2 * piece.count(_PUNCTUATION)
            else:
                self._measure(piece)
            self.place = stop

    def _look_ahead(self) -> None:
        """Look at the next lines, some 16 KB of them: most text is so simple that little is left to do line by line."""
        data, start = self._data, self.place
        end = min(start + _MEASURED_BYTES, len(data))
        if end < len(data):
            # A piece ends with a line; where one is longer, with it.
            end = data.rfind(b"\n", start, end) + 1 or data.find(b"\n", end) + 1 or len(data)
        piece = data[start:end]
        foreign = b"" if piece.isascii() else piece.translate(None, _ASCII)
        self._known_end = end
        self._punctuated = bool(foreign)
        self._simple = (
            foreign.count(_PUNCTUATION) * 3 == len(foreign)
            and not _WIDE_SPACES.search(foreign)
            and b"\r" not in piece
            and piece.endswith(b"\n")
            and not _BLANK_BEGINNING.search(b"\n" + piece)
        )

    def line_bounds(self, place: int) -> tuple[int, int]:
        """Return where the line of the byte at `place` begins, and where it ends without its line break."""
        data = self._data
        start = data.rfind(b"\n", 0, place) + 1
        end = data.find(b"\n", place)
        if end < 0:
            end = len(data)
        # A lone CR ends a line too; between two line feeds there is mostly none.
        start = data.rfind(b"\r", start, place) + 1 or start
        if (found := data.find(b"\r", place, end)) >= 0:
            end = found
        return start, end

    def iter_lines(self) -> Iterator[tuple[int, int]]:
        """Yield where each line begins and ends."""
        place, size = 0, len(self._data)
        while place < size:
            start, end = self.line_bounds(place)
            yield start, end
            place = end + (2 if self._data[end : end + 2] == b"\r\n" else 1)

    def _measure(self, piece: bytes) -> None:
        done = 0
        while found := _FOREIGN.search(piece, done):
            start = piece.rfind(b"\n", done, found.start()) + 1 or done
            end = piece.find(b"\n", found.start()) + 1 or len(piece)
            if start > done:
                self._measure_plain(piece[done:start])
            self._measure_foreign(piece[start:end])
            done = end
        if done < len(piece):
            self._measure_plain(piece[done:])

    def _count_lines(self, piece: bytes) -> int:
        lines = piece.count(b"\n")
        if returns := piece.count(b"\r"):
            lines += returns - piece.count(b"\r\n")
        return lines

    def _measure_plain(self, piece: bytes) -> None:
        self.chars += len(piece)
        self.line += self._count_lines(piece)
        self.words += count_ascii_words(piece)
        visible = piece.translate(_VISIBLE, _BLANKS)
        self.paragraphs += visible.count(b"x\n") + visible.endswith(b"x")

    def _measure_foreign(self, piece: bytes) -> None:
        text = piece.decode("utf-8")
        self.chars += len(text)
        self.line += self._count_lines(piece)
        self.words += count_words(text)
        self.paragraphs += sum(1 for line in text.replace("\r", "\n").split("\n") if line.strip())
