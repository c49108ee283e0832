"""A date in a text: as written first, then with what follows from other places."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from corpuskit.dates.calendar.parts import Part
from corpuskit.dates.calendar.shifts import Shift
from corpuskit.dates.calendar.values import PartialDate


class Mention(msgspec.Struct, frozen=True):
    """A date in a text. The grammar makes it from the words; each later stage replaces it by one that says more.

    Attributes:
        start: Index of its first code point; in the view at first, then in the document.
        end: Index after its last code point.
        form: Name of the form that it has.
        lang: ISO 639-1 code of the language of its words, or None where it has none.
        first: The date, or the first one of a range; None for a relative one.
        last: The last one of a range.
        shift: What a relative one says.
        alternatives: Other dates that the digits may mean.
        ambiguous: What is open: `day-month`, `century`.
        calendar: `gregorian`, `hijri` or `chinese`.
        hijri: Year, month and day of the Islamic calendar, as far as they are written.
        hijri_last: The last day of a range that it writes in the Islamic calendar.
        order: The order of day and month, where the digits allow only one: `dmy` or `mdy`.
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
        contradiction: What in it does not fit together: `weekday`, or `impossible` for a date that the calendar does
            not have, which is then no date at all; "" where all does.
        part: What part of the date it is: «the last day of May».
        recurring: Whether it comes again: «every Friday».
        either: Whether it is one of its two ends, and not all between them: «14 or 15 March».
        tentative: Whether it is a date only where the sentence speaks of the future («in two weeks»), or of the past
            («the summer was hot»).
        value: The date that it means, once it is resolved.
        last_value: The last date of the range that it means.
        resolved_by: What fixed the value.
        anchor_value: EDTF of the date that it was resolved by.
        anchor_at: Where that stands.
        anchor_source: What kind of a date that is.
        year_inferred: Whether its year is not written.
        last_inferred: Whether that of its last end is not, where that differs.
        open_ended: Whether the range goes on.
        uncertain: Whether the date as a whole is a guess.
        approximate: Whether its days are reckoned, and may be off by one or two.
    """

    start: int
    end: int
    form: str
    lang: str | None = None
    first: PartialDate | None = None
    last: PartialDate | None = None
    shift: Shift | None = None
    alternatives: tuple[PartialDate, ...] = ()
    ambiguous: tuple[str, ...] = ()
    calendar: str = "gregorian"
    hijri: tuple[int | None, int | None, int | None] | None = None
    hijri_last: tuple[int | None, int | None, int | None] | None = None
    order: str | None = None
    joined: bool = False
    listed: bool = False
    holiday: int = 0
    nth_week: int | None = None
    from_monday: bool = False
    near: Literal["", "last", "this", "next"] = ""
    reaches: bool = False
    last_alternatives: tuple[PartialDate, ...] = ()
    split: tuple[int, int] | None = None
    vague: bool = False
    contradiction: str = ""
    part: Part | None = None
    recurring: bool = False
    either: bool = False
    tentative: bool = False
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
    approximate: bool = False

    @property
    def is_impossible(self) -> bool:
        """Whether it is written like a date that the calendar does not have."""
        return self.contradiction == "impossible"

    @property
    def is_yearless(self) -> bool:
        """Whether it is a calendar date without a year."""
        return self.first is not None and self.first.year is None

    def replace(self, **changes: Any) -> Mention:
        """Return this mention with some fields changed."""
        return msgspec.structs.replace(self, **changes)

    def without_ambiguity(self, what: str) -> tuple[str, ...]:
        """Return what else is open."""
        return tuple(other for other in self.ambiguous if other != what)
