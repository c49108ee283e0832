"""Ranges as written: when two dates are the two ends of one, and what the ends give each other.

The ends of most ranges are dates of one kind, which are made one mention here. «From next Friday to 1 October» and
«1998 to the present» have ends that are worked out apart from each other, and are joined after that.
"""

from __future__ import annotations

import msgspec

from corpuskit.dates.calendar.shifts import falls_on
from corpuskit.dates.calendar.values import PartialDate, find_days, find_first_month, is_possible
from corpuskit.dates.mentions import Mention

_WINTER = 24
_LINKED_KINDS = frozenset({"day", "month", "year", "season", "quarter", "minute", "decade", "century"})


def are_ends(first: PartialDate, last: PartialDate, link: str, *, opened: bool) -> bool:
    """Return whether two dates with a link between them are the ends of one range.

    Args:
        first: The date before the link.
        last: The date after it.
        link: `-`, `>` (a word like «to»), `&` (a word like «and») or `P` (a preposition, which links weekdays only).
        opened: Whether a word like «from» or «between» stands before the first.
    """
    if first.granularity not in _LINKED_KINDS or last.granularity not in _LINKED_KINDS:
        return False
    if link == "P":
        return are_adjacent(first, last)
    have_years = first.year is not None and last.year is not None
    if first.granularity != last.granularity:
        return opened or (link == ">" and have_years)
    if link == "-":
        return True
    shares_year = first.year is None
    if link == ">":
        are_years = first.granularity == last.granularity == "year"
        return (
            opened or shares_year or are_years or first.granularity in ("day", "month", "quarter", "season")
        )
    # «In 1936 and 1939» are two years, «in 1936 and 1937» are one time, as «16 and 17 May» are.
    is_next = first.granularity == "year" and (last.year or 0) - (first.year or 0) == 1
    adjacent = link == "&" and is_next
    return opened or adjacent


def are_adjacent(first: PartialDate, last: PartialDate) -> bool:
    """Return whether a day of a month follows another one: the 14th and the 15th, 31 May and 1 June."""
    if first.day is None or last.day is None:
        return False
    ends_month = last.day == 1 and first.day >= 28  # noqa: PLR2004 — the shortest month
    return ends_month or (last.day - first.day == 1 and first.month == last.month)


def share_year(first: PartialDate, last: PartialDate) -> tuple[PartialDate, PartialDate] | None:
    """Return the ends of a range, the year that one of them has given to the other; None where they run backwards."""
    if first.month is not None and last.month is None and last.day is not None:
        # «From 7 December to the 20th».
        if first.day is None or last.day <= first.day:
            return None
        last = msgspec.structs.replace(last, year=first.year, month=first.month)
    # «Winter-spring of 1920»: the winter is named after the year of its later months.
    begin = 0 if first.season == _WINTER else find_first_month(first) or 0, first.day or 0
    end = find_first_month(last) or 12, last.day or 31
    if first.year is None and last.year is not None and first.granularity != "year":
        first = msgspec.structs.replace(first, year=last.year - (begin > end))
    elif last.year is None and first.year is not None:
        last = msgspec.structs.replace(last, year=first.year + (end < begin))
    if not (is_possible(first) and is_possible(last)):
        return None
    if None not in (first.weekday, last.day, last.year) and last.weekday is None:
        moved = msgspec.structs.replace(last, weekday=first.weekday)
        if falls_on(moved, last.year or 0):
            # «In der Nacht auf Sonntag (30.11./1.12.2024)»: the weekday is that of the last one.
            first, last = msgspec.structs.replace(first, weekday=None), moved
    spans = find_days(first), find_days(last)
    if spans[0] is not None and spans[1] is not None and spans[0][0] >= spans[1][1]:
        return None
    return first, last


def join_dates(mention: Mention, other: Mention) -> Mention | None:
    """Return the range of two dates, or None where they run backwards.

    Args:
        mention: The first end.
        other: The last end.
    """
    if mention.first is None or other.first is None:
        return None
    ends = share_year(mention.first, other.first)
    if ends is None:
        return None
    open_order = "day-month" in mention.ambiguous and "day-month" in other.ambiguous
    pairs = [share_year(*pair) for pair in zip(mention.alternatives, other.alternatives, strict=False)]
    readings = [pair for pair in pairs if pair is not None] if open_order else []
    if len(readings) == 1:
        ends = readings[0]
    ambiguous = tuple(sorted({*mention.ambiguous, *other.ambiguous}))
    if len(readings) < 2:  # noqa: PLR2004 — two orders
        readings = []
        ambiguous = tuple(what for what in ambiguous if what != "day-month")
    return mention.replace(
        first=ends[0],
        last=ends[1],
        split=(mention.end, other.start),
        end=other.end,
        form="range",
        lang=mention.lang or other.lang,
        ambiguous=ambiguous,
        alternatives=tuple(pair[0] for pair in readings),
        last_alternatives=tuple(pair[1] for pair in readings),
    )


# What may be an end beside a date: «next Friday», «this May», «today».
_ENDS = frozenset({"day", "week", "weekday", "bareweekday", "month", "month_name", "year"})


def _are_weekdays(mention: Mention, other: Mention, *, opened: bool) -> bool:
    """Return whether two weekdays are one time: «Thursday and Friday», «die Nacht von Samstag auf Sonntag»."""
    first, last = mention.shift, other.shift
    if first is None or last is None:
        return False
    if first.unit == last.unit == "day" and first.base == last.base == "document":
        # «Tomorrow and the day after».
        return first.count != 0 and last.count - first.count == 1
    if {first.unit, last.unit} != {"bareweekday"}:
        return False
    return opened or (last.name - first.name) % 7 == 1


def reaches(mention: Mention, other: Mention, link: str, *, opened: bool) -> bool:
    """Return whether two mentions, one of them relative, are the ends of a range.

    Args:
        mention: What stands before the link.
        other: What stands after it.
        link: `-`, `>` (a word like «to») or `&` (a word like «and»).
        opened: Whether a word like «from» or «between» stands before the first.
    """
    if mention.hijri is not None and other.hijri is not None:
        return opened or link in ">-"
    if mention.first is None and other.first is None:
        return _are_weekdays(mention, other, opened=opened and link != "P")
    shift = mention.shift or other.shift
    if shift is None:
        # Both are dates, one of them a feast.
        return opened
    if shift.unit not in _ENDS:
        return False
    until_today = other.shift is not None and other.shift.unit == "day" and other.shift.count == 0
    return opened or (link in ">-" and until_today)
