"""What is counted while documents are searched: hits, distinct passages, codes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from corpuskit.corpus.document import Document
from corpuskit.kwic.codes import Codings
from corpuskit.kwic.context import ContextWindow
from corpuskit.kwic.copies import DistinctCounter, DistinctPassages
from corpuskit.kwic.keys import HitInContext
from corpuskit.kwic.scanning.positions import Extent
from corpuskit.kwic.segments import Hit
from corpuskit.kwic.study import CorpusHash
from corpuskit.records import Issue, Summary


class KwicSummary(Summary, frozen=True, kw_only=True):
    """How many hits there are.

    Attributes:
        hits: All of them.
        shown: Number of records.
        documents_with_hits: Number of documents that have one.
        passages: What is left of the hits when those in copies of one paragraph count once; None where that is not
            counted.
        extent: How much text was searched; None where it is not known, or nobody asks.
        codings: The codes of the hits; None where none were given.
        corpus: The hash of the documents; None where nobody asks.
    """

    hits: int = 0
    shown: int = 0
    documents_with_hits: int = 0
    passages: DistinctPassages | None = None
    extent: Extent | None = None
    codings: Codings | None = None
    corpus: CorpusHash | None = None

    def figures(self) -> dict[str, Any]:
        """Return the numbers of hits, of records, of documents with hits, and of distinct passages."""
        return {
            "hits": self.hits,
            "shown": self.shown,
            "documents_with_hits": self.documents_with_hits,
            "distinct_passages": None if self.passages is None else self.passages.total,
            **({} if self.corpus is None else {"corpus_hash": self.corpus.digest.hex()}),
            **(self.codings.figures() if self.codings is not None and self.codings.counts else {}),
        }

    def __add__(self, other: KwicSummary) -> KwicSummary:
        """Return what was counted in both; the extents of parts are for `join_lines`."""
        return type(self)(**self.added_fields(other))

    def added_fields(self, other: KwicSummary) -> dict[str, Any]:
        """Return the fields of the sum, by name."""
        is_counted = self.passages is not None and other.passages is not None
        return {
            "hits": self.hits + other.hits,
            "shown": self.shown + other.shown,
            "documents_with_hits": self.documents_with_hits + other.documents_with_hits,
            "passages": self.passages + other.passages if is_counted else None,  # type: ignore[operator]
            "codings": _add_known(self.codings, other.codings),
            "corpus": _add_known(self.corpus, other.corpus),
        }


def _add_known(first: Any, second: Any) -> Any:
    """Return the sum of two; where one is None, the other."""
    return first + second if first is not None and second is not None else first or second


class HitTally:
    """What is counted in one document while it is searched.

    Attributes:
        hits: Number of hits.
        counter: Counts the distinct passages; None where nobody asks.
        extent: How much text was searched, where it is a part of a document.
        issues: What has to be said of the search.
        codes: How often hits have which codes.
        excluded: Number of hits that were left out.
        corpus: The hash of the document; None where nobody asks.
    """

    __slots__ = ("codes", "corpus", "counter", "excluded", "extent", "hits", "issues")

    def __init__(self, *, is_distinct: bool, hashed: Document | None = None) -> None:
        self.corpus = None if hashed is None else CorpusHash.of(hashed)
        self.hits = 0
        self.counter = DistinctCounter() if is_distinct else None
        self.extent: Extent | None = None
        self.issues: list[Issue] = []
        self.codes: Counter[tuple[str, ...]] = Counter()
        self.excluded = 0

    def place(self, hit: Hit) -> HitInContext:
        """Return a hit in its context, once it is counted among the distinct passages."""
        found = HitInContext(hit, ContextWindow(hit))
        if self.counter is not None:
            self.counter.add(found)
        return found

    def describe(self) -> dict[str, Any]:
        """Return the fields of the summary, by name."""
        return {
            "hits": self.hits,
            "documents_with_hits": int(self.hits > 0),
            "passages": None if self.counter is None else self.counter.passages,
            "extent": self.extent,
            "corpus": self.corpus,
            "codings": Codings(dict(self.codes), self.excluded) if self.codes or self.excluded else None,
        }
