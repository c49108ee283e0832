"""What the grammar finds: a date as written, before anything about it is inferred."""

from __future__ import annotations

from typing import Literal

import msgspec

from corpuskit.dates.values import PartialDate


class Shift(msgspec.Struct, frozen=True):
    """A distance from a date that stands elsewhere: «79 years ago», «last Tuesday».

    Attributes:
        unit: What is counted, or what is named: `year`, `month`, `day`, `week`, `weekend`, `decade`, `century`,
            `quarter`, `day_of_month`, `weekday`, `month_name`, `season_name`.
        count: How many of them, negative for the past; 0 for the present one.
        name: Number of the weekday, month or season that is named; 0 for none.
        day: Day of the named month, where there is one.
        base: `document`, or `mention` where it is counted from the date before («a year earlier»).
    """

    unit: str
    count: int
    name: int = 0
    day: int | None = None
    base: Literal["document", "mention"] = "document"


class Mention(msgspec.Struct):
    """A date in a text, as far as its own words go; `resolve` adds what follows from other places.

    Attributes:
        start: Index of its first code point; in the view at first, then in the document.
        end: Index after its last code point.
        rule: The form that it has.
        lang: ISO 639-1 code of the language of its words, or None where it has none.
        first: The date, or the first one of a range; None for a relative one.
        last: The last one of a range.
        shift: What a relative one says.
        alternatives: Other dates that the digits may mean.
        ambiguous: What is open: `day-month`, `century`.
        calendar: `gregorian`, `hijri` or `chinese`.
        joined: Whether it is followed by «and», a comma or a dash and another date: a year is then shared.
        listed: Whether its two days are a list («July 5 and 16») and not a range.
        holiday: The rule of a holiday; 0 where it is none.
        nth_week: Which week of a month it is, from 1; 0 is the last one; None where it is no such week.
        from_monday: Whether it is the week, from Monday to Sunday, that its day lies in.
        near: `last`, `this` or `next` where a word says that it is not far from the date of the document: «this Friday,
            5 May», «the next 24/06»; else "".
        reaches: Whether it is the first end of a range whose last end, a relative date or «now», is the mention after
            it (or it is that itself).
        last_alternatives: What the last end of a range may mean, one for each of `alternatives`.
        split: Where the first end of a range ends and where the last one starts.
        vague: Whether it says no more than «now».
        order: The order of day and month, where the digits allow only one: `dmy` or `mdy`.
        contradiction: What in it does not fit together: `weekday`, or `impossible` for a date that the calendar does
            not have, which is then no date at all; "" where all does.
    """

    start: int
    end: int
    rule: str
    lang: str | None = None
    first: PartialDate | None = None
    last: PartialDate | None = None
    shift: Shift | None = None
    alternatives: list[PartialDate] = msgspec.field(default_factory=list)
    ambiguous: list[str] = msgspec.field(default_factory=list)
    calendar: str = "gregorian"
    hijri: tuple[int | None, int | None, int | None] | None = None
    order: str | None = None
    joined: bool = False
    listed: bool = False
    holiday: int = 0
    nth_week: int | None = None
    from_monday: bool = False
    near: Literal["", "last", "this", "next"] = ""
    reaches: bool = False
    last_alternatives: list[PartialDate] = msgspec.field(default_factory=list)
    split: tuple[int, int] | None = None
    vague: bool = False
    # What `resolve` fills in.
    value: PartialDate | None = None
    last_value: PartialDate | None = None
    resolved_by: str | None = None
    anchor_value: str | None = None
    anchor_at: int | None = None
    anchor_source: str | None = None
    year_inferred: bool = False
    last_inferred: bool | None = None
    open_ended: bool = False
    uncertain: bool = False
    contradiction: str = ""

    @property
    def is_impossible(self) -> bool:
        """Whether it is written like a date that the calendar does not have."""
        return self.contradiction == "impossible"

    @property
    def is_yearless(self) -> bool:
        """Whether it is a calendar date without a year."""
        return self.first is not None and self.first.year is None


def mark_impossible(mention: Mention) -> Mention:
    """Return a mention as one of a date that the calendar does not have: 30 February.

    Args:
        mention: It loses its date, so that nothing is resolved by it.
    """
    mention.first = mention.last = None
    mention.alternatives = []
    mention.contradiction = "impossible"
    return mention
