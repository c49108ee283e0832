"""Which copies can go without tearing what stands around them.

A text is more than its paragraphs: a line of a table, an answer, a refrain or the middle of a sentence may be a copy,
and what is beside it means something else, or nothing, when it goes alone. So only what is whole goes: paragraphs of
some length, and runs of paragraphs that repeat an earlier run.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from corpuskit.dedupe.writing.edits import RemovedParagraph
from corpuskit.patterns import compile_later
from corpuskit.text.segments import iter_line_spans
from corpuskit.text.tokens import count_words

Reason = Literal["short", "wordless", "torn"]
"""Why a copy stays: it is too short to go alone; it has no words; it belongs to what stands beside it and stays."""

# A run of copies goes as a whole where it has so many times the words that a single copy needs, half of them or more
# in paragraphs that are long enough themselves.
_BLOCK_TIMES = 8
# Shorter lines were not broken by a margin.
_SHORTEST_WRAPPED = 40
# Longer lines are no verses.
_LONGEST_VERSE = 60
_SHORT_WORD = 3
_CLOSERS = ")]}”»›」』’\"'*_"
_ENDS = tuple(".!?…‽؟۔。！？｡।")
_OPEN_ENDS = tuple(",;-–—،؛、，；([{«„")
_ASKING = tuple(":：?？؟")
_SENTENCE_END = compile_later(r"[.!?…‽؟۔。！？｡।][\p{P}]*(?:\s|$)")
_FENCE = compile_later(r"\s*(?:```|~~~)")
_FRONT_MATTER = compile_later(r"(?:---|\+\+\+)\s*$")
_TABLE_ROW = compile_later(r"\s*\||.*\|.*\||.*\t.*\t")
_LAST_WORD = compile_later(rf"\b\p{{Ll}}{{1,{_SHORT_WORD}}}$")
_FIRST_LETTER = compile_later(r"[\p{L}\p{N}]")
_CASED = compile_later(r"[\p{Lu}\p{Ll}\p{Lt}]")


class _Line(NamedTuple):
    """A line that is not blank.

    Attributes:
        start: Index of its first code point.
        text: The line without the white space around it.
        part: Number of the run of lines without a blank one between them that it stands in.
        enclosure: Number of the fence or of the front matter that it stands in, from 1; 0 for none.
    """

    start: int
    text: str
    part: int
    enclosure: int


class Floor:
    """Chooses the copies that can go.

    Attributes:
        left: How many stay, by the reason.

    Args:
        min_words: Number of words from which on a copy may go alone, 1 or more.
    """

    def __init__(self, min_words: int) -> None:
        self._min_words = min_words
        self.left: Counter[Reason] = Counter()

    def choose(self, text: str, copies: list[RemovedParagraph]) -> list[RemovedParagraph]:
        """Return those copies of a document that can go.

        Args:
            text: The document.
            copies: Its copies, in order.
        """
        stays = _find_short(text, copies, self._min_words)
        _Layout(text).keep_whole(copies, stays)
        self.left.update(reason for reason in stays if reason is not None)
        return [copy for copy, reason in zip(copies, stays, strict=True) if reason is None]


def _find_short(text: str, copies: Sequence[RemovedParagraph], min_words: int) -> list[Reason | None]:
    words = [count_words(text, copy.start, copy.end) for copy in copies]
    in_block: Counter[int | None] = Counter()
    in_long: Counter[int | None] = Counter()
    for copy, count in zip(copies, words, strict=True):
        in_block[copy.block] += count
        in_long[copy.block] += count if count >= min_words else 0
    return [
        "wordless"
        if not count
        else None
        if count >= min_words
        or (copy.block and _is_long(in_block[copy.block], in_long[copy.block], min_words))
        else "short"
        for copy, count in zip(copies, words, strict=True)
    ]


def _is_long(words: int, in_long: int, min_words: int) -> bool:
    return words >= _BLOCK_TIMES * min_words and 2 * in_long >= words


class _Layout:
    """The lines of a document and what belongs together among them."""

    def __init__(self, text: str) -> None:
        self._lines = list(_iter_lines(text))
        self._starts = [line.start for line in self._lines]
        self._has_sentences = _SENTENCE_END.search(text) is not None
        self._has_parts = bool(self._lines) and self._lines[-1].part > 0

    def keep_whole(self, copies: Sequence[RemovedParagraph], stays: list[Reason | None]) -> None:
        """Set the reason of copies that belong to lines that stay, until nothing that goes is torn."""
        spans = [self._find_lines(copy) for copy in copies]
        is_going = [False] * len(self._lines)
        for span, reason in zip(spans, stays, strict=True):
            for line in range(*span):
                is_going[line] = reason is None
        changed = True
        while changed:
            changed = False
            enclosed = {line.enclosure for line, goes in zip(self._lines, is_going, strict=True) if not goes}
            # What stays is carried on in both directions, one line to the next.
            for place in (*range(len(copies)), *reversed(range(len(copies)))):
                if stays[place] is None and self._is_torn(spans[place], is_going, enclosed - {0}):
                    stays[place] = "torn"
                    is_going[slice(*spans[place])] = [False] * (spans[place][1] - spans[place][0])
                    changed = True

    def _find_lines(self, copy: RemovedParagraph) -> tuple[int, int]:
        """Return the first line of a copy and the one after its last."""
        first = max(bisect_right(self._starts, copy.start) - 1, 0)
        return first, max(bisect_right(self._starts, copy.end - 1), first + 1)

    def _is_torn(self, span: tuple[int, int], is_going: list[bool], enclosed: set[int]) -> bool:
        lines, (first, end) = self._lines, span
        if any(line.enclosure in enclosed for line in lines[first:end]):
            return True
        before = first > 0 and not is_going[first - 1]
        after = end < len(lines) and not is_going[end]
        return (before and self._belong_together(lines[first - 1], lines[first])) or (
            after and self._belong_together(lines[end - 1], lines[end])
        )

    def _belong_together(self, line: _Line, following: _Line) -> bool:
        """Return whether two lines, one after the other, say what they say together."""
        if _trim(line.text).endswith(_ASKING):
            # A speaker and the speech, a question and the answer.
            return True
        if line.part != following.part:
            return False
        if _TABLE_ROW.match(line.text) and _TABLE_ROW.match(following.text):
            return True
        if self._has_parts and max(len(line.text), len(following.text)) < _LONGEST_VERSE:
            return True
        return self._has_sentences and _runs_on(line.text, following.text)


def _iter_lines(text: str) -> Iterator[_Line]:
    part = -1
    enclosure, last_enclosure, is_matter = 0, 0, False
    after_blank = True
    for start, end in iter_line_spans(text):
        line = text[start:end].strip()
        if not line:
            after_blank = True
            continue
        part += after_blank
        is_first = part == 0 and after_blank
        closes = enclosure and (_FRONT_MATTER if is_matter else _FENCE).match(line)
        if not enclosure and (_FENCE.match(line) or (is_first and _FRONT_MATTER.match(line))):
            last_enclosure += 1
            enclosure, is_matter = last_enclosure, not _FENCE.match(line)
        yield _Line(start + text[start:end].index(line), line, part, enclosure)
        enclosure = 0 if closes else enclosure
        after_blank = False


def _trim(line: str) -> str:
    return line.rstrip(_CLOSERS) or line


def _runs_on(line: str, following: str) -> bool:
    """Return whether the sentence of a line goes on in the next one."""
    line = _trim(line)
    if line.endswith(_ENDS):
        return False
    first = _FIRST_LETTER.search(following)
    if first is not None and first[0].islower():
        return True
    if len(line) < _SHORTEST_WRAPPED:
        return False
    is_caseless = first is not None and not _CASED.match(first[0]) and first[0].isalpha()
    return is_caseless or line.endswith(_OPEN_ENDS) or _LAST_WORD.search(line) is not None
