"""Forms of months, seasons, years, decades and centuries."""

from __future__ import annotations

from corpuskit.dates.calendar.hijri import convert_hijri
from corpuskit.dates.calendar.values import PartialDate, expand_year
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.forms.days import ends_sentence, read_year
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.language.lexicon import PLURAL
from corpuskit.dates.language.tables import read_language
from corpuskit.dates.mentions import Mention

_LONGEST_MONTH, _TWO_DIGITS = 31, 99
# No text speaks of the 31st century.
_LAST_CENTURY = 30


def build_month(groups: MatchGroups) -> Mention | None:
    """Read a month, or two of them."""
    month, last_month = groups.value("month", "month_number"), groups.value("last_month")
    year, ambiguous = read_year(groups)
    if month is None or ends_sentence(groups):
        return None
    if last_month is None:
        return groups.mention(first=PartialDate(year, month), ambiguous=ambiguous)
    first_year = year - 1 if year is not None and last_month < month else year
    return groups.mention(
        first=PartialDate(first_year, month), last=PartialDate(year, last_month), ambiguous=ambiguous
    )


def build_year(groups: MatchGroups) -> Mention | None:
    """Read a year, or two of them."""
    fiscal = groups.token("fiscal")
    if fiscal is not None and fiscal.text != "fy":
        # «Fiscal 21» may count.
        return None
    year, ambiguous = (groups.year(), ()) if fiscal is None else read_year(groups)
    if year is None:
        return None
    last = groups.year("last_year")
    if last is None:
        return groups.mention(first=PartialDate(year), ambiguous=ambiguous)
    return None if last <= year else groups.mention(first=PartialDate(year), last=PartialDate(last))


