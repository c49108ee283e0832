"""Parts of a container: «the last day of May», «Tuesday of last week», «the seventies of the 19th century».

A part is a form of its own, and whatever date or relative date stands after it (in Chinese, before it) is its
container. What the part means is worked out when the container has its value.
"""

from __future__ import annotations

from corpuskit.dates.calendar.parts import Part, PartUnit, fits_in
from corpuskit.dates.calendar.shifts import Shift
from corpuskit.dates.grammar.form import Form, FormTable
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.tokens import Token
from corpuskit.dates.language.lexicon import PLURAL
from corpuskit.dates.mentions import Mention

_UNITS: dict[str, PartUnit] = {
    "D": "day", "R": "day", "日": "day", "K": "week", "N": "month", "月": "month", "Q": "quarter", "θ": "quarter",
    "H": "half", "τ": "third", "d": "half",
}  # fmt: skip
_CONTAINERS = {
    "Y": "year",
    "年": "year",
    "N": "month",
    "月": "month",
    "K": "week",
    "C": "century",
    "Q": "quarter",
    "G": "decade",
}
_CENTURY, _DECADES = 100, 10
_THIRD, _MIDDLE = 3, 2
_SAME_UNITS = {
    "D": "day",
    "R": "day",
    "Δ": "day",
    "Π": "month",
    "K": "week",
    "N": "month",
    "月": "month",
    "Q": "quarter",
}
_NAMED_PARTS: dict[str, PartUnit] = {"month": "named_month", "season": "season", "same": "same_period"}
# Which ordinal the words for «last» and «final» are.
_LAST = "Lε"
# And the first ones: 前三个月.
_FIRST = "φA"


def read_part(groups: MatchGroups) -> Part | None:
    """Return the part that a form of one means, or None where it means none."""
    if "decade" in groups or "decade_ordinal" in groups:
        return _read_decade(groups.value("decade", "decade_ordinal") or 0)
    if "nth_decade" in groups:
        return _read_nth_decade(groups.token("nth_decade"))
    same_unit = groups.token("same_unit", "same_first", "same_told")
    if same_unit is not None:
        return None if same_unit.value else Part("same_period", 0, name=_SAME_UNITS[same_unit.kind])
    return _read_named(groups) or _read_counted(groups)


def _read_named(groups: MatchGroups) -> Part | None:
    """Return a month, a season or the same period of a year."""
    for name, named in _NAMED_PARTS.items():
        if name in groups:
            return Part(named, groups.value(name) or 0)
    return None


def _read_counted(groups: MatchGroups) -> Part | None:
    """Return the weekday or the units that are counted."""
    nth, weekday, unit = groups.token("nth", "nth_last"), groups.value("weekday"), groups.token("unit")
    count = groups.value("count", "count_first") or 1
    number = 1 if nth is None or nth.kind in _FIRST else 0 if nth.kind in _LAST else nth.value
    if nth is not None and nth.kind == "w":
        # «Segunda» is Monday and the second one.
        number += 2
    if weekday is not None:
        return Part("weekday", number, 1, weekday)
    if nth is not None and nth.kind == "F" and number != _MIDDLE:
        return None
    if unit is None:
        return None
    if (
        count == 1
        and (unit.value == PLURAL or (nth is not None and nth.kind == "φ"))
        and unit.kind not in "τod"
    ):
        # «The first days of August» are no certain ones.
        return Part("whole", number)
    return _read_unit(unit, number, count, is_middle=nth is not None and nth.kind == "F")


def _read_unit(unit: Token, number: int, count: int, *, is_middle: bool) -> Part | None:
    """Return so many units, from the first or up to the last one; None where that is no certain part."""
    if count > 1 and number > 1:
        return None
    if unit.kind in "τo":
        # In many languages a third is called like the third one.
        return Part("third", number) if count == 1 and unit.value in (0, _THIRD) else None
    if is_middle:
        return None
    if unit.kind == "d":
        return Part("half", unit.value)
    return Part(_UNITS[unit.kind], number, count)


def _read_decade(year: int) -> Part | None:
    tens = year % _CENTURY
    return Part("decade", tens) if tens % 10 == 0 else None


def _read_nth_decade(nth: Token | None) -> Part | None:
    """Return the first or a later decade of a century, or its last one."""
    if nth is None:
        return None
    # «Segunda» is Monday and the second one.
    number = _DECADES if nth.kind in _LAST else nth.value + (2 if nth.kind == "w" else 0)
    return Part("decade", (number - 1) * 10) if 1 <= number <= _DECADES else None


