"""A phrase of plain words, found on the bytes of a document: what most searches are, at the speed of a scan.

Where everything is ASCII, a regular expression over bytes says exactly where the phrase stands. A hit that touches
other characters is checked by the matcher of all queries, and lines in which letters of ASCII may be written in
another way are left to it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter, methodcaller
from typing import Any, NamedTuple, Protocol

import regex

from corpuskit.corpus.document import Document
from corpuskit.corpus.stored import LineBlock
from corpuskit.kwic.passages import Occurrence, Passage, make_line_passage
from corpuskit.kwic.query.nodes import Glob, Literal, Query, Sequence, Word, normalize_gap
from corpuskit.kwic.ruler import Place, Ruler, count_ascii_words
from corpuskit.kwic.scanning.prefilter import iter_unusual_places
from corpuskit.text.segments import Paragraph

_PLAIN_WORD = regex.compile(r"[0-9A-Za-z_]+")
# White space inside a line, and whatever is not ASCII: that must be looked at.
_GAP = r"[ \t\x0b\x0c\x1c-\x1f\x80-\xff]++"
_REST = r"[0-9A-Za-z_]*+"
# A beginning and a star.
_BEGINNING_PARTS = 2
# Every character from U+2000 to U+203F begins with these bytes; none of them belongs to a word.
_PUNCTUATION = b"\xe2\x80"
_FIRST_FOREIGN = 0x80
_LINE_OF = itemgetter(2)
_SPAN_OF = methodcaller("span")


class PassageMatcher(Protocol):
    """Finds hits in a passage."""

    def find(self, passage: Passage) -> Iterator[Occurrence]:
        """Yield the hits in order."""


def find_phrase(query: Query | None, *, keep_case: bool) -> PhraseScanner | None:
    """Return the scanner of `query`, or None where it is more than adjacent words of ASCII and beginnings of such.

    Args:
        query: The query.
        keep_case: Capital and small letters differ.
    """
    words = _list_words(query)
    if not words:
        return None
    sensitive = {word.is_case_sensitive or keep_case for word in words}
    if len(sensitive) > 1 or not all(_PLAIN_WORD.fullmatch(word.text) for word in words):
        return None
    return PhraseScanner(words, keep_case=sensitive.pop())


class PhraseWord(NamedTuple):
    """A word of a phrase.

    Attributes:
        text: The word, or its beginning.
        is_beginning: Whether the word may go on: `secur*`.
        is_case_sensitive: Whether its letters match in the case in which they are typed.
    """

    text: str
    is_beginning: bool = False
    is_case_sensitive: bool = False


def _list_words(query: Query | None) -> list[PhraseWord]:
    """Return the words of a query that is adjacent words with white space between them; else none."""
    if isinstance(query, Word):
        nodes = [query]
    elif isinstance(query, Sequence) and all(step.gap == "" for step in query.steps[1:]):
        nodes = [step.node for step in query.steps if isinstance(step.node, Word)]
        if len(nodes) < len(query.steps):
            return []
    else:
        return []
    words = [_read_word(node) for node in nodes]
    return [word for word in words if word is not None] if all(words) else []


def _read_word(node: Word) -> PhraseWord | None:
    test = node.test
    if node.is_hashtag or not isinstance(test, Literal | Glob) or test.fold:
        return None
    if isinstance(test, Literal):
        return PhraseWord(test.text, is_case_sensitive=test.case_sensitive)
    if len(test.parts) != _BEGINNING_PARTS or test.parts[1] != "*" or test.parts[0] in ("*", "?"):
        return None
    return PhraseWord(test.parts[0], is_beginning=True, is_case_sensitive=test.case_sensitive)


class Stretch(NamedTuple):
    """Some whole lines of a document, with hits in some of them.

    All their words are ASCII; a line ends with a line feed, or with the stretch.

    Attributes:
        document: The document.
        text: The lines.
        offset: Index in the document of their first code point.
        hits: Where in the document the hits stand, in order; at least one.
    """

    document: Document
    text: str
    offset: int
    hits: list[Place]

    def iter_lines(self) -> Iterator[tuple[int, int, list[Place]]]:
        """Yield where each line with hits begins and ends in the stretch, without white space, and its hits."""
        text, shift = self.text, self.offset
        for _, found in groupby(self.hits, _LINE_OF):
            hits = list(found)
            place = hits[0][0] - shift
            start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
            line = text[start : end if end >= 0 else len(text)].rstrip()
            yield start + len(line) - len(line.lstrip()), start + len(line), hits

    def iter_passages(self) -> Iterator[tuple[Passage, list[Place]]]:
        """Yield each line with hits as a passage, with its hits."""
        for start, end, hits in self.iter_lines():
            text, offset = self.text[start:end], self.offset + start
            first, _, line, paragraphs, words = hits[0]
            words -= count_ascii_words(text[: first - offset].encode())
            paragraph = Paragraph(paragraphs + 1, line, offset, self.offset + end)
            passage = Passage(self.document, offset, text, words, paragraph, "paragraph", is_plain=True)
            yield passage, hits


class PhraseScanner:
    """Finds adjacent words of ASCII in documents whose paragraphs are lines.

    Args:
        words: The words, one at least.
        keep_case: Capital and small letters differ.
    """

    def __init__(self, words: list[PhraseWord], *, keep_case: bool) -> None:
        source = _GAP.join(word.text + _REST * word.is_beginning for word in words)
        self._phrase = regex.compile(rf"\b{source}\b".encode("latin-1"), 0 if keep_case else regex.IGNORECASE)
        self._is_one_word = len(words) == 1
        # «a b a» may begin where the one before has not ended, and so may much that begins with beginnings.
        folded = [word.text if keep_case else word.text.lower() for word in words]
        self._overlaps = not self._is_one_word and (
            any(word.is_beginning for word in words)
            or any(folded[:size] == folded[-size:] for size in range(1, len(words)))
        )

    def count(self, document: Document, matcher: PassageMatcher) -> int:
        """Return the number of hits in `document`.

        Args:
            document: The document.
            matcher: Finds all hits of a passage; asked where bytes do not decide.
        """
        return sum(self._count_in(document, block, matcher) for block in document.iter_blocks())

    def _count_in(self, document: Document, block: LineBlock, matcher: PassageMatcher) -> int:
        data, total = block.data, 0
        ruler = Ruler()
        ruler.enter(data)
        for start, end, is_usual in _iter_parts(block, ruler):
            if not is_usual:
                total += _count_in_line(document, data[start:end], matcher)
            elif not block.foreign:
                total += sum(1 for _ in self._finditer(data, start, end))
            else:
                total += self._count_usual(document, ruler, (start, end), matcher)
        return total

    def _count_usual(
        self, document: Document, ruler: Ruler, part: tuple[int, int], matcher: PassageMatcher
    ) -> int:
        data, of_lines, line_end = ruler.data, 0, -1
        clean: list[int] = []
        for match in self._finditer(data, *part):
            begin, finish = match.span()
            if begin < line_end:
                continue
            if _is_clean(data, begin, finish) and (self._is_one_word or match.group().isascii()):
                clean.append(begin)
                continue
            # The word may begin before its first letter of ASCII, so the whole line is left to the matcher.
            line_start, line_end = ruler.line_bounds(begin)
            while clean and clean[-1] >= line_start:
                clean.pop()
            of_lines += _count_in_line(document, data[line_start:line_end], matcher)
        return of_lines + len(clean)

    def iter_occurrences(
        self, document: Document, matcher: PassageMatcher, ruler: Ruler | None = None
    ) -> Iterator[Occurrence]:
        """Yield the hits in `document`, in order.

        Args:
            document: The document.
            matcher: Finds all hits of a passage; asked where bytes do not decide.
            ruler: Measures the text; None for a new one.
        """
        for found in self.iter_stretches(document, ruler):
            if isinstance(found, Passage):
                yield from matcher.find(found)
                continue
            for passage, hits in found.iter_passages():
                for start, end, *_ in hits:
                    yield Occurrence(passage, start - passage.offset, end - passage.offset, 0, None)

    def iter_stretches(self, document: Document, ruler: Ruler | None = None) -> Iterator[Stretch | Passage]:
        """Yield the lines of `document` that have hits, in order.

        A line is a passage where it only may have some: the matcher of all queries must tell.

        Args:
            document: The document.
            ruler: Measures the text; None for a new one.
        """
        ruler = ruler or Ruler()
        for block in document.iter_blocks():
            ruler.enter(block.data)
            for start, end, is_usual in _iter_parts(block, ruler):
                if is_usual:
                    yield from self._iter_usual(document, ruler, start, end)
                elif passage := make_line_passage(document, ruler, start, end, "paragraph"):
                    yield passage

    def _iter_usual(
        self, document: Document, ruler: Ruler, start: int, end: int
    ) -> Iterator[Stretch | Passage]:
        data, place = ruler.data, start
        while (match := self._phrase.search(data, place, end)) is not None:
            line_start, line_end = ruler.line_bounds(match.start())
            plain_end = ruler.find_plain_lines(line_start)
            if plain_end is None:
                place = line_end
                if passage := make_line_passage(document, ruler, line_start, line_end, "paragraph"):
                    yield self._find_in_line(passage) if passage.is_plain else passage
                continue
            place = min(plain_end, end)
            offset = ruler.chars
            if hits := ruler.locate(self._iter_spans(data, line_start, place)):
                yield Stretch(document, data[line_start:place].decode(), offset, hits)

    def _find_in_line(self, passage: Passage) -> Stretch | Passage:
        """Return a line whose words are ASCII as a stretch; as it is where white space in it is rare."""
        data = passage.text.encode() + b"\n"
        ruler = Ruler()
        ruler.enter(data)
        if ruler.find_plain_lines(0) is None or passage.paragraph is None:
            return passage
        number, line = passage.paragraph[:2]
        hits = [
            (passage.offset + start, passage.offset + end, line, number - 1, passage.first_word + words)
            for start, end, _, _, words in ruler.locate(self._iter_spans(data, 0, len(data)))
        ]
        return Stretch(passage.document, passage.text, passage.offset, hits) if hits else passage

    def _iter_spans(self, data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Return where the hits in plain lines begin and end."""
        matches = self._finditer(data, start, end)
        if not self._is_one_word:
            matches = (match for match in matches if _has_blank_gaps(match.group().decode()))
        return map(_SPAN_OF, matches)

    def _finditer(self, data: bytes, start: int, end: int) -> Iterator[Any]:
        found: Iterator[Any] = self._phrase.finditer(data, start, end, overlapped=self._overlaps)
        return found


