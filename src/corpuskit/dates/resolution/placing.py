"""Mentions with a value: in a year, in the Gregorian calendar, as a part of their container."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import msgspec

from corpuskit.dates.calendar.hijri import convert_hijri, find_islamic_years
from corpuskit.dates.calendar.holidays import find_holiday
from corpuskit.dates.calendar.parts import take_part
from corpuskit.dates.calendar.shifts import Shift, apply_shift, find_fitting_day
from corpuskit.dates.calendar.values import (
    PartialDate,
    count_days_between,
    find_days,
    find_first_month,
    find_week,
    find_week_of,
    format_edtf,
    is_possible,
    weekday_of,
)
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor


def take_part_of(mention: Mention) -> Mention:
    """Return a resolved container as the part of it that is meant."""
    if mention.part is None or mention.value is None:
        return mention
    ends = take_part(mention.part, mention.value)
    if ends is None:
        return mention.replace(value=None, last_value=None, resolved_by=None)
    return mention.replace(value=ends[0], last_value=ends[1])


def find_same(
    name: str, period: Mention | None, previous: Anchor | None, document: Anchor | None
) -> Mention | None:
    """Return what «the same month of last year» is the same as: what was spoken of, else that of the document.

    Args:
        name: What it is called, `month`; empty for «the same period».
        period: The last mention that is neither a whole year nor one day, resolved; None where there is none.
        previous: The date spoken of before; None where there is none.
        document: The date of the document; None where there is none.
    """
    said = None if period is None else period.last_value or period.value
    if not name or (said is not None and said.granularity == name):
        return period
    if name == "day" and previous is not None and previous.date.day is not None:
        document = previous
    day = None if document is None or document.date.day is None else document.date
    if document is None or day is None or day.month is None:
        return None
    date = {
        "day": PartialDate(day.year, day.month, day.day),
        "month": PartialDate(day.year, day.month),
        "quarter": PartialDate(day.year, quarter=(day.month + 2) // 3),
    }.get(name)
    return Mention(document.at or 0, document.at or 0, "same_unit_of", value=date, uncertain=True)


def move_period(mention: Mention, period: Mention | None) -> Mention:
    """Return «the same period of last year» as what was spoken of, in the year of its container.

    Args:
        mention: The mention, its container resolved to a year.
        period: The last mention that is neither a whole year nor one day, resolved; None where there is none.
    """
    year = None if mention.value is None else mention.value.year
    if period is None or period.value is None or period.value.year is None or year is None:
        return mention.replace(value=None, last_value=None, resolved_by=None)
    distance = year - ((period.last_value or period.value).year or year)
    shift = mention.shift
    if distance == 0 and shift is not None and (shift.unit, shift.count) == ("year", -1):
        # Told of the last quarter of last year, «the same period last year» is that of the year before it.
        distance = -1
    ends = [
        None
        if end is None or end.year is None
        else msgspec.structs.replace(end, year=end.year + distance, weekday=None)
        for end in (period.value, period.last_value)
    ]
    if not all(is_possible(end) for end in ends if end is not None) or distance == 0:
        return mention.replace(value=None, last_value=None, resolved_by=None)
    anchor = Anchor(date=period.value, source="mention", at=period.start)
    return anchor_by(
        mention, "previous-mention", anchor, value=ends[0], last_value=ends[1], uncertain=period.uncertain
    )


_NEXT_SENTENCE = 120
_LONG_PARTS = ("quarter", "half", "season")


def compares_period(mention: Mention, period: Mention | None, previous: Anchor | None, before: str) -> bool:
    """Return whether «a year earlier» is the same part of that year: «in the second quarter, against 10 a year earlier».

    Args:
        mention: What counts from the date spoken of, with its value.
        period: The last mention that is neither a whole year nor one day, resolved; None where there is none.
        previous: The date spoken of before; None where there is none.
        before: The words of its sentence before it.
    """
    shift = mention.shift
    if shift is None or (shift.unit, shift.count, shift.base) != ("year", -1, "mention"):
        return False
    if mention.value is None or mention.part is not None or period is None or period.value is None:
        return False
    is_last = previous is not None and previous.at == period.start
    in_sentence = period.start >= mention.start - len(before)
    # «In the second quarter it was 10 %. A year earlier it was 8 %.»
    follows = not before.strip() and mention.start - period.end <= _NEXT_SENTENCE
    is_beside = in_sentence or (follows and period.value.quarter is not None)
    is_long = period.value.granularity in _LONG_PARTS
    is_row = period.last_value is not None and period.value.granularity == "month"
    return is_last and is_beside and (is_long or is_row)


def convert(mention: Mention) -> Mention:
    """Return an Islamic date with its Gregorian days, where they can be known."""
    days = None if mention.hijri is None else convert_hijri(mention.hijri)
    if days is None:
        return mention
    last = None if mention.hijri_last is None else convert_hijri(mention.hijri_last)
    return mention.replace(
        value=days.first,
        last_value=days.last if last is None else last.first,
        approximate=days.approximate,
        resolved_by="calendar",
    )


def convert_near(mention: Mention, anchor: Anchor, favour: int) -> Mention:
    """Return an Islamic date that has no year as the one that lies nearest to an anchor.

    Args:
        mention: The Islamic date.
        anchor: The day to be near to.
        favour: How many days the past is nearer.
    """
    if mention.hijri is None:
        return mention
    best: tuple[int, Mention] | None = None
    for year in find_islamic_years(anchor.day[0]):
        last = None if mention.hijri_last is None else (year, *mention.hijri_last[1:])
        found = convert(mention.replace(hijri=(year, *mention.hijri[1:]), hijri_last=last))
        if found.value is None:
            continue
        ends = found.value, found.last_value or found.value
        after, before = (
            count_days_between(anchor.day, (e.year or 0, e.month or 1, e.day or 1)) for e in ends
        )
        distance = after + favour if after > 0 else max(-before, 0)
        if best is None or distance < best[0]:
            best = distance, found
    if best is None:
        return mention
    found = best[1].replace(hijri=mention.hijri, hijri_last=mention.hijri_last)
    return anchor_by(found, "document-date", anchor, year_inferred=True)


def anchor_by(mention: Mention, rule: str, anchor: Anchor | None, **fields: Any) -> Mention:
    """Return a mention with its value and with what it was resolved by."""
    if anchor is None:
        return mention.replace(resolved_by=rule, **fields)
    return mention.replace(
        resolved_by=rule,
        anchor_value=format_edtf(anchor.date),
        anchor_at=anchor.at,
        anchor_source=anchor.source,
        **fields,
    )


def place_in_year(
    mention: Mention, first: PartialDate, year: int
) -> tuple[PartialDate, PartialDate | None] | None:
    """Return both ends of a date in a year; 29 February in the nearest leap year, a feast on its day."""
    for near in (year, year + 1, year - 1, year + 2, year - 2):
        value = find_in_year(mention, first, near)
        last = None if mention.last is None else _find_last_in_year(first, mention.last, near)
        if value is not None and all(is_possible(end) for end in (value, last) if end is not None):
            return value, last
        if mention.holiday or mention.nth_week is not None:
            return None
    return None


def find_in_year(mention: Mention, first: PartialDate, year: int) -> PartialDate | None:
    """Return the first end of a date in a year, or None where the year has no such day."""
    if mention.holiday:
        day = find_holiday(mention.holiday, year)
        return None if day is None else PartialDate(*day)
    if mention.nth_week is not None:
        day = find_week(year, first.month, mention.nth_week)
        return None if day is None else PartialDate(*day, unit="week")
    value = msgspec.structs.replace(first, year=year)
    if not is_possible(value):
        return None
    return find_week_of(value) if mention.from_monday else value


def _find_last_in_year(first: PartialDate, last: PartialDate, year: int) -> PartialDate:
    """Return the last end of a range that begins in a year: it lies in that year or the next."""
    turned = (find_first_month(last) or 0, last.day or 0) < (find_first_month(first) or 0, first.day or 0)
    return msgspec.structs.replace(last, year=year + turned)


_ISLAMIC_YEARS = range(1300, 1500)


def contradicts_weekday(date: PartialDate | None) -> bool:
    """Return whether a date that is written in full falls on another weekday than it says.

    Args:
        date: The date; None where there is none.
    """
    if date is None or date.weekday is None or not (date.year and date.month and date.day):
        return False
    return weekday_of(date.year, date.month, date.day) != date.weekday


def inherit_calendar(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, years that are Islamic where another date of the text is: «عام 1446» beside «1445هـ».

    Args:
        mentions: All mentions of a document.
    """
    if all(mention.hijri is None for mention in mentions):
        return list(mentions)
    return [
        mention.replace(first=None, hijri=(mention.first.year, None, None), calendar="hijri")
        if mention.form == "year" and mention.first is not None and mention.first.year in _ISLAMIC_YEARS
        else mention
        for mention in mentions
    ]


