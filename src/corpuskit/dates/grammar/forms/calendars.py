"""Forms of the Islamic calendar, of the years of China, and of the old style."""

from __future__ import annotations

import re
from datetime import date

from corpuskit.dates.calendar.hijri import find_islamic_year
from corpuskit.dates.calendar.values import (
    PartialDate,
    expand_year,
    is_possible,
)
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_re

_FIRST_SOLAR_YEAR, _LONGEST_REIGN = 1912, 120
_GREGORIAN_YEARS = range(1900, 2070)
_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR = 100, 1600
# How many days the old style lies behind the new one.
_OLD_STYLE = range(10, 14)


def build_day_of_old_style(groups: MatchGroups) -> Mention | None:
    """Read «2 (14) March 1859», «7 November (25 October) 1917»: the later one is the day of the new style."""
    year, month = groups.year(), groups.value("month")
    before, inside = groups.value("month_before"), groups.value("month_inside")
    if (before is None) != (inside is None) or (before is None) != (month is not None):
        return None
    days = [
        PartialDate(year, before or month, groups.value("old", "old_month")),
        PartialDate(year, inside or month, groups.value("day")),
    ]
    if not all(is_possible(day) for day in days):
        return None
    outside, bracketed = (date(day.year or 1, day.month or 1, day.day or 1).toordinal() for day in days)
    if abs(bracketed - outside) not in _OLD_STYLE:
        return None
    return groups.mention(first=days[bracketed > outside])


def build_reign(groups: MatchGroups) -> Mention | None:
    """Read 康熙二十年, 令和元年5月; the months of the lunar calendar are not converted."""
    first, number = groups.token("reign"), 1 if "first_year" in groups else groups.value("number")
    if first is None or not number or number > _LONGEST_REIGN:
        return None
    year, month, day = first.value + number - 1, groups.value("month_number", "month"), groups.value("day")
    if month is not None and year < _FIRST_SOLAR_YEAR and first.text != "明治":
        return groups.mention(first=PartialDate(year), calendar="chinese")
    return groups.mention(first=PartialDate(year, month, day))


def build_short_year(groups: MatchGroups) -> Mention | None:
    """Read 08年: with a zero before it a number is a year, without one it counts years."""
    token = groups.token("year")
    if token is None or not (token.text.startswith("0") or _SPELLED_YEAR.fullmatch(token.text)):
        return None
    season = groups.value("season")
    return groups.mention(first=PartialDate(expand_year(token.value), season=season), ambiguous=("century",))


# 六八: two numerals without a ten between them.
_SPELLED_YEAR = compile_re("[三四五六七八九][〇零一二三四五六七八九]")


def build_lunar(groups: MatchGroups) -> Mention | None:
    """Read 正月三十: a day of the lunar calendar, which has no Gregorian value here."""
    return groups.mention(calendar="chinese")


def build_hijri(groups: MatchGroups) -> Mention | None:
    """Read a date of the Islamic calendar; its Gregorian value, where there can be one, is added later."""
    year, month, day = groups.value("hijri_year"), groups.value("hijri_month"), groups.value("day")
    if year is not None and month is not None and year in _GREGORIAN_YEARS and "hijri" not in groups:
        # «Ramadan 2024».
        year = find_islamic_year(year, month)
        if year is None:
            return None
    hijri = year, month, day
    if hijri[0] is not None and not _FIRST_HIJRI_YEAR <= hijri[0] <= _LAST_HIJRI_YEAR:
        return None
    return groups.mention(calendar="hijri", hijri=hijri)


def build_hijri_month(groups: MatchGroups) -> Mention | None:
    """Read «during Ramadan», «last Ramadan»: that of the year of the text; without a word before it, it may be a name."""
    near, month = groups.token("near", "near_after"), groups.value("hijri_month")
    leads = any(token.kind in "P@O" for token in groups.tokens[max(0, groups.start - 2) : groups.start])
    if not leads and near is None and "unit" not in groups:
        return None
    return groups.mention(calendar="hijri", hijri=(None, month, None))


def build_hijri_days(groups: MatchGroups) -> Mention | None:
    """Read «15 to 25 Ramadan»."""
    year, month = groups.value("hijri_year"), groups.value("hijri_month")
    first, last = groups.value("day") or 0, groups.value("last_day") or 0
    if not 0 < first < last or (year is not None and not _FIRST_HIJRI_YEAR <= year <= _LAST_HIJRI_YEAR):
        return None
    mention = groups.mention(calendar="hijri", hijri=(year, month, first))
    return mention.replace(hijri_last=(year, month, last))


