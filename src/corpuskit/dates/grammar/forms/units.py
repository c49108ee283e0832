"""Forms that name a unit of a year or of a month: quarters, halves, weeks."""

from __future__ import annotations

from corpuskit.dates.calendar.parts import Part, PartUnit, take_part
from corpuskit.dates.calendar.shifts import Shift
from corpuskit.dates.calendar.values import (
    PartialDate,
    find_week,
    find_week_of,
    is_possible,
)
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.language.lexicon import PLURAL
from corpuskit.dates.language.tables import read_language
from corpuskit.dates.mentions import Mention

# The kinds of «last» and of «final».
_LAST = "Lε"
_MONTHS = 12
_QUARTERS = 4
_WEEKS = 53
_SATURDAY = 5
_UNITS = {"Y": "year", "N": "month", "K": "week"}
_PARTS: dict[str, PartUnit] = {"N": "month", "K": "week", "D": "day", "Q": "quarter"}


def build_edge(groups: MatchGroups) -> Mention | None:
    """Read «the end of the month»: that of the document, or the one spoken of."""
    unit = groups.token("unit")
    return None if unit is None or unit.value == PLURAL else groups.mention(shift=Shift(_UNITS[unit.kind], 0))


def build_quarter(groups: MatchGroups) -> Mention | None:
    """Read «the third quarter of 2019», Q3 2019."""
    quarter = groups.value("quarter")
    if quarter is None or not 1 <= quarter <= _QUARTERS:
        return None
    return groups.mention(first=PartialDate(groups.year(), quarter=quarter))


def build_half(groups: MatchGroups) -> Mention | None:
    """Read «the first half of 2020», H1 2020."""
    written = groups.token("half")
    half = groups.value("half", "half_last") or 2
    year = groups.value("year", "year_first")
    # Without a year a half is one of a match or of a list, unless its word says otherwise.
    is_shifted = year is None and written is not None and written.kind == "L"
    if half not in (1, 2) or is_shifted or (year is None and not is_half_year(groups)):
        # «Last half-year» is the one before that of the document.
        return None
    return groups.mention(first=PartialDate(year, half=half))


def is_half_year(groups: MatchGroups) -> bool:
    """Return whether a half is one of a year by its word: «Halbjahr», and no «Hälfte»."""
    unit = groups.token("unit", "half", "half_last")
    if unit is None or not unit.lang:
        return False
    return unit.kind == "d" or unit.text in read_language(unit.lang).half_years.split()


def build_week_of(groups: MatchGroups) -> Mention | None:
    """Read «the week of March 9», which begins on a Monday, and «the week beginning 5 May», which begins on that day."""
    day, month = groups.value("day", "day_first"), groups.value("month", "month_last")
    year = groups.year()
    first = PartialDate(year, month, day, unit="week")
    from_monday = "begins" not in groups
    if year is not None and from_monday and is_possible(first):
        first = find_week_of(first)
    return groups.mention(first=first, from_monday=from_monday)


def build_week_of_day(groups: MatchGroups) -> Mention | None:
    """Read «the week of the 18th», which begins on a Monday."""
    return groups.mention(first=PartialDate(day=groups.value("day")), from_monday=True)


def build_weekend_of_days(groups: MatchGroups) -> Mention | None:
    """Read «le week-end du 16 et 17»: a Saturday and the Sunday after it."""
    first, last = groups.value("day") or 0, groups.value("last_day") or 0
    if last != first + 1:
        return None
    return groups.mention(first=PartialDate(day=first, weekday=_SATURDAY), last=PartialDate(day=last))


def build_last_quarter(groups: MatchGroups) -> Mention | None:
    """Read «the last quarter of 2020»."""
    return groups.mention(first=PartialDate(groups.year(), quarter=4))


def build_nth_week(groups: MatchGroups) -> Mention | None:
    """Read the weeks of a year or of a month of a year, counted as ISO 8601 counts them."""
    nth = groups.token("nth", "nth_number")
    year, month = groups.value("year", "year_alone"), groups.value("month", "month_number")
    if nth is None or (year is None and month is None):
        return None
    return _mention_week(groups, year, month, 0 if nth.kind in _LAST else nth.value)


