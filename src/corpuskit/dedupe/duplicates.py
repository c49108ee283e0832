"""Find the paragraphs of a corpus that repeat others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any

from corpuskit.corpus.document import Document
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.dedupe.summary import CopySummary
from corpuskit.records import (
    DuplicateBlock,
    DuplicateCount,
    DuplicateGroup,
    DuplicatePair,
    DuplicateStatistics,
    Issue,
)

if TYPE_CHECKING:
    from corpuskit.dedupe.assign import Assignment, Comparison
    from corpuskit.dedupe.blocks import Block
    from corpuskit.dedupe.features import CorpusFeatures
    from corpuskit.dedupe.groups import Groups
    from corpuskit.dedupe.kinds.counting import Classified

DuplicateRecord = DuplicateGroup | DuplicatePair | DuplicateBlock | DuplicateStatistics
FindDate = Callable[[Document], str | None]
"""Tells the date of a document, ISO 8601; None where it is not known."""


class Search:
    """One run over a corpus: its paragraphs read, what is distinct found, ready to be compared.

    Attributes:
        _features: The paragraphs.
        _comparison: What is compared.
        _options: What is asked for.
        _own_documents: Number of documents that are searched; those after them are only compared with.
        _dates: The dates of the documents by id, as far as they matter.
        _has_references: Whether there are documents that are only compared with.
        summary: What was counted; complete when the records have been asked for.
    """

    summary = CopySummary()

    def __init__(
        self,
        documents: Iterable[Document],
        options: DedupeOptions,
        *,
        against: Iterable[Document] | None = None,
        find_date: FindDate | None = None,
    ) -> None:
        from corpuskit.dedupe.assign import find_distinct, prepare_comparison, rank_paragraphs
        from corpuskit.dedupe.features import read_features

        own = 0

        def count_own() -> Iterator[Document]:
            nonlocal own
            for document in documents:
                own += 1
                yield document

        self._options = options
        self._has_references = against is not None
        self._features: CorpusFeatures = read_features(chain(count_own(), against or ()))
        self._own_documents = own
        self._dates = self._find_dates(find_date)
        rank = rank_paragraphs(self._features, options, self._dates)
        distinct = find_distinct(self._features, options, rank, own)
        self._comparison: Comparison = prepare_comparison(self._features, options, distinct, rank)

    def _find_dates(self, find_date: FindDate | None) -> dict[str, str | None]:
        if self._options.keep != "earliest" and not self._options.stats:
            return {}
        if find_date is None:
            return {document.id: document.metadata.get("date") for document in self._features.documents}
        return {document.id: find_date(document) for document in self._features.documents}

    def iter_records(self, on_progress: Callable[[float], None] | None) -> Iterator[DuplicateRecord | Issue]:
        """Yield the records that the options ask for; the summary is complete before the first one."""
        from corpuskit.dedupe.blocks import find_blocks
        from corpuskit.dedupe.groups import list_groups, release_kinds
        from corpuskit.dedupe.report import Reporter

        features, options = self._features, self._options
        assignment = self._assign(options.exact_threshold, on_progress)
        classified = self._classify(assignment)
        assignment = release_kinds(assignment, classified.kinds, options.kinds)
        groups = list_groups(
            features,
            assignment,
            classified.kinds,
            options,
            self._own_documents,
            only_references=self._has_references,
        )
        blocks = find_blocks(features, groups)
        figures = {**self._describe(), **self._describe_groups(groups), "blocks": len(blocks)}
        if classified.by_rarity:
            figures["kinds_by_rarity"] = classified.by_rarity
        if options.contained is not None:
            containers = self._list_containers(len(groups.number))
            figures["contained"] = len(containers.copy)
            # Blocks are runs of copies, and what lies inside something else is none.
            groups = groups if options.blocks else groups.append(containers)
        self.summary = CopySummary(**figures)
        self._take_block_texts(blocks)
        reporter = Reporter(features, groups, blocks)
        if options.stats:
            yield from reporter.iter_statistics(self._own_documents, self._dates)
        elif options.blocks:
            yield from reporter.iter_blocks()
        elif options.pairs:
            yield from reporter.iter_pairs()
        else:
            yield from reporter.iter_groups()

    def _assign(self, threshold: Fraction, on_progress: Callable[[float], None] | None = None) -> Assignment:
        """Return which paragraphs are copies of which."""
        from corpuskit.dedupe.assign import assign_copies

        return assign_copies(
            self._comparison, threshold, only_references=self._has_references, on_progress=on_progress
        )

    def _classify(self, assignment: Assignment) -> Classified:
        """Return how each near copy differs from what is kept."""
        from corpuskit.dedupe.kinds.counting import classify_copies

        return classify_copies(
            self._features, self._comparison, assignment, is_by_words=self._options.measure == "word"
        )

    def _take_block_texts(self, blocks: list[Block]) -> None:
        """Make ready the texts of runs of copies, where they are not in memory anyway."""

    def _list_containers(self, groups_before: int) -> Groups:
        from corpuskit.dedupe.containment import find_contained
        from corpuskit.dedupe.groups import list_containers

        comparison = self._comparison
        pairs = find_contained(comparison.texts, self._options.exact_containment, comparison.allowed)
        return list_containers(
            self._features,
            comparison,
            pairs,
            groups_before,
            self._own_documents,
            only_references=self._has_references,
        )

    def iter_counts(self, on_progress: Callable[[float], None] | None) -> Iterator[DuplicateCount]:
        """Yield how many copies there are at thresholds from 0.5 to 1; the summary is complete after the last one."""
        for step, percent in enumerate(range(50, 101, 5)):
            yield self.count_copies(Fraction(percent, 100))
            if on_progress:
                on_progress((step + 1) / 11)
        self.summary = CopySummary(**self._describe())

    def count_copies(self, threshold: Fraction) -> DuplicateCount:
        """Return how many copies there are at a threshold."""
        import numpy as np

        assignment = self._assign(threshold)
        kept = assignment.first[assignment.kept[assignment.unit]]
        copies = np.flatnonzero(kept != np.arange(len(kept)))
        if self._options.scope == "across":
            copies = copies[self._features.document[copies] != self._features.document[kept[copies]]]
        return DuplicateCount(
            threshold=float(threshold),
            copies=len(copies),
            groups=len(set(kept[copies].tolist())),
            words=int(self._features.word_counts[copies].sum()),
        )

    def _describe(self) -> dict[str, Any]:
        """Return the figures of the corpus that is searched."""
        own = self._features.document < self._own_documents
        return {
            "paragraphs": int(own.sum()),
            "distinct": len(set(self._comparison.distinct.unit[own].tolist())),
            "words": int(self._features.word_counts[own].sum()),
        }

    def _describe_groups(self, groups: Groups) -> dict[str, Any]:
        summary = {
            "groups": len(groups.number),
            "copies": len(groups.copy),
            "copied_words": int(self._features.word_counts[groups.copy].sum()),
            "boilerplate": int(groups.boilerplate.sum()),
            "threshold": 1.0 if self._options.exact else float(self._options.exact_threshold),
        }
        if self._options.keep == "earliest":
            summary["undated"] = sum(date is None for date in self._dates.values())
        return summary
