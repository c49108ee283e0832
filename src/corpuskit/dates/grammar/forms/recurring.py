"""Forms of what comes again, and has no first and no last day."""

from __future__ import annotations

from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.language.lexicon import PLURAL
from corpuskit.dates.mentions import Mention


def build_weekday_range(groups: MatchGroups) -> Mention | None:
    """Read «Monday to Friday»: in a sentence about the past or the future the days of one week, else of every week."""
    first, last = groups.value("short", "weekday"), groups.value("last", "last_day")
    if first is not None and last is not None and (last - first) % 7 == 1:
        # «Sat–Sun» is one weekend as often as every one.
        return None
    return groups.mention(recurring=True)


def build_recurring(groups: MatchGroups) -> Mention | None:
    """Read «every Friday», «on Mondays», «every 17 June»: what comes again has no first and no last day."""
    return groups.mention(recurring=True)


def build_exception(groups: MatchGroups) -> Mention | None:
    """Read the Sunday of «daily except Sunday», the Monday of «à segunda-feira»."""
    mention, day = groups.mention(recurring=True), groups.token("day", "day_han")
    return None if day is None else mention.replace(start=day.start)


def build_days_of_the_week(groups: MatchGroups) -> Mention | None:
    """Read أيام الثلاثاء والخميس, «Sunday mornings»: a plural says that weekdays come again."""
    many = groups.token("days", "part")
    return groups.mention(recurring=True) if many is not None and many.value in (PLURAL, _MANY) else None


# The value of a part of the day that is a plural: «mornings».
_MANY = 1
_THEN_WEEKDAYS = r"(?:(?:, ?| ?{AND} ?| ?- ?| ?{TO} ?){ARTICLE}{FULL_WEEKDAY|SHORT_WEEKDAY|PLURAL_WEEKDAY}(?! ?{SMALL_NUMBER|ORDINAL}\.? ?{MONTH}))*"

