"""How many lines, paragraphs, words and code points come before a place in UTF-8 text, without decoding it all.

The text is measured in pieces from front to back. A piece that is ASCII, or whose other characters are general
punctuation (U+2000 to U+203F: dashes, curly quotes, ellipses), is measured on its bytes; the rest line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.tokens import count_words

_MEASURED_BYTES = 1 << 14
_ASCII = bytes(range(0x80))
_WORD_BYTES = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
# Every byte of a word is a `w`, every other one a space.
_WORDS = bytes(ord("w") if byte in _WORD_BYTES else ord(" ") for byte in range(0x100))
_WORD_BEGINNING = b" w"
_BLANKS = b" \t\x0b\x0c\x1c\x1d\x1e\x1f"
# The same as `_WORDS`, but white space and line breaks that are rare are an `r`.
_RARE = b"r"
_WORDS_AND_RARE = bytes(
    ord(_RARE) if byte in b"\r\x0b\x0c\x1c\x1d\x1e\x1f" else _WORDS[byte] for byte in range(0x100)
)
# Every byte that can be seen is an `x`, every line break a line feed.
_VISIBLE = bytes(ord("\n") if byte in b"\r\n" else ord("x") for byte in range(0x100))
# A span that holds no place.
_NOWHERE = (1, 0)
_PUNCTUATION = b"\xe2\x80"
# Two line breaks with nothing between them that can be seen. An expression that begins with one certain character is
# found by a scan for that one.
_BLANK_LINE = compile_re(rb"\n[ \t]*+\n")
# What is more than a sign among U+2000 to U+203F: the spaces, which alone make a line no paragraph, and the joiners, which
# belong to words.
_MORE_THAN_SIGNS = compile_re(rb"\xe2\x80[\x80-\x8a\xa8\xa9\xaf\x8c\x8d]")
_NON_ASCII = compile_later(rb"[\x80-\xff]")


def count_ascii_words(data: bytes) -> int:
    """Return the number of words of a piece of ASCII text that begins at a border of words."""
    mapped = data.translate(_WORDS)
    return mapped.count(b" w") + mapped.startswith(b"w")


def has_joiner(data: bytes) -> bool:
    """Return whether UTF-8 text has one of the joiners among U+2000 to U+203F, which belong to words."""
    return b"\xe2\x80\x8c" in data or b"\xe2\x80\x8d" in data


def count_visible_lines(data: bytes) -> int:
    """Return the number of lines of a piece of text in which something can be seen; `data` ends with a line break.

    What can be seen is anything but white space of ASCII.
    """
    return data.translate(_VISIBLE, _BLANKS).count(b"x\n")


Position = tuple[int, int, int, int, int]
"""Where in a text something stands: the number of code points before it and up to its end, the number of its line from
1, and how many paragraphs end and how many words begin before it. Plain tuples, since there are millions of them."""


class Extent(NamedTuple):
    """How much some whole lines of a text hold.

    Attributes:
        chars: Number of code points.
        lines: Number of lines.
        paragraphs: Number of lines that are not blank.
        words: Number of words.
    """

    chars: int = 0
    lines: int = 0
    paragraphs: int = 0
    words: int = 0


class PositionCounter:
    """Measures UTF-8 text from front to back, one block of lines after the other.

    Attributes:
        data: The block that it is in; valid UTF-8.
        place: Index in the block of the byte that has been reached: where a line begins, or in plain lines a word.
        chars: Number of code points before it.
        line: Number of its line, from 1.
        paragraphs: Number of lines before its own that are not blank.
        words: Number of words that begin before it.
    """

    __slots__ = (
        "_between_feeds",
        "_has_blank_lines",
        "_known_end",
        "_mapped",
        "_punctuated",
        "_simple",
        "chars",
        "data",
        "line",
        "paragraphs",
        "place",
        "words",
    )

    def __init__(self) -> None:
        self.data = b""
        self.place = 0
        self.chars = 0
        self.line = 1
        self.paragraphs = 0
        self.words = 0
        # What is known of the text up to here: where its words are, whether they are ASCII and no white space is rare,
        # whether lines may be blank, and whether it has general punctuation.
        self._known_end = 0
        self._mapped = b""
        self._simple = False
        self._has_blank_lines = False
        self._punctuated = False
        self._between_feeds = _NOWHERE

    def enter(self, data: bytes, *, is_measured: bool = True) -> None:
        """Go on with the next block of the text.

        Args:
            data: Whole lines, but for the last one of the text.
            is_measured: Whether anybody asks what comes before a place in it.
        """
        if is_measured:
            self.advance(len(self.data))
        self.data = data
        self.place = self._known_end = 0
        self._between_feeds = _NOWHERE

    def finish(self) -> Extent:
        """Measure the block to its end, and return how much all blocks hold."""
        self.advance(len(self.data))
        return Extent(self.chars, self.line - 1, self.paragraphs, self.words)

    def advance(self, place: int) -> None:
        """Measure up to `place`, where a line begins; not before the place that was reached."""
        while self.place < place:
            if self.place >= self._known_end:
                self._look_ahead()
            stop = min(self._known_end, place)
            if self._simple:
                self._measure_simple(stop)
            else:
                self._measure(self.data[self.place : stop])
            self.place = stop

    def _measure_simple(self, stop: int) -> None:
        data, start = self.data, self.place
        shift = self._known_end + 1 - len(self._mapped)
        self.words += self._mapped.count(_WORD_BEGINNING, start - shift, stop + 1 - shift)
        lines = data.count(b"\n", start, stop)
        self.line += lines
        self.paragraphs += count_visible_lines(data[start:stop]) if self._has_blank_lines else lines
        self.chars += stop - start
        if self._punctuated:
            self.chars -= 2 * data.count(_PUNCTUATION, start, stop)

    def _look_ahead(self) -> None:
        """Look at the next lines, some 16 KB of them: most text is so simple that little is left to do line by line."""
        data, start = self.data, self.place
        end = min(start + _MEASURED_BYTES, len(data))
        if end < len(data):
            # A piece ends with a line; where one is longer, with it.
            end = data.rfind(b"\n", start, end) + 1 or data.find(b"\n", end) + 1 or len(data)
        piece = data[start:end]
        foreign = b"" if piece.isascii() else piece.translate(None, _ASCII)
        self._known_end = end
        # A word begins where a `w` follows a space.
        self._mapped = b" " + piece.translate(_WORDS_AND_RARE)
        self._punctuated = bool(foreign)
        self._has_blank_lines = (
            _BLANK_LINE.search(piece) is not None or not piece[: piece.find(b"\n")].strip()
        )
        self._simple = (
            foreign.count(_PUNCTUATION) * 3 == len(foreign)
            and not _MORE_THAN_SIGNS.search(foreign)
            and _RARE not in self._mapped
            and piece.endswith(b"\n")
        )

    def find_plain_lines(self, place: int) -> int | None:
        """Return where the plain lines end that begin at `place`, and measure up to there; None for none.

        All words of plain lines are ASCII, and they have no other white space of ASCII than spaces, tabs and line
        feeds.

        Args:
            place: Where a line begins; not before the place that was reached.
        """
        self.advance(place)
        if place >= self._known_end:
            self._look_ahead()
        return self._known_end if self._simple else None

    def locate(self, spans: Iterable[tuple[int, int]]) -> list[Position]:
        """Return where some spans of plain lines stand, and measure up to the last one.

        Args:
            spans: Where in the block each begins, with a word, and ends; in order, in the plain lines found last.
        """
        data, mapped, shift = self.data, self._mapped, self._known_end + 1 - len(self._mapped)
        reached, chars, line, words = self.place, self.chars, self.line, self.words
        paragraphs, has_blank_lines, punctuated = self.paragraphs, self._has_blank_lines, self._punctuated
        places = []
        for start, end in spans:
            words += mapped.count(_WORD_BEGINNING, reached - shift, start + 1 - shift)
            if lines := data.count(b"\n", reached, start):
                line += lines
                paragraphs += count_visible_lines(data[reached:start]) if has_blank_lines else lines
            chars += start - reached
            size = end - start
            if punctuated:
                chars -= 2 * data.count(_PUNCTUATION, reached, start)
                size -= 2 * data.count(_PUNCTUATION, start, end)
            reached = start
            places.append((chars, chars + size, line, paragraphs, words))
        self.place, self.chars, self.line, self.words = reached, chars, line, words
        self.paragraphs = paragraphs
        return places

    def line_bounds(self, place: int) -> tuple[int, int]:
        """Return where the line of the byte at `place` begins, and where it ends without its line break."""
        data = self.data
        start, end = self._between_feeds
        if not start <= place <= end:
            # Looked for once for all lines between them: there may be no line feed in the whole block.
            start = data.rfind(b"\n", 0, place) + 1
            end = data.find(b"\n", place)
            if end < 0:
                end = len(data)
            self._between_feeds = start, end
        # A lone CR ends a line too; between two line feeds there is mostly none.
        start = data.rfind(b"\r", start, place) + 1 or start
        if (found := data.find(b"\r", place, end)) >= 0:
            end = found
        return start, end

    def iter_lines(self) -> Iterator[tuple[int, int]]:
        """Yield where each line begins and ends."""
        place, size = 0, len(self.data)
        while place < size:
            start, end = self.line_bounds(place)
            yield start, end
            place = end + (2 if self.data[end : end + 2] == b"\r\n" else 1)

    def _measure(self, piece: bytes) -> None:
        done = 0
        while found := _NON_ASCII.search(piece, done):
            start = piece.rfind(b"\n", done, found.start()) + 1 or done
            end = piece.find(b"\n", found.start()) + 1 or len(piece)
            if start > done:
                self._measure_plain(piece[done:start])
            self._measure_non_ascii(piece[start:end])
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

    def _measure_non_ascii(self, piece: bytes) -> None:
        text = piece.decode("utf-8")
        self.chars += len(text)
        self.line += self._count_lines(piece)
        self.words += count_words(text)
        self.paragraphs += sum(1 for line in text.replace("\r", "\n").split("\n") if line.strip())


class CharCounter(PositionCounter):
    """Measures the code points of a text and nothing else: where spans begin and end, in less time."""

    __slots__ = ()

    def locate(self, spans: Iterable[tuple[int, int]]) -> list[Position]:
        """Return where some spans of plain lines begin and end, as `PositionCounter`; the rest of each is 0."""
        if self._punctuated:
            return self._locate_punctuated(spans)
        shift = self.chars - self.place
        places = [(start + shift, end + shift, 0, 0, 0) for start, end in spans]
        if places:
            self.chars = places[-1][0]
            self.place = self.chars - shift
        return places

    def _locate_punctuated(self, spans: Iterable[tuple[int, int]]) -> list[Position]:
        data, places = self.data, []
        for start, end in spans:
            self.chars += start - self.place - 2 * data.count(_PUNCTUATION, self.place, start)
            self.place = start
            size = end - start - 2 * data.count(_PUNCTUATION, start, end)
            places.append((self.chars, self.chars + size, 0, 0, 0))
        return places

    def _measure_simple(self, stop: int) -> None:
        self.chars += stop - self.place
        if self._punctuated:
            self.chars -= 2 * self.data.count(_PUNCTUATION, self.place, stop)

    def _measure(self, piece: bytes) -> None:
        self.chars += len(piece) if piece.isascii() else len(piece.decode("utf-8"))
