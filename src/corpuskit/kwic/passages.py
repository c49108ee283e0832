"""The stretches of a document in which hits are looked for, and the context that is cut from them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.kwic.match import Words
from corpuskit.text.segments import iter_sentences

Scope = Literal["sentence", "paragraph", "document"]
"""What a hit, or a word and what is near it, may not leave."""
ContextUnit = Literal["word", "char", "sentence", "paragraph"]
"""What context is measured in; the last two show the whole sentence or paragraph."""


class Passage(NamedTuple):
    """A stretch of a document that is searched at once: a paragraph, or the whole document.

    Attributes:
        document: The document.
        offset: Index in the document of the first code point of the stretch.
        words: The words of the stretch; their positions are those in it.
        scopes: The parts of it that a hit may not leave.
        first_word: Number of words of the document before it.
    """

    document: Document
    offset: int
    words: Words
    scopes: tuple[Words, ...]
    first_word: int


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


def iter_passages(document: Document, scope: Scope) -> Iterator[Passage]:
    """Yield the passages of `document` in order.

    Args:
        document: The document.
        scope: What a hit may not leave.
    """
    text = document.text
    if scope == "document":
        words = Words.of(text)
        yield Passage(document, 0, words, (words,), 0)
        return
    first_word = 0
    for paragraph in document.paragraphs:
        yield (
            passage := make_passage(
                document, text[paragraph.start : paragraph.end], paragraph.start, first_word, scope
            )
        )
        first_word += len(passage.words.forms)


def make_passage(document: Document, text: str, offset: int, first_word: int, scope: Scope) -> Passage:
    """Return one paragraph as a passage.

    Args:
        document: The document.
        text: The paragraph.
        offset: Index in the document of its first code point.
        first_word: Number of words of the document before it.
        scope: `sentence` or `paragraph`.
    """
    words = Words.of(text)
    scopes: tuple[Words, ...] = (words,)
    if scope == "sentence":
        scopes = tuple(Words.of(text, start, end) for start, end in iter_sentences(text))
    return Passage(document, offset, words, scopes, first_word)


def is_in_one_scope(passage: Passage, start: int, end: int) -> bool:
    """Return whether `passage.words.text[start:end]` lies inside one of the parts that a hit may not leave."""
    return any(scope.span[0] <= start and end <= scope.span[1] for scope in passage.scopes)


class Surroundings:
    """What stands around one occurrence, inside its paragraph.

    Args:
        occurrence: The occurrence.
    """

    __slots__ = ("_end", "_first", "_occurrence", "_start", "_stop", "_words", "line", "paragraph")

    def __init__(self, occurrence: Occurrence) -> None:
        passage = occurrence.passage
        document = passage.document
        paragraphs = document.paragraphs
        begin, finish = passage.offset + occurrence.start, passage.offset + occurrence.end
        place = max(bisect_right(paragraphs, begin, key=lambda paragraph: paragraph.start) - 1, 0)
        last = max(bisect_left(paragraphs, finish, key=lambda paragraph: paragraph.start) - 1, place)
        self._occurrence = occurrence
        self._words = passage.words
        # The borders of the paragraphs in which the match begins and ends, as positions in the passage.
        self._start = min(paragraphs[place].start - passage.offset, occurrence.start)
        self._end = max(paragraphs[last].end - passage.offset, occurrence.end)
        self._first = bisect_left(self._words.starts, occurrence.start)
        self._stop = bisect_right(self._words.ends, occurrence.end)
        self.paragraph = paragraphs[place].number
        self.line = document.lines.line_at(begin)

    def neighbour(self, distance: int) -> str | None:
        """Return a word near the match, as written; None where its paragraph has none there.

        Args:
            distance: -1 for the last word before the match, 1 for the first word after it.
        """
        place = self._first + distance if distance < 0 else self._stop + distance - 1
        words = self._words
        if (
            not 0 <= place < len(words.forms)
            or words.starts[place] < self._start
            or words.ends[place] > self._end
        ):
            return None
        return words.forms[place]

    def token(self) -> int | None:
        """Return the index of the first word of the match in the document; None where it begins inside a word."""
        words, first = self._words, self._first
        if first and words.ends[first - 1] > self._occurrence.start:
            return None
        if first == len(words.forms) or words.starts[first] >= self._occurrence.end:
            return None
        return self._occurrence.passage.first_word + first

    def cut(self, sizes: tuple[int, int], unit: ContextUnit) -> tuple[str, str]:
        """Return the context before and after the match.

        Args:
            sizes: How much before and after, in `unit`; without meaning for sentences and paragraphs.
            unit: The unit.
        """
        text, start, end = self._words.text, self._occurrence.start, self._occurrence.end
        if unit == "word":
            left, right = self._word_borders(*sizes)
        elif unit == "char":
            left, right = max(self._start, start - sizes[0]), min(self._end, end + sizes[1])
        elif unit == "sentence":
            left, right = self._sentence_borders()
        else:
            left, right = self._start, self._end
        return text[left:start], text[end:right]

    def _word_borders(self, before: int, after: int) -> tuple[int, int]:
        words = self._words
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
        for start, end in iter_sentences(self._words.text, self._start, self._end):
            if start <= self._occurrence.start < end:
                left = start
            if start < self._occurrence.end <= end:
                right = end
        return left, right