def _iter_parts(block: LineBlock, ruler: Ruler) -> Iterator[tuple[int, int, bool]]:
    """Yield `(start, end, is_usual)` of parts of whole lines; an unusual one is a line of its own."""
    done = 0
    for place in iter_unusual_places(block):
        if place >= done:
            line_start, line_end = ruler.line_bounds(place)
            yield done, line_start, True
            yield line_start, line_end, False
            done = line_end
    yield done, len(block.data), True


def _is_clean(data: bytes, begin: int, finish: int) -> bool:
    """Return whether what stands right before and after a match certainly belongs to no word."""
    if begin and data[begin - 1] >= _FIRST_FOREIGN and data[begin - 3 : begin - 1] != _PUNCTUATION:
        return False
    return finish == len(data) or data[finish] < _FIRST_FOREIGN or data[finish : finish + 2] == _PUNCTUATION


def _count_in_line(document: Document, line: bytes, matcher: PassageMatcher) -> int:
    """Return the number of hits in one line."""
    passage = Passage(document, 0, line.decode("utf-8").strip(), 0, None, "paragraph")
    return sum(1 for _ in matcher.find(passage))


def _has_blank_gaps(phrase: str) -> bool:
    ends = [match.span() for match in _PLAIN_WORD.finditer(phrase)]
    return all(not normalize_gap(phrase[first[1] : second[0]]) for first, second in pairwise(ends))
