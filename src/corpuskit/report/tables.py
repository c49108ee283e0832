"""The tables of a report, made of the records of a survey and the texts that they point to."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from corpuskit.corpus import Corpus, Document
from corpuskit.dates.timeline import TimelineUnit, find_period
from corpuskit.dedupe.kinds.alignment import list_differences
from corpuskit.output.pages.cells import PageTable
from corpuskit.output.pages.pictures import Bar
from corpuskit.output.pages.single import list_steps, round_number
from corpuskit.quotes.counts import count_quotations, find_name
from corpuskit.records import (
    Collocate,
    DateMention,
    DocumentRecord,
    DuplicateGroup,
    DuplicateMember,
    Keyword,
    ParagraphReference,
    Quotation,
    QuotedSpeaker,
    Record,
    Word,
)
from corpuskit.report.columns import make_tables
from corpuskit.report.gather import Survey
from corpuskit.text.segments import iter_sentences
from corpuskit.text.tokens import count_words
from corpuskit.text.view import fold

# Bytes of JSON that each table may have, and what is said of the documents themselves; together with the first rows of
# each table a page stays below 20 MB.
_MOST_BYTES = {
    "page": 3_000_000, "documents": 1_500_000, "paragraphs": 8_000_000, "dates": 2_000_000, "quotes": 2_000_000,
    "speakers": 200_000, "copies": 1_500_000, "words": 100_000, "keywords": 100_000, "collocates": 100_000,
}  # fmt: skip
_MOST_ROWS = 10_000
# Copies of one paragraph that are shown.
_MOST_MEMBERS = 50
# How far around a date its sentence is looked for.
_SENTENCE_WINDOW = 500
# A word that is rarer than these is found by a search.
_MOST_WORDS = 300
_CONTEXT = 80
_LONGEST_SENTENCE = 160
_LONGEST_TEXT = 600
_ELLIPSIS = "…"
_SPARK_BINS = 16
_FIELDS = frozenset(("title", "date", "source"))
_FEWEST_VALUES, _MOST_VALUES = 2, 60


RecordT = TypeVar("RecordT", DateMention, Quotation, DuplicateMember)


class TableMaker:
    """Makes the tables of a report.

    Args:
        found: The records.
        max_rows: Rows that a table may have; None for ten thousand, and for as many paragraphs as there is room for.

    Attributes:
        tables: The tables by name.
        documents: The documents of the page; cells give their numbers.
        cut: The number of the document whose text is not there to its end, and the line from which it is not; None where
            all are whole, or not there at all.
    """

    def __init__(self, found: Survey, max_rows: int | None) -> None:
        self._found = found
        self.documents = list(_iter_fitting(found.documents))
        self._numbers = {document.doc: number for number, document in enumerate(self.documents)}
        self.tables = make_tables(found.parts)
        self._most_rows = dict.fromkeys(self.tables, _MOST_ROWS if max_rows is None else max_rows)
        if max_rows is None:
            self._most_rows["paragraphs"] = sys.maxsize
        self._bytes = dict.fromkeys(self.tables, 0)
        self._full: set[str] = set()
        self.cut: tuple[int, int] | None = None
        self._copied_words: defaultdict[str, int] = defaultdict(int)
        self._texts: dict[tuple[str, int, int], str] = {}

    def fill(self, corpus: Corpus) -> None:
        """Fill all tables; the corpus is read once more.

        Args:
            corpus: The corpus.
        """
        dates, quotes, members = (
            _group(self._found.dates),
            _group(self._found.quotes),
            _group(member for group in self._found.groups for member in group.members),
        )
        for document in corpus:
            self._add_paragraphs(document)
            paragraphs = [paragraph.start for paragraph in document.paragraphs]
            for date in dates.get(document.id, ()):
                self._add_date(document, date, paragraphs)
            for quote in quotes.get(document.id, ()):
                self._add_quote(document, quote)
            for member in members.get(document.id, ()):
                text = document.text[member.start : member.end]
                self._copied_words[document.id] += count_words(text)
                self._texts[member.doc, member.start, member.end] = text
        self._add_documents()
        self._add_speakers()
        self._add_copies()
        self._add_words()
        for table in self.tables.values():
            _drop_empty(table)

    def _add(self, name: str, doc: str, make_row: Callable[[], list[Any]]) -> bool:
        """Add a row to a table, unless it is full, or the document is none of the page; return whether it was added.

        Args:
            name: The table.
            doc: The document that the row is about.
            make_row: Makes the row, where there is room for it.
        """
        table = self.tables[name]
        table.total += 1
        if name in self._full or doc not in self._numbers:
            return False
        row = make_row()
        size = self._bytes[name] + len(msgspec.json.encode(row))
        if size > _MOST_BYTES[name] or len(table.rows) >= self._most_rows[name]:
            # What is shown are the first rows: none comes after one that is left out.
            self._full.add(name)
            return False
        table.rows.append(row)
        self._bytes[name] = size
        return True

    def _place(self, at: Record | ParagraphReference) -> list[int]:
        return [self._numbers[at.doc], at.line, at.start, at.end]

    def _find_lang(self, doc: str) -> str | None:
        return self.documents[self._numbers[doc]].lang

    def _add_paragraphs(self, document: Document) -> None:
        is_begun = False
        for _, line, start, end in document.paragraphs:
            is_added = self._add(
                "paragraphs",
                document.id,
                lambda line=line, start=start, end=end: [  # type: ignore[misc]
                    document.text[start:end],
                    [self._numbers[document.id], line, start, end],
                    document.lang,
                ],
            )
            if is_begun and not is_added and self.cut is None:
                self.cut = self._numbers[document.id], line
            is_begun = is_added

    def _add_date(self, document: Document, date: DateMention, paragraphs: list[int]) -> None:
        self._add(
            "dates",
            date.doc,
            lambda: [
                date.value,
                cut_passage(document.text, find_sentence(document, date, paragraphs), _LONGEST_SENTENCE),
                "inferred" if is_inferred(date) else "written" if date.value else "open",
                explain_date(date),
                self._place(date),
                date.first_day or "",
                date.lang or document.lang,
            ],
        )

    def _add_quote(self, document: Document, quote: Quotation) -> None:
        name = find_name(quote)
        borders = (0, quote.start, quote.end, len(document.text))
        self._add(
            "quotes",
            quote.doc,
            lambda: [
                cut_passage(document.text, borders, _CONTEXT),
                name,
                quote.cue.text if quote.cue else None,
                quote.kind,
                round_number(quote.confidence, 2),
                self._place(quote),
                None if name is None else fold(name),
                document.lang,
            ],
        )

    def _add_documents(self) -> None:
        sparks = _make_sparks(self._found)
        for record in self._found.documents:
            self._add("documents", record.doc, lambda record=record: self._describe_document(record, sparks))  # type: ignore[misc]

    def _describe_document(self, record: DocumentRecord, sparks: Mapping[str, list[int]]) -> list[Any]:
        copied = self._copied_words[record.doc]
        number = self._numbers[record.doc]
        return [
            [number, record.title or record.doc],
            record.meta.get("source"),
            record.lang,
            record.date,
            record.words,
            record.paragraphs,
            round_number(100 * copied / record.words, 1) if record.words else None,
            sparks.get(record.doc),
            [number, 1, 0, record.end],
            record.sha256,
        ]

    def _add_speakers(self) -> None:
        for speaker in count_quotations(self._found.quotes):
            self._add("speakers", speaker.doc, lambda speaker=speaker: self._describe_speaker(speaker))  # type: ignore[misc]

    def _describe_speaker(self, speaker: QuotedSpeaker) -> list[Any]:
        return [
            [fold(speaker.speaker), speaker.speaker], speaker.quotations, speaker.distinct, speaker.words,
            speaker.documents, self._place(speaker), self._find_lang(speaker.doc),
        ]  # fmt: skip

    def _add_copies(self) -> None:
        dates = {document.doc: document.date for document in self._found.documents}
        for group in self._found.groups:
            self._add("copies", group.doc, lambda group=group: self._describe_group(group, dates))  # type: ignore[misc]

    def _describe_group(self, group: DuplicateGroup, dates: Mapping[str, str | None]) -> list[Any]:
        shown = [member for member in group.members if member.doc in self._numbers][:_MOST_MEMBERS]
        return [
            cut_text(group.text),
            group.copies,
            group.kind,
            find_first_published(group, dates),
            [self._describe_member(group, member) for member in shown],
            self._place(group.kept),
            self._find_lang(group.doc),
        ]

    def _describe_member(self, group: DuplicateGroup, member: DuplicateMember) -> list[Any]:
        text = self._texts[member.doc, member.start, member.end]
        steps = [] if member.kind == "exact" else list_steps(list_differences(group.text, text))
        return [self._place(member), member.kind, round_number(member.similarity, 3), steps]

    def _add_words(self) -> None:
        found = self._found
        for word in found.words[:_MOST_WORDS]:
            row = [word.form, word.hits, word.distinct_hits, round_number(word.per_million, 1), word.documents,
                   round_number(word.dp_norm, 3)]  # fmt: skip
            self._add_word("words", word, row)
        titles = {document.doc: document.title for document in found.documents}
        for part, keyword in found.keywords:
            row = [(titles.get(part) or part) if found.parts == "doc" else part, keyword.form, keyword.hits,
                   keyword.reference_hits, round_number(keyword.log_ratio, 3), round_number(keyword.g2, 3)]  # fmt: skip
            self._add_word("keywords", keyword, row)
        for each in found.collocates:
            row = [each.query, each.form, each.hits, each.left, each.right, each.documents,
                   round_number(each.logdice, 3), round_number(each.g2, 3)]  # fmt: skip
            self._add_word("collocates", each, row)

    def _add_word(self, name: str, record: Word | Keyword | Collocate, row: list[Any]) -> None:
        self._add(name, record.doc, lambda: [*row, self._place(record)])


def _iter_fitting(documents: Iterable[DocumentRecord]) -> Iterator[DocumentRecord]:
    """Yield the first documents, as many as a page has room for."""
    size = 0
    for document in documents:
        size += len(msgspec.json.encode((document.doc, document.title, document.meta)))
        if size > _MOST_BYTES["page"]:
            return
        yield document


def find_sentence(
    document: Document, date: DateMention, paragraphs: Sequence[int]
) -> tuple[int, int, int, int]:
    """Return where the sentence of a date starts, where the date does, where it ends, and where the sentence does.

    Args:
        document: The document.
        date: The date.
        paragraphs: Where each of its paragraphs starts.
    """
    first, last = date.start, date.end
    index = bisect_right(paragraphs, date.start) - 1
    if index >= 0:
        paragraph = document.paragraphs[index]
        # A paragraph may be as long as a book.
        start = max(paragraph.start, date.start - _SENTENCE_WINDOW)
        end = min(paragraph.end, date.end + _SENTENCE_WINDOW)
        for begin, stop in iter_sentences(document.text, start, end):
            if begin <= date.start < stop:
                first, last = begin, max(stop, date.end)
    return first, date.start, date.end, last


def _drop_empty(table: PageTable) -> None:
    """Hide the columns that have nothing in any row, such as the sources of files."""
    for place, column in enumerate(table.columns):
        if table.rows and all(row[place] is None for row in table.rows):
            table.columns[place] = msgspec.structs.replace(column, kind="hidden", filters=False)


def _group(records: Iterable[RecordT]) -> Mapping[str, list[RecordT]]:
    grouped: defaultdict[str, list[RecordT]] = defaultdict(list)
    for record in records:
        grouped[record.doc].append(record)
    return grouped


def cut_passage(text: str, borders: tuple[int, int, int, int], context: int) -> list[str]:
    """Return a slice of a text with what stands around it; an ellipsis stands where something is left out.

    Args:
        text: The text.
        borders: Where what is around the slice starts, where the slice does, where it ends, where that ends.
        context: How many code points of what is around it are shown on each side.
    """
    first, start, end, last = borders
    before, after = text[max(first, start - context) : start], text[end : min(last, end + context)]
    if end - start > _LONGEST_TEXT:
        return [before, cut_text(text[start:end]), ""]
    return [
        before if start - first <= context else _ELLIPSIS + before,
        text[start:end],
        after if last - end <= context else after + _ELLIPSIS,
    ]


def cut_text(text: str) -> str:
    """Return a text, or the beginning of a long one with an ellipsis."""
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + _ELLIPSIS


def is_inferred(date: DateMention) -> bool:
    """Return whether something of a date was worked out: its value is marked, or it follows from another date."""
    return "?" in (date.value or "") or date.anchor is not None


def explain_date(date: DateMention) -> str | None:
    """Return what the value of a date follows from, in words; None where it is written."""
    if date.value is None:
        return "nothing fixes it" if not date.ambiguous else "open: " + ", ".join(date.ambiguous)
    told = [] if date.resolved_by in (None, "text") else [str(date.resolved_by).replace("-", " ")]
    if date.anchor is not None:
        at = "" if date.anchor.line is None else f", line {date.anchor.line}"
        told.append(f"from {date.anchor.value} ({date.anchor.source}{at})")
    if date.ambiguous:
        told.append("open: " + ", ".join(date.ambiguous))
    return ", ".join(told) or None


def find_first_published(group: DuplicateGroup, dates: Mapping[str, str | None]) -> str | None:
    """Return the earliest document of those that hold a paragraph; None where one of them has no date, or two are as early.

    Args:
        group: The paragraph and its copies.
        dates: The dates of the documents by id.
    """
    docs = {group.kept.doc, *(member.doc for member in group.members)}
    days = sorted((dates[doc] or "", doc) for doc in docs)
    if len(days) == 1 or not days[0][0] or days[0][0] == days[1][0]:
        return None
    return f"{days[0][1]} ({days[0][0]})"


def _make_sparks(found: Survey) -> dict[str, list[int]]:
    """Return the number of dates of each document in equal parts of the time that most dates of the corpus fall in."""
    dated = [(date.doc, year) for date in found.dates if (year := _year_of(date)) is not None]
    years = sorted(year for _, year in dated)
    if not years:
        return {}
    first, last = years[len(years) // 20], years[-1 - len(years) // 20]
    span = max(1, last - first + 1)
    sparks: dict[str, list[int]] = {}
    for doc, year in dated:
        place = (min(max(year, first), last) - first) * _SPARK_BINS // span
        sparks.setdefault(doc, [0] * _SPARK_BINS)[place] += 1
    return sparks


def _year_of(date: DateMention) -> int | None:
    year = (date.first_day or "")[:4]
    return int(year) if year.isdigit() else None


def count_periods(dates: Iterable[DateMention], unit: TimelineUnit) -> list[Bar]:
    """Return how many dates fall in each period, in order; those without a year are left out.

    Args:
        dates: The dates.
        unit: `year`, `month` or `day`.
    """
    counts: dict[str, list[int]] = {}
    for date in dates:
        period = find_period(date, unit)
        if period:
            pair = counts.setdefault(period, [0, 0])
            pair[0] += 1
            pair[1] += is_inferred(date)
    return [Bar(period, *counts[period]) for period in sorted(counts, key=_sort_period)]


def _sort_period(period: str) -> tuple[int, str]:
    digits = period.lstrip("-")
    year = int(digits[:4])
    return (-year if period.startswith("-") else year), digits[4:]


def list_fields(documents: Iterable[DocumentRecord]) -> dict[str, list[str | None]]:
    """Return the fields by which documents can be chosen: those with some values, not too many; by document.

    Args:
        documents: The documents.
    """
    records = list(documents)
    found: dict[str, list[str | None]] = {}
    getters: dict[str, Callable[[DocumentRecord], str | None]] = {
        "language": lambda record: record.lang,
        "year": lambda record: record.date[:4] if record.date else None,
        "source": lambda record: record.meta.get("source"),
    }
    names = sorted({name for record in records for name in record.meta} - _FIELDS)
    getters |= {name: lambda record, name=name: record.meta.get(name) for name in names}  # type: ignore[misc]
    for name, get in getters.items():
        values = [get(record) for record in records]
        if _FEWEST_VALUES <= len({value for value in values if value is not None}) <= _MOST_VALUES:
            found[name] = values
    return found
