"""Feasts and holidays: days that a rule of the calendar fixes in every year.

The language tables give the rules: `12-25` is a day of a month, `easter-2` so many days from Easter Sunday,
`11-thu-4` the fourth Thursday of November, `05-mon-0` the last Monday of May, `11-thu-4+1` the day after.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from corpuskit.dates.calendar.values import Day, count_month_days

_FIXED = re.compile(r"(\d\d)-(\d\d)")
_EASTER = re.compile(r"easter([+-]\d+)?")
_NTH = re.compile(r"(\d\d)-(mon|tue|wed|thu|fri|sat|sun)-(\d)(?:\+(\d))?")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# A rule travels as one number, the value of a token.
_EASTER_CODE = 2000
_NTH_CODE = 100_000


def encode_rule(rule: str) -> int:
    """Return the number that stands for a rule in a token.

    Raises:
        ValueError: It is no rule.
    """
    if match := _FIXED.fullmatch(rule):
        return int(match[1]) * 100 + int(match[2])
    if match := _EASTER.fullmatch(rule):
        return _EASTER_CODE + 100 + int(match[1] or 0)
    if match := _NTH.fullmatch(rule):
        code = encode_nth_weekday(int(match[1]), _WEEKDAYS.index(match[2]), int(match[3]))
        return code + int(match[4] or 0)
    raise ValueError(f"no rule of a holiday: {rule!r}")


def encode_nth_weekday(month: int, weekday: int, nth: int) -> int:
    """Return the number that stands for a weekday of a month: the third Monday of January.

    Args:
        month: 1 to 12.
        weekday: 0 for Monday to 6.
        nth: 1 to 4; 0 for the last one.
    """
    return _NTH_CODE + month * 1000 + weekday * 100 + nth * 10


def find_month(code: int) -> int:
    """Return the month of a holiday, 1 to 12; April for Easter and what depends on it."""
    if code >= _NTH_CODE:
        return (code - _NTH_CODE) // 1000
    return 4 if code >= _EASTER_CODE else code // 100


def find_holiday(code: int, year: int) -> Day | None:
    """Return the day of a holiday in a year, or None for a year outside of 1583 to 9999.

    Args:
        code: The number of its rule.
        year: Astronomical year of the Gregorian calendar.
    """
    if not 1583 <= year <= 9999:  # noqa: PLR2004 — the years of the Gregorian calendar
        return None
    if code >= _NTH_CODE:
        return _find_nth_weekday(code - _NTH_CODE, year)
    if code >= _EASTER_CODE:
        from dateutil.easter import easter

        day = easter(year) + timedelta(days=code - _EASTER_CODE - 100)
        return day.year, day.month, day.day
    return year, code // 100, code % 100


def _find_nth_weekday(code: int, year: int) -> Day:
    month, weekday, nth, offset = code // 1000, code // 100 % 10, code // 10 % 10, code % 10
    if nth:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = date(year, month, count_month_days(year, month))
        day = last - timedelta(days=(last.weekday() - weekday) % 7)
    day += timedelta(days=offset)
    return day.year, day.month, day.day
