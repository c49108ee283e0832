"""Dates that are written in digits alone, and the question which of them is the day."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from corpuskit.dates.calendar.values import (
    PartialDate,
    add_days,
    count_days_between,
    expand_year,
    find_week,
    is_possible,
    weekday_of,
)
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_re

_ISO = compile_re(r"(\d{4})-(\d\d)-(\d\d)[tT ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?([zZ]|[+-]\d\d:?\d\d)?")
_BASIC_ISO = compile_re(r"(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)?(z|[+-]\d\d:?\d\d)?")
_ISO_WEEK = compile_re(r"(\d{4})-?w(\d\d)(?:-(\d))?")
_MARK = compile_re(r"[./-]")
_MONTHS = 12
_LAST_DAY = 31
_YEAR_DIGITS = 4
# «1204/18» is the number of a file.
_FIRST_YEAR_OF_RANGE, _LAST_YEAR_OF_RANGE = 1500, 2099
# Until 1752 a year began on 25 March in some countries: «7 February 1660/61».
_LAST_DOUBLE_YEAR = 1752
_BEGIN_OF_YEAR = (3, 25)


class Reading(NamedTuple):
    """What numbers say.

    Attributes:
        first: The date.
        last: The last year of a range of years.
        alternatives: Both dates that the numbers may be, the day first; none where only one is possible.
        ambiguous: What is open: `day-month`, `century`.
        order: The order of day and month, where the digits allow only one: `dmy` or `mdy`.
    """

    first: PartialDate
    last: PartialDate | None = None
    alternatives: tuple[PartialDate, ...] = ()
    ambiguous: tuple[str, ...] = ()
    order: str | None = None


def read_iso(text: str) -> Reading | None:
    """Return an ISO 8601 date with a time, or None where it is none."""
    match = _ISO.fullmatch(text)
    basic = _BASIC_ISO.fullmatch(text)
    if match is not None:
        year, month, day, time, zone = match.groups()
    elif basic is not None:
        year, month, day, zone = basic[1], basic[2], basic[3], basic[7]
        time = ":".join(part for part in basic.groups()[3:6] if part)
    else:
        return None
    if zone and len(zone) == 5:  # noqa: PLR2004 — ISO 8601 wants both parts of an extended form extended
        zone = f"{zone[:3]}:{zone[3:]}"
    value = PartialDate(int(year), int(month), int(day), time=time + (zone or "").upper())
    return Reading(value) if is_possible(value) else None


def read_iso_week(text: str) -> Reading | None:
    """Return a week of ISO 8601 (`2020-w47`) or a day of one (`2020-w47-3`), or None where there is no such week."""
    match = _ISO_WEEK.fullmatch(text)
    monday = None if match is None else find_week(int(match[1]), None, int(match[2]))
    if match is None or monday is None:
        return None
    if match[3]:
        value = PartialDate(*add_days(monday, int(match[3]) - 1))
    else:
        value = PartialDate(*monday, unit="week")
    return Reading(value) if monday[0] > 0 and is_possible(value) else None


def read_year_month(text: str) -> Reading | None:
    """Return the month or the range of years that `2015-12` or `2023-24` is, or None.

    «2001-02» may be February and may be a season of sport. It is a month when the second number cannot be a later
    year, or is written with a zero after a year that ends otherwise.
    """
    first, second = _MARK.split(text)
    year, number = int(first), int(second)
    if len(second) == 1 and read_double_year(text) is not None:
        return Reading(PartialDate(year), PartialDate(year + 1))
    is_later = number > year % 100 and (number > _MONTHS or number == year % 100 + 1)
    if len(second) == 2 and is_later and _FIRST_YEAR_OF_RANGE <= year <= _LAST_YEAR_OF_RANGE:  # noqa: PLR2004 — two digits
        return Reading(PartialDate(year), PartialDate(year - year % 100 + number))
    is_code = year > _LAST_YEAR_OF_RANGE and len(second) == 1
    return Reading(PartialDate(year, number)) if 1 <= number <= _MONTHS and not is_code else None


def read_double_year(text: str, month: int = 1, day: int = 1) -> int | None:
    """Return the year of a day that has two, one for a year that began in January and one for a year that began in March.

    Args:
        text: Two numbers with a mark between them: `1660/61`, `1660-1`, `1660/1661`.
        month: The month.
        day: The day.
    """
    first, second = _MARK.split(text)
    year = int(first) + 1
    follows = year <= _LAST_DOUBLE_YEAR and str(year).endswith(second)
    return year if follows and (month, day) < _BEGIN_OF_YEAR else None


def read_month_year(text: str) -> Reading | None:
    """Return the month that `12/2015` is, or None where the first number is none."""
    month, year = (int(part) for part in _MARK.split(text))
    return Reading(PartialDate(year, month)) if 1 <= month <= _MONTHS else None


def read_numeric(text: str, order: str | None) -> Reading | None:
    """Return the date that three numbers are, or None.

    Args:
        text: Three numbers with one mark between them: `24.06.2021`.
        order: What to assume where both orders give a date: `dmy`, `mdy`, `ymd`; None leaves it open, and both are
            alternatives.
    """
    parts = _MARK.split(text)
    numbers = [int(part) for part in parts]
    if len(parts[0]) == _YEAR_DIGITS:
        year, month, day = numbers
        # A year that comes first is followed by the month; nobody writes year, day, month.
        return _choose([(year, month, day)], "ymd")
    if len(parts[0]) > 2 or len(parts[2]) == 3 or len(parts[1]) > 2:  # noqa: PLR2004
        return None
    if len(parts[2]) != _YEAR_DIGITS:
        # 25-06-02 begins with the year where years come first; 03.05.23 does nowhere.
        reading = _read_short_year(numbers, parts, "dmy" if order == "ymd" and "-" not in text else order)
    else:
        day, month, year = numbers
        reading = _choose_order(year, day, month, order or ("dmy" if "." in text else None))
    # Nobody writes the month first where full stops divide the numbers, whatever the order of others is.
    is_settled = (
        "." in text and order != "mdy" and reading is not None and "day-month" not in reading.ambiguous
    )
    return reading._replace(alternatives=()) if reading is not None and is_settled else reading


# Numbers with full stops between them are more often no date: those of one are padded.
_DATE_LIKE = compile_re(r"\d{4}([./-])\d\d\1\d\d|\d\d?([/-])\d\d?\2\d{4}|\d\d\.\d\d\.\d{4}")


def is_written_like_date(text: str) -> bool:
    """Return whether three numbers that are no date of the calendar are meant as one: `29/02/2023`, `2023-02-30`.

    Args:
        text: Three numbers with one mark between them.
    """
    if _DATE_LIKE.fullmatch(text) is None:
        return False
    numbers = [int(part) for part in _MARK.split(text) if len(part) < _YEAR_DIGITS]
    return 1 <= min(numbers) <= _MONTHS and max(numbers) <= _LAST_DAY


def _read_short_year(numbers: list[int], parts: list[str], order: str | None) -> Reading | None:
    if len(parts[2]) != 2 or not all(numbers[:2]):  # noqa: PLR2004
        return None
    if numbers[0] > _LAST_DAY or order == "ymd":  # no day: the year comes first
        return _choose([(expand_year(numbers[0]), numbers[1], numbers[2])], "ymd")
    return _choose_order(expand_year(numbers[2]), numbers[0], numbers[1], order, ("century",))


def read_short_date(text: str, order: str | None) -> Reading | None:
    """Return the day and month that two numbers are (`24/06`), or None where they can be none."""
    day, month = (int(part) for part in _MARK.split(text))
    if "." in text and order == "dmy":
        # «Mo, 6.10.» is in October in whatever year.
        return _choose([(None, month, day)], order)
    return _choose_order(None, day, month, order)


def _choose_order(
    year: int | None, first: int, second: int, order: str | None, ambiguous: tuple[str, ...] = ()
) -> Reading | None:
    day_first, month_first = (year, second, first), (year, first, second)
    candidates = [month_first, day_first] if order == "mdy" else [day_first, month_first]
    reading = _choose(candidates, order, ambiguous)
    if reading is None or reading.alternatives or first == second:
        return reading
    return reading._replace(order="dmy" if first > _MONTHS else "mdy")


def _choose(
    candidates: Sequence[tuple[int | None, int, int]], order: str | None, ambiguous: tuple[str, ...] = ()
) -> Reading | None:
    """Return the first candidate that the calendar has; the other one too where the order is open."""
    dates = [PartialDate(*candidate) for candidate in candidates]
    possible = tuple(value for value in dates if value.day and is_possible(value))
    if not possible:
        return None
    if len(possible) > 1 and possible[0] != possible[1]:
        open_order = () if order is not None else ("day-month",)
        return Reading(possible[0], alternatives=possible, ambiguous=(*ambiguous, *open_order))
    return Reading(possible[0], ambiguous=ambiguous)


def decide_orders(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, the day-month order of numeric dates settled by those that allow only one.

    Args:
        mentions: All mentions of a document; those that stay open keep both alternatives.
    """
    orders = {mention.order for mention in mentions if mention.order is not None} or _find_order_of_stamps(
        mentions
    )
    if len(orders) != 1:
        return list(mentions)
    order = orders.pop()
    return [settle(mention, order) if mention.alternatives else mention for mention in mentions]


