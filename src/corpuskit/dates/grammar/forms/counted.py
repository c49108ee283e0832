"""Forms that count units from a date: «79 years ago», «in two weeks», «a week today»."""

from __future__ import annotations

from typing import Literal

from corpuskit.dates.calendar.shifts import Shift
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.tokens import Token
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.language.lexicon import PLURAL
from corpuskit.dates.language.tables import read_language
from corpuskit.dates.mentions import Mention

_UNITS = {
    "年": "year", "Y": "year", "y": "year", "N": "month", "D": "day", "K": "week", "Z": "weekend", "G": "decade", "C": "century",
}  # fmt: skip

_MOST_WEEKDAYS = 9


def build_ago(groups: MatchGroups) -> Mention | None:
    """Read «79 years ago», «a year earlier», «hace diez años»."""
    number, unit, direction = groups.token("count"), groups.token("unit"), groups.token("direction")
    count = 0 if number is None else (1 if number.kind == "i" else number.value)
    if number is None or not count or unit is None or direction is None:
        return None
    if "".join(token.kind for token in groups.tokens[: groups.start]).endswith("H "):
        # «Half a century ago» is no century ago.
        return None
    if number.text.startswith("0"):
        # 07年以后: a year, and no count of years.
        return None
    if "ones" in groups and number.kind != "c":
        # «At 60 three days later»: only words make one number.
        return None
    count += groups.value("ones") or 0
    if direction.kind not in "lk":
        count -= _is_rounded(number, unit)
    forward = direction.kind in "Vk"
    base: Literal["document", "mention"] = "mention" if direction.kind in "lk" else "document"
    return groups.mention(shift=_count_units(unit, count if forward else -count, base))


def _is_rounded(number: Token, unit: Token) -> bool:
    """Return whether a number of days in words means a day less: «quinze jours» are two weeks."""
    if number.kind != "c" or unit.kind != "D" or not number.lang:
        return False
    return str(number.value) in read_language(number.lang).rounded_days.split()


def _count_units(unit: Token, count: int, base: Literal["document", "mention"] = "document") -> Shift:
    """Return so many units; weeks are counted in days: two weeks ago is a day, as fourteen days ago."""
    if unit.kind == "K":
        return Shift("day", 7 * count, base=base)
    return Shift(_UNITS[unit.kind], count, base=base)


def build_ago_today(groups: MatchGroups) -> Mention | None:
    """Read «81 years ago today», «a week today», «heute vor einer Woche»: a day that is so far from another."""
    number, unit, deictic = groups.token("count"), groups.token("unit"), groups.value("deictic")
    if number is None or unit is None or deictic is None or (unit.kind in "Yy" and deictic):
        return None
    count = (1 if number.kind == "i" else number.value) + (groups.value("ones") or 0)
    if "ago" in groups:
        count = -count
    if unit.kind in "Yy":
        return groups.mention(shift=Shift("same_day", count))
    return groups.mention(shift=Shift("day", 7 * count + deictic))


def build_weekday_in_weeks(groups: MatchGroups) -> Mention | None:
    """Read «Monday week», «Donnerstag in zwei Wochen»."""
    number, weekday = groups.token("count"), groups.value("weekday")
    if weekday is None:
        return None
    if number is None:
        return groups.mention(shift=Shift("weekday_on", 1, weekday))
    return groups.mention(shift=Shift("weekday_of_week", 1 if number.kind == "i" else number.value, weekday))


def build_weekdays(groups: MatchGroups) -> Mention | None:
    """Read «dentro de dos sábados», «two Fridays ago»: the second one from now."""
    number, weekday = groups.token("count", "count_after"), groups.value("weekday", "weekday_after")
    if number is None or weekday is None or not 0 < number.value <= _MOST_WEEKDAYS:
        return None
    back = "ago" in groups or "before" in groups
    if number.value == 1 and not back and groups.tokens[groups.start].kind == "@":
        # «В один понедельник» is any Monday.
        return None
    return groups.mention(shift=Shift("nth_weekday", -number.value if back else number.value, weekday))


