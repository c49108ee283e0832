"""From repeats to records: where a run of words stands, and what it says there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from corpuskit.dedupe.arrays.grouping import group_by_words
from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.arrays.ranges import expand_ranges, gather_ranges, offsets_of
from corpuskit.dedupe.kinds.alignment import locate_words
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures
from corpuskit.dedupe.spans.repeats import Repeat, Repeats
from corpuskit.dedupe.summary import CopySummary
from corpuskit.records import RepeatedSpan, SpanReference

_LOCATED = 1 << 12


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
        self._locate = lru_cache(_LOCATED)(self._locate_words)
        self._numbers = features.number_paragraphs()

    def find(self, on_progress: Callable[[float], None] | None) -> Iterator[RepeatedSpan]:
        """Yield a record for each maximal run, in the order of the first places, longer ones first."""
        features = self._features
        offsets = offsets_of(features.word_counts)
        distinct = group_by_words(features.words, offsets).first
        counts = features.word_counts[distinct]
        words = gather_ranges(features.words, offsets[distinct], counts)
        # For each word its paragraph, and its place there.
        paragraphs = np.repeat(distinct, counts)
        places = expand_ranges(np.zeros(len(counts), np.int64), counts)
        repeats = Repeats(words, paragraphs, self._least)
        found = sorted(repeats, key=lambda repeat: (repeat.first, -repeat.length))
        self.summary = CopySummary(
            paragraphs=len(features.start),
            distinct=len(distinct),
            words=len(features.words),
            spans=len(found),
            span_words=repeats.count_words(),
        )
        for done, repeat in enumerate(found, start=1):
            standing = repeat.list_places()
            yield self._make_record(repeat, paragraphs[standing], places[standing])
            if on_progress:
                on_progress(done / len(found))

    def _make_record(self, repeat: Repeat, paragraphs: Integers, places: Integers) -> RepeatedSpan:
        where = [
            self._refer(paragraph, place, repeat.length)
            for paragraph, place in zip(paragraphs.tolist(), places.tolist(), strict=True)
        ]
        first = where[0]
        document = self._features.documents[self._features.document[paragraphs[0]]]
        return RepeatedSpan(
            doc=first.doc,
            line=first.line,
            start=first.start,
            end=first.end,
            words=repeat.length,
            copies=len(where),
            paragraphs=len(np.unique(paragraphs)),
            places=where[1:],
            text=document.text[first.start : first.end],
        )

    def _refer(self, paragraph: int, place: int, length: int) -> SpanReference:
        features = self._features
        spans, start = self._locate(paragraph), int(features.start[paragraph])
        document = features.documents[features.document[paragraph]]
        first, end = start + spans[place][0], start + spans[place + length - 1][1]
        return SpanReference(
            doc=document.id,
            line=int(features.line[paragraph]) + _count_breaks(document.text[start:first]),
            start=first,
            end=end,
            paragraph=int(self._numbers[paragraph]),
        )

    def _locate_words(self, paragraph: int) -> list[tuple[int, int]]:
        return locate_words(self._features.read(paragraph)).spans


def _count_breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
