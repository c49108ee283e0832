"""Days below the name of their month: «June», and in the lines below «5 Opening», «12 Concert»."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from corpuskit.dates.calendar.values import is_possible
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_later, compile_re

# «5 Opening», «12. Concert», «5日 开幕», «Sa 8 | Market»; but «5 km», «5. Run» in a numbered list, «10.30 Start».
_ENTRY = compile_later(
    r"[ \t•*-]*(?:\p{L}{2,3}\.? )?(?P<day>\d{1,2})(?:\.(?!\d)|日|:(?!\d))?[ \t]*(?:[|–—-][ \t]*)?(?=[\p{Lu}\p{Lo}«“\"„])"
)
# Of a line with more marks around its month nothing is said; a line may be as long as its text.
_LONGEST_MARKS = 40
_MARKS = r"(?:[#*_:：.—–-]|[^\S\n])*"
_BEFORE_MONTH = compile_re(rf"(?:^|\n){_MARKS}$")
_AFTER_MONTH = compile_re(rf"{_MARKS}\n")
_FEWEST, _MOST_LINES = 2, 200


def find_listed_days(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions with the days that begin the lines below a month which has a line of its own.

    They are two or more that go up and are no numbers of a list.

    Args:
        text: The text.
        mentions: Its dates, in order.
    """
    listed: list[Mention] = []
    headings = [mention for mention in mentions if _is_heading(text, mention)]
    starts = [mention.start for mention in mentions]
    for place, heading in enumerate(headings):
        following = headings[place + 1] if place + 1 < len(headings) else None
        end = len(text) if following is None else following.start
        taken = mentions[bisect_right(starts, heading.start) : bisect_left(starts, end)]
        days = list(_iter_days(text, heading, end, taken))
        numbers = [day.first.day or 0 for day in days if day.first is not None]
        goes_up = all(before < after for before, after in pairwise(numbers))
        if len(days) >= _FEWEST and goes_up and numbers != list(range(1, len(days) + 1)):
            listed += days
    begun = {day.start for day in listed}
    others = [mention for mention in mentions if mention.start not in begun]
    return sorted([*others, *listed], key=lambda mention: mention.start)


def _is_heading(text: str, mention: Mention) -> bool:
    """Return whether a mention is a month that has a line of its own."""
    first = mention.first
    if first is None or first.granularity != "month" or mention.last is not None or mention.part is not None:
        return False
    return (
        _BEFORE_MONTH.search(text, max(0, mention.start - _LONGEST_MARKS), mention.start) is not None
        and _AFTER_MONTH.match(text, mention.end, mention.end + _LONGEST_MARKS) is not None
    )


def _iter_days(text: str, heading: Mention, end: int, taken: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the days that begin lines below a heading, where no other date stands."""
    starts = [mention.start for mention in taken]
    place = text.find("\n", heading.end) + 1
    for _ in range(_MOST_LINES):
        if not 0 < place < end:
            return
        entry = _ENTRY.match(text, place)
        if entry is not None and heading.first is not None:
            start, stop = entry.span("day")
            first = msgspec.structs.replace(heading.first, day=int(entry["day"]))
            before = bisect_left(starts, stop)
            beside = taken[before - 1] if before and taken[before - 1].end > start else None
            written = None if beside is None else beside.first
            if beside is not None and written is not None and written.day == first.day and not written.month:
                # «Thu 4», 5日.
                start, stop = beside.start, beside.end
                first = msgspec.structs.replace(first, weekday=written.weekday)
                beside = None
            if beside is None and is_possible(first):
                yield heading.replace(start=start, end=stop, form="listed_day", first=first)
        place = text.find("\n", place) + 1
