"""Forms with a day and a month, and days without one."""

from __future__ import annotations

from itertools import pairwise

from corpuskit.dates.calendar.holidays import encode_nth_weekday, find_holiday, find_month
from corpuskit.dates.calendar.values import PartialDate, expand_year
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.grammar.years_alone import is_of_republic
from corpuskit.dates.language.clock import read_time
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_re

_WEEKDAYS_AFTER = ("weekday_after", "weekday_after_comma")
# No month has a fifth weekday for certain.
_MOST_WEEKDAYS = 4
_LONGEST_MONTH = 31
# From the month of a list to its next day: «May 5, 6 and ».
_LIST_BEFORE = compile_re(r"([Mm])\.? 1(?:, 1){0,5},? (?:& )?$")


def build_day(groups: MatchGroups) -> Mention | None:
    """Read a day of a month, or two of them."""
    day, month, last_day = (
        groups.value("day"),
        groups.value("month", "month_number"),
        groups.value("last_day"),
    )
    if groups.counts_days():
        return None
    year, ambiguous = read_year(groups)
    short = groups.token("short")
    if (
        short is not None
        and short.kind == "o"
        and not short.text[:1].isdigit()
        and short.value <= _LONGEST_MONTH
    ):
        # «Откроет 1 октября первый музей».
        return None
    if short is not None:
        year, ambiguous = expand_year(short.value), ("century",)
    time = groups.token("time")
    if day is None or month is None or (last_day is not None and last_day <= day) or ends_sentence(groups):
        return None
    if groups.form.startswith("han") and is_of_republic(year) and "era" not in groups:
        return None
    weekday = None if last_day is not None else groups.value("weekday", *_WEEKDAYS_AFTER)
    first = PartialDate(
        year, month, day, weekday=weekday, time=None if time is None else read_time(time.text)
    )
    if last_day is None:
        return groups.mention(first=first, ambiguous=ambiguous)
    between = groups.kinds_between("day", "last_day")
    listed = any(mark in between for mark in "&,/") and last_day - day > 1 and not groups.is_opened()
    return groups.mention(
        first=first,
        last=PartialDate(year, month, last_day),
        listed=listed,
        either="ø" in between,
        ambiguous=ambiguous,
    )


def build_day_in_year_of_three(groups: MatchGroups) -> Mention | None:
    """Read «10 June 987», «im Juni 987»."""
    month = groups.value("month", "month_first", "month_alone")
    return groups.mention(
        first=PartialDate(groups.value("year", "year_alone"), month, groups.value("day", "day_after"))
    )


def build_days_in_a_row(groups: MatchGroups) -> Mention | None:
    """Read «29, 30 and 31 January»: three days or more that follow each other are one time."""
    days = groups.numbers("day", "last_day")
    if len(days) < 3 or any(other - day != 1 for day, other in pairwise(days)):  # noqa: PLR2004
        return None
    year, month = groups.year(), groups.value("month")
    first, last = PartialDate(year, month, days[0]), PartialDate(year, month, days[-1])
    return groups.mention(first=first, last=last)


def build_two_days(groups: MatchGroups) -> Mention | None:
    """Read «5/6 May»: two days with a stroke between them."""
    token, month = groups.token("short_date"), groups.value("month")
    days = [] if token is None else [int(part) for part in token.text.split("/") if part.isdecimal()]
    if len(days) != 2 or month is None or days[1] <= days[0]:  # noqa: PLR2004
        return None
    year, ambiguous = read_year(groups)
    return groups.mention(
        first=PartialDate(year, month, days[0]),
        last=PartialDate(year, month, days[1]),
        listed=days[1] - days[0] > 1,
        ambiguous=ambiguous,
        split=(token.start + token.text.index("/"), token.start + token.text.index("/") + 1)
        if token
        else None,
    )


def build_roman_day(groups: MatchGroups) -> Mention | None:
    """Read 14.III.2023, 14.III.23."""
    month = groups.value("month") or 0
    if month > 12:  # noqa: PLR2004 — months of a year
        return None
    short = groups.value("short")
    year = groups.value("year") if short is None else expand_year(short)
    return groups.mention(
        first=PartialDate(year, month, groups.value("day"), weekday=groups.value("weekday")),
        ambiguous=() if short is None else ("century",),
    )