def build_weekday_on(groups: MatchGroups) -> Mention | None:
    """Read «lundi en quinze», «Monday fortnight», «a week on Monday»: so many weeks after the next Monday."""
    weeks, weekday = groups.value("weeks", "weeks_before") or 0, groups.value("weekday", "weekday_after") or 0
    if (weeks < 0) != ("weeks_before" in groups):
        return None
    return groups.mention(shift=Shift("weekday_on", abs(weeks), weekday))


def build_weekday_weeks_ago(groups: MatchGroups) -> Mention | None:
    """Read «Montag vor einer Woche», «a week last Monday»: so many weeks before the last Monday."""
    number, weekday = groups.token("count", "count_before"), groups.value("weekday")
    if number is None or weekday is None:
        return None
    return groups.mention(shift=Shift("weekday_ago", -(1 if number.kind == "i" else number.value), weekday))


def build_in_units(groups: MatchGroups) -> Mention | None:
    """Read «in two weeks», через неделю: a date of the future, or counted from the date spoken of."""
    number, unit, lead = groups.token("count"), groups.token("unit"), groups.token("lead")
    if unit is None or lead is None or (number is not None and number.text.startswith("0")):
        return None
    if number is None and (unit.kind == "D" or unit.value == PLURAL):
        # «Через день» is every other day, «in Wochen» is no time.
        return None
    if number is None and unit.kind == "G" and lead.value == 1:
        # «Найкращий за десятиліття» is the best of ten years.
        return None
    count = 1 if number is None or number.kind == "i" else number.value
    if not count or (lead.kind in "@<" and lead.value != 1):
        return None
    count -= number is not None and _is_rounded(number, unit)
    weak = lead.kind == "@" or lead.value == 1
    return groups.mention(shift=_count_units(unit, count), tentative=weak)


def build_unit_ago(groups: MatchGroups) -> Mention | None:
    """Read «неделю назад», قبل أسبوع: one unit, which is not counted."""
    unit, direction = groups.token("unit"), groups.token("direction")
    if unit is None or direction is None:
        return None
    base: Literal["document", "mention"] = "mention" if direction.kind in "lk" else "document"
    return groups.mention(shift=_count_units(unit, 1 if direction.kind == "k" else -1, base))


