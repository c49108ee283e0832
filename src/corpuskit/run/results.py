"""What a run gives: the findings, with the issues of reading among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from corpuskit.corpus import Corpus
from corpuskit.errors import CorpuskitError
from corpuskit.records import Findings, FindingsTable, Issue

if TYPE_CHECKING:
    import msgspec

    from corpuskit.corpus import Document

FoundT = TypeVar("FoundT")
WritePart = Callable[[str, Iterable[Any]], int]
"""Writes the records of a task where they are found, and returns how many there are; the names of tasks rise with the
order of the records."""


class Results(FindingsTable[Any]):
    """The findings of a run: records and issues, those of reading the corpus among them.

    Attributes:
        issues: The issues so far: those of reading first.
        own_issues: Those that are not of reading.
        document_count: Number of documents so far.
        written: Number of records so far that were written where they were found, and do not come here.
    """

    __slots__ = ("_corpus", "own_issues", "written")

    def __init__(
        self,
        findings: Findings[Any],
        corpus: Corpus | MadeDocuments,
        record_type: type[msgspec.Struct],
        again: Callable[[], Findings[Any]] | None = None,
    ) -> None:
        self._corpus = corpus
        self.own_issues: list[Issue] = []
        self.written = 0
        super().__init__(self._iter_with_issues(findings), lambda: findings.total, record_type, again)

    def _follow(self, found: Findings[Any]) -> Iterable[Any]:
        self.own_issues = []
        return self._iter_with_issues(found)

    @property
    def issues(self) -> list[Issue]:
        """See above."""
        return [*self._corpus.issues, *self.own_issues]

    @property
    def document_count(self) -> int:
        """See above."""
        return self._corpus.document_count

    def _iter_with_issues(self, findings: Findings[Any]) -> Iterator[Any]:
        corpus, handed_on = self._corpus, 0
        try:
            for item in findings.iter_batches():
                if isinstance(item, Issue):
                    if handed_on < len(corpus.issues) and item is corpus.issues[handed_on]:
                        handed_on += 1
                    else:
                        self.own_issues.append(item)
                yield item
        except CorpuskitError as error:
            # What led to it was met before it.
            if not error.is_of_document:
                yield from corpus.issues[handed_on:]
            raise
        yield from corpus.issues[handed_on:]


def iter_with_issues(corpus: Corpus | MadeDocuments, found: Iterable[FoundT]) -> Iterator[FoundT | Issue]:
    """Yield what is found in an iteration of a corpus, with each issue of reading before what comes after it.

    Args:
        corpus: What is iterated over.
        found: The iteration.
    """
    handed_on = 0
    for each in found:
        yield from corpus.issues[handed_on:]
        handed_on = len(corpus.issues)
        yield each
    yield from corpus.issues[handed_on:]


class MadeDocuments:
    """Documents that were made in Python, as a corpus."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = documents
        self.is_repeatable = not isinstance(documents, Iterator)
        self.issues: list[Issue] = []
        self.document_count = 0

    def __iter__(self) -> Iterator[Document]:
        self.document_count = 0
        for document in self._documents:
            self.document_count += 1
            yield document
