"""Who is quoted how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.dedupe import exact_key
from corpuskit.quotes.extract import Quotes, QuoteSummary
from corpuskit.quotes.options import QuoteOptions
from corpuskit.records import Findings, FindingsTable, Issue, Quotation, QuotedSpeaker, Sum
from corpuskit.text.tokens import count_words
from corpuskit.text.view import fold


class Tally(msgspec.Struct, frozen=True):
    """What one speaker says.

    Attributes:
        first: The first quotation, without its counts.
        documents: Number of documents that quote the speaker.
        quotations: Number of quotations.
        words: Number of words of each quotation that differs, by the hash of its words: memory does not grow with
            their length.
    """

    first: QuotedSpeaker
    documents: int
    quotations: int
    words: dict[bytes, int]

    def __add__(self, other: Tally) -> Tally:
        """Return what is said in the documents of both."""
        return Tally(
            self.first,
            self.documents + other.documents,
            self.quotations + other.quotations,
            other.words | self.words,
        )

    def make_record(self) -> QuotedSpeaker:
        """Return the speaker with the counts."""
        return msgspec.structs.replace(
            self.first,
            documents=self.documents,
            quotations=self.quotations,
            distinct=len(self.words),
            words=sum(self.words.values()),
        )


class Speakers(msgspec.Struct, frozen=True):
    """The speakers of some documents.

    Attributes:
        tallies: What each says, by the folded name.
    """

    tallies: dict[str, Tally] = {}

    def __add__(self, other: Speakers) -> Speakers:
        """Return the speakers of the documents of both."""
        together = dict(self.tallies)
        for key, tally in other.tallies.items():
            together[key] = together[key] + tally if key in together else tally
        return Speakers(together)


class SpeakerSummary(QuoteSummary, frozen=True, kw_only=True):
    """How many quotations there are, and of whom.

    Attributes:
        speakers: The speakers.
    """

    speakers: Speakers = Speakers()

    def figures(self) -> dict[str, Any]:
        """Return the figures of the quotations, and the number of speakers."""
        return super().figures() | {"speakers": len(self.speakers.tallies)}


class SpeakerCounts(Quotes):
    """The speakers of documents, those who are quoted most first.

    Args:
        options: Which quotations count.
    """

    record_type = QuotedSpeaker
    nothing = SpeakerSummary()
    is_by_document = False

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the issues of one document, and its speakers in the summary."""
        quotations = super().per_document(document)
        found: list[Quotation] = []

        def iter_issues() -> Iterator[Issue]:
            for item in quotations:
                if isinstance(item, Issue):
                    yield item
                else:
                    found.append(item)

        def add_up() -> SpeakerSummary:
            return SpeakerSummary(**quotations.summary, speakers=_tally(found))

        return Findings(iter_issues(), add_up)

    def report(self, total: SpeakerSummary) -> Iterator[QuotedSpeaker]:
        """Yield the speakers."""
        yield from _iter_speakers(total.speakers)


def _iter_speakers(speakers: Speakers) -> Iterator[QuotedSpeaker]:
    tallies = speakers.tallies.values()
    for tally in sorted(tallies, key=lambda tally: (-tally.quotations, fold(tally.first.speaker))):
        yield tally.make_record()


def count_quotations(records: Iterable[Quotation]) -> Iterator[QuotedSpeaker]:
    """Yield the speakers of quotations that are known already, as `count_speakers` does.

    Args:
        records: The quotations, those of a document one after the other.
    """
    counted = Sum(SpeakerSummary())
    for _, own in groupby(records, key=lambda record: record.doc):
        counted.add(SpeakerSummary(speakers=_tally(own)))
    yield from _iter_speakers(counted.total.speakers)


def _tally(records: Iterable[Quotation]) -> Speakers:
    """Return the speakers of the quotations of one document."""
    found: dict[str, list[Quotation]] = {}
    for record in records:
        if (name := find_name(record)) is not None:
            found.setdefault(fold(name), []).append(record)
    return Speakers({key: _make_tally(own) for key, own in found.items()})


def count_speakers(
    documents: Iterable[Document], options: QuoteOptions | None = None
) -> FindingsTable[QuotedSpeaker]:
    """Return the speakers of documents, those who are quoted most first.

    Args:
        documents: Documents; none is kept.
        options: Which quotations count.

    Raises:
        UsageError: A kind that does not exist is asked for.
    """
    return SpeakerCounts(options).find_in(documents)


def find_name(record: Quotation) -> str | None:
    """Return the name of the speaker, or what the text calls the speaker; None for none, or for a bare pronoun."""
    if record.speaker_type == "pronoun" and record.speaker_name is None:
        return None
    return record.speaker_name or (record.speaker.text if record.speaker else None)


def _make_tally(records: list[Quotation]) -> Tally:
    """Return what one speaker says in a document."""
    from hashlib import blake2b

    first = records[0]
    words: dict[bytes, int] = {}
    for record in records:
        digest = blake2b(exact_key(record.text).encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if digest not in words:
            words[digest] = count_words(record.text)
    speaker = QuotedSpeaker(
        doc=first.doc,
        line=first.line,
        start=first.start,
        end=first.end,
        speaker=find_name(first) or "",
        speaker_type=first.speaker_type,
        documents=0,
        quotations=0,
        distinct=0,
        words=0,
    )
    return Tally(speaker, 1, len(records), words)