FORMS = (
    Form(
        "every_weekday",
        r"{EACH}(?: |){ARTICLE}(?:{ORDINAL} )?(?:{DAY_UNIT} )?{FULL_WEEKDAY|SHORT_WEEKDAY|PLURAL_WEEKDAY}"
        + _THEN_WEEKDAYS
        + "(?: {PART_OF_DAY})?",
        build_recurring,
        "They meet every Friday.",
        "They meet Friday.",
        check=Vetoes.check_every_weekday,
    ),
    Form(
        "weekdays",
        r"{ARTICLE}{day=PLURAL_WEEKDAY}" + _THEN_WEEKDAYS + "(?: {PART_OF_DAY})?",
        build_recurring,
        "They meet on Mondays.",
        "They meet on Monday.",
        check=Vetoes.check_plural_weekday,
    ),
    Form(
        "weekday_range",
        r"{ARTICLE}(?:{weekday=FULL_WEEKDAY}(?: {OF})?(?: ?- ?| ?{TO} ?{ARTICLE}){last_day=FULL_WEEKDAY|PLURAL_WEEKDAY}|{short=SHORT_WEEKDAY}\.?(?: ?- ?| ?{TO} ?{ARTICLE}){last=FULL_WEEKDAY|SHORT_WEEKDAY}\.?)(?! {SMALL_NUMBER|ORDINAL} {MONTH})",
        build_weekday_range,
        "Open Monday to Friday.",
        "Open Monday and Friday.",
    ),
    Form(
        "except_weekday",
        r"{EXCEPT} {ARTICLE}{day=FULL_WEEKDAY|SHORT_WEEKDAY|PLURAL_WEEKDAY}(?!,? {ARTICLE}{SMALL_NUMBER|ORDINAL|NUMBER_WORD|MONTH|LAST|NEXT})|{EXCEPT}{day_han=FULL_WEEKDAY}",
        build_exception,
        "Open daily except Sunday.",
        "Open daily except Sunday 5 May.",
    ),
    Form(
        "weekday_led",
        "{TO} {day=FULL_WEEKDAY}(?!,? {ARTICLE}{SMALL_NUMBER|ORDINAL|NUMBER_WORD|MONTH|LAST|NEXT})",
        build_exception,
        "O museu encerra à segunda-feira.",
        "O museu abre de domingo à segunda-feira.",
        check=Vetoes.check_weekly_lead,
    ),
    Form(
        "nth_weekday_of_every",
        r"{ARTICLE}(?:(?:{ORDINAL|LAST|FINAL|FIRST_OF_MANY|SHORT_WEEKDAY} )?{FULL_WEEKDAY|PLURAL_WEEKDAY}|{FULL_WEEKDAY} {ORDINAL|FINAL})(?: {OF|WITHIN|PREPOSITION})? (?:{EACH} {MONTH_UNIT|YEAR_UNIT|WEEK_UNIT}|{WEEKLY})",
        build_recurring,
        "They meet on the first Friday of every month.",
        "They meet on the first Friday of May.",
    ),
    Form(
        "han_nth_weekday_of_every",
        r"{EACH}(?:月|{MONTH_UNIT}){OF}?(?:(?:{ORDINAL|FINAL}|{ORDINAL_MARK} ?{SMALL_NUMBER|NUMBER_WORD})(?:{AND}|,))?{HAN_NTH} ?{FULL_WEEKDAY}",
        build_recurring,
        "每月第一个周五聚会。",
        "五月第一个周五聚会。",
    ),
    Form(
        "every_date",
        r"{EACH}(?: ?(?:{YEAR_UNIT}|年),?)?(?: {PREPOSITION|WITHIN|OF})? ?{ARTICLE}(?:{DAY_UNIT} )?(?:{DAY}\.?(?: |-)(?:{OF} )?{ARTICLE}(?:{MONTH_UNIT} )?{MONTH}|{MONTH} {ARTICLE}{DAY}|{SMALL_NUMBER}月{SMALL_NUMBER}日|{ARTICLE}(?:{MONTH_UNIT} (?:{OF} )?)?{FULL_MONTH|FULL_SEASON|WEAK_SEASON|HOLIDAY}|{DAY}\.? (?:{DAY_UNIT}|{OF} {ARTICLE}{MONTH_UNIT})(?! {OF}))(?! {FOUR_DIGITS})|{EACH} {DAY_UNIT} {DAY}(?! ?[-/]| {AND} {DAY}| {OF} {MONTH})",
        build_recurring,
        "They meet every 17 June.",
        "They meet on 17 June.",
    ),
    Form(
        "date_of_every_year",
        r"{ARTICLE}(?:{DAY}\.?(?: |-)(?:{OF} )?{ARTICLE}(?:{MONTH_UNIT} )?{MONTH}|{MONTH} {ARTICLE}{DAY}|{FULL_MONTH}|{HOLIDAY}),? (?:{OF|WITHIN|PREPOSITION} )?{EACH} {YEAR_UNIT}",
        build_recurring,
        "They meet on 17 June every year.",
        "They meet on 17 June.",
    ),
    Form(
        "day_of_every_month",
        r"{ARTICLE}(?:{DAY_UNIT} )?{DAY}\.?(?: {OF|WITHIN|PREPOSITION|DAY_UNIT}){0,2} {ARTICLE}{EACH} {MONTH_UNIT}|{DAY}\. {EACH} {MONTH_UNIT}",
        build_recurring,
        "It is due on the 5th of each month.",
        "It is due on the 5th of May.",
    ),
    Form(
        "han_day_of_every_month",
        r"{EACH}(?:月|{MONTH_UNIT}) ?{OF}?{SMALL_NUMBER}日",
        build_recurring,
        "每月10日开放。",
        "本月10日开放。",
    ),
    Form(
        "weekday_of_every_week",
        r"(?:{EACH} (?:{SMALL_NUMBER|NUMBER_WORD} )?{WEEK_UNIT|DAY_UNIT}|{EACH} {WEEKS_ON}|{WEEKLY}),? ?(?:{PREPOSITION|WITHIN|OF|THE} ?){0,2}(?:{DAY_UNIT} )?{FULL_WEEKDAY|PLURAL_WEEKDAY}"
        + _THEN_WEEKDAYS
        + "|{ARTICLE}{FULL_WEEKDAY|PLURAL_WEEKDAY}"
        + _THEN_WEEKDAYS
        + " (?:{OF|WITHIN} )?(?:{EACH} {WEEK_UNIT}|{WEEKLY})",
        build_recurring,
        "They meet weekly on Tuesday.",
        "The weekly came on Tuesday.",
    ),
    Form(
        "weekday_each_after",
        r"(?:{INDEFINITE} )?{ARTICLE}{FULL_WEEKDAY|PLURAL_WEEKDAY},? {EACH_AFTER}",
        build_recurring,
        "Il vient un mardi sur deux.",
        "Il vient un mardi sur mer.",
    ),
    Form(
        "days_of_the_week",
        r"{ARTICLE}{days=DAY_UNIT} {FULL_WEEKDAY}"
        + _THEN_WEEKDAYS
        + r"(?! {LAST|NEXT|SMALL_NUMBER|ORDINAL}|,? ?{AND})|{ARTICLE}{FULL_WEEKDAY}"
        + _THEN_WEEKDAYS
        + " {part=PART_OF_DAY}",
        build_days_of_the_week,
        "The bells ring on Sunday mornings.",
        "The bells rang on Sunday morning.",
        check=Vetoes.check_uncounted,
    ),
)
