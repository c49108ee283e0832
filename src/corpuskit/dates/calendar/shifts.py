"""Relative dates worked out from an anchor: «last Tuesday», «79 years ago», «العام الماضي»."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Literal

import msgspec

from corpuskit.dates.calendar.holidays import find_holiday
from corpuskit.dates.calendar.values import (
    Day,
    PartialDate,
    add_days,
    count_days_between,
    find_first_month,
    is_possible,
    weekday_of,
)


class Shift(msgspec.Struct, frozen=True):
    """A distance from a date that stands elsewhere: «79 years ago», «last Tuesday».

    Attributes:
        unit: What is counted, or what is named: `year`, `month`, `day`, `week`, `weekend`, `decade`, `century`,
            `quarter`, `half`, `day_of_month`, `weekday`, `any_weekday`, `weekday_of_week`, `weekday_ago`, `weekday_on`, `nth_weekday`, `same_day` of another year, `month_name`,
            `season_name`, `feast`, `feast_of_year`.
        count: How many of them, negative for the past; 0 for the present one.
        name: Number of the weekday, month, season or rule of a feast that is named; 0 for none.
        day: Day of the named month, where there is one.
        base: `document`, or `mention` where it is counted from the date before («a year earlier»).
    """

    unit: str
    count: int
    name: int = 0
    day: int | None = None
    base: Literal["document", "mention"] = "document"


_DAYS_OF_WEEK = 7
_SATURDAY = 5


def apply_shift(
    shift: Shift, anchor: PartialDate, tense: str | None, *, narrative: bool = False
) -> PartialDate | None:
    """Return the date that a relative expression means.

    None where the anchor is not precise enough, or the date is none of the calendar.

    Args:
        shift: What the expression says.
        anchor: The date that it counts from.
        tense: `past`, `future` or None: on which side of the anchor a weekday by itself lies.
        narrative: Whether the anchor is the date of a story that goes on, so that a weekday comes after it.
    """
    if anchor.year is None or not 1 <= anchor.year <= 9999 or shift.unit == "any_weekday":  # noqa: PLR2004 — the years of datetime
        return None
    day = date(anchor.year, find_first_month(anchor) or 1, anchor.day or 1)
    try:
        if shift.unit == "season_name" and shift.count >= 0 and anchor.granularity == "year":
            # «In 1877 he left, and the following spring he came back; that winter it snowed.»
            day = day.replace(month=12)
        value = _find_shifted(shift, day, anchor, tense, narrative=narrative)
    except (OverflowError, ValueError):
        return None
    return value if value is not None and is_possible(value) else None


def _find_shifted(
    shift: Shift, day: date, anchor: PartialDate, tense: str | None, *, narrative: bool
) -> PartialDate | None:
    if shift.unit in ("weekend", "bareweekend", "han_weekend"):
        return _shift_to_weekend(shift, day, tense) if anchor.day else None
    if shift.unit == "nth_weekday":
        return _shift_to_nth_weekday(shift, day) if anchor.day else None
    if shift.unit in ("weekday", "bareweekday", "weekday_of_week", "weekday_ago", "weekday_on"):
        return _shift_to_weekday(shift, day, tense, narrative=narrative) if anchor.day else None
    if shift.unit in ("month_name", "season_name", "month_of_year", "season_of_year"):
        return _shift_to_name(shift, day)
    if shift.unit in ("feast", "feast_of_year"):
        return _shift_to_feast(shift, day)
    return _shift_by_unit(shift, day, anchor)


def _shift_to_feast(shift: Shift, day: date) -> PartialDate | None:
    """Return the feast of a year, or the last one before a day, the next one after it, that of its year."""
    year = day.year + shift.count if shift.unit == "feast_of_year" else day.year
    found = find_holiday(shift.name, year)
    if shift.unit == "feast" and found is not None:
        here = (day.year, day.month, day.day)
        turned = (shift.count < 0 and found >= here) or (shift.count > 0 and found <= here)
        found = find_holiday(shift.name, year + shift.count) if turned else found
    return None if found is None else PartialDate(*found)


def _of(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _shift_by_unit(shift: Shift, day: date, anchor: PartialDate) -> PartialDate | None:
    """Count units from a day; the result is as precise as the unit."""
    if shift.unit in ("year", "decade", "century"):
        return _shift_years(shift, day.year)
    if shift.unit in ("month", "quarter", "half", "day_of_month"):
        return _shift_months(shift, day, anchor)
    if anchor.month is None or anchor.day is None:
        return None
    if shift.unit == "day":
        return _of(day + timedelta(days=shift.count))
    if shift.unit == "same_day":
        return PartialDate(day.year + shift.count, day.month, day.day)
    return _shift_weeks(shift, day)


def _shift_months(shift: Shift, day: date, anchor: PartialDate) -> PartialDate | None:
    """Return the month, the quarter, the half of a year, or the day of a month that lies some of them from a day."""
    from dateutil.relativedelta import relativedelta

    moved = day.replace(day=1) + relativedelta(
        months=shift.count * {"quarter": 3, "half": 6}.get(shift.unit, 1)
    )
    if shift.unit == "half":
        return PartialDate(moved.year, half=(moved.month + 5) // 6)
    if shift.unit == "quarter":
        return PartialDate(moved.year, quarter=(moved.month + 2) // 3)
    value = PartialDate(moved.year, moved.month, shift.day)
    return value if anchor.month and is_possible(value) else None


def _shift_years(shift: Shift, year: int) -> PartialDate | None:
    if shift.unit == "year":
        return PartialDate(year + shift.count)
    if shift.unit == "decade":
        return PartialDate((year // 10 + shift.count) * 10, unit="decade")
    return PartialDate((year // 100 + shift.count) * 100, unit="century")


def _shift_weeks(shift: Shift, day: date) -> PartialDate:
    """Return the week that lies some weeks from a day."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift.count)
    return PartialDate(monday.year, monday.month, monday.day, unit="week")


