"""Find the paragraphs of a corpus that repeat others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from corpuskit.corpus.document import Document
from corpuskit.dedupe.options import DedupeOptions
from corpuskit.records import DuplicateBlock, DuplicateGroup, DuplicatePair, DuplicateStatistics, Findings, Issue

if TYPE_CHECKING:
    from corpuskit.dedupe.assign import Assignment
    from corpuskit.dedupe.features import CorpusFeatures
    from corpuskit.dedupe.groups import Group

DuplicateRecord = DuplicateGroup | DuplicatePair | DuplicateBlock | DuplicateStatistics
FindDate = Callable[[Document], str | None]
"""Tells the date of a document, ISO 8601; None where it is not known."""


def find_duplicates(
    documents: Iterable[Document],
    options: DedupeOptions = DedupeOptions(),  # noqa: B008 — frozen
    *,
    against: Iterable[Document] | None = None,
    find_date: FindDate | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Findings[DuplicateRecord]:
    """Return the groups of paragraphs that repeat each other, or the pairs, blocks or statistics asked for.

    Args:
        documents: Documents; they are kept in memory. Unless the options say otherwise their order decides: the first
            paragraph of a group is kept.
        options: What counts as a copy, which paragraph is kept, and how the answer is given.
        against: Documents to compare with: only copies of their paragraphs are found, and they are what is kept.
        find_date: Tells the date of a document, for `keep="earliest"` and the statistics; None to go by its metadata.
        on_progress: Called with the part of the work that is done, 0 to 1.
    """
    summary: dict[str, Any] = {}

    def iter_records() -> Iterator[DuplicateRecord | Issue]:
        search = _Search(documents, options, against=against, find_date=find_date, on_progress=on_progress)
        yield from search.iter_records(summary)

    return Findings(iter_records(), summary)


class _Search:
    """One run: the paragraphs read, the copies found."""

    def __init__(
        self,
        documents: Iterable[Document],
        options: DedupeOptions,
        *,
        against: Iterable[Document] | None,
        find_date: FindDate | None,
        on_progress: Callable[[float], None] | None,
    ) -> None:
        from corpuskit.dedupe.assign import assign_copies, find_distinct, rank_paragraphs
        from corpuskit.dedupe.features import read_features

        own = 0

        def count_own() -> Iterator[Document]:
            nonlocal own
            for document in documents:
                own += 1
                yield document

        self._options = options
        self._features: CorpusFeatures = read_features(chain(count_own(), against or ()))
        self._own_documents = own
        self._dates = self._find_dates(find_date)
        rank = rank_paragraphs(self._features, options, self._dates)
        distinct = find_distinct(self._features, options, rank, own)
        self._assignment: Assignment = assign_copies(
            self._features, options, distinct, rank, on_progress=on_progress, only_references=against is not None
        )

    def _find_dates(self, find_date: FindDate | None) -> dict[str, str | None]:
        if self._options.keep != "earliest" and not self._options.stats:
            return {}
        if find_date is None:
            return {document.id: document.metadata.get("date") for document in self._features.documents}
        return {document.id: find_date(document) for document in self._features.documents}

    def iter_records(self, summary: dict[str, Any]) -> Iterator[DuplicateRecord | Issue]:
        from corpuskit.dedupe.blocks import find_blocks
        from corpuskit.dedupe.groups import classify_copies, list_groups, release_kinds
        from corpuskit.dedupe.report import Reporter

        features, options = self._features, self._options
        classified = classify_copies(features, self._assignment)
        assignment = release_kinds(self._assignment, classified.kinds, options.kinds)
        groups = list_groups(features, assignment, classified.kinds, options, self._own_documents)
        blocks = find_blocks(features, groups)
        summary.update(self._summarise(groups))
        summary["blocks"] = sum(block.length > 1 for block in blocks)
        if classified.by_rarity:
            summary["kinds_by_rarity"] = classified.by_rarity
        reporter = Reporter(features, groups, blocks)
        if options.stats:
            yield from reporter.iter_statistics(self._own_documents, self._dates)
        elif options.blocks:
            yield from reporter.iter_blocks()
        elif options.pairs:
            yield from reporter.iter_pairs()
        else:
            yield from reporter.iter_groups()

    def _summarise(self, groups: list[Group]) -> dict[str, Any]:
        features, options = self._features, self._options
        copies = [member.paragraph for group in groups for member in group.members]
        own = features.document < self._own_documents
        summary = {
            "paragraphs": int(own.sum()),
            "distinct": len(set(self._assignment.unit[own].tolist())),
            "groups": len(groups),
            "copies": len(copies),
            "words": int(features.word_counts[own].sum()),
            "copied_words": int(features.word_counts[copies].sum()) if copies else 0,
            "boilerplate": sum(group.boilerplate for group in groups),
            "threshold": 1.0 if options.exact else float(options.exact_threshold),
        }
        if options.keep == "earliest":
            summary["undated"] = sum(date is None for date in self._dates.values())
        return summary
