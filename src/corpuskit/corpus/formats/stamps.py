"""Dates and times that chats as text begin their messages with.

The order of day and month is one for the whole file. It is told by the file itself: by the name of a month, by a number
over 12, by a year in front, by full stops, by days of the week, or by the order in which time goes on.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.tables import read_table
from corpuskit.text.spaces import SPACES


@cache
def _read_names(table: str) -> dict[str, int]:
    """Return the place of each name in its table, from 0."""
    tables = read_table(Path(__file__).with_name("chat.toml"), dict[str, dict[str, Any]])
    return {name: place for place, names in enumerate(tables[table]["names"]) for name in names}


MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Marks of direction that some exports write around what they say, for a class of characters."""
_GAP = f"[{SPACES}]"
_BETWEEN = rf"[{MARKS}]?(?:[./-] ?|[년월年月] ?)"
_NUMBERS = rf"(?P<a>\d{{1,4}}){_BETWEEN}(?P<b>\d{{1,2}}){_BETWEEN}(?P<c>\d{{1,4}})[일日.]?"
_LETTERS = r"[^\W\d_]{3,12}"
_NAMED = (
    rf"(?P<day>\d{{1,2}})\.?[ -](?:de )?(?P<month>{_LETTERS})\.?,?[ -](?:de )?(?P<year>\d{{4}}|\d\d)(?: [гр]\.|\.)?"
    rf"|(?P<month_first>{_LETTERS})\.? (?P<day_second>\d{{1,2}}),? (?P<year_last>\d{{4}})"
)
DATE = rf"(?:{_NUMBERS}|{_NAMED})"
"""Pattern of a date; `read_date` reads what it matches."""


def _list_halves() -> str:
    """Return an alternation of the names of the halves of the day, longer ones first."""
    names = sorted(_read_names("halves"), key=len, reverse=True)
    return "|".join(map(re.escape, names))


_HALVES = _list_halves()
_NOON = rf"(?:{_GAP}*(?P<noon>[AaPp]{_GAP}?\.?{_GAP}?[Mm]\.?|(?:{_HALVES})(?![^\W\d_])))?"
CLOCK = rf"(?:(?P<before>{_HALVES}){_GAP}?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?{_NOON}"
"""Pattern of a time of day; `read_clock` reads what it matches."""
WHEN = rf"{DATE}[,،]?[{MARKS}]*{_GAP}+[{MARKS}]*(?:(?:at|um|à|às|alle|klo|kl\.|o|u|в){_GAP}+)?{CLOCK}"
"""Pattern of a date and a time of day; `read_stamp` reads what it matches."""

_YEAR_DIGITS = 4
_CENTURY_PIVOT = 50
# In the calendars of Iran and Thailand years have other numbers, of four digits or two: no chat is so old, or so young.
_YEARS = range(1990, 2050)


class Stamp(NamedTuple):
    """The date and the time of a message.

    Attributes:
        numbers: The three numbers of the date, as written; year, month and day where the month has a name.
        is_dotted: Whether full stops stand between them.
        clock: Hour, minute and second.
        noon: The mark of the half of the day, as written.
        weekday: The day of the week that is written beside it, from 0 for Monday; None where there is none.
    """

    numbers: tuple[str, str, str]
    is_dotted: bool
    clock: tuple[int, int, int]
    noon: str | None = None
    weekday: int | None = None


def read_stamp(found: re.Match[str]) -> Stamp | None:
    """Return the date and the time of a match of `WHEN`; None where no calendar or clock shows them."""
    date, clock = read_date(found), read_clock(found)
    return None if date is None or clock is None else date._replace(clock=clock, noon=found["noon"])


def read_date(found: re.Match[str]) -> Stamp | None:
    """Return the date of a match of `DATE`, at midnight; None where its month has no name that is known."""
    if found["a"] is not None:
        is_dotted = "." in found.string[found.end("a") : found.start("c")]
        return Stamp((found["a"], found["b"], found["c"]), is_dotted, (0, 0, 0))
    name = (found["month"] or found["month_first"]).lower()
    months = _read_months()
    # A name of two months in two languages of which one writes ordinals.
    is_ordinal = found["day"] is not None and found.string[found.end("day")] == "."
    month = months.get(f". {name}", months.get(name)) if is_ordinal else months.get(name)
    if month is None:
        return None
    year = found["year"] or found["year_last"]
    numbers = (f"{_find_year(int(year)):04}", str(month), found["day"] or found["day_second"])
    return Stamp(numbers, is_dotted=False, clock=(0, 0, 0))


