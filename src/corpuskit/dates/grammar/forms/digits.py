"""Forms in digits, and days of two years."""

from __future__ import annotations

import re

import msgspec

from corpuskit.dates.calendar.values import PartialDate, expand_year, is_possible
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.numeric import (
    Reading,
    is_written_like_date,
    read_double_year,
    read_iso,
    read_iso_week,
    read_month_year,
    read_numeric,
    read_short_date,
    read_year_month,
    settle_by_weekday,
    settle_order,
)
from corpuskit.dates.grammar.ranges import join_dates
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.language.clock import read_time
from corpuskit.dates.mentions import Mention

_ORDINAL_SIGNS = str.maketrans("", "", "º")


def _make(groups: MatchGroups, reading: Reading | None) -> Mention | None:
    return None if reading is None else groups.mention(**reading._asdict())


def _make_impossible(groups: MatchGroups, text: str) -> Mention | None:
    return groups.mention(contradiction="impossible") if is_written_like_date(text) else None


def build_numeric(groups: MatchGroups) -> Mention | None:
    """Read 24.06.2021, with a time beside it."""
    token, time = groups.token("numeric"), groups.token("time")
    if token is None:
        return None
    # «1º/12/2024».
    text = token.text.translate(_ORDINAL_SIGNS)
    mention = _make(groups, read_numeric(text, groups.order))
    if mention is None:
        return _make_impossible(groups, text)
    return _refine(
        mention,
        None if time is None else read_time(time.text),
        groups.value("weekday", "weekday_beside", "weekday_after", "weekday_after_comma"),
    )


def _refine(mention: Mention, time: str | None, weekday: int | None) -> Mention:
    """Return a mention with a time and a weekday, which may settle the order of its day and month."""
    if mention.first is None or (time is None and weekday is None):
        return mention
    first, *alternatives = (
        msgspec.structs.replace(value, time=time, weekday=weekday)
        for value in (mention.first, *mention.alternatives)
    )
    return settle_by_weekday(mention.replace(first=first, alternatives=tuple(alternatives)))


def build_short(groups: MatchGroups) -> Mention | None:
    """Read 24/06, a day and a month."""
    token = groups.token("short_date")
    mention = None if token is None else _make(groups, read_short_date(token.text, groups.order))
    return (
        None
        if mention is None
        else _refine(mention, None, groups.value("weekday", "weekday_after", "weekday_comma"))
    )


def build_short_range(groups: MatchGroups) -> Mention | None:
    """Read 5/1-5/7/2020: the first end has the year of the last one."""
    first, last = groups.token("short_date"), groups.token("last_numeric")
    if first is None or last is None:
        return None
    begin = _make(groups, read_short_date(first.text, groups.order))
    end = _make(groups, read_numeric(last.text, groups.order))
    if begin is None or end is None:
        return None
    begin, end = settle_order(begin.replace(end=first.end), end.replace(start=last.start))
    joined = join_dates(begin, end)
    return None if joined is None else joined.replace(form=groups.form)


def build_spaced(groups: MatchGroups) -> Mention | None:
    """Read 24 06 2021."""
    texts = [token.text for name in ("first", "second", "third") if (token := groups.token(name)) is not None]
    # A number may be written 十, too.
    in_digits = all(text.isdecimal() for text in texts)
    return _make(groups, read_numeric(".".join(texts), groups.order)) if in_digits else None


def build_spaced_dots(groups: MatchGroups) -> Mention | None:
    """Read «16. 10. 1907»."""
    numbers = [groups.token(name, f"{name}_ordinal") for name in ("day", "month_number")]
    texts = [token.text.rstrip(".") for token in numbers if token is not None]
    ordinals = [token.text for token in numbers if token is not None and token.kind == "o"]
    if not all(map(str.isdecimal, texts)) or not all(text.endswith(".") for text in ordinals):
        return None
    first = PartialDate(groups.year(), int(texts[1]), int(texts[0]), weekday=groups.value("weekday"))
    return groups.mention(first=first) if is_possible(first) else None


def build_compact(groups: MatchGroups) -> Mention | None:
    """Read 18SEP25, as on tickets and stamps."""
    token = groups.token("compact")
    if token is None:
        return None
    day, year = re.findall(r"\d+", token.text)
    short = len(year) == 2  # noqa: PLR2004 — two digits
    return groups.mention(
        first=PartialDate(expand_year(int(year)) if short else int(year), token.value, int(day)),
        ambiguous=("century",) if short else (),
    )


def build_iso(groups: MatchGroups) -> Mention | None:
    """Read 2020-11-23T13:39Z."""
    token = groups.token("iso")
    if token is None:
        return None
    return _make(groups, read_iso(token.text)) or _make_impossible(groups, token.text[: len("2021-06-24")])


