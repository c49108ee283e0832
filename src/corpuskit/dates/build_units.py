"""From a matched form to a mention: the forms that name a unit of a year or of a month."""

from __future__ import annotations

from corpuskit.dates.mentions import Mention
from corpuskit.dates.parts import Parts
from corpuskit.dates.values import (
    Day,
    PartialDate,
    add_days,
    count_month_days,
    find_week,
    find_week_of,
    is_possible,
)

# The kinds of «last» and of «final».
_LAST = "Lε"
_MONTHS = 12
_QUARTERS = 4


def build_quarter(parts: Parts, mention: Mention) -> bool:
    """Read «the third quarter of 2019», Q3 2019."""
    quarter = parts.value("quarter")
    mention.first = PartialDate(parts.year(), quarter=quarter)
    return quarter is not None and 1 <= quarter <= _QUARTERS


def build_half(parts: Parts, mention: Mention) -> bool:
    """Read «the first half of 2020», H1 2020."""
    half = parts.value("half", "half_last") or 2
    year = parts.value("year", "year_first")
    mention.first = PartialDate(year, half=half)
    # Without a year a half is one of a match or of a list.
    return half in (1, 2) and year is not None


def build_week_of(parts: Parts, mention: Mention) -> bool:
    """Read «the week of March 9», which begins on a Monday, and «the week beginning 5 May», which begins on that day."""
    day, month = parts.value("day", "day_first"), parts.value("month", "month_last")
    year = parts.year()
    mention.first = PartialDate(year, month, day, unit="week")
    mention.from_monday = "begins" not in parts.match.parts
    if year is not None and mention.from_monday and is_possible(mention.first):
        mention.first = find_week_of(mention.first)
    return True


def build_week_of_day(parts: Parts, mention: Mention) -> bool:
    """Read «the week of the 18th», which begins on a Monday."""
    mention.first = PartialDate(day=parts.value("day"))
    mention.from_monday = True
    return True


def build_last_quarter(parts: Parts, mention: Mention) -> bool:
    """Read «the last quarter of 2020»."""
    mention.first = PartialDate(parts.year(), quarter=4)
    return True


def build_nth_week(parts: Parts, mention: Mention) -> bool:
    """Read the weeks of a year or of a month of a year, counted as ISO 8601 counts them."""
    nth = parts.token("nth", "nth_number")
    year, month = parts.value("year", "year_alone"), parts.value("month", "month_number")
    if nth is None or (year is None and month is None):
        return False
    mention.nth_week = 0 if nth.kind in _LAST else nth.value
    if year is None:
        mention.first = PartialDate(month=month, unit="week")
        return True
    day = find_week(year, month, mention.nth_week)
    mention.first = None if day is None else PartialDate(*day, unit="week")
    return day is not None


def build_nth_month(parts: Parts, mention: Mention) -> bool:
    """Read «the third month of 2021»."""
    nth = parts.token("nth", "nth_number")
    if nth is None:
        return False
    month = _MONTHS if nth.kind in _LAST else nth.value
    mention.first = PartialDate(parts.year(), month)
    return 1 <= month <= _MONTHS


def build_first_units(parts: Parts, mention: Mention) -> bool:
    """Read «the first two weeks of 2021», «the last four months of 2021»: a range."""
    edge, unit = parts.token("edge", "edge_last"), parts.token("unit")
    count, year, month = (
        parts.value("count", "count_first"),
        parts.year(),
        parts.value("month", "month_number"),
    )
    if edge is None or unit is None or year is None or not count or count == 1:
        return False
    if edge.kind == "o" and edge.value > 1:
        return False
    ends = _find_ends(unit.kind, count, year, month, at_end=edge.kind in _LAST)
    if ends is None:
        return False
    mention.first, mention.last = ends
    return True


def _find_ends(
    unit: str, count: int, year: int, month: int | None, *, at_end: bool
) -> tuple[PartialDate, PartialDate] | None:
    """Return the first and the last of so many units of a year or a month; None where it has not so many."""
    if unit in "NQθ":
        limit = _MONTHS if unit == "N" else _QUARTERS
        if month is not None or count > limit:
            return None
        numbers = (limit - count + 1, limit) if at_end else (1, count)
        if unit != "N":
            return PartialDate(year, quarter=numbers[0]), PartialDate(year, quarter=numbers[1])
        return PartialDate(year, numbers[0]), PartialDate(year, numbers[1])
    days = (
        _find_weeks(count, year, month, at_end=at_end)
        if unit == "K"
        else _find_days(count, year, month, at_end=at_end)
    )
    return None if days is None else (PartialDate(*days[0]), PartialDate(*days[1]))


def _find_weeks(count: int, year: int, month: int | None, *, at_end: bool) -> tuple[Day, Day] | None:
    last = find_week(year, month, 0)
    first = find_week(year, month, 1)
    other = find_week(year, month, count)
    if first is None or last is None or other is None:
        return None
    if at_end:
        return add_days(last, -7 * (count - 1)), add_days(last, 6)
    return first, add_days(other, 6)


def _find_days(count: int, year: int, month: int | None, *, at_end: bool) -> tuple[Day, Day] | None:
    length = count_month_days(year, month or 1)
    if count > length:
        return None
    if at_end:
        last_day = (year, month or _MONTHS, count_month_days(year, month or _MONTHS))
        return add_days(last_day, 1 - count), last_day
    return (year, month or 1, 1), (year, month or 1, count)
