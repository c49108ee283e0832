"""Dates in running text: options, and the way from documents to records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from corpuskit.analysis import Analysis
from corpuskit.corpus import Document
from corpuskit.dates.calendar.values import (
    Day,
    find_days,
    parse_iso,
)
from corpuskit.dates.describe import (
    describe_contradiction,
    describe_cut,
    describe_impossible,
    make_record,
)
from corpuskit.dates.grammar.marks import hide_marks, show_line
from corpuskit.dates.grammar.numeric import decide_centuries, decide_orders
from corpuskit.dates.grammar.reader import GrammarOptions, find_mentions, tell_capitals
from corpuskit.dates.grammar.unlisted import leave_out_cut_years
from corpuskit.dates.language.choice import choose_languages
from corpuskit.dates.language.lexicon import Lexicon, load_lexicon
from corpuskit.dates.language.tables import list_languages
from corpuskit.dates.mentions import Mention
from corpuskit.dates.options import DateOptions
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.document_date import (
    find_document_date,
    find_file_date,
    read_metadata_date,
)
from corpuskit.dates.resolution.entries import find_entries, guess_from_dateline
from corpuskit.dates.resolution.feasts import leave_out_named_twice
from corpuskit.dates.resolution.listed_days import find_listed_days
from corpuskit.dates.resolution.placing import inherit_calendar
from corpuskit.dates.resolution.posts import find_post_heads
from corpuskit.dates.resolution.ranges import join_ends, leave_out_last
from corpuskit.dates.resolution.resolver import Resolver
from corpuskit.dates.resolution.sentences import SentenceBorders, cut_clause, is_inside_quotation
from corpuskit.dates.resolution.timetables import find_timetables
from corpuskit.records import DateMention, Findings, FindingsTable, Issue, Summary
from corpuskit.text.heads import names_judgment
from corpuskit.text.segments import is_hard_wrapped
from corpuskit.text.view import View, make_view

_BLOCK = 8192
# How many characters around a date are looked at for its tense.
_AROUND = 120
# A judgment says so in its first lines, which have so many characters.
_HEAD_LINES, _HEAD = 6, 600
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


_DEFAULT = DateOptions()


class DateSummary(Summary, frozen=True, kw_only=True):
    """How many dates there are.

    Attributes:
        dates: All of them.
        resolved: Those of which the days are known.
        inferred: Those whose year is not written.
        unresolved: Those of which the days are not known.
        ambiguous: Those that have several readings.
    """

    dates: int = 0
    resolved: int = 0
    inferred: int = 0
    unresolved: int = 0
    ambiguous: int = 0


class Dates(Analysis):
    """The dates of documents.

    Args:
        options: What to extract.
        takes_file_dates: Whether a document that has no date of its own takes the day on which its file was changed.
    """

    record_type: type[msgspec.Struct] = DateMention
    nothing: Summary = DateSummary()
    is_by_document = True

    options: DateOptions

    def __init__(self, options: DateOptions = _DEFAULT, *, takes_file_dates: bool = False) -> None:
        self.options = options
        self._takes_file_dates = takes_file_dates
        self._limits = _find_limits(options)

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the dates of one document, and issues."""
        counted = dict.fromkeys(DateSummary.__struct_fields__, 0)
        return Findings(self._iter_items(document, counted), lambda: DateSummary(**counted))

    def _iter_items(self, document: Document, counted: dict[str, int]) -> Iterator[DateMention | Issue]:
        unread = _find_unread_date(document, self.options)
        if unread is not None:
            yield unread
        mentions, cut = _find_written(document, self.options)
        if cut:
            yield describe_cut(document, cut)
        for mention in _resolve(document, mentions, self.options, self._find_anchor(document)):
            if mention.is_impossible:
                yield describe_impossible(document, mention)
                continue
            if not _lies_between(mention, *self._limits):
                continue
            record = make_record(document, mention)
            counted["dates"] += 1
            counted["unresolved" if record.value is None or record.first_day is None else "resolved"] += 1
            counted["inferred"] += mention.year_inferred
            counted["ambiguous"] += bool(record.ambiguous)
            yield record
            if mention.contradiction:
                yield describe_contradiction(document, mention)

    def _find_anchor(self, document: Document) -> Anchor | None:
        if self.options.anchor is not None:
            date = read_metadata_date(self.options.anchor)
            return None if date is None else Anchor(date=date, source="option")
        found = find_document_date(document)
        if found is None and self._takes_file_dates:
            found = find_file_date(document)
        return None if found is None else Anchor(date=found.date, source=found.source, at=found.start)


