"""Days of China's lunar calendar and two terms of its solar one, by a table of the years that are known exactly."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpuskit.dates.calendar.values import Day
from corpuskit.tables import read_table

_TABLE = Path(__file__).with_name("lunar.toml")
_LONG_MONTH, _SHORT_MONTH = 30, 29


class LunarYear(NamedTuple):
    """A year of the lunar calendar.

    Attributes:
        months: The first days of its months but leap ones, the first month first.
        qingming: The day on which the sun stands 15 degrees behind the equinox of spring.
        solstice: The day of the winter solstice.
    """

    months: tuple[date, ...]
    qingming: date
    solstice: date


@cache
def read_lunar_years() -> dict[int, LunarYear]:
    """Return the years that are known, by the Gregorian year in which they begin."""
    table = read_table(_TABLE, dict[str, str])
    return {int(year): _read_year(int(year), *written.split()) for year, written in table.items()}


def _read_year(year: int, begin: str, lengths: str, qingming: str, solstice: str) -> LunarYear:
    day = date.fromisoformat(f"{year}-{begin}")
    months = []
    is_leap = False
    for sign in lengths:
        if sign == "+":
            is_leap = True
            continue
        if not is_leap:
            months.append(day)
        is_leap = False
        day += timedelta(days=_SHORT_MONTH if sign == "9" else _LONG_MONTH)
    return LunarYear(tuple(months), date(year, 4, int(qingming)), date(year, 12, int(solstice)))


def find_lunar_day(year: int, month: int, day: int) -> Day | None:
    """Return a day of the lunar calendar; None where the year is not in the table.

    Args:
        year: The Gregorian year in which the lunar one begins.
        month: 1 to 12; no leap month.
        day: 1 to 30; 0 for the day before the month.
    """
    known = read_lunar_years().get(year)
    return None if known is None else _day_of(known.months[month - 1] + timedelta(days=day - 1))


def find_qingming(year: int) -> Day | None:
    """Return the day of 清明 in a year; None where it is not in the table."""
    known = read_lunar_years().get(year)
    return None if known is None else _day_of(known.qingming)


def find_solstice(year: int) -> Day | None:
    """Return the day of 冬至 in a year; None where it is not in the table."""
    known = read_lunar_years().get(year)
    return None if known is None else _day_of(known.solstice)


def _day_of(day: date) -> Day:
    return day.year, day.month, day.day