def read_clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Return hour, minute and second of a match of `CLOCK`; None where no clock shows them."""
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    noon = found["before"] or found["noon"]
    if noon:
        hour = hour % 12 + 12 * _read_names("halves").get(noon, int(noon[0] in "Pp"))
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None  # noqa: PLR2004 — a clock


def read_weekday(name: str | None) -> int | None:
    """Return the number of a day of the week, from 0 for Monday; None where its name is not known."""
    return None if name is None else _read_names("weekdays").get(name.lower())


def _read_months() -> dict[str, int]:
    """Return the number of a month by its name."""
    return {name: number + 1 for name, number in _read_names("months").items()}


_ORDERS = {"day first": (2, 1, 0), "month first": (2, 0, 1), "year first": (0, 1, 2)}


class Order(NamedTuple):
    """Where year, month and day stand among three numbers.

    Attributes:
        places: The three places.
        by_habit: Whether only the way in which the numbers are written tells it.
    """

    places: tuple[int, int, int]
    by_habit: bool = False


def find_order(stamps: list[Stamp]) -> Order | None:
    """Return where year, month and day stand among the three numbers of all dates; None where nothing tells it."""
    if any(len(stamp.numbers[0]) == _YEAR_DIGITS for stamp in stamps):
        return Order(_ORDERS["year first"])
    if any(stamp.is_dotted for stamp in stamps):
        return Order(_ORDERS["day first"])
    possible = [
        order
        for order in (_ORDERS["day first"], _ORDERS["month first"])
        if all(_fits(stamp, order) for stamp in stamps)
    ]
    if len(possible) == 1 or (possible and all(int(s.numbers[0]) == int(s.numbers[1]) for s in stamps)):
        return Order(possible[0])
    back = [_count_steps_back(stamps, order) for order in possible]
    if possible and back[0] != back[1]:
        return Order(possible[back.index(min(back))])
    name = _find_habit(stamps) if possible else None
    return None if name is None else Order(_ORDERS[name], by_habit=True)


def _fits(stamp: Stamp, places: tuple[int, int, int]) -> bool:
    """Return whether there is such a day, and it is the day of the week that is written beside it."""
    time = _make_time(stamp, places)
    return time is not None and stamp.weekday in (None, time.weekday())


def _find_habit(stamps: list[Stamp]) -> str | None:
    """Return the order that the locales of telephones have for numbers that are written so; None where both occur.

    Source: the short dates of the CLDR, version 44: those with the month first are M/d/yy (en-US, fil) and MM/dd/yy
    (es-PA, es-PR), those with a year of four digits or with zeros in front have the day first but for the latter two.
    """
    if all(len(stamp.numbers[2]) == _YEAR_DIGITS for stamp in stamps):
        return "day first"
    if any(number.startswith("0") for stamp in stamps for number in stamp.numbers[:2]):
        return "day first"
    marks = {stamp.noon or "" for stamp in stamps}
    if any("." in mark for mark in marks):
        return "day first"
    return "month first" if marks & {"AM", "PM"} else None


def _count_steps_back(stamps: list[Stamp], order: tuple[int, int, int]) -> int:
    """Return how often time would go back from a message to the next."""
    times = [time for stamp in stamps if (time := _make_time(stamp, order)) is not None]
    return sum(later < earlier for earlier, later in pairwise(times))


def write_time(stamp: Stamp, order: Order | None) -> str | None:
    """Return the time of a message as ISO 8601; None where it is not known, or there is no such day."""
    time = None if order is None else _make_time(stamp, order.places)
    return None if time is None else time.isoformat()


def _make_time(stamp: Stamp, places: tuple[int, int, int]) -> datetime | None:
    year, month, day = (int(stamp.numbers[place]) for place in places)
    year = _find_year(year)
    if year not in _YEARS:
        return None
    try:
        return datetime(year, month, day, *stamp.clock)  # noqa: DTZ001 — the clock of the telephone
    except ValueError:
        return None


def _find_year(year: int) -> int:
    """Return a year of two digits as the one of four that is meant; any other one as it is."""
    if year >= 100:  # noqa: PLR2004 — it has three digits or more
        return year
    return year + (2000 if year < _CENTURY_PIVOT else 1900)
