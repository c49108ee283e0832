"""A phrase of plain words, found on the bytes of a document: what most searches are, at the speed of a scan.

Where everything is ASCII, a regular expression over bytes says exactly where the phrase stands. A hit that touches
other characters is checked by the matcher of all queries, and lines in which letters of ASCII may be written in
another way are left to it as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from operator import methodcaller
from typing import Any, NamedTuple

import regex

from corpuskit.corpus.document import Document
from corpuskit.corpus.texts import LineBlock
from corpuskit.kwic.query.nodes import Glob, Literal, Query, Sequence, WordNode, normalize_gap
from corpuskit.kwic.scanning.finders import make_finder
from corpuskit.kwic.scanning.lines import count_hits, make_line_segment
from corpuskit.kwic.scanning.positions import PositionCounter
from corpuskit.kwic.scanning.prefilter import iter_unusual_places
from corpuskit.kwic.scanning.scan import PlainLines
from corpuskit.kwic.segments import Segment, SegmentMatcher
from corpuskit.patterns import compile_later

_PLAIN_WORD = compile_later(r"[0-9A-Za-z_]+")
# White space inside a line, and whatever is not ASCII: that must be looked at.
_GAP = r"[ \t\x0b\x0c\x1c-\x1f\x80-\xff]++"
_REST = r"[0-9A-Za-z_]*+"
# A beginning and a star.
_BEGINNING_PARTS = 2
# A character from U+2000 to U+203F; none of them belongs to a word but the joiners U+200C and U+200D.
_PUNCTUATION = compile_later(rb"\xe2\x80[^\x8c\x8d]", regex.DOTALL)
_PUNCTUATION_BYTES = 3
_FIRST_NON_ASCII = 0x80
# Where there are more, the expression itself is the faster finder.
_FEW_CANDIDATES = 32
_SPAN_OF = methodcaller("span")


def make_phrase_scan(query: Query | None, matcher: SegmentMatcher, *, keep_case: bool) -> PhraseScan | None:
    """Return the scan for `query`, or None where it is more than adjacent words of ASCII and beginnings of such.

    Args:
        query: The query.
        matcher: Finds all hits of a segment; asked where bytes do not decide.
        keep_case: Capital and small letters differ.
    """
    words = _list_words(query)
    if not words:
        return None
    sensitive = {word.is_case_sensitive or keep_case for word in words}
    if len(sensitive) > 1 or not all(_PLAIN_WORD.fullmatch(word.text) for word in words):
        return None
    return PhraseScan(words, matcher, keep_case=sensitive.pop())


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
    if isinstance(query, WordNode):
        nodes = [query]
    elif isinstance(query, Sequence) and all(step.gap == "" for step in query.steps[1:]):
        nodes = [step.node for step in query.steps if isinstance(step.node, WordNode)]
        if len(nodes) < len(query.steps):
            return []
    else:
        return []
    words = [_read_word(node) for node in nodes]
    return [word for word in words if word is not None] if all(words) else []


def _read_word(node: WordNode) -> PhraseWord | None:
    test = node.test
    if node.is_hashtag or not isinstance(test, Literal | Glob) or test.fold:
        return None
    if isinstance(test, Literal):
        return PhraseWord(test.text, is_case_sensitive=test.case_sensitive)
    if len(test.parts) != _BEGINNING_PARTS or test.parts[1] != "*" or test.parts[0] in ("*", "?"):
        return None
    return PhraseWord(test.parts[0], is_beginning=True, is_case_sensitive=test.case_sensitive)


class PhraseScan:
    """Finds adjacent words of ASCII in documents whose paragraphs are lines.

    Args:
        words: The words, one at least.
        matcher: Finds all hits of a segment; asked where bytes do not decide.
        keep_case: Capital and small letters differ.
    """

    def __init__(self, words: list[PhraseWord], matcher: SegmentMatcher, *, keep_case: bool) -> None:
        self._matcher = matcher
        source = _GAP.join(word.text + _REST * word.is_beginning for word in words)
        self._phrase = regex.compile(rf"\b{source}\b".encode("latin-1"), 0 if keep_case else regex.IGNORECASE)
        # The longest word is likely to be the rarest.
        rarest = max((word.text for word in words), key=len)
        self._find_candidate = make_finder(rarest, keep_case=keep_case)
        self._most_lines = _FEW_CANDIDATES
        self._is_one_word = len(words) == 1
        # «a b a» may begin where the one before has not ended, and so may much that begins with beginnings.
        folded = [word.text if keep_case else word.text.lower() for word in words]
        self._overlaps = not self._is_one_word and (
            any(word.is_beginning for word in words)
            or any(folded[:size] == folded[-size:] for size in range(1, len(words)))
        )

    def count(self, document: Document) -> int:
        """Return the number of hits in `document`."""
        return sum(self._count_in(document, block) for block in document.iter_blocks())

    def _count_in(self, document: Document, block: LineBlock) -> int:
        data, total = block.data, 0
        positions = PositionCounter()
        positions.enter(data)
        for start, end, is_usual in _iter_parts(block, positions):
            if not is_usual:
                total += self._count_in_line(document, data[start:end])
            elif not block.foreign:
                total += sum(1 for _ in self._finditer(data, start, end))
            else:
                total += self._count_usual(document, positions, (start, end))
        return total

    def _count_usual(self, document: Document, positions: PositionCounter, part: tuple[int, int]) -> int:
        data, of_lines, line_end = positions.data, 0, -1
        clean: list[int] = []
        for match in self._finditer(data, *part):
            begin, finish = match.span()
            if begin < line_end:
                continue
            if _is_clean(data, begin, finish) and (self._is_one_word or match.group().isascii()):
                clean.append(begin)
                continue
            # The word may begin before its first letter of ASCII, so the whole line is left to the matcher.
            line_start, line_end = positions.line_bounds(begin)
            while clean and clean[-1] >= line_start:
                clean.pop()
            of_lines += self._count_in_line(document, data[line_start:line_end])
        return of_lines + len(clean)

    def _count_in_line(self, document: Document, line: bytes) -> int:
        segment = Segment(document, 0, line.decode("utf-8").strip(), 0, None, "paragraph")
        return count_hits([segment], self._matcher)

    def iter_parts(
        self, document: Document, positions: PositionCounter | None = None
    ) -> Iterator[PlainLines | Segment]:
        """Yield the lines of `document` that have hits, in order.

        A line is a segment where it only may have some: the matcher of all queries must tell.

        Args:
            document: The document.
            positions: Measures the text; None for a new one.
        """
        positions = positions or PositionCounter()
        for block in document.iter_blocks():
            positions.enter(block.data)
            for start, end, is_usual in _iter_parts(block, positions):
                if is_usual:
                    yield from self._iter_usual(document, positions, start, end)
                elif segment := make_line_segment(document, positions, start, end, "paragraph"):
                    yield segment

    def _iter_usual(
        self, document: Document, positions: PositionCounter, start: int, end: int
    ) -> Iterator[PlainLines | Segment]:
        data, place = positions.data, start
        while (first := self._find_first(data, place, end)) >= 0:
            line_start, line_end = positions.line_bounds(first)
            plain_end = positions.find_plain_lines(line_start)
            if plain_end is None:
                place = line_end
                if segment := make_line_segment(document, positions, line_start, line_end, "paragraph"):
                    yield self._find_in_line(segment) if segment.is_plain else segment
                continue
            place = min(plain_end, end)
            offset = positions.chars
            if hits := positions.locate(self._iter_spans(data, line_start, place)):
                yield PlainLines(document, data[line_start:place].decode(), offset, hits)

    def _find_in_line(self, segment: Segment) -> PlainLines | Segment:
        """Return a line whose words are ASCII as plain lines; as it is where white space in it is rare."""
        data = segment.text.encode() + b"\n"
        positions = PositionCounter()
        positions.enter(data)
        if positions.find_plain_lines(0) is None or segment.paragraph is None:
            return segment
        number, line = segment.paragraph[:2]
        hits = [
            (segment.offset + start, segment.offset + end, line, number - 1, segment.first_word + words)
            for start, end, _, _, words in positions.locate(self._iter_spans(data, 0, len(data)))
        ]
        return PlainLines(segment.document, segment.text, segment.offset, hits) if hits else segment

    def _iter_spans(self, data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Return where the hits in plain lines begin and end."""
        matches = self._finditer(data, start, end)
        if not self._is_one_word:
            matches = (match for match in matches if _has_blank_gaps(match.group().decode()))
        return map(_SPAN_OF, matches)

    def _find_first(self, data: bytes, start: int, end: int) -> int:
        """Return where the first match of the expression begins; -1 for none."""
        place = start
        while (candidate := self._find_candidate(data, place, end)) >= 0:
            line_start = data.rfind(b"\n", place, candidate) + 1 or place
            place = data.find(b"\n", candidate, end) + 1 or end
            if found := self._phrase.search(data, line_start, place):
                return int(found.start())
        return -1

    def _finditer(self, data: bytes, start: int, end: int) -> Iterator[Any]:
        """Return the matches of the expression, found line by line where candidates are few."""
        lines: list[Iterator[Any]] = []
        place = start
        while (candidate := self._find_candidate(data, place, end)) >= 0:
            if len(lines) >= self._most_lines:
                # Where there were many before, there are many again.
                self._most_lines = 0
                lines.append(self._phrase.finditer(data, place, end, overlapped=self._overlaps))
                return chain.from_iterable(lines)
            first = data.rfind(b"\n", place, candidate) + 1 or place
            place = data.find(b"\n", candidate, end) + 1 or end
            lines.append(self._phrase.finditer(data, first, place, overlapped=self._overlaps))
        self._most_lines = _FEW_CANDIDATES
        return chain.from_iterable(lines)


def _iter_parts(block: LineBlock, positions: PositionCounter) -> Iterator[tuple[int, int, bool]]:
    """Yield `(start, end, is_usual)` of parts of whole lines; an unusual one is a line of its own."""
    done = 0
    for place in iter_unusual_places(block):
        if place >= done:
            line_start, line_end = positions.line_bounds(place)
            yield done, line_start, True
            yield line_start, line_end, False
            done = line_end
    yield done, len(block.data), True


def _is_clean(data: bytes, begin: int, finish: int) -> bool:
    """Return whether what stands right before and after a match certainly belongs to no word."""
    if (
        begin
        and data[begin - 1] >= _FIRST_NON_ASCII
        and not _PUNCTUATION.match(data, max(begin - _PUNCTUATION_BYTES, 0), begin)
    ):
        return False
    return (
        finish == len(data) or data[finish] < _FIRST_NON_ASCII or _PUNCTUATION.match(data, finish) is not None
    )


def _has_blank_gaps(phrase: str) -> bool:
    ends = [match.span() for match in _PLAIN_WORD.finditer(phrase)]
    return all(not normalize_gap(phrase[first[1] : second[0]]) for first, second in pairwise(ends))
