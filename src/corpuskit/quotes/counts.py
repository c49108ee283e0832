"""Who is quoted how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from corpuskit.corpus.document import Document
from corpuskit.dedupe import exact_key
from corpuskit.quotes.extract import QuoteOptions, extract_quotes
from corpuskit.records import Findings, Issue, Quotation, QuotedSpeaker
from corpuskit.text.tokens import count_words
from corpuskit.text.view import fold


class _Tally:
    """What one speaker says."""

    def __init__(self, first: Quotation, name: str) -> None:
        self.first = first
        self.name = name
        self.documents: set[str] = set()
        self.quotations = 0
        self.words_of: dict[int, int] = {}

    def add(self, record: Quotation) -> None:
        self.documents.add(record.doc)
        self.quotations += 1
        # The hash of the words stands for them, so that memory does not grow with their length.
        self.words_of.setdefault(hash(exact_key(record.text)), count_words(record.text))


def count_speakers(
    documents: Iterable[Document], options: QuoteOptions | None = None
) -> Findings[QuotedSpeaker]:
    """Return the speakers of documents, those who are quoted most first.

    Args:
        documents: Documents; none is kept.
        options: Which quotations count.

    Raises:
        UsageError: A kind that does not exist is asked for.
    """
    quotations = extract_quotes(documents, options)
    summary: dict[str, Any] = {}
    return Findings(_count(quotations, summary), summary)


def _count(quotations: Findings[Quotation], summary: dict[str, Any]) -> Iterator[QuotedSpeaker | Issue]:
    tallies: dict[str, _Tally] = {}
    for record in quotations:
        if isinstance(record, Issue):
            yield record
            continue
        name = record.speaker_name or (record.speaker.text if record.speaker else None)
        if name is None or (record.speaker_type == "pronoun" and record.speaker_name is None):
            continue
        tallies.setdefault(fold(name), _Tally(record, name)).add(record)
    summary |= quotations.summary
    summary["speakers"] = len(tallies)
    for tally in sorted(tallies.values(), key=lambda tally: (-tally.quotations, fold(tally.name))):
        yield QuotedSpeaker(
            doc=tally.first.doc,
            line=tally.first.line,
            start=tally.first.start,
            end=tally.first.end,
            speaker=tally.name,
            speaker_type=tally.first.speaker_type,
            documents=len(tally.documents),
            quotations=tally.quotations,
            distinct=len(tally.words_of),
            words=sum(tally.words_of.values()),
        )
