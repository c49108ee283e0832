"""Hours of opening: weekdays beside them come again, «Martes y jueves de 16 a 18 h», 周一至周五9时至17时，周六10时至14时."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_later

# «10–18», «de 16 a 18 h», «14:00 to 16:00», «9时至17时».
_HOURS = compile_later(
    r"[,:：]?\s?(?:\p{L}{1,5}\.?\s)?\d{1,2}(?:[:.h]\d\d)?\s?(?:\p{L}{1,4}\.?\s?)?(?:[-–—~至到]|(?<=\s)\p{L}{1,4}\s)\s?\d{1,2}(?:[:.h]\d\d)?(?!\d)"
)
_REST = compile_later(r"(?:\s?\p{L}{1,4}\.?)?\s?[,;，；、|/·]\s?")
_LINK = compile_later(r"(?:\s?[,/&、]\s?(?:\p{L}{1,3}\s)?|\s\p{L}{1,3}\s|和)")
_BEGINS = compile_later(r"(?:^|[:：|])\s*$")
_LONGEST = 60


def find_timetables(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, the weekdays of hours of opening as what comes again.

    They are two or more after a colon or at the beginning of a line, or stand after the hours of others.

    Args:
        text: The text.
        mentions: Its dates, in order.
    """
    found = list(mentions)
    for first, last in _iter_rows(text, mentions):
        hours = _HOURS.match(text, mentions[last].end)
        if hours is None:
            continue
        before = found[first - 1] if first else None
        line = text.rfind("\n", max(0, mentions[first].start - _LONGEST), mentions[first].start) + 1
        opens = last > first and _BEGINS.search(text[line : mentions[first].start]) is not None
        if opens or (before is not None and _goes_on(text, before, mentions[first])):
            found[first : last + 1] = [each.replace(recurring=True) for each in found[first : last + 1]]
    return found


def _iter_rows(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the places of the first and the last one of weekdays that stand in a row."""
    first = 0
    for place, mention in enumerate(mentions):
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        is_linked = following is not None and _LINK.fullmatch(text, mention.end, following.start) is not None
        if _is_weekday(mention) and not (is_linked and following is not None and _is_weekday(following)):
            yield first, place
        if not _is_weekday(mention) or not is_linked:
            first = place + 1


def _is_weekday(mention: Mention) -> bool:
    return mention.shift is not None and mention.shift.unit == "bareweekday" and not mention.recurring


def _goes_on(text: str, before: Mention, mention: Mention) -> bool:
    """Return whether nothing stands between two weekdays but the hours of the first one, which comes again."""
    hours = _HOURS.match(text, before.end) if before.recurring else None
    return hours is not None and _REST.fullmatch(text, hours.end(), mention.start) is not None