def build_calendar_week(groups: MatchGroups) -> Mention | None:
    """Read «KW 29», «29. Kalenderwoche»: a week of a year, as ISO 8601 counts them."""
    number, year = groups.value("nth", "nth_first") or 0, groups.year()
    mention = _mention_week(groups, year, None, number) if 0 < number <= _WEEKS else None
    nth = groups.token("nth")
    if mention is None or nth is None or nth.end < mention.end or nth.text[-1] != ".":
        return mention
    # «In KW 29.»: the full stop is that of the sentence.
    return mention.replace(end=nth.end - 1)


def build_numbered_week(groups: MatchGroups) -> Mention | None:
    """Read «week 22», «22-я неделя», 第22周."""
    nth, first = groups.token("nth_first"), groups.tokens[groups.start]
    if nth is not None and nth.kind != "o" and first.kind != "δ":
        # «12 weeks».
        return None
    return build_calendar_week(groups)


def build_month_week(groups: MatchGroups) -> Mention | None:
    """Read «die erste Juliwoche»: a week of a month."""
    nth, month, year = groups.token("nth"), groups.value("month"), groups.year()
    if nth is None or month is None:
        return None
    return _mention_week(groups, year, month, 0 if nth.kind in _LAST else nth.value)


def _mention_week(groups: MatchGroups, year: int | None, month: int | None, number: int) -> Mention | None:
    """Return a week by its number in a year or a month; 0 is the last one."""
    if year is None:
        return groups.mention(first=PartialDate(month=month, unit="week"), nth_week=number)
    day = find_week(year, month, number)
    return None if day is None else groups.mention(first=PartialDate(*day, unit="week"), nth_week=number)


def build_nth_month(groups: MatchGroups) -> Mention | None:
    """Read «the third month of 2021»."""
    nth = groups.token("nth", "nth_number")
    if nth is None:
        return None
    month = _MONTHS if nth.kind in _LAST else nth.value
    return groups.mention(first=PartialDate(groups.year(), month)) if 1 <= month <= _MONTHS else None


def build_first_units(groups: MatchGroups) -> Mention | None:
    """Read 2022年最后四个月, 2021年前三个季度: a range."""
    edge, unit, count = groups.token("edge"), groups.token("unit"), groups.value("count")
    if edge is None or unit is None or not count or count == 1:
        return None
    part = Part(_PARTS[unit.kind], 0 if edge.kind in _LAST else 1, count)
    ends = take_part(part, PartialDate(groups.year(), groups.value("month", "month_number")))
    return None if ends is None else groups.mention(first=ends[0], last=ends[1])


def build_latest_quarter(groups: MatchGroups) -> Mention | None:
    """Read the forms that mean a quarter spoken of, or the one a year before it."""
    year = -1 if "year_ago" in groups else 0
    return groups.mention(shift=Shift("quarter_spoken_of", year, groups.value("quarter") or 0))


