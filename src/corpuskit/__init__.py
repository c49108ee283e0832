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
    from corpuskit.records import (
        CodedLine,
        Collocate,
        ConcordanceCount,
        ConcordanceGroup,
        ConcordanceLine,
        ConcordancePart,
        ConcordancePlot,
        CopiedFrom,
        DateAnchor,
        DateCount,
        DateMention,
        DifferenceStep,
        DocumentRecord,
        DuplicateBlock,
        DuplicateCount,
        DuplicateGroup,
        DuplicateMember,
        DuplicatePair,
        DuplicateStatistics,
        Findings,
        FindingsTable,
        IndexStatus,
        Issue,
        Keyword,
        MarkedText,
        PairScore,
        ParagraphReference,
        ProposedRemoval,
        Quotation,
        QuotedSpeaker,
        Record,
        SourcePart,
        Span,
        Summary,
        TextSlice,
        Verification,
        Word,
    )
    from corpuskit.report import ReportOptions
    from corpuskit.report.page import make_report
    from corpuskit.run import run as run
    from corpuskit.verify import Verify, VerifyOptions, verify

__version__ = "0.1.0"

_MODULES = {
    "Analysis": "corpuskit.analysis",
    "CodedLine": "corpuskit.records",
    "Collocate": "corpuskit.records",
    "ConcordanceCount": "corpuskit.records",
    "ConcordanceGroup": "corpuskit.records",
    "ConcordanceLine": "corpuskit.records",
    "ConcordancePart": "corpuskit.records",
    "ConcordancePlot": "corpuskit.records",
    "CopiedFrom": "corpuskit.records",
    "Corpus": "corpuskit.corpus",
    "CorpusOptions": "corpuskit.corpus",
    "CorpuskitError": "corpuskit.errors",
    "DateAnchor": "corpuskit.records",
    "DateCount": "corpuskit.records",
    "DateMention": "corpuskit.records",
    "DateOptions": "corpuskit.dates",
    "Dates": "corpuskit.dates",
    "Dedupe": "corpuskit.dedupe.analysis",
    "DedupeOptions": "corpuskit.dedupe",
    "DifferenceStep": "corpuskit.records",
    "Document": "corpuskit.corpus",
    "DocumentRecord": "corpuskit.records",
    "DuplicateBlock": "corpuskit.records",
    "DuplicateCount": "corpuskit.records",
    "DuplicateGroup": "corpuskit.records",
    "DuplicateMember": "corpuskit.records",
    "DuplicatePair": "corpuskit.records",
    "DuplicateStatistics": "corpuskit.records",
    "Findings": "corpuskit.records",
    "FindingsTable": "corpuskit.records",
    "IndexStatus": "corpuskit.records",
    "Issue": "corpuskit.records",
    "Keyword": "corpuskit.records",
    "KwicOptions": "corpuskit.kwic",
    "ListOptions": "corpuskit.listing",
    "Listing": "corpuskit.listing",
    "MarkedText": "corpuskit.records",
    "PairScore": "corpuskit.records",
    "ParagraphReference": "corpuskit.records",
    "ProposedRemoval": "corpuskit.records",
    "Quotation": "corpuskit.records",
    "QuoteOptions": "corpuskit.quotes",
    "QuotedSpeaker": "corpuskit.records",
    "Quotes": "corpuskit.quotes",
    "Record": "corpuskit.records",
    "ReportOptions": "corpuskit.report",
    "SourcePart": "corpuskit.records",
    "Span": "corpuskit.records",
    "SpeakerCounts": "corpuskit.quotes",
    "Summary": "corpuskit.records",
    "TextSlice": "corpuskit.records",
    "Timeline": "corpuskit.dates",
    "Verification": "corpuskit.records",
    "Verify": "corpuskit.verify",
    "VerifyOptions": "corpuskit.verify",
    "Word": "corpuskit.records",
    "concordance": "corpuskit.kwic",
    "extract_dates": "corpuskit.dates",
    "extract_quotes": "corpuskit.quotes",
    "find_duplicates": "corpuskit.dedupe",
    "list_documents": "corpuskit.listing",
    "make_concordance": "corpuskit.kwic",
    "make_report": "corpuskit.report.page",
    "open_corpus": "corpuskit.corpus",
}

__all__ = [
    "Analysis",
    "CodedLine",
    "Collocate",
    "ConcordanceCount",
    "ConcordanceGroup",
    "ConcordanceLine",
    "ConcordancePart",
    "ConcordancePlot",
    "CopiedFrom",
    "Corpus",
    "CorpusOptions",
    "CorpuskitError",
    "DateAnchor",
    "DateCount",
    "DateMention",
    "DateOptions",
    "Dates",
    "Dedupe",
    "DedupeOptions",
    "DifferenceStep",
    "Document",
    "DocumentRecord",
    "DuplicateBlock",
    "DuplicateCount",
    "DuplicateGroup",
    "DuplicateMember",
    "DuplicatePair",
    "DuplicateStatistics",
    "Findings",
    "FindingsTable",
    "IndexStatus",
    "Issue",
    "Keyword",
    "KwicOptions",
    "ListOptions",
    "Listing",
    "MarkedText",
    "PairScore",
    "ParagraphReference",
    "ProposedRemoval",
    "Quotation",
    "QuoteOptions",
    "QuotedSpeaker",
    "Quotes",
    "Record",
    "ReportOptions",
    "SourcePart",
    "Span",
    "SpeakerCounts",
    "Summary",
    "TextSlice",
    "Timeline",
    "Verification",
    "Verify",
    "VerifyOptions",
    "Word",
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


def __getattr__(name: str) -> Any:
    """Return a public name, importing its module when it is first asked for: start-up is a feature."""
    if name in ("run", "verify"):
        # The room and the function in it have one name; the room can be called.
        from importlib import import_module

        return import_module(f"corpuskit.{name}")
    if name not in _MODULES:
        raise AttributeError(f"module 'corpuskit' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
