"""Relative forms: how far from which date, in which unit."""

from __future__ import annotations

from typing import Literal

from corpuskit.dates.calendar.parts import Part
from corpuskit.dates.calendar.shifts import Shift
from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.forms.units import is_half_year
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.tokens import Token
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.language.lexicon import PLURAL
from corpuskit.dates.language.tables import read_language
from corpuskit.dates.mentions import Mention

_UNITS = {
    "年": "year", "月": "month",     "Y": "year", "y": "year", "N": "month", "D": "day", "K": "week", "Z": "weekend", "G": "decade", "C": "century",
    "Q": "quarter", "H": "half",
}  # fmt: skip
_TOLD_UNITS = {"Δ": "day", "Θ": "week", "Π": "month", "Ψ": "year"}
_FAR = 2
# «Earlier» and «later» have no number of their own.
_SIDES = {"l": -1, "k": 1}
_DIRECTIONS = {"L": -1, "X": 1, "T": 0, "u": 0, "v": 0}


def _read_direction(shift: Token) -> int:
    """Return how many units a word leads on: 1 for «next», -2 for «the week before last»."""
    if shift.kind in _TOLD_UNITS or shift.kind == "r":
        return shift.value
    far = shift.kind in "LX" and shift.value == _FAR
    return _DIRECTIONS[shift.kind] * (2 if far else 1)


def _find_base(shift: Token | None, unit: Token | None = None) -> Literal["document", "mention"]:
    """Return what a word counts from: «last year» from the document, «that year» and «the previous year» from a mention.

    So does «the next day», while «next week» counts from the document.
    """
    if shift is None:
        return "document"
    day = unit is not None and unit.kind == "D" and shift.kind in "LX"
    spoken_of = shift.kind == "u" or shift.kind in _TOLD_UNITS or (shift.kind in "LX" and shift.value == 1)
    return "mention" if spoken_of or day else "document"


def build_weekday(groups: MatchGroups) -> Mention | None:
    """Read «Friday», «last Friday», «Friday night»."""
    shift = groups.token("shift", "shift_after")
    if shift is not None and "shift" in groups and shift.kind in "LX" and groups.follows_noun(shift):
        return None
    count = 0 if shift is None else _read_direction(shift)
    bare = "bare" if shift is None else ""
    first = groups.tokens[groups.start]
    if bare and first.kind == "h" and first.lang and read_language(first.lang).article_recurs:
        # «Le lundi» is every Monday, «lundi» is one.
        return groups.mention(recurring=True)
    weekday = groups.value("weekday", "weekday_part", "weekday_before") or 0
    if bare and groups.is_indefinite():
        return groups.mention(shift=Shift("any_weekday", 0, weekday))
    if groups.form == "han_shifted_weekday":
        if shift is not None and shift.value == 1:
            return groups.mention(shift=Shift("nth_weekday", count, weekday, base="mention"))
        # 下周三 is the Wednesday of the next week.
        return groups.mention(shift=Shift("weekday_of_week", count, weekday))
    return groups.mention(shift=Shift(f"{bare}weekday", count, weekday, base=_find_base(shift)))


def build_told_weekday(groups: MatchGroups) -> Mention | None:
    """Read «the Friday before», «Freitag davor»: the last or the next one, seen from the date spoken of."""
    side, weekday = groups.token("side"), groups.value("weekday")
    count = 0 if side is None else _SIDES.get(side.kind, side.value)
    if weekday is None or abs(count) != 1:
        return None
    return groups.mention(shift=Shift("nth_weekday", count, weekday, base="mention"))


def build_deictic(groups: MatchGroups) -> Mention | None:
    """Read «yesterday», 去年."""
    day = groups.value("deictic")
    if day is None:
        return groups.mention(shift=Shift("year", groups.value("deictic_year") or 0))
    return groups.mention(shift=Shift("day", day))


