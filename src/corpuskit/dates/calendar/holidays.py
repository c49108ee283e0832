"""Feasts and holidays: days that a rule of a calendar fixes in every year.

The language tables give the rules: `12-25` is a day of a month, `easter-2` so many days from Easter Sunday, `orthodox`
from that of the Orthodox church, `11-thu-4` the fourth Thursday of November, `05-mon-0` the last Monday of May,
`11-thu-4+1` the day after, `before-12-25-sun-4` the fourth Sunday before Christmas, `islamic-10-01` a day of the Islamic
calendar, `lunar-01-01` one of the lunar calendar of China, in which 00 is the day before a month, `qingming` and
`solstice` days of the sun there.
"""

from __future__ import annotations

from datetime import date, timedelta

from corpuskit.dates.calendar.hijri import find_islamic_day
from corpuskit.dates.calendar.lunar import find_lunar_day, find_qingming, find_solstice
from corpuskit.dates.calendar.values import Day, count_month_days
from corpuskit.patterns import compile_re

_FIXED = compile_re(r"(\d\d)-(\d\d)")
_EASTER = compile_re(r"(easter|orthodox)([+-]\d+)?")
_NTH = compile_re(r"(\d\d)-(mon|tue|wed|thu|fri|sat|sun)-(\d)(?:\+(\d))?")
_BEFORE = compile_re(r"before-(\d\d)-(\d\d)-(mon|tue|wed|thu|fri|sat|sun)-(\d)")
_OTHER_CALENDAR = compile_re(r"(islamic|lunar)-(\d\d)-(\d\d)")
_SUN = {"qingming": 5000, "solstice": 5001}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# A rule travels as one number, the value of a token.
_EASTER_CODE = 2000
_ORTHODOX_CODE = 3000
_ISLAMIC_CODE, _LUNAR_CODE, _SUN_CODE, _BEFORE_CODE = 10_000, 20_000, 5000, 1_000_000
_NTH_CODE = 100_000
# Days are counted from so many days before Easter.
_EASTER_OFFSET = 100


def encode_rule(rule: str) -> int:
    """Return the number that stands for a rule in a token.

    Raises:
        ValueError: It is no rule.
    """
    if rule in _SUN:
        return _SUN[rule]
    if match := _FIXED.fullmatch(rule):
        return int(match[1]) * 100 + int(match[2])
    if match := _EASTER.fullmatch(rule):
        code = _EASTER_CODE if match[1] == "easter" else _ORTHODOX_CODE
        return code + _EASTER_OFFSET + int(match[2] or 0)
    if match := _OTHER_CALENDAR.fullmatch(rule):
        code = _ISLAMIC_CODE if match[1] == "islamic" else _LUNAR_CODE
        return code + int(match[2]) * 100 + int(match[3])
    if match := _BEFORE.fullmatch(rule):
        day = int(match[1]) * 10_000 + int(match[2]) * 100
        return _BEFORE_CODE + day + _WEEKDAYS.index(match[3]) * 10 + int(match[4])
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


def is_nth_weekday(code: int) -> bool:
    """Return whether a rule is that of a weekday of a month."""
    return _NTH_CODE <= code < _BEFORE_CODE


def is_movable(code: int) -> bool:
    """Return whether the month of a holiday is not the same in every year: Easter, Pentecost, Ramadan."""
    return _EASTER_CODE <= code < _NTH_CODE and code not in _SUN.values()


def find_month(code: int) -> int:
    """Return the month of a holiday, 1 to 12, or one near it where the month is not the same in every year."""
    if code >= _BEFORE_CODE:
        return (code - _BEFORE_CODE) // 10_000
    if code >= _NTH_CODE:
        return (code - _NTH_CODE) // 1000
    if code >= _ISLAMIC_CODE:
        return 6
    return 4 if code >= _EASTER_CODE else code // 100


def find_holiday(code: int, year: int) -> Day | None:
    """Return the day of a holiday in a year; None for a year outside of 1583 to 9999, or of which its calendar is not known.

    Args:
        code: The number of its rule.
        year: Astronomical year of the Gregorian calendar.
    """
    if not 1583 <= year <= 9999:  # noqa: PLR2004 — the years of the Gregorian calendar
        return None
    if code >= _BEFORE_CODE:
        return _find_weekday_before(code - _BEFORE_CODE, year)
    if code >= _NTH_CODE:
        return _find_nth_weekday(code - _NTH_CODE, year)
    if code >= _SUN_CODE:
        return _find_in_other_calendar(code, year)
    if code >= _EASTER_CODE:
        return _find_by_easter(code, year)
    return year, code // 100, code % 100


def _find_by_easter(code: int, year: int) -> Day:
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    is_orthodox = code >= _ORTHODOX_CODE
    day = easter(year, EASTER_ORTHODOX if is_orthodox else EASTER_WESTERN)
    day += timedelta(days=code - (_ORTHODOX_CODE if is_orthodox else _EASTER_CODE) - _EASTER_OFFSET)
    return day.year, day.month, day.day


def _find_in_other_calendar(code: int, year: int) -> Day | None:
    month, day = code // 100 % 100, code % 100
    if code >= _LUNAR_CODE:
        return find_lunar_day(year, month, day)
    if code >= _ISLAMIC_CODE:
        return find_islamic_day(year, month, day)
    return find_qingming(year) if code == _SUN["qingming"] else find_solstice(year)


def _find_weekday_before(code: int, year: int) -> Day:
    """Return the first, second … weekday of a name before a day of a year: the Sundays of Advent."""
    end = date(year, code // 10_000, code // 100 % 100) - timedelta(days=1)
    weekday, nth = code // 10 % 10, code % 10
    day = end - timedelta(days=(end.weekday() - weekday) % 7 + 7 * (nth - 1))
    return day.year, day.month, day.day


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
