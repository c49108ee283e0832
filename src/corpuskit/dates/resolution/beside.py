"""What a date takes from another one that stands just before it."""

from __future__ import annotations

from corpuskit.dates.calendar.shifts import Shift
from corpuskit.dates.calendar.values import weekday_of
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor

# How near, in code points, a date stands beside another one; how far from a year that is over what happened in it is
# told; how far from a date its weekday stands.
_BESIDE, _BESIDE_YEAR, _APPOSED = 150, 60, 50


def speaks_of_past(previous: Anchor | None, document: Anchor | None, mention: Mention) -> bool:
    """Return whether the date before stands beside a mention and lies more than a year before the document.

    Args:
        previous: The date before; None where there is none.
        document: The date of the document.
        mention: What counts units.
    """
    says_after = mention.tentative or mention.form == "han_ago"
    if previous is None or document is None or previous.at is None or not says_after:
        return False
    return mention.start - previous.at <= _BESIDE and previous.day[0] < document.day[0] - 1


def tells_of_year(previous: Anchor, document: Anchor, mention: Mention) -> bool:
    """Return whether a date without a year goes on from a year that is over: «En 1970. Lo dibujé el 6 de enero».

    Args:
        previous: The date before.
        document: The date of the document.
        mention: The date without a year.
    """
    if previous.at is None or previous.source != "mention":
        return False
    return 0 < mention.start - previous.at <= _BESIDE_YEAR and previous.day[0] < document.day[0] - 1


def is_weekday_of(previous: Anchor, mention: Mention, shift: Shift) -> bool:
    """Return whether a weekday is that of the date beside it: «12 July 1994, a Tuesday».

    Args:
        previous: The date before.
        mention: The weekday.
        shift: What it says.
    """
    date = previous.date
    if shift.unit != "bareweekday" or date.day is None or date.month is None or date.year is None:
        return False
    beside = mention.start - (previous.at or 0) <= _APPOSED
    return beside and weekday_of(date.year, date.month, date.day) == shift.name