def build_hijri_numeric(groups: MatchGroups) -> Mention | None:
    """Read 3/4/1447هـ and 1447/4/3هـ."""
    token = groups.token("numeric")
    numbers = [] if token is None else [int(part) for part in re.split("[./-]", token.text)]
    if numbers and numbers[0] < numbers[-1]:
        numbers.reverse()
    if not numbers or not _FIRST_HIJRI_YEAR <= numbers[0] <= _LAST_HIJRI_YEAR:
        return None
    return groups.mention(calendar="hijri", hijri=(numbers[0], numbers[1], numbers[2]))


FORMS = (
    Form(
        "day_of_old_style",
        r"{ARTICLE}(?:{old=SMALL_NUMBER|ORDINAL} |{old_month=SMALL_NUMBER|ORDINAL} (?:{OF} )?{month_before=MONTH} )\({day=SMALL_NUMBER|ORDINAL}\.?(?:\)| (?:{OF} )?{month_inside=MONTH}\))(?: (?:{OF} )?{month=MONTH})?{THEN_YEAR}",
        build_day_of_old_style,
        "born on 2 (14) March 1859",
        "born on 2 (9) March 1859",
    ),
    Form(
        "hijri_numeric",
        "{NAMED_DAY}{numeric=NUMERIC} ?{HIJRI}",
        build_hijri_numeric,
        "3/4/1447هـ",
        "3/4/1447",
    ),
    Form(
        "hijri_day",
        "{NAMED_DAY}{day=DAY} (?:{OF} )?(?:{MONTH_UNIT} )?{hijri_month=HIJRI_MONTH}(?:,? (?:{YEAR_UNIT} )?{hijri_year=THREE_DIGITS|FOUR_DIGITS}(?: ?{hijri=HIJRI})?)?",
        build_hijri,
        "10 محرم 1446 هـ",
        "10 1446",
    ),
    Form(
        "hijri_days",
        "{day=DAY}{LINK}{last_day=DAY} (?:{OF} )?(?:{MONTH_UNIT} )?{hijri_month=HIJRI_MONTH}(?:,? (?:{YEAR_UNIT} )?{hijri_year=THREE_DIGITS|FOUR_DIGITS}(?: ?{HIJRI})?)?",
        build_hijri_days,
        "من 15 إلى 25 رمضان",
        "من 25 إلى 15 رمضان",
    ),
    Form(
        "hijri_bare_month",
        "{ARTICLE}(?:{near=LAST|NEXT|THIS} )?(?:{unit=MONTH_UNIT} (?:{OF} )?)?{hijri_month=HIJRI_MONTH}(?: {near_after=LAST|NEXT|THIS})?(?! ?{FOUR_DIGITS})",
        build_hijri_month,
        "صاموا في شهر رمضان",
        "وصل رمضان إلى مكتبه",
    ),
    Form(
        "hijri_month",
        "{ARTICLE}(?:{MONTH_UNIT} )?{hijri_month=HIJRI_MONTH},? (?:{OF} )?(?:{YEAR_UNIT} )?{hijri_year=THREE_DIGITS|FOUR_DIGITS}(?: ?{hijri=HIJRI})?",
        build_hijri,
        "Ramadan 1445",
        "Ramadan was long.",
    ),
    Form(
        "hijri_year",
        "(?:{YEAR_UNIT} )?{hijri_year=THREE_DIGITS|FOUR_DIGITS} ?{HIJRI}",
        build_hijri,
        "عام 1446 هـ",
        "عام 1446",
    ),
    Form(
        "han_hijri",
        "{hijri=HIJRI}{hijri_year=THREE_DIGITS|FOUR_DIGITS}年(?:{hijri_month=SMALL_NUMBER}月(?:{day=SMALL_NUMBER}日)?)?",
        build_hijri,
        "回历1445年",
        "历1445年",
    ),
    Form(
        "han_reign",
        r"{reign=REIGN}(?:{number=SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|NUMBER_WORD}年|{first_year=FIRST_YEAR}) ?{HAN_MONTH}?(?:(?<={月|FULL_MONTH}){day=SMALL_NUMBER}日(?: ?\({weekday=FULL_WEEKDAY}\))?)?{THEN_TIME}",
        build_reign,
        "光绪元年",
        "光绪的一年",
    ),
    Form(
        "han_short_year",
        "{year=SMALL_NUMBER|TWO_DIGITS}年(?:{OF}?{season=SEASON})?",
        build_short_year,
        "08年",
        "18年",
    ),
    Form(
        "han_lunar",
        r"{LUNAR} ?(?:{FOUR_DIGITS}年 ?{OF}?)?(?:{SMALL_NUMBER}月|{FULL_MONTH}|{LUNAR_MONTH})(?:\^?{SMALL_NUMBER}日?)?|(?:{FOUR_DIGITS}年 ?{OF}?)?(?:(?:{SMALL_NUMBER}月|{FULL_MONTH})\^{SMALL_NUMBER}日?|{LUNAR_MONTH}(?:\^?{SMALL_NUMBER}日?)?)",
        build_lunar,
        "正月三十",
        "三十人",
    ),
)
