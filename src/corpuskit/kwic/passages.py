"""The stretches of a document in which hits are looked for, and the context that is cut from them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.kwic.matching.sequences import Words
from corpuskit.kwic.ruler import Ruler, count_ascii_words
from corpuskit.kwic.scanning.prefilter import LineFilter
from corpuskit.text.segments import Paragraph, iter_paragraphs, iter_sentences
from corpuskit.text.tokens import count_words

_WORD_BEGINNING = re.compile(r"\b\w", re.ASCII)
_LINE_BREAK = re.compile(r"\r\n|\r|\n")

Scope = Literal["sentence", "paragraph", "document"]
"""What a hit, or a word and what is near it, may not leave."""
ContextUnit = Literal["word", "char", "sentence", "paragraph"]
"""What context is measured in; the last two show the whole sentence or paragraph."""


class Passage:
    """A stretch of a document that is searched at once: a paragraph, or the whole document.

    Attributes:
        document: The document.
        offset: Index in the document of the first code point of the stretch.
        text: The stretch.
        first_word: Number of words of the document before it.
        paragraph: The paragraph that it is; None for the whole document.
        is_plain: Whether its words are those of its ASCII characters, and nothing else of it belongs to a word.
    """

    __slots__ = (
        "_counted",
        "_scope",
        "_words",
        "document",
        "first_word",
        "is_plain",
        "mirrored",
        "offset",
        "paragraph",
        "text",
    )

    def __init__(
        self,
        document: Document,
        offset: int,
        text: str,
        first_word: int,
        paragraph: Paragraph | None,
        scope: Scope,
        *,
        is_plain: bool = False,
    ) -> None:
        self.document = document
        self.offset = offset
        self.text = text
        self.first_word = first_word
        self.paragraph = paragraph
        self.is_plain = is_plain
        self.mirrored: str | None = None
        self._scope = scope
        self._words: Words | None = None
        self._counted = (0, 0)

    def count_words_before(self, index: int) -> int:
        """Return the number of words of a plain passage before `index`, where a word begins.

        Hits are asked for from front to back, so that each stretch is counted once.
        """
        counted_to, words = self._counted
        if index < counted_to:
            counted_to = words = 0
        words += count_ascii_words(self.text[counted_to:index].encode())
        self._counted = (index, words)
        return words

    @property
    def words(self) -> Words:
        """The words of the stretch; their positions are those in it."""
        if self._words is None:
            self._words = Words.of(self.text)
        return self._words

    @property
    def scopes(self) -> tuple[Words, ...]:
        """The parts of it that a hit may not leave."""
        if self._scope == "sentence":
            return tuple(Words.of(self.text, start, end) for start, end in iter_sentences(self.text))
        return (self.words,)


class Occurrence(NamedTuple):
    """A hit of one query in a passage.

    Attributes:
        passage: Where it was found.
        start: Index in the passage of its first code point.
        end: Index after its last code point.
        query: Which of the queries it answers, from 0.
        via: What had to be left out of account; None for nothing out of the ordinary.
    """

    passage: Passage
    start: int
    end: int
    query: int
    via: str | None


ProposalsOf = Callable[[Document, Scope], Iterator[Passage] | None]
"""From a document to those of its passages that may hold a hit, in order; to None where nothing is known of it."""


def iter_passages(
    document: Document,
    scope: Scope,
    lines: LineFilter | None,
    *,
    is_placed: bool = True,
    ruler: Ruler | None = None,
) -> Iterator[Passage]:
    """Yield the passages of `document` that may hold a hit, in order.

    Args:
        document: The document.
        scope: What a hit may not leave.
        lines: Finds the lines that may hold one; None where all may.
        is_placed: Whether anybody asks where a passage stands; who only counts does not.
        ruler: Measures the text where its paragraphs are its lines; None for a new one.
    """
    if scope == "document":
        yield Passage(document, 0, document.text, 0, None, scope)
    elif document.has_line_paragraphs:
        yield from _iter_lines(document, scope, lines, ruler or Ruler(), is_placed=is_placed)
    else:
        yield from _iter_blocks(document, scope, lines)


def _iter_lines(
    document: Document, scope: Scope, lines: LineFilter | None, ruler: Ruler, *, is_placed: bool
) -> Iterator[Passage]:
    """Yield the lines in question; only they are decoded."""
    for block in document.iter_blocks():
        ruler.enter(block.data, is_measured=is_placed)
        for start, end in ruler.iter_lines() if lines is None else lines.iter_lines(block, ruler):
            if is_placed:
                passage = make_line_passage(document, ruler, start, end, scope)
                if passage is not None:
                    yield passage
            elif text := block.data[start:end].decode("utf-8").strip():
                yield Passage(document, 0, text, 0, None, scope)


def make_line_passage(document: Document, ruler: Ruler, start: int, end: int, scope: Scope) -> Passage | None:
    """Return a line as a passage; None where it is blank.

    Args:
        document: The document.
        ruler: Is in the block of the line and has not gone farther; it is advanced to it.
        start: Index in the block of the first byte of the line.
        end: Index after its last byte, without the line break.
        scope: `sentence` or `paragraph`.
    """
    data = ruler.data[start:end]
    line = data.decode("utf-8")
    text = line.strip()
    if not text:
        return None
    ruler.advance(start)
    offset = ruler.chars
    if len(text) < len(line):
        offset += len(line) - len(line.lstrip())
    paragraph = Paragraph(ruler.paragraphs + 1, ruler.line, offset, offset + len(text))
    # A character of general punctuation has three bytes, the first two of them these.
    is_plain = len(line) + 2 * data.count(b"\xe2\x80") == len(data)
    return Passage(document, offset, text, ruler.words, paragraph, scope, is_plain=is_plain)


def _iter_blocks(document: Document, scope: Scope, lines: LineFilter | None) -> Iterator[Passage]:
    """Yield the paragraphs of several lines that have a line in question."""
    places = None if lines is None else _find_places(document, lines)
    if places is not None and not places:
        return
    first_word = 0
    text = document.text
    for paragraph in iter_paragraphs(text, "block"):
        content = text[paragraph.start : paragraph.end]
        # A line may begin before its paragraph, by white space.
        if places is None or _has_between(places, text, paragraph):
            passage = Passage(document, paragraph.start, content, first_word, paragraph, scope)
            yield passage
            first_word += len(passage.words.forms)
        elif content.isascii():
            first_word += count_ascii_words(content.encode())
        else:
            first_word += count_words(content)


def _find_places(document: Document, lines: LineFilter) -> list[int]:
    """Return where in the document the lines in question begin."""
    ruler = Ruler()
    places = []
    for block in document.iter_blocks():
        ruler.enter(block.data)
        for start, _ in lines.iter_lines(block, ruler):
            ruler.advance(start)
            places.append(ruler.chars)
    return places


def _has_between(places: list[int], text: str, paragraph: Paragraph) -> bool:
    begin = max(text.rfind("\n", 0, paragraph.start), text.rfind("\r", 0, paragraph.start)) + 1
    place = bisect_left(places, begin)
    return place < len(places) and places[place] < paragraph.end


def is_in_one_scope(passage: Passage, start: int, end: int) -> bool:
    """Return whether `passage.text[start:end]` lies inside one of the parts that a hit may not leave."""
    return any(scope.span[0] <= start and end <= scope.span[1] for scope in passage.scopes)


class Surroundings:
    """What stands around one occurrence, inside its paragraph.

    Args:
        occurrence: The occurrence.
    """

    __slots__ = ("_end", "_first", "_occurrence", "_start", "_stop", "line", "paragraph")

    def __init__(self, occurrence: Occurrence) -> None:
        passage = occurrence.passage
        # A text of white space alone has none.
        self.paragraph: int | None
        self._occurrence = occurrence
        self._first = self._stop = -1
        if passage.paragraph is None:
            self._find_paragraphs(passage)
        else:
            self._start, self._end = 0, len(passage.text)
            self.paragraph, self.line = passage.paragraph[:2]
            if "\n" in passage.text or "\r" in passage.text:
                self.line += len(_LINE_BREAK.findall(passage.text, 0, occurrence.start))

    def _find_paragraphs(self, passage: Passage) -> None:
        """Find the borders of the paragraphs in which the match begins and ends, as positions in the passage."""
        document, (_, start, end, *_rest) = passage.document, self._occurrence
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

    def _locate(self) -> Words:
        """Find the place of the first word that begins in the match, and of the first that ends after it."""
        words = self._occurrence.passage.words
        if self._first < 0:
            self._first = bisect_left(words.starts, self._occurrence.start)
            self._stop = bisect_right(words.ends, self._occurrence.end)
        return words

    def paragraph_text(self) -> str:
        """Return the paragraph of the match; all of them where it goes through several."""
        return self._occurrence.passage.text[self._start : self._end]

    def neighbour(self, distance: int) -> str | None:
        """Return a word near the match, as written; None where its paragraph has none there.

        Args:
            distance: -1 for the last word before the match, 1 for the first word after it.
        """
        words = self._locate()
        place = self._first + distance if distance < 0 else self._stop + distance - 1
        if (
            not 0 <= place < len(words.forms)
            or words.starts[place] < self._start
            or words.ends[place] > self._end
        ):
            return None
        return words.forms[place]

    def token(self) -> int | None:
        """Return the index of the first word of the match in the document; None where it begins inside a word."""
        passage, start, end = self._occurrence[:3]
        if passage.is_plain and _WORD_BEGINNING.match(passage.text, start):
            return passage.first_word + passage.count_words_before(start)
        words = self._locate()
        first = self._first
        if first and words.ends[first - 1] > start:
            return None
        if first == len(words.forms) or words.starts[first] >= end:
            return None
        return passage.first_word + first

    def cut(self, sizes: tuple[int, int], unit: ContextUnit) -> tuple[str, str]:
        """Return the context before and after the match.

        Args:
            sizes: How much before and after, in `unit`; without meaning for sentences and paragraphs.
            unit: The unit.
        """
        passage, start, end = self._occurrence[:3]
        if unit == "word":
            left, right = self._plain_borders(*sizes) if passage.is_plain else self._word_borders(*sizes)
        elif unit == "char":
            left, right = max(self._start, start - sizes[0]), min(self._end, end + sizes[1])
        elif unit == "sentence":
            left, right = self._sentence_borders()
        else:
            left, right = self._start, self._end
        return passage.text[left:start], passage.text[end:right]

    def _plain_borders(self, before: int, after: int) -> tuple[int, int]:
        """Return the same as `_word_borders`, without a look at other words."""
        passage, start, end = self._occurrence[:3]
        size = len(passage.text)
        if passage.mirrored is None:
            passage.mirrored = passage.text[::-1]
        found = find_plain_words(before).match(passage.mirrored, size - start)
        left = size - found.end() if found else 0
        found = find_plain_words(after).match(passage.text, end)
        return left, found.end() if found else size

    def _word_borders(self, before: int, after: int) -> tuple[int, int]:
        words = self._locate()
        left, right = self._occurrence.start, self._occurrence.end
        if before:
            place = self._first - before
            left = max(words.starts[place], self._start) if place >= 0 else self._start
        if after:
            place = self._stop + after - 1
            right = min(words.ends[place], self._end) if place < len(words.ends) else self._end
        return left, right

    def _sentence_borders(self) -> tuple[int, int]:
        left, right = self._occurrence.start, self._occurrence.end
        for start, end in iter_sentences(self._occurrence.passage.text, self._start, self._end):
            if start <= self._occurrence.start < end:
                left = start
            if start < self._occurrence.end <= end:
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
