"""Calendar values: a date of any precision, its EDTF form, and the days that it covers.

Years are astronomical, as in ISO 8601 and EDTF: 1 BC is year 0, 490 BC is -489. The calendar is the proleptic
Gregorian one, and its days can be counted in any year; `datetime` alone has no years but 1 to 9999.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from corpuskit.patterns import compile_re

Granularity = Literal[
    "minute", "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"
]
"""How precise a date is, from fine to coarse."""

Day = tuple[int, int, int]
"""A day as `(year, month, day)`; compares in time order."""

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Meteorological seasons of the northern hemisphere: first month of the EDTF codes 21 to 24.
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
_DIGITS_OF_YEAR = 4
_LAST_YEAR = 9999


class PartialDate(msgspec.Struct, frozen=True):
    """A date as far as it is known; what is None is not said.

    Attributes:
        year: Astronomical year; the first one of a decade, a century or a range of years.
        month: 1 to 12.
        day: 1 to 31.
        season: 21 (spring) to 24 (winter), the codes of EDTF.
        quarter: 1 to 4.
        half: 1 or 2.
        unit: `decade`, `century`, `week` or `weekend` where the date is one; None otherwise. A week is given
            by its first day, a weekend by its Saturday.
        weekday: 0 (Monday) to 6, where it is written.
        time: `HH:MM` or `HH:MM:SS`, with `Z` or an offset where a zone is written.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    unit: Literal["decade", "century", "week", "weekend"] | None = None
    weekday: int | None = None
    time: str | None = None

    @property
    def granularity(self) -> Granularity:
        """How precise the date is."""
        if self.time is not None:
            return "minute"
        if self.unit is not None:
            return self.unit
        if self.day is not None or (self.weekday is not None and self.month is None):
            return "day"
        for name in ("month", "quarter", "half", "season"):
            if getattr(self, name) is not None:
                return name
        return "year"


