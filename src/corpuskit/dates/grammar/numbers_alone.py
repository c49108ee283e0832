"""Whether a number that has no month or no century beside it is a day or a year: what leads to it, and what follows."""

from __future__ import annotations

from corpuskit.dates.grammar.form import Match
from corpuskit.dates.grammar.position import (
    begins_sentence,
    has_number_beside,
    is_sentence,
    is_whole_text,
)
from corpuskit.dates.grammar.surroundings import Surroundings
from corpuskit.dates.grammar.tokens import Token
from corpuskit.dates.language.designators import is_designator
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_kept, compile_later, compile_re
from corpuskit.text.language import list_function_words

_LONGEST_MONTH, _MONTHS = 31, 12
_WEEKS_OF_A_COURSE, _LONGEST_CUE = 9, 10
# «Десятого» and later ones: «первого» is often the first of something else.
_FIRST_SPELLED_DAY = 10
# «Le 25 je suis en mer», but not «le 4 est bon»: longer words may be verbs.
_LONGEST_LINK = 2
_REACH_OF_TENS = 80
_LONGEST_AFTER_DAY = 5
_ENDS_CLAUSE = compile_re(r"\s*(?:[.,;:!?)]{1,2}['’”»]?\s|[.,;:!?)]{0,2}$|\n)|\s\(")
_NEXT_WORD = compile_later(r"[ \u00a0]([\p{L}\p{M}]+)")
_NEXT_LETTERS = compile_later(r"[ \u00a0]?([\p{L}\p{M}]+)")
# «Thursday, 5,745 shares».
_PART_OF_NUMBER = compile_re(r"[.,]\d")
# «Le 18 pour cent», «el 18 por ciento».
_PERCENT = compile_later(r"\s\p{L}{1,4}\.?\s?c(?:ent|iento|ento)")
# What goes on after a number that is counted: «45 of them», «from 45 to 60», «45 percent».
_COUNTED_ON = frozenset("O%#DKNYyCEe")
_YEAR_NEXT = compile_re(r"(?<=4) ?[,&] ?(?:& ?)?4")
_YEARS_OF_DECADE = 10
_SCALES = ((1, 5), (1, 10), (1, 6), (1, 20))  # «From 1 to 10».
_LINKS, _NUMBERS = frozenset(">-&"), frozenset("1234oc")
_OTHER_ORDINAL = compile_re(r" [P>&] (?:h )?o")
_PADDED_DAY = compile_re(r"\d{1,2}\.(?:0[1-9]|1[0-2])")
_PADDED_MONTH = compile_re(r"(?:[12]\d|3[01]|0\d)/0[1-9]")
_LONGEST_AFTER_MONTH = 4
_LEADS_TO_NUMBERS = frozenset("P@<>h-&")
# «Du 01/10 au 02/11/2017».
# «Für den 8. gebucht».
_LED_ARTICLE = compile_re(r"[P<O>] h $")
_FULL_END = compile_re(r"(?: ?- ?| > (?:h )?)7")
_LED_RANGE = compile_re(r"(?:[P@<>hTXLDz&] 8 ?|7 ?|o ?)- ?$")
_PARTS = frozenset(("2", "3", "4", "8", "16"))
# «The 60s, 70s and », «1820s and ».
_DECADE_BEFORE = compile_re(r"0(?: ?, ?(?:& )?| & | ?- ?|/| > )$")
_SHORT_DECADE = compile_re(r"\d0'?s")
# «10/11, 12 November»: a list of dates.
_DATE_NEXT = compile_re(r", (?:[1oc] (?:O )?[Mm]|[Mm] [1o])")