_AGO_FORMS = ("ago", "ago_before", "han_ago")


def find_apposition(mentions: Sequence[Mention], place: int) -> Anchor | None:
    """Return the full date that follows at once, or None: «79 years ago, on June 26, 1945».

    Args:
        mentions: The mentions of a document.
        place: Which one of them may count years from the date of the document.
    """
    mention = mentions[place]
    if mention.form not in _AGO_FORMS or mention.shift is None or mention.shift.unit != "year":
        return None
    following = mentions[place + 1].first if mention.joined and place + 1 < len(mentions) else None
    if following is None or following.year is None or following.day is None:
        return None
    return Anchor(date=following, source="mention", at=mentions[place + 1].start)


# How many dates with commas between them may share the year of the last one.
_LONGEST_LIST = 12


def find_neighbour(mentions: Sequence[Mention], first: PartialDate, place: int) -> Anchor | None:
    """Return the date after «and», a comma or a dash, where it has a year and the same precision.

    Args:
        mentions: The mentions of a document.
        first: A date without a year.
        place: Its place among the mentions.
    """
    for at in range(place + 1, min(place + 1 + _LONGEST_LIST, len(mentions))):
        other = mentions[at]
        if not mentions[at - 1].joined or other.first is None:
            return None
        if other.first.year is not None:
            same = other.first.granularity == first.granularity
            backwards = (other.first.month or 0) < (first.month or 0)
            found = Anchor(date=other.first, source="mention", at=other.start)
            return found if same and not backwards else None
    return None