FORMS = (
    Form(
        "weekday_in_weeks",
        "{weekday=FULL_WEEKDAY} (?:(?:{AFTER_NOW|WITHIN}) {count=SMALL_NUMBER|NUMBER_WORD|INDEFINITE} )?{WEEK_UNIT}(?! ?{OF|ORDINAL|SMALL_NUMBER|LAST|NEXT})",
        build_weekday_in_weeks,
        "The load-in is Monday week.",
        "the Monday weekly",
    ),
    Form(
        "weekdays_counted",
        "(?:{AFTER_NOW|WITHIN}|{before=BEFORE_NOW}) {count=SMALL_NUMBER|NUMBER_WORD} {weekday=FULL_WEEKDAY|PLURAL_WEEKDAY}|{count_after=SMALL_NUMBER|NUMBER_WORD} {weekday_after=FULL_WEEKDAY|PLURAL_WEEKDAY} (?:{ago=AGO}|{HENCE})",
        build_weekdays,
        "They met two Fridays ago.",
        "They met on two Fridays.",
    ),
    Form(
        "weekday_on",
        "{ARTICLE}{weekday=FULL_WEEKDAY} {weeks=WEEKS_ON}|{weeks_before=WEEKS_ON} {weekday_after=FULL_WEEKDAY}",
        build_weekday_on,
        "Elles commencent lundi en quinze.",
        "Elles commencent lundi en groupe.",
    ),
    Form(
        "weekday_weeks_ago",
        "{ARTICLE}{weekday=FULL_WEEKDAY} (?:{BEFORE_NOW|AGO} {count=SMALL_NUMBER|NUMBER_WORD|INDEFINITE} {WEEK_UNIT}|{count_before=SMALL_NUMBER|NUMBER_WORD|INDEFINITE} {WEEK_UNIT} {AGO})",
        build_weekday_weeks_ago,
        "Montag vor einer Woche begann es.",
        "Montag vor der Woche begann es.",
    ),
    Form(
        "weeks_last_weekday",
        "{count=NUMBER_WORD|INDEFINITE} {WEEK_UNIT} {LAST} {weekday=FULL_WEEKDAY}",
        build_weekday_weeks_ago,
        "The water has been off since a week last Wednesday.",
        "The water was off for a week last winter.",
        check=Vetoes.check_weeks_last,
    ),
    Form(
        "ago_today",
        "(?:{count=SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|NUMBER_WORD|INDEFINITE}(?:[- ]{ones=NUMBER_WORD})? ?{unit=YEAR_UNIT|YEARS_UNIT|WEEK_UNIT} (?:{ago=AGO} )?{deictic=DEICTIC_DAY})",
        build_ago_today,
        "It happened 81 years ago today.",
        "It happened 81 years ago.",
    ),
    Form(
        "today_ago",
        "{deictic=DEICTIC_DAY} (?:{ago=BEFORE_NOW|AGO}|{AFTER_NOW|WITHIN}) {count=SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|NUMBER_WORD|INDEFINITE}(?:[- ]{ones=NUMBER_WORD})? ?{unit=YEAR_UNIT|YEARS_UNIT|WEEK_UNIT}",
        build_ago_today,
        "Heute vor 81 Jahren begann es.",
        "Heute vor Jahren begann es.",
    ),
    Form(
        "ago",
        "{count=SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|NUMBER_WORD|INDEFINITE}(?:[- ]{ones=NUMBER_WORD})? ?{unit=YEAR_UNIT|YEARS_UNIT|MONTH_UNIT|WEEK_UNIT|DAY_UNIT|WEEKEND_UNIT|DECADE_UNIT|CENTURY_UNIT} {direction=AGO|HENCE|EARLIER|LATER}",
        build_ago,
        "79 years ago",
        "half a century ago",
        check=Vetoes.check_counted,
    ),
    Form(
        "ago_before",
        "{direction=AGO|BEFORE_NOW} {count=SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|NUMBER_WORD|INDEFINITE}(?:[- ]{ones=NUMBER_WORD})? ?{unit=YEAR_UNIT|YEARS_UNIT|MONTH_UNIT|WEEK_UNIT|DAY_UNIT|WEEKEND_UNIT|DECADE_UNIT|CENTURY_UNIT}(?: {LAST})?",
        build_ago,
        "hace diez años",
        "diez años",
    ),
    Form(
        "han_ago",
        "(?:{BEFORE_NOW} ?)?{count=SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|NUMBER_WORD|ORDINAL}{unit=年|MONTH_UNIT|DAY_UNIT|WEEK_UNIT}{direction=AGO|HENCE}",
        build_ago,
        "20年前",
        "20年",
    ),
    Form(
        "in_units",
        r"{lead=AFTER_NOW|WITHIN|FROM} (?:{count=SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|NUMBER_WORD|INDEFINITE}[- ]?)?{unit=YEAR_UNIT|YEARS_UNIT|MONTH_UNIT|WEEK_UNIT|DAY_UNIT|DECADE_UNIT}(?! {OF})",
        build_in_units,
        "Они встретятся через две недели.",
        "Они встретятся две недели.",
        check=Vetoes.check_in_units,
    ),
    Form(
        "unit_ago",
        r"{unit=YEAR_UNIT|MONTH_UNIT|WEEK_UNIT|DECADE_UNIT} {direction=AGO|EARLIER|LATER}",
        build_unit_ago,
        "Они встретились неделю назад.",
        "Они встретились неделю.",
        check=Vetoes.check_bare_unit,
    ),
    Form(
        "ago_unit",
        r"{direction=BEFORE_NOW} {unit=YEAR_UNIT|MONTH_UNIT|WEEK_UNIT|DECADE_UNIT}(?! ?{SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|FOUR_DIGITS|LAST})",
        build_unit_ago,
        "التقيا قبل أسبوع.",
        "التقيا أسبوعا.",
        check=Vetoes.check_bare_unit,
    ),
)
