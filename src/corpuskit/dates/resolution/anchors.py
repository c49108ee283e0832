"""What dates are resolved by, and which of two ways a text goes: that of news or that of a story."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from corpuskit.dates.calendar.values import Day, PartialDate, count_days_between, find_days
from corpuskit.dates.mentions import Mention

# From which share of full dates that lie further than this from the document's a text is a narrative.
_NARRATIVE_SHARE = 0.5
_NARRATIVE_DAYS = 400
_FEWEST_DATES_OF_NARRATIVE = 4
_FEWEST_YEARS_OF_NARRATIVE = 12


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """A date that others are resolved by.

    Attributes:
        date: The date.
        source: `metadata`, `dateline`, `line`, `post`, `option`, `mention`.
        at: Index in the text; None when it is no part of it.
    """

    date: PartialDate
    source: str
    at: int | None = None

    @property
    def day(self) -> Day:
        """The anchor as a day: the first one of a month or year."""
        days = find_days(self.date)
        return days[0] if days is not None else (1, 1, 1)


def tells_of_other_years(
    mentions: Sequence[Mention], document: Anchor | None, is_quoted: Callable[[int], bool]
) -> bool:
    """Return whether a text tells a story of other times than its own: history, and no news.

    Args:
        mentions: All its dates.
        document: Its own date, where it has one; a text without one is read as a story.
        is_quoted: Tells whether a place of the text lies inside quotation marks: what is said there is of another time.
    """
    if document is None:
        return True
    days = document.day
    spans = [
        (find_days(mention.first), mention.first.month)
        for mention in mentions
        if mention.first is not None and mention.first.year is not None
    ]
    far = [
        month is not None
        for span, month in spans
        if span is not None and abs(count_days_between(span[0], days)) > _NARRATIVE_DAYS
    ]
    # News speaks of yesterday and of Friday; a history seldom does, but for what people say in it.
    deictic = sum(
        mention.shift is not None
        and mention.shift.unit in ("day", "bareweekday")
        and mention.shift.base == "document"
        and not is_quoted(mention.start)
        for mention in mentions
    )
    if len(far) < _NARRATIVE_SHARE * len(spans) or deictic > max(1, len(far) / 4):
        return False
    if sum(far) >= _FEWEST_DATES_OF_NARRATIVE or len(far) >= _FEWEST_YEARS_OF_NARRATIVE:
        return True
    yearless = sum(mention.is_yearless for mention in mentions)
    return len(far) == len(spans) and yearless >= len(far) >= _FEWEST_DATES_OF_NARRATIVE