FORMS = (
    Form(
        "quarter",
        r"{EARLY_OR_LATE}{ARTICLE}(?:{FISCAL}[ -])?{quarter=ORDINAL|NUMBER_WORD|ROMAN}\.?(?: |-)(?:{FISCAL} )?{QUARTER_UNIT}(?:(?: ?, ?| |-)(?:{OF|WITHIN} )?{ARTICLE}(?:{FISCAL} )?(?:{YEAR_UNIT} )?{YEAR})?",
        build_quarter,
        "Q3 was good, the third quarter of 2019 was not.",
        "a quarter of 2019 people",
    ),
    Form(
        "quarter_number",
        "{ARTICLE}{QUARTER_UNIT} ?{quarter=SMALL_NUMBER|ROMAN}(?: (?:{OF} )?{ARTICLE}(?:{YEAR_UNIT} )?|-){year=FOUR_DIGITS}",
        build_quarter,
        "trimestre 2 de 2018",
        "trimestre de 2018",
    ),
    Form(
        "year_quarter_number",
        r"{ARTICLE}{year=FOUR_DIGITS}[ -]{QUARTER_UNIT} ?{quarter=SMALL_NUMBER}(?! ?{-|/|TO|AND}|\.[1-4]| {FULL_MONTH|SHORT_MONTH|OF|QUARTER_UNIT})",
        build_quarter,
        "2018 trimestre 2",
        "2018 trimestre",
    ),
    Form(
        "year_quarter",
        "{ARTICLE}{year=FOUR_DIGITS}(?: |-){quarter=ORDINAL|NUMBER_WORD}(?: |-){QUARTER_UNIT}",
        build_quarter,
        "2019 third quarter",
        "2019 quarter",
    ),
    Form(
        "quarter_code",
        "{quarter=QUARTER_CODE}(?:[ ,-]{0,2}(?:{OF} )?{YEAR})?",
        build_quarter,
        "Q3 2019",
        "Q5 2019",
    ),
    Form(
        "year_quarter_code",
        "{year=FOUR_DIGITS}[ -]?{quarter=QUARTER_CODE}",
        build_quarter,
        "2019-Q3",
        "2019-Q5",
    ),
    Form(
        "quarter_after",
        "{QUARTER_UNIT} {quarter=ORDINAL}(?: (?:{OF} )?(?:{YEAR_UNIT} )?{year=FOUR_DIGITS})?",
        build_quarter,
        "كان الربع الأول من عام 2023 جيدا",
        "كان الربع جيدا",
    ),
    Form(
        "han_quarter",
        "(?:{year=FOUR_DIGITS}年 ?{OF}?)?{quarter=ORDINAL|SMALL_NUMBER|NUMBER_WORD}{QUARTER_UNIT}",
        build_quarter,
        "2023年第一季度良好。",
        "2023年第五季度良好。",
    ),
    Form(
        "last_quarter",
        "{ARTICLE}{LAST} {QUARTER_UNIT} (?:{OF} )?{ARTICLE}(?:{YEAR_UNIT} )?{year=FOUR_DIGITS}",
        build_last_quarter,
        "the last quarter of 2020",
        "the last quarter of it",
    ),
    Form(
        "half",
        r"{ARTICLE}{half=ORDINAL|LAST|ROMAN}\.?(?: |-){unit=HALF_UNIT}(?: (?:{OF|WITHIN} )?{ARTICLE}(?:{YEAR_UNIT} )?{YEAR})?",
        build_half,
        "the first half of 2020",
        "the first half of the match",
    ),
    Form(
        "half_code",
        "{ARTICLE}{half=HALF_CODE}[ -]?(?:{OF} )?{year=FOUR_DIGITS}|{year_first=FOUR_DIGITS}[ -]?{half_last=HALF_CODE}",
        build_half,
        "2020-H1",
        "2020-H3",
    ),
    Form(
        "half_after",
        "{HALF_UNIT} {half=ORDINAL} (?:{OF} )?(?:{YEAR_UNIT} )?{year=FOUR_DIGITS}",
        build_half,
        "كان النصف الأول من عام 2023 جيدا",
        "كان النصف الأول جيدا",
    ),
    Form(
        "han_half",
        "(?:{year=FOUR_DIGITS}年 ?{OF}?)?{half=HALF_CODE}(?! ?{FOUR_DIGITS})",
        build_half,
        "2017年上半年",
        "上半场",
    ),
    Form(
        "week_of",
        r"{ARTICLE}(?:{WEEK_UNIT} {OF} |{begins=WEEK_FROM}(?: {PREPOSITION|OF})? ){ARTICLE}(?:{month=MONTH}\.? {day=DAY}|{day_first=DAY} (?:{OF} )?{month_last=MONTH})(?:,? (?:{OF} )?{PLAIN_YEAR})?",
        build_week_of,
        "the week of March 9",
        "the week of 9 people",
    ),
    Form(
        "week_of_day",
        "{THE} {WEEK_UNIT} {OF} {ARTICLE}{day=SMALL_NUMBER|ORDINAL}(?! ?{-|AND|TO|/|:}| (?:{OF} )?(?:{MONTH_UNIT|DAY_UNIT} )?{FULL_MONTH|SHORT_MONTH|HIJRI_MONTH|SMALL_NUMBER|FOUR_DIGITS|CENTURY_UNIT|DECADE_UNIT|QUARTER_UNIT|WEEK_UNIT|HALF_UNIT})",
        build_week_of_day,
        "la semaine du 24.",
        "la semaine du 24 mai",
        check=Vetoes.check_number_after,
    ),
    Form(
        "weekend_of_days",
        r"{ARTICLE}{WEEKEND_UNIT} (?:{OF} )?{ARTICLE}{day=SMALL_NUMBER|ORDINAL}\.?(?: ?- ?|/| {AND|TO} ){ARTICLE}{last_day=SMALL_NUMBER|ORDINAL}(?! ?{FULL_MONTH|SHORT_MONTH|HIJRI_MONTH|-|/}| {OF} )",
        build_weekend_of_days,
        "le week-end du 16 et 17",
        "le week-end du 16 et 19",
    ),
    Form(
        "han_nth_month",
        "{year=FOUR_DIGITS}年 ?{OF}?{HAN_NTH} ?{MONTH_UNIT}",
        build_nth_month,
        "2021年的第三个月",
        "第三个月",
    ),
    Form(
        "han_first_units",
        "{year=FOUR_DIGITS}年 ?{OF}?(?:{HAN_MONTH} ?{OF}?)?{edge=AGO|FINAL} ?{count=SMALL_NUMBER|NUMBER_WORD} ?{unit=MONTH_UNIT|WEEK_UNIT|DAY_UNIT|QUARTER_UNIT}",
        build_first_units,
        "2022年最后四个月",
        "最后四个月",
    ),
    Form(
        "week_number",
        "{ARTICLE}{WEEK_UNIT} (?P<nth>[1-2]) (?:{OF|WITHIN} ){ARTICLE}(?:{YEAR_UNIT} )?{year_alone=FOUR_DIGITS}",
        build_nth_week,
        "week 12 of 2021",
        "week 12",
    ),
    Form(
        "calendar_week",
        r"{ARTICLE}(?:{CALENDAR_WEEK}\.? ?{nth=SMALL_NUMBER|TWO_DIGITS|ORDINAL}(?! ?{-|AND|TO} ?{SMALL_NUMBER|TWO_DIGITS|ORDINAL}|[.]\d)|{nth_first=ORDINAL|SMALL_NUMBER|TWO_DIGITS}\.? {CALENDAR_WEEK})(?:(?:/| |, )(?:{OF} )?(?:{YEAR_UNIT} )?{year=FOUR_DIGITS})?",
        build_calendar_week,
        "In der KW 29 wird gebaut.",
        "Der Motor hat 29 kW.",
        check=Vetoes.check_calendar_week,
    ),
    Form(
        "numbered_week",
        r"{ARTICLE}(?:{ORDINAL_MARK} ?)?(?:{WEEK_UNIT} {nth=SMALL_NUMBER|TWO_DIGITS}(?:/(?={FOUR_DIGITS})|(?! ?{-|/|TO|AND|,|:} ?{SMALL_NUMBER|TWO_DIGITS|ORDINAL}|[.]\d))(?:{year=FOUR_DIGITS})?|{nth_first=ORDINAL|SMALL_NUMBER|TWO_DIGITS} ?{WEEK_UNIT})",
        build_numbered_week,
        "We deliver in week 22.",
        "We deliver in week 3 of the course.",
        check=Vetoes.check_week,
    ),
    Form(
        "month_week",
        "{ARTICLE}{nth=ORDINAL|LAST|FINAL} {month=MONTH_WEEK}(?: (?:{OF} )?{year=FOUR_DIGITS})?",
        build_month_week,
        "In der ersten Juliwoche regnete es.",
        "In der Juliwoche regnete es.",
    ),
    Form(
        "han_nth_week",
        "{HAN_YEAR}?(?:{HAN_MONTH} ?{OF}?)?{HAN_NTH} ?{WEEK_UNIT}",
        build_nth_week,
        "2023年的第一周他在外地。",
        "第一周他在外地。",
    ),
    Form(
        "edge_of_unit",
        r"{ARTICLE}{MODIFIER}(?: |-)(?:{OF|WITHIN} )?{ARTICLE}{unit=YEAR_UNIT|MONTH_UNIT|WEEK_UNIT}(?!\.? ?{SMALL_NUMBER|TWO_DIGITS|FOUR_DIGITS|ROMAN|ORDINAL|LAST|NEXT|THIS|THAT|OF|MONTH}|-)",
        build_edge,
        "by the end of the month",
        "by the end of the month of May",
    ),
    Form(
        "year_ago_quarter",
        "{ARTICLE}(?:{LAST_NEXT} )?{year_ago=YEAR_AGO} (?:{quarter=ORDINAL|NUMBER_WORD}[ -])?{QUARTER_UNIT}",
        build_latest_quarter,
        "the year-ago third quarter",
        "the year-ago half",
    ),
    Form(
        "latest_quarter",
        "{THE} (?:{FISCAL} )?(?:{latest=QUARTER_CODE|THIS|THAT} )?{latest_quarter=QUARTER_UNIT}(?! {OF}|-)",
        build_latest_quarter,
        "In the latest quarter sales rose.",
        "a quarter of sales",
    ),
)
