"""Whether a number of four digits is a year where it stands, and no count, no code and no number of a room."""

from __future__ import annotations

import regex

from corpuskit.dates.calendar.values import PartialDate
from corpuskit.dates.grammar.form import Match
from corpuskit.dates.grammar.names import is_in_quoted_name
from corpuskit.dates.grammar.numbers_alone import NumberVetoes
from corpuskit.dates.grammar.tokens import FIRST_EAST_ASIAN
from corpuskit.dates.language.designators import is_designator
from corpuskit.dates.language.lexicon import PLURAL
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_later, compile_re

_LONGEST_WORD = 20
_NEXT_WORD = compile_later(r"[ \u00a0]([\p{L}\p{M}]+)")
_LONGEST_LINK_AFTER = 5
_NEXT_LINE = compile_later(r"\n([\p{L}\p{M}]+)")
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1500, 2099
# Numbers that are years more often than not.
_MODERN_YEARS = range(1900, 2050)
_WORD_BEFORE = compile_re(r"(?<![^\W\d_])([^\W\d_]+) $")
# A range of years in digits alone is rarely longer; «1000-2000» is a range of something else.
_LONGEST_YEAR_RANGE = 120
# Years with a slash between them are those of a season, of a school or of a war: «1996/97», «1914/18».
_LONGEST_WITH_SLASH = 10
# «Between 1388 and 1396», «erbaut 1498 bis 1503»: the last year after the first one, and the first before the last one.
_OLD_YEAR_BEFORE = compile_re(r"(?:[<P@O] (?:[hy] )?4(?: Y)? &|4(?: Y)? >) ?(?:h )?$")
_YEAR_TO_YEAR = compile_re(r"(?: Y)? [&>] ?(?:h )?4(?!-)")
# «300 %», «300.5».
_AMOUNT = compile_re(r"\s?[%$€£¥°]|[.,:/-]\d")
# «1900 MW», «2048 bits», «1800 м2»; letters alone are units where they are capital and nothing leads to a year: «2000 W».
_MEASURE = compile_later(
    r"[ \u00a0]?(?:(?:[kmg]?wh|[kmgt]w|[kmgt]?hz|k?vah?|kv|m?ah|[kmgt]i?b(?:its?|ytes?|ps|/s)?|bits?|bytes?|px|dpi|ppm|rpm|psi|[khm]?pa|k?cal|kj"
    r"|k[gm]|mg|[cmdn]m|[ckm]?m[23²³]|[mdhc]l|[km]m?/[hs]|kmh|mph|[гкм]?вт(?:ч|·ч|г)?|[кмг]?гц|м[аa][чг]|[кмгт]б|бит|біт|байт|мм|см|км|кг|мл|м[23²³]|га|ха|км/ч|км/год|м/с)(?![\p{L}\p{N}])"
    r"|ha(?=\s?[,.;:)]|\s(?:d[eiao]|of|an|von)\s|$)|(?P<letter>[wvj])(?![\p{L}\p{N}]|\.\s?\p{L}))"
)
_UNITS_AFTER = frozenset("%DKNYyC")
_LEADS_TO_YEAR = frozenset("P@<>~O")
# The numbers whose noun may be a genitive that looks like one of the year: «962 года».
_FEW, _TEENS = range(2, 5), range(11, 15)
# «1987 2045», «0803 555 2021», «978 0 2021»: a row of numbers.
_ROW_BEFORE, _YEAR_AFTER = (
    compile_re(r"(?<!\d)(?:\d{3,}|\d{1,4} \d{1,2}) $"),
    compile_re(r" \d{4}(?![\d.,]*\d)"),
)


# Asteroids: «1999 NN40».
_CODE_AFTER = compile_later(r" [a-hj-y][a-hj-z]\d{1,3}(?![\p{L}\d])")

# A number that has a day of its own is that of a decree.
_OF_DAY = compile_re(r" [O<P] (?:h )?[1o]\.?(?: O)? [Mm]\.?,?(?: [O@])? 4")
_IN_YEAR = compile_re(r" (?:@ (?:h )?(?:Y )?|O Y )4(?!-)")
# Those that count from an event: «the second century of Islam», «the third century of our nation».
_FIRST_CENTURIES = 4
_YEAR_LINKED = compile_re(r"4(?:,| &|-) ?$")


def is_of_republic(year: int | None) -> bool:
    """Return whether a year of three digits may be one of the Republic of China: 110年 is 2021."""
    return year is not None and 100 <= year < 200  # noqa: PLR2004


