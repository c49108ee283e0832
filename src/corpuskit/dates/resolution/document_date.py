"""The date that a document gives itself."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator

import msgspec

from corpuskit.corpus import Document
from corpuskit.dates.calendar.values import PartialDate, format_edtf, parse_iso
from corpuskit.dates.grammar.marks import hide_marks
from corpuskit.dates.grammar.ranges import are_adjacent
from corpuskit.dates.grammar.reader import GrammarOptions, find_mentions, tell_capitals
from corpuskit.dates.language.choice import choose_languages
from corpuskit.dates.language.lexicon import Lexicon, load_lexicon
from corpuskit.dates.language.tables import list_languages
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.beside import find_year_of_law
from corpuskit.dates.resolution.events import find_place, is_of_event
from corpuskit.dates.resolution.heads import (
    ENOUGH,
    HeadDate,
    count_after,
    is_full,
    is_month,
    names_record,
    score_head,
)
from corpuskit.dates.resolution.placing import convert
from corpuskit.patterns import compile_re
from corpuskit.text.heads import is_field_of_message
from corpuskit.text.markdown import hide_unseen
from corpuskit.text.segments import iter_line_spans
from corpuskit.text.tokens import count_words, list_words
from corpuskit.text.view import fold, make_view


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


# What is said of a date itself goes before what stands around it.
_SURE = frozenset(("label", "dateline", "embargo", "message"))
# How many lines with text are looked at, from the top and from the bottom.
_LINES = 5
_LONGEST_LINE = 400
_LONGEST_PLACE = 60
_LONGEST_OPENING = 10
_LONGEST_NUMBER = 5
_DAY_BEFORE = compile_re(r"\d[./-]? ?$")
# Whatever stands in the first lines of a record goes before what its items speak of.
_RECORD_LINES, _OF_RECORD = 4, 10
# «1. Published: 5 May 2025».
_LONGEST_LABEL_OF_ITEM = 2
_ITEM = compile_re(r"\s*(?:\d{1,2}[.)º](?!\d)|[一二三四五六七八九十]、|§|[-•])")
# «Plaintiff: 6 May 2023, I sold him a cow.»
_COLONS = tuple(":：")
_EMPHASIS = compile_re(r"^[\s_]+|[\s_]+$")
# No full date is without a year, which has four digits, or two beside a mark.
_DIGIT = compile_re(r"\d")
_ENDS_SENTENCE = compile_re(r"[.!?。！？؟]\s*$")
# A day and a year in words: «Oberneukirch, den achtundzwanzigsten Februar neunzehnhundertsechsundvierzig».
_LONGEST_SPELLED, _FEWEST_SPELLED, _MOST_SPELLED = 100, 3, 14
_YEAR = compile_re(r"\d{3}|\d ?[./-] ?\w|['’]\d\d|[〇零一二三四五六七八九十]{2}")


def find_document_date(document: Document) -> DocumentDate | None:
    """Return the date that a document gives itself, or None.

    That is the `date` of its metadata, or the full date of the first or the last five lines that stands most clearly in
    the head of the text; see `heads`. The date of the file is never taken, nor is today's.

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
    lexicon = _load_lexicon(document)
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
        if is_full(mention):
            return mention.first
    return date


def _find_in_text(document: Document) -> DocumentDate | None:
    """Return the day that stands most clearly in a head, or else the month that does in the first lines."""
    best: dict[str, tuple[int, DocumentDate]] = {}
    is_record = False
    # Read once: that of a large corpus may be in a file.
    text = hide_unseen(document.text)
    for number, (start, end) in enumerate(_outer_lines(text)):
        line = text[start : min(end, start + _LONGEST_LINE)]
        is_record = is_record or (number < _RECORD_LINES - 1 and names_record(line))
        is_top = number < _LINES
        if (
            not _YEAR.search(line)
            and not (is_record and is_top and number)
            and not _may_be_spelled(document, line)
        ):
            # Most documents need no lexicon at all; records spell their day.
            continue
        whole = end - start <= _LONGEST_LINE
        place = find_place(text, start, number, top=is_top)
        if not is_top and (is_field_of_message(place.above) or line.rstrip()[-1:] in _COLONS):
            # A letter of a reader, below all else, dates no newsletter.
            continue
        for mention, head in _iter_candidates(document, line, top=is_top, whole=whole):
            score = head.score
            if number == 0 and is_record and _names_day(line, mention):
                score = max(score, _OF_RECORD)
            if 0 < number < _RECORD_LINES and is_record and _opens_record(line, mention):
                score = max(score, _OF_RECORD - number)
            if head.source not in _SURE and is_of_event(
                line, mention.start, mention.end, place, _load_lexicon(document).leads, is_record=is_record
            ):
                continue
            if not is_record and _is_of_item(line[: mention.start]):
                continue
            is_day = is_full(mention)
            kind = head.source if head.source == "embargo" else "day" if is_day else "month"
            beaten = kind in best and score <= best[kind][0]
            if score >= ENOUGH and not beaten and (is_day or is_top) and mention.first is not None:
                found = DocumentDate(
                    value=format_edtf(mention.first) or "",
                    source="dateline" if head.source == "dateline" else "line",
                    date=mention.first,
                    start=start + mention.start,
                    end=start + mention.end,
                    line=document.lines.line_at(start + mention.start),
                )
                best[kind] = score, found
    chosen = best.get("day") or best.get("embargo") or best.get("month")
    return None if chosen is None else chosen[1]


