"""The search of one document for all quotations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

import numpy as np

from corpuskit.corpus.document import Document
from corpuskit.verify.cuts import reach_of
from corpuskit.verify.evidence import Evidence
from corpuskit.verify.finds import Checker, Finds, Needle, NeedleTable, Section
from corpuskit.verify.nearest import find_nearest
from corpuskit.verify.needles import RUN, Needles, widest_window
from corpuskit.verify.plan import Bounds, Plan
from corpuskit.verify.repeats import New, Repeats
from corpuskit.verify.runs import find_runs
from corpuskit.verify.standing import Standing
from corpuskit.verify.stream import Numbers, Stream, iter_streams, join_streams

# Words that are looked at at a time; a part of the words before them is looked at again.
SECTION = 1 << 19
# What is known changes from text to text; what is looked for follows after so many words.
_WORDS_A_PLAN = 1 << 17
# Words after which their frequencies are known well enough.
_ENOUGH_WORDS = 1 << 22
# This part of the quotations is looked for only where a line did not come before.
_USUAL_SHARE = 0.8


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
        self._table = NeedleTable(needles)
        self._list = self._table.listed
        self._threshold = threshold
        self._max_omission = max_omission
        self._section = section
        self._needles = Needles([needle.words for needle in needles])
        reaches = [2 * reach_of(needle.pieces, max_omission) for needle in needles]
        widest = [widest_window(len(needle.words), threshold) for needle in needles]
        self._overlap = max([2 * max(widest, default=0), *reaches])
        self._frequencies = np.zeros(self._needles.vocabulary.size + 1, np.int64)
        self._words = self._words_since = 0
        self._plan: Plan | None = None
        self._known: Standing | None = None
        self._check = Checker()
        # The longer a place may be, the fewer have come before: the longest quotations are looked for everywhere, as are
        # short ones, of which all places are wanted that are as good as the best one.
        usual = sorted(widest)[int(len(widest) * _USUAL_SHARE)] if widest else 0
        self._is_always = (np.array(widest) > usual) | (self._needles.lengths < RUN)
        self._repeats = Repeats(usual)

    def learn(self, *, is_wanted: bool) -> None:
        """Forget what is known of the quotations, and learn from document to document, or from none."""
        self._known = Standing(len(self._list)) if is_wanted else None
        self._plan = None
        self._repeats.forget()

    def find(self, document: Document, cited: Collection[int] = ()) -> tuple[dict[int, Evidence], Standing]:
        """Return what a document has of the quotations, by their numbers, and what is known of them after it.

        Args:
            document: The document.
            cited: Parts of the drafts that cite it: of the quotations in them all that it has is wanted, of others what
                is better than what is known.
        """
        self._repeats.drop()
        forgotten = [place for place, each in enumerate(self._list) if cited and each.quoted.scope in cited]
        known = Standing(len(self._list)) if self._known is None else self._known
        standing = known.copy_but(forgotten)
        finds = Finds(self._table, document, standing, self._threshold, self._max_omission, self._check)
        plan: Plan | None = None
        for section in self._iter_sections(document.text):
            numbers = section.stream.numbers
            self._count(numbers)
            if plan is None and not forgotten:
                plan = self._plan = self._renew(known)
            elif plan is None or standing.has_changed:
                plan = self._make_plan(standing)
            new = self._find_new(section, is_all=bool(forgotten))
            finds.add_runs(section, find_runs(self._needles, plan.runs, numbers, new))
            bounds = Bounds(self._needles, standing, self._threshold)
            finds.add_near(section, find_nearest(self._needles, plan, bounds, numbers, new))
            finds.add_parts()
        return finds.finish(), standing

    def _find_new(self, section: Section, *, is_all: bool) -> New | None:
        """Return where a place may begin that was not seen in documents before; None for anywhere."""
        repeats, words = self._repeats, section.stream
        if self._known is None or not repeats.is_worth_it or not len(words.numbers):
            return None
        is_new = repeats.find_new(section.text, words, is_end=section.end == len(section.text))
        return None if is_all or is_new.all() else New(is_new, self._is_always)

    def list_missing(self, standing: Standing | None = None) -> list[int]:
        """Return the numbers of the quotations of which no place is known.

        Args:
            standing: What is known; None for what is known from the documents before.
        """
        if standing is None:
            standing = Standing(len(self._list)) if self._known is None else self._known
        return [self._list[place].number for place in standing.list_missing()]

    def keep(self, standing: Standing) -> None:
        """Take note of what is known after a document, once all of it was worked through."""
        if self._known is not None:
            self._known.add(standing)
            self._repeats.keep()

    def _count(self, numbers: Numbers) -> None:
        self._words_since += len(numbers)
        if self._words < _ENOUGH_WORDS:
            self._words += len(numbers)
            self._frequencies += np.bincount(numbers, minlength=len(self._frequencies))

    def _renew(self, known: Standing) -> Plan:
        """Return what is looked for in any document, anew where much was learnt."""
        is_new = known.has_changed or self._words < _ENOUGH_WORDS
        if self._plan is not None and not (is_new and self._words_since >= _WORDS_A_PLAN):
            return self._plan
        known.has_changed = False
        self._words_since = 0
        return self._make_plan(known)

    def _make_plan(self, standing: Standing) -> Plan:
        bounds = Bounds(self._needles, standing, self._threshold)
        return Plan(self._needles, standing, bounds, self._frequencies, self._table.longest[:, 0])

    def _iter_sections(self, text: str) -> Iterator[Section]:
        waiting: list[Stream] = []
        count = 0
        for stream in iter_streams(text, self._needles.vocabulary):
            waiting.append(stream)
            count += len(stream.numbers)
            if count >= self._section + self._overlap:
                joined = join_streams(waiting)
                end = len(text) if not len(stream.starts) else _end_of(text, int(stream.starts[-1]))
                yield Section(text, joined, end)
                waiting = [Stream(joined.numbers[-self._overlap :], joined.starts[-self._overlap :])]
                count = len(waiting[0].numbers)
        if count:
            yield Section(text, join_streams(waiting), len(text))


def _end_of(text: str, start: int) -> int:
    """Return an index after the word that begins at `start`."""
    end = text.find(" ", start)
    return len(text) if end < 0 else end
