"""Find the paragraphs of a corpus that repeat others."""

from __future__ import annotations

from abc import ABC, abstractmethod
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
    DuplicateDocument,
    DuplicateGroup,
    DuplicatePair,
    DuplicateStatistics,
    Issue,
    RepeatedSpan,
)

if TYPE_CHECKING:
    from corpuskit.dedupe.groups.blocks import Block
    from corpuskit.dedupe.groups.groups import Groups
    from corpuskit.dedupe.join.assignment import Assignment, Comparison
    from corpuskit.dedupe.kinds.counting import Classified
    from corpuskit.dedupe.reading.paragraphs import CorpusFeatures

DuplicateRecord = (
    DuplicateGroup | DuplicatePair | DuplicateBlock | DuplicateStatistics | DuplicateDocument | RepeatedSpan
)
FindDate = Callable[[Document], str | None]
"""Tells the date of a document, ISO 8601; None where it is not known."""


class Comparer(ABC):
    """The paragraphs of a search, and what compares them: here, or on a cluster.

    Attributes:
        features: The paragraphs.
        comparison: What is compared.
        own_documents: Number of documents that are searched; those after them are only compared with.
        has_references: Whether there are documents that are only compared with.
        dates: The dates of the documents by id, as far as they matter.
    """

    features: CorpusFeatures
    comparison: Comparison
    own_documents: int
    has_references: bool
    dates: dict[str, str | None]

    @abstractmethod
    def assign(self, threshold: Fraction, on_progress: Callable[[float], None] | None = None) -> Assignment:
        """Return which paragraphs are copies of which."""

    @abstractmethod
    def classify(self, assignment: Assignment) -> Classified:
        """Return how each near copy differs from what is kept."""

    @abstractmethod
    def list_containers(self, groups_before: int) -> Groups:
        """Return the groups of paragraphs that lie inside others, numbered after those that there are."""

    @abstractmethod
    def take_block_texts(self, blocks: list[Block]) -> None:
        """Make ready the texts of runs of copies, where they are not in memory anyway."""


