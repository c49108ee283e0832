"""What the commands yield: the JSON contract, one frozen struct a record type.

Every record begins `type, doc, line, start, end`. `line` counts from 1; `start` and `end` are indices of code
points in the untouched text of the document, half-open, so that `text[start:end]` is the record's slice. Unknown
is None (`null`), never an empty string. Dates are ISO 8601 or EDTF.

A field added here appears in the table, in CSV, in JSON and in the JSON Schema by itself.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from corpuskit.records.base import Day, Issue, Record
from corpuskit.records.concordance import (
    CodedLine,
    CodedTargetLine,
    ConcordanceCount,
    ConcordanceGroup,
    ConcordanceLine,
    ConcordancePart,
    ConcordancePlot,
    TargetLine,
)
from corpuskit.records.dates import DateCount
from corpuskit.records.duplicates import (
    CopiedFrom,
    DifferenceStep,
    DuplicateBlock,
    DuplicateCount,
    DuplicateDocument,
    DuplicateGroup,
    DuplicateMember,
    DuplicatePair,
    DuplicateStatistics,
    PairScore,
    ParagraphReference,
    ProposedRemoval,
    RepeatedSpan,
    SpanReference,
)
from corpuskit.records.findings import Findings, Sum, Summary
from corpuskit.records.index import IndexStatus
from corpuskit.records.table import FindingsTable
from corpuskit.records.texts import CorpusPart, TextSlice
from corpuskit.records.verification import ChangeKind, SourcePart, Verdict, Verification
from corpuskit.records.words import Collocate, CollocateExample, Keyword, Word

__all__ = [
    "OUTPUT_TYPES",
    "RECORD_TYPES",
    "SCHEMA_VERSION",
    "ChangeKind",
    "CodedLine",
    "CodedTargetLine",
    "Collocate",
    "CollocateExample",
    "ConcordanceCount",
    "ConcordanceGroup",
    "ConcordanceLine",
    "ConcordancePart",
    "ConcordancePlot",
    "CopiedFrom",
    "CorpusPart",
    "DateAnchor",
    "DateCount",
    "DateMention",
    "DifferenceStep",
    "DocumentRecord",
    "DuplicateBlock",
    "DuplicateCount",
    "DuplicateDocument",
    "DuplicateGroup",
    "DuplicateMember",
    "DuplicatePair",
    "DuplicateStatistics",
    "Findings",
    "FindingsTable",
    "IndexStatus",
    "Issue",
    "Keyword",
    "MarkedText",
    "MeasuredDocument",
    "PairScore",
    "ParagraphReference",
    "ProposedRemoval",
    "Quotation",
    "QuotedSpeaker",
    "Record",
    "RepeatedSpan",
    "SourcePart",
    "Span",
    "SpanReference",
    "Sum",
    "Summary",
    "TargetLine",
    "TextSlice",
    "Verdict",
    "Verification",
    "Word",
]

SCHEMA_VERSION = 1
"""Goes up when a field of a record is renamed, retyped or removed; adding a field keeps it."""


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A slice of a document with its text."""

    text: str
    start: int
    end: int


