"""The years of a story: dates without a year, placed so that the telling jumps as little as possible.

A history goes forward, mostly: after «November 1944», «February» is that of 1945. Now and then it goes back, and
now and then it mentions a date that lies off its way («as he had written in 1905»). Every way of giving years to
the dates that have none has a price, the sum of the jumps from one date to the next; the cheapest one is taken. It
is found by dynamic programming, in time linear in the number of dates.

Jumping back costs a little more than going forward, which amounts to the rule that the year turns when the month
falls back by half a year. A date with its year may be passed over as lying off the way, at a fixed price.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpuskit.dates.calendar.holidays import is_nth_weekday
from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.language.tense import find_tense
from corpuskit.dates.mentions import Mention

# Price of a month forward is 1.
_MONTH_BACK = 1.0
_YEAR_BACK = 12.0
# «In 1788 the work began on 12 April»: a date after a year lies in it, more so where it stands beside it, which is within
# so many code points.
_BESIDE_CUSTOM = 8
_LEAVE_YEAR, _LEAVE_YEAR_BESIDE = 4.0, 8.0
_BESIDE = 90
# A history may leap over a century, which is no reason to take what stands before for a digression.
_LONGEST_LEAP = 13
_PASS_OVER_YEAR = 14.0
_PASS_OVER_MONTH = 45.0
# No more ways than this are followed at once.
_BEAM = 12


class Step(NamedTuple):
    """A date of the story.

    Attributes:
        year: Its astronomical year, None where it is to be found.
        month: Its month, 1 to 12; 0 where only the year is known.
        after: How many years after the date before it is, for «the following year»; None for other dates.
        is_beside: Whether the date before it stands near in the text.
    """

    year: int | None
    month: int
    after: int | None = None
    is_beside: bool = False


class _Way(NamedTuple):
    """A way through the story so far.

    Attributes:
        cost: Its price.
        year: The year in which it stands.
        month: The month in which it stands, 0 where only the year is known.
        chosen: The years given to the dates without one, last first, as nested pairs.
    """

    cost: float
    year: int
    month: int
    chosen: tuple[int, object] | None


def find_years(steps: list[Step]) -> list[int | None]:
    """Return the year of every step; None for all of them where no step has a year.

    Args:
        steps: The dates in the order of the text.
    """
    years = dict.fromkeys(step.year for step in steps if step.year is not None)
    if not years:
        return [None] * len(steps)
    # The story may begin in any of its first years; the first date of the text may lie off the way.
    ways = [_Way(0.0, year, 0, None) for year in list(years)[:_BEAM]]
    started = False
    for step in steps:
        ways = _advance(ways, step, started=started)
        started = True
    chosen = min(ways, key=lambda way: way.cost).chosen
    return _unwind(chosen, steps)


def _unwind(chosen: tuple[int, object] | None, steps: list[Step]) -> list[int | None]:
    years: list[int | None] = []
    for step in reversed(steps):
        if step.year is not None or step.after is not None or chosen is None:
            years.append(step.year)
        else:
            years.append(chosen[0])
            chosen = chosen[1]  # type: ignore[assignment]
    years.reverse()
    return years


def _advance(ways: list[_Way], step: Step, *, started: bool) -> list[_Way]:
    """Return the cheapest ways that have taken one more step, one for each place where a way may stand."""
    best: dict[tuple[int, int], _Way] = {}
    for way in ways:
        for following in _follow(way, step, started=started):
            place = following.year, following.month
            if place not in best or following.cost < best[place].cost:
                best[place] = following
    return sorted(best.values(), key=lambda way: way.cost)[:_BEAM]


def _follow(way: _Way, step: Step, *, started: bool) -> list[_Way]:
    if step.year is not None:
        price = measure_jump(way.year, way.month, step.year, step.month) if started else 0.0
        passed = _PASS_OVER_MONTH if step.month else _PASS_OVER_YEAR
        taken = _Way(
            way.cost + price, step.year, step.month or (way.month if way.year == step.year else 0), way.chosen
        )
        return [taken, _Way(way.cost + passed, way.year, way.month, way.chosen)]
    if step.after is not None:
        return [way._replace(year=way.year + step.after, month=0)]
    leaving = _LEAVE_YEAR_BESIDE if step.is_beside else _LEAVE_YEAR
    return [
        _Way(
            way.cost
            + (measure_jump(way.year, way.month, year, step.month) if started else 0.0)
            + (leaving if not way.month and year != way.year else 0.0),
            year,
            step.month,
            (year, way.chosen),
        )
        for year in (way.year - 1, way.year, way.year + 1)
    ]


def measure_jump(year: int, month: int, to_year: int, to_month: int) -> float:
    """Return the price of going from one date to another, in months.

    Args:
        year: Year of the first date.
        month: Its month; 0 where only the year is known, which is then no distance within the year.
        to_year: Year of the second date.
        to_month: Its month, or 0.
    """
    if year == to_year and not (month and to_month):
        return 0.0
    if to_year > year or (to_year == year and to_month >= month):
        return min((to_year - year) * 12 + (to_month or 1) - (month or 12), _LONGEST_LEAP)
    back = (year - to_year) * 12 + (month or 1) - (to_month or 12)
    return back * _MONTH_BACK + (_YEAR_BACK if to_year < year else 0.0)


def tell_years(mentions: Sequence[Mention]) -> dict[int, int]:
    """Return the years of the dates without one, by their place among the mentions.

    Args:
        mentions: All mentions of a story, in order.
    """
    places, steps = [], []
    for place, mention in enumerate(mentions):
        first = mention.first
        if mention.shift is not None and mention.shift.base == "mention" and mention.shift.unit == "year":
            places.append(place)
            steps.append(Step(None, 0, mention.shift.count))
            continue
        if (
            first is None
            or first.unit in ("decade", "century")
            or (first.year is None and not _find_middle_month(first))
        ):
            continue
        places.append(place)
        is_beside = place > 0 and mention.start - mentions[place - 1].end <= _BESIDE
        steps.append(Step(first.year, _find_middle_month(first), is_beside=is_beside))
        if mention.last is not None and mention.last.year is not None:
            places.append(place)
            steps.append(Step(mention.last.year, _find_middle_month(mention.last)))
    years = find_years(steps)
    return {
        place: year
        for place, step, year in zip(places, steps, years, strict=True)
        if step.year is None and step.after is None and year is not None
    }


_SEASON_MONTH = {21: 4, 22: 7, 23: 10, 24: 12}


def _find_middle_month(date: PartialDate) -> int:
    """Return the month of a date, a middle one for a season, a quarter or a half; 0 for a year."""
    if date.month is not None:
        return date.month
    if date.season is not None:
        return _SEASON_MONTH[date.season]
    if date.quarter is not None:
        return date.quarter * 3 - 1
    return date.half * 6 - 3 if date.half is not None else 0


def is_custom(mention: Mention, around: tuple[str, str], before: Mention | None) -> bool:
    """Return whether a date of a history may be a custom: «it is open from April to October», «on the last Sunday of May they march».

    Args:
        mention: The date, without a year.
        around: The words of its sentence before and after it.
        before: The date before it; None where it is the first one.
    """
    first, last = mention.first, mention.last
    if mention.listed or mention.reaches or first is None or (last is not None and last.year is not None):
        return False
    is_season = last is not None and last.month != first.month
    has_rule = mention.nth_week is None and is_nth_weekday(mention.holiday)
    # «It opens on Sundays in July and August».
    goes_on = before is not None and before.recurring and mention.start - before.end <= _BESIDE_CUSTOM
    return (is_season or has_rule or (goes_on and first.day is None)) and find_tense(
        *around, lang=mention.lang, weak=False
    ) is None
