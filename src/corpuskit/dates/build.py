"""From a matched form to a mention: one function a family of forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from corpuskit.dates.build_calendars import build_hijri, build_lunar, build_reign, build_short_year
from corpuskit.dates.build_relative import (
    build_ago,
    build_day_of_shifted_month,
    build_deictic,
    build_latest_quarter,
    build_month_of_deictic_year,
    build_month_of_year,
    build_shifted_name,
    build_shifted_unit,
    build_weekday,
)
from corpuskit.dates.build_units import (
    build_first_units,
    build_half,
    build_last_quarter,
    build_nth_month,
    build_nth_week,
    build_quarter,
    build_week_of,
    build_week_of_day,
)
from corpuskit.dates.clock import read_time
from corpuskit.dates.holidays import encode_nth_weekday, find_holiday, find_month
from corpuskit.dates.lexer import Run, Token
from corpuskit.dates.mentions import Mention, mark_impossible
from corpuskit.dates.numeric import (
    is_written_like_date,
    read_iso,
    read_iso_week,
    read_month_year,
    read_numeric,
    read_short_date,
    read_year_month,
    settle_by_weekday,
    settle_order,
)
from corpuskit.dates.parts import Parts
from corpuskit.dates.ranges import join_dates
from corpuskit.dates.rules import Match
from corpuskit.dates.values import PartialDate, expand_year, is_possible

_SPELLED_DECADE = 20
_LAST_ENDS = ("last_day", "last_month", "last_year", "last_short")
_NEAR: dict[str, Literal["last", "this", "next"]] = {"L": "last", "T": "this", "X": "next"}
_TWO_DIGITS, _FIRST_YEAR_OF_FOUR_DIGITS = 99, 1000
_FIRST_CENTURY_OF_DECADES = 1900


def build_mention(run: Run, match: Match, order: str | None) -> Mention | None:
    """Return the mention of a matched form, or None where its parts make no date.

    Args:
        run: The run.
        match: A form in it.
        order: How numeric dates are read where nothing decides: `dmy`, `mdy`, `ymd` or None.
    """
    parts = Parts(run, match)
    mention = _new_mention(run, match)
    if "near" in match.parts:
        mention.near = _NEAR[run.kinds[match.parts["near"]]]
    if not match.parts.keys().isdisjoint(_LAST_ENDS):
        mention.split = _split_at(run, match)
    if match.rule in _NUMERIC_BUILDERS:
        return _NUMERIC_BUILDERS[match.rule](parts, mention, order)
    if not _BUILDERS[match.rule](parts, mention):
        return None
    dates = [value for value in (mention.first, mention.last) if value is not None]
    if all(map(is_possible, dates)):
        return mention
    return mark_impossible(mention) if all(value.day for value in dates) else None


def _new_mention(run: Run, match: Match) -> Mention:
    tokens = run.tokens[match.start : match.end]
    while tokens[-1].kind in " ,/-(:" or (tokens[-1].kind == "." and not _is_abbreviation(tokens[-2])):
        tokens = tokens[:-1]
    lang = next((token.lang for token in tokens if token.lang), None)
    return Mention(tokens[0].start, tokens[-1].end, match.rule, lang)


def _is_abbreviation(token: Token) -> bool:
    """Return whether the full stop after a token belongs to it: «Aug.», «2021 г.»."""
    return token.kind in "mwEe" or (token.kind in "YyC" and len(token.text) <= 2)  # noqa: PLR2004


def _split_at(run: Run, match: Match) -> tuple[int, int]:
    """Return where the first end of a range ends, and where the last one starts."""
    last = next(index for name, index in match.parts.items() if name.startswith("last_"))
    first = max(index for name, index in match.parts.items() if index < last)
    return run.tokens[first].end, run.tokens[last].start


def _build_day(parts: Parts, mention: Mention) -> bool:
    """Read the forms that have a day and a month: `day_month`, `month_day`, `days_month` and their like."""
    day, month, last_day = parts.value("day"), parts.value("month", "month_number"), parts.value("last_day")
    year = _full_year(parts, mention)
    if "short" in parts.match.parts:
        year = expand_year(parts.value("short") or 0)
        mention.ambiguous = ["century"]
    time = parts.token("time")
    if day is None or month is None:
        return False
    weekday = None if last_day is not None else parts.value("weekday")
    mention.first = PartialDate(
        year, month, day, weekday=weekday, time=None if time is None else read_time(time.text)
    )
    if last_day is not None:
        if last_day <= day:
            return False
        linked_by_and = "&" in parts.kinds_between("day", "last_day")
        mention.listed = linked_by_and and last_day - day > 1 and not parts.is_opened()
        mention.last = PartialDate(year, month, last_day)
    return True


# From the month of a list to its next day: «May 5, 6 and ».
_LIST_BEFORE = re.compile(r"([Mm])\.? 1(?:, 1){0,5},? (?:& )?$")


def _build_later_listed_day(parts: Parts, mention: Mention) -> bool:
    """Read the 6 and the 7 of «May 5, 6 and 7, 2021»."""
    kinds = "".join(token.kind for token in parts.tokens[: parts.match.start])
    before = _LIST_BEFORE.search(kinds)
    year = parts.value("year", "year_ahead")
    if before is None:
        return False
    mention.first = PartialDate(year, parts.tokens[before.start(1)].value, parts.value("day"))
    return True


def _full_year(parts: Parts, mention: Mention) -> int | None:
    """Return the year; one of two digits before 年 is of this century or the last."""
    token = parts.token("year")
    if token is not None and token.kind in "12" and "era" not in parts.match.parts:
        mention.ambiguous = ["century"]
        return expand_year(token.value)
    return parts.year()


def _build_month(parts: Parts, mention: Mention) -> bool:
    month, last_month = parts.value("month", "month_number"), parts.value("last_month")
    year = _full_year(parts, mention)
    if month is None:
        return False
    mention.first = PartialDate(year, month)
    if last_month is not None:
        first_year = year - 1 if year is not None and last_month < month else year
        mention.first = PartialDate(first_year, month)
        mention.last = PartialDate(year, last_month)
    return True


def _build_year(parts: Parts, mention: Mention) -> bool:
    year = _full_year(parts, mention) if "fiscal" in parts.match.parts else parts.year()
    last = parts.year("last_year")
    if year is None:
        return False
    mention.first = PartialDate(year)
    short = parts.value("last_short")
    if short is not None:
        last = year - year % 100 + short
    if last is not None:
        if last <= year:
            return False
        mention.last = PartialDate(last)
    return True


def _build_decade(parts: Parts, mention: Mention) -> bool:
    year = parts.value("decade")
    if year is None or year % 10:
        return False
    century = parts.value("century")
    era = parts.token("era")
    if era is not None and era.kind == "E":
        # The 470s BC are the years 479 to 470 BC, which is no decade as astronomers count.
        mention.first, mention.last = PartialDate(-8 - year), PartialDate(1 - year)
        return True
    if _TWO_DIGITS < year < _FIRST_YEAR_OF_FOUR_DIGITS and era is None:
        return False
    if year < 100 and century is not None:  # noqa: PLR2004 — 20世纪90年代
        year += (century - 1) * 100
    elif year < 100:  # noqa: PLR2004 — two digits: the nineties
        year += _FIRST_CENTURY_OF_DECADES
        if year < _FIRST_CENTURY_OF_DECADES + _SPELLED_DECADE:
            return False
        mention.ambiguous = ["century"]
    mention.first = PartialDate(year, unit="decade")
    return True


def _build_century(parts: Parts, mention: Mention) -> bool:
    number = parts.value("century")
    if not number or number > 30:  # noqa: PLR2004 — no text speaks of the 31st century
        return False
    era = parts.token("era")
    # The years of the fourth century BC are 400 to 301 BC, which astronomers call -399 to -300.
    year = 1 - number * 100 if era is not None and era.kind == "E" else (number - 1) * 100
    mention.first = PartialDate(year, unit="century")
    return True


def _build_season(parts: Parts, mention: Mention) -> bool:
    mention.first = PartialDate(parts.year(), season=parts.value("season"))
    return True


def _build_holiday(parts: Parts, mention: Mention) -> bool:
    mention.holiday = parts.value("holiday") or 0
    year = parts.year()
    day = None if year is None else find_holiday(mention.holiday, year)
    if year is not None and day is None:
        return False
    mention.first = PartialDate(month=find_month(mention.holiday)) if day is None else PartialDate(*day)
    return True


def _build_weekday_day(parts: Parts, mention: Mention) -> bool:
    mention.first = PartialDate(
        day=parts.value("day", "day_the"), weekday=parts.value("weekday", "weekday_the")
    )
    return True


def _build_day_of_month(parts: Parts, mention: Mention) -> bool:
    mention.first = PartialDate(day=parts.value("day"))
    return True


def _build_nth_weekday(parts: Parts, mention: Mention) -> bool:
    """Read «the first Monday of May 2021»: a day that a rule fixes in every year, like a feast."""
    nth, weekday = parts.token("nth", "nth_number"), parts.value("weekday")
    month, year = parts.value("month", "month_number"), parts.year()
    if nth is None or weekday is None or month is None:
        return False
    number = 0 if nth.kind in "Lε" else nth.value
    if number > _MOST_WEEKDAYS:
        return False
    mention.holiday = encode_nth_weekday(month, weekday, number)
    day = None if year is None else find_holiday(mention.holiday, year)
    mention.first = PartialDate(month=month) if day is None else PartialDate(*day)
    return year is None or day is not None


# No month has a fifth one for certain.
_MOST_WEEKDAYS = 4


def _build_vague(parts: Parts, mention: Mention) -> bool:  # noqa: ARG001 — all builders have one signature
    mention.vague = True
    return True


def _build_numeric(parts: Parts, mention: Mention, order: str | None) -> Mention | None:
    token, time = parts.token("numeric"), parts.token("time")
    if token is None:
        return None
    if not read_numeric(token.text, order, mention):
        return mark_impossible(mention) if is_written_like_date(token.text) else None
    return _refine(
        mention, time=None if time is None else read_time(time.text), weekday=parts.value("weekday")
    )


def _refine(mention: Mention, *, time: str | None, weekday: int | None) -> Mention:
    import msgspec

    if mention.first is not None and (time is not None or weekday is not None):
        mention.first = msgspec.structs.replace(mention.first, time=time, weekday=weekday)
        mention.alternatives = [
            msgspec.structs.replace(value, time=time, weekday=weekday) for value in mention.alternatives
        ]
        settle_by_weekday(mention)
    return mention


def _build_short(parts: Parts, mention: Mention, order: str | None) -> Mention | None:
    token = parts.token("short_date")
    if token is None or not read_short_date(token.text, order, mention):
        return None
    return _refine(mention, time=None, weekday=parts.value("weekday"))


def _build_short_range(parts: Parts, mention: Mention, order: str | None) -> Mention | None:
    """Read 5/1-5/7/2020: the first end has the year of the last one."""
    first, last = parts.token("short_date"), parts.token("last_numeric")
    other = Mention(mention.start, mention.end, mention.rule)
    if first is None or last is None:
        return None
    if not read_short_date(first.text, order, mention) or not read_numeric(last.text, order, other):
        return None
    settle_order(mention, other)
    mention.end, other.start = first.end, last.start
    return mention if join_dates(mention, other) else None


def _build_spaced(parts: Parts, mention: Mention, order: str | None) -> Mention | None:
    texts = [token.text for name in ("first", "second", "third") if (token := parts.token(name)) is not None]
    # A number may be written 十, too.
    in_digits = all(text.isdecimal() for text in texts)
    return mention if in_digits and read_numeric(".".join(texts), order, mention) else None


def _build_iso(parts: Parts, mention: Mention, order: str | None) -> Mention | None:  # noqa: ARG001
    token = parts.token("iso")
    if token is None:
        return None
    if not read_iso(token.text, mention):
        return mark_impossible(mention) if is_written_like_date(token.text[: len("2021-06-24")]) else None
    return mention


def _build_year_month(parts: Parts, mention: Mention, order: str | None) -> Mention | None:  # noqa: ARG001
    token = parts.token("year_month")
    if token is None or not read_year_month(token.text, mention):
        return None
    if mention.last is not None:
        mention.split = token.end - len("-22"), token.end - len("22")
    return mention


def _build_iso_week(parts: Parts, mention: Mention, order: str | None) -> Mention | None:  # noqa: ARG001
    token = parts.token("iso_week")
    return mention if token is not None and read_iso_week(token.text, mention) else None


def _build_month_year(parts: Parts, mention: Mention, order: str | None) -> Mention | None:  # noqa: ARG001
    token = parts.token("month_year")
    return mention if token is not None and read_month_year(token.text, mention) else None


_FAMILIES: dict[Callable[[Parts, Mention], bool], str] = {
    _build_day: "day_month day_month_short month_day day_month_time_year month_day_time_year day_of_month_number day_number_of_month month_year_day year_day_month day_year_month year_month_day days_month month_days month_day_word month_day_listed listed_day han_day han_days",
    _build_later_listed_day: "later_listed_day",
    _build_month: "short_month month_year year_then_month month months_year han_month han_bare_month han_months",
    _build_year: "year year_era era_year short_year years years_short years_slash fiscal_short years_era han_year han_year_era han_years",
    _build_decade: "decade decade_years decade_of_the han_decade",
    _build_century: "century century_number han_century",
    _build_season: "season season_year year_season han_season",
    build_quarter: "quarter quarter_number year_quarter_number year_quarter quarter_code year_quarter_code quarter_after han_quarter",
    build_last_quarter: "last_quarter",
    build_latest_quarter: "year_ago_quarter latest_quarter",
    build_half: "half half_code half_after han_half",
    _build_holiday: "holiday",
    build_week_of: "week_of",
    build_week_of_day: "week_of_day",
    build_nth_month: "nth_month month_nth han_nth_month",
    build_first_units: "first_units units_first han_first_units",
    build_nth_week: "nth_week week_nth week_number han_nth_week",
    build_weekday: "short_weekday weekday weekday_weak han_shifted_weekday",
    _build_weekday_day: "weekday_day weekday_number",
    _build_day_of_month: "han_day_of_month day_of_month day_word_day day_day_word",
    build_deictic: "deictic_day deictic_year",
    build_day_of_shifted_month: "day_of_shifted_month han_day_of_shifted_month",
    build_shifted_unit: "shifted_unit unit_shifted han_shifted",
    build_shifted_name: "shifted_name shifted_name_day shifted_weak_name shifted_weak_season name_shifted name_this shifted_day_month",
    build_month_of_year: "month_of_year month_of_year_after season_of_year season_of_year_after",
    build_month_of_deictic_year: "han_month_of_year",
    build_ago: "ago ago_before han_ago",
    build_hijri: "hijri_day hijri_month hijri_year",
    _build_nth_weekday: "nth_weekday han_nth_weekday",
    build_reign: "han_reign",
    build_short_year: "han_short_year",
    build_lunar: "han_lunar",
    _build_vague: "vague",
}
_BUILDERS = {rule: build for build, rules in _FAMILIES.items() for rule in rules.split()}
_NUMERIC_BUILDERS: dict[str, Callable[[Parts, Mention, str | None], Mention | None]] = {
    "numeric": _build_numeric,
    "short_numeric": _build_short,
    "shifted_short_date": _build_short,
    "short_numeric_range": _build_short_range,
    "spaced_numeric": _build_spaced,
    "iso": _build_iso,
    "iso_week": _build_iso_week,
    "year_month": _build_year_month,
    "month_number_year": _build_month_year,
}