def build_shifted_unit(groups: MatchGroups) -> Mention | None:
    """Read «last year», «la semana pasada»."""
    unit, shift = groups.token("unit"), groups.token("shift")
    if unit is None or shift is None or groups.is_plural(unit, shift):
        # «The last days», «the following decades» are no certain ones.
        return None
    if unit.kind == "D" and shift.kind == "L" and not shift.value:
        # «The last day» is that of something.
        return None
    if unit.kind == "H" and not is_half_year(groups):
        return None
    if groups.form == "shifted_unit" and shift.kind in "LX" and groups.follows_noun(shift):
        return None
    base = _find_base(shift, unit)
    first = groups.tokens[groups.start]
    if first.kind == "h" and shift.kind == "X" and shift.value != _FAR and groups.tells_by_article(first):
        base = "mention"
    name = "han_weekend" if unit.kind == "Z" and groups.form == "han_shifted" else _UNITS[unit.kind]
    return groups.mention(shift=Shift(name, _read_direction(shift), base=base))


def build_bare_weekend(groups: MatchGroups) -> Mention | None:
    """Read «at the weekend»: the last one or the coming one, as the sentence says."""
    unit = groups.token("unit")
    if unit is None or unit.value == PLURAL:
        return None
    return groups.mention(shift=Shift("bareweekend", 0))


def build_day_of_shifted_month(groups: MatchGroups) -> Mention | None:
    """Read «the 5th of last month», 本月5日, 同月5日."""
    shift, day = groups.token("shift", "shift_after", "told_month"), groups.value("day")
    if shift is None or not day:
        return None
    after_day = groups.kinds_after("day")
    if groups.value("unit") == PLURAL or ("shift_after" in groups and not {"O", "h"} & set(after_day)):
        # «6 mesi precedenti» are six months.
        return None
    number = groups.token("day")
    spelled = number is not None and number.kind == "o" and not number.text[:1].isdigit()
    if spelled and groups.form == "day_of_shifted_month" and "O" not in after_day:
        # «El primero el mes que viene y el último».
        return None
    return groups.mention(
        shift=Shift("day_of_month", _read_direction(shift), day=day, base=_find_base(shift))
    )


def build_shifted_name(groups: MatchGroups) -> Mention | None:
    """Read «last April», «el 9 de julio próximo»."""
    name, shift, day = groups.token("name"), groups.token("shift"), groups.value("day")
    if name is None or shift is None:
        return None
    is_month = name.kind in "Mm"
    if "year" in groups:
        return groups.mention(first=PartialDate(groups.year(), name.value)) if is_month else None
    if not is_month and day is not None:
        return None
    unit = "month_name" if is_month else "season_name"
    return groups.mention(shift=Shift(unit, _read_direction(shift), name.value, day, base=_find_base(shift)))


def build_month_of_deictic_year(groups: MatchGroups) -> Mention | None:
    """Read 去年10月: a month of last year."""
    year, month = groups.value("deictic_year", "told_year") or 0, groups.value("month_number", "month") or 0
    base: Literal["document", "mention"] = "mention" if "told_year" in groups else "document"
    return groups.mention(shift=Shift("month_of_year", year, month, groups.value("day"), base=base))


def build_season_of_deictic_year(groups: MatchGroups) -> Mention | None:
    """Read 去年夏天: a season of last year."""
    year, season = groups.value("deictic_year") or 0, groups.value("season") or 0
    return groups.mention(shift=Shift("season_of_year", year, season))


def build_month_of_year(groups: MatchGroups) -> Mention | None:
    """Read «August of that year», «January this year», «verano del año pasado», «15 janvier de l'année d'après»."""
    shift = groups.token("shift", "told_year", "deictic_year")
    if shift is None:
        return None
    return groups.mention(
        shift=Shift(
            "month_of_year" if "month" in groups else "season_of_year",
            _read_direction(shift),
            groups.value("month", "season") or 0,
            groups.value("day", "day_after"),
            base=_find_base(shift),
        )
    )


