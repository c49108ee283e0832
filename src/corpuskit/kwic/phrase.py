"""A phrase of plain words, found on the bytes of a document: what most searches are, at the speed of a scan.

Where everything is ASCII, a regular expression over bytes says exactly where the phrase stands. A hit that touches
other characters is checked by the matcher of all queries, and lines in which letters of ASCII may be written in
another way are left to it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import regex

from corpuskit.corpus.document import Document
from corpuskit.kwic.candidates import iter_unusual_places
from corpuskit.kwic.passages import Occurrence, Passage, make_line_passage
from corpuskit.kwic.query import Literal, Query, Sequence, Word, normalize_gap
from corpuskit.kwic.ruler import Ruler

_PLAIN_WORD = regex.compile(r"[0-9A-Za-z_]+")
# White space inside a line, and whatever is not ASCII: that must be looked at.
_GAP = rb"[ \t\x0b\x0c\x1c-\x1f\x80-\xff]++"
# Every character from U+2000 to U+203F begins with these bytes; none of them belongs to a word.
_PUNCTUATION = b"\xe2\x80"
_FIRST_FOREIGN = 0x80


class PassageMatcher(Protocol):
    """Finds hits in a passage."""

    def find(self, passage: Passage) -> Iterator[Occurrence]:
        """Yield the hits in order."""


def find_phrase(query: Query | None, *, keep_case: bool) -> PhraseScanner | None:
    """Return the scanner of `query`, or None where it is more than adjacent words of ASCII.

    Args:
        query: The query.
        keep_case: Capital and small letters differ.
    """
    words = _list_words(query)
    if not words:
        return None
    sensitive = {word.case_sensitive or keep_case for word in words}
    if len(sensitive) > 1 or not all(_PLAIN_WORD.fullmatch(word.text) for word in words):
        return None
    return PhraseScanner([word.text for word in words], keep_case=sensitive.pop())


def _list_words(query: Query | None) -> list[Literal]:
    """Return the words of a query that is adjacent words with white space between them; else none."""
    if isinstance(query, Word):
        nodes = [query]
    elif isinstance(query, Sequence) and all(step.gap == "" for step in query.steps[1:]):
        nodes = [step.node for step in query.steps if isinstance(step.node, Word)]
        if len(nodes) < len(query.steps):
            return []
    else:
        return []
    words = [node.test for node in nodes if isinstance(node.test, Literal) and not node.is_hashtag]
    return words if len(words) == len(nodes) and not any(word.fold for word in words) else []


class HitLine(NamedTuple):
    """A line with hits.

    Attributes:
        passage: The line.
        spans: Where in it the hits begin and end; None where only the matcher of all queries can tell.
    """

    passage: Passage
    spans: list[tuple[int, int]] | None


class PhraseScanner:
    """Finds adjacent words of ASCII in documents whose paragraphs are lines.

    Args:
        words: The words.
        keep_case: Capital and small letters differ.
    """

    def __init__(self, words: list[str], *, keep_case: bool) -> None:
        source = _GAP.join(word.encode() for word in words)
        self._phrase = regex.compile(rb"\b" + source + rb"\b", 0 if keep_case else regex.IGNORECASE)
        self._is_one_word = len(words) == 1
        folded = words if keep_case else [word.lower() for word in words]
        # «a b a» may begin where the one before has not ended.
        self._overlaps = any(folded[:size] == folded[-size:] for size in range(1, len(words)))

    def count(self, document: Document, matcher: PassageMatcher) -> int:
        """Return the number of hits in `document`.

        Args:
            document: The document.
            matcher: Finds all hits of a passage; asked where bytes do not decide.
        """
        data, total = document.data, 0
        ruler = Ruler(data)
        is_ascii = not document.census.foreign
        for start, end, is_usual in _iter_stretches(document, ruler):
            if not is_usual:
                total += len(_find_starts(document, start, end, matcher))
            elif is_ascii:
                total += sum(1 for _ in self._finditer(data, start, end))
            else:
                total += self._count_usual(document, ruler, (start, end), matcher)
        return total

    def _count_usual(
        self, document: Document, ruler: Ruler, stretch: tuple[int, int], matcher: PassageMatcher
    ) -> int:
        data, total = document.data, 0
        line_end, starts = -1, frozenset[int]()
        for match in self._finditer(data, *stretch):
            begin, finish = match.span()
            if _is_clean(data, begin, finish) and (self._is_one_word or match.group().isascii()):
                total += 1
                continue
            if begin >= line_end:
                line_start, line_end = ruler.line_bounds(begin)
                starts = _find_starts(document, line_start, line_end, matcher)
            total += begin in starts
        return total

    def iter_occurrences(self, document: Document, matcher: PassageMatcher) -> Iterator[Occurrence]:
        """Yield the hits in `document`, in order.

        Args:
            document: The document.
            matcher: Finds all hits of a passage; asked where bytes do not decide.
        """
        for passage, spans in self.iter_hit_lines(document):
            if spans is None:
                yield from matcher.find(passage)
            else:
                for start, end in spans:
                    yield Occurrence(passage, start, end, 0, None)

    def iter_hit_lines(self, document: Document) -> Iterator[HitLine]:
        """Yield the lines of `document` that have hits, or may have some, in order.

        Args:
            document: The document.
        """
        ruler = Ruler(document.data)
        for start, end, is_usual in _iter_stretches(document, ruler):
            if is_usual:
                yield from self._iter_usual(document, ruler, (start, end))
            else:
                passage = make_line_passage(document, ruler, start, end, "paragraph")
                if passage is not None:
                    yield HitLine(passage, None)

    def _iter_usual(self, document: Document, ruler: Ruler, stretch: tuple[int, int]) -> Iterator[HitLine]:
        data = document.data
        line_start = line_end = -1
        is_ascii = True
        # A byte of the line that has been reached, and the position in the passage that it is at.
        reached = position = 0
        passage: Passage | None = None
        spans: list[tuple[int, int]] = []
        for match in self._finditer(data, *stretch):
            begin, finish = match.span()
            if begin >= line_end:
                if passage is not None and spans:
                    yield HitLine(passage, spans)
                    spans = []
                line_start, line_end = ruler.line_bounds(begin)
                passage = make_line_passage(document, ruler, line_start, line_end, "paragraph")
                is_ascii = data[line_start:line_end].isascii()
                reached, position = line_start, ruler.chars - passage.offset if passage is not None else 0
                if passage is not None and not passage.is_plain:
                    yield HitLine(passage, None)
                    passage = None
            if passage is not None:
                # From bytes of the document to positions in the passage.
                shift = ruler.chars - passage.offset
                start, end = begin - line_start + shift, finish - line_start + shift
                if not is_ascii:
                    start = position + len(data[reached:begin].decode())
                    end = start + len(data[begin:finish].decode())
                    reached, position = begin, start
                    if not self._is_one_word and not _has_blank_gaps(passage.text[start:end]):
                        continue
                spans.append((start, end))
        if passage is not None and spans:
            yield HitLine(passage, spans)

    def _finditer(self, data: bytes, start: int, end: int) -> Iterator[Any]:
        found: Iterator[Any] = self._phrase.finditer(data, start, end, overlapped=self._overlaps)
        return found


def _iter_stretches(document: Document, ruler: Ruler) -> Iterator[tuple[int, int, bool]]:
    """Yield `(start, end, is_usual)` of stretches of whole lines; an unusual one is a line of its own."""
    done = 0
    for place in iter_unusual_places(document):
        if place >= done:
            line_start, line_end = ruler.line_bounds(place)
            yield done, line_start, True
            yield line_start, line_end, False
            done = line_end
    yield done, len(document.data), True


def _is_clean(data: bytes, begin: int, finish: int) -> bool:
    """Return whether what stands right before and after a match certainly belongs to no word."""
    if begin and data[begin - 1] >= _FIRST_FOREIGN and data[begin - 3 : begin - 1] != _PUNCTUATION:
        return False
    return finish == len(data) or data[finish] < _FIRST_FOREIGN or data[finish : finish + 2] == _PUNCTUATION


def _find_starts(document: Document, start: int, end: int, matcher: PassageMatcher) -> frozenset[int]:
    """Return the places in the document of the first bytes of all hits in the line `data[start:end]`."""
    line = document.data[start:end].decode("utf-8")
    lead = len(line) - len(line.lstrip())
    passage = Passage(document, 0, line.strip(), 0, None, "paragraph")
    return frozenset(start + len(line[: lead + hit.start].encode("utf-8")) for hit in matcher.find(passage))


def _has_blank_gaps(phrase: str) -> bool:
    ends = [match.span() for match in _PLAIN_WORD.finditer(phrase)]
    return all(not normalize_gap(phrase[first[1] : second[0]]) for first, second in pairwise(ends))