class DocumentRecord(Record, frozen=True, kw_only=True, tag="document"):
    """One document of a corpus; `start` and `end` enclose its whole text.

    Attributes:
        title: Its first line that is not navigation, a bare date or repeated boilerplate.
        lang: ISO 639-1 code of its language; None when unsure.
        script: ISO 15924 code of the script of most of its letters.
        direction: `ltr` or `rtl`.
        date: The date that the text gives itself, ISO 8601.
        date_source: Where that date stands: `dateline`, `line`, `metadata`.
        bytes: Size of the source.
        chars: Number of code points of the text.
        words: Number of words.
        paragraphs: Number of paragraphs.
        paragraphs_by: What they are: `line` for each line that is not blank, `block` for what stands between blank lines.
        distinct_paragraphs: Number of paragraphs that are left when exact copies count once.
        encoding: The encoding that the bytes were read with.
        path: The file it comes from; None for standard input.
        sha256: Hash of the source bytes, hexadecimal.
        format: The format that it was read as.
        extracted_by: What made its text of the source; None where the text is what the source holds.
        meta: All that is known of it: the fields of its row, its header or its front matter.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "doc", "lang", "date", "chars", "words", "paragraphs", "distinct_paragraphs", "title",
    )  # fmt: skip

    title: str | None
    lang: str | None
    script: str | None
    direction: Literal["ltr", "rtl"]
    date: str | None
    date_source: str | None
    bytes: int
    chars: int
    words: int
    paragraphs: int
    paragraphs_by: Literal["line", "block"]
    distinct_paragraphs: int
    encoding: str
    path: str | None
    sha256: str
    format: str
    extracted_by: str | None
    meta: dict[str, str]


class MeasuredDocument(DocumentRecord, frozen=True, kw_only=True, tag="document_measured"):
    """A document with how diverse its words are; a measure that was not asked for, or has no value, is None.

    Attributes:
        types: Number of words that differ, in the view.
        ttr: Types divided by words; it falls with the length of a text.
        mattr: The mean of that ratio over all windows of 100 words; None for a shorter text.
        mtld: Measure of textual lexical diversity: the mean length of what keeps a ratio of 0.72.
        hdd: The ratio expected of 42 words drawn at random; None for a shorter text.
        yule: Yule's K: how often words are repeated.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "doc", "lang", "words", "types", "ttr", "mattr", "mtld", "hdd", "yule", "title",
    )  # fmt: skip

    types: int
    ttr: float | None
    mattr: float | None
    mtld: float | None
    hdd: float | None
    yule: float | None


class DateAnchor(msgspec.Struct, frozen=True, kw_only=True):
    """What a date was resolved by.

    Attributes:
        value: The date that gave the missing part, EDTF.
        line: Where it stands, from 1; None when it is no part of the text.
        start: Index of its first code point; None when it is no part of the text.
        source: What it is: `dateline`, `metadata`, `option`, `mention`, ….
    """

    value: str
    line: int | None
    start: int | None
    source: str


class DateMention(Record, frozen=True, kw_only=True, tag="date"):
    """An expression of a date in running text.

    Attributes:
        text: The expression as written.
        written: EDTF of what is written: `XXXX-07-16` where there is no year.
        value: EDTF after resolving; an inferred year is marked (`?2024-07-16`); None when nothing fixes it.
        first_day: First day, ISO 8601.
        last_day: Last day, ISO 8601.
        granularity: `minute`, `day`, `week`, `month`, `quarter`, `season`, `year`, `decade`, `century`, ….
        kind: `date`, `datetime`, `range` or `relative`.
        calendar: `gregorian`, `hijri` or `chinese`.
        resolved_by: What fixed the value: `text`, `weekday`, ….
        anchor: The date that it was resolved by, where there is one.
        alternatives: Other values that the expression may have.
        ambiguous: What is open: `day-month`, `year`, ….
        lang: ISO 639-1 code of the language of the expression.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "doc",
        "line",
        "text",
        "value",
        "first_day",
        "last_day",
        "resolved_by",
    )

    text: str
    written: str | None
    value: str | None
    first_day: Day | None
    last_day: Day | None
    granularity: str | None
    kind: str
    calendar: str
    resolved_by: str | None
    anchor: DateAnchor | None
    alternatives: list[str]
    ambiguous: list[str]
    lang: str | None


class MarkedText(Record, frozen=True, kw_only=True, tag="marked_text"):
    """A whole document with its dates, which is written as XML; `start` and `end` enclose its text.

    Attributes:
        text: The text.
        dates: Its dates in order.
    """

    text: str
    dates: list[DateMention]


class Quotation(Record, frozen=True, kw_only=True, tag="quote"):
    """A quotation; `start` and `end` enclose its content, without the marks.

    Attributes:
        text: The content.
        outer_start: Index of the opening mark; equal to `start` where there is none.
        outer_end: Index after the closing mark; equal to `end` where there is none.
        open_mark: The opening mark; None where there is none.
        close_mark: The closing mark; None where there is none.
        closed: Whether the closing mark was found.
        kind: What it is; only the first three are speech.
        level: 0 for an outermost quotation, 1 for one inside it, ….
        inside: `outer_start` of the quotation that encloses it.
        parts: The spans of a quotation that is interrupted or re-opened; one span otherwise.
        speaker: Who says it, as written.
        speaker_name: The longest form of that name in the document.
        speaker_type: What the mention is: `name`, `title`, `pronoun` or `group`.
        speaker_rule: The rule that found the speaker.
        confidence: How sure it is that the mention and the name are right, 0 to 1; None where no speaker is found.
        cue: The words that introduce it: a verb of saying, mostly.
        duplicate_of: `start` of the first quotation of the document that says the same words; None for that one.
        context: The words around it, itself included, where they are asked for.
        lang: ISO 639-1 code of the language of the document.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "line", "kind", "speaker", "speaker_name", "text")

    text: str
    outer_start: int
    outer_end: int
    open_mark: str | None
    close_mark: str | None
    closed: bool
    kind: Literal["direct", "mixed", "unquoted", "indirect", "title", "term", "scare"]
    level: int
    inside: int | None
    parts: list[Span]
    speaker: Span | None
    speaker_name: str | None
    speaker_type: str | None
    speaker_rule: str | None
    confidence: float | None
    cue: Span | None
    duplicate_of: int | None
    context: Span | None
    lang: str | None