def _no_mention(_groups: MatchGroups) -> Mention | None:
    """Return nothing: a part by itself is no date."""
    return None


def _row(name: str, source: str, example: str, counter_example: str) -> Form:
    return Form(name, source, _no_mention, example, counter_example)


_NTH = "{nth=ORDINAL|LAST|FINAL|FIRST_OF_MANY|SHORT_WEEKDAY}"
# After its noun «last» is what came before: «вторник прошлой недели».
_NTH_AFTER = "{nth=ORDINAL|FINAL}"
_UNIT = "{unit=DAY_UNIT|WEEK_UNIT|MONTH_UNIT|QUARTER_UNIT|QUARTERS_UNIT|HALF_UNIT|THIRD_UNIT}"
# The word for today is that for day in Arabic.
_UNIT_OR_TODAY = _UNIT.replace("DAY_UNIT", "DAY_UNIT|DEICTIC_DAY", 1)
_SAME = "{same=DAY_UNIT|DEICTIC_DAY|WEEK_UNIT|MONTH_UNIT|QUARTER_UNIT}"
_COUNT = "{count=SMALL_NUMBER|NUMBER_WORD}"
_TO_CONTAINER = "(?: (?:{OF|WITHIN|PREPOSITION} ){0,2}{ARTICLE})"

PARTS_BEFORE = FormTable(
    (
        _row(
            "nth_unit_of",
            rf"{{ARTICLE}}{_NTH.replace('ORDINAL', 'ORDINAL|MODIFIER', 1)}(?: |-){_UNIT.replace('DAY_UNIT', 'DAY_UNIT|ORDINAL', 1)}{_TO_CONTAINER}",
            "the last day of May 2023",
            "the last day of school",
        ),
        _row(
            "unit_nth_of",
            rf"{_UNIT_OR_TODAY} {_NTH_AFTER}{_TO_CONTAINER}",
            "الربع الأول من العام الماضي",
            "الربع الأول",
        ),
        _row(
            "nth_weekday_of",
            rf"{{ARTICLE}}{_NTH} {{weekday=FULL_WEEKDAY|PLURAL_WEEKDAY}}{_TO_CONTAINER}",
            "the last Friday of this month",
            "the last Friday",
        ),
        _row(
            "weekday_nth_of",
            rf"{{weekday=FULL_WEEKDAY}} {_NTH_AFTER}{_TO_CONTAINER}",
            "الجمعة الأخيرة من هذا الشهر",
            "الجمعة الأخيرة",
        ),
        _row(
            "first_units_of",
            rf"{{ARTICLE}}(?:{_NTH} {_COUNT}|{_COUNT.replace('count', 'count_first')} {_NTH.replace('nth', 'nth_last')}) {_UNIT}{_TO_CONTAINER}",
            "the first three months of last year",
            "the first three months",
        ),
        _row(
            "units_first_of",
            rf"{_UNIT} {_COUNT} {_NTH}{_TO_CONTAINER}",
            "الأشهر الثلاثة الأولى من العام الماضي",
            "الأشهر الثلاثة الأولى",
        ),
        _row(
            "name_of_year",
            rf"{{ARTICLE}}(?:{{month=FULL_MONTH}}|{{season=SEASON}}),?{_TO_CONTAINER}",
            "the spring of the following year",
            "the spring of discontent",
        ),
        _row(
            "same_period_of",
            "{ARTICLE}{same=SAME_PERIOD},?(?: (?:{OF|WITHIN|PREPOSITION} ){0,2}{ARTICLE})",
            "the same period of last year",
            "the same period of peace",
        ),
        _row(
            "same_unit_of",
            rf"{{ARTICLE}}(?:{{THAT}} {_SAME.replace('same', 'same_unit')}|{_SAME.replace('same', 'same_first')} {{THAT}}|{{same_told=TOLD_DAY|TOLD_MONTH}}){_TO_CONTAINER}",
            "the same month of last year",
            "the same month",
        ),
        _row(
            "weekday_of",
            rf"{{ARTICLE}}{{weekday=FULL_WEEKDAY}}{_TO_CONTAINER}",
            "Tuesday of last week",
            "Tuesday of May",
        ),
        _row(
            "nth_decade_of",
            rf"{{ARTICLE}}{{nth_decade=ORDINAL|LAST|FINAL|SHORT_WEEKDAY}}(?: |-){{DECADE_UNIT}}{_TO_CONTAINER}",
            "the first decade of the 20th century",
            "the first decade of peace",
        ),
        _row(
            "decade_nth_of",
            rf"{{DECADE_UNIT}} {{nth_decade=ORDINAL|FINAL}}{_TO_CONTAINER}",
            "العقد الثاني من القرن العشرين",
            "العقد الثاني من السلام",
        ),
        _row(
            "decade_of",
            rf"{{ARTICLE}}(?:{{YEARS_UNIT|YEAR_UNIT}} )?(?:{{decade=DECADE_NUMBER|TWO_DIGITS}}(?: {{YEARS_UNIT|YEAR_UNIT}})?|{{decade_ordinal=ORDINAL}} {{YEARS_UNIT}}){_TO_CONTAINER}",
            "the seventies of the 19th century",
            "the seventies",
        ),
    )
)
"""Forms of parts that stand before their container."""

