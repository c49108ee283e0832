"""Dates of the Islamic calendar, and the Gregorian days that they are.

The conversion is that of Umm al-Qura, the civil calendar of Saudi Arabia, for the years 1343 to 1500 AH, the years of
which its tables are known. Earlier and later years are reckoned by the arithmetic calendar, which is within a day or
two of the months that were seen; such a value is approximate.
"""

from __future__ import annotations

from typing import NamedTuple

from corpuskit.dates.calendar.values import Day, PartialDate, add_days

HijriDate = tuple[int | None, int | None, int | None]
"""Year, month and day of the Islamic calendar, as far as they are written."""

# 1 Muharram of the year 1: 16 July 622 of the Julian calendar, as astronomers count years.
_EPOCH: Day = (622, 7, 19)
_MONTHS = 12
_LONG_MONTH, _SHORT_MONTH = 30, 29


class Conversion(NamedTuple):
    """The Gregorian days of an Islamic date.

    Attributes:
        first: The first day.
        last: The last day; None for a day.
        approximate: Whether they are reckoned, and may be a day or two off.
    """

    first: PartialDate
    last: PartialDate | None
    approximate: bool


def convert_hijri(hijri: HijriDate) -> Conversion | None:
    """Return the Gregorian days of an Islamic date, or None where it has no year or the calendar has no such day.

    Args:
        hijri: Year, month and day.
    """
    from hijridate import Hijri

    year, month, day = hijri
    if year is None or not 1 <= (month or 1) <= _MONTHS:
        return None
    try:
        first = Hijri(year, month or 1, day or 1)
        last = (
            first if day else Hijri(year, month or _MONTHS, Hijri(year, month or _MONTHS, 1).month_length())
        )
    except OverflowError:
        return _reckon(year, month, day)
    except ValueError:
        return None
    ends = [PartialDate(*one.to_gregorian().datetuple()) for one in (first, last)]
    return Conversion(ends[0], None if day else ends[1], approximate=False)


def find_islamic_day(year: int, month: int, day: int) -> Day | None:
    """Return the day of a Gregorian year that is a day of an Islamic month, the first one where two are.

    None where no such day is in the tables.

    Args:
        year: The Gregorian year.
        month: Of the Islamic calendar, 1 to 12.
        day: Of that month.
    """
    for islamic in find_islamic_years(year):
        found = convert_hijri((islamic, month, day))
        if found is not None and found.first.year == year and not found.approximate:
            return year, found.first.month or 1, found.first.day or 1
    return None


def find_islamic_year(year: int, month: int) -> int | None:
    """Return the Islamic year of which a month begins in a Gregorian year; None where none is in the tables.

    Args:
        year: The Gregorian year.
        month: Of the Islamic calendar.
    """
    for islamic in find_islamic_years(year):
        found = convert_hijri((islamic, month, 1))
        if found is not None and found.first.year == year:
            return islamic
    return None


def find_islamic_years(year: int) -> tuple[int, int, int]:
    """Return the Islamic years that a Gregorian one may touch, the earliest first."""
    first = (year - 622) * 33 // 32
    return first, first + 1, first + 2


def _reckon(year: int, month: int | None, day: int | None) -> Conversion | None:
    """Return the days of a date by the arithmetic calendar."""
    first_month, last_month = month or 1, month or _MONTHS
    length = _count_month_days(year, last_month)
    if (day or 1) > length:
        return None
    first = _find_day(year, first_month, day or 1)
    last = None if day else PartialDate(*_find_day(year, last_month, length))
    return Conversion(PartialDate(*first), last, approximate=True)


def _count_month_days(year: int, month: int) -> int:
    """Return the length of a month: odd ones have 30 days, even ones 29, the last one of a leap year 30."""
    is_leap = (11 * year + 14) % 30 < 11  # noqa: PLR2004 — eleven leap years in thirty
    return _LONG_MONTH if month % 2 or (month == _MONTHS and is_leap) else _SHORT_MONTH


def _find_day(year: int, month: int, day: int) -> Day:
    """Return a day of the arithmetic calendar.

    Source: Reingold and Dershowitz, Calendrical Calculations, 4th ed., chapter 7 (civil epoch).
    """
    elapsed = 354 * (year - 1) + (11 * year + 3) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return add_days(_EPOCH, elapsed)