class ComparerHere(Comparer):
    """Paragraphs in the memory of this process, compared by its threads.

    Args:
        documents: Documents; they are kept.
        options: What counts as a copy.
        against: Documents that are only compared with.
        find_date: Tells the date of a document; None to go by its metadata.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        options: DedupeOptions,
        *,
        against: Iterable[Document] | None = None,
        find_date: FindDate | None = None,
    ) -> None:
        from corpuskit.dedupe.arrays.storage import find_storage
        from corpuskit.dedupe.join.assignment import find_distinct, prepare_comparison, rank_paragraphs
        from corpuskit.dedupe.reading.paragraphs import read_features

        own = 0

        def count_own() -> Iterator[Document]:
            nonlocal own
            for document in documents:
                own += 1
                yield document

        self._options = options
        self.has_references = against is not None
        self.features = read_features(chain(count_own(), against or ()))
        self.own_documents = own
        if (storage := find_storage()) is not None:
            storage.check_memory(len(self.features.start), len(self.features.documents))
        self.dates = self._find_dates(find_date)
        rank = rank_paragraphs(self.features, options, self.dates)
        distinct = find_distinct(self.features, options, rank, own)
        self.comparison = prepare_comparison(self.features, options, distinct, rank)

    def _find_dates(self, find_date: FindDate | None) -> dict[str, str | None]:
        if self._options.keep != "earliest" and not self._options.stats:
            return {}
        if find_date is None:
            return {document.id: document.metadata.get("date") for document in self.features.documents}
        return {document.id: find_date(document) for document in self.features.documents}

    def assign(self, threshold: Fraction, on_progress: Callable[[float], None] | None = None) -> Assignment:
        """Return which paragraphs are copies of which."""
        from corpuskit.dedupe.join.assignment import assign_copies

        return assign_copies(
            self.comparison, threshold, only_references=self.has_references, on_progress=on_progress
        )

    def classify(self, assignment: Assignment) -> Classified:
        """Return how each near copy differs from what is kept."""
        from corpuskit.dedupe.kinds.counting import classify_copies

        return classify_copies(
            self.features, self.comparison, assignment, is_by_words=self._options.measure == "word"
        )

    def list_containers(self, groups_before: int) -> Groups:
        """Return the groups of paragraphs that lie inside others, numbered after those that there are."""
        from corpuskit.dedupe.groups.groups import list_containers
        from corpuskit.dedupe.join.containment import find_contained

        comparison = self.comparison
        pairs = find_contained(comparison.texts, self._options.exact_containment, comparison.allowed)
        return list_containers(
            self.features,
            comparison,
            pairs,
            groups_before,
            self.own_documents,
            only_references=self.has_references,
        )

    def take_block_texts(self, blocks: list[Block]) -> None:
        """Do nothing: they are in memory."""


class Search:
    """From paragraphs to records: the same steps wherever they are compared.

    Args:
        comparer: The paragraphs.
        options: What is asked for.
        is_curve: Whether copies are counted at several thresholds instead.

    Attributes:
        summary: What was counted; complete when the records have been asked for.
    """

    summary = CopySummary()

    def __init__(self, comparer: Comparer, options: DedupeOptions, *, is_curve: bool = False) -> None:
        self._comparer = comparer
        self._options = options
        self._is_curve = is_curve

    def find(self, on_progress: Callable[[float], None] | None) -> Iterator[Any]:
        """Yield the records that the options ask for, or how many copies there are at several thresholds."""
        return self.iter_counts(on_progress) if self._is_curve else self.iter_records(on_progress)

    def iter_records(self, on_progress: Callable[[float], None] | None) -> Iterator[DuplicateRecord | Issue]:
        """Yield the records that the options ask for; the summary is complete before the first one."""
        from corpuskit.dedupe.groups.blocks import find_blocks
        from corpuskit.dedupe.groups.groups import count_left, list_groups, release_kinds
        from corpuskit.dedupe.groups.report import Reporter

        comparer, features, options = self._comparer, self._comparer.features, self._options
        assignment = comparer.assign(options.exact_threshold, on_progress)
        classified = comparer.classify(assignment)
        whole = assignment
        assignment = release_kinds(assignment, classified.kinds, options.kinds)
        groups = list_groups(
            features,
            assignment,
            classified.kinds,
            options,
            self._comparer.own_documents,
            only_references=self._comparer.has_references,
        )
        blocks = find_blocks(features, groups)
        figures: dict[str, Any] = {**self._describe(), **self._describe_groups(groups), "blocks": len(blocks)}
        if classified.by_rarity:
            figures["kinds_by_rarity"] = classified.by_rarity
        if left := count_left(whole, assignment, classified, options.kinds):
            figures["left"] = left
        figures["kinds"] = groups.count_kinds()
        figures["mostly_copied"] = self._count_mostly_copied(groups)
        if options.contained is not None:
            containers = comparer.list_containers(len(groups.number))
            figures["contained"] = len(containers.copy)
            # Blocks are runs of copies, and what lies inside something else is none.
            groups = groups if options.blocks else groups.append(containers)
        if not options.exact:
            figures["too_short"] = self._count_short()
        self.summary = CopySummary(**figures)
        comparer.take_block_texts(blocks)
        if options.sorts_by_copies:
            groups = groups.sort_by_copies()
        reporter = Reporter(features, groups, blocks)
        if options.stats:
            yield from reporter.iter_statistics(self._comparer.own_documents, self._comparer.dates)
        elif options.blocks:
            yield from reporter.iter_blocks()
        elif options.pairs:
            yield from reporter.iter_pairs()
        else:
            yield from reporter.iter_groups()

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

        assignment = self._comparer.assign(threshold)
        kept = assignment.first[assignment.kept[assignment.unit]]
        copies = np.flatnonzero(kept != np.arange(len(kept)))
        if self._options.scope == "across":
            copies = copies[
                self._comparer.features.document[copies] != self._comparer.features.document[kept[copies]]
            ]
        return DuplicateCount(
            threshold=float(threshold),
            copies=len(copies),
            groups=len(set(kept[copies].tolist())),
            words=int(self._comparer.features.word_counts[copies].sum()),
        )

    def _describe(self) -> dict[str, Any]:
        """Return the figures of the corpus that is searched."""
        own = self._comparer.features.document < self._comparer.own_documents
        return {
            "paragraphs": int(own.sum()),
            "distinct": len(set(self._comparer.comparison.distinct.unit[own].tolist())),
            "words": int(self._comparer.features.word_counts[own].sum()),
        }

    def _count_short(self) -> int:
        """Return the number of paragraphs of the corpus that are too short to be compared other than exactly."""
        from corpuskit.dedupe.join.assignment import is_long_enough

        features = self._comparer.features
        own = features.document < self._comparer.own_documents
        return int((own & ~is_long_enough(features, self._options)).sum())

    def _count_mostly_copied(self, groups: Groups) -> int:
        """Return the number of documents of which copies hold more than a third of the words."""
        import numpy as np

        features = self._comparer.features
        copied = np.zeros(len(features.documents), np.int64)
        np.add.at(copied, features.document[groups.copy], features.word_counts[groups.copy])
        return int((3 * copied > features.count_by_document()[1]).sum())

    def _describe_groups(self, groups: Groups) -> dict[str, Any]:
        summary = {
            "groups": len(groups.number),
            "copies": len(groups.copy),
            "copied_words": int(self._comparer.features.word_counts[groups.copy].sum()),
            "boilerplate": int(groups.boilerplate.sum()),
            "threshold": 1.0 if self._options.exact else float(self._options.exact_threshold),
        }
        if self._options.keep == "earliest":
            summary["undated"] = sum(date is None for date in self._comparer.dates.values())
        return summary
