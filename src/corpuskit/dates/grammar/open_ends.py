"""First ends of ranges that lack the month or the year which the last end has."""

from __future__ import annotations

import msgspec

from corpuskit.dates.calendar.values import PartialDate, weekday_of
from corpuskit.dates.grammar.form import Form, FormTable
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.mentions import Mention

_MONTHS = 12
_LINK = r"(?: ?- ?|/| {TO} ?{ARTICLE}| {AND|OR|PREPOSITION} ?{ARTICLE})"


def build_first_end(groups: MatchGroups) -> Mention | None:
    """Return the mention of a first end: a day, with its weekday or its month where they are written."""
    if (
        "&" in "".join(groups.tokens[at].kind for at in range(groups.start, groups.end))
        and not groups.is_opened()
    ):
        return None
    end = groups.token("end")
    month = groups.value("month")
    day = groups.value("day")
    token = groups.token("day")
    if day is None or token is None or (month or 1) > _MONTHS:
        return None
    after = groups.tokens[groups.end : groups.end + 1]
    if token.kind in "oc" and not token.text[:1].isdecimal() and after and after[0].kind in "178":
        # «The first – 13.06.2017»: what is spelled out is no end of what is written in digits.
        return None
    last = end or groups.token("month") or token
    first = PartialDate(month=month, day=day, weekday=groups.value("weekday"))
    return groups.mention(first=first).replace(end=last.end)


FIRST_ENDS = FormTable(
    (
        Form(
            "weekday_and_day",
            rf"{{ARTICLE}}{{weekday=WEEKDAY}}\.?,? {{ARTICLE}}(?:{{DAY_UNIT|DAY_WORD}} )?{{day=DAY}}\.?,?{_LINK}",
            build_first_end,
            "Monday 13 to Friday 17 March 2023",
            "Monday 13 March 2023",
        ),
        Form(
            "first_day",
            rf"{{ARTICLE}}(?:{{DAY_UNIT}} )?{{day=DAY}}\.?,?{_LINK}",
            build_first_end,
            "14–16.03.2023",
            "14 March 2023",
        ),
        Form(
            "roman_day",
            rf"{{day=SMALL_NUMBER}}(?:\. ?| ){{month=ROMAN}}\.?{_LINK}",
            build_first_end,
            "14.III–2.IV.2023",
            "14.III.2023",
        ),
    )
)
"""Forms of first ends, with the word or the mark that leads to the last end."""


def lend_month(first: PartialDate, last: PartialDate) -> PartialDate | None:
    """Return a first end with the month of the last one, or the month before; None where its weekday does not fit.

    Args:
        first: A day without a year, often without a month.
        last: A day of a month.
    """
    if last.month is None or last.day is None or first.day is None:
        return None
    month, year = first.month, last.year
    if month is None:
        month = last.month if first.day < last.day else last.month - 1
        if month == 0:
            month, year = _MONTHS, None if year is None else year - 1
    elif year is not None and (month, first.day) > (last.month, last.day):
        year -= 1
    lent = msgspec.structs.replace(first, month=month, year=year)
    if first.weekday is not None and year is not None and weekday_of(year, month, first.day) != first.weekday:
        return None
    return lent
