"""From a matched form to a relative mention: how far from which date, in which unit."""

from __future__ import annotations

from typing import Literal

from corpuskit.dates.lexer import Token
from corpuskit.dates.mentions import Mention, Shift
from corpuskit.dates.parts import Parts
from corpuskit.dates.values import PartialDate

_UNITS = {
    "年": "year", "月": "month",     "Y": "year", "y": "year", "N": "month", "D": "day", "K": "week", "Z": "weekend", "G": "decade", "C": "century",
    "Q": "quarter",
}  # fmt: skip
_DIRECTIONS = {"L": -1, "X": 1, "T": 0, "u": 0, "v": 0}


def _find_base(shift: Token | None) -> Literal["document", "mention"]:
    """Return what a word counts from: «last year» from the document, «that year» and «the previous year» from a mention."""
    spoken_of = shift is not None and (shift.kind == "u" or (shift.kind == "L" and shift.value == 1))
    return "mention" if spoken_of else "document"


def build_weekday(parts: Parts, mention: Mention) -> bool:
    """Read «Friday», «last Friday», «Friday night»."""
    shift = parts.token("shift", "shift_after")
    count = 0 if shift is None else _DIRECTIONS[shift.kind]
    bare = "bare" if shift is None else ""
    weekday = parts.value("weekday", "weekday_part") or 0
    mention.shift = Shift(f"{bare}weekday", count, weekday, base=_find_base(shift))
    return True


def build_deictic(parts: Parts, mention: Mention) -> bool:
    """Read «yesterday», 去年."""
    day = parts.value("deictic")
    if day is None:
        mention.shift = Shift("year", parts.value("deictic_year") or 0)
    else:
        mention.shift = Shift("day", day)
    return True


def build_shifted_unit(parts: Parts, mention: Mention) -> bool:
    """Read «last year», «la semana pasada»."""
    unit, shift = parts.token("unit"), parts.token("shift")
    if unit is None or shift is None:
        return False
    mention.shift = Shift(_UNITS[unit.kind], _DIRECTIONS[shift.kind], base=_find_base(shift))
    return True


def build_day_of_shifted_month(parts: Parts, mention: Mention) -> bool:
    """Read «the 5th of last month», 本月5日."""
    shift, day = parts.token("shift", "shift_after"), parts.value("day")
    if shift is None or not day:
        return False
    mention.shift = Shift("day_of_month", _DIRECTIONS[shift.kind], day=day)
    return True


def build_shifted_name(parts: Parts, mention: Mention) -> bool:
    """Read «last April», «el 9 de julio próximo»."""
    name, shift = parts.token("name"), parts.token("shift")
    if name is None or shift is None:
        return False
    if "year" in parts.match.parts:
        mention.first = PartialDate(parts.year(), name.value) if name.kind in "Mm" else None
        return mention.first is not None
    unit = "month_name" if name.kind in "Mm" else "season_name"
    mention.shift = Shift(
        unit, _DIRECTIONS[shift.kind], name.value, parts.value("day"), base=_find_base(shift)
    )
    return unit == "month_name" or mention.shift.day is None


def build_month_of_deictic_year(parts: Parts, mention: Mention) -> bool:
    """Read 去年10月: a month of last year."""
    month = parts.value("month_number", "month")
    mention.shift = Shift("month_of_year", parts.value("deictic_year") or 0, month or 0, parts.value("day"))
    return True


def build_month_of_year(parts: Parts, mention: Mention) -> bool:
    """Read «August of that year», «January this year», «verano del año pasado»."""
    shift = parts.token("shift")
    if shift is None:
        return False
    mention.shift = Shift(
        "month_of_year" if "month" in parts.match.parts else "season_of_year",
        _DIRECTIONS[shift.kind],
        parts.value("month", "season") or 0,
        parts.value("day", "day_after"),
        base=_find_base(shift),
    )
    return True


def build_ago(parts: Parts, mention: Mention) -> bool:
    """Read «79 years ago», «a year earlier», «hace diez años»."""
    number, unit, direction = parts.token("count"), parts.token("unit"), parts.token("direction")
    count = 0 if number is None else (1 if number.kind == "i" else number.value)
    if not count or unit is None or direction is None:
        return False
    if number is not None and number.text.startswith("0"):
        # 07年以后: a year, and no count of years.
        return False
    count += parts.value("ones") or 0
    forward = direction.kind in "Vk"
    base: Literal["document", "mention"] = "mention" if direction.kind in "lk" else "document"
    mention.shift = Shift(_UNITS[unit.kind], count if forward else -count, base=base)
    return True


def build_latest_quarter(parts: Parts, mention: Mention) -> bool:
    """Read the forms that mean a quarter spoken of, or the one a year before it."""
    mention.shift = Shift(
        "quarter_spoken_of", -1 if "year_ago" in parts.match.parts else 0, parts.value("quarter") or 0
    )
    return True
