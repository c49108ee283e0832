"""Dates of the Islamic calendar, and the Gregorian days that they are.

The conversion is that of Umm al-Qura, the civil calendar of Saudi Arabia, for the years 1343 to 1500 AH. It is done
by hijridate, which the extra `hijri` installs; without it a date is found and has no Gregorian value.
"""

from __future__ import annotations

from corpuskit.dates.calendar.values import PartialDate

HijriDate = tuple[int | None, int | None, int | None]
"""Year, month and day of the Islamic calendar, as far as they are written."""


def convert_hijri(hijri: HijriDate) -> tuple[PartialDate, PartialDate | None] | None:
    """Return the first and the last day of an Islamic date, the last one None for a day.

    None where it has no year, where the calendar has no such day, where its year lies outside of 1343 to 1500, and
    where hijridate is not installed.

    Args:
        hijri: Year, month and day.
    """
    year, month, day = hijri
    if year is None:
        return None
    try:
        from hijridate import Hijri
    except ImportError:
        return None
    try:
        first = Hijri(year, month or 1, day or 1)
        last = first if day else Hijri(year, month or 12, Hijri(year, month or 12, 1).month_length())
        days = [PartialDate(*one.to_gregorian().datetuple()) for one in (first, last)]
    except (OverflowError, ValueError):
        return None
    return days[0], None if day else days[1]