def extract_dates(
    documents: Iterable[Document], options: DateOptions = _DEFAULT
) -> FindingsTable[DateMention]:
    """Return the dates of documents, each with its offsets, its value, and what the value follows from.

    Args:
        documents: The documents; each is read to its end before the next one is asked for.
        options: What to extract.
    """
    return Dates(options).find_in(documents)


def _find_limits(options: DateOptions) -> tuple[Day | None, Day | None]:
    """Return the first and the last day that are asked for."""
    begin = None if options.from_ is None else parse_iso(options.from_)
    end = None if options.to is None else parse_iso(options.to)
    first = None if begin is None else find_days(begin)
    last = None if end is None else find_days(end)
    return (None if first is None else first[0]), (None if last is None else last[1])


def _lies_between(mention: Mention, first: Day | None, last: Day | None) -> bool:
    """Return whether a date touches the time that is asked for; one without a year does not."""
    if first is None and last is None:
        return True
    days = None if mention.value is None else find_days(mention.value)
    until = days if mention.last_value is None else find_days(mention.last_value)
    if days is None or until is None:
        return False
    return (first is None or mention.open_ended or until[1] >= first) and (last is None or days[0] <= last)


def _choose_lexicon(document: Document, options: DateOptions) -> Lexicon:
    return load_lexicon(options.languages or choose_languages(document.text, document.lang, document.script))


def _find_written(document: Document, options: DateOptions) -> tuple[list[Mention], int]:
    """Return the mentions of a document, nothing resolved, and how many days of a language without a table there are."""
    lexicon = _choose_lexicon(document, options)
    mentions = _find_in_text(document.text, lexicon, options)
    if options.languages or not mentions or document.lang in list_languages():
        return mentions, 0
    return leave_out_cut_years(document.text, mentions, lexicon.known_words)


def _resolve(
    document: Document, mentions: Sequence[Mention], options: DateOptions, anchor: Anchor | None
) -> list[Mention]:
    """Return the mentions of a document with their values."""
    if not mentions:
        return []
    lexicon = _choose_lexicon(document, options)
    text = hide_marks(document.text)
    sentences = SentenceBorders(text)

    @lru_cache(maxsize=8)
    def find_around(first: int, last: int) -> tuple[str, str]:
        start, end = sentences.find(first, last)
        before = text[max(start, first - _AROUND) : first]
        return cut_clause(show_line(before), show_line(text[last : min(end, last + _AROUND)]))

    def around(mention: Mention) -> tuple[str, str]:
        return find_around(mention.start, mention.end)

    border = "\n\n" if is_hard_wrapped(document.text) else "\n"

    def breaks_between(start: int, end: int) -> bool:
        return document.text.find(border, start, end) >= 0

    mentions = find_listed_days(text, mentions)
    mentions = find_timetables(text, inherit_calendar(decide_centuries(decide_orders(mentions))))
    posts = find_post_heads(document.text, mentions, lexicon.leads) if options.anchor is None else []
    if anchor is None and not posts:
        anchor = guess_from_dateline(document.text, mentions, lexicon.leads)

    def is_quoted(place: int) -> bool:
        return is_inside_quotation(document.text, place)

    resolver = Resolver(
        mentions,
        anchor,
        around,
        breaks_between,
        posts,
        is_quoted,
        find_entries(document.text, mentions) if options.anchor is None else frozenset(),
        is_judgment=_is_judgment(document.text),
    )
    resolved: Iterable[Mention] = resolver.resolve()
    if options.ranges != "ends":
        resolved = join_ends(resolved, anchor)
    if options.ranges == "half-open":
        resolved = leave_out_last(resolved)
    resolved = leave_out_named_twice(resolved)
    told = {mention.start for mention, is_story in zip(mentions, resolver.stories, strict=True) if is_story}
    kept: Iterable[Mention] = list(resolved)
    if not options.vague:
        kept = _leave_out_present(list(kept), told, is_quoted)
    return list(_iter_ends(kept, all_ranges=options.ranges == "ends"))


