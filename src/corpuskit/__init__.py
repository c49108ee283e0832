"""corpuskit: what a folder of texts holds, what is repeated, when, who said what, and where a phrase occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus, CorpusOptions, Document, open_corpus
    from corpuskit.dates import DateOptions, extract_dates
    from corpuskit.dedupe import DedupeOptions, find_duplicates
    from corpuskit.errors import CorpuskitError
    from corpuskit.kwic import KwicOptions, concordance
    from corpuskit.listing import ListOptions, list_documents
    from corpuskit.quotes import QuoteOptions, extract_quotes

__version__ = "0.1.0"

_MODULES = {
    "Corpus": "corpuskit.corpus",
    "CorpusOptions": "corpuskit.corpus",
    "CorpuskitError": "corpuskit.errors",
    "DateOptions": "corpuskit.dates",
    "DedupeOptions": "corpuskit.dedupe",
    "Document": "corpuskit.corpus",
    "KwicOptions": "corpuskit.kwic",
    "ListOptions": "corpuskit.listing",
    "QuoteOptions": "corpuskit.quotes",
    "concordance": "corpuskit.kwic",
    "extract_dates": "corpuskit.dates",
    "extract_quotes": "corpuskit.quotes",
    "find_duplicates": "corpuskit.dedupe",
    "list_documents": "corpuskit.listing",
    "open_corpus": "corpuskit.corpus",
}

__all__ = [
    "Corpus",
    "CorpusOptions",
    "CorpuskitError",
    "DateOptions",
    "DedupeOptions",
    "Document",
    "KwicOptions",
    "ListOptions",
    "QuoteOptions",
    "__version__",
    "concordance",
    "extract_dates",
    "extract_quotes",
    "find_duplicates",
    "list_documents",
    "open_corpus",
]


def __getattr__(name: str) -> Any:
    """Return a public name, importing its module when it is first asked for: start-up is a feature."""
    if name not in _MODULES:
        raise AttributeError(f"module 'corpuskit' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
