"""Parts of a longer time: the last day of a month, the first quarter of a year, the seventies of a century."""

from __future__ import annotations

from typing import Literal

import msgspec

from corpuskit.dates.calendar.values import (
    Day,
    PartialDate,
    add_days,
    count_month_days,
    find_days,
    find_week,
    is_possible,
    weekday_of,
)

PartUnit = Literal[
    "day", "weekday", "week", "month", "quarter", "half", "third", "decade", "whole", "named_month", "season",
    "same_period",
]  # fmt: skip
_MONTHS = 12


class Part(msgspec.Struct, frozen=True):
    """A part of a container.

    Attributes:
        unit: What is counted in the container; `whole` for some of it that is not counted; `same_period` for what was
            spoken of in another year.
        nth: Which one, from 1; 0 is the last one. For a decade its first year within the century, for a named month its
            number, for a season its code.
        count: How many of them, from the first or up to the last one.
        weekday: 0 for Monday to 6, where a weekday is counted.
        name: What the same period is called, `day`, `week`, `month` or `quarter`; empty where it is not said.
    """

    unit: PartUnit
    nth: int
    count: int = 1
    weekday: int = 0
    name: str = ""


_CONTAINERS = {
    "day": ("week", "month", "quarter", "half", "season", "year"),
    "weekday": ("week", "month", "quarter", "half", "season", "year"),
    "week": ("month", "quarter", "half", "season", "year"),
    "month": ("quarter", "half", "season", "year"),
    "quarter": ("year", "half"),
    "half": ("month", "season", "year", "decade", "century"),
    "third": ("month", "year", "decade", "century"),
    "decade": ("century",),
    "named_month": ("year",),
    "season": ("year",),
    "same_period": ("year",),
}


def fits_in(part: Part, granularity: str) -> bool:
    """Return whether a container of a granularity is longer than the part.

    Args:
        part: The part.
        granularity: That of the container.
    """
    return part.unit == "whole" or granularity in _CONTAINERS[part.unit]


def take_part(part: Part, container: PartialDate) -> tuple[PartialDate, PartialDate | None] | None:
    """Return the first and, where it is a range, the last date of a part, or None where the container has no such part.

    Args:
        part: The part.
        container: A date with its year.
    """
    days = None if part.unit == "same_period" else find_days(container)
    if days is None or not fits_in(part, container.granularity):
        return None
    ends = _take(part, container, *days)
    if ends is None or not all(is_possible(end) for end in ends if end is not None):
        return None
    return ends


def _take(
    part: Part, container: PartialDate, first: Day, last: Day
) -> tuple[PartialDate, PartialDate | None] | None:
    if part.unit in ("whole", "decade", "named_month", "season"):
        return _take_named(part, container), None
    if part.unit in ("half", "third"):
        return _take_share(part, container, first, last)
    if part.unit in ("month", "quarter"):
        return _take_months(part, first, last)
    if part.unit == "week":
        return _take_weeks(part, container, first, last)
    return _take_days(part, first, last)


def _take_named(part: Part, container: PartialDate) -> PartialDate:
    """Return a part that is not counted: a decade of a century, a month or a season of a year, or all of it."""
    if part.unit == "decade":
        return PartialDate((container.year or 0) + part.nth, unit="decade")
    if part.unit == "named_month":
        return PartialDate(container.year, part.nth)
    return PartialDate(container.year, season=part.nth) if part.unit == "season" else container


def _take_days(part: Part, first: Day, last: Day) -> tuple[PartialDate, PartialDate | None] | None:
    if part.unit == "weekday":
        day = _find_weekday(part, first, last)
        return None if day is None else (PartialDate(*day), None)
    begin = add_days(last, 1 - part.count) if part.nth == 0 else add_days(first, part.nth - 1)
    end = add_days(begin, part.count - 1)
    if begin < first or end > last:
        return None
    return PartialDate(*begin), (PartialDate(*end) if part.count > 1 else None)


def _find_weekday(part: Part, first: Day, last: Day) -> Day | None:
    if part.nth == 0:
        return add_days(last, -((weekday_of(*last) - part.weekday) % 7))
    day = add_days(first, (part.weekday - weekday_of(*first)) % 7 + 7 * (part.nth - 1))
    return day if day <= last else None


def _take_months(part: Part, first: Day, last: Day) -> tuple[PartialDate, PartialDate | None] | None:
    """Return months or quarters of a container, counted from its first month or back from its last one."""
    length = 1 if part.unit == "month" else 3
    total = ((last[0] - first[0]) * _MONTHS + last[1] - first[1] + 1) // length
    begin = total - part.count if part.nth == 0 else part.nth - 1
    if not begin >= 0 or begin + part.count > total:
        return None

    def unit_at(index: int) -> PartialDate:
        year, month = divmod(first[0] * _MONTHS + first[1] - 1 + index * length, _MONTHS)
        return PartialDate(year, month + 1) if length == 1 else PartialDate(year, quarter=month // 3 + 1)

    return unit_at(begin), (unit_at(begin + part.count - 1) if part.count > 1 else None)


def _take_weeks(
    part: Part, container: PartialDate, first: Day, last: Day
) -> tuple[PartialDate, PartialDate | None] | None:
    """Return weeks of a container: of a month or a year as ISO 8601 counts them, else from its first Monday."""
    if container.granularity in ("month", "year"):
        earliest, latest = (find_week(container.year or 0, container.month, nth) for nth in (1, 0))
    else:
        earliest, latest = (_find_weekday(Part("weekday", nth), first, last) for nth in (1, 0))
    if earliest is None or latest is None:
        return None
    to_last = 7 * (part.count - 1)
    begin = add_days(earliest, 7 * (part.nth - 1)) if part.nth else add_days(latest, -to_last)
    if begin < earliest or add_days(begin, to_last) > latest:
        return None
    if part.count == 1:
        return PartialDate(*begin, unit="week"), None
    return PartialDate(*begin), PartialDate(*add_days(begin, 7 * part.count - 1))


def _take_share(
    part: Part, container: PartialDate, first: Day, last: Day
) -> tuple[PartialDate, PartialDate | None] | None:
    """Return a half or a third of a container: in years of a decade or century, in days of a month."""
    shares = 2 if part.unit == "half" else 3
    place = shares - 1 if part.nth == 0 else part.nth - 1
    if place >= shares:
        return None
    if container.unit in ("decade", "century"):
        years = last[0] - first[0] + 1
        begin, end = (first[0] + round(years * (place + step) / shares) for step in (0, 1))
        return PartialDate(begin), PartialDate(end - 1)
    if container.month is not None:
        bounds = (0, 15, 31) if shares == 2 else (0, 10, 20, 31)  # noqa: PLR2004 — halves or thirds of a month
        length = count_month_days(first[0], first[1])
        return (
            PartialDate(first[0], first[1], bounds[place] + 1),
            PartialDate(first[0], first[1], min(bounds[place + 1], length)),
        )
    if shares == 2 and container.granularity == "year":  # noqa: PLR2004 — the halves of a year have a value of their own
        return PartialDate(first[0], half=place + 1), None
    months = ((last[0] - first[0]) * _MONTHS + last[1] - first[1] + 1) // shares
    begin_month, end_month = (
        first[0] * _MONTHS + first[1] - 1 + months * place,
        first[0] * _MONTHS + first[1] - 1 + months * (place + 1) - 1,
    )
    return (
        PartialDate(begin_month // _MONTHS, begin_month % _MONTHS + 1),
        PartialDate(end_month // _MONTHS, end_month % _MONTHS + 1),
    )