def _is_judgment(text: str) -> bool:
    """Return whether a text is the judgment of a court."""
    lines = [line for line in text[:_HEAD].split("\n") if line.strip()][:_HEAD_LINES]
    return any(names_judgment(line, lines[:number]) for number, line in enumerate(lines))


def _leave_out_present(
    mentions: Sequence[Mention], told: Collection[int], is_quoted: Callable[[int], bool]
) -> Iterator[Mention]:
    """Yield the mentions that mean a time here; where people speak of yesterday and of tomorrow their «today» is a day.

    Args:
        mentions: The mentions, resolved.
        told: Where those of stories begin.
        is_quoted: Tells whether a place lies inside quotation marks.
    """
    speaks_of_days = any(
        mention.shift is not None and mention.shift.unit == "day" and mention.shift.count
        for mention in mentions
    )
    for mention in mentions:
        is_story = mention.start in told
        if mention.value is None and mention.shift is not None:
            is_said = mention.shift.base != "mention" and speaks_of_days
            is_story = not is_said or (is_story and not is_quoted(mention.start))
        if not _is_present(mention, is_story=is_story):
            yield mention


def _iter_ends(mentions: Iterable[Mention], *, all_ranges: bool) -> Iterator[Mention]:
    """Yield every mention, a list of two days as two of them, and so a range where both ends are asked for."""
    for mention in mentions:
        if mention.split is None or not (mention.listed or all_ranges):
            yield mention
            continue
        yield mention.replace(end=mention.split[0], last=None, last_value=None, last_alternatives=())
        yield mention.replace(
            start=mention.split[1],
            first=mention.last,
            last=None,
            value=mention.last_value,
            last_value=None,
            alternatives=mention.last_alternatives,
            last_alternatives=(),
        )


def _is_present(mention: Mention, *, is_story: bool) -> bool:
    """Return whether a relative date means nothing here.

    In a story «today» means «nowadays», unless it is said in a quotation; and «the quarter» is one of the year only
    where one can be told.
    """
    shift, first = mention.shift, mention.first
    is_season = first is not None and first.season is not None and first.year is None
    if mention.vague or (
        is_season and mention.value is None and not mention.recurring and mention.last is None
    ):
        # «She thought of the winter».
        return True
    if shift is None:
        return False
    if shift.unit == "quarter_spoken_of":
        return mention.value is None
    return shift.unit == "day" and shift.count == 0 and is_story


def _find_in_text(text: str, lexicon: Lexicon, options: DateOptions) -> list[Mention]:
    """Return the mentions of a text, with offsets in it, nothing resolved."""
    wrapped = is_hard_wrapped(text)
    grammar = GrammarOptions(
        order=options.order or lexicon.order, urls=options.urls, vague=options.vague, wrapped=wrapped
    )
    mentions: list[Mention] = []
    for start, end in _iter_blocks(text, wrapped=wrapped):
        block = text[start:end]
        view = make_view(hide_marks(block))
        for mention in find_mentions(view.text, tell_capitals(block, view), lexicon, grammar):
            moved = _move(mention, view, start)
            mentions.append(moved if options.order is None else moved.replace(alternatives=()))
    return mentions


def _iter_blocks(text: str, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Yield stretches of some thousand characters that no date crosses: they end with a line or a paragraph."""
    border = "\n\n" if wrapped else "\n"
    start = 0
    while start < len(text):
        found = text.find(border, start + _BLOCK)
        end = len(text) if found < 0 else found + len(border)
        yield start, end
        start = end


def _move(mention: Mention, view: View, offset: int) -> Mention:
    """Return a mention with offsets in the text instead of those in a view."""
    split = mention.split
    if split is not None:
        split = (
            offset + view.source_span(mention.start, split[0])[1],
            offset + view.source_span(split[1], mention.end)[0],
        )
    start, end = view.source_span(mention.start, mention.end)
    return mention.replace(start=offset + start, end=offset + end, split=split)


def _find_unread_date(document: Document, options: DateOptions) -> Issue | None:
    """Return what is to be said of a date in the metadata that cannot be read."""
    written = document.metadata.get("date")
    if not written or options.anchor is not None or read_metadata_date(written) is not None:
        return None
    return Issue(
        path=document.id,
        kind="date",
        message=f"the document's date {written!r} cannot be read; its dates are resolved without it",
        hint="write it as in 2024-07-16",
    )