def decide_centuries(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, the century of a day settled by the same day with four digits: «5/2/28» and «5/2/1928».

    Args:
        mentions: All mentions of a document.
    """
    full = {
        key: mention.first.year
        for mention in mentions
        if (key := _find_short_day(mention)) is not None
        and mention.first is not None
        and "century" not in mention.ambiguous
    }
    return [
        mention.replace(
            first=msgspec.structs.replace(mention.first, year=full[key]),
            ambiguous=mention.without_ambiguity("century"),
        )
        if "century" in mention.ambiguous and (key := _find_short_day(mention)) in full and mention.first
        else mention
        for mention in mentions
    ]


def _find_short_day(mention: Mention) -> tuple[int, int | None, int] | None:
    """Return the last two digits of the year, the month and the day; None where it is no day of a year."""
    first = mention.first
    if first is None or first.year is None or first.day is None or mention.last is not None:
        return None
    return first.year % 100, first.month, first.day


def _find_order_of_stamps(mentions: Sequence[Mention]) -> set[str]:
    """Return the order in which the stamps of a chat follow each other in time, and most closely; none where both do.

    07/11/2024, 08/11/2024 and 09/11/2024 are three days in a row, or days of three months.
    """
    stamps = [
        mention.alternatives
        for mention in mentions
        if len(mention.alternatives) > 1 and mention.alternatives[0].time is not None and not mention.last
    ]
    spans: dict[str, int] = {}
    for place, order in enumerate(("dmy", "mdy")):
        days = [(date.year or 0, date.month or 0, date.day or 0) for date in (pair[place] for pair in stamps)]
        if days == sorted(days) and len(set(days)) > 1:
            spans[order] = count_days_between(days[0], days[-1])
    if len(spans) > 1 and max(spans.values()) < _LEAST_RATIO * min(spans.values()):
        return set()
    return {min(spans, key=lambda order: spans[order])} if spans else set()


# How many times longer a chat takes in the other order.
_LEAST_RATIO = 4


def settle_by_weekday(mention: Mention) -> Mention:
    """Return a mention, its day-month order settled by its weekday, where its year is written and one order fits only."""
    fitting = [
        date
        for date in mention.alternatives
        if date.year
        and date.month
        and date.day
        and weekday_of(date.year, date.month, date.day) == date.weekday
    ]
    if len(fitting) != 1:
        return mention
    return settle(mention, "mdy" if fitting[0] == mention.alternatives[1] else "dmy")


def settle_order(first: Mention, last: Mention) -> tuple[Mention, Mention]:
    """Return the two ends of a range, their day-month order settled by each other.

    An end that allows one order only decides for the other. Of two that are open, what they share is the month:
    10/1-10/7 lies in October.

    Args:
        first: The first end.
        last: The last one.
    """
    if "day-month" not in {*first.ambiguous, *last.ambiguous}:
        return first, last
    order = first.order or last.order
    if order is None and len(first.alternatives) > 1 and len(last.alternatives) > 1:
        shared = [a.month == b.month for a, b in zip(first.alternatives, last.alternatives, strict=True)]
        order = {(True, False): "dmy", (False, True): "mdy"}.get((shared[0], shared[1]))
    if order is None:
        return first, last
    ends = [settle(mention, order) if len(mention.alternatives) > 1 else mention for mention in (first, last)]
    return ends[0], ends[1]


def settle(mention: Mention, order: str) -> Mention:
    """Return a mention with the one of its two alternatives that an order gives.

    Args:
        mention: One with two alternatives.
        order: `dmy` or `mdy`.
    """
    index = 1 if order == "mdy" else 0
    return mention.replace(
        first=mention.alternatives[index],
        last=mention.last_alternatives[index] if mention.last_alternatives else mention.last,
        alternatives=(),
        last_alternatives=(),
        ambiguous=mention.without_ambiguity("day-month"),
    )
