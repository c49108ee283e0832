"""corpuskit: what a folder of texts holds, what is repeated, when, who said what, and where a phrase occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpuskit.analysis import Analysis
    from corpuskit.corpus import Corpus, CorpusOptions, Document, open_corpus
    from corpuskit.dates import DateOptions, Dates, Timeline, extract_dates
    from corpuskit.dedupe import DedupeOptions, find_duplicates
    from corpuskit.dedupe.analysis import Dedupe
    from corpuskit.errors import CorpuskitError
    from corpuskit.kwic import KwicOptions, concordance, make_concordance
    from corpuskit.listing import Listing, ListOptions, list_documents
    from corpuskit.quotes import QuoteOptions, Quotes, SpeakerCounts, extract_quotes
    from corpuskit.records import *  # noqa: F403 — all record types, whichever there are
    from corpuskit.records import Findings, FindingsTable, Summary
    from corpuskit.report import ReportOptions
    from corpuskit.report.page import make_report
    from corpuskit.run import run as run
    from corpuskit.verify import Verify, VerifyOptions, verify

__version__ = "0.1.0"

_MODULES = {
    name: f"corpuskit.{module}"
    for module, names in {
        "analysis": ("Analysis",),
        "corpus": ("Corpus", "CorpusOptions", "Document", "open_corpus"),
        "dates": ("DateOptions", "Dates", "Timeline", "extract_dates"),
        "dedupe": ("DedupeOptions", "find_duplicates"),
        "dedupe.analysis": ("Dedupe",),
        "errors": ("CorpuskitError",),
        "kwic": ("KwicOptions", "concordance", "make_concordance"),
        "listing": ("ListOptions", "Listing", "list_documents"),
        "quotes": ("QuoteOptions", "Quotes", "SpeakerCounts", "extract_quotes"),
        "records": ("Findings", "FindingsTable", "Summary"),
        "report": ("ReportOptions",),
        "report.page": ("make_report",),
        "verify": ("Verify", "VerifyOptions"),
    }.items()
    for name in names
}

__all__ = [
    "Analysis",
    "Corpus",
    "CorpusOptions",
    "CorpuskitError",
    "DateOptions",
    "Dates",
    "Dedupe",
    "DedupeOptions",
    "Document",
    "Findings",
    "FindingsTable",
    "KwicOptions",
    "ListOptions",
    "Listing",
    "QuoteOptions",
    "Quotes",
    "ReportOptions",
    "SpeakerCounts",
    "Summary",
    "Timeline",
    "Verify",
    "VerifyOptions",
    "__version__",
    "concordance",
    "extract_dates",
    "extract_quotes",
    "find_duplicates",
    "list_documents",
    "make_concordance",
    "make_report",
    "open_corpus",
    "run",
    "verify",
]


def _list_records() -> list[str]:
    """Return the names of the record types, which are public too."""
    from corpuskit.records import __all__ as names

    return names


def __getattr__(name: str) -> Any:
    """Return a public name, importing its module when it is first asked for: start-up is a feature."""
    if name in ("run", "verify"):
        # The room and the function in it have one name; the room can be called.
        from importlib import import_module

        return import_module(f"corpuskit.{name}")
    if name not in _MODULES and name not in _list_records():
        raise AttributeError(f"module 'corpuskit' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_MODULES.get(name, "corpuskit.records")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_list_records()})
