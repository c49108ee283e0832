"""From a matched form to a mention: one function a family of forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from corpuskit.dates.holidays import find_holiday, find_month
from corpuskit.dates.lexer import Run, Token, expand_year
from corpuskit.dates.mentions import Mention, Shift
from corpuskit.dates.numeric import read_iso, read_numeric, read_short_date, read_year_month
from corpuskit.dates.rules import Match
from corpuskit.dates.values import PartialDate, find_week, is_possible

_SPELLED_DECADE = 20
_UNITS = {
    "年": "year", "月": "month",     "Y": "year", "y": "year", "N": "month", "D": "day", "K": "week", "Z": "weekend", "G": "decade", "C": "century",
    "Q": "quarter",
}  # fmt: skip
_DIRECTIONS = {"L": -1, "X": 1, "T": 0, "u": 0, "v": 0}
_FIRST_CENTURY_OF_DECADES = 1900


class Parts:
    """The tokens of a match by name.

    Args:
        run: The run.
        match: A form in it.
    """

    def __init__(self, run: Run, match: Match) -> None:
        self.tokens = run.tokens
        self.match = match
        self._parts = match.parts

    def token(self, *names: str) -> Token | None:
        """Return the token of the first of these names that is there."""
        for name in names:
            if name in self._parts:
                return self.tokens[self._parts[name]]
        return None

    def value(self, *names: str) -> int | None:
        """Return the number of the first of these names that is there."""
        token = self.token(*names)
        return None if token is None else token.value

    def kinds_between(self, first: str, last: str) -> str:
        """Return the kinds of the tokens between two named ones."""
        between = self.tokens[self._parts[first] + 1 : self._parts[last]]
        return "".join(token.kind for token in between)

    def is_opened(self) -> bool:
        """Return whether a word like «between» stands before the match."""
        before = "".join(token.kind for token in self.tokens[max(0, self.match.start - 4) : self.match.start])
        return "<" in before

    def year(self, name: str = "year") -> int | None:
        """Return the astronomical year of a name, its era taken into account."""
        year = self.value(name)
        era = self.token("era")
        if year is not None and era is not None and era.kind == "E":
            return 1 - year
        return year


def build_mention(run: Run, match: Match, order: str | None) -> Mention | None:
    """Return the mention of a matched form, or None where its parts make no date.

    Args:
        run: The run.
        match: A form in it.
        order: How numeric dates are read where nothing decides: `dmy`, `mdy`, `ymd` or None.
    """
    parts = Parts(run, match)
    mention = _new_mention(run, match)
    if (
        "last_day" in match.parts
        or "last_month" in match.parts
        or "last_year" in match.parts
        or "last_short" in match.parts
    ):
        mention.split = _split_at(run, match)
    if match.rule in _NUMERIC_BUILDERS:
        return _NUMERIC_BUILDERS[match.rule](parts, mention, order)
    if not _BUILDERS[match.rule](parts, mention):
        return None
    dates = [value for value in (mention.first, mention.last) if value is not None]
    return mention if all(map(is_possible, dates)) else None


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
        year, month, day, weekday=weekday, time=None if time is None else pad_time(time.text)
    )
    if last_day is not None:
        if last_day <= day:
            return False
        linked_by_and = "&" in parts.kinds_between("day", "last_day")
        mention.listed = linked_by_and and last_day - day > 1 and not parts.is_opened()
        mention.last = PartialDate(year, month, last_day)
    return True


def _full_year(parts: Parts, mention: Mention) -> int | None:
    """Return the year; one of two digits before 年 is of this century or the last."""
    token = parts.token("year")
    if token is not None and token.kind in "12" and "era" not in parts.match.parts:
        mention.ambiguous = ["century"]
        return expand_year(token.value)
    return parts.year()


def pad_time(time: str) -> str:
    """Return a time with two digits for the hour."""
    return time if time[1].isdecimal() else f"0{time}"


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
    year, last = parts.year(), parts.year("last_year")
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
    year = -number * 100 if era is not None and era.kind == "E" else (number - 1) * 100
    mention.first = PartialDate(year, unit="century")
    return True


def _build_season(parts: Parts, mention: Mention) -> bool:
    mention.first = PartialDate(parts.year(), season=parts.value("season"))
    return True


def _build_quarter(parts: Parts, mention: Mention) -> bool:
    quarter = parts.value("quarter")
    mention.first = PartialDate(parts.year(), quarter=quarter)
    return quarter is not None and 1 <= quarter <= 4  # noqa: PLR2004 — quarters of a year


def _build_holiday(parts: Parts, mention: Mention) -> bool:
    mention.holiday = parts.value("holiday") or 0
    year = parts.year()
    day = None if year is None else find_holiday(mention.holiday, year)
    if year is not None and day is None:
        return False
    mention.first = PartialDate(month=find_month(mention.holiday)) if day is None else PartialDate(*day)
    return True


def _build_latest_quarter(parts: Parts, mention: Mention) -> bool:
    """Read the forms that mean a quarter spoken of, or the one a year before it."""
    mention.shift = Shift(
        "quarter_spoken_of", -1 if "year_ago" in parts.match.parts else 0, parts.value("quarter") or 0
    )
    return True


def _build_half(parts: Parts, mention: Mention) -> bool:
    half = parts.value("half", "half_last") or 2
    mention.first = PartialDate(parts.value("year", "year_first"), half=half)
    return half in (1, 2)


def _build_week_of(parts: Parts, mention: Mention) -> bool:
    day, month = parts.value("day", "day_first"), parts.value("month", "month_last")
    mention.first = PartialDate(parts.year(), month, day, unit="week")
    return True


def _build_last_quarter(parts: Parts, mention: Mention) -> bool:
    mention.first = PartialDate(parts.year(), quarter=4)
    return True


def _build_nth_week(parts: Parts, mention: Mention) -> bool:
    """Read the weeks of a year or of a month of a year, counted as ISO 8601 counts them."""
    nth = parts.token("nth")
    year = parts.value("year", "year_alone")
    if nth is None or year is None:
        return False
    day = find_week(year, parts.value("month"), 0 if nth.kind == "L" else nth.value)
    mention.first = None if day is None else PartialDate(*day, unit="week")
    return day is not None


def _build_weekday_day(parts: Parts, mention: Mention) -> bool:
    mention.first = PartialDate(
        day=parts.value("day", "day_the"), weekday=parts.value("weekday", "weekday_the")
    )
    return True


def _build_weekday(parts: Parts, mention: Mention) -> bool:
    shift = parts.token("shift", "shift_after")
    count = 0 if shift is None else _DIRECTIONS[shift.kind]
    bare = "bare" if shift is None else ""
    mention.shift = Shift(f"{bare}weekday", count, parts.value("weekday", "weekday_part") or 0)
    return True


def _build_deictic(parts: Parts, mention: Mention) -> bool:
    day = parts.value("deictic")
    if day is None:
        mention.shift = Shift("year", parts.value("deictic_year") or 0)
    else:
        mention.shift = Shift("day", day)
    return True


def _build_shifted_unit(parts: Parts, mention: Mention) -> bool:
    unit, shift = parts.token("unit"), parts.token("shift")
    if unit is None or shift is None:
        return False
    mention.shift = Shift(
        _UNITS[unit.kind], _DIRECTIONS[shift.kind], base="mention" if shift.kind == "u" else "document"
    )
    return True


def _build_shifted_name(parts: Parts, mention: Mention) -> bool:
    name, shift = parts.token("name"), parts.token("shift")
    if name is None or shift is None:
        return False
    if "year" in parts.match.parts:
        mention.first = PartialDate(parts.year(), name.value) if name.kind in "Mm" else None
        return mention.first is not None
    unit = "month_name" if name.kind in "Mm" else "season_name"
    mention.shift = Shift(unit, _DIRECTIONS[shift.kind], name.value, parts.value("day"))
    return unit == "month_name" or mention.shift.day is None


def _build_month_of_deictic_year(parts: Parts, mention: Mention) -> bool:
    """Read 去年10月: a month of last year."""
    month = parts.value("month_number", "month")
    mention.shift = Shift("month_of_year", parts.value("deictic_year") or 0, month or 0, parts.value("day"))
    return True


def _build_day_of_month(parts: Parts, mention: Mention) -> bool:
    mention.first = PartialDate(day=parts.value("day"))
    return True


def _build_hijri(parts: Parts, mention: Mention) -> bool:
    """Read a date of the Islamic calendar; its Gregorian value, where there can be one, is added later."""
    mention.calendar = "hijri"
    mention.hijri = (parts.value("hijri_year"), parts.value("hijri_month"), parts.value("day"))
    year = mention.hijri[0]
    return year is None or _FIRST_HIJRI_YEAR <= year <= _LAST_HIJRI_YEAR


_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR = 100, 1600


def _build_month_of_year(parts: Parts, mention: Mention) -> bool:
    shift = parts.token("shift")
    if shift is None:
        return False
    base: Literal["document", "mention"] = "mention" if shift.kind == "u" else "document"
    mention.shift = Shift(
        "month_of_year", _DIRECTIONS[shift.kind], parts.value("month") or 0, parts.value("day", "day_after"), base=base
    )  # fmt: skip
    return True


def _build_ago(parts: Parts, mention: Mention) -> bool:
    number, unit, direction = parts.token("count"), parts.token("unit"), parts.token("direction")
    count = 0 if number is None else (1 if number.kind == "i" else number.value)
    if not count or unit is None or direction is None:
        return False
    count += parts.value("ones") or 0
    forward = direction.kind in "Vk"
    base: Literal["document", "mention"] = "mention" if direction.kind in "lk" else "document"
    mention.shift = Shift(_UNITS[unit.kind], count if forward else -count, base=base)
    return True


def _build_vague(parts: Parts, mention: Mention) -> bool:  # noqa: ARG001 — all builders have one signature
    mention.vague = True
    return True


def _build_numeric(parts: Parts, mention: Mention, order: str | None) -> Mention | None:
    token, time = parts.token("numeric"), parts.token("time")
    if token is None or not read_numeric(token.text, order, mention):
        return None
    extra = {} if time is None else {"time": pad_time(time.text)}
    weekday = parts.value("weekday")
    return _refine(mention, time=extra.get("time"), weekday=weekday)


def _refine(mention: Mention, *, time: str | None, weekday: int | None) -> Mention:
    import msgspec

    if mention.first is not None and (time is not None or weekday is not None):
        mention.first = msgspec.structs.replace(mention.first, time=time, weekday=weekday)
        mention.alternatives = [
            msgspec.structs.replace(value, time=time, weekday=weekday) for value in mention.alternatives
        ]
    return mention


def _build_short(parts: Parts, mention: Mention, order: str | None) -> Mention | None:
    token = parts.token("short_date")
    if token is None or not read_short_date(token.text, order, mention):
        return None
    return _refine(mention, time=None, weekday=parts.value("weekday"))


def _build_iso(parts: Parts, mention: Mention, order: str | None) -> Mention | None:  # noqa: ARG001
    token = parts.token("iso")
    return mention if token is not None and read_iso(token.text, mention) else None


def _build_year_month(parts: Parts, mention: Mention, order: str | None) -> Mention | None:  # noqa: ARG001
    token = parts.token("year_month")
    return mention if token is not None and read_year_month(token.text, mention) else None


_FAMILIES: dict[Callable[[Parts, Mention], bool], str] = {
    _build_day: "day_month day_month_short month_day year_month_day days_month month_days month_day_word han_day han_days",
    _build_month: "month_year year_then_month month months_year han_month han_bare_month han_months",
    _build_year: "year year_era era_year short_year years years_short years_era han_year han_year_era han_years",
    _build_decade: "decade decade_years han_decade",
    _build_century: "century century_number",
    _build_season: "season season_year year_season han_season",
    _build_quarter: "quarter year_quarter quarter_code year_quarter_code quarter_after han_quarter",
    _build_last_quarter: "last_quarter",
    _build_latest_quarter: "year_ago_quarter latest_quarter",
    _build_half: "half half_code half_after han_half",
    _build_holiday: "holiday",
    _build_week_of: "week_of",
    _build_nth_week: "nth_week week_number",
    _build_weekday: "weekday weekday_weak han_shifted_weekday",
    _build_weekday_day: "weekday_day weekday_number",
    _build_day_of_month: "han_day_of_month",
    _build_deictic: "deictic_day deictic_year",
    _build_shifted_unit: "shifted_unit unit_shifted han_shifted",
    _build_shifted_name: "shifted_name name_shifted shifted_day_month",
    _build_month_of_year: "month_of_year",
    _build_month_of_deictic_year: "han_month_of_year",
    _build_ago: "ago ago_before han_ago",
    _build_hijri: "hijri_day hijri_month hijri_year",
    _build_vague: "vague",
}
_BUILDERS = {rule: build for build, rules in _FAMILIES.items() for rule in rules.split()}
_NUMERIC_BUILDERS: dict[str, Callable[[Parts, Mention, str | None], Mention | None]] = {
    "numeric": _build_numeric,
    "short_numeric": _build_short,
    "iso": _build_iso,
    "year_month": _build_year_month,
}