def find_newest(full: Sequence[Mention]) -> Anchor | None:
    """Return the newest of the dates of a text that have a year and are no decade; None where there is none."""
    dates = (
        Anchor(date=mention.first, source="mention", at=mention.start)
        for mention in full
        if mention.first and mention.first.unit not in ("decade", "century")
    )
    return max(dates, key=lambda anchor: anchor.day, default=None)


def find_support(mentions: Sequence[Mention], places: dict[int, list[int]], year: int, place: int) -> Anchor:
    """Return the date of a text that a year follows from: the nearest one of that year, or of the next.

    Args:
        mentions: The mentions of a document.
        places: The places of the dates of each year among them.
        year: The year.
        place: The place of the mention that has it.
    """
    nearest_year = min(places, key=lambda other: abs(other - year))
    after = bisect_left(places[nearest_year], place)
    at = places[nearest_year][max(0, after - 1)]
    return Anchor(date=mentions[at].first or PartialDate(year), source="mention", at=mentions[at].start)


def place_day(mention: Mention, rule: str, anchor: Anchor, tense: str | None) -> Mention:
    """Return «Friday the 13th» with its month and year: the nearest day that fits, as the tense says.

    Args:
        mention: It has no month.
        rule: What it is resolved by.
        anchor: The day to be near to.
        tense: `past`, `future` or None.
    """
    value = None if mention.first is None else find_fitting_day(mention.first, anchor.date, tense)
    if value is None:
        return mention
    last = None if mention.last is None else msgspec.structs.replace(value, day=mention.last.day)
    if last is not None and not is_possible(last):
        return mention
    week = find_week_of(value) if mention.from_monday else value
    return anchor_by(mention, rule, anchor, value=week, last_value=last, uncertain=True)


def place_in_month(mention: Mention, month: Anchor) -> Mention:
    """Return «Monday 22nd» as a day of the month that is the date of the text; open where its weekday is another.

    Args:
        mention: It has no month.
        month: The month.
    """
    first, last = mention.first, mention.last
    if first is None or month.date.year is None or month.date.month is None:
        return mention
    value = PartialDate(month.date.year, month.date.month, first.day)
    until = None if last is None else msgspec.structs.replace(value, day=last.day)
    if not all(is_possible(end) for end in (value, until) if end is not None):
        return mention
    if first.weekday not in (None, weekday_of(month.date.year, month.date.month, first.day or 1)):
        return mention
    return anchor_by(mention, "document-date", month, value=value, last_value=until, uncertain=True)


# A day without a month is one of a programme whose days are so near.
_NEAR_DAYS = 31


def place_beside_full_day(mention: Mention, full: Sequence[Mention]) -> Mention:
    """Return a day without a month, in a text without a date, as the one nearest to a full day of it: a programme.

    Args:
        mention: It has no month.
        full: The mentions of the text that have a year.
    """
    best: tuple[int, Mention] | None = None
    for other in full:
        end = other.last or other.first
        if end is None or end.day is None or end.month is None:
            continue
        anchor = Anchor(date=end, source="mention", at=other.start)
        placed = place_day(mention, "previous-mention", anchor, None)
        days = None if placed.value is None else find_days(placed.value)
        distance = _NEAR_DAYS if days is None else abs(count_days_between(anchor.day, days[0]))
        if distance < (_NEAR_DAYS if best is None else best[0]):
            best = distance, placed
    return mention if best is None else best[1]


def place_quarter(
    mention: Mention, shift: Shift, previous: Anchor | None, document: Anchor | None
) -> Mention:
    """Return «the quarter» as that spoken of before; else as the last one that was over at the document's date.

    Args:
        mention: It has no quarter of its own.
        shift: What it says.
        previous: The quarter that was spoken of; None where there is none.
        document: The date of the document.
    """
    anchor = previous
    if anchor is None and document is not None:
        over = apply_shift(Shift("quarter", -1), document.date, None)
        anchor = Anchor(date=over, source=document.source, at=document.at) if over else None
    if anchor is None or anchor.date.quarter is None or anchor.date.year is None:
        return mention
    value = PartialDate(anchor.date.year + shift.count, quarter=shift.name or anchor.date.quarter)
    return anchor_by(
        mention, "previous-mention" if anchor is previous else "document-date", anchor, value=value
    )
