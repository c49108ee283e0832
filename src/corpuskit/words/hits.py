"""The hits of a query of `kwic` as spans of a document."""

from __future__ import annotations

from itertools import chain

import numpy as np

from corpuskit.corpus.document import Document
from corpuskit.kwic.analysis import ConcordanceLines
from corpuskit.kwic.options import KwicOptions
from corpuskit.kwic.tally import HitTally
from corpuskit.records import Issue
from corpuskit.words.counting.numbering import Integers


class HitFinder:
    """Finds the hits of a query.

    Args:
        query: The query.

    Attributes:
        is_divisible: Whether the hits of a document are those of its parts.

    Raises:
        PatternError: It cannot be read.
    """

    def __init__(self, query: KwicOptions) -> None:
        self._lines = ConcordanceLines(query)
        self.is_divisible = self._lines.is_divisible

    def find(self, document: Document) -> tuple[Integers, list[Issue]]:
        """Return where the hits in a document begin and end, and what has to be said of the search.

        The hits are in order: their starts are the first row of the array, their ends the second.
        """
        tally = HitTally(is_distinct=False)
        borders = chain.from_iterable(self._lines.iter_spans(document, tally))
        spans = np.fromiter(borders, np.int64).reshape(-1, 2).T
        if bool((spans[0, 1:] <= spans[0, :-1]).any()):
            spans = spans[:, np.lexsort((spans[1], spans[0]))]
        return spans, tally.issues