def is_leap_year(year: int) -> bool:
    """Return whether an astronomical year has 366 days in the proleptic Gregorian calendar."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def count_month_days(year: int | None, month: int) -> int:
    """Return the number of days of a month; 29 for a February of an unknown year.

    Args:
        year: Astronomical year, or None.
        month: 1 to 12.
    """
    if month == 2 and (year is None or is_leap_year(year)):  # noqa: PLR2004 — February
        return 29
    return _MONTH_LENGTHS[month - 1]


def is_possible(value: PartialDate) -> bool:
    """Return whether the calendar has such a date, and ISO 8601 four digits for its years: no 31 June, no year 10000."""
    if value.month is not None and not 1 <= value.month <= 12:  # noqa: PLR2004 — months of a year
        return False
    if (
        value.day is not None
        and value.month is not None
        and not 1 <= value.day <= count_month_days(value.year, value.month)
    ):
        return False
    days = find_days(value)
    return days is None or (days[0][0] >= -_LAST_YEAR and days[1][0] <= _LAST_YEAR)


# The Gregorian calendar repeats every 400 years, weekdays included.
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097


def _count_days(day: Day) -> int:
    """Return the number of a day, 1 for the first one of year 1; a day beyond the end of its month is one of the next."""
    cycle, year = divmod(day[0] - 1, _CYCLE_YEARS)
    return cycle * _CYCLE_DAYS + date(year + 1, day[1], 1).toordinal() + day[2] - 1


def weekday_of(year: int, month: int, day: int) -> int:
    """Return the weekday of a day, 0 for Monday to 6.

    Args:
        year: Any astronomical year.
        month: 1 to 12.
        day: 1 to the length of the month.
    """
    return (_count_days((year, month, day)) - 1) % 7


def expand_year(number: int) -> int:
    """Return the year that two digits stand for: 1930 to 2029.

    Args:
        number: 0 to 99.
    """
    return number + (2000 if number < _SHORT_YEAR_PIVOT else 1900)


_SHORT_YEAR_PIVOT = 30


def expand_decade(number: int) -> int:
    """Return the first year of the decade that two digits stand for: 1920 to 2010.

    Args:
        number: 0 to 90.
    """
    return number + (2000 if number < _SHORT_DECADE_PIVOT else 1900)


_SHORT_DECADE_PIVOT = 20


def _year_digits(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def format_day(day: Day) -> str:
    """Return a day in ISO 8601: `2021-06-24`, `-0489-08-12`."""
    return f"{_year_digits(day[0])}-{day[1]:02d}-{day[2]:02d}"


def find_days(value: PartialDate) -> tuple[Day, Day] | None:
    """Return the first and the last day of a date, or None where its year or its day is not known.

    Args:
        value: Any date. A winter begins in December of its year and ends in the next.
    """
    year = value.year
    if year is None or (value.weekday is not None and value.day is None and value.unit is None):
        return None
    if value.unit in ("century", "decade"):
        return (year, 1, 1), (year + (99 if value.unit == "century" else 9), 12, 31)
    if value.unit in ("week", "weekend"):
        return _week_days(value)
    if value.month is not None and value.day is not None:
        return (year, value.month, value.day), (year, value.month, value.day)
    return _months_of(value, year)


def _last_day(year: int, month: int) -> Day:
    return year, month, count_month_days(year, month)


def _week_days(value: PartialDate) -> tuple[Day, Day] | None:
    if value.year is None or value.month is None or value.day is None:
        return None
    first = (value.year, value.month, value.day)
    return first, add_days(first, 6 if value.unit == "week" else 1)


def _months_of(value: PartialDate, year: int) -> tuple[Day, Day]:
    if value.month is not None:
        return (year, value.month, 1), _last_day(year, value.month)
    if value.quarter is not None:
        return (year, value.quarter * 3 - 2, 1), _last_day(year, value.quarter * 3)
    if value.half is not None:
        return (year, value.half * 6 - 5, 1), _last_day(year, value.half * 6)
    if value.season is not None:
        month = _SEASON_MONTHS[value.season]
        end_year, end_month = (year, month + 2) if month < 12 else (year + 1, 2)  # noqa: PLR2004 — December
        return (year, month, 1), _last_day(end_year, end_month)
    return (year, 1, 1), (year, 12, 31)


def find_first_month(date: PartialDate) -> int | None:
    """Return the month that a date of a year begins in, or None for a year and what is longer."""
    if date.month is not None:
        return date.month
    if date.season is not None:
        return _SEASON_MONTHS[date.season]
    if date.quarter is not None:
        return date.quarter * 3 - 2
    return date.half * 6 - 5 if date.half is not None else None


def add_days(day: Day, count: int) -> Day:
    """Return the day that is `count` days later (earlier, where negative)."""
    cycle, number = divmod(_count_days(day) + count - 1, _CYCLE_DAYS)
    moved = date.fromordinal(number + 1)
    return moved.year + cycle * _CYCLE_YEARS, moved.month, moved.day


def find_preceding(value: PartialDate) -> PartialDate | None:
    """Return the day before a day or a week, the year before years, else the month before the first one of a date.

    Args:
        value: Any date; None is returned where its days are not known, or there is no day before.
    """
    days = find_days(value)
    if days is None:
        return None
    year, month, _ = days[0]
    if value.granularity in ("year", "decade", "century"):
        return PartialDate(year - 1)
    if value.granularity in ("month", "quarter", "half", "season"):
        return PartialDate(year, month - 1) if month > 1 else PartialDate(year - 1, 12)
    return PartialDate(*add_days(days[0], -1))


def count_days_between(first: Day, second: Day) -> int:
    """Return how many days `second` is after `first`; approximate where a year lies before 1.

    Args:
        first: A day of the calendar.
        second: A day of the calendar.
    """
    return round((second[0] - first[0]) * 365.2425 + (second[1] - first[1]) * 30.44 + second[2] - first[2])


def format_edtf(value: PartialDate, *, year_inferred: bool = False, uncertain: bool = False) -> str | None:
    """Return a date in EDTF, or None where EDTF cannot say it (a weekday without a date).

    Weeks, weekends, quarters and halves are written as intervals, which level 0 of EDTF has.

    Args:
        value: Any date; an unknown year is `XXXX`.
        year_inferred: Mark the year as uncertain: `?2024-07-16`.
        uncertain: Mark the date as a whole as uncertain: `2024-07-16?`.

    Source: Extended Date/Time Format, https://www.loc.gov/standards/datetime/ (ISO 8601-2:2019).
    """
    interval = _interval_of(value)
    if interval is not None:
        first, last = (format_edtf(end, year_inferred=year_inferred, uncertain=uncertain) for end in interval)
        return f"{first}/{last}"
    if value.weekday is not None and value.day is None:
        return None
    mark = "?" if year_inferred and value.year is not None else ""
    text = _year_text(value) + _rest_of_edtf(value)
    if value.unit is not None or (mark and len(text) <= _DIGITS_OF_YEAR):
        # A decade, a century, or a year by itself: the mark is on the right, for all of it.
        return text + mark + ("?" if uncertain and not mark else "")
    return mark + text + ("?" if uncertain and not mark else "")


def _year_text(value: PartialDate) -> str:
    year = value.year
    if year is None:
        return "XXXX"
    if value.unit == "century":
        return f"{'-' if year < 0 else ''}{abs(year) // 100:02d}XX"
    if value.unit == "decade":
        return f"{'-' if year < 0 else ''}{abs(year) // 10:03d}X"
    return _year_digits(year)


def _rest_of_edtf(value: PartialDate) -> str:
    if value.season is not None:
        return f"-{value.season}"
    if value.month is None:
        return f"-XX-{value.day:02d}" if value.day is not None else ""
    text = f"-{value.month:02d}"
    if value.day is not None:
        text += f"-{value.day:02d}"
        if value.time is not None:
            text += f"T{value.time}"
    return text


def _interval_of(value: PartialDate) -> tuple[PartialDate, PartialDate] | None:
    """Return the ends of what EDTF writes as an interval, or None."""
    year = value.year
    if value.unit in ("week", "weekend"):
        days = _week_days(value)
        if days is None:
            return None
        return PartialDate(*days[0]), PartialDate(*days[1])
    if value.quarter is not None:
        return PartialDate(year, value.quarter * 3 - 2), PartialDate(year, value.quarter * 3)
    if value.half is not None:
        return PartialDate(year, value.half * 6 - 5), PartialDate(year, value.half * 6)
    return None


def join_edtf(first: str | None, last: str | None) -> str | None:
    """Return the EDTF interval of two values, or None where one of them is not known."""
    if first is None or last is None:
        return None
    return first.split("/", maxsplit=1)[0] + "/" + last.rsplit("/", maxsplit=1)[-1]


_ISO_DATE = compile_re(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d))?)?)?")
_BASIC_ISO_DATE = compile_re(r"(\d{4})(\d\d)(\d\d)(?:T\d.*)?")


def parse_iso(text: str) -> PartialDate | None:
    """Return the date that an ISO 8601 string begins with (`2021`, `2021-06`, `2021-06-24T10:00`, `20210624`), or None.

    Args:
        text: Any string; seconds and what follows them are not looked at.
    """
    match = _BASIC_ISO_DATE.fullmatch(text.strip()) or _ISO_DATE.match(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    value = PartialDate(year, month, day, time=match[4] if match.re is _ISO_DATE else None)
    return value if is_possible(value) else None


def find_week(year: int, month: int | None, nth: int) -> Day | None:
    """Return the Monday of a week of a year or a month, or None where there is no such week.

    The first week is the one with the first Thursday, as in ISO 8601.

    Args:
        year: Any astronomical year.
        month: 1 to 12, or None for weeks of the year.
        nth: From 1; 0 for the last one.
    """
    first = _first_monday(year, month)
    following = _first_monday(year + 1, None) if month is None else _first_monday(*_next_month(year, month))
    monday = add_days(following, -7) if nth == 0 else add_days(first, 7 * (nth - 1))
    return monday if first <= monday < following else None


def find_week_of(date: PartialDate) -> PartialDate:
    """Return the week, from Monday to Sunday, in which a day lies.

    Args:
        date: A day.
    """
    day = (date.year or 1, date.month or 1, date.day or 1)
    return PartialDate(*add_days(day, -weekday_of(*day)), unit="week")


def _next_month(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 — December


def _first_monday(year: int, month: int | None) -> Day:
    """Return the Monday of the week in which the first Thursday lies."""
    fourth = (year, month or 1, 4)
    return add_days(fourth, -weekday_of(*fourth))
