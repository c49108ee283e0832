"""The date that a document gives itself."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator

import msgspec

from corpuskit.corpus import Document
from corpuskit.dates.calendar.values import PartialDate, format_edtf, parse_iso
from corpuskit.dates.grammar.reader import GrammarOptions, find_mentions, tell_capitals
from corpuskit.dates.language.choice import choose_languages
from corpuskit.dates.language.lexicon import load_lexicon
from corpuskit.dates.language.tables import list_languages
from corpuskit.dates.mentions import Mention
from corpuskit.text.segments import iter_line_spans
from corpuskit.text.tokens import count_words
from corpuskit.text.view import make_view


class DocumentDate(msgspec.Struct, frozen=True, kw_only=True):
    """The date of a document and where it says so.

    Attributes:
        value: ISO 8601: `2021-06-24`, `2020-11-23T13:39`.
        source: `metadata`, `dateline` (a place, the date, a dash), `line` (a line that is a date, or a title with
            a date after it) or `option`.
        start: Index of its first code point; None when it is no part of the text.
        end: Index after its last code point; None when it is no part of the text.
        line: Its line, from 1; None when it is no part of the text.
        date: The same date in parts.
    """

    value: str
    source: str
    date: PartialDate
    start: int | None = None
    end: int | None = None
    line: int | None = None


# How many lines with text are looked at, from the top and from the bottom.
_LINES = 5
# What may stand before the date of a dateline: a place in capitals or in title case, without a full sentence.
_LONGEST_PLACE = 60
_LONGEST_LINE = 400
_AFTER_DATELINE = re.compile(r"[\s,.)]*(?:/[^/\n]{1,40}/|\([^)\n]{1,40}\))?[\s.]*(?:[-–—−]|/{1,2})")
_PLACE = re.compile(
    rf"[^.!?:;\n]{{1,{_LONGEST_PLACE}}}?[,.(/]\s*\(?|[^\Wa-z\n]{{2}}[^a-z.!?:;\n]{{0,{_LONGEST_PLACE}}}"
)
_LABEL = re.compile(r"(?:[^\W\d_]+\s){0,3}[^\W\d_]+\s?[:：]\s*|[\s|•·—–-]*")
_DIGIT = re.compile(r"\d|[〇一二三四五六七八九十]")
_TAIL = re.compile(r"[\s|•·.,)\]年]*")


def find_document_date(document: Document) -> DocumentDate | None:
    """Return the date that a document gives itself, or None.

    The first of these that is there: the `date` of its metadata; a dateline («DUSHANBE, 24.06.2021 (Agency) –»); a
    full date that is a line of its own, or that ends a title, among the first or the last five lines. The date of
    the file is never taken, nor is today's.

    Args:
        document: The document; only its first and last lines are read.
    """
    written = document.metadata.get("date")
    if written:
        date = read_metadata_date(written)
        if date is not None:
            return DocumentDate(value=format_edtf(date) or written, source="metadata", date=date)
    return _find_in_text(document)


def find_file_date(document: Document) -> DocumentDate | None:
    """Return the day on which the file of a document was last changed; None where there is no file."""
    if document.path is None:
        return None
    try:
        changed = dt.date.fromtimestamp(os.stat(document.path).st_mtime)  # noqa: DTZ012 — the user's own day
    except OSError:
        return None
    date = PartialDate(year=changed.year, month=changed.month, day=changed.day)
    return DocumentDate(value=changed.isoformat(), source="file", date=date)


def is_bare_date(line: str, document: Document) -> bool:
    """Return whether a line holds a date and no other word («Friday, April 18»).

    Args:
        line: A line of the document.
        document: The document, for its languages.
    """
    if len(line) > _LONGEST_PLACE:
        return False
    view = make_view(line)
    lexicon = load_lexicon(choose_languages(document.text, document.lang, document.script))
    mentions = list(
        find_mentions(
            view.text, tell_capitals(line, view), lexicon, GrammarOptions(order=lexicon.order, short=True)
        )
    )
    ends = [0, *(mention.end for mention in mentions)]
    starts = [*(mention.start for mention in mentions), len(view.text)]
    between = (view.text[end:start] for end, start in zip(ends, starts, strict=True))
    return bool(mentions) and not any(map(count_words, between))


def read_metadata_date(written: str) -> PartialDate | None:
    """Return the date of a metadata field: ISO 8601, or any full date that the grammar reads; None otherwise."""
    date = parse_iso(written)
    if date is not None and date.day is not None:
        return date
    view = make_view(written)
    lexicon = load_lexicon(list_languages())
    for mention in find_mentions(
        view.text, tell_capitals(written, view), lexicon, GrammarOptions(short=True)
    ):
        if _is_full(mention):
            return mention.first
    return date


def _is_full(mention: Mention) -> bool:
    """Return whether a mention is a day of a year about which there is no doubt."""
    first = mention.first
    return (
        first is not None
        and mention.last is None
        and first.year is not None
        and first.day is not None
        and first.unit is None
        and "day-month" not in mention.ambiguous
    )


def _find_in_text(document: Document) -> DocumentDate | None:
    text = document.text
    for number, (start, end) in enumerate(_outer_lines(text)):
        line = text[start : min(end, start + _LONGEST_LINE)]
        if not _DIGIT.search(line):
            # No full date is without a digit; most documents need no lexicon at all.
            continue
        lexicon = load_lexicon(choose_languages(document.text, document.lang, document.script))
        view = make_view(line)
        options = GrammarOptions(order=lexicon.order, short=True)
        for mention in find_mentions(view.text, tell_capitals(line, view), lexicon, options):
            at, until = view.source_span(mention.start, mention.end)
            if not _is_full(mention):
                continue
            source = mention.first and find_place_in_line(
                line,
                at,
                until,
                mention.first,
                top=number < _LINES,
                whole=end - start <= _LONGEST_LINE,
            )
            if source and mention.first is not None:
                place = start + at
                return DocumentDate(
                    value=format_edtf(mention.first) or "",
                    source=source,
                    date=mention.first,
                    start=place,
                    end=start + until,
                    line=document.lines.line_at(place),
                )
    return None


def find_place_in_line(
    line: str, start: int, end: int, date: PartialDate, *, top: bool, whole: bool = True
) -> str | None:
    """Return what the place of a full date in its line says: `dateline`, `line` or nothing.

    Args:
        line: The line, without its end.
        start: Index of the date in it.
        end: Index after the date.
        date: The date.
        top: Whether the line stands where a dateline or a title may be.
        whole: Whether `line` is all of it.
    """
    before, after = line[:start], line[end:]
    if top and _PLACE.fullmatch(before) and before.strip() and _AFTER_DATELINE.match(after):
        return "dateline"
    if not whole or not _TAIL.fullmatch(after):
        return None
    if _LABEL.fullmatch(before):
        return "line"
    title = before.rstrip()
    # A title with a date after it: it is no sentence, and no preposition leads to the date.
    return "line" if top and date.time is not None and title[-1:] not in ".,;:" else None


def _outer_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and then the last lines that have text."""
    spans = []
    first_end = 0
    for start, end in iter_line_spans(text):
        if text[start:end].strip():
            spans.append((start, end))
            first_end = end
            if len(spans) == _LINES:
                break
    yield from spans
    last = []
    tail = text[max(first_end, len(text) - _LINES * _LONGEST_LINE) :]
    offset = len(text) - len(tail)
    for start, end in iter_line_spans(tail):
        if tail[start:end].strip():
            last.append((offset + start, offset + end))
    yield from last[-_LINES:]