class YearVetoes(NumberVetoes):
    """Whether numbers are years where they stand; the arguments are those of `Surroundings`."""

    def check_year(self, mention: Mention, match: Match) -> bool:
        """Return whether a number is a year: 1500 to 2099, or with a word that says so."""
        first, last = mention.first, mention.last
        is_amount = last is None and "era" not in match.groups and self._counts_years(match)
        if is_amount or first is None or first.year is None or not self.check_year_word(mention, match):
            return False
        if "era" in match.groups or self._run.kinds[: match.start].endswith("~ "):
            # «About 1400 words».
            return "era" in match.groups or not self._has_count_after(match)
        if self._is_row_or_decree(mention, match):
            return False
        ends_late = last is not None and (last.year or 0) >= _FIRST_BARE_YEAR
        if not (first.year >= _FIRST_BARE_YEAR or ends_late) or first.year > _LAST_BARE_YEAR:
            return self._is_old_year(first.year, last, match) and not self._is_designated(mention, match)
        if last is not None and last.year is not None:
            fits = last.year <= _LAST_BARE_YEAR and last.year - first.year <= _LONGEST_YEAR_RANGE
            return fits and not self._is_designated(mention, match)
        is_counted = self._is_counted(match) and not self._has_article_of_years(match)
        is_counted = is_counted or self._is_measure(match)
        return not is_counted and not self._is_designated(mention, match)

    def _is_measure(self, match: Match) -> bool:
        """Return whether a bare number ends a word of a language that writes the word for year: 长度为2048."""
        table = self._lexicon.tables[self._lexicon.languages[0]]
        if table.has_spaces or match.end - match.start > 1 or self._is_led(match, "P@<>O&TF"):
            return False
        before = self._view[
            max(0, self._run.tokens[match.start].start - 2) : self._run.tokens[match.start].start
        ]
        last = (
            self._run.kinds[match.start - 1 : match.start].strip()
            or self._run.kinds[match.start - 2 : match.start - 1]
        )
        return (
            before.rstrip()[-1:] >= FIRST_EAST_ASIAN
            and before.rstrip()[-1:].isalpha()
            and last not in tuple("P@<>O&TF-")
        )

    def _is_row_or_decree(self, mention: Mention, match: Match) -> bool:
        """Return whether a number stands in a row of numbers, is that of a decree and has its day after it, or counts what was in a year."""
        is_decree = _OF_DAY.match(self._run.kinds, match.end) is not None and not self._is_led(match, "P@<>")
        if is_decree or (_IN_YEAR.match(self._run.kinds, match.end) and not self._is_led(match, "@")):
            # «Decrees 1952 of 28 December 2004 and 2098 of 3 December 2008», «grew to 1900 in 2007».
            return True
        # «Map ref SE 1987 2045».
        before = _ROW_BEFORE.search(self._view, max(0, mention.start - 8), mention.start)
        is_code = _CODE_AFTER.match(self._view, mention.end) is not None and not self._is_led(match, "P@<>Oh")
        return before is not None or is_code or _YEAR_AFTER.match(self._view, mention.end) is not None

    def _is_old_year(self, year: int, last: PartialDate | None, match: Match) -> bool:
        """Return whether a number below 1500 is a year: a word says so, or a preposition leads to it and a clause ends."""
        kinds = self._run.kinds[match.start : match.end]
        if last is not None and last.year is not None and last.year - year <= _LONGEST_YEAR_RANGE:
            # «Between 1388 and 1396», «у 1388–1396 роках».
            end = self._run.tokens[match.end - 1].end
            has_word = not {"&", ">", "Y", "y"}.isdisjoint(kinds) or self._run.kinds.startswith(
                " y", match.end
            )
            return has_word and not self._is_followed_by_count(end)
        is_last = _OLD_YEAR_BEFORE.search(self._run.kinds, 0, match.start) is not None
        if match.end - match.start > 1:
            return "Y" in kinds or (is_last and "y" in kinds)
        if is_last:
            return year < _FIRST_BARE_YEAR and not self._counts(match.end - 1)
        goes_on = _YEAR_TO_YEAR.match(self._run.kinds, match.end)
        if (
            year < _FIRST_BARE_YEAR
            and goes_on is not None
            and (">" in goes_on[0] or self._is_led(match, "<P@Ohy"))
        ):
            last_place = goes_on.end() - 1
            return year < self._run.tokens[
                last_place
            ].value <= year + _LONGEST_YEAR_RANGE and not self._counts(last_place)
        # «Un documento del 1127».
        is_owner = self._is_led(match, "O") and self._has_article_of_years(match)
        is_free = self._is_led(match, "@") and self._is_free(match)
        return year < _FIRST_BARE_YEAR and (is_free or (is_owner and not self._has_count_after(match)))

    def _is_free(self, match: Match) -> bool:
        """Return whether a number after «in» counts nothing: «in 1066 the tower fell», «nel 1066 cadde la torre»."""
        if self._has_article_of_years(match):
            return True
        has_word = _NEXT_WORD.match(self._view, self._run.tokens[match.end - 1].end) is not None
        return (has_word or self._ends_phrase(match)) and not self._has_count_after(match)

    def _counts_years(self, match: Match) -> bool:
        """Return whether a number says how many years: «2000 years», «1500 лет», but «1990 і 1991 роки»."""
        word = next(
            (token for token in self._run.tokens[match.start + 1 : match.end] if token.kind in "Yy"), None
        )
        if (
            word is None
            or self._run.tokens[match.start].kind != "4"
            or _YEAR_LINKED.search(self._run.kinds, 0, match.start)
        ):
            return False
        table = self._find_table(word)
        return word.value == PLURAL or (table is not None and word.text in table.counted_years.split())

    def _has_article_of_years(self, match: Match) -> bool:
        """Return whether a word stands before a number that leads to years, and to no number of things: «nel»."""
        lead = self._run.tokens[max(0, match.start - 2)]
        table = self._find_table(lead)
        return table is not None and lead.text in table.year_articles.split()

    def _has_count_after(self, match: Match) -> bool:
        """Return whether a number counts what follows it, or a unit, digits, money or a percent sign does."""
        end = self._run.tokens[match.end - 1].end
        following = self._run.kinds[match.end + 1 : match.end + 2]
        return (
            following in _UNITS_AFTER
            or self._counts(match.end - 1)
            or _AMOUNT.match(self._view, end) is not None
        )

    def _counts(self, place: int) -> bool:
        """Return whether a word follows a number of the run that it may count: «from 1200 to 1300 people»."""
        end = self._run.tokens[place].end
        return self._run.kinds.startswith(" #", place + 1) or self._is_followed_by_count(end)

    def check_year_word(self, _mention: Mention, match: Match) -> bool:
        """Return whether a word like «school» stands beside the word for year: «school year 2021», not «school 2021»."""
        kinds = self._run.kinds[match.start : match.end]
        place = kinds.find("B")
        return place < 0 or "Y" in kinds or self._run.tokens[match.start + place].value == 0

    def check_year_month(self, mention: Mention, match: Match) -> bool:
        """Return whether «2014/15» is a time, and no number of a decree: «2014/15/EU», «Directive 2003/87»."""
        token = self._run.tokens[match.groups["year_month"]]
        if self._is_designated(mention, match):
            # «Decree No. 2019-77».
            return False
        if "/" in token.text:
            first, last = mention.first, mention.last
            if self._view[token.end : token.end + 1] == "/":
                return False
            years = [end.year or 0 for end in (first, last) if end is not None]
            if years[-1] - years[0] > _LONGEST_WITH_SLASH:
                return False
        return self.check_year_word(mention, match)

    def check_century_number(self, _mention: Mention, match: Match) -> bool:
        """Return whether «siglo 19» is a century, and no article of a law: «ст. 26»."""
        number = self._run.tokens[match.groups["century"]]
        if (
            number.value <= _FIRST_CENTURIES
            and "era" not in match.groups
            and self._run.kinds.startswith(" O", match.end)
        ):
            # «The first century of development».
            return False
        return number.kind != "1" or not is_designator(self._view, number.start, self._lexicon.languages)

    def check_between(self, mention: Mention, match: Match) -> bool:
        """Return whether «between 1947 and 49» ends there: «between 1900 and 50 guests»."""
        return self._ends_phrase(match, _LONGEST_LINK_AFTER) and self.check_year(mention, match)

    def check_years_slash(self, mention: Mention, match: Match) -> bool:
        """Return whether 2021/2022 is a season or a school year: the second year follows the first."""
        first, last = mention.first, mention.last
        if first is None or last is None or first.year is None or last.year is None:
            return False
        return last.year - first.year == 1 and self.check_year(mention, match)

    def check_small_year(self, mention: Mention, match: Match) -> bool:
        """Return whether a year of one to three digits is one: «300 م» are metres, «44 ق.م» is a year."""
        era, year = (self._run.tokens[match.groups[name]] for name in ("era", "year"))
        is_led = self._is_led(match, "Y")
        return self.check_year(mention, match) and (is_led or year.kind == "4" or len(era.text) > 1)

    def check_han_year(self, mention: Mention, _match: Match) -> bool:
        """Return whether 1500年 is a year, and no number of years: 1500年历史."""
        table = self._lexicon.tables[self._lexicon.languages[0]]
        return not self._view.startswith(tuple(table.counted_years_after.split()), mention.end)

    def check_year_of_three(self, _mention: Mention, match: Match) -> bool:
        """Return whether «year 962» is one, and no number of years: «962 года», «300年», «im Jahr 300 Gäste»."""
        if "unit" in match.groups:
            is_one = self._run.tokens[match.groups["unit"]].value != PLURAL or self._is_led(match, "O")
            return is_one and not self._is_led(match, "ic1%") and not self._has_count_after(match)
        if "year_han" in match.groups:
            leads = self._run.kinds[match.start - 1 : match.start] in _LEADS_TO_YEAR
            number = self._run.tokens[match.start].value
            is_sure = not is_of_republic(number) and number % 100 > 0
            return leads and is_sure and not self._goes_on_counting(match)
        unit, year = (
            self._run.tokens[match.groups["unit_after"]],
            self._run.tokens[match.groups["year_before"]],
        )
        table = self._find_table(unit)
        if table is None:
            return False
        is_few = year.value % 10 in _FEW and year.value % 100 not in _TEENS
        return unit.text in table.named_years.split() or (unit.text in table.few_years.split() and not is_few)

    def check_no_count(self, _mention: Mention, match: Match) -> bool:
        """Return whether a year of three digits counts nothing: «10 June 987», but not «on 10 June 987 guests»."""
        if "year_alone" in match.groups and not self._ends_phrase(match):
            # «Since September 140 mm of rain fell».
            return False
        if "day" in match.groups and not (self._ends_phrase(match, 4) or self._is_followed_by_name(match)):
            # «Since the third of June 118 dead».
            return False
        return not self._has_count_after(match)

    def _goes_on_counting(self, match: Match) -> bool:
        """Return whether a number of years is followed by what counts from there: 300年前, 300年来."""
        table = self._lexicon.tables[self._lexicon.languages[0]]
        following = self._view[self._run.tokens[match.end - 1].end :][:1]
        return following != "" and following in table.after_counted_years

    def _is_counted(self, match: Match) -> bool:
        """Return whether a thing that is counted follows: «2000 km», «1500 guests»."""
        if self._run.kinds[match.end : match.end + 2] == " #" or self._is_measured(match):
            return True
        year = self._run.tokens[match.start]
        if match.end - match.start > 1 or year.kind != "4" or self._is_led(match, "P@<>OhFYBTLXu"):
            return False
        if self._view[year.start - 1 : year.start] == "-":
            return False
        if year.value in _MODERN_YEARS:
            # «They made 2030 trips»; but «(2015 elections)», «Expo 2020 brings», and at the beginning of a sentence.
            before = _WORD_BEFORE.search(self._view, max(0, year.start - _LONGEST_WORD), year.start)
            if before is None or self._is_capital(before.start(1)):
                return False
        return self._is_followed_by_count(year.end)

    def _is_measured(self, match: Match) -> bool:
        """Return whether a unit of measurement follows: «1900 MW»."""
        unit = _MEASURE.match(self._view, self._run.tokens[match.end - 1].end)
        if unit is None or unit["letter"] is None:
            return unit is not None
        return self._is_capital(unit.start("letter")) and not self._is_led(match, "P@<>OhFYBTLXu")

    def _is_followed_by_count(self, place: int) -> bool:
        """Return whether the next word is what a number counts, as its language says."""
        following = _NEXT_WORD.match(self._view, place) or _NEXT_LINE.match(self._view, place)
        if following is None or following[1] in self._lexicon.known_words:
            return False
        if following[0][0] == "\n" and self._is_capital(following.start(1)):
            return False
        capital = self._is_capital(following.start(1))
        if self._lexicon.tables[self._lexicon.languages[0]].years_need_word and not capital:
            return True
        word = following[1].title() if capital else following[1]
        patterns = [table.counted for table in self._lexicon.tables.values() if table.counted]
        return any(regex.match(pattern, word) is not None for pattern in patterns)

    def _is_designated(self, mention: Mention, match: Match) -> bool:
        """Return whether a number without a word of its own is that of «Room 2020», or of a name in quotation marks."""
        if any(kind.isalpha() for kind in self._run.kinds[match.start : match.end]):
            return False
        is_free = match.end - match.start == 1 and not self._is_led(match, "P@<>O&-hF")
        if is_free and is_in_quoted_name(self._view, mention.start, mention.end, self._is_capital):
            return True
        return is_designator(self._view, mention.start, self._lexicon.languages)
