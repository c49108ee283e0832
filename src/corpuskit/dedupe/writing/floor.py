"""Which copies can go without tearing what stands around them.

A text is more than its paragraphs: a line of a table, an answer, a refrain or the middle of a sentence may be a copy,
and what is beside it means something else, or nothing, when it goes alone. So only what is whole goes: paragraphs of
some length, and runs of paragraphs that repeat an earlier run.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from corpuskit.dedupe.writing.edits import RemovedParagraph
from corpuskit.dedupe.writing.enumerations import HEADING, find_enumerations
from corpuskit.dedupe.writing.turns import find_speakers
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
# Longer lines are not broken by hand.
_LONGEST_WRAPPED = 100
# Longer lines are no verses.
_LONGEST_VERSE = 60
# Lines between two blank ones where these divide paragraphs, on average at most.
_LONGEST_BLOCK = 12
# Lines between a heading and the same one right below it.
_FEW_LINES = 2
_SHORT_WORD = 3
_CLOSERS = ")]}”»›」』’\"'*_"
_ENDS = tuple(".!?…‽؟۔。！？｡।")
_OPEN_ENDS = tuple(",;-–—،؛、，；([{«„")
_ASKING = tuple(":：?？؟")
_SENTENCE_END = compile_later(r"[.!?…‽؟۔。！？｡।][\p{P}]*(?:\s|$)")
_BLANK_LINES = compile_later(r"\n(?:[^\S\n]*\n)+")
_FENCE = compile_later(r"\s*(?:```|~~~)")
_FRONT_MATTER = compile_later(r"(?:---|\+\+\+)\s*$")
_TABLE_ROW = compile_later(r"\s*\||.*\|.*\||.*\t.*\t")
# What begins an item of a list, quoted or not.
_ITEM = compile_later(
    r"(?:>\s*)*(?:[-*+•·‣◦–—]|\(?(?:\p{Nd}{1,3}|\p{L}{1,2}|[ivx]{1,5})(?:\\?[.)]){1,2}|\p{Nd}{1,3}(?:\.\p{Nd}{1,3})+\.?)(?:\s|$)"
)
# A link, a file or a command, alone on its line.
_REFERENCE = compile_later(r"[^\p{L}\p{N}`]*(?:\w+://\S+|www\.\S+|`[^`]+`)[^\p{L}\p{N}]*")
_FIELD = compile_later(r"(?:[-*]\s+)?[\p{L}*_][^!?:]{0,40}:\**\s+\S")
# What is one word, however many it is made of: a link, an address, a command.
_ONE_WORD = compile_later(r"\w+://\S+|www\.\S+|\S+@\S+\.\S+|`[^`’]+[`’]|(?<=\]\()[^\s)]+(?=\))")
# A date or an ordinal, not the end of a sentence.
_ORDINAL_END = compile_later(r"(?:^|\s)\p{Nd}{1,2}\.$")
# What a post ends with: tags, names, links, signs.
_TAG_END = compile_later(r"(?:[#@]\S+|\w+://\S+|[^\p{L}\p{N}\s]+)$")
_LAST_WORD = compile_later(rf"\b\p{{Ll}}{{1,{_SHORT_WORD}}}$")
_FIRST_LETTER = compile_later(r"[\p{L}\p{N}]")
_CASED = compile_later(r"[\p{Lu}\p{Ll}\p{Lt}]")


class _Line(NamedTuple):
    """A line that is not blank.

    Attributes:
        start: Index of its first code point.
        text: The line without the white space around it.
        part: Number of the run of lines without a blank one between them that it stands in.
        wholes: The numbers of what it is a part of that goes as a whole or not at all: a fence, front matter, a list.
        is_item: Whether it is of a list.
        is_speaker: Whether it names who speaks in the next ones.
    """

    start: int
    text: str
    part: int
    wholes: tuple[int, ...]
    is_item: bool
    is_speaker: bool = False


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
    words = [count_words(_ONE_WORD.sub("x", text[copy.start : copy.end])) for copy in copies]
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
        # Fences divide a text too, and say nothing of how its paragraphs are divided.
        blocks = len(_BLANK_LINES.split(text.strip()))
        self._has_parts = blocks > 1
        # Blank lines stand between paragraphs, not between chapters.
        self._has_blocks = self._has_parts and _LONGEST_BLOCK * blocks >= len(self._lines)
        if self._has_blocks:
            self._lines = list(_carry_items(self._lines))
        self._lines = _mark_enumerations(self._lines)
        for place in find_speakers([line.text for line in self._lines]):
            self._lines[place] = self._lines[place]._replace(is_speaker=True)
        # Where the lines of each run without a blank one break at the latest.
        self._margins: dict[int, int] = {}
        for line in self._lines:
            self._margins[line.part] = max(self._margins.get(line.part, 0), len(line.text))
        self._stanzas = _find_stanzas(self._lines, self._margins)

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
            broken = {
                whole
                for line, goes in zip(self._lines, is_going, strict=True)
                if not goes
                for whole in line.wholes
            }
            # What stays is carried on in both directions, one line to the next.
            for place in (*range(len(copies)), *reversed(range(len(copies)))):
                if stays[place] is None and (
                    self._is_torn(
                        spans[place], is_going, broken, is_repeated=self._stands_below(copies[place])
                    )
                    or self._is_refrain(copies[place], spans[place], is_going)
                ):
                    stays[place] = "torn"
                    is_going[slice(*spans[place])] = [False] * (spans[place][1] - spans[place][0])
                    changed = True

    def _find_lines(self, copy: RemovedParagraph) -> tuple[int, int]:
        """Return the first line of a copy and the one after its last."""
        first = max(bisect_right(self._starts, copy.start) - 1, 0)
        return first, max(bisect_right(self._starts, copy.end - 1), first + 1)

    def _stands_below(self, copy: RemovedParagraph) -> bool:
        """Return whether a copy stands right below what it repeats: a heading that is printed twice."""
        if copy.kept.doc != copy.doc or copy.kept.end > copy.start:
            return False
        between = self._lines[
            bisect_right(self._starts, copy.kept.start) : bisect_right(self._starts, copy.start) - 1
        ]
        return len(between) <= _FEW_LINES and not any(_ends_sentence(line.text) for line in between)

    def _is_torn(
        self, span: tuple[int, int], is_going: list[bool], broken: set[int], *, is_repeated: bool
    ) -> bool:
        lines, (first, end) = self._lines, span
        if any(not broken.isdisjoint(line.wholes) for line in lines[first:end]):
            return True
        before = first > 0 and not is_going[first - 1]
        after = end < len(lines) and not is_going[end]
        return (
            before
            and (self._belong_together(lines[first - 1], lines[first]) or self._empties(first, is_going))
        ) or (
            after
            and (
                self._belong_together(lines[end - 1], lines[end])
                or (not is_repeated and self._heads(lines[end - 1], lines[end]))
            )
        )

    def _is_refrain(self, copy: RemovedParagraph, span: tuple[int, int], is_going: list[bool]) -> bool:
        """Return whether a copy is of a stanza that stands in its document before, and beside another one that stays."""
        part = self._lines[span[0]].part
        if copy.kept.doc != copy.doc or part not in self._stanzas:
            return False
        return any(
            0 <= place < len(self._lines)
            and not is_going[place]
            and self._lines[place].part in self._stanzas - {part}
            for place in (span[0] - 1, span[1])
        )

    def _belong_together(self, line: _Line, following: _Line) -> bool:
        """Return whether two lines, one after the other, say what they say together."""
        if (
            # A speaker and the speech, a question and the answer.
            _trim(line.text).endswith(_ASKING)
            or line.is_speaker
            # One turn of an interview, and the next.
            or following.is_speaker
            # The items of a list, and what introduces it.
            or (following.is_item and (line.is_item or self._is_open(line)))
            # A link or a command, and what speaks of it.
            or _REFERENCE.fullmatch(following.text)
            # The fields of a record.
            or (_FIELD.match(line.text) and _FIELD.match(following.text))
            or _goes_on(line.text, following.text)
        ):
            return True
        return line.part == following.part and (self._has_blocks or self._run_together(line, following))

    def _is_open(self, line: _Line) -> bool:
        return self._has_sentences and not _ends_sentence(line.text)

    def _run_together(self, line: _Line, following: _Line) -> bool:
        """Return whether two lines without a blank one between them are of one table, verse or sentence."""
        if _TABLE_ROW.match(line.text) and _TABLE_ROW.match(following.text):
            return True
        if self._has_parts and max(len(line.text), len(following.text)) < _LONGEST_VERSE:
            return True
        return self._has_sentences and _runs_on(line.text, following.text, self._margins[line.part])

    def _heads(self, line: _Line, following: _Line) -> bool:
        """Return whether a line is a heading, or the beginning of a sentence, and what follows stands under it."""
        if HEADING.match(line.text):
            return True
        if not self._has_sentences or line.part == following.part:
            return False
        return not _ends_sentence(line.text) and _TAG_END.search(_trim(line.text)) is None

    def _empties(self, first: int, is_going: list[bool]) -> bool:
        """Return whether nothing stays between the heading before a line and the next one."""
        # The first line of a document is its title, which all of it stands under.
        if first == 1 or not self._is_heading(first - 1):
            return False
        end = next(
            (place for place in range(first, len(self._lines)) if not is_going[place]), len(self._lines)
        )
        return end == len(self._lines) or self._is_heading(end)

    def _is_heading(self, place: int) -> bool:
        """Return whether a line stands alone and is no sentence."""
        lines = self._lines
        line = lines[place]
        if HEADING.match(line.text):
            return True
        is_alone = (place == 0 or lines[place - 1].part != line.part) and (
            place + 1 < len(lines)
            and lines[place + 1].part != line.part
            and self._heads(line, lines[place + 1])
        )
        return is_alone and _FIRST_LETTER.search(line.text) is not None


def _iter_lines(text: str) -> Iterator[_Line]:
    part = -1
    enclosure, last_enclosure, is_matter = 0, 0, False
    after_blank, is_item = True, False
    for start, end in iter_line_spans(text):
        line = text[start:end].strip()
        if not line:
            after_blank = True
            continue
        part += after_blank
        # What is set in goes on with the item before it.
        is_item = _ITEM.match(line) is not None or (is_item and text[start].isspace())
        is_first = part == 0 and after_blank
        closes = enclosure and (_FRONT_MATTER if is_matter else _FENCE).match(line)
        if not enclosure and (_FENCE.match(line) or (is_first and _FRONT_MATTER.match(line))):
            last_enclosure += 1
            enclosure, is_matter = last_enclosure, not _FENCE.match(line)
        wholes = (enclosure,) if enclosure else ()
        yield _Line(start + text[start:end].index(line), line, part, wholes, is_item)
        enclosure = 0 if closes else enclosure
        after_blank = bool(closes)


def _mark_enumerations(lines: list[_Line]) -> list[_Line]:
    """Return the lines, those of a list or of a numbered text as parts of it."""
    marked = lines.copy()
    runs = find_enumerations([line.text for line in lines], [line.part for line in lines])
    # Fences and front matter have numbers above 0.
    for number, (first, end) in enumerate(runs, start=1):
        for place in range(first, end):
            marked[place] = marked[place]._replace(wholes=(*marked[place].wholes, -number))
    return marked


def _carry_items(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Yield the lines, what stands right below an item of a list as a part of it."""
    item_part = -1
    for line in lines:
        item_part = line.part if line.is_item else item_part
        yield line._replace(is_item=line.part == item_part)


