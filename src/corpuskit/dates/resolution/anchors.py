"""What dates are resolved by: the date of a text or of a post, or a date that it mentions."""

from __future__ import annotations

import msgspec

from corpuskit.dates.calendar.values import Day, PartialDate, find_days


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A date that others are resolved by.

    Attributes:
        date: The date.
        source: `metadata`, `dateline`, `line`, `post`, `option`, `mention`.
        at: Index in the text; None when it is no part of it.
        is_guess: Whether its own year, or all of it, is a guess.
        is_by_weekday: Whether its year follows from its weekday.
    """

    date: PartialDate
    source: str
    at: int | None = None
    is_guess: bool = False
    is_by_weekday: bool = False

    @property
    def day(self) -> Day:
        """The anchor as a day: the first one of a month or year."""
        days = find_days(self.date)
        return days[0] if days is not None else (1, 1, 1)
