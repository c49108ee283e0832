"""Days without a month in Chinese, and weekdays that are counted in one."""

from __future__ import annotations

from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.forms.days import build_day, build_nth_weekday
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.mentions import Mention

_SPOKEN_MARKS = "号號"


def build_han_day_of_month(groups: MatchGroups) -> Mention | None:
    """Read 5日; what lasts so many days is written with 日的, 日前, and not with 号的, 号前."""
    mark = groups.token("mark")
    if mark is None or (("of" in groups or "counted" in groups) and mark.text not in _SPOKEN_MARKS):
        return None
    day = groups.token("day")
    if day is None or (day.value == 1 and not day.text.isdecimal() and mark.text not in _SPOKEN_MARKS):
        # 不可一日无: one day.
        return None
    mention = groups.mention(first=PartialDate(day=day.value))
    return mention.replace(end=mark.end)


def build_han_days_of_month(groups: MatchGroups) -> Mention | None:
    """Read 11及12日, 11至15日."""
    first, last = groups.value("day") or 0, groups.value("last_day") or 0
    is_range = last == first + 1 if "and" in groups else last > first
    return groups.mention(first=PartialDate(day=first), last=PartialDate(day=last)) if is_range else None


FORMS = (
    Form(
        "han_day",
        r"{HAN_ANY_YEAR}?{HAN_MONTH} ?{day=SMALL_NUMBER}(?:日|(?= ?,))(?: ?{weekday=FULL_WEEKDAY}| ?\({weekday_after=FULL_WEEKDAY}\))?{THEN_TIME}",
        build_day,
        "2021年9月16日举行。",
        "2021年9月举行。",
    ),
    Form(
        "han_days",
        "{HAN_ANY_YEAR}?{HAN_MONTH} ?{day=SMALL_NUMBER}日? ?{-|TO|,|AND|OR} ?{last_day=SMALL_NUMBER}日",
        build_day,
        "2023年6月5日至9日参观。",
        "2023年6月9日至5日参观。",
    ),
    Form(
        "han_day_of_month",
        "{day=SMALL_NUMBER}{mark=日}(?:(?P<of>O(?=.))|{counted=AGO|HENCE})?",
        build_han_day_of_month,
        "会议5日举行。",
        "5日前举行。",
        check=Vetoes.check_day_mark,
    ),
    Form(
        "han_days_of_month",
        "{day=SMALL_NUMBER}日? ?(?:{and=AND}|-|{TO}) ?{last_day=SMALL_NUMBER}{mark=日}(?!{AGO|HENCE|OF})",
        build_han_days_of_month,
        "11及12日安装。",
        "11及22日安装。",
        check=Vetoes.check_day_mark,
    ),
    Form(
        "han_nth_weekday",
        "{HAN_YEAR}?{HAN_MONTH} ?{OF}?{HAN_NTH}{weekday=FULL_WEEKDAY}",
        build_nth_weekday,
        "2021年5月的第二个星期日",
        "2021年5月",
    ),
)
