"""What is found of quotations in one document."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

import msgspec
import numpy as np

from corpuskit.corpus.document import Document
from corpuskit.dedupe.kinds.alignment import Words
from corpuskit.patterns import compile_later
from corpuskit.verify.comparing.align import Window, find_windows
from corpuskit.verify.comparing.compare import say_same
from corpuskit.verify.comparing.differences import add_replaced
from corpuskit.verify.comparing.pieces import Piece, find_cut, has_markup_only, reach_of, split_pieces
from corpuskit.verify.comparing.words import locate
from corpuskit.verify.evidence import MOST_PLACES, Evidence
from corpuskit.verify.reading.drafts import Quoted
from corpuskit.verify.scanning.best import BestPlaces, make_place
from corpuskit.verify.scanning.marks import Uses
from corpuskit.verify.scanning.needles import RUN, Needles
from corpuskit.verify.scanning.parts import Windows
from corpuskit.verify.scanning.plan import RunTable
from corpuskit.verify.scanning.runs import Runs, find_first_wholes
from corpuskit.verify.scanning.standing import Standing
from corpuskit.verify.scanning.stream import Stream

# Around a run of words, a place is looked for that is at least so much like the quotation.
_LEAST_AROUND_RUN = Fraction(1, 10)
# Characters beside a place that may belong to it.
_BESIDE = 4
_MOST_REMEMBERED = 1 << 16
_LETTER = compile_later(r"\p{L}")


class Needle(NamedTuple):
    """A quotation that is looked for.

    Attributes:
        number: Its number among all.
        quoted: What the draft says.
        words: Its words.
        pieces: Its pieces.
    """

    number: int
    quoted: Quoted
    words: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def is_cut(self) -> bool:
        """Whether it says that something was left out or put in."""
        return len(self.pieces[0].words) < len(self.words)

    @property
    def longest(self) -> tuple[int, int, int]:
        """Return the longest piece: its number, and its words from where to where."""
        place = max(range(len(self.pieces)), key=lambda place: len(self.pieces[place].words))
        piece = self.pieces[place]
        return place, piece.first, piece.first + len(piece.words)


def make_needle(number: int, quoted: Quoted) -> Needle | None:
    """Return what is looked for of a quotation; None where there are no words."""
    pieces = split_pieces(quoted.text)
    return Needle(number, quoted, quoted.words, tuple(pieces)) if pieces else None


class Section(NamedTuple):
    """Some words of a document.

    Attributes:
        text: All of the document.
        stream: The words.
        end: Where the text ends that they are of.
    """

    text: str
    stream: Stream
    end: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the words from `start` to before `end` begin, and where the next one does."""
        starts = self.stream.starts
        return int(starts[max(start, 0)]), int(starts[end]) if end < len(starts) else self.end

    def slice(self, start: int, end: int) -> tuple[int, str]:
        """Return the text of the words from `start` to before `end`, and where it begins."""
        begin, stop = self.span(start, end)
        return begin, self.text[begin:stop]


class NeedleTable:
    """What is looked for of all quotations, as arrays beside it.

    Args:
        listed: The quotations.

    Attributes:
        listed: The quotations.
        lengths: The number of words of each.
        longest: The first word of the longest piece and the one after its last; -1 where nothing was left out.
        has_markup: Whether what stands between its pieces is markup only.
        names_speaker: Whether the draft says who said it.
    """

    def __init__(self, listed: Sequence[Needle]) -> None:
        self.listed = list(listed)
        self.lengths = np.array([len(needle.words) for needle in listed], np.int64)
        self.has_markup = [
            needle.is_cut and has_markup_only(needle.pieces, needle.quoted.text) for needle in listed
        ]
        self.names_speaker = np.array([needle.quoted.speaker is not None for needle in listed], np.bool_)
        longest = [needle.longest[1:] if needle.is_cut else (-1, -1) for needle in listed]
        self.longest = np.array(longest, np.int64).reshape(-1, 2)