class QuotedSpeaker(Record, frozen=True, kw_only=True, tag="quoted_speaker"):
    """A speaker with how much of what they say is quoted; the record itself is their first quotation.

    Attributes:
        speaker: The speaker by name, or as first written where the name is not known.
        speaker_type: What the mention is: `name`, `title`, `pronoun` or `group`.
        documents: In how many documents.
        quotations: How many quotations.
        distinct: How many are left when those that say the same words count once.
        words: How many words the distinct ones have.
    """

    columns: ClassVar[tuple[str, ...]] = ("speaker", "quotations", "distinct", "words", "documents")

    speaker: str
    speaker_type: str | None
    documents: int
    quotations: int
    distinct: int
    words: int


RECORD_TYPES: dict[str, type[Record]] = {
    "document": DocumentRecord,
    "document_measured": MeasuredDocument,
    "duplicate_group": DuplicateGroup,
    "duplicate_pair": DuplicatePair,
    "duplicate_block": DuplicateBlock,
    "duplicate_document": DuplicateDocument,
    "repeated_span": RepeatedSpan,
    "duplicate_statistics": DuplicateStatistics,
    "date": DateMention,
    "quote": Quotation,
    "quoted_speaker": QuotedSpeaker,
    "kwic": ConcordanceLine,
    "kwic_coded": CodedLine,
    "kwic_target": TargetLine,
    "kwic_coded_target": CodedTargetLine,
    "kwic_group": ConcordanceGroup,
    "kwic_count": ConcordanceCount,
    "kwic_plot": ConcordancePlot,
    "word": Word,
    "collocate": Collocate,
    "keyword": Keyword,
    "text": TextSlice,
    "verification": Verification,
}
"""The record types by the name that stands in their `type` field."""

OUTPUT_TYPES: dict[str, type[msgspec.Struct]] = {
    **RECORD_TYPES,
    "marked_text": MarkedText,
    "date_count": DateCount,
    "corpus_part": CorpusPart,
    "kwic_part": ConcordancePart,
    "duplicate_count": DuplicateCount,
    "pair_score": PairScore,
    "proposed_removal": ProposedRemoval,
    "index_status": IndexStatus,
    "issue": Issue,
}
"""All that is written with a `type`: the records, figures that are no slice of a text, and issues."""
