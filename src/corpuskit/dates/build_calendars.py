"""From a matched form to a mention: the Islamic calendar, and the years of China."""

from __future__ import annotations

from corpuskit.dates.mentions import Mention
from corpuskit.dates.parts import Parts
from corpuskit.dates.values import PartialDate, expand_year


def build_reign(parts: Parts, mention: Mention) -> bool:
    """Read 康熙二十年, 令和元年5月; the months of the lunar calendar are not converted."""
    first, number = parts.token("reign"), 1 if "first_year" in parts.match.parts else parts.value("number")
    if first is None or not number:
        return False
    year, month, day = first.value + number - 1, parts.value("month_number", "month"), parts.value("day")
    if month is not None and year < _FIRST_SOLAR_YEAR and first.text != "明治":
        mention.calendar = "chinese"
        month = day = None
    mention.first = PartialDate(year, month, day)
    return number <= _LONGEST_REIGN


_FIRST_SOLAR_YEAR, _LONGEST_REIGN = 1912, 120


def build_short_year(parts: Parts, mention: Mention) -> bool:
    """Read 08年: with a zero before it a number is a year, without one it counts years."""
    token = parts.token("year")
    mention.first = None if token is None else PartialDate(expand_year(token.value))
    mention.ambiguous = ["century"]
    return token is not None and token.text.startswith("0")


def build_lunar(parts: Parts, mention: Mention) -> bool:  # noqa: ARG001 — all builders have one signature
    """Read 正月三十: a day of the lunar calendar, which has no Gregorian value here."""
    mention.calendar = "chinese"
    return True


def build_hijri(parts: Parts, mention: Mention) -> bool:
    """Read a date of the Islamic calendar; its Gregorian value, where there can be one, is added later."""
    mention.calendar = "hijri"
    mention.hijri = (parts.value("hijri_year"), parts.value("hijri_month"), parts.value("day"))
    year = mention.hijri[0]
    return year is None or _FIRST_HIJRI_YEAR <= year <= _LAST_HIJRI_YEAR


_FIRST_HIJRI_YEAR, _LAST_HIJRI_YEAR = 100, 1600