def ends_sentence(groups: MatchGroups) -> bool:
    """Return whether a full stop and a space stand between a month in full and a year: «in August. In 2025»."""
    month = groups.token("month")
    year = "year" if "year" in groups else "short"
    if month is None or month.kind != "M" or year not in groups:
        return False
    return groups.kinds_between("month", year).startswith(". ")


def read_year(groups: MatchGroups) -> tuple[int | None, tuple[str, ...]]:
    """Return the year, and what is open: one of two digits before 年, '59, is of this century or the last."""
    token = groups.token("year")
    if token is not None and token.kind == "9":
        return token.value, ("century",)
    if token is not None and token.kind in "12" and "era" not in groups:
        return expand_year(token.value), ("century",)
    return groups.year(), ()


def build_later_listed_day(groups: MatchGroups) -> Mention | None:
    """Read the 6 and the 7 of «May 5, 6 and 7, 2021»."""
    kinds = "".join(token.kind for token in groups.tokens[: groups.start])
    before = _LIST_BEFORE.search(kinds)
    if before is None:
        return None
    month = groups.tokens[before.start(1)].value
    return groups.mention(first=PartialDate(groups.value("year", "year_ahead"), month, groups.value("day")))


def build_weekday_day(groups: MatchGroups) -> Mention | None:
    """Read «Friday the 13th»."""
    weekday = groups.value("weekday", "weekday_the", "weekday_in", "weekday_short")
    token = groups.token("day", "day_short")
    if token is not None and token.kind == "o" and not token.text[:1].isdecimal():
        return None
    return groups.mention(
        first=PartialDate(day=groups.value("day", "day_the", "day_in", "day_short"), weekday=weekday)
    )


def build_day_of_month(groups: MatchGroups) -> Mention | None:
    """Read «the 18th», «dal 10», «du 16 au 19»."""
    day, last, token = groups.value("day"), groups.value("last_day"), groups.token("day")
    if last is not None and day is not None and last <= day:
        return None
    until = None if last is None else PartialDate(day=last)
    mention = groups.mention(first=PartialDate(day=day), last=until)
    leads = groups.tokens[groups.start].kind in "<>O"
    return mention.replace(start=token.start) if leads and token is not None else mention


def build_led_day(groups: MatchGroups) -> Mention | None:
    """Read «until 24th»."""
    token = groups.token("day")
    if token is None:
        return None
    return groups.mention(first=PartialDate(day=token.value)).replace(start=token.start)


def build_holiday(groups: MatchGroups) -> Mention | None:
    """Read a feast, whose day a rule fixes in every year."""
    return _build_by_rule(groups, groups.value("holiday") or 0)


def build_nth_weekday(groups: MatchGroups) -> Mention | None:
    """Read «the first Monday of May 2021»: a day that a rule fixes in every year, like a feast."""
    nth, weekday = groups.token("nth", "nth_number"), groups.value("weekday")
    month = groups.value("month", "month_number")
    if nth is None or weekday is None or month is None:
        return None
    number = 0 if nth.kind in "Lε" else nth.value
    return (
        None
        if number > _MOST_WEEKDAYS
        else _build_by_rule(groups, encode_nth_weekday(month, weekday, number))
    )


def _build_by_rule(groups: MatchGroups, rule: int) -> Mention | None:
    year = groups.year()
    day = None if year is None else find_holiday(rule, year)
    if year is not None and day is None:
        return None
    first = PartialDate(month=find_month(rule)) if day is None else PartialDate(*day)
    return groups.mention(first=first, holiday=rule)