def _shift_to_weekend(shift: Shift, day: date, tense: str | None) -> PartialDate:
    """Return the weekend before or after a day, or that of its week; a Sunday belongs to the one it ends.

    «Next weekend» is the first one that has not begun, but in Chinese that of the next week.
    """
    saturday = day - timedelta(days=day.weekday() - _SATURDAY)
    has_begun = day >= saturday
    if shift.unit == "han_weekend":
        saturday += timedelta(weeks=shift.count)
    elif shift.count > 0:
        saturday += timedelta(weeks=shift.count - (not has_begun))
    elif shift.count < 0:
        saturday += timedelta(weeks=shift.count)
    elif not has_begun and (tense == "past" or (tense is None and day.weekday() < 2)):  # noqa: PLR2004 — Monday, Tuesday
        saturday -= timedelta(days=_DAYS_OF_WEEK)
    return PartialDate(saturday.year, saturday.month, saturday.day, unit="weekend")


def _shift_to_weekday(shift: Shift, day: date, tense: str | None, *, narrative: bool) -> PartialDate:
    """Return the weekday before or after a day; a bare one may be that day itself."""
    after = (shift.name - day.weekday()) % _DAYS_OF_WEEK
    before = after - _DAYS_OF_WEEK if after else 0
    counted = {"weekday_ago": before, "weekday_on": after, "weekday_of_week": shift.name - day.weekday()}
    distance = counted.get(shift.unit)
    if distance is not None:
        return _of(day + timedelta(days=distance, weeks=shift.count))
    if shift.unit == "weekday" and shift.count:
        if shift.count > 0:
            # «Next Saturday» is no tomorrow: of a Friday it is that of the next week.
            after += _DAYS_OF_WEEK if after <= 1 else 0
            return _of(day + timedelta(days=after, weeks=shift.count - 1))
        return _of(day + timedelta(days=before or -_DAYS_OF_WEEK, weeks=shift.count + 1))
    if shift.unit == "weekday":
        # «this Friday»: of the same week, unless that is over and the sentence looks ahead.
        distance = shift.name - day.weekday()
        if distance < 0 and tense == "future":
            distance += _DAYS_OF_WEEK
        return _of(day + timedelta(days=distance))
    if narrative or tense == "future":
        return _of(day + timedelta(days=after))
    return _of(day + timedelta(days=before))


def _shift_to_nth_weekday(shift: Shift, day: date) -> PartialDate:
    """Return the first, second … weekday of a name after a day, or before it."""
    after = (shift.name - day.weekday()) % _DAYS_OF_WEEK
    if shift.count < 0:
        return _of(day + timedelta(days=after, weeks=shift.count))
    return _of(day + timedelta(days=after or _DAYS_OF_WEEK, weeks=shift.count - 1))