class NumberVetoes(Surroundings):
    """Whether numbers by themselves are days, weeks or years where they stand; the arguments are those of `Surroundings`."""

    def check_day_mark(self, mention: Mention, _match: Match) -> bool:
        """Return whether 5日 is a day, and no number of days: 30日内, 历时15日."""
        table = self._lexicon.tables[self._lexicon.languages[0]]
        before = self._view[max(0, mention.start - _LONGEST_CUE) : mention.start].rstrip(" ")
        return not (
            self._view.startswith(tuple(table.counted_days_after.split()), mention.end)
            or before.endswith(tuple(table.counted_days_before.split()))
        )

    def check_day_ending(self, _mention: Mention, match: Match) -> bool:
        """Return whether «9-го» is a day: its ending says so, and nothing follows that has the number; «am 9. an»."""
        number = self._run.tokens[match.start]
        endings = self._lexicon.tables[self._lexicon.languages[0]].day_endings.split()
        if not 0 < number.value <= _LONGEST_MONTH or not endings:
            return False
        if not number.text[:1].isdigit():
            return self._is_spelled_day(number, match, endings)
        end = number.end + (number.text[-1] != "." and self._view[number.end : number.end + 1] == ".")
        ends = _ENDS_CLAUSE.match(self._view, end) is not None
        if "." not in endings:
            ends = ends or self._ends_clause(number.end)
            is_link = _NEXT_WORD.match(self._view, number.end)
            words = list_function_words().get(self._lexicon.languages[0], ())
            goes_on = is_link is not None and (len(is_link[1]) <= _LONGEST_LINK or is_link[1] in words)
            goes_on = goes_on or self._run.kinds.startswith(" p", match.end)
            return number.text.endswith(tuple(endings)) and (ends or goes_on)
        # In German a noun begins with a capital letter: «am 9. Tag», «vom 3. auf den 5. Platz».
        other = _OTHER_ORDINAL.match(self._run.kinds, match.end)
        if other is not None:
            end = self._run.tokens[other.end() - 1].end
        following = _NEXT_WORD.match(self._view, end)
        free = ends or (following is not None and not self._is_capital(following.start(1)))
        is_hour = self._run.kinds.endswith("1 > ", 0, match.start)
        is_led = self._is_led(match, "P<O>") or _LED_ARTICLE.search(self._run.kinds, 0, match.start)
        return self._view[end - 1] == "." and free and bool(is_led) and not is_hour

    def _is_spelled_day(self, number: Token, match: Match, endings: list[str]) -> bool:
        """Return whether «двадцатого» is a day: a preposition leads to it, and nothing follows that has the number."""
        if (
            number.value < _FIRST_SPELLED_DAY
            or not number.text.endswith(tuple(end.lstrip("-") for end in endings))
            or "." in endings
        ):
            return False
        before = self._run.kinds[max(0, match.start - 2) : match.start]
        ends = _ENDS_CLAUSE.match(self._view, number.end) or self._view.startswith(" - ", number.end)
        return before[:1] in tuple("P@<>") and bool(ends)

    def check_weekday_number(self, mention: Mention, match: Match) -> bool:
        """Return whether a number after a weekday is its day: «Jeudi 3» on a line, «el viernes 24 por la mañana»."""
        if _PART_OF_NUMBER.match(self._view, mention.end) or self._is_other_word(match):
            return False
        if self._view[mention.end : mention.end + 1] == "\n" or self._ends_phrase(match):
            return True
        if self._run.kinds[match.end : match.end + 2] == " p":
            # «El viernes 24 por la mañana».
            return True
        return not self._is_followed_by_word(match)

    def _is_other_word(self, match: Match) -> bool:
        """Return whether a short weekday stands behind a word, as other words do: «deve ter 12 anos», «sul mar 12 metri»."""
        if "weekday_short" not in match.groups:
            return False
        weekday = self._run.tokens[match.groups["weekday_short"]]
        before = self._view[max(0, weekday.start - 2) : weekday.start]
        is_marked = self._view[weekday.end] in ".," or self._is_led(match, "P@<>Oh%&")
        return weekday.weak == "number" and not is_marked and before[:1].isalpha() and before[1:] == " "

    def check_side(self, mention: Mention, match: Match) -> bool:
        """Return whether «the Friday before» ends there: «before Easter» goes on, and «am Freitag davor gewarnt» warns."""
        side = self._run.tokens[match.groups["side"]]
        table = self._find_table(side)
        if side.kind == "P":
            return self._run.kinds[match.end - 1] != "P" or self._ends_clause(mention.end)
        if table is None or self._run.kinds.startswith(" O", match.end):
            return False
        if side.kind in "lk" and not side.value:
            # «Il venerdì dopo smontarono»; but «samedi après quatorze mois», «в пятницу ранее сообщили».
            goes_on = self._run.kinds[match.end : match.end + 2].strip()
            # «Na sexta antes»: in Portuguese the article is a part of «na».
            has_article = self._run.kinds[match.start] == "h" or (
                "the" in table.words and self._is_led(match, "@")
            )
            return has_article and not goes_on and not table.unit_needs_article
        if side.kind == "Σ":
            return self._closes_weekday(mention, match, has_articles="the" in table.words)
        lead = self._run.tokens[match.start - 2 if self._is_led(match, "P@<>O") else match.start]
        return side.value != 1 or begins_sentence(self._view, lead.start)

    def _closes_weekday(self, mention: Mention, match: Match, *, has_articles: bool) -> bool:
        """Return whether «le mardi d'après» ends there: not «mort mardi d'après la police», «во вторник после того, как»."""
        if not has_articles:
            return self._view[mention.end : mention.end + 1] != ","
        is_owned = self._run.kinds.startswith(" h", match.end) or self._is_followed_by_name(match)
        return self._run.kinds[match.start] == "h" and not is_owned

    def check_week(self, mention: Mention, match: Match) -> bool:
        """Return whether «week 22» is one of a year: a lower number may be one of a course, as whatever «of» follows."""
        number = self._run.tokens[match.groups["nth"] if "nth" in match.groups else match.groups["nth_first"]]
        if "year" in match.groups:
            return True
        is_high = number.text[:1].isdigit() and number.value > _WEEKS_OF_A_COURSE
        if not is_high or self._run.kinds.startswith(" O", match.end):
            return False
        if "nth" in match.groups:
            return True
        # «На 22-й неделе беременности», 怀孕第22周.
        has_spaces = self._lexicon.tables[self._lexicon.languages[0]].has_spaces
        before = self._view[mention.start - 1 : mention.start]
        return not self._is_followed_by_word(match) if has_spaces else not before.isalpha()

    def check_calendar_week(self, _mention: Mention, match: Match) -> bool:
        """Return whether «22. KW» is a week: «22 kW» is a power."""
        word = self._run.tokens[self._run.kinds.index("χ", match.start)]
        return self._is_capital(word.start) or not self._is_capital(word.start + 1)

    def check_days_alone(self, _mention: Mention, match: Match) -> bool:
        """Return whether «du 16 au 19» are days of a month: the first word leads to a day in its language."""
        lead = self._run.tokens[match.start]
        table = self._find_table(lead)
        following = self._run.tokens[match.groups["day"] - 2]
        day, last = (self._run.tokens[match.groups[name]] for name in ("day", "last_day"))
        if table is None or (day.value, last.value) in _SCALES:
            return False
        if day.kind == last.kind == "o" and day.text[:1].isdigit() and last.text[:1].isdigit():
            # «Vom 20. bis 24. weg», «from the 20th to the 24th».
            leads = (
                following.kind == "h"
                if table.day_ordinals
                else day.text.endswith(tuple(table.day_endings.split()))
            )
            return bool(leads) and (self._ends_phrase(match) or not self._is_followed_by_word(match))
        has_article = lead.kind == "O" and lead.value == 1
        leads_to_days = has_article or not {lead.text, following.text}.isdisjoint(table.day_article.split())
        return leads_to_days and self._ends_phrase(match, _LONGEST_LINK + 1)

    def check_day_alone(self, _mention: Mention, match: Match) -> bool:
        """Return whether «the 18th» is a day: a preposition leads to it, and nothing follows that has the number."""
        article, number = self._run.tokens[match.start], self._run.tokens[match.end - 1]
        table = self._find_table(article)
        if table is None:
            return False
        if table.day_article:
            is_day = number.kind == "1" and article.text in table.day_article.split()
        else:
            in_digits = number.text[:1].isdigit() and number.kind == "o"
            says = compile_kept(rf"(?<!\p{{L}})(?:{table.says_day}) $")
            before = self._view[max(0, article.start - _LONGEST_CUE) : article.start]
            is_led = self._is_led(match, "P<>Oø") or says.search(before) is not None
            is_day = table.day_ordinals and in_digits and is_led
        # «Hasta el 24 las comerá», «on the 7th when»: longer words are no verbs where something leads to a day.
        return is_day and self._ends_phrase(
            match, _LONGEST_AFTER_DAY if self._is_led(match, "P<>ø") else _LONGEST_LINK
        )

    def check_led_day(self, _mention: Mention, match: Match) -> bool:
        """Return whether «until 24th» is a day: the number is an ordinal in digits, and a clause ends."""
        number, lead = self._run.tokens[match.end - 1], self._run.tokens[match.start]
        table = self._find_table(lead)
        if table is None or not number.text[:1].isdigit() or self._run.kinds.endswith("1 ", 0, match.start):
            # «Von 8 bis 12» are hours.
            return False
        # «Jusqu'au 24»: an article is a part of the word that leads to it.
        words = lead.text.replace("'", " ").split()
        has_article = len(words) > 1 and words[-1] in table.day_article.split()
        is_day = has_article if number.kind == "1" else table.day_ordinals
        return is_day and number.value <= _LONGEST_MONTH and self._ends_phrase(match)

    def check_bare_year(self, _mention: Mention, match: Match) -> bool:
        """Return whether two digits are a year: «en 68», «Nel 96 ci passò», «у 86-му», but not «de 68 à 70»."""
        number = self._run.tokens[match.start]
        table = self._lexicon.tables[self._lexicon.languages[0]]
        endings = tuple(table.year_endings.split())
        if endings and number.text.endswith(endings):
            # «На 79-му році життя», «на 40-м ходу» are none.
            lead = self._run.tokens[max(0, match.start - 2)]
            is_led = self._is_led(match, "@<>O") or lead.text in table.year_leads.split()
            return is_led and not self._run.kinds.startswith(" Y", match.end)
        before = [
            token for token in self._run.tokens[max(0, match.start - 4) : match.start] if token.kind != " "
        ]
        if not before or number.value <= _LONGEST_MONTH:
            return False
        leads = before[-2:] if before[-1].kind == "h" else before[-1:]
        is_led = any(token.text in table.year_leads.split() for token in leads)
        return is_led and self._ends_phrase(match, _LONGEST_LINK + 1)

    def check_ordinal_year(self, _mention: Mention, match: Match) -> bool:
        """Return whether «34-го года» is a year, and not the 34th one of a life: «на 79-му році життя»."""
        number = self._run.tokens[match.start]
        is_year = number.text[:1].isdigit() and number.value > _LONGEST_MONTH
        return is_year and self._ends_phrase(match)

    def _ends_clause(self, place: int) -> bool:
        """Return whether a clause ends at a place of the view."""
        return _ENDS_CLAUSE.match(self._view, place) is not None

    def _ends_phrase(self, match: Match, longest: int = _LONGEST_LINK) -> bool:
        """Return whether a clause ends after a number, or a word follows that cannot be what is counted."""
        if _ENDS_CLAUSE.match(self._view, self._run.tokens[match.end - 1].end) is not None:
            return True
        if self._run.kinds.startswith(" p", match.end):
            # «El 27 por la tarde».
            return True
        following_kinds = self._run.kinds[match.end + 1 : match.end + 4]
        if following_kinds in ("ø h", "ø P"):
            return True
        if following_kinds[:1] in _COUNTED_ON or (
            following_kinds[:1] in _LINKS and following_kinds[-1:] in _NUMBERS
        ):
            return False
        if _PERCENT.match(self._view, self._run.tokens[match.end - 1].end):
            return False
        following = _NEXT_WORD.match(self._view, self._run.tokens[match.end - 1].end)
        words = list_function_words().get(self._lexicon.languages[0], ())
        return following is not None and len(following[1]) <= longest and following[1] in words

    def check_decade(self, mention: Mention, match: Match) -> bool:
        """Return whether a decade is one of years, and no age («in her early 40s») or other number («highs in the 80s»)."""
        written = self._run.tokens[match.groups["decade"]].text
        if match.groups.keys() & {"century", "hundreds", "era"} or written[:4].isdecimal():
            return True
        if self._is_amount(match.groups["decade"]):
            return False
        tables = [self._lexicon.tables[code] for code in self._lexicon.languages]
        before = "|".join(table.tens_before for table in tables)
        after = "|".join(table.tens_after for table in tables)
        start = self._run.tokens[match.start].start
        is_told = compile_kept(rf"(?<!\p{{L}})(?:{before})(?: \p{{L}}+)?[ -]$").search(
            self._view, max(0, start - _REACH_OF_TENS), start
        ) or compile_kept(rf"[ \u00a0](?:{after})(?!\p{{L}})").match(self._view, mention.end)
        return is_told is None

    def _is_amount(self, place: int) -> bool:
        """Return whether nothing says that two digits with a plural ending are years: «20s.» are shillings, «30s» seconds."""
        written, kinds = self._run.tokens[place], self._run.kinds
        if _SHORT_DECADE.fullmatch(written.text) is None or kinds[:place].rstrip(" -").endswith(
            ("h", "F", "y")
        ):
            return False
        before = _DECADE_BEFORE.search(kinds, 0, place)
        if before is not None:
            return self._is_amount(before.start())
        nouns = "|".join(self._lexicon.tables[code].decade_nouns for code in self._lexicon.languages)
        # «80s movies», «70s and 80s pop», «in 80s Britain».
        is_named = compile_kept(rf"(?:(?:,|,? \p{{L}}+)? ?[/-]?\d0s)*[ -](?:{nouns})(?!\p{{L}})").match(
            self._view, written.end
        )
        is_place = self._view[written.end : written.end + 1] == " " and self._is_capital(written.end + 1)
        return is_named is None and not (is_place and kinds.endswith("@ ", 0, place))

    def check_decade_years(self, _mention: Mention, match: Match) -> bool:
        """Return whether «los años 90» is a decade: «лет 40» is about forty years."""
        following = _YEAR_NEXT.match(self._run.kinds, match.end)
        if following is not None and self._run.tokens[following.end() - 1].value % _YEARS_OF_DECADE:
            # «Les années 2020, 2021 et 2022»; but «les années 1950 et 1960».
            return False
        words = (token for token in self._run.tokens[match.start : match.end] if token.kind == "y")
        return not any(
            table is not None and token.text in table.counted_years.split()
            for token in words
            if (table := self._find_table(token))
        )

    def check_decade_of_the(self, _mention: Mention, match: Match) -> bool:
        """Return whether «los 90» is a decade: only Spanish says so without a noun, after «en» or «de»."""
        article = self._run.tokens[match.start]
        table = self._find_table(article)
        is_article = table is not None and article.text == (table.decade_article or None)
        if not is_article or table is None or not self._is_led(match, "@OP<"):
            return False
        # «En los noventa sirvió»; but «en los noventa días».
        end = self._run.tokens[match.end - 1].end
        counted = compile_later(rf"[ \u00a0](?:{table.counted})").match(self._view, end)
        spelled = not self._run.tokens[match.end - 1].text[:1].isdigit()
        return self._ends_phrase(match) or (spelled and counted is None and self._is_led(match, "@"))

    def check_day_word(self, mention: Mention, match: Match) -> bool:
        """Return whether «el día 18», «18 числа», «يوم 18» is a day of a month: «day 4» is one of a row of days."""
        words = self._view[mention.start : mention.end].split()
        if match.form.name == "day_day_word" and not words[0][:1].isdigit():
            # «O terceiro dia da greve».
            return False
        is_marked = any(word in self._lexicon.day_markers for word in words)
        return is_marked and (
            self._ends_phrase(match, _LONGEST_AFTER_DAY) or not self._is_followed_by_word(match)
        )

    def check_short_year(self, mention: Mention, match: Match) -> bool:
        """Return whether «el verano del 96» ends with a year: a word between says so, or nothing follows."""
        last = self._run.tokens[match.groups["year"]]
        if ("of" in match.groups and last.value > _LONGEST_MONTH) or self.check_number_after(mention, match):
            return True
        if last.kind == "o" and last.text[:1].isdigit():
            # «В декабре 47-го отменили карточки».
            return not self._is_followed_by_name(match)
        following = _NEXT_WORD.match(self._view, self._run.tokens[match.end - 1].end)
        has_capital_nouns = self._lexicon.tables[self._lexicon.languages[0]].has_capital_nouns
        is_noun = following is None or self._is_capital(following.start(1))
        # «Im Juni 48 kam das Geld»; «en juin 48 on changea».
        return (has_capital_nouns and not is_noun) or self._ends_phrase(match, _LONGEST_AFTER_DAY)

    def check_number_after(self, _mention: Mention, match: Match) -> bool:
        """Return whether a number after a name belongs to it, and not to what follows: «Friday 13 people»."""
        last = self._run.tokens[match.end - 1]
        if last.kind == "c" and last.value == 1 and self._is_led(match, "hTLX"):
            # «The September one».
            return False
        if _PART_OF_NUMBER.match(self._view, last.end):
            return False
        if last.text[:1].isdigit() and last.text[-1:] == ".":
            # «Im Frühjahr 68. Mein Vater»: the full stop is that of the sentence.
            return True
        return not self._is_followed_by_word(match)

    def is_designated(self, start: int) -> bool:
        """Return whether a number is the name of what stands before it: «No. 3»."""
        return is_designator(self._view, start, self._lexicon.languages)

    def check_spaced(self, mention: Mention, _match: Match) -> bool:
        """Return whether 24 06 2021 is a date, and no part of a row of numbers: both are padded, no number is beside."""
        is_padded = mention.end - mention.start == len("24 06 2021")
        return is_padded and not has_number_beside(self._view, mention.start, mention.end)

    def check_month_number(self, mention: Mention, match: Match) -> bool:
        """Return whether `12/2015` is a month, and no number of a decree: a preposition leads to it, or nothing."""
        if len(self._run.tokens[match.start].text) < len("02/2015"):
            return False
        if is_designator(self._view, mention.start, self._lexicon.languages):
            return False
        if self._is_led(match, "P@<>O-hFD"):
            return True
        return is_sentence(self._view, mention.start, mention.end)

    def _is_dotted_day(self, token: Token, match: Match, before: str) -> bool:
        """Return whether two numbers with a full stop are a day: «vom 14.5.», «дедлайн 28.02»; but «Raum 2.04»."""
        table = self._lexicon.tables[self._lexicon.languages[0]]
        if table.dotted_days and _PADDED_DAY.fullmatch(token.text) and before[-2:-1] != "@":
            return not self.is_designated(token.start) and self._ends_phrase(match)
        dotted = self._view[token.end : token.end + 1] == "." and "." in table.day_endings.split()
        leads = _LEADS_TO_NUMBERS | {"O"}
        return dotted and (before[-2:-1] in leads or begins_sentence(self._view, token.start))

    def check_short_numeric(self, mention: Mention, match: Match) -> bool:
        """Return whether two numbers are day and month, and no fraction and no score."""
        token = self._run.tokens[match.groups["short_date"]]
        before = self._run.kinds[max(0, match.start - 2) : match.start]
        if "." in token.text and not self._lexicon.order:
            # «Tuesday 10.30»: where both orders are in use a full stop divides hours and minutes.
            return False
        if "weekday" in match.groups or before[-2:-1] in ("T", "X", "L", "D", "z"):
            return True
        if "/" not in token.text:
            return self._is_dotted_day(token, match, before)
        if self._is_fraction(token, match) or self._run.kinds.startswith(" #", match.end):
            return False
        begins_line = "\n" in self._view[max(0, token.start - 3) : token.start]
        if not begins_line and self.is_designated(token.start):
            # «Resolución N° 18/03», but not «aula 2» and «13/12» on the next line.
            return False
        return self._is_day_by_itself(token, mention, match) or self._is_end_of_dates(mention, match, before)

    def _is_fraction(self, token: Token, match: Match) -> bool:
        """Return whether a number is a part of what follows: «3/4 cup», «в 1/4 финала»; but «on 3/4 they met»."""
        part, whole = token.text.split("/")
        has_spaces = self._lexicon.tables[self._lexicon.languages[0]].has_spaces
        following = (_NEXT_WORD if has_spaces else _NEXT_LETTERS).match(self._view, token.end)
        if whole not in _PARTS or int(part) >= int(whole) or following is None or self._is_led(match, "P"):
            return False
        words = list_function_words().get(self._lexicon.languages[0], ())
        return following[1] not in words or self._run.kinds.startswith(" O", match.end)

    def _is_day_by_itself(self, token: Token, mention: Mention, match: Match) -> bool:
        """Return whether 22/11 is a day whatever stands before it."""
        if _PADDED_MONTH.fullmatch(token.text) and self._ends_phrase(match, _LONGEST_AFTER_MONTH):
            # «O aniversário é 10/03 mas»: no fraction and no score is written so.
            return True
        one_order_only = max(map(int, token.text.split("/"))) > _MONTHS
        is_padded = len(token.text) == len("22/11")
        return one_order_only and (is_padded or is_whole_text(self._view, mention.start, mention.end))

    def _is_end_of_dates(self, mention: Mention, match: Match, before: str) -> bool:
        """Return whether 1/5 stands in a list or a range of dates, or a preposition leads to it."""
        kinds = self._run.kinds
        if _DATE_NEXT.match(kinds, match.end) and begins_sentence(self._view, mention.start):
            return True
        if _FULL_END.match(kinds, match.end) is not None or before[-2:-1] in _LEADS_TO_NUMBERS:
            return True
        # The last end of a range whose first end is a date: «from 1/5-7/5»; but «1/2-3/4 inch».
        return _LED_RANGE.search(kinds, 0, match.start) is not None
