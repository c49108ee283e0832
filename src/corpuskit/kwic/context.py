"""The context window of a hit: its line and paragraph, its neighbours, and what is shown before and after it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from corpuskit.kwic.matching.words import SegmentWords
from corpuskit.kwic.options import ContextUnit
from corpuskit.kwic.segments import Hit, Segment
from corpuskit.text.segments import iter_sentences

# Code points of a very long word, or of signs in a row, that are shown on each side of a match inside of them.
_MOST_AROUND = 500
_WORD_BEGINNING = re.compile(r"\b\w", re.ASCII)


class ContextWindow:
    """The context of one hit, inside its paragraph.

    Args:
        hit: The hit.
    """

    __slots__ = ("_end", "_first", "_hit", "_start", "_stop", "line", "paragraph")

    def __init__(self, hit: Hit) -> None:
        segment = hit.segment
        # A text of white space alone has none.
        self.paragraph: int | None
        self._hit = hit
        self._first = self._stop = -1
        if segment.paragraph is None:
            self._find_paragraphs(segment)
        else:
            self._start, self._end = 0, len(segment.text)
            self.paragraph, self.line = segment.paragraph[:2]
            self.line += segment.count_lines_before(hit.start)

    def _find_paragraphs(self, segment: Segment) -> None:
        """Find the borders of the paragraphs in which the match begins and ends, as positions in the segment."""
        document, (_, start, end, *_rest) = segment.document, self._hit
        paragraphs = document.paragraphs
        self.line = document.lines.line_at(start)
        if not paragraphs:
            self._start, self._end, self.paragraph = start, end, None
            return
        place = max(bisect_right(paragraphs, start, key=lambda paragraph: paragraph.start) - 1, 0)
        last = max(bisect_left(paragraphs, end, key=lambda paragraph: paragraph.start) - 1, place)
        self._start = min(paragraphs[place].start, start)
        self._end = max(paragraphs[last].end, end)
        self.paragraph = paragraphs[place].number

    def _locate(self) -> SegmentWords:
        """Find the place of the first word that begins in the match, and of the first that ends after it."""
        words = self._hit.segment.words
        if self._first < 0:
            self._first = bisect_left(words.starts, self._hit.start)
            self._stop = bisect_right(words.ends, self._hit.end)
        return words

    def paragraph_reading(self) -> str:
        """Return the paragraph of the match as its words are read, all of them where it goes through several."""
        return self._hit.segment.reading[self._start : self._end]

    def neighbour(self, distance: int) -> str | None:
        """Return a word near the match, as written; None where its paragraph has none there.

        Args:
            distance: -1 for the last word before the match, 1 for the first word after it.
        """
        words = self._locate()
        place = self._find_neighbour(distance)
        return None if place is None else words.forms[place]

    def span_of_neighbour(self, distance: int) -> tuple[int, int] | None:
        """Return where a word near the match stands in the segment; arguments and None are those of `neighbour`."""
        words = self._locate()
        place = self._find_neighbour(distance)
        return None if place is None else (words.starts[place], words.ends[place])

    def _find_neighbour(self, distance: int) -> int | None:
        words = self._locate()
        place = self._first + distance if distance < 0 else self._stop + distance - 1
        is_inside = (
            0 <= place < len(words.forms)
            and words.starts[place] >= self._start
            and words.ends[place] <= self._end
        )
        return place if is_inside else None

    def token(self) -> int | None:
        """Return the index of the first word of the match in the document; None where it begins inside a word."""
        segment, start, end = self._hit[:3]
        if segment.is_plain and _WORD_BEGINNING.match(segment.text, start):
            return segment.first_word + segment.count_words_before(start)
        words = self._locate()
        first = self._first
        if first and words.ends[first - 1] > start:
            return None
        if first == len(words.forms) or words.starts[first] >= end:
            return None
        return segment.first_word + first

    def cut(self, sizes: tuple[int, int], unit: ContextUnit) -> tuple[str, str]:
        """Return the context before and after the match.

        Args:
            sizes: How much before and after, in `unit`; without meaning for sentences and paragraphs.
            unit: The unit.
        """
        segment, start, end = self._hit[:3]
        if unit == "word":
            left, right = self._plain_borders(*sizes) if segment.is_plain else self._word_borders(*sizes)
            if start - left > _MOST_AROUND:
                left = max(left, start - self._measure_before())
            if right - end > _MOST_AROUND:
                right = min(right, end + self._measure_after())
        elif unit == "char":
            left, right = max(self._start, start - sizes[0]), min(self._end, end + sizes[1])
        elif unit == "sentence":
            left, right = self._sentence_borders()
        else:
            left, right = self._start, self._end
        return segment.text[left:start], segment.text[end:right]

    def _plain_borders(self, before: int, after: int) -> tuple[int, int]:
        """Return the same as `_word_borders`, without a look at other words."""
        segment, start, end = self._hit[:3]
        size = len(segment.text)
        if segment.mirrored is None:
            segment.mirrored = segment.text[::-1]
        found = find_plain_words(before).match(segment.mirrored, size - start)
        left = size - found.end() if found else 0
        found = find_plain_words(after).match(segment.text, end)
        return left, found.end() if found else size

    def _word_borders(self, before: int, after: int) -> tuple[int, int]:
        words = self._locate()
        left, right = self._hit.start, self._hit.end
        if before:
            place = self._first - before
            left = max(words.starts[place], self._start) if place >= 0 else self._start
        if after:
            place = self._stop + after - 1
            right = min(words.ends[place], self._end) if place < len(words.ends) else self._end
        return left, right

    def _measure_before(self) -> int:
        """Return how much may be shown before the match: a part only of a very long word inside of which it begins.

        A text with a word of 100 KB, such as a picture in Base64, would else be shown with each of its letters.
        """
        words, start, first = self._locate(), self._hit.start, self._first
        if first < len(words.starts) and words.starts[first] == start:
            return start
        border = self._start
        if first:
            border = words.starts[first - 1] if words.ends[first - 1] > start else words.ends[first - 1]
        return _MOST_AROUND if start - border > _MOST_AROUND else start

    def _measure_after(self) -> int:
        """Return how much may be shown after the match: a part only of a very long word inside of which it ends."""
        words, end, stop = self._locate(), self._hit.end, self._stop
        most = len(self._hit.segment.text)
        if stop and words.ends[stop - 1] == end:
            return most
        border = self._end
        if stop < len(words.ends):
            border = words.ends[stop] if words.starts[stop] < end else words.starts[stop]
        return _MOST_AROUND if border - end > _MOST_AROUND else most

    def _sentence_borders(self) -> tuple[int, int]:
        left, right = self._hit.start, self._hit.end
        for start, end in iter_sentences(self._hit.segment.text, self._start, self._end):
            if start <= self._hit.start < end:
                left = start
            if start < self._hit.end <= end:
                right = end
        return left, right


@cache
def find_plain_words(count: int) -> re.Pattern[str]:
    """Return the expression that matches up to the end of so many words, where all words are ASCII."""
    return re.compile(rf"(?:[^0-9A-Za-z_]*+[0-9A-Za-z_]++){{{count}}}")


@cache
def find_plain_context(count: int) -> re.Pattern[str]:
    """Return the expression that matches up to the end of so many words, or to the last sign of the line.

    All words are ASCII. It matches wherever something that can be seen, or the end of the line, is behind.
    """
    return re.compile(rf"(?:[^0-9A-Za-z_\n]*+[0-9A-Za-z_]++){{{count}}}|[^\n]*(?<![ \t])")
