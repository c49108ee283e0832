"""Dates that are written in digits alone, and the question which of them is the day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpuskit.dates.mentions import Mention
from corpuskit.dates.values import PartialDate, add_days, expand_year, find_week, is_possible, weekday_of

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)[tT ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?([zZ]|[+-]\d\d:?\d\d)?")
_BASIC_ISO = re.compile(r"(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)?(z|[+-]\d\d:?\d\d)?")
_ISO_WEEK = re.compile(r"(\d{4})-?w(\d\d)(?:-(\d))?")
_MARK = re.compile(r"[./-]")
_MONTHS = 12
_LAST_DAY = 31
_YEAR_DIGITS = 4


def read_iso(text: str, mention: Mention) -> bool:
    """Fill a mention from an ISO 8601 date with a time; return whether it is one."""
    match = _ISO.fullmatch(text)
    basic = _BASIC_ISO.fullmatch(text)
    if match is not None:
        year, month, day, time, zone = match.groups()
    elif basic is not None:
        year, month, day, zone = basic[1], basic[2], basic[3], basic[7]
        time = ":".join(part for part in basic.groups()[3:6] if part)
    else:
        return False
    if zone and len(zone) == 5:  # noqa: PLR2004 — ISO 8601 wants both parts of an extended form extended
        zone = f"{zone[:3]}:{zone[3:]}"
    mention.first = PartialDate(int(year), int(month), int(day), time=time + (zone or "").upper())
    return is_possible(mention.first)


def read_iso_week(text: str, mention: Mention) -> bool:
    """Fill a mention from a week of ISO 8601 (`2020-w47`) or a day of one (`2020-w47-3`); return whether there is one."""
    match = _ISO_WEEK.fullmatch(text)
    monday = None if match is None else find_week(int(match[1]), None, int(match[2]))
    if match is None or monday is None:
        return False
    if match[3]:
        mention.first = PartialDate(*add_days(monday, int(match[3]) - 1))
    else:
        mention.first = PartialDate(*monday, unit="week")
    return monday[0] > 0 and is_possible(mention.first)


def read_year_month(text: str, mention: Mention) -> bool:
    """Fill a mention from `2015-12` or `2023-24`; return whether it is a month or a range of years.

    «2001-02» may be February and may be a season of sport. It is a month when the second number cannot be a later
    year, or is written with a zero after a year that ends otherwise.
    """
    first, second = _MARK.split(text)
    year, number = int(first), int(second)
    if len(second) == 2 and number > year % 100 and (number > _MONTHS or number == year % 100 + 1):  # noqa: PLR2004
        mention.first, mention.last = PartialDate(year), PartialDate(year - year % 100 + number)
        return True
    mention.first = PartialDate(year, number)
    return 1 <= number <= _MONTHS


def read_month_year(text: str, mention: Mention) -> bool:
    """Fill a mention from `12/2015`; return whether the first number is a month."""
    month, year = (int(part) for part in _MARK.split(text))
    mention.first = PartialDate(year, month)
    return 1 <= month <= _MONTHS


def read_numeric(text: str, order: str | None, mention: Mention) -> bool:
    """Fill a mention from three numbers; return whether they are a date.

    Args:
        text: Three numbers with one mark between them: `24.06.2021`.
        order: What to assume where both orders give a date: `dmy`, `mdy`, `ymd`; None leaves it open, and the
            mention gets both as alternatives.
        mention: It is given the date, the alternatives and what is ambiguous.
    """
    parts = _MARK.split(text)
    numbers = [int(part) for part in parts]
    if len(parts[0]) == _YEAR_DIGITS:
        year, month, day = numbers
        # A year that comes first is followed by the month; nobody writes year, day, month.
        return _choose(mention, [(year, month, day)], "ymd")
    if len(parts[0]) > 2 or len(parts[2]) == 3 or len(parts[1]) > 2:  # noqa: PLR2004
        return False
    if len(parts[2]) != _YEAR_DIGITS:
        return _read_short_year(numbers, parts, order, mention)
    day, month, year = numbers
    return _choose_order(mention, year, day, month, order)


# Numbers with full stops between them are more often no date: those of one are padded.
_DATE_LIKE = re.compile(r"\d{4}([./-])\d\d\1\d\d|\d\d?([/-])\d\d?\2\d{4}|\d\d\.\d\d\.\d{4}")


def is_written_like_date(text: str) -> bool:
    """Return whether three numbers that are no date of the calendar are meant as one: `29/02/2023`, `2023-02-30`.

    Args:
        text: Three numbers with one mark between them.
    """
    if _DATE_LIKE.fullmatch(text) is None:
        return False
    numbers = [int(part) for part in _MARK.split(text) if len(part) < _YEAR_DIGITS]
    return 1 <= min(numbers) <= _MONTHS and max(numbers) <= _LAST_DAY


def _read_short_year(numbers: list[int], parts: list[str], order: str | None, mention: Mention) -> bool:
    if len(parts[2]) != 2 or not all(numbers[:2]):  # noqa: PLR2004
        return False
    if numbers[0] > _LAST_DAY:  # no day: the year comes first
        return _choose(mention, [(expand_year(numbers[0]), numbers[1], numbers[2])], "ymd")
    mention.ambiguous = ["century"]
    return _choose_order(mention, expand_year(numbers[2]), numbers[0], numbers[1], order)


def read_short_date(text: str, order: str | None, mention: Mention) -> bool:
    """Fill a mention from a day and a month in digits (`24/06`); return whether they may be that."""
    day, month = (int(part) for part in _MARK.split(text))
    return _choose_order(mention, None, day, month, order)


def _choose_order(mention: Mention, year: int | None, first: int, second: int, order: str | None) -> bool:
    day_first, month_first = (year, second, first), (year, first, second)
    candidates = [month_first, day_first] if order == "mdy" else [day_first, month_first]
    if not _choose(mention, candidates, order):
        return False
    if not mention.alternatives and first != second:
        mention.order = "dmy" if first > _MONTHS else "mdy"
    return True


def _choose(mention: Mention, candidates: Sequence[tuple[int | None, int, int]], order: str | None) -> bool:
    """Take the first candidate that the calendar has; keep the other one where the order is open."""
    dates = [PartialDate(*candidate) for candidate in candidates]
    possible = [value for value in dates if value.day and is_possible(value)]
    if not possible:
        return False
    mention.first = possible[0]
    if len(possible) > 1 and possible[0] != possible[1]:
        mention.alternatives = possible
        if order is None:
            mention.ambiguous = [*mention.ambiguous, "day-month"]
    return True


def decide_orders(mentions: list[Mention]) -> None:
    """Settle the day-month order of numeric dates by those of the same document that allow only one.

    Args:
        mentions: All mentions of a document; those that stay open keep both alternatives.
    """
    orders = {mention.order for mention in mentions if mention.order is not None}
    if len(orders) != 1:
        return
    order = orders.pop()
    for mention in mentions:
        if mention.alternatives:
            _settle(mention, order)


def settle_by_weekday(mention: Mention) -> None:
    """Settle the day-month order of a date by its weekday, where its year is written and one order fits only."""
    fitting = [
        date
        for date in mention.alternatives
        if date.year
        and date.month
        and date.day
        and weekday_of(date.year, date.month, date.day) == date.weekday
    ]
    if len(fitting) == 1:
        _settle(mention, "mdy" if fitting[0] == mention.alternatives[1] else "dmy")


def settle_order(first: Mention, last: Mention) -> None:
    """Settle the day-month order of the two ends of a range by each other.

    An end that allows one order only decides for the other. Of two that are open, what they share is the month:
    10/1-10/7 lies in October.

    Args:
        first: The first end.
        last: The last one.
    """
    if "day-month" not in {*first.ambiguous, *last.ambiguous}:
        return
    order = first.order or last.order
    if order is None and len(first.alternatives) > 1 and len(last.alternatives) > 1:
        shared = [a.month == b.month for a, b in zip(first.alternatives, last.alternatives, strict=True)]
        order = {(True, False): "dmy", (False, True): "mdy"}.get((shared[0], shared[1]))
    for mention in (first, last):
        if order is not None and len(mention.alternatives) > 1:
            _settle(mention, order)


def _settle(mention: Mention, order: str) -> None:
    index = 1 if order == "mdy" else 0
    mention.first = mention.alternatives[index]
    if mention.last_alternatives:
        mention.last = mention.last_alternatives[index]
    mention.alternatives, mention.last_alternatives = [], []
    mention.ambiguous = [what for what in mention.ambiguous if what != "day-month"]
