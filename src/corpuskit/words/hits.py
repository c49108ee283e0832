"""The hits of a query of `kwic` as spans of a document."""

from __future__ import annotations

from corpuskit.corpus.document import Document
from corpuskit.kwic.analysis import ConcordanceLines, HitTally
from corpuskit.kwic.options import KwicOptions
from corpuskit.records import Issue


class HitFinder:
    """Finds the hits of a query.

    Args:
        query: The query.

    Raises:
        PatternError: It cannot be read.
    """

    def __init__(self, query: KwicOptions) -> None:
        self._lines = ConcordanceLines(query)

    def find(self, document: Document) -> tuple[list[tuple[int, int]], list[Issue]]:
        """Return the hits in a document as `(start, end)`, in order, and what has to be said of the search."""
        tally = HitTally(is_distinct=False)
        spans = sorted(
            (hit.segment.offset + hit.start, hit.segment.offset + hit.end)
            for hit in self._lines.iter_hits(document, tally)
        )
        return spans, tally.issues
