"""A corpus database: one SQLite file that knows which paragraphs may hold a phrase.

It proposes paragraphs; what is a hit is decided by the matcher of `kwic` on the text itself, so that a search with
the database gives the very bytes of a search without it.
"""

from __future__ import annotations

from corpuskit.index.build import BuildReport, build_index
from corpuskit.index.database import UnusableIndexError, choose_index_path, drop_index, is_database
from corpuskit.index.lookup import IndexedCorpus, find_proposals, open_indexed_corpus, open_stored_corpus
from corpuskit.index.quotations import QuotedCorpus, Sought, is_passed_over, open_quoted_corpus
from corpuskit.index.status import describe_index
from corpuskit.records import IndexStatus

__all__ = [
    "BuildReport",
    "IndexStatus",
    "IndexedCorpus",
    "QuotedCorpus",
    "Sought",
    "UnusableIndexError",
    "build_index",
    "choose_index_path",
    "describe_index",
    "drop_index",
    "find_proposals",
    "is_database",
    "is_passed_over",
    "open_indexed_corpus",
    "open_quoted_corpus",
    "open_stored_corpus",
]