def _shift_to_name(shift: Shift, day: date) -> PartialDate | None:
    """Return the month or season of a name before, after or around a day."""
    if shift.unit == "season_of_year":
        return PartialDate(day.year + shift.count, season=shift.name)
    if shift.unit == "season_name":
        return _shift_to_season(shift, day)
    year = day.year
    if shift.unit == "month_of_year":
        year += shift.count
    elif shift.count < 0 and (shift.name, shift.day or 1) >= (day.month, day.day if shift.day else 1):
        year -= 1
    elif shift.count > 0 and (shift.name, shift.day or 31) <= (day.month, day.day if shift.day else 31):
        year += 1
    value = PartialDate(year, shift.name, shift.day)
    return value if is_possible(value) else None


_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}


def _shift_to_season(shift: Shift, day: date) -> PartialDate:
    """Return the season that has ended last, that comes next, or that is of this year."""
    start = _SEASON_STARTS[shift.name]
    year = day.year
    if shift.count < 0:
        # The last month of the season must lie before the day.
        ended = (year, start + 2) < (year, day.month) if start < 12 else day.month > 2  # noqa: PLR2004
        year += shift.count + (ended and start < 12)  # noqa: PLR2004
    elif shift.count > 0:
        year += start <= day.month
    elif start == 12 and day.month <= 5:  # noqa: PLR2004 — a winter is named by the year that it begins in
        year -= 1
    return PartialDate(year, season=shift.name)


# The longest time without a certain weekday on a certain day of a month is 14 months.
_LONGEST_WAIT_DAYS = 430
# Up to here a past is believed.
_NEAR_DAYS = 45
_SIGNS: dict[str | None, tuple[int, ...]] = {None: (-1, 1), "past": (-1,), "future": (1,)}


def find_fitting_day(wanted: PartialDate, anchor: PartialDate, tense: str | None) -> PartialDate | None:
    """Return the day nearest to an anchor that is the wanted day of a month and the wanted weekday.

    Args:
        wanted: A day of a month and a weekday; None for the weekday where any will do.
        anchor: A full date.
        tense: `past` looks only back, `future` only ahead, None both ways.
    """
    if anchor.year is None or anchor.month is None or anchor.day is None:
        return None
    # A past tense may err: «Thursday the 23rd» three days ahead is meant, and not one of half a year ago.
    near = _NEAR_DAYS if wanted.weekday is not None and tense == "past" else 0
    for farthest, signs in ((near, _SIGNS[tense]), (_LONGEST_WAIT_DAYS, _SIGNS[None if near else tense])):
        for distance, sign in product(range(farthest), signs):
            found = add_days((anchor.year, anchor.month, anchor.day), sign * distance)
            if found[2] == wanted.day and wanted.weekday in (None, weekday_of(*found)):
                value = PartialDate(*found)
                return value if is_possible(value) else None
    return None


def falls_on(wanted: PartialDate, year: int) -> bool:
    """Return whether a day of a month falls on its weekday in a year.

    Args:
        wanted: Month, day and weekday.
        year: The year.
    """
    if (
        wanted.month is None
        or wanted.day is None
        or not is_possible(PartialDate(year, wanted.month, wanted.day))
    ):
        return False
    return weekday_of(year, wanted.month, wanted.day) == wanted.weekday


def find_year_of_weekday(wanted: PartialDate, anchor: Day, *, only_after: bool) -> int | None:
    """Return the year, nearest to an anchor, in which a day of a month falls on a weekday; None where none does.

    Args:
        wanted: Month, day and weekday.
        anchor: The day to be near to.
        only_after: Whether the date is no older than the anchor: it stands over everything else in the text.
    """
    if wanted.month is None or wanted.day is None:
        return None
    days = [
        (year, wanted.month, wanted.day)
        for year in range(max(1, anchor[0] - _WEEKDAY_CYCLE), anchor[0] + _WEEKDAY_CYCLE + 1)
        if is_possible(PartialDate(year, wanted.month, wanted.day))
        and weekday_of(year, wanted.month, wanted.day) == wanted.weekday
    ]
    fitting = [day for day in days if not only_after or day >= anchor]
    return min(fitting, key=lambda day: _measure_distance(anchor, day))[0] if fitting else None


def _measure_distance(anchor: Day, day: Day) -> int:
    """Return how many days two days are apart, the past being nearer by half a year."""
    distance = count_days_between(anchor, day)
    return distance + _PAST_FAVOUR_DAYS if distance > 0 else -distance


_PAST_FAVOUR_DAYS = 183


# A day falls on a weekday again within so many years, 29 February left aside.
_WEEKDAY_CYCLE = 14
