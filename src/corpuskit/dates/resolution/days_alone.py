"""The month of a day that has none: «on the 24th», «moved from 7 December to the 6th»."""

from __future__ import annotations

from corpuskit.dates.language.tense import find_tense
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.placing import place_day, place_in_month

# «12 July 1994. A Tuesday. People say it was the 13th.»
_BESIDE = 60
# «El próximo día 15».
_NEAR = {"last": "past", "next": "future"}


def place_day_alone(
    mention: Mention, anchor: Anchor, told: Anchor | None, around: tuple[str, str], *, is_message: bool
) -> Mention:
    """Return a day without a month as the one that is meant, which is a guess.

    A day or a month of the same sentence gives the month, else the day is the nearest one that the tense allows.

    Args:
        mention: The day.
        anchor: The day to be near to.
        told: The date before; None where there is none.
        around: The words of its sentence before and after it.
        is_message: Whether it stands in a message: people who write to each other speak of days to come.
    """
    if (
        told is not None
        and _goes_on(told, anchor, mention, around[0])
        and not (is_message and told.date.day is None)
    ):
        if told.date.day is None:
            return place_in_month(mention, told)
        return place_day(mention, "previous-mention", told, _find_side(told, mention))
    tense = _NEAR.get(mention.near) or find_tense(*around, lang=mention.lang)
    tense = tense or ("future" if is_message else None)
    return place_day(mention, "previous-mention" if anchor is told else "document-date", anchor, tense)


def _goes_on(told: Anchor, anchor: Anchor, mention: Mention, before: str) -> bool:
    """Return whether a day or a month stands before a day in its sentence, or near before it one of another year."""
    wanted, at = mention.first, told.at or 0
    is_far = told.date.day is not None and told.day[0] != anchor.day[0]
    reach = max(len(before), _BESIDE) if is_far else len(before)
    is_beside = mention.start - reach <= at < mention.start
    is_near = told.date.granularity in ("day", "month", "minute")
    return wanted is not None and wanted.weekday is None and is_beside and is_near


def _find_side(told: Anchor, mention: Mention) -> str | None:
    """Return where a day lies, seen from one of its sentence: after it where it has a higher number."""
    day = 0 if mention.first is None else mention.first.day or 0
    return "future" if day >= (told.date.day or 0) else None
