"""Dates that stand for the date of the text where it gives none in full: heads of a diary, a dateline without its year."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from corpuskit.dates.calendar.values import Day, PartialDate, count_days_between, find_days, is_possible
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.heads import ENOUGH, score_head
from corpuskit.patterns import compile_re
from corpuskit.text.tokens import count_words

# A diary has two entries at least; beside the day of one there may be the weather.
_FEWEST_ENTRIES = 2
_LONGEST_REST, _MOST_WORDS = 24, 2
# A dateline stands in the first lines, and the year is that of a day so near.
_FIRST_MENTIONS, _LAST_LINE, _LONGEST_LINE = 3, 4, 400
_NEAR_DAYS = 120
_LONGEST_PAUSE = 31
_FEWEST_DASHED, _DASHED = 3, compile_re(r"\s?[–—]\s|\s-\s")


def find_entries(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """Return where the entries of a diary begin: days that have a line of their own.

    Args:
        text: The document.
        mentions: Its dates, in order.
    """
    days = [mention for mention in mentions if _is_day(mention)]
    entries = frozenset(day.start for day in days if _fills_line(text, day))
    # «Sunday 9 – Dead calm.»
    entries |= _find_dashed(text, days)
    return entries if len(entries) >= _FEWEST_ENTRIES else frozenset()


def is_of_diary(
    entry: Anchor, announced: Anchor | None, latest: Anchor | None, entries: Collection[int]
) -> bool:
    """Return whether a day on a line of its own is one of a diary: a programme lies ahead of its date.

    Args:
        entry: The day.
        announced: The date that the text gives itself; None where there is none.
        latest: The last entry before it, or else that date.
        entries: Where all such days stand.
    """
    if announced is None or latest is None or announced.is_guess or entry.day <= announced.day:
        return True
    # The first entry may be the date of the text; the next one follows soon.
    return announced.at in entries and count_days_between(latest.day, entry.day) <= _LONGEST_PAUSE


def _is_day(mention: Mention) -> bool:
    """Return whether a mention is one day of the calendar or of the week."""
    if mention.recurring or mention.last is not None or mention.part is not None:
        return False
    if mention.shift is not None:
        return mention.shift.unit == "bareweekday"
    return mention.first is not None and mention.first.day is not None


def _find_dashed(text: str, days: Sequence[Mention]) -> frozenset[int]:
    """Return where days stand that begin lines and have a dash after them, where all that begin lines have one."""
    begin = [
        day
        for day in days
        if day.shift is None and not text[text.rfind("\n", 0, day.start) + 1 : day.start].strip()
    ]
    is_diary = len(begin) >= _FEWEST_DASHED and all(_DASHED.match(text, day.end) for day in begin)
    return frozenset(day.start for day in begin) if is_diary else frozenset()


def _fills_line(text: str, mention: Mention) -> bool:
    """Return whether a mention has a line of its own, but for a word or two after it."""
    first = max(0, mention.start - _LONGEST_REST)
    start = text.rfind("\n", first, mention.start) + 1 or (0 if first == 0 else -1)
    end = text.find("\n", mention.end, mention.end + _LONGEST_REST)
    if start < 0 or end < 0:
        return False
    return (
        not count_words(text[start : mention.start]) and count_words(text[mention.end : end]) <= _MOST_WORDS
    )


def guess_from_dateline(text: str, mentions: Sequence[Mention], leads: Collection[str]) -> Anchor | None:
    """Return the day of a dateline, or of the end of a letter, that has no year, with the year of the days in the text.

    Args:
        text: The document.
        mentions: Its dates, in order.
        leads: Prepositions of its languages, folded.
    """
    end = len(text.rstrip())
    for mention in (*mentions[:_FIRST_MENTIONS], *mentions[-1:]):
        day = mention.first
        if (
            day is None
            or day.year is not None
            or day.month is None
            or day.day is None
            or mention.last is not None
        ):
            continue
        if mention.end >= end - 1 and _begins_line(text, mention):
            # The day at the end of a letter.
            return _complete(day, mention, mentions)
        line_start = text.rfind("\n", max(0, mention.start - _LONGEST_LINE), mention.start) + 1
        if text.count("\n", 0, line_start) > _LAST_LINE:
            continue
        # A date of a wrapped text may go on in the next line.
        after = text[mention.end : mention.end + _LONGEST_LINE].split("\n", 1)[0]
        line = text[line_start : mention.end] + after
        head = score_head(line, mention.start - line_start, mention.end - line_start, day, leads, top=True)
        if head.score >= ENOUGH and head.source == "dateline":
            return _complete(day, mention, mentions)
    return None


def _begins_line(text: str, mention: Mention) -> bool:
    """Return whether nothing stands before a mention in its line."""
    first = max(0, mention.start - _LONGEST_REST)
    start = text.rfind("\n", first, mention.start) + 1
    return start > 0 and not text[start : mention.start].strip()


def _complete(day: PartialDate, dateline: Mention, mentions: Sequence[Mention]) -> Anchor | None:
    """Return a day with the year that brings it nearest to one of the days that are written in full."""
    best: tuple[int, PartialDate] | None = None
    for mention in mentions:
        written = mention.first
        if written is None or written.year is None or written.month is None:
            continue
        span = find_days(written)
        for year in (written.year - 1, written.year, written.year + 1):
            value = msgspec.structs.replace(day, year=year)
            if span is None or not is_possible(value):
                continue
            distance = abs(count_days_between(_first_day(value), span[0]))
            if distance <= _NEAR_DAYS and (best is None or distance < best[0]):
                best = distance, value
    if best is None:
        return None
    return Anchor(date=best[1], source="dateline", at=dateline.start, is_guess=True)


def _first_day(value: PartialDate) -> Day:
    return value.year or 0, value.month or 1, value.day or 1
