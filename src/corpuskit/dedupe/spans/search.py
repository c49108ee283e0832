"""From repeats to records: where a run of words stands, and what it says there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from corpuskit.dedupe.arrays.grouping import group_by_words
from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.arrays.ranges import gather_ranges, offsets_of
from corpuskit.dedupe.kinds.alignment import locate_words
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures
from corpuskit.dedupe.spans.repeats import Repeat, Repeats
from corpuskit.dedupe.summary import CopySummary
from corpuskit.records import RepeatedSpan, SpanReference


class _Located(NamedTuple):
    """Where words stand: in their documents from and to, in which line, and in which paragraph.

    Words of paragraphs in which nothing stands again have no place.
    """

    start: Integers
    end: Integers
    line: Integers
    paragraph: Integers


class SpanSearch:
    """Runs of words that stand again inside other paragraphs, or in the same one.

    Args:
        features: The paragraphs; of those with the same words only the first is looked at.
        options: Give the least number of words.

    Attributes:
        summary: What was counted; complete when the records have been asked for.
    """

    summary = CopySummary()

    def __init__(self, features: CorpusFeatures, options: DedupeOptions) -> None:
        self._features = features
        self._least = options.spans or 1
        self._numbers = features.number_paragraphs()

    def find(self, on_progress: Callable[[float], None] | None) -> Iterator[RepeatedSpan]:
        """Yield a record for each maximal run, in the order of the first places, longer ones first."""
        features = self._features
        offsets = offsets_of(features.word_counts)
        distinct = group_by_words(features.words, offsets).first
        counts = features.word_counts[distinct]
        words = gather_ranges(features.words, offsets[distinct], counts)
        paragraphs = np.repeat(distinct, counts)
        repeats = Repeats(words, paragraphs, self._least)
        found = sorted(repeats, key=lambda repeat: (repeat.first, -repeat.length))
        self.summary = CopySummary(
            paragraphs=len(features.start),
            distinct=len(distinct),
            words=len(features.words),
            spans=len(found),
            span_words=repeats.count_words(),
        )
        located = self._locate(found, paragraphs)
        for done, repeat in enumerate(found, start=1):
            yield self._make_record(repeat, located)
            if on_progress:
                on_progress(done / len(found))

    def _make_record(self, repeat: Repeat, located: _Located) -> RepeatedSpan:
        places = repeat.list_places()
        paragraphs = located.paragraph[places]
        documents = [self._features.documents[each] for each in self._features.document[paragraphs].tolist()]
        columns = (
            located.line[places],
            located.start[places],
            located.end[places + repeat.length - 1],
            self._numbers[paragraphs],
        )
        first, *others = [
            SpanReference(doc=document.id, line=line, start=start, end=end, paragraph=paragraph)
            for document, line, start, end, paragraph in zip(
                documents, *(column.tolist() for column in columns), strict=True
            )
        ]
        return RepeatedSpan(
            doc=first.doc,
            line=first.line,
            start=first.start,
            end=first.end,
            words=repeat.length,
            copies=len(places),
            paragraphs=len(np.unique(paragraphs)),
            places=others,
            text=documents[0].text[first.start : first.end],
        )

    def _locate(self, repeats: list[Repeat], paragraphs: Integers) -> _Located:
        """Return where the words of all paragraphs stand in which something stands again.

        Args:
            repeats: What stands again.
            paragraphs: For each word its paragraph.
        """
        is_common = np.zeros(len(paragraphs), np.bool_)
        for repeat in repeats:
            is_common[repeat.suffixes] = True
        start, end, line = np.zeros((3, len(paragraphs)), np.int64)
        for paragraph in np.unique(paragraphs[is_common]).tolist():
            spans = locate_words(self._features.read(paragraph)).spans
            first = int(np.searchsorted(paragraphs, paragraph))
            words = slice(first, first + len(spans))
            start[words], end[words] = np.array(spans).T + self._features.start[paragraph]
            text, begins = self._features.text(paragraph), [0, *(begin for begin, _ in spans)]
            breaks = [_count_breaks(text[before:begin]) for before, begin in pairwise(begins)]
            line[words] = self._features.line[paragraph] + np.cumsum(breaks)
        return _Located(start, end, line, paragraphs)


def _count_breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