FORMS = (
    Form(
        "two_days_month",
        r"{NAMED_DAY}{ARTICLE}{short_date=DAY_AND_MONTH}\.? (?:{OF} )?{month=MONTH}\.?{THEN_YEAR}?",
        build_two_days,
        "on 5/6 May 2023",
        "on 6/5 May 2023",
    ),
    Form(
        "day_roman_month",
        r"{NAMED_DAY}{day=SMALL_NUMBER|ORDINAL}(?:\. ?| |-|/){month=ROMAN}(?:\. ?| |-|/)(?:{year=FOUR_DIGITS}|{short=SMALL_NUMBER|TWO_DIGITS})(?![.-]?\d)",
        build_roman_day,
        "14.III.2023",
        "14.XIII.2023",
    ),
    Form(
        "day_month",
        r"{NAMED_DAY}{ARTICLE}(?:{DAY_WORD} )?{day=DAY}(?:\. ?| |-|/|)(?:{days=DAY_UNIT} )?{OF_THE}(?:{MONTH_UNIT} (?:{OF} ?)?)?{month=MONTH}\.?(?: {MONTH_UNIT})?{THEN_YEAR}?{THEN_WEEKDAY}{THEN_TIME}",
        build_day,
        "Friday, 24 June 2021",
        "Rule 5 may apply.",
    ),
    Form(
        "day_year_of_three",
        r"{ARTICLE}(?:{day=DAY}\.? {OF_THE}{month=MONTH}\.?|{month_first=MONTH} {day_after=SMALL_NUMBER},) (?:{OF} ){0,2}{year=THREE_DIGITS}|{month_alone=FULL_MONTH} {year_alone=THREE_DIGITS}",
        build_day_in_year_of_three,
        "He died on 10 June 987.",
        "On 10 June 987 guests came.",
        check=Vetoes.check_no_count,
    ),
    Form(
        "day_month_short",
        r"{day=SMALL_NUMBER}(?P<mark>[-/]){month=MONTH}(?P=mark){short=SMALL_NUMBER|TWO_DIGITS|YEAR_OF_TWO}(?!\.? ?{MONTH})",
        build_day,
        "24-Jun-35",
        "24-Jun-35 May",
    ),
    Form(
        "day_month_year_of_two",
        r"{NAMED_DAY}{ARTICLE}{day=SMALL_NUMBER|ORDINAL}(?:\.? |-)(?:{OF} )?{month=MONTH}\.? (?:{OF} ?)?{short=SMALL_NUMBER|TWO_DIGITS|ORDINAL}(?! ?[.:/-]\d|[-/:]| (?:{OF} )?{MONTH})",
        build_day,
        "12 ABR 26",
        "12 de abril 26 personas",
        check=Vetoes.check_number_after,
    ),
    Form(
        "month_day",
        r"{NAMED_DAY}{month=MONTH}(?:\.? |\.|-|/ ?|){ARTICLE}{day=SMALL_NUMBER|ORDINAL}{THEN_YEAR}?{THEN_WEEKDAY}{THEN_TIME}",
        build_day,
        "June 24, 2021",
        "They march 24 miles.",
        check=Vetoes.check_spelled_day,
    ),
    Form(
        "day_month_time_year",
        r"{NAMED_DAY}{ARTICLE}{day=SMALL_NUMBER} {OF_THE}{month=MONTH}\.? {time=CLOCK} {year=FOUR_DIGITS}",
        build_day,
        "26 Oct 15:50:06 2016",
        "26 Oct 15:50:06",
    ),
    Form(
        "month_day_time_year",
        r"{NAMED_DAY}{month=MONTH}\.? {day=SMALL_NUMBER} {time=CLOCK} {year=FOUR_DIGITS}",
        build_day,
        "Wed Oct 26 15:50:06 2016",
        "Oct 26 15:50:06",
    ),
    Form(
        "day_of_month_number",
        "{ARTICLE}{day=SMALL_NUMBER} {OF} {month_number=SMALL_NUMBER} {OF} {year=FOUR_DIGITS}",
        build_day,
        "Se conocieron el 9 de 8 de 1971.",
        "Nueve de 10 de 1971 personas.",
    ),
    Form(
        "day_number_of_month",
        "{ARTICLE}{day=SMALL_NUMBER} {of=OF} {month_number=SMALL_NUMBER}(?! ?{OF|/|:|-})",
        build_day,
        "Llegó el 9 del 8.",
        "Llegaron 9 de 8.",
        check=Vetoes.check_day_number,
    ),
    Form(
        "month_year_day",
        "{month=MONTH}(?P<mark>[-/]){year=FOUR_DIGITS}(?P=mark){day=SMALL_NUMBER}",
        build_day,
        "March-2022-30",
        "March 2022 30",
    ),
    Form(
        "year_day_month",
        r"{year=FOUR_DIGITS}(?P<mark>[-/]){day=SMALL_NUMBER}(?P=mark){month=MONTH}\.?",
        build_day,
        "2022/30/mars",
        "2022 30 mars",
    ),
    Form(
        "day_year_month",
        r"{day=SMALL_NUMBER}(?P<mark>[-/]){year=FOUR_DIGITS}(?P=mark){month=MONTH}\.?",
        build_day,
        "30-2022-marzo",
        "30 2022 marzo",
    ),
    Form(
        "year_month_day",
        r"{year=FOUR_DIGITS}(?:, ?| |-|/){month=MONTH}(?:\. ?|, ?| |-|/){day=DAY}(?! {FOUR_DIGITS})",
        build_day,
        "2021, May 24",
        "2021, May",
    ),
    Form(
        "year_then_day",
        r"{ARTICLE}{YEAR_UNIT} (?:{OF} )?{year=FOUR_DIGITS},? (?:{TO|PREPOSITION|WITHIN|OF} )?{ARTICLE}(?:{DAY_UNIT} )?(?:{OF} )?{day=DAY}(?: |\. ?)(?:{days=DAY_UNIT} )?{OF_THE}(?:{MONTH_UNIT} (?:{OF} ?)?)?{month=MONTH}",
        build_day,
        "L'anno 2024, il giorno quattordici del mese di maggio",
        "L'anno 2024, il giorno quattordici",
    ),
    Form(
        "days_month",
        r"{OTHER_WEEKDAY}{NAMED_DAY}{ARTICLE}{day=DAY}\.?(?: {OF|THE})?{LINK}{last_day=DAY}\.?(?: |-|)(?:{DAY_UNIT} )?{OF_THE}{month=MONTH}\.?{THEN_YEAR}?",
        build_day,
        "16-17 September 2021",
        "17-16 September 2021",
    ),
    Form(
        "days_in_a_row",
        r"{NAMED_DAY}{ARTICLE}{day=DAY}\.?(?:, {ARTICLE}{DAY}\.?){1,6},? {AND} {ARTICLE}{last_day=DAY}\.?(?: |-|)(?:{DAY_UNIT} )?{OF_THE}{month=MONTH}\.?{THEN_YEAR}?",
        build_days_in_a_row,
        "on 29, 30 and 31 January 2021",
        "on 20, 25 and 31 January 2021",
    ),
    Form(
        "month_days",
        r"{month=MONTH}\.?(?: |){ARTICLE}{day=DAY}{LINK}{last_day=DAY}{THEN_YEAR}?",
        build_day,
        "July 5 and 16, 2024",
        "July 16 and 5, 2024",
    ),
    Form(
        "month_day_word",
        "{month=FULL_MONTH} {day=NUMBER_WORD}",
        build_day,
        "May fifteen, they met.",
        "June three people came.",
        check=Vetoes.check_number_after,
    ),
    Form(
        "listed_day",
        "{day=SMALL_NUMBER|ORDINAL}(?=(?:(?:, {SMALL_NUMBER}){1,6},? {AND}|(?<=< .) {PREPOSITION|TO}) {SMALL_NUMBER|ORDINAL} (?:{OF} )?{month=MONTH}(?:,? (?:{OF} )?{year=FOUR_DIGITS})?)",
        build_day,
        "On 5, 9 and 12 May 2021 they met.",
        "On 5, 9 and 12 they met.",
    ),
    Form(
        "later_listed_day",
        "{day=SMALL_NUMBER}(?:(?=(?:, {SMALL_NUMBER}){0,5},? {AND} {SMALL_NUMBER},? {year_ahead=FOUR_DIGITS})|,? {year=FOUR_DIGITS})",
        build_later_listed_day,
        "On May 5, 6 and 12, 2021 they met.",
        "On pages 5, 6 and 12, 2021 they met.",
    ),
    Form(
        "weekday_day",
        r"{weekday=WEEKDAY}\.? {ARTICLE}{day=ORDINAL}|{ARTICLE}(?:{LAST|NEXT|THIS} )?{weekday_the=WEEKDAY}\.?,? {THE} {day_the=SMALL_NUMBER|ORDINAL}(?! ?[a-zA-Z])",
        build_weekday_day,
        "Friday the 13th",
        "Friday the 13th amendment",
        check=Vetoes.check_number_after,
    ),
    Form(
        "weekday_number",
        r"(?:{ARTICLE}(?:{LAST|NEXT|THIS} )?(?:{weekday=FULL_WEEKDAY}\.?(?:, ?(?:{DAY_UNIT} )?| ){day=SMALL_NUMBER|ORDINAL}(?![-/]| [-/] ?{SMALL_NUMBER|TWO_DIGITS|ORDINAL|CLOCK}| {DAY_AND_MONTH}| ?{TO} ?{SMALL_NUMBER}|(?<=, .) {PART_OF_DAY})|{weekday_in=FULL_WEEKDAY|SHORT_WEEKDAY}\.? \({day_in=SMALL_NUMBER}\)|{weekday_short=SHORT_WEEKDAY}\.?,? {day_short=SMALL_NUMBER|ORDINAL}(?! ?[-/]| ?{TO}| {PART_OF_DAY|MONTH|OF}))|{THE} {weekday_the=FULL_WEEKDAY} {day_the=NUMBER_WORD})",
        build_weekday_day,
        "el sábado trece",
        "el sábado trece personas",
        check=Vetoes.check_weekday_number,
    ),
    Form(
        "day_of_month",
        "{THE|FROM|TO|OF} ?{day=SMALL_NUMBER|ORDINAL}",
        build_day_of_month,
        "They met on the 18th.",
        "They met for the 18th time.",
        check=Vetoes.check_day_alone,
    ),
    Form(
        "days_of_month",
        "{FROM|OF|PREPOSITION} {ARTICLE}{day=SMALL_NUMBER|ORDINAL}(?: {TO} {ARTICLE}| ?- ?){last_day=SMALL_NUMBER|ORDINAL}(?! ?{FULL_MONTH|SHORT_MONTH|HIJRI_MONTH|-|/}| {OF} {FULL_MONTH|SHORT_MONTH}| {CENTURY_UNIT|DECADE_UNIT|YEAR_UNIT|MONTH_UNIT|WEEK_UNIT|DAY_UNIT})",
        build_day_of_month,
        "Je suis à Lannec du 16 au 19.",
        "Ils sont de 16 à 19 personnes.",
        check=Vetoes.check_days_alone,
    ),
    Form(
        "day_with_ending",
        r"{day=ORDINAL|SMALL_NUMBER}\.?",
        build_day_of_month,
        "Он приехал 9-го.",
        "Он учился в 9-м.",
        check=Vetoes.check_day_ending,
    ),
    Form(
        "day_led",
        "(?:{PREPOSITION|TO|OF} ){day=ORDINAL|SMALL_NUMBER}",
        build_led_day,
        "He is away until 24th.",
        "He came in 24th.",
        check=Vetoes.check_led_day,
    ),
    Form(
        "day_word_day",
        "{ARTICLE}(?:{near=LAST|NEXT} )?{DAY_UNIT} {day=SMALL_NUMBER|NUMBER_WORD}(?!-| ?{TO|AND} ?{ARTICLE}{SMALL_NUMBER|NUMBER_WORD|ORDINAL}| - ?{DAY}|[ ./]{1,2}(?:{OF|MONTH_UNIT} ){0,2}{FULL_MONTH|SHORT_MONTH|HIJRI_MONTH})",
        build_day_of_month,
        "Llegó el día 18.",
        "day 4",
        check=Vetoes.check_day_word,
    ),
    Form(
        "day_day_word",
        "{day=SMALL_NUMBER|ORDINAL} {DAY_UNIT}",
        build_day_of_month,
        "Встреча 18 числа.",
        "18 дней",
        check=Vetoes.check_day_word,
    ),
    Form(
        "holiday",
        "{ARTICLE}{holiday=HOLIDAY}{THEN_YEAR}?",
        build_holiday,
        "Christmas 1963",
        "Christmas trees",
        check=Vetoes.check_feast,
    ),
    Form(
        "han_holiday",
        "{HAN_YEAR}{OF}?{holiday=HOLIDAY}",
        build_holiday,
        "2024年春节",
        "2024年春天",
    ),
    Form(
        "nth_weekday",
        r"{ARTICLE}{nth=ORDINAL|LAST|FINAL} {weekday=FULL_WEEKDAY} (?:{OF|WITHIN} )?{ARTICLE}{month=MONTH}\.?(?:,? (?:{OF} )?{PLAIN_YEAR})?",
        build_nth_weekday,
        "the last Friday in November",
        "the last Friday",
    ),
)