def build_shifted_feast(groups: MatchGroups) -> Mention | None:
    """Read «last Christmas», «Christmas last year», 去年春节."""
    shift, feast, year = (
        groups.token("shift", "shift_after"),
        groups.value("holiday", "holiday_first", "holiday_after"),
        groups.token("deictic_year", "deictic_before"),
    )
    if feast is None or (shift is None and year is None):
        return None
    if year is not None:
        return groups.mention(shift=Shift("feast_of_year", year.value, feast))
    if shift is None:
        return None
    unit = "feast_of_year" if "year" in groups or "year_first" in groups or shift.kind == "u" else "feast"
    return groups.mention(shift=Shift(unit, _read_direction(shift), feast, base=_find_base(shift)))


def build_told(groups: MatchGroups) -> Mention | None:
    """Read «le lendemain», «Vorjahr»: a word that counts from the date spoken of."""
    told = groups.token("told")
    return (
        None
        if told is None
        else groups.mention(shift=Shift(_TOLD_UNITS[told.kind], told.value, base="mention"))
    )


def build_same_period(groups: MatchGroups) -> Mention | None:
    """Read «Vorjahreszeitraum»: what was spoken of, a year before."""
    same = groups.token("same")
    if same is None or not same.value:
        return None
    return groups.mention(shift=Shift("year", same.value, base="mention")).replace(
        part=Part("same_period", 0)
    )


def build_vague(groups: MatchGroups) -> Mention | None:
    """Read «now»."""
    return groups.mention(vague=True)


