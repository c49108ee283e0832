"""Which year, or which reading of two numbers, brings a date nearest to its anchor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from corpuskit.dates.calendar.shifts import Shift, find_year_of_weekday
from corpuskit.dates.calendar.values import (
    Day,
    PartialDate,
    count_days_between,
    find_days,
    is_possible,
    weekday_of,
)
from corpuskit.dates.language.lexicon import load_lexicon
from corpuskit.dates.language.tense import find_tense, is_led_ahead, is_since
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.placing import find_in_year
from corpuskit.text.tokens import count_words, list_words
from corpuskit.text.view import fold

# A date of the document's own past is taken rather than one of its future that is nearer by up to this many days.
_FAVOUR_DAYS = {None: 60, "past": 200, "future": -200}
_SURE_FUTURE_DAYS, _PAST_MONTH_DAYS = -260, 310
# A range that the anchor lies in is nearer than anything else.
_INSIDE = -1000


def measure_favour(
    around: tuple[str, str], lang: str | None, first: PartialDate, *, is_feast: bool = False
) -> int:
    """Return how many days a date of the past is nearer than one of the future; negative for the opposite.

    Args:
        around: The words of the sentence before and after the date.
        lang: The language of the date.
        first: The date, without a year.
        is_feast: Whether it is a feast, of which the nearest one is meant.
    """
    tense = find_tense(*around, lang=lang)
    is_sure = tense != "future" or find_tense(*around, lang=lang, weak=False) == "future"
    if tense == "future" and first.month and is_sure:
        # Companies will report on quarters that are over; a month ahead is one.
        return _SURE_FUTURE_DAYS
    if first.quarter is not None and not is_sure:
        # «Receipts of the first quarter may be collected.»
        return _FAVOUR_DAYS[None]
    if tense == "past" and first.month and first.day is None and is_since(around[0], lang, years=True):
        # «Рельсы меняли с января»: a month ahead has not been, be it near.
        return _PAST_MONTH_DAYS
    if tense is None and _is_field(around, lang):
        # «Interviews: 23 and 24 September» in a calendar is a plan.
        return _FAVOUR_DAYS["future"]
    return 0 if is_feast and tense is None else _FAVOUR_DAYS[tense]


def _is_field(around: tuple[str, str], lang: str | None) -> bool:
    """Return whether a date is all of its clause but for words that lead to one: «los días 23 y 24 de septiembre»."""
    if not lang or count_words(around[1]):
        return False
    known = load_lexicon((lang,)).known_words
    return all(word in known for word in list_words(fold(around[0])))


# «The last 24/06» and «the next 24/06» lie within the year before the document and the one after it.
FAVOUR_NEAR = {"last": 366, "this": 0, "next": -366}


def measure_favour_of_month(mention: Mention, around: tuple[str, str]) -> int:
    """Return how many days the past is nearer for an Islamic date without a year: «before 15 Sha'ban» lies ahead.

    Args:
        mention: The date.
        around: The words of the sentence before and after it.
    """
    if mention.near:
        return FAVOUR_NEAR[mention.near]
    if is_led_ahead(around[0], mention.lang):
        return _FAVOUR_DAYS["future"]
    return measure_favour(around, mention.lang, PartialDate(), is_feast=True)


def find_year_near(mention: Mention, first: PartialDate, anchor: Anchor) -> tuple[str, int, Anchor]:
    """Return the year of «this Friday, 5 May», «the next 24/06», with rule and anchor: it is near, whatever its weekday.

    Args:
        mention: The date.
        first: Its day, without a year.
        anchor: The date of the document.
    """
    if first.weekday is None:
        return (
            "document-date",
            find_nearest_year(first, None, anchor.day, FAVOUR_NEAR[mention.near]),
            anchor,
        )
    year = find_nearest_year(first, None, anchor.day, 0)
    fits = weekday_of(year, first.month or 1, first.day or 1) == first.weekday
    return ("weekday" if fits else "document-date"), year, anchor


def choose_nearest_year(mention: Mention, first: PartialDate, anchor: Day, around: tuple[str, str]) -> int:
    """Return the year that brings a date nearest to an anchor, tense and a favour for the past in mind.

    Args:
        mention: The date.
        first: Its first end, without a year.
        anchor: The day to be near to.
        around: The words of the sentence before and after it.
    """
    if first.unit == "week" and not mention.from_monday and mention.nth_week is None:
        fitting = find_year_of_weekday(msgspec.structs.replace(first, weekday=0), anchor, only_after=False)
        if fitting is not None and abs(fitting - anchor[0]) <= 1:
            # A week begins on a Monday.
            return fitting
    is_feast = mention.holiday > 0
    favour = measure_favour(around, mention.lang, first, is_feast=is_feast)
    find = (lambda year: find_in_year(mention, first, year)) if is_feast else None
    return find_nearest_year(first, mention.last, anchor, favour, find)


def find_nearest_year(
    first: PartialDate,
    last: PartialDate | None,
    anchor: Day,
    favour: int,
    find: Callable[[int], PartialDate | None] | None = None,
) -> int:
    """Return the year that brings a date or a range nearest to an anchor.

    Args:
        first: The date, or the first end of a range.
        last: The last end of a range, without a year; None where there is none.
        anchor: The day to be near to.
        favour: How many days the past is nearer.
        find: Returns the date in a year, where that is no matter of its parts: a feast.
    """
    best, best_distance = anchor[0], None
    for year in (anchor[0] - 1, anchor[0], anchor[0] + 1):
        value = msgspec.structs.replace(first, year=year) if find is None else find(year)
        span = find_days(value) if value is not None and is_possible(value) else None
        if span is None:
            continue
        after = count_days_between(anchor, span[0])
        before = count_days_between(_find_end(span[1], last, year), anchor)
        distance = after + favour if after > 0 else max(before, 0)
        if last is not None and after <= 0 and before <= 0:
            distance = _INSIDE
        if best_distance is None or distance < best_distance:
            best, best_distance = year, distance
    return best


def _find_end(day: Day, last: PartialDate | None, year: int) -> Day:
    """Return the last day of a range that begins in a year, or the day where it is none."""
    if last is None or last.month is None:
        return day
    turned = (last.month, last.day or 31) < (day[1], day[2] if last.day else 1)
    days = find_days(msgspec.structs.replace(last, year=year + turned))
    return day if days is None else days[1]


def choose_by_weekday(readings: Sequence[PartialDate], anchor: Day) -> PartialDate | None:
    """Return the reading that falls on its weekday nearest to an anchor; None where none does.

    Args:
        readings: Dates with a weekday and without a year.
        anchor: The day to be near to.
    """
    distances = []
    for reading in readings:
        year = find_year_of_weekday(reading, anchor, only_after=False)
        if year is not None and reading.month is not None and reading.day is not None:
            distances.append((abs(count_days_between(anchor, (year, reading.month, reading.day))), reading))
    return min(distances, key=lambda pair: pair[0])[1] if distances else None


def is_told_ahead(value: PartialDate, anchor: Anchor, shift: Shift, tense: str | None) -> bool:
    """Return whether «this Friday» is still to come where a word speaks of the past: «books borrowed are due this Friday».

    Args:
        value: The day.
        anchor: What it was counted from.
        shift: What the weekday says.
        tense: That of its sentence.
    """
    is_this = shift.unit == "weekday" and shift.count == 0
    days = find_days(value) if is_this and tense == "past" else None
    return days is not None and days[0] > anchor.day


def find_year_of_century(year: int, spoken_of: int) -> int:
    """Return the year with the same two last digits that is nearest to another year; a story goes on, not far back.

    Args:
        year: The year, its century unknown.
        spoken_of: The other one.
    """
    century = spoken_of // 100 * 100
    years = [near + year % 100 for near in (century - 100, century, century + 100)]
    return min(
        years,
        key=lambda year: year - spoken_of if year >= spoken_of - _BACK else _BACK + spoken_of - year + 100,
    )


# How many years a story turns back to one of two digits.
_BACK = 20
