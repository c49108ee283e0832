"""Which year, or which reading of two numbers, brings a date nearest to its anchor."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from corpuskit.dates.calendar.shifts import find_year_of_weekday
from corpuskit.dates.calendar.values import Day, PartialDate, count_days_between, find_days, is_possible
from corpuskit.dates.language.tense import find_tense

# A date of the document's own past is taken rather than one of its future that is nearer by up to this many days.
_FAVOUR_DAYS = {None: 60, "past": 200, "future": -200}
_SURE_FUTURE_DAYS = -260
# A range that the anchor lies in is nearer than anything else.
_INSIDE = -1000


def measure_favour(around: tuple[str, str], lang: str | None, first: PartialDate) -> int:
    """Return how many days a date of the past is nearer than one of the future; negative for the opposite.

    Args:
        around: The words of the sentence before and after the date.
        lang: The language of the date.
        first: The date, without a year.
    """
    tense = find_tense(*around, lang=lang)
    if tense == "future" and first.month and find_tense(*around, lang=lang, weak=False) == "future":
        # Companies will report on quarters that are over; a month ahead is one.
        return _SURE_FUTURE_DAYS
    return _FAVOUR_DAYS[tense]


def find_nearest_year(first: PartialDate, last: PartialDate | None, anchor: Day, favour: int) -> int:
    """Return the year that brings a date or a range nearest to an anchor.

    Args:
        first: The date, or the first end of a range.
        last: The last end of a range, without a year; None where there is none.
        anchor: The day to be near to.
        favour: How many days the past is nearer.
    """
    best, best_distance = anchor[0], None
    for year in (anchor[0] - 1, anchor[0], anchor[0] + 1):
        value = msgspec.structs.replace(first, year=year)
        span = find_days(value) if is_possible(value) else None
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