FORMS = (
    Form(
        "short_weekday",
        "{weekday=SHORT_WEEKDAY}",
        build_weekday,
        "We meet on Mon.",
        "They bought Sun shares.",
        check=Vetoes.check_short_name,
    ),
    Form(
        "weekday",
        "{ARTICLE}(?:{shift=LAST|NEXT|THIS|LAST_NEXT}[ -])?{weekday=FULL_WEEKDAY}(?: {shift_after=LAST|NEXT})?(?P<part> {PART_OF_DAY})?",
        build_weekday,
        "They met on Friday.",
        "Il a vu monsieur Lundi hier.",
        check=Vetoes.check_weekday,
    ),
    Form(
        "weekday_told",
        "{ARTICLE}{weekday=FULL_WEEKDAY|SHORT_WEEKDAY} {side=EARLIER|LATER|PREPOSITION|TOLD_SIDE}(?: {THAT|THIS})?",
        build_told_weekday,
        "It was held on the Friday before.",
        "It was held on the Friday before Easter.",
        check=Vetoes.check_side,
    ),
    Form(
        "weekday_weak",
        "(?:{shift=LAST|NEXT|THIS} {weekday=SHORT_WEEKDAY}|{weekday_part=SHORT_WEEKDAY} {PART_OF_DAY}|{weekday_before=SHORT_WEEKDAY} {shift_after=LAST|NEXT})",
        build_weekday,
        "We meet next Fri.",
        "Il aimait cette mer.",
        check=Vetoes.check_shifted_short_weekday,
    ),
    Form(
        "han_shifted_weekday",
        "{shift=LAST|NEXT|THIS}{weekday=FULL_WEEKDAY}",
        build_weekday,
        "下周一议会表决。",
        "周一议会表决。",
    ),
    Form(
        "deictic_day",
        r"{deictic=DEICTIC_DAY}(?:(?: ?, ?| ){weekday=FULL_WEEKDAY}(?![\w ]*{FULL_MONTH}))?",
        build_deictic,
        "They met yesterday.",
        "ذلك اليوم",
        check=Vetoes.check_deictic_day,
    ),
    Form(
        "deictic_year",
        "{deictic_year=DEICTIC_YEAR}",
        build_deictic,
        "去年赤字翻番。",
        "年赤字翻番。",
    ),
    Form(
        "day_of_shifted_month",
        "{ARTICLE}(?:{DAY_UNIT} )?{day=SMALL_NUMBER|ORDINAL} (?:{DAY_UNIT} )?(?:{OF} )?{ARTICLE}(?:(?:{THAT} )?{shift=LAST|NEXT|THIS|THAT} {unit=MONTH_UNIT}|{MONTH_UNIT} {shift_after=LAST|NEXT|THIS|THAT}|{told_month=TOLD_MONTH})",
        build_day_of_shifted_month,
        "the 5th of last month",
        "the 5th of them",
    ),
    Form(
        "han_day_of_shifted_month",
        "(?:{shift=LAST|NEXT|THIS}月|{told_month=TOLD_MONTH}){day=SMALL_NUMBER}日",
        build_day_of_shifted_month,
        "本月5日开会。",
        "5日开会。",
    ),
    Form(
        "shifted_unit",
        "{ARTICLE}{shift=LAST|NEXT|THIS|THAT|LAST_NEXT}[ -]{unit=YEAR_UNIT|MONTH_UNIT|WEEK_UNIT|DAY_UNIT|WEEKEND_UNIT|DECADE_UNIT|CENTURY_UNIT|QUARTER_UNIT|HALF_UNIT}",
        build_shifted_unit,
        "They met last week.",
        "They met for a week.",
    ),
    Form(
        "unit_shifted",
        "{ARTICLE}(?:{THIS} )?{unit=YEAR_UNIT|MONTH_UNIT|WEEK_UNIT|DAY_UNIT|WEEKEND_UNIT|DECADE_UNIT|CENTURY_UNIT|QUARTER_UNIT|HALF_UNIT} {shift=LAST|NEXT|THIS}",
        build_shifted_unit,
        "كان الشهر الماضي حارا.",
        "week last",
        check=Vetoes.check_unit_after,
    ),
    Form(
        "weekend",
        "{ARTICLE}{unit=WEEKEND_UNIT}(?: {PART_OF_DAY})?(?! (?:{OF} ){1,2}{SMALL_NUMBER|ORDINAL})",
        build_bare_weekend,
        "We met at the weekend.",
        "Weekend editions sell well.",
        check=Vetoes.check_weekend,
    ),
    Form(
        "han_shifted",
        "{shift=LAST|NEXT|THIS}{unit=月|MONTH_UNIT|WEEK_UNIT|年|DECADE_UNIT|CENTURY_UNIT|QUARTER_UNIT|WEEKEND_UNIT}",
        build_shifted_unit,
        "上个月很热。",
        "一个月很热。",
    ),
    Form(
        "shifted_name",
        "{ARTICLE}(?:{THIS} )?{shift=LAST|NEXT|THIS|LAST_NEXT}[ -](?:{MONTH_UNIT} (?:{OF} )?)?{name=FULL_MONTH|FULL_SEASON}(?! {DAY},? {FOUR_DIGITS}){THEN_YEAR}?",
        build_shifted_name,
        "They met last April.",
        "They met April.",
    ),
    Form(
        "shifted_name_day",
        r"{shift=LAST|NEXT|THIS}[ -]{name=MONTH}\.? {day=SMALL_NUMBER|ORDINAL}(?!,? {FOUR_DIGITS})",
        build_shifted_name,
        "They met next May 5.",
        "They met May 5.",
    ),
    Form(
        "shifted_weak_name",
        r"{ARTICLE}(?:{THIS} )?{shift=LAST|NEXT}[ -]{name=SHORT_MONTH|WEAK_SEASON}(?!\.? {DAY},? {FOUR_DIGITS})",
        build_shifted_name,
        "They meet next spring.",
        "the coil spring",
    ),
    Form(
        "shifted_weak_season",
        "{ARTICLE}{shift=THIS|THAT|LAST_NEXT}[ -]{name=WEAK_SEASON|FULL_SEASON}(?! (?:{OF} )?{ARTICLE}{FOUR_DIGITS|TWO_DIGITS})",
        build_shifted_name,
        "They meet this spring.",
        "the coil spring",
    ),
    Form(
        "name_shifted",
        "{ARTICLE}(?:{day=DAY}(?: |-)(?:{DAY_UNIT} )?(?:{OF} )?)?{name=FULL_MONTH|FULL_SEASON|SHORT_MONTH|WEAK_SEASON} {shift=LAST|NEXT}",
        build_shifted_name,
        "El verano pasado llovió.",
        "El pasado llovió.",
    ),
    Form(
        "name_this",
        "{name=FULL_MONTH|FULL_SEASON} {shift=THIS}",
        build_shifted_name,
        "في يوليو هذا",
        "Il a été ce matin chez lui.",
        check=Vetoes.check_name_of_time,
    ),
    Form(
        "shifted_day_month",
        "{ARTICLE}{shift=LAST|NEXT|THIS} (?:{DAY_WORD} |{DAY_UNIT} )?{day=DAY} (?:{OF} )?{name=MONTH}(?!,? (?:{OF} )?{FOUR_DIGITS})",
        build_shifted_name,
        "El pasado 9 de octubre llovió.",
        "El 9 de octubre llovió.",
    ),
    Form(
        "month_of_year",
        "{ARTICLE}(?:{day=DAY} (?:{OF} )?)?{month=MONTH}(?: {day_after=SMALL_NUMBER|ORDINAL})?,? (?:{OF} )?{OF_YEAR}",
        build_month_of_year,
        "in January last year",
        "in January 2020",
    ),
    Form(
        "month_of_year_after",
        "{ARTICLE}(?:{day=DAY} (?:{OF} )?)?{month=MONTH} (?:{OF} )?{ARTICLE}{YEAR_UNIT} {shift=LAST|NEXT|THIS|THAT}",
        build_month_of_year,
        "en enero del año pasado",
        "en enero del año",
    ),
    Form(
        "season_of_year",
        "{ARTICLE}{season=FULL_SEASON} (?:{OF} )?{OF_YEAR}",
        build_month_of_year,
        "летом прошлого года",
        "летом 2020 года",
    ),
    Form(
        "season_of_year_after",
        "{ARTICLE}{season=FULL_SEASON} (?:{OF} )?{ARTICLE}{YEAR_UNIT} {shift=LAST|NEXT|THIS}",
        build_month_of_year,
        "printemps de l'année dernière",
        "printemps de l'année",
    ),
    Form(
        "han_month_of_year",
        "(?:{deictic_year=DEICTIC_YEAR}|{told_year=TOLD_YEAR}){OF}?{HAN_MONTH}(?:{day=SMALL_NUMBER}日)?",
        build_month_of_deictic_year,
        "去年10月签约。",
        "10月签约。",
    ),
    Form(
        "shifted_feast",
        "{ARTICLE}{shift=LAST|NEXT|THIS|LAST_NEXT}[ -]?{holiday=HOLIDAY}|{ARTICLE}{holiday_first=HOLIDAY} {shift_after=LAST|NEXT}",
        build_shifted_feast,
        "They met last Christmas.",
        "They met at Christmas.",
    ),
    Form(
        "feast_of_year",
        "{ARTICLE}{holiday=HOLIDAY},? (?:{OF} )?{ARTICLE}(?:{shift=LAST|NEXT|THIS|THAT|LAST_NEXT} {year=YEAR_UNIT}|{year_first=YEAR_UNIT} {shift_after=LAST|NEXT|THIS}|{deictic_year=DEICTIC_YEAR})|{deictic_before=DEICTIC_YEAR}{OF}?{holiday_after=HOLIDAY}",
        build_shifted_feast,
        "They met at Christmas last year.",
        "They met at Christmas.",
    ),
    Form(
        "told",
        r"{ARTICLE}{told=TOLD_DAY|TOLD_WEEK|TOLD_MONTH|TOLD_YEAR}",
        build_told,
        "Il partit le lendemain.",
        "Il partit.",
        check=Vetoes.check_told,
    ),
    Form(
        "han_season_of_year",
        "{deictic_year=DEICTIC_YEAR} ?{OF}?{season=SEASON}",
        build_season_of_deictic_year,
        "他们去年夏天见面。",
        "他们夏天见面。",
    ),
    Form(
        "same_period",
        "{ARTICLE}{same=SAME_PERIOD}",
        build_same_period,
        "im Vorjahreszeitraum",
        "im gleichen Zeitraum",
    ),
    Form(
        "vague",
        "{vague=VAGUE}",
        build_vague,
        "It is now the law.",
        "It is the law.",
    ),
)