PARTS_AFTER = FormTable(
    (
        _row(
            "nth_unit_after",
            rf"{{OF}}?{_NTH.replace('LAST|', 'LAST|NUMBER_WORD|')} ?{_UNIT.replace('DAY_UNIT', 'DAY_UNIT|日|月')}",
            "去年第一季度",
            "第一季度",
        ),
        _row(
            "quarter_after",
            "{OF}?{nth=SMALL_NUMBER|NUMBER_WORD}{unit=QUARTER_UNIT}",
            "去年三季度",
            "三季度",
        ),
        _row(
            "nth_weekday_after",
            rf"{{OF}}?{_NTH} ?{{weekday=FULL_WEEKDAY}}",
            "本月最后一个星期五",
            "最后一个星期五",
        ),
        _row(
            "name_after_year",
            "(?:{OF}?|(?: {OF|WITHIN|PREPOSITION}){1,2} {ARTICLE})(?:{month=FULL_MONTH}|{season=SEASON})(?! ?{FOUR_DIGITS|SMALL_NUMBER|ORDINAL})",
            "翌年春天",
            "春天",
        ),
        _row("same_period_after", "{OF}?{same=SAME_PERIOD}", "去年同期", "同期"),
        _row("same_unit_after", "{OF}?{same_told=TOLD_DAY|TOLD_MONTH}", "去年同月", "同月"),
        _row("weekday_after_week", " {weekday=FULL_WEEKDAY}", "nächste Woche Donnerstag", "Woche für Woche"),
        _row("half_after_container", "{OF}?{unit=HALF_CODE}", "去年下半年", "下半年"),
        _row(
            "first_units_after", rf"{{OF}}?{{nth=AGO|FINAL}} ?{_COUNT} ?{_UNIT}", "去年前三个月", "三个月前"
        ),
    )
)
"""Forms of parts that stand after it, in Chinese."""


_NAMED_UNITS = {
    "month_name": "month", "month_of_year": "month", "season_name": "season", "season_of_year": "season",
}  # fmt: skip


def has_place_in(part: Part, container: Mention, form: Form) -> bool:
    """Return whether a date may be the container of a part.

    Args:
        part: The part.
        container: A date that stands beside it.
        form: The form of the part: a weekday by itself is one of a week.
    """
    if container.last is not None or container.part is not None or container.recurring or container.vague:
        return False
    if container.shift is not None:
        unit = _NAMED_UNITS.get(container.shift.unit, container.shift.unit)
        if unit == "month" and container.shift.day is not None:
            return False
    elif container.first is not None and container.first.day is None:
        unit = container.first.granularity
    else:
        return False
    if part.name or form.name in ("name_of_year", "name_after_year"):
        # With a year that is written names are forms of their own.
        is_told = part.name != "" or container.shift is not None
        return unit == "year" and is_told and container.form != "bare_container"
    if form.name in ("weekday_of", "weekday_after_week"):
        return unit == "week" and container.form != "bare_container" and container.shift is not None
    return fits_in(part, unit)


def make_bare_container(groups: MatchGroups) -> Mention | None:
    """Return «the year», «the month» as a container: that of the document, or the one spoken of."""
    unit = groups.token("unit")
    return None if unit is None else groups.mention(shift=Shift(_CONTAINERS[unit.kind], 0))


BARE_CONTAINERS = FormTable(
    (
        Form(
            "bare_container",
            r"{ARTICLE}{unit=YEAR_UNIT|MONTH_UNIT|WEEK_UNIT|CENTURY_UNIT}(?! ?{SMALL_NUMBER|FOUR_DIGITS|ROMAN|ORDINAL|LAST|NEXT|THIS})",
            make_bare_container,
            "the first half of the year",
            "the year",
        ),
    )
)
"""What is a date only as the container of a part."""
