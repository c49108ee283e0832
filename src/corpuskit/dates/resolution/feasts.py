"""Feasts that stand beside their own day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpuskit.dates.calendar.holidays import find_holiday
from corpuskit.dates.mentions import Mention

# How many code points may stand between a feast and its day: «Christmas Eve, the 24th of December».
_BESIDE = 12


def leave_out_named_twice(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield resolved mentions without the feasts that stand beside their own day: «on New Year's Eve, 31 December 2023».

    Args:
        mentions: The mentions of a document, in order.
    """
    before: Mention | None = None
    for mention in mentions:
        if before is not None and _is_that_day(mention, before):
            # 12月22日那天.
            continue
        if before is not None and mention.holiday and _names_day(mention, before):
            continue
        if before is not None and not (before.holiday and _names_day(before, mention)):
            yield before
        before = mention
    if before is not None:
        yield before


def _is_that_day(mention: Mention, before: Mention) -> bool:
    """Return whether «that day» stands directly after the day that it means."""
    shift = mention.shift
    is_told = shift is not None and shift.base == "mention" and shift.unit == "day" and shift.count == 0
    return is_told and mention.start - before.end <= 1 and before.value is not None


def _names_day(feast: Mention, other: Mention) -> bool:
    """Return whether a feast without a year is the day of the date beside it."""
    distance = max(feast.start - other.end, other.start - feast.end)
    day = other.value
    if (
        distance > _BESIDE
        or other.holiday
        or other.shift is not None
        or day is None
        or day.year is None
        or not feast.is_yearless
    ):
        return False
    return find_holiday(feast.holiday, day.year) == (day.year, day.month, day.day)
