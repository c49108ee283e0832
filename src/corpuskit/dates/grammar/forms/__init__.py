"""All forms of dates, a room a kind, and the mention that a match makes."""

from __future__ import annotations

from corpuskit.dates.calendar.values import is_possible
from corpuskit.dates.grammar.form import FormTable, Match
from corpuskit.dates.grammar.forms import (
    calendars,
    counted,
    days,
    decades,
    digits,
    han_days,
    recurring,
    relative,
    units,
    years,
)
from corpuskit.dates.grammar.tokens import Run
from corpuskit.dates.mentions import Mention

FORMS = FormTable(
    (
        *days.FORMS,
        *han_days.FORMS,
        *decades.FORMS,
        *years.FORMS,
        *units.FORMS,
        *digits.FORMS,
        *recurring.FORMS,
        *relative.FORMS,
        *counted.FORMS,
        *calendars.FORMS,
    )
)
"""The forms; of two that are equally long the first one is preferred."""


def build_mention(run: Run, match: Match, order: str | None) -> Mention | None:
    """Return the mention of a matched form, or None where its parts make no date.

    Args:
        run: The run.
        match: A form in it.
        order: How numeric dates are read where nothing decides: `dmy`, `mdy`, `ymd` or None.
    """
    mention = match.form.build(match.read_groups(run, order))
    if mention is None:
        return None
    dates = [value for value in (mention.first, mention.last) if value is not None]
    if all(map(is_possible, dates)):
        return mention
    if not all(value.day for value in dates):
        return None
    # A day that the calendar does not have: nothing is resolved by it.
    return mention.replace(first=None, last=None, alternatives=(), contradiction="impossible")