def build_year_month(groups: MatchGroups) -> Mention | None:
    """Read 2015-12, and 2015-16, which are two years."""
    token = groups.token("year_month")
    reading = None if token is None else read_year_month(token.text)
    if token is None or reading is None or reading.last is None:
        return _make(groups, reading)
    return groups.mention(
        first=reading.first,
        last=reading.last,
        split=(token.start + len("2021"), token.start + len("2021-")),
    )


def build_iso_week(groups: MatchGroups) -> Mention | None:
    """Read 2020-W47."""
    token = groups.token("iso_week")
    return None if token is None else _make(groups, read_iso_week(token.text))


def build_month_year(groups: MatchGroups) -> Mention | None:
    """Read 12/2015."""
    token = groups.token("month_year")
    return None if token is None else _make(groups, read_month_year(token.text))


def build_double_year(groups: MatchGroups) -> Mention | None:
    """Read «7 February 1660/61»: a day of 1661."""
    month, day = groups.value("month", "month_first"), groups.value("day", "day_after")
    years = "/".join(
        token.text for name in ("double", "year", "year_after") if (token := groups.token(name)) is not None
    )
    year = read_double_year(years, month or 0, day or 1)
    return None if year is None else groups.mention(first=PartialDate(year, month, day))


FORMS = (
    Form(
        "numeric",
        "{NAMED_DAY}{numeric=NUMERIC}(?: {weekday_beside=FULL_WEEKDAY}(?! ?{SMALL_NUMBER|ORDINAL})|{THEN_WEEKDAY}){THEN_TIME}",
        build_numeric,
        "24.06.2021 13:39",
        "version 2.10.2023",
        check=Vetoes.check_version,
    ),
    Form(
        "iso",
        "{iso=ISO_TIME}",
        build_iso,
        "2020-11-23T13:39Z",
        "2020-11-23",
    ),
    Form(
        "compact",
        "{compact=COMPACT_DATE}",
        build_compact,
        "18SEP25",
        "18SEE25",
    ),
    Form(
        "spaced_dots",
        r"{NAMED_DAY}{ARTICLE}(?:{day=SMALL_NUMBER}\.|{day_ordinal=ORDINAL}) (?:{month_number=SMALL_NUMBER}\.|{month_number_ordinal=ORDINAL}) {PLAIN_YEAR}",
        build_spaced_dots,
        "Er kam am 16. 10. 1907.",
        "Er kam am 16. 13. 1907.",
    ),
    Form(
        "spaced_numeric",
        "{first=SMALL_NUMBER} {second=SMALL_NUMBER} {third=FOUR_DIGITS}",
        build_spaced,
        "24 06 2021",
        "24 06 2021 33",
        check=Vetoes.check_spaced,
    ),
    Form(
        "year_month",
        "(?:{FISCAL_BEFORE})?{year_month=YEAR_AND_MONTH}(?: {FISCAL} {YEAR_UNIT})?",
        build_year_month,
        "2015-12",
        "2015-45-3",
        check=Vetoes.check_year_month,
    ),
    Form(
        "double_year",
        r"{NAMED_DAY}{ARTICLE}(?:(?:{day=SMALL_NUMBER|ORDINAL}(?:\. ?| ){OF_THE})?{month=MONTH}\.?|{month_first=MONTH}\.? {ARTICLE}{day_after=SMALL_NUMBER|ORDINAL})(?: ?, ?| )(?:{OF} )?{ARTICLE}(?:{double=YEAR_AND_MONTH}|{year=FOUR_DIGITS}[/-]{year_after=FOUR_DIGITS})",
        build_double_year,
        "He died on 7 Feb. 1660/61.",
        "He died on 7 May 1660/61.",
    ),
    Form(
        "iso_week",
        "{iso_week=ISO_WEEK}",
        build_iso_week,
        "2020-W47",
        "2020-W54",
    ),
    Form(
        "month_number_year",
        "{month_year=MONTH_AND_YEAR}",
        build_month_year,
        "in 12/2015",
        "№ 12/2015",
        check=Vetoes.check_month_number,
    ),
    Form(
        "short_numeric_range",
        r"{short_date=DAY_AND_MONTH}\.? ?- ?{last_numeric=NUMERIC}",
        build_short_range,
        "from 5/1-5/7/2020",
        "from 5/1-5/7",
    ),
    Form(
        "short_numeric",
        r"{NAMED_DAY}{short_date=DAY_AND_MONTH}(?:,? ?\({weekday_after=WEEKDAY}\.?\)|, {weekday_comma=FULL_WEEKDAY}(?! {SMALL_NUMBER|ORDINAL|MONTH}|,? {AND}))?",
        build_short,
        "on Friday 27/3",
        "27.3 percent",
        check=Vetoes.check_short_numeric,
        bare=True,
    ),
    Form(
        "shifted_short_date",
        "{ARTICLE}{near=LAST|NEXT|THIS} {short_date=DAY_AND_MONTH}",
        build_short,
        "Nos vemos este 14/08.",
        "Nos vemos 14/08",
    ),
)