def _load_lexicon(document: Document) -> Lexicon:
    return load_lexicon(choose_languages(document.text, document.lang, document.script))


def _opens_record(line: str, mention: Mention) -> bool:
    """Return whether a date stands in the first sentence of minutes: «Il giorno 16/11/2023 si è riunita l'assemblea»."""
    before = line[: mention.start]
    is_said = before.rstrip()[-1:] in _COLONS and count_after(line[mention.end :]) > 0
    return not is_said and _ITEM.match(before) is None and count_words(before) <= _LONGEST_OPENING


def _is_of_item(before: str) -> bool:
    """Return whether a date ends a sentence of a numbered list: «2. Applications close on 15 May 2025 at 14:00»."""
    item = _ITEM.match(before)
    is_sentence = count_words(before) > _LONGEST_LABEL_OF_ITEM and before.rstrip()[-1:] not in ":："
    return item is not None and item[0].strip() not in "-•" and is_sentence


def _names_day(line: str, mention: Mention) -> bool:
    """Return whether the name of a record begins or ends with its day: «Compte rendu du conseil municipal du 12 mars 2025»."""
    return not count_words(line[mention.end :]) or not line[: mention.start].strip()


def _may_be_spelled(document: Document, line: str) -> bool:
    """Return whether a short line names a month and has no digit: the place and the day of a letter in words."""
    if len(line) > _LONGEST_SPELLED or _DIGIT.search(line) or _ENDS_SENTENCE.search(line.rstrip(". \r\n")):
        return False
    words = list_words(fold(line))
    if not _FEWEST_SPELLED <= len(words) <= _MOST_SPELLED:
        return False
    senses = _load_lexicon(document).senses
    return any(word in senses and senses[word].kind == "M" for word in words)


def find_head_date(line: str, document: Document) -> tuple[int, int, HeadDate] | None:
    """Return where a line gives the date of its text and how likely that is; None where it holds no full date.

    Args:
        line: One of the first lines of a document.
        document: The document, for its languages.
    """
    if len(line) > _LONGEST_LINE or not (_YEAR.search(line) or _may_be_spelled(document, line)):
        return None
    candidates = [
        (mention.start, mention.end, head)
        for mention, head in _iter_candidates(document, line, top=True, whole=True)
        if is_full(mention) or not line[: mention.start].strip()
    ]
    return max(candidates, key=lambda candidate: candidate[2].score, default=None)


def _iter_candidates(
    document: Document, line: str, *, top: bool, whole: bool
) -> Iterator[tuple[Mention, HeadDate]]:
    """Yield the dates of a line that may be that of its text with their scores, their offsets in the line."""
    lexicon = _load_lexicon(document)
    # «_9 May 2023_»: marks of emphasis at the ends of a line are none of a name.
    line = _EMPHASIS.sub(lambda match: " " * len(match[0]), hide_marks(line))
    view = make_view(line)
    options = GrammarOptions(order=lexicon.order)
    labelled = (9999, 0, 0)
    for written in find_mentions(view.text, tell_capitals(line, view), lexicon, options):
        mention = _convert_day(_take_first_day(_take_year_of_number(written, view.text), line))
        if not (is_full(mention) or is_month(mention)) or mention.first is None:
            continue
        if mention.first.day is None and _DAY_BEFORE.search(view.text, 0, mention.start):
            # «31. Dezember 2022/1. Januar 2023».
            continue
        start, end = view.source_span(mention.start, mention.end)
        head = score_head(line, start, end, mention.first, lexicon.leads, top=top)
        if head.source == "label":
            day = (mention.first.year or 0, mention.first.month or 0, mention.first.day or 0)
            # «Recorded on 20 May 2023, published on 23 May 2023»: nothing is published before it is made.
            head = head._replace(score=head.score + (day > labelled))
            labelled = day
        if whole or head.source == "dateline":
            yield mention.replace(start=start, end=end), head


def _take_first_day(mention: Mention, line: str) -> Mention:
    """Return the first day of an edition of two: «12./13. März 2022»."""
    if mention.first is None or mention.last is None or "/" not in line:
        return mention
    return mention.replace(last=None) if are_adjacent(mention.first, mention.last) else mention


def _take_year_of_number(mention: Mention, line: str) -> Mention:
    """Return a day with the year of the number before it: «Sentencia 112/2025, de 1 de abril»."""
    first = mention.first
    if first is None or first.day is None or first.month is None or first.year is not None:
        return mention
    is_rest = not count_words(line[mention.end :]) and count_words(line[: mention.start]) <= _LONGEST_NUMBER
    year = find_year_of_law(line[: mention.start]) if is_rest else None
    return mention if year is None else mention.replace(first=msgspec.structs.replace(first, year=year))


def _convert_day(mention: Mention) -> Mention:
    """Return an Islamic day as its Gregorian one."""
    if mention.hijri is None or mention.first is not None or None in mention.hijri:
        return mention
    return mention.replace(first=convert(mention).value)


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