def build_years_between(groups: MatchGroups) -> Mention | None:
    """Read «between 1947 and 49»."""
    year, short = groups.value("year") or 0, groups.value("short_last") or 0
    if not groups.is_opened() or short <= year % 100:
        return None
    return groups.mention(first=PartialDate(year), last=PartialDate(year // 100 * 100 + short))


def build_years_of_era(groups: MatchGroups) -> Mention | None:
    """Read «from 264 to 146 BC», 公元前264年至前146年; with «and» only after «between»."""
    to = groups.token("to")
    if to is not None and not to.value:
        return None
    if "&" in groups.kinds_between("year", "last_year") and not groups.is_opened():
        return None
    return build_year(groups)


def build_year_of_three(groups: MatchGroups) -> Mention | None:
    """Read «in the year 962», 962年."""
    year = groups.year("year") if "year" in groups else groups.value("year_before", "year_han")
    return groups.mention(first=PartialDate(year))


def build_two_digit_year(groups: MatchGroups) -> Mention | None:
    """Read '99: its century is not written."""
    return groups.mention(first=PartialDate(groups.year()), ambiguous=("century",))


def build_century(groups: MatchGroups) -> Mention | None:
    """Read the 19th century."""
    century, unit = groups.token("century"), groups.token("unit")
    number = 0 if century is None else century.value
    if century is not None and century.kind == "h":
        # «I secolo d.C.»: the article of the plural is a numeral before a century.
        number = int(century.text == "i" and unit is not None and unit.value != PLURAL)
    if century is None or not number or number > _LAST_CENTURY:
        return None
    if unit is not None and unit.value == PLURAL and century.kind == "1":
        # «9 centuries» are counted.
        return None
    if "hijri" in groups:
        # The fourth century of the Hijra is that of the years 301 to 400, 913 to 1009.
        ends = [convert_hijri((year, None, None)) for year in (number * 100 - 99, number * 100)]
        first, last = (None if end is None else PartialDate(end.first.year) for end in ends)
        return groups.mention(first=first, last=last, calendar="hijri", approximate=True)
    era = groups.token("era")
    # The years of the fourth century BC are 400 to 301 BC, which astronomers call -399 to -300.
    year = 1 - number * 100 if era is not None and era.kind == "E" else (number - 1) * 100
    return groups.mention(first=PartialDate(year, unit="century"))


def build_centuries(groups: MatchGroups) -> Mention | None:
    """Read «the 15th to 17th century»; with «and» only neighbours, or after «between»."""
    first, last = groups.value("century") or 0, groups.value("last_century") or 0
    if not 0 < first < last <= _LAST_CENTURY:
        return None
    if "&" in groups.kinds_between("century", "last_century") and last - first > 1 and not groups.is_opened():
        return None
    return groups.mention(
        first=PartialDate((first - 1) * 100, unit="century"),
        last=PartialDate((last - 1) * 100, unit="century"),
    )


def build_named_century(groups: MatchGroups) -> Mention | None:
    """Read «Ottocento»: the century of the years 18XX."""
    return groups.mention(first=PartialDate(((groups.value("century") or 1) - 1) * 100, unit="century"))


def build_winter(groups: MatchGroups) -> Mention | None:
    """Read «winter 2022/23»: the season that begins in the first of the two years."""
    season, years = groups.value("season"), groups.token("years")
    year = int(years.text[:4]) if years is not None else groups.value("year")
    until = int(years.text[5:]) if years is not None else (groups.value("until") or 0) % 100
    if until != ((year or 0) + 1) % 100:
        return None
    return groups.mention(first=PartialDate(year, season=season))


def _is_year_of_two(groups: MatchGroups) -> bool:
    """Return whether two digits after «of» are a year («marzo de 23»), or an ordinal after a season: «летом двадцатого»."""
    token = groups.token("year")
    if token is None or token.kind == "o":
        return token is not None and "season" in groups and token.value > 9  # noqa: PLR2004 — two digits
    return "of" in groups and token.text.isdecimal() and len(token.text) == 2  # noqa: PLR2004


def build_short_season(groups: MatchGroups) -> Mention | None:
    """Read «el verano del 96»: the century is that of nearby years."""
    year, season, month = groups.value("year"), groups.value("season"), groups.value("month")
    # «Em março de 23»: a day stands before its month there.
    if year is None or year > _TWO_DIGITS or not (year > _LONGEST_MONTH or _is_year_of_two(groups)):
        return None
    return groups.mention(first=PartialDate(expand_year(year), month, season=season), ambiguous=("century",))


def build_bare_year(groups: MatchGroups) -> Mention | None:
    """Read «en 68»: a year after a word that leads to one."""
    year = groups.value("year")
    if not year or year > _TWO_DIGITS:
        return None
    return groups.mention(first=PartialDate(expand_year(year)), ambiguous=("century",), uncertain=True)


def build_season(groups: MatchGroups) -> Mention | None:
    """Read spring 1943; where words have no spaces between them the year comes first, and 林秋, 2023 is a name."""
    season = groups.token("season")
    begins = season is not None and season.start == groups.tokens[groups.start].start
    if begins and season is not None and "year" in groups and not read_language(season.lang).has_spaces:
        return None
    year = groups.token("year")
    # «The summer of '26».
    ambiguous = ("century",) if year is not None and year.kind == "9" else ()
    return groups.mention(
        first=PartialDate(groups.year(), season=groups.value("season")), ambiguous=ambiguous
    )


FORMS = (
    Form(
        "centuries",
        r"{ARTICLE}{century=ORDINAL|ROMAN|SMALL_NUMBER}\.?(?:(?:-| |){CENTURY_UNIT})?(?: {OF})?(?: ?- ?| ?{TO} ?{ARTICLE}| {AND} ?{ARTICLE}){last_century=ORDINAL|ROMAN|SMALL_NUMBER}\.?(?:-| |){CENTURY_UNIT}\.?",
        build_centuries,
        "from the 15th to the 17th century",
        "from the 17th to the 15th century",
    ),
    Form(
        "centuries_number",
        r"{ARTICLE}{CENTURY_UNIT} (?:{THE} )?{century=ORDINAL|ROMAN|SMALL_NUMBER}(?: ?- ?| {TO} ?{ARTICLE}| {AND} ?{ARTICLE})(?:{CENTURY_UNIT} )?(?:{THE} )?{last_century=ORDINAL|ROMAN|SMALL_NUMBER}",
        build_centuries,
        "los siglos XV a XVII",
        "los siglos XVII a XV",
    ),
    Form(
        "named_century",
        r"{ARTICLE}{century=NAMED_CENTURY}",
        build_named_century,
        "la pittura dell'Ottocento",
        "la pittura",
    ),
    Form(
        "winter_of_years",
        r"{ARTICLE}{season=SEASON},? (?:{OF} )?{ARTICLE}(?:{years=YEAR_AND_MONTH}|{year=FOUR_DIGITS} ?[/-] ?{until=FOUR_DIGITS})(?: {YEARS_UNIT|YEAR_UNIT})?",
        build_winter,
        "winter 2022/23",
        "winter 2022/45",
    ),
    Form(
        "short_month",
        "{month=SHORT_MONTH}",
        build_month,
        "We go in Jun.",
        "Jan said so.",
        check=Vetoes.check_short_name,
    ),
    Form(
        "month_year",
        r"{EARLY_OR_LATE}(?:{ARTICLE}{MONTH_UNIT} (?:{OF} )?)?{month=MONTH}\.?(?:(?: ?, ?| |-|/)(?:{OF} )?| {WITHIN} ){ARTICLE}(?:{YEAR_UNIT} )?{YEAR_ERA}",
        build_month,
        "in June 2021",
        "in June of 20",
    ),
    Form(
        "year_then_month",
        "{year=FOUR_DIGITS}[ -]{month=MONTH}",
        build_month,
        "2021 June",
        "June 2021",
    ),
    Form(
        "month",
        r"{EARLY_OR_LATE}(?:{ARTICLE}{MONTH_UNIT} (?:{OF} )?)?{month=FULL_MONTH}\.?",
        build_month,
        "They met in July.",
        "April Smith met them.",
        check=Vetoes.check_month,
    ),
    Form(
        "months_year",
        r"{EARLY_OR_LATE}{month=MONTH}\.?{DASH}{last_month=MONTH}\.?{THEN_YEAR}?",
        build_month,
        "March-May 2022",
        "March 2022",
    ),
    Form(
        "han_month",
        r"{year=FOUR_DIGITS|SMALL_NUMBER|TWO_DIGITS}年 ?{OF}?{HAN_MONTH}\^?",
        build_month,
        "2021年9月举行。",
        "9月举行。",
    ),
    Form(
        "han_bare_month",
        r"{month_number=SMALL_NUMBER}月\^?",
        build_month,
        "谈判3月开始。",
        "谈判13月开始。",
    ),
    Form(
        "han_months",
        "(?:{year=FOUR_DIGITS|SMALL_NUMBER|TWO_DIGITS}年 ?)?{month_number=SMALL_NUMBER}月? ?{-|TO} ?{last_month=SMALL_NUMBER}月",
        build_month,
        "2022年3月至5月",
        "2022年3月",
    ),
    Form(
        "year",
        "{EARLY_OR_LATE}(?:{FISCAL_BEFORE})?{year=FOUR_DIGITS}{FISCAL_AFTER}(?: ?{era=ERA})?",
        build_year,
        "They met in 2021.",
        "They walked 2000 km.",
        check=Vetoes.check_year,
        bare=True,
    ),
    Form(
        "year_era",
        r"{EARLY_OR_LATE}(?:{CIRCA} )?{year=ANY_NUMBER}(?: ?{YEAR_WORD}\.?)? ?{era=ERA}",
        build_year,
        "490 BC",
        "490 words",
        check=Vetoes.check_small_year,
    ),
    Form(
        "era_year",
        "{EARLY_OR_LATE}{era=ERA_AFTER} {year=ANY_NUMBER}",
        build_year,
        "AD 70",
        "AD of 70",
    ),
    Form(
        "years",
        "(?:{FISCAL_BEFORE}|{ARTICLE}{YEARS_UNIT} )?{PLAIN_YEAR} ?- ?{last_year=FOUR_DIGITS}{FISCAL_AFTER}(?: ?{era=ERA})?",
        build_year,
        "1914-1918",
        "1000-2000",
        check=Vetoes.check_year,
        bare=True,
    ),
    Form(
        "years_between",
        r"{year=FOUR_DIGITS} {AND} {ARTICLE}{short_last=TWO_DIGITS|SMALL_NUMBER}(?: ?{YEAR_WORD}\.?)?(?! ?{MONTH|OF|COUNT_NOUN|DAY_UNIT|WEEK_UNIT|MONTH_UNIT}|[-:/])",
        build_years_between,
        "between 1947 and 49",
        "in 1947 and 49",
        check=Vetoes.check_between,
    ),
    Form(
        "years_slash",
        "(?:{FISCAL_BEFORE})?{year=FOUR_DIGITS}/{last_year=FOUR_DIGITS}(?: {FISCAL} {YEAR_UNIT})?",
        build_year,
        "2021/2022",
        "2021/2023",
        check=Vetoes.check_years_slash,
        bare=True,
    ),
    Form(
        "fiscal_short",
        "{fiscal=FISCAL} ?{year=SMALL_NUMBER|TWO_DIGITS}",
        build_year,
        "FY21",
        "fiscal 21",
    ),
    Form(
        "years_era",
        r"{year=ANY_NUMBER}(?: ?{YEAR_WORD}\.?)?(?: ?- ?| {TO|AND} ?{ARTICLE}){last_year=ANY_NUMBER}(?: ?{YEAR_WORD}\.?)? ?{era=ERA}",
        build_years_of_era,
        "490-480 BC",
        "490-480 words",
        check=Vetoes.check_small_year,
    ),
    Form(
        "han_year",
        r"(?:{era=ERA})?{year=FOUR_DIGITS} ?(?:年\^?|{FISCAL})",
        build_year,
        "2014年至今",
        "14岁至今",
        check=Vetoes.check_han_year,
    ),
    Form(
        "han_listed_year",
        r"{year=FOUR_DIGITS}(?=(?: ?{AND|,} ?{FOUR_DIGITS}){1,6}年)",
        build_year,
        "她在2019、2021和2023年夺冠。",
        "她在2019、2021和2023次夺冠。",
    ),
    Form(
        "han_year_era",
        "{era=ERA}{year=ANY_NUMBER}年",
        build_year,
        "凯撒死于公元前44年。",
        "公元前44人。",
    ),
    Form(
        "han_years_era",
        "{era=ERA}{year=ANY_NUMBER}年 ?{to=TO}{last_year=ANY_NUMBER}年",
        build_years_of_era,
        "公元前264年至前146年",
        "公元前264年至146年",
    ),
    Form(
        "year_of_three",
        r"{EARLY_OR_LATE}(?:{ARTICLE}{unit=YEAR_UNIT} (?:{OF} )?{year=THREE_DIGITS}(?: ?{era=ERA})?|{year_before=THREE_DIGITS} {unit_after=YEAR_UNIT}\.?|{year_han=THREE_DIGITS}年)",
        build_year_of_three,
        "in the year 962",
        "in the house 962",
        check=Vetoes.check_year_of_three,
    ),
    Form(
        "han_years",
        "{year=FOUR_DIGITS}年? ?{-|TO} ?{last_year=FOUR_DIGITS} ?(?:年|{FISCAL})",
        build_year,
        "1914年至1918年",
        "1918年",
    ),
    Form(
        "short_year",
        "{EARLY_OR_LATE}{year=YEAR_OF_TWO}(?: {YEAR_UNIT})?",
        build_two_digit_year,
        "the class of '99",
        "the 99 of them",
        bare=True,
    ),
    Form(
        "century",
        r"{EARLY_OR_LATE}{ARTICLE}{century=ORDINAL|ROMAN|SMALL_NUMBER|THE}\.?(?:-| |){unit=CENTURY_UNIT}\.?(?: ?{era=ERA}| ?(?:{OF} ?)?{hijri=HIJRI})?",
        build_century,
        "the 19th century",
        "the 45th century",
        check=Vetoes.check_century_number,
    ),
    Form(
        "century_number",
        "{EARLY_OR_LATE}{ARTICLE}{CENTURY_UNIT} (?:{THE} ?)?{century=ROMAN|SMALL_NUMBER|ORDINAL}(?: ?{era=ERA}| (?:{OF} )?{hijri=HIJRI})?",
        build_century,
        "El castillo es del siglo XIII.",
        "El castillo es del siglo XLV.",
        check=Vetoes.check_century_number,
    ),
    Form(
        "han_century",
        "(?:{era=ERA}|{hijri=HIJRI}){century=SMALL_NUMBER|NUMBER_WORD}{unit=CENTURY_UNIT}",
        build_century,
        "公元前4世纪的城墙",
        "4世纪的城墙",
    ),
    Form(
        "season",
        "{EARLY_OR_LATE}{ARTICLE}{season=SEASON}",
        build_season,
        "in the spring",
        "the spring of discontent",
        check=Vetoes.check_season,
    ),
    Form(
        "season_year",
        "{EARLY_OR_LATE}{ARTICLE}{season=SEASON}(?:,? )(?:{OF} )?{ARTICLE}(?:{YEAR_UNIT} )?{YEAR_ERA}",
        build_season,
        "spring 1943",
        "spring 9",
    ),
    Form(
        "season_short_year",
        "{EARLY_OR_LATE}{ARTICLE}(?:{season=SEASON}|{month=FULL_MONTH})(?:,? )(?:{of=OF} )?{ARTICLE}(?:{YEAR_UNIT} )?{year=TWO_DIGITS|ORDINAL|SMALL_NUMBER}(?: ?{YEAR_WORD})?",
        build_short_season,
        "en el verano del 96",
        "en el verano 96 personas",
        check=Vetoes.check_short_year,
    ),
    Form(
        "ordinal_year",
        "{year=ORDINAL} {YEAR_UNIT}",
        build_bare_year,
        "Читаю роман 34-го года.",
        "На 34-м километре.",
        check=Vetoes.check_ordinal_year,
    ),
    Form(
        "bare_year",
        "{year=TWO_DIGITS|ORDINAL}",
        build_bare_year,
        "Ma mère est venue en 58.",
        "Ma mère est venue en 58 minutes.",
        check=Vetoes.check_bare_year,
    ),
    Form("year_season", "{year=FOUR_DIGITS} {season=SEASON}", build_season, "1943 spring", "1943 springs"),
    Form(
        "han_season",
        "{year=FOUR_DIGITS}年 ?{OF}?{season=SEASON}",
        build_season,
        "1989年秋天",
        "1989年",
    ),
)
