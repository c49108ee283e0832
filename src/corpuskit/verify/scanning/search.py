"""The search of one document for all quotations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from corpuskit.corpus.document import Document
from corpuskit.verify.comparing.align import widest_window
from corpuskit.verify.comparing.pieces import reach_of
from corpuskit.verify.evidence import Evidence
from corpuskit.verify.scanning.finds import Checker, Finds, Needle, NeedleTable, Section
from corpuskit.verify.scanning.marks import Frequencies
from corpuskit.verify.scanning.nearest import Seen, iter_nearest
from corpuskit.verify.scanning.needles import Needles
from corpuskit.verify.scanning.plan import SearchPlan
from corpuskit.verify.scanning.runs import find_runs
from corpuskit.verify.scanning.standing import PlaceBounds, Standing
from corpuskit.verify.scanning.stream import PIECE, Numbers, Stream, find_cut, iter_streams, join_streams

# Words that are looked at at a time; a part of the words before them is looked at again.
SECTION = 1 << 19
# At first there are fewer: what is known of them spares most of what follows, where a text repeats itself.
_FIRST_SECTION = 1 << 13
# Of the words of quotations that are looked for, so many are expected in them at most.
_MOST_MARKS = 1 << 21
# What is known changes from text to text, at first more than later: what is looked for follows after this share of the
# words so far, and at least after so many.
_SHARE_A_PLAN = 4
_WORDS_A_PLAN = 1 << 21
# Words after which their frequencies are known well enough.
_ENOUGH_WORDS = 1 << 22


class QuotationSearch:
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
        self._frequencies = Frequencies(self._needles)
        self._words = self._words_since = 0
        self._plan: SearchPlan | None = None
        self._rate = 0.0
        self._known: Standing | None = None
        self._check = Checker()
        self._seen = Seen()

    def learn(self, *, is_wanted: bool) -> None:
        """Forget what is known of the quotations, and learn from document to document, or from none."""
        self._known = Standing(len(self._list)) if is_wanted else None
        self._plan = None
        self._seen.forget()

    def find(
        self, document: Document, cited: Collection[int] = (), stretch: tuple[int, int] | None = None
    ) -> tuple[dict[int, Evidence], list[int], Standing]:
        """Return what a document has of the quotations, by number, those that only count, and what is known after it.

        Args:
            document: The document.
            cited: Parts of the drafts that cite it: of the quotations in them all that it has is wanted, of others what
                is better than what is known.
            stretch: From where to where it is searched, in code points; None for all of it.
        """
        self._seen.drop()
        forgotten = [place for place, each in enumerate(self._list) if cited and each.quoted.scope in cited]
        known = Standing(len(self._list)) if self._known is None else self._known
        standing = known.copy_but(forgotten)
        finds = Finds(self._table, document, standing, self._threshold, self._max_omission, self._check)
        plan: SearchPlan | None = None
        seen = None if forgotten or self._known is None else self._seen
        for section in self._iter_sections(document.text, stretch):
            numbers = section.stream.numbers
            self._count(numbers)
            if plan is None and not forgotten:
                plan = self._plan = self._renew(known)
            elif plan is None or standing.has_changed:
                plan = self._make_plan(standing)
            uses = plan.pairs.read(numbers)
            finds.add_runs(section, find_runs(self._needles, plan.runs, numbers, uses))
            finds.add_counted(section, self._needles, plan.counted, uses)
            bounds = PlaceBounds(self._needles, standing, self._threshold)
            for windows in iter_nearest(self._needles, plan, bounds, numbers, uses, seen):
                finds.add_near(section, windows)
            finds.add_parts()
        return finds.finish(), finds.counted, standing

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
            self._seen.keep()

    def _count(self, numbers: Numbers) -> None:
        self._words += len(numbers)
        self._words_since += len(numbers)
        if self._frequencies.total < _ENOUGH_WORDS:
            self._frequencies.add(numbers)

    def _renew(self, known: Standing) -> SearchPlan:
        """Return what is looked for in any document, anew where much was learnt."""
        is_new = known.has_changed or self._frequencies.total < _ENOUGH_WORDS
        is_time = self._words_since >= min(self._words // _SHARE_A_PLAN, _WORDS_A_PLAN)
        if self._plan is not None and not (is_new and is_time):
            return self._plan
        known.has_changed = False
        self._words_since = 0
        return self._make_plan(known)

    def _make_plan(self, standing: Standing) -> SearchPlan:
        bounds = PlaceBounds(self._needles, standing, self._threshold)
        omissions, names_speaker = self._table.longest[:, 0], self._table.names_speaker
        plan = SearchPlan(self._needles, standing, bounds, self._frequencies, omissions, names_speaker)
        self._rate = plan.marks.rate
        return plan

    def _iter_sections(self, text: str, stretch: tuple[int, int] | None) -> Iterator[Section]:
        begin, stop = (0, len(text)) if stretch is None else (find_cut(text, place) for place in stretch)
        waiting = self._read_before(text, begin)
        count = sum(len(stream.numbers) for stream in waiting)
        for stream in iter_streams(text, self._needles.vocabulary, begin, stop):
            waiting.append(stream)
            count += len(stream.numbers)
            if count >= self._limit() + self._overlap:
                joined = join_streams(waiting)
                end = len(text) if not len(stream.starts) else _end_of(text, int(stream.starts[-1]))
                yield Section(text, joined, end)
                waiting = [Stream(joined.numbers[-self._overlap :], joined.starts[-self._overlap :])]
                count = len(waiting[0].numbers)
        if count:
            yield Section(text, join_streams(waiting), stop)

    def _limit(self) -> int:
        """Return how many words are looked at at a time: so many that what they have of the quotations is little."""
        first = min(_FIRST_SECTION, _MOST_MARKS // len(self._list))
        return min(self._section, max(self._words, first), int(_MOST_MARKS / max(self._rate, 1.0)))

    def _read_before(self, text: str, begin: int) -> list[Stream]:
        """Return the words before a place that are looked at again with what follows, or all where there are fewer."""
        streams: list[Stream] = []
        start, size = begin, PIECE
        while start > 0 and sum(len(stream.numbers) for stream in streams) < self._overlap:
            start = find_cut(text, begin - size)
            streams = list(iter_streams(text, self._needles.vocabulary, start, begin))
            size *= 2
        return streams


def _end_of(text: str, start: int) -> int:
    """Return an index after the word that begins at `start`."""
    end = text.find(" ", start)
    return len(text) if end < 0 else end
