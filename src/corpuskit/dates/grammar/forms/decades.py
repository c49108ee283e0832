"""Forms of decades."""

from __future__ import annotations

from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.grammar.form import Form
from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.grammar.vetoes import Vetoes
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_re

_SPELLED_DECADE = 20
_SPELLED_HUNDREDS = range(13, 20)
_TWO_DIGITS, _FIRST_YEAR_OF_FOUR_DIGITS = 99, 1000
_FIRST_CENTURY_OF_DECADES = 1900
# From the word for years to a later decade of its list: «años 60, 70 y ».
_LIST_BEFORE = compile_re(r"(?:y|G O(?: h)?)[ '](?:q?[249c](?:, | & )){1,6}$")


def build_decade(groups: MatchGroups) -> Mention | None:
    """Read the 1990s."""
    year = groups.value("decade")
    if year is None or year % 10:
        return None
    century, hundreds = groups.value("century"), groups.value("hundreds")
    if hundreds is not None:
        # «The eighteen-sixties».
        if hundreds not in _SPELLED_HUNDREDS:
            return None
        century, year = hundreds + 1, year % 100
    era = groups.token("era")
    if era is not None and era.kind == "E":
        # The 470s BC are the years 479 to 470 BC, which is no decade as astronomers count.
        return groups.mention(first=PartialDate(-8 - year), last=PartialDate(1 - year))
    if _TWO_DIGITS < year < _FIRST_YEAR_OF_FOUR_DIGITS and era is None:
        return None
    written = groups.token("decade")
    if written is not None and written.kind == "9":
        # «Anni ’20»: as «the 20s».
        year %= 100
    digits = "" if written is None else "".join(filter(str.isdecimal, written.text))
    # «The 1820s and 30s».
    ambiguous: tuple[str, ...] = ("century",) if len(digits) == 2 else ()  # noqa: PLR2004
    if year <= _TWO_DIGITS and century is not None:
        # 20世纪90年代
        year += (century - 1) * 100
    elif year <= _TWO_DIGITS:
        # Two digits: the nineties.
        year += _FIRST_CENTURY_OF_DECADES
        # «Десятые годы»; «anni dieci» are years of age.
        is_tenth = groups.form == "ordinal_decade"
        if year < _FIRST_CENTURY_OF_DECADES + (10 if is_tenth else _SPELLED_DECADE):
            return None
        ambiguous = ("century",)
    return groups.mention(first=PartialDate(year, unit="decade"), ambiguous=ambiguous)


def build_listed_decade(groups: MatchGroups) -> Mention | None:
    """Read the 70 and the 80 of «años 60, 70 y 80»."""
    before = "".join(token.kind for token in groups.tokens[: groups.start])
    year = groups.value("decade")
    if _LIST_BEFORE.search(before) is None or year is None or year % 10:
        return None
    century = 0 if year > _TWO_DIGITS else _FIRST_CENTURY_OF_DECADES
    return groups.mention(
        first=PartialDate(century + year, unit="decade"), ambiguous=("century",) if century else ()
    )


FORMS = (
    Form(
        "decade",
        "{EARLY_OR_LATE}{ARTICLE}(?:{DECADE_UNIT} {OF} )?{ARTICLE}(?:{YEARS_UNIT} )?(?:{hundreds=NUMBER_WORD}[ -])?{decade=DECADE_NUMBER}(?: {YEARS_UNIT})?(?:(?: {OF})? {CENTURY_UNIT} {LAST})?(?: ?{era=ERA})?",
        build_decade,
        "the 1990s",
        "the 1995s",
        check=Vetoes.check_decade,
    ),
    Form(
        "decade_years",
        "{EARLY_OR_LATE}{ARTICLE}(?:{YEARS_UNIT}|{DECADE_UNIT} {OF} {ARTICLE}(?:{YEARS_UNIT} )?)[ ']?{decade=TWO_DIGITS|FOUR_DIGITS|YEAR_OF_TWO|NUMBER_WORD}",
        build_decade,
        "los años 90",
        "los años 12",
        check=Vetoes.check_decade_years,
    ),
    Form(
        "ordinal_decade",
        "{EARLY_OR_LATE}{decade=ORDINAL} {YEARS_UNIT}",
        build_decade,
        "В десятые годы церковь закрыли.",
        "В пятые годы церковь закрыли.",
    ),
    Form(
        "decade_of_the",
        "{THE} {decade=TWO_DIGITS|NUMBER_WORD}",
        build_decade,
        "la música de los 80",
        "los 80 diputados",
        check=Vetoes.check_decade_of_the,
    ),
    Form(
        "han_decade",
        "(?:{century=SMALL_NUMBER}{CENTURY_UNIT}|{last_century=LAST}{CENTURY_UNIT})?{OF}?{decade=SMALL_NUMBER|TWO_DIGITS|FOUR_DIGITS|DECADE_NUMBER}{DECADE_UNIT}",
        build_decade,
        "20世纪90年代",
        "20世纪95年代",
    ),
    Form(
        "listed_decade",
        "{decade=TWO_DIGITS|FOUR_DIGITS|YEAR_OF_TWO}",
        build_listed_decade,
        "los años 60, 70 y 80",
        "los de 60, 70 y 80",
    ),
)
