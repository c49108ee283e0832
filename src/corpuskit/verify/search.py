"""The search of one document for all quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.corpus.document import Document
from corpuskit.verify.align import Known, Window, find_windows
from corpuskit.verify.best import BestPlaces, make_place
from corpuskit.verify.cuts import find_cut, reach_of
from corpuskit.verify.drafts import Quoted
from corpuskit.verify.evidence import MOST_PLACES, Evidence
from corpuskit.verify.needles import Candidate, Needles, Runs
from corpuskit.verify.pieces import Piece, split_pieces
from corpuskit.verify.stream import Stream, iter_streams, join_streams
from corpuskit.verify.words import locate

# Words that are looked at at a time; a part of the words before them is looked at again.
SECTION = 1 << 19
# Around a run of words, a place is looked for that is at least so much like the quotation.
_LEAST_AROUND_RUN = Fraction(1, 10)


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
    def longest(self) -> tuple[int, int, int]:
        """Return the longest piece: its number, and its words from where to where."""
        place = max(range(len(self.pieces)), key=lambda place: len(self.pieces[place].words))
        piece = self.pieces[place]
        return place, piece.first, piece.first + len(piece.words)


def make_needle(number: int, quoted: Quoted) -> Needle | None:
    """Return what is looked for of a quotation; None where there are no words."""
    pieces = split_pieces(quoted.text)
    return Needle(number, quoted, quoted.words, tuple(pieces)) if pieces else None


class _Section(NamedTuple):
    """Some words of a document.

    Attributes:
        text: All of the document.
        stream: The words.
        end: Where the text ends that they are of.
    """

    text: str
    stream: Stream
    end: int

    def slice(self, start: int, end: int) -> tuple[int, str]:
        """Return the text of the words from `start` to before `end`, and where it begins."""
        starts = self.stream.starts
        first = max(start, 0)
        begin = int(starts[first])
        stop = int(starts[end]) if end < len(starts) else self.end
        return begin, self.text[begin:stop]


class Search:
    """Looks for some quotations in documents.

    Args:
        needles: The quotations.
        threshold: The least similarity of a place that is near.
        max_omission: The most words that a marked omission stands for.
        section: The words that are looked at at a time.
    """

    def __init__(
        self, needles: Sequence[Needle], threshold: Fraction, max_omission: int, section: int = SECTION
    ) -> None:
        self._list = list(needles)
        self._threshold = threshold
        self._max_omission = max_omission
        self._section = section
        self._needles = Needles([needle.words for needle in needles], threshold)
        reaches = [2 * reach_of(needle.pieces, max_omission) for needle in needles]
        self._overlap = max([2 * self._needles.widest, *reaches])
        self._longest = np.array([needle.longest[1:] for needle in needles], np.int64).reshape(-1, 2)
        self._has_pieces = np.array(
            [len(each.pieces[0].words) < len(each.words) for each in needles], np.bool_
        )

    def find(self, document: Document) -> dict[int, Evidence]:
        """Return what a document has of the quotations, by their numbers."""
        found: dict[int, BestPlaces] = {}
        text = document.text
        for section in self._iter_sections(text):
            self._add_runs(found, document, section)
            is_wanted = np.ones(len(self._list), np.bool_)
            for place, best in found.items():
                is_wanted[place] = not best.verbatim
            self._add_candidates(found, document, section, is_wanted)
        return {self._list[place].number: best.finish() for place, best in sorted(found.items())}

    def _iter_sections(self, text: str) -> Iterator[_Section]:
        waiting: list[Stream] = []
        count = 0
        for stream in iter_streams(text, self._needles.vocabulary):
            waiting.append(stream)
            count += len(stream.numbers)
            if count >= self._section + self._overlap:
                joined = join_streams(waiting)
                end = len(text) if not len(stream.starts) else _end_of(text, int(stream.starts[-1]))
                yield _Section(text, joined, end)
                waiting = [Stream(joined.numbers[-self._overlap :], joined.starts[-self._overlap :])]
                count = len(waiting[0].numbers)
        if count:
            yield _Section(text, join_streams(waiting), len(text))

    def _add_runs(self, found: dict[int, BestPlaces], document: Document, section: _Section) -> None:
        runs = self._needles.find_runs(section.stream.numbers)
        if not len(runs.needles):
            return
        lengths = self._needles.lengths[runs.needles]
        is_whole = runs.lengths == lengths
        for row in _first_of_each(runs, np.flatnonzero(is_whole), MOST_PLACES):
            self._add_whole(found, document, section, runs, row)
        is_anchor = (
            self._has_pieces[runs.needles]
            & (runs.offsets <= self._longest[runs.needles, 0])
            & (runs.offsets + runs.lengths >= self._longest[runs.needles, 1])
        )
        for row in _first_of_each(runs, np.flatnonzero(is_anchor), 4 * MOST_PLACES):
            self._add_cut(found, document, section, runs, row)
        is_part = ~is_whole
        ends = runs.offsets + runs.lengths == lengths
        for name, rows in (
            ("head", is_part & (runs.offsets == 0)),
            ("tail", is_part & ends),
            ("run", is_part),
        ):
            for row in _longest_of_each(runs, np.flatnonzero(rows)):
                self._add_part(found, document, section, runs, row, name)

    def _add_whole(
        self, found: dict[int, BestPlaces], document: Document, section: _Section, runs: Runs, row: int
    ) -> None:
        place, start = int(runs.needles[row]), int(runs.starts[row])
        begin, text = section.slice(start, start + int(runs.lengths[row]))
        self._add_windows(found, document, place, begin, text, exact=True)

    def _add_windows(
        self,
        found: dict[int, BestPlaces],
        document: Document,
        place: int,
        begin: int,
        text: str,
        *,
        exact: bool = False,
        known: Known | None = None,
        least: Fraction = Fraction(0),
    ) -> Fraction:
        """Take note of the best windows of a part of a text; return the similarity of the best one."""
        needle = self._list[place]
        words = locate(text)
        best = found.get(place)
        threshold = Fraction(1) if exact else self._threshold
        windows = find_windows(needle.words, words.folded, threshold, known, least)
        for window in windows:
            if best is None:
                best = found[place] = BestPlaces(len(needle.words))
            best.add(make_place(document, begin, words.spans, window), needle.quoted.text)
        return windows[0].similarity(len(needle.words)) if windows else Fraction(0)

    def _add_cut(
        self, found: dict[int, BestPlaces], document: Document, section: _Section, runs: Runs, row: int
    ) -> None:
        place, offset = int(runs.needles[row]), int(runs.offsets[row])
        needle = self._list[place]
        number, first, last = needle.longest
        start = int(runs.starts[row]) + first - offset
        reach = reach_of(needle.pieces, self._max_omission)
        low = max(start - reach, 0)
        begin, text = section.slice(low, start + last - first + reach)
        cut = find_cut(needle.pieces, needle.quoted.text, number, text, start - low, self._max_omission)
        if cut is None:
            return
        best = found.setdefault(place, BestPlaces(len(needle.words)))
        best.add_cut(document, begin, cut, len(needle.words))

    def _add_part(
        self,
        found: dict[int, BestPlaces],
        document: Document,
        section: _Section,
        runs: Runs,
        row: int,
        name: str,
    ) -> None:
        place, offset, start, length = (int(each[row]) for each in runs)
        needle = self._list[place]
        best = found.setdefault(place, BestPlaces(len(needle.words)))
        if not best.is_longer(name, length):
            return
        begin, text = section.slice(start, start + length)
        words = locate(text)
        if tuple(words.folded) != needle.words[offset : offset + length]:
            return
        window = Window(length, 0, length)
        if name == "run":
            slack = len(needle.words) // 2 + 1
            begin, text = section.slice(start - offset - slack, start - offset + len(needle.words) + slack)
            around = locate(text)
            windows = find_windows(needle.words, around.folded, _LEAST_AROUND_RUN)
            if windows:
                words, window = around, windows[0]
            else:
                begin, _ = section.slice(start, start + length)
        best.set(name, make_place(document, begin, words.spans, window, run=length))

    def _add_candidates(
        self,
        found: dict[int, BestPlaces],
        document: Document,
        section: _Section,
        is_wanted: NDArray[np.bool_],
    ) -> None:
        by_needle: dict[int, list[Candidate]] = {}
        for candidate in self._needles.iter_candidates(section.stream.numbers, is_wanted):
            by_needle.setdefault(candidate.needle, []).append(candidate)
        for place, candidates in by_needle.items():
            length = len(self._list[place].words)
            best = found[place].similarity if place in found else Fraction(0)
            known: Known = {}
            candidates.sort(key=lambda each: (-each.most, each.start))
            for candidate in candidates:
                if Fraction(2 * candidate.most, length + candidate.most) < best:
                    break
                begin, text = section.slice(candidate.start, candidate.end)
                similarity = self._add_windows(found, document, place, begin, text, known=known, least=best)
                best = max(best, similarity)


def _first_of_each(runs: Runs, rows: NDArray[np.int64], most: int) -> Iterator[int]:
    """Yield the first rows of each quotation, in the order of the text."""
    counted: dict[int, int] = {}
    order = np.lexsort((runs.starts[rows], runs.needles[rows]))
    for row in rows[order].tolist():
        needle = int(runs.needles[row])
        counted[needle] = counted.get(needle, 0) + 1
        if counted[needle] <= most:
            yield row


def _longest_of_each(runs: Runs, rows: NDArray[np.int64]) -> Iterator[int]:
    """Yield the row with the longest run of each quotation, the first of equals."""
    order = np.lexsort((runs.starts[rows], -runs.lengths[rows], runs.needles[rows]))
    rows = rows[order]
    is_first = (
        np.concatenate(([True], np.diff(runs.needles[rows]) != 0)) if len(rows) else np.zeros(0, np.bool_)
    )
    yield from rows[is_first].tolist()


def _end_of(text: str, start: int) -> int:
    """Return an index after the word that begins at `start`."""
    end = text.find(" ", start)
    return len(text) if end < 0 else end