class Checker:
    """Compares places with quotations. In a text of templates the same places come again and again."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, str, str], bool | None] = {}
        # The same, by what stands there as it is: most places are met again without a change.
        self._met: dict[tuple[int, int, int, str], bool | None] = {}
        self._most_alike: dict[tuple[int, str], Fraction] = {}

    def is_verbatim(self, needle: Needle, text: str, begin: int, end: int) -> bool | None:
        """Return whether a part of a text has the words and the signs of a quotation; None where it has other words."""
        first = max(0, begin - _BESIDE)
        place = needle.number, begin - first, end - begin, text[first : end + _BESIDE]
        if place not in self._met:
            if len(self._met) >= _MOST_REMEMBERED:
                self._met.clear()
            self._met[place] = self._remember(needle, text, begin, end)
        return self._met[place]

    def _remember(self, needle: Needle, text: str, begin: int, end: int) -> bool | None:
        # Of the words beside it, it is only seen that they are words.
        before, after = text[max(0, begin - _BESIDE) : begin], text[end : end + _BESIDE]
        key = needle.number, _LETTER.sub("a", before), text[begin:end], _LETTER.sub("a", after)
        if key not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = self._look(needle, text, begin, end)
        return self._known[key]

    def find_windows(
        self, needle: Needle, text: str, threshold: Fraction, known: Fraction
    ) -> tuple[Words, list[Window]]:
        """Return the words of a part of a text, and their windows that are more like a quotation than a known place.

        Args:
            needle: The quotation.
            text: The part of the text, whole words.
            threshold: The least similarity.
            known: The similarity of the known place, 0 for none.
        """
        key = needle.number, text
        if key in self._most_alike and self._most_alike[key] <= known:
            return Words([], []), []
        words = locate(text)
        windows = find_windows(needle.words, words.folded, threshold, known)
        if len(self._most_alike) >= _MOST_REMEMBERED:
            self._most_alike.clear()
        # What none is similar enough in, none is wanted of, whatever is known.
        unknown = known if known > threshold else Fraction(0)
        self._most_alike[key] = windows[0].similarity(len(needle.words)) if windows else unknown
        return words, windows

    def _look(self, needle: Needle, text: str, begin: int, end: int) -> bool | None:
        words = locate(text[begin:end])
        if tuple(words.folded) != needle.words:
            return None
        start, stop = begin + words.spans[0][0], begin + words.spans[-1][1]
        marks = text[max(0, start - _BESIDE) : start], text[stop : stop + _BESIDE]
        return say_same(needle.quoted.text, text[start:stop], marks)


class Finds:
    """What one document has of quotations, as far as it is better than what is known of them.

    Args:
        needles: The quotations.
        document: The document.
        standing: What is known of them; it learns what is found.
        threshold: The least similarity of a place that is near.
        max_omission: The most words that a marked omission stands for.
        check: Tells what is verbatim.

    Attributes:
        counted: Numbers of the quotations that it has verbatim, of which no place is wanted any more.
    """

    def __init__(
        self,
        needles: NeedleTable,
        document: Document,
        standing: Standing,
        threshold: Fraction,
        max_omission: int,
        check: Checker,
    ) -> None:
        self._needles = needles.listed
        self._lengths, self._longest, self._has_markup = needles.lengths, needles.longest, needles.has_markup
        self._document = document
        self._standing = standing
        self._threshold = threshold
        self._max_omission = max_omission
        self._check = check
        self._best: dict[int, BestPlaces] = {}
        # Of what was found in documents before, without a speaker, it is only counted in how many it stands.
        self._is_counted = standing.is_verbatim.copy()
        self._is_cut_known = standing.is_cut.copy()
        # Quotations of which this document has all that is wanted.
        self._done: set[int] = set()
        self.counted: list[int] = []
        self._done_cuts: set[int] = set()

    def finish(self) -> dict[int, Evidence]:
        """Return what was found, by the numbers of the quotations."""
        found = {}
        for place, best in sorted(self._best.items()):
            needle, evidence = self._needles[place], best.finish()
            near = tuple(add_replaced(each, needle.quoted.text, self._document) for each in evidence.near)
            found[needle.number] = msgspec.structs.replace(evidence, near=near)
        return found

    def _open(self, place: int) -> BestPlaces:
        return self._best.setdefault(place, BestPlaces(len(self._needles[place].words)))

    def add_runs(self, section: Section, runs: Runs) -> None:
        """Take note of runs of words: whole quotations, those with omissions, beginnings, ends and parts."""
        lengths = self._lengths[runs.needles]
        is_whole = runs.lengths == lengths
        for place, _, start, length in runs.take(is_whole).iter_rows():
            if place not in self._done:
                self._add_whole(section, place, start, length)
        self._add_cuts(section, runs)
        self._section, self._parts = section, runs.take(~is_whole)

    def add_counted(self, section: Section, needles: Needles, table: RunTable, uses: Uses) -> None:
        """Take note of the quotations of which it is only counted in how many documents they stand."""

        def is_there(place: int, start: int) -> bool:
            if place not in self._done:
                self._add_whole(section, place, start, int(self._lengths[place]))
            return place in self._done

        find_first_wholes(needles, table, section.stream.numbers, uses, is_there)

    def _add_whole(self, section: Section, place: int, start: int, length: int) -> None:
        needle = self._needles[place]
        begin, stop = section.span(start, start + length)
        is_verbatim = self._check.is_verbatim(needle, section.text, begin, stop)
        if is_verbatim is None:
            return
        names_speaker = needle.quoted.speaker is not None
        if is_verbatim and self._is_counted[place] and not names_speaker:
            self.counted.append(needle.number)
            self._done.add(place)
        elif is_verbatim or self._standing.is_better(place, Fraction(1)):
            words = locate(section.text[begin:stop])
            found = make_place(self._document, begin, words.spans, Window(length, 0, length))
            best = self._open(place)
            best.add(found, is_verbatim=is_verbatim)
            if not is_verbatim:
                self._standing.add_near(place, Fraction(1))
                return
            self._standing.add_verbatim(place)
            if not names_speaker or len(best.verbatim) == MOST_PLACES:
                self._done.add(place)

    def _add_cuts(self, section: Section, runs: Runs) -> None:
        first, last = self._longest[runs.needles].T
        has_piece = (first >= 0) & (runs.offsets <= first) & (runs.offsets + runs.lengths >= last)
        for place, offset, start, _ in runs.take(has_piece).iter_rows():
            needle = self._needles[place]
            names_speaker = needle.quoted.speaker is not None
            is_of_no_use = self._is_cut_known[place] and not (names_speaker or self._has_markup[place])
            if is_of_no_use or place in self._done_cuts or self._standing.is_verbatim[place]:
                continue
            number, begin, end = needle.longest
            if self._add_cut(section, place, number, start + begin - offset, end - begin) and (
                not names_speaker or len(self._best[place].cut) == MOST_PLACES
            ):
                self._done_cuts.add(place)

    def _add_cut(self, section: Section, place: int, number: int, start: int, length: int) -> bool:
        needle = self._needles[place]
        reach = reach_of(needle.pieces, self._max_omission)
        low = max(start - reach, 0)
        begin, text = section.slice(low, start + length + reach)
        cut = find_cut(needle.pieces, needle.quoted.text, number, text, start - low, self._max_omission)
        if cut is None:
            return False
        best = self._open(place)
        # But for its markup it stands there word by word.
        best.is_there = best.is_there or self._has_markup[place]
        if needle.quoted.speaker is not None or not self._is_cut_known[place]:
            best.add_cut(self._document, begin, cut, len(needle.words))
            self._standing.add_cut(place)
        return True

    def add_near(self, section: Section, windows: Windows) -> None:
        """Take note of the places that are more like quotations than those that are known."""
        rows = zip(*(each.tolist() for each in windows), strict=True)
        for place, own in groupby(rows, key=lambda row: row[0]):
            length = len(self._needles[place].words)
            for _, start, end, common, width in own:
                similarity = Fraction(2 * common, length + width)
                is_short = length < RUN and common == width == length
                if place in self._done or not (is_short or self._standing.is_better(place, similarity)):
                    break
                self._add_window(section, place, start, end)

    def _add_window(self, section: Section, place: int, start: int, end: int) -> None:
        """Take note of the best windows of a part of a text."""
        needle = self._needles[place]
        begin, text = section.slice(start, end)
        least = self._standing.similarity(place)
        words, windows = self._check.find_windows(needle, text, self._threshold, least)
        for window in windows:
            similarity = window.similarity(len(needle.words))
            if similarity == 1:
                spans = words.spans[window.start : window.end]
                at = int(np.searchsorted(section.stream.starts, begin + spans[0][0], "right")) - 1
                self._add_whole(section, place, at, len(needle.words))
            elif self._standing.is_better(place, similarity):
                found = make_place(self._document, begin, words.spans, window)
                self._open(place).add(found, is_verbatim=False)
                self._standing.add_near(place, similarity)

    def add_parts(self) -> None:
        """Take note of the longest beginnings, ends and parts of quotations of which nothing better is known."""
        standing = self._standing
        is_open = ~(standing.is_verbatim | standing.is_cut)[self._parts.needles]
        is_end = self._parts.offsets + self._parts.lengths == self._lengths[self._parts.needles]
        for name, rows in (
            ("head", is_open & (self._parts.offsets == 0)),
            ("tail", is_open & is_end),
            ("run", is_open & (standing.up == 0)[self._parts.needles]),
        ):
            is_longer = self._parts.lengths > standing.column(name)[self._parts.needles]
            for row in self._parts.take(rows & is_longer).longest().iter_rows():
                self._add_part(name, *row)

    def _add_part(self, name: str, place: int, offset: int, start: int, length: int) -> None:
        needle, section = self._needles[place], self._section
        begin, text = section.slice(start, start + length)
        words = locate(text)
        if tuple(words.folded) != needle.words[offset : offset + length]:
            return
        window = Window(length, 0, length)
        if name == "run":
            slack = len(needle.words) // 2 + 1
            first, around = section.slice(start - offset - slack, start - offset + len(needle.words) + slack)
            located = locate(around)
            if windows := find_windows(needle.words, located.folded, _LEAST_AROUND_RUN):
                begin, words, window = first, located, windows[0]
        self._standing.add_part(name, place, length)
        self._open(place).set(name, make_place(self._document, begin, words.spans, window, run=length))