def _find_stanzas(lines: Sequence[_Line], margins: Mapping[int, int]) -> set[int]:
    """Return the runs of short lines that no margin broke: no clause goes on from one line to the next."""
    breaks: dict[int, bool] = {}
    for line, following in pairwise(lines):
        if line.part == following.part:
            first = _FIRST_LETTER.search(following.text)
            is_whole = (
                first is None or not first[0].islower() or _trim(line.text).endswith(_ENDS + _OPEN_ENDS)
            )
            breaks[line.part] = breaks.get(line.part, True) and is_whole
    return {part for part, are_whole in breaks.items() if are_whole and margins[part] < _LONGEST_VERSE}


def _trim(line: str) -> str:
    return line.rstrip(_CLOSERS) or line


def _ends_sentence(line: str) -> bool:
    line = _trim(line)
    return line.endswith(_ENDS) and _ORDINAL_END.search(line) is None


def _goes_on(line: str, following: str) -> bool:
    """Return whether a sentence goes on behind a comma, as in the preamble of a law, whatever is between the lines."""
    first = _FIRST_LETTER.search(following)
    return _trim(line).endswith(",") and first is not None and first[0].islower()


def _runs_on(line: str, following: str, margin: int) -> bool:
    """Return whether the sentence of a line goes on in the next one.

    Args:
        line: The line.
        following: The next one.
        margin: The length of the longest line around them.
    """
    if _ends_sentence(line):
        return False
    line = _trim(line)
    first = _FIRST_LETTER.search(following)
    if first is not None and first[0].islower():
        return True
    if len(line) < _SHORTEST_WRAPPED:
        return False
    is_caseless = first is not None and not _CASED.match(first[0]) and first[0].isalpha()
    # There was no room for the next word.
    is_broken = (
        _SHORTEST_WRAPPED < margin <= _LONGEST_WRAPPED
        and len(line) + len(following.split(None, 1)[0]) >= margin
    )
    return is_caseless or is_broken or line.endswith(_OPEN_ENDS) or _LAST_WORD.search(line) is not None
