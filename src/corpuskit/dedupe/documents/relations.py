"""From overlaps to records: what a document is to another one, and which of them was published first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import numpy as np

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.arrays.ranges import expand_ranges, offsets_of
from corpuskit.dedupe.documents.overlap import RunIndex
from corpuskit.dedupe.groups.groups import round_similarity
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures
from corpuskit.dedupe.summary import CopySummary
from corpuskit.records import DuplicateDocument

if TYPE_CHECKING:
    from corpuskit.dedupe.search import FindDate

Relation = Literal["copy", "version", "part", "whole"]


class DocumentSearch:
    """Documents that are copies or versions of others.

    Args:
        features: The words of the documents.
        options: Give the least share of a document, and the length of a run.
        find_date: Tells the date of a document; None to go by its metadata.

    Attributes:
        summary: What was counted; complete when the records have been asked for.
    """

    summary = CopySummary()

    def __init__(self, features: CorpusFeatures, options: DedupeOptions, find_date: FindDate | None) -> None:
        self._features = features
        self._options = options
        self._find_date = find_date or (lambda document: document.metadata.get("date"))
        self._dates: dict[int, str | None] = {}
        self._counts = features.count_by_document()[1]
        # The places of documents that are no copies in the index of their runs.
        self._places: dict[int, int] = {}

    def find(self, on_progress: Callable[[float], None] | None) -> Iterator[DuplicateDocument]:
        """Yield a record for each document and each one that it is a copy, a version, a part or the whole of."""
        copies = self._find_copies()
        others = np.array(sorted(set(range(len(self._counts))).difference(copies)), np.int64)
        pairs = set(copies.items())
        if not self._options.exact:
            pairs |= self._find_versions(others, on_progress)
        records = sorted((self._make_record(*pair) for pair in pairs), key=lambda record: record[0])
        self.summary = CopySummary(
            paragraphs=len(self._features.start),
            words=int(self._counts.sum()),
            threshold=float(self._options.exact_threshold),
            documents_related=len({record.doc for _, record in records}),
        )
        for _, record in records:
            yield record

    def _find_copies(self) -> dict[int, int]:
        """Return for each document with the words of others, but for the one that is first, that one."""
        same: dict[bytes, list[int]] = defaultdict(list)
        bounds = offsets_of(self._counts)
        for document, count in enumerate(self._counts.tolist()):
            if count:
                same[self._features.words[bounds[document] : bounds[document + 1]].tobytes()].append(document)
        return {
            document: first
            for group in same.values()
            if len(group) > 1
            for first in [min(group, key=self._rank)]
            for document in group
            if document != first
        }

    def _find_versions(
        self, documents: Integers, on_progress: Callable[[float], None] | None
    ) -> set[tuple[int, int]]:
        """Return the pairs of some documents of which one stands in the other, the later one first."""
        counts = self._counts[documents]
        words = self._features.words[expand_ranges(offsets_of(self._counts)[documents], counts)]
        self._index = RunIndex(words, counts, self._options.min_words)
        self._places = {document: place for place, document in enumerate(documents.tolist())}
        found = set()
        for overlap in self._index.iter_overlaps(self._options.exact_threshold, on_progress):
            pair = int(documents[overlap.document]), int(documents[overlap.other])
            found.add((max(pair, key=self._rank), min(pair, key=self._rank)))
        return found

    def _rank(self, document: int) -> tuple[bool, str, int]:
        """Return the place in the order of publishing: by date, what has none last, else as in the corpus."""
        date = self._date(document)
        return date is None, date or "", document

    def _date(self, document: int) -> str | None:
        if document not in self._dates:
            self._dates[document] = self._find_date(self._features.documents[document])
        return self._dates[document]

    def _count_common(self, document: int, other: int) -> int:
        """Return the number of words of a document that stand in another one."""
        places = self._places.get(document), self._places.get(other)
        if places[0] is None or places[1] is None:
            # They have the same words.
            return int(self._counts[document])
        return self._index.count_common(places[0], places[1])

    def _make_record(self, document: int, original: int) -> tuple[tuple[int, int], DuplicateDocument]:
        features, counts = self._features, self._counts
        own, others = self._count_common(document, original), self._count_common(original, document)
        text = features.documents[document].text
        dates = self._date(document), self._date(original)
        return (document, original), DuplicateDocument(
            doc=features.documents[document].id,
            line=1,
            start=0,
            end=len(text),
            relation=self._name_relation(document, original, own, others),
            words=int(counts[document]),
            share=round_similarity(own / int(counts[document])),
            original=features.documents[original].id,
            original_words=int(counts[original]),
            original_share=round_similarity(others / int(counts[original])),
            date=dates[0],
            original_date=dates[1],
            first=features.documents[original].id if _is_later(*dates) else None,
        )

    def _name_relation(self, document: int, original: int, own: int, others: int) -> Relation:
        if document not in self._places or original not in self._places:
            return "copy"
        least = self._options.exact_threshold
        is_part = own >= least * int(self._counts[document])
        is_whole = others >= least * int(self._counts[original])
        return "version" if is_part and is_whole else "part" if is_part else "whole"


def _is_later(date: str | None, other: str | None) -> bool:
    """Return whether a date is known to be later than another one: a day of May is not known to be after May."""
    if date is None or other is None:
        return False
    length = min(len(date), len(other))
    return date[:length] > other[:length]
