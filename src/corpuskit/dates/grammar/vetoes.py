"""Whether a form that was found is a date where it stands: the words around it decide."""

from __future__ import annotations

import re

from corpuskit.dates.grammar.form import Match
from corpuskit.dates.grammar.names import is_in_byline, is_in_quoted_name, is_in_title_of_book
from corpuskit.dates.grammar.position import begins_sentence, is_glued
from corpuskit.dates.grammar.short_names import ShortNameVetoes
from corpuskit.dates.grammar.tokens import FIRST_EAST_ASIAN, Token
from corpuskit.dates.language.designators import is_numbered, is_phone, is_street, is_version
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_later, compile_re

_LONGEST_WORD = 20
# The value of prepositions that lead to counts as well as to dates.
_ABOUT = 2
# «After next», «before last».
_FAR = 2
_LINKS_OF_STREETS = ("du ", "del ", "do ", "de ", "dei ", "des ", " le ", "-")
# Those that count from an event: «the second century of Islam», «drittes Jahrhundert unserer Stadt».
_FIRST_CENTURIES = 4
_DAY_GOES_ON = frozenset({" L", " X", " u", " o", " C"})
_LEADS_TO_SEASON = frozenset({"P ", "@ ", "T ", "F ", "u ", "& ", "> "})
_LEADS_TO_MONTH = frozenset("OP@<h")
_GLUED_BEFORE = frozenset("#@_$€£¥%°§№\\&=/+.,:")
_CURRENCY_OR_PERCENT = compile_re(r"\s?[%$€£¥°]|[.,:/]\d|[-_]?[^\W\d_]|-\d|/")
# «1 January 10000»: a year that is none.
_YEAR_BEYOND = compile_re(r"(?: \d{1,2})?,? ?\d{5,}(?![\d.,]*\d)")
# «The fall and winter», «the spring and early summer».
_NEXT_SEASON = compile_re(r"(?: ?-| &) ?(?:h )?(?:F )?[Ss]")
_NEXT_WORD = compile_later(r"[ \u00a0]([\p{L}\p{M}]+)")
_NEXT_WORDS = compile_later(r"[ \u00a0]([\p{L}\p{M}]+)(?:[ \u00a0]([\p{L}\p{M}]+))?")
_INITIAL_AFTER = compile_re(r", [^\W\d_]\.[,:;]? ")
_INITIAL_BEFORE = compile_re(r"(?<![^\W_.])(?<!\d )[^\W\d_]\. $")
# «(03433) 2-10-55».
_AREA_CODE = compile_re(r"\(\+?\d[\d -]{1,7}\) ?$")


class Vetoes(ShortNameVetoes):
    """Whether the forms of one run are dates where they stand; the arguments are those of `Surroundings`."""

    def allow(self, mention: Mention, match: Match) -> bool:
        """Return whether the words around a form leave it a date.

        Args:
            mention: What was made of the form.
            match: The form.
        """
        if mention.vague:
            return self._vague and self._run.tokens[match.start].value <= 1
        before = self._view[mention.start - 1] if mention.start else " "
        if (
            is_glued(self._view, mention.start, mention.end)
            or before in "#@_"
            or self._is_in_name(mention, match)
        ):
            return False
        if self._is_verb(match) or (match.form.bare and not self._stands_free(mention, match, before)):
            return False
        if (mention.shift is not None and self._is_general(match)) or self._lacks_month(mention, match):
            return False
        if self._is_name_of_place(mention) or self._is_of_phone(mention, match):
            return False
        return match.form.check is None or match.form.check(self, mention, match)

    def _is_of_phone(self, mention: Mention, match: Match) -> bool:
        """Return whether a form has digits only, and they are those of a telephone."""
        has_words = any(kind.isalpha() for kind in self._run.kinds[match.start : match.end])
        return not has_words and is_phone(self._view, mention.start, self._lexicon.languages)

    def _is_in_name(self, mention: Mention, match: Match) -> bool:
        """Return whether a word of a date belongs to a name: 阿May, 《秋天的马拉松手》."""
        before, first = self._view[mention.start - 1 : mention.start], self._view[mention.start]
        if before >= FIRST_EAST_ASIAN and before.isalpha() and first.isascii() and first.isalpha():
            return True
        named = mention.first is not None and mention.first.day is None and mention.first.year is None
        if named and is_in_title_of_book(self._view, mention.start, mention.end):
            return True
        return self._is_quoted(mention, match, is_bare=named)

    def _is_quoted(self, mention: Mention, match: Match, *, is_bare: bool) -> bool:
        """Return whether a name is one in quotation marks: the model «Aprile», “Slipware Sundays”; not «Bis Sonntag»."""
        is_weekday = mention.shift is not None and mention.shift.unit == "bareweekday"
        if not (is_bare or is_weekday or match.form.name == "weekdays") or self._is_led(
            match, "P@<>D%aA" if is_bare else "P@<>OD%aA"
        ):
            return False
        first = self._view[mention.start]
        beside = self._view[mention.start - 1 : mention.start] + self._view[mention.end : mention.end + 1]
        if first.upper() == first and (is_weekday or any(map(str.isalnum, beside))):
            # Nothing tells names from speech.
            return False
        return is_in_quoted_name(self._view, mention.start, mention.end, self._is_capital)

    def _is_name_of_place(self, mention: Mention) -> bool:
        """Return whether a day is that of a street («via IV Novembre»), or its number that of a house (3号楼)."""
        languages = self._lexicon.languages
        if not mention.is_yearless:
            # «Rue du 8-Mai-1945».
            first = mention.first
            is_part = first is not None and (
                first.day is not None or not self._view[mention.start].isdecimal()
            )
            # Hot path: no other words link a street to its day.
            is_linked = self._view[max(0, mention.start - 4) : mention.start].endswith(_LINKS_OF_STREETS)
            return is_linked and is_part and is_street(self._view, mention.start, languages, has_article=True)
        if is_street(self._view, mention.start, languages):
            return True
        if (
            not self._lexicon.tables[languages[0]].has_spaces
            and mention.first
            and mention.first.month
            and mention.first.day
        ):
            # 10月3日门票: the month says what the number is.
            return False
        return is_numbered(self._view, mention.end, languages)

    def _lacks_month(self, mention: Mention, match: Match) -> bool:
        """Return whether the month is none: «rule 5 may apply», «in June 31 people came», «1 May 10000»."""
        if mention.is_impossible:
            return "year" not in match.groups and self._is_followed_by_word(match)
        if "month" not in match.groups:
            return "name" in match.groups and "day" in match.groups and self._begins_anew(match)
        return self._begins_anew(match) or not self._has_sure_month(mention, match)

    def _begins_anew(self, match: Match) -> bool:
        """Return whether a sentence begins between day and month: «Platz 11 oder 12. Im November»."""
        day = match.groups.get("day", match.start)
        month = match.groups["month"] if "month" in match.groups else match.groups["name"]
        between = self._run.tokens[day + 1 : month]
        has_stop = self._run.tokens[day].text[-1:] == "." or "." in "".join(token.kind for token in between)
        name = self._run.tokens[month]
        is_name = name.lang in self._lexicon.lowercase and self._is_capital(name.start)
        if has_stop and is_name and not self._is_capital(name.start + 1):
            # «3. Marzo, a 51 s»: who came third.
            return True
        return has_stop and any(
            token.kind in _LEADS_TO_MONTH and self._is_capital(token.start) for token in between
        )

    def _has_sure_month(self, mention: Mention, match: Match) -> bool:
        """Return whether the month of a date without a year is one: not «rule 5 may apply», not «1 May 10000»."""
        if mention.first is not None and mention.first.year is not None:
            return True
        if _YEAR_BEYOND.match(self._view, mention.end) is not None:
            return False
        month = self._run.tokens[match.groups["month"]]
        if (
            self._run.kinds.startswith("-", match.groups["month"] + 1)
            and month.lang in self._lexicon.lowercase
        ):
            # The buoy «Marzo-2».
            return not self._is_capital(month.start)
        if (
            month.weak != "capital"
            or month.kind != "m"
            or "weekday" in match.groups
            or ("last_day" in match.groups and not self._is_followed_by_word(match))
        ):
            return True
        if self._run.kinds[max(0, match.start - 2) : match.start] == "P ":
            # «On 5 may»; but «around 20 may die».
            return self._run.tokens[match.start - 2].value != _ABOUT
        spelled = any(token.kind in "oc" for token in self._run.tokens[match.start : match.end])
        return not spelled and not self._is_followed_by_word(match)

    def _is_general(self, match: Match) -> bool:
        """Return whether «العام» is the adjective: «الأمين العام الحالي», the present Secretary-General."""
        guards = self._lexicon.guards.get(self._run.tokens[match.start].lang)
        if guards is None or self._run.kinds[match.start] != "Y":
            return False
        start = self._run.tokens[match.start].start
        before = self._view[max(0, start - _LONGEST_WORD) : start].rsplit(maxsplit=1)
        word = before[-1] if before else ""
        return word.endswith(guards)

    def _stands_free(self, mention: Mention, match: Match, before: str) -> bool:
        """Return whether a short form is not a part of a larger thing: of a code, a price, a product."""
        first = self._run.tokens[match.start]
        if not first.kind.isdigit():
            return True
        if before == ":" and self._view[mention.start - 2 : mention.start - 1] >= FIRST_EAST_ASIAN:
            # 时间：2023: the view has one colon for both.
            before = " "
        if before in _GLUED_BEFORE or (before.isalnum() and not self._follows_proclitic(match)):
            return False
        follows_year = first.kind == "9" and self._run.kinds.endswith("9-", 0, match.start)
        if before in "-'" and not follows_year and not self._word_before_hyphen(mention.start - 1):
            return False
        if self._run.kinds[match.end : match.end + 2] == "-!":
            # «1998-present».
            return True
        return _CURRENCY_OR_PERCENT.match(self._view, mention.end) is None

    def check_version(self, mention: Mention, match: Match) -> bool:
        """Return whether three numbers are no version: «version 2.10.2023», «Python 3.10.12»."""
        text = self._run.tokens[match.groups["numeric"]].text
        if "-" in text and _AREA_CODE.search(
            self._view, max(0, mention.start - _LONGEST_WORD), mention.start
        ):
            return False
        if "." not in text:
            # «No. 2-17-40»; «2-15-06» is a telephone where days go first.
            has_year = max(map(len, text.split("-"))) >= len("2023")
            is_phone = mention.order == "mdy" and self._lexicon.order == "dmy"
            return "-" not in text or has_year or not (is_phone or self.is_designated(mention.start))
        if len(text) < len("27.03.15") and self._follows_name(mention.start):
            return False
        return not is_version(self._view, mention.start, mention.end, self._lexicon.languages)

    def check_day_number(self, _mention: Mention, match: Match) -> bool:
        """Return whether «el 9 del 8» is a day of August, and not the ninth of eight: the article says so."""
        links = [self._run.tokens[match.groups["of"]]]
        if self._run.kinds[match.start] != "h":
            if not self._is_led(match, "O"):
                return False
            links.append(self._run.tokens[match.start - 2])
        has_article = all(link.value == 1 for link in links)
        return has_article and not self._is_counted(match) and not self._is_followed_by_word(match)

    def check_unit_after(self, _mention: Mention, match: Match) -> bool:
        """Return whether «the day following» is one: in English the word order is rare without an article."""
        shift = self._run.tokens[match.end - 1]
        table = self._find_table(shift)
        # «Delivery week after next».
        is_far = shift.kind in "LX" and shift.value == _FAR
        return table is None or is_far or not table.unit_needs_article or self._run.kinds[match.start] == "h"

    def check_weeks_last(self, _mention: Mention, match: Match) -> bool:
        """Return whether «since a week last Wednesday» is a day: «it lasted a week last Monday» is a time and a day."""
        return self._is_led(match, "P@<>")

    def check_in_units(self, _mention: Mention, match: Match) -> bool:
        """Return whether the unit is counted, and not the beginning of «в год 2020», «in 3 Tage alten Häusern»."""
        following = self._run.kinds[match.end : match.end + 2]
        is_free = following[1:] not in "1234LXTu" or following[1:] == ""
        return is_free and self.check_counted(_mention, match)

    def check_feast(self, mention: Mention, match: Match) -> bool:
        """Return whether a feast is a day, and not wished, or the name of something else: «Christmas tree»."""
        if is_in_quoted_name(self._view, mention.start, mention.end, self._is_capital):
            # «The song "White Christmas"».
            return False
        table = self._find_table(self._run.tokens[match.groups["holiday"]])
        words = () if table is None else table.beside_feasts.split()
        before = self._view[max(0, mention.start - _LONGEST_WORD) : mention.start].rstrip()
        after = self._view[mention.end : mention.end + _LONGEST_WORD].lstrip(" -")
        has_spaces = table is None or table.has_spaces
        if not has_spaces:
            return not after.startswith(tuple(words))
        beside = before.split()[-1:] + [word.strip(".,!?;:") for word in after.split()[:1]]
        return not any(word in words for word in beside)

    def check_counted(self, mention: Mention, match: Match) -> bool:
        """Return whether units are counted from a date, and not from what follows: «four days earlier than in 2022»."""
        table = self._find_table(self._run.tokens[match.groups["unit"]])
        following = _NEXT_WORDS.match(self._view, mention.end)
        if table is None or following is None:
            return True
        than = table.than.split()
        return following[1] not in than and f"{following[1]}_{following[2]}" not in than

    def check_bare_unit(self, _mention: Mention, match: Match) -> bool:
        """Return whether a unit without a number is one: «неделю назад», but not «years ago»."""
        table = self._find_table(self._run.tokens[match.groups["unit"]])
        return table is not None and table.bare_unit_ago

    def check_told(self, _mention: Mention, match: Match) -> bool:
        """Return whether «the day before» ends there, and is not «the day before the vote»."""
        token = self._run.tokens[match.groups["told"]]
        table = self._find_table(token)
        if self._run.kinds.startswith(" O", match.end) or self._is_preposition(token, match):
            # «La veille du vote», «la semaine d'après les témoins».
            return False
        must_end = table is not None and token.text.replace(" ", "_") in table.told_before.split()
        return not must_end or not self._is_followed_by_word(match)

    def _is_preposition(self, token: Token, match: Match) -> bool:
        """Return whether the end of a phrase leads to what follows, as in «d'après la police»."""
        table = self._find_table(token)
        endings = () if table is None else tuple(table.according_to.split())
        is_owned = self._run.kinds.startswith(" h", match.end) or self._is_followed_by_name(match)
        return token.text.endswith(endings) and is_owned

    def check_spelled_day(self, _mention: Mention, match: Match) -> bool:
        """Return whether «June first» is a day: «im Juni erstes Fest» goes on with what is the first one."""
        token = self._run.tokens[match.groups["day"]]
        # «В июне 2-й роты не стало».
        is_spelled = not token.text[:1].isdecimal() or "-" in token.text
        return token.kind != "o" or not is_spelled or _NEXT_WORD.match(self._view, token.end) is None

    def check_every_weekday(self, _mention: Mention, match: Match) -> bool:
        """Return whether a short weekday has the capital letter of its language: «alle So», but not «alles so»."""
        return not any(
            token.kind == "w"
            and token.lang not in self._lexicon.lowercase
            and not self._is_capital(token.start)
            for token in self._run.tokens[match.start : match.end]
        )

    def check_weekly_lead(self, _mention: Mention, match: Match) -> bool:
        """Return whether «à segunda-feira» is every Monday, and not the end of «de domingo à segunda-feira»."""
        lead = self._run.tokens[match.start]
        table = self._find_table(lead)
        is_weekly = table is not None and lead.text in table.weekly_leads.split()
        return is_weekly and not self._run.kinds[: match.start].strip()

    def check_uncounted(self, _mention: Mention, match: Match) -> bool:
        """Return whether no number stands before «days»: «five days, Monday to Friday» come once."""
        return not self._is_led(match, "12cou")

    def check_plural_weekday(self, _mention: Mention, match: Match) -> bool:
        """Return whether a plural says so by itself: «Mondays»; what is a plural after «every» only does not."""
        return self._run.tokens[match.groups["day"]].weak == ""

    def check_name_of_time(self, _mention: Mention, match: Match) -> bool:
        """Return whether the name of a month or a season is no other word as well: «il a été ce matin»."""
        return self._run.tokens[match.groups["name"]].weak == ""

    def check_deictic_day(self, _mention: Mention, match: Match) -> bool:
        """Return whether «اليوم» is today, and not the day of «that day» or «the next day»."""
        token = self._run.tokens[match.start]
        table = self._find_table(token)
        if table is None or not table.day_nouns or token.value:
            return True
        before = self._run.kinds[max(0, match.start - 2) : match.start]
        return (
            before not in ("u ", "T ", "@ ")
            and self._run.kinds[match.end : match.end + 2] not in _DAY_GOES_ON
        )

    def check_month(self, mention: Mention, match: Match) -> bool:
        """Return whether a month by itself is no name of a person and no verb."""
        if "modifier" in match.groups or len(self._run.kinds[match.start : match.end].rstrip(".")) > 1:
            return True
        is_author = is_in_byline(self._view, mention.start, mention.end, self._is_capital)
        return not is_author and self._is_month_alone(mention, match)

    def _is_month_alone(self, mention: Mention, match: Match) -> bool:
        token = self._run.tokens[match.start]
        if _INITIAL_AFTER.match(self._view, mention.end) or _INITIAL_BEFORE.search(
            self._view, max(0, mention.start - _LONGEST_WORD), mention.start
        ):
            # «Lit.: May, J., Bells of the Shires», «J. Abril».
            return not self._is_capital(token.start)
        if token.weak not in ("", "adjective"):
            return self._is_led(match, "P@<>Oa") or self._is_weak_month(token, match)
        if self._is_led(match, "P@<>Oahα"):
            return True
        following = re.match(r"[^\S\n]+[^\W\d_]", self._view[mention.end : mention.end + 4])
        if (
            following
            and self._is_capital(mention.end + following.end() - 1)
            and self._is_capital(token.start)
        ):
            # «April Smith».
            return False
        return not self._is_name(match)

    def _is_weak_month(self, token: Token, match: Match) -> bool:
        """Return whether «May» is the month where no preposition says so."""
        is_asked = self._run.kinds.startswith(" n", match.end)
        if (
            token.weak == "lead"
            or is_asked
            or not self._is_capital(token.start)
            or self._is_followed_by_word(match)
        ):
            return False
        is_thing = self._is_led(match, "q") or (self._is_led(match, "h") and self._ends_clause(token.end))
        if is_thing or self._follows_name(token.start):
            # «The Long March», «Theresa May», «Sherman's March», «along the March.»
            return False
        return self._is_led(match, "&") or not begins_sentence(self._view, token.start)

    def check_weekday(self, _mention: Mention, match: Match) -> bool:
        """Return whether a weekday by itself is no family name."""
        return match.end - match.start > 1 or self._is_led(match, "P@<>Oh") or not self._is_name(match)

    def check_weekend(self, _mention: Mention, match: Match) -> bool:
        """Return whether «the weekend» is one: a preposition or an article leads to it, and nothing is named after it."""
        if self._view[self._run.tokens[match.end - 1].end :][:1] == "-":
            # «Le week-end-là».
            return False
        led = self._run.kinds[match.start] == "h" or self._is_led(match, "P@<>O")
        table = self._find_table(self._run.tokens[match.end - 1])
        if table is not None and not table.has_spaces:
            return not self._is_led(match, "%") and self._run.kinds[match.start - 1 : match.start] != "%"
        return led and not self._is_followed_by_name(match)

    def check_season(self, _mention: Mention, match: Match) -> bool:
        """Return whether a season is one of time: «the spring of discontent» and «summer school» are not."""
        kinds = self._run.kinds
        if kinds.startswith(" O", match.end):
            return False
        token = self._run.tokens[match.groups["season"]]
        before = kinds[max(0, match.start - 2) : match.start]
        if token.kind == "s" and not self._is_capital(token.start):
            # «In spring», «in the fall»; but not «to fall», and not «hurt by a fall».
            return (
                before in ("@ ", "O ")
                or self._is_led_ahead(match)
                or "modifier" in match.groups
                or (before == "P " and kinds[match.start] == "h")
                or (kinds[match.start] == "h" and _NEXT_SEASON.match(kinds, match.end) is not None)
            )
        table = self._find_table(token)
        if match.end - match.start > 1 or before in _LEADS_TO_SEASON or self._is_led_to_season(match):
            return True
        is_adverb = table is not None and token.text in table.season_adverbs.split()
        return is_adverb or (token.weak != "lead" and not self._is_followed_by_word(match))

    def _is_led_to_season(self, match: Match) -> bool:
        """Return whether a word that leads to seasons in its language stands before one: «im Herbst», «vom Sommer»."""
        lead = self._run.tokens[max(0, match.start - 2)]
        table = self._find_table(lead)
        return table is not None and lead.text in table.season_leads.split()

    def is_guess(self, match: Match) -> bool:
        """Return whether a form may mean more or less than it says: «the Easter weekend», «drittes Jahrhundert unserer Stadt»."""
        if match.form.name == "century":
            century = self._run.tokens[match.groups["century"]]
            spelled = self._lexicon.senses.get(century.text)
            is_early = century.value <= _FIRST_CENTURIES and spelled is not None and spelled.kind == "o"
            return is_early and not {"era", "hijri"} & match.groups.keys()
        if "holiday" not in match.groups:
            return False
        first = self._run.tokens[match.start].start
        before = self._view[max(0, first - 2 * _LONGEST_WORD) : first].replace("-", "_").split()[-2:]
        after = self._view[self._run.tokens[match.end - 1].end :][:_LONGEST_WORD].lstrip(" -")
        tables = [self._lexicon.tables[code] for code in self._lexicon.languages]
        words = [word for table in tables for word in table.around_feasts.split()]
        beside = [*before, *(word.strip(".,!?;:") for word in after.split(maxsplit=1)[:1])]
        return any(word in words for word in beside) or (
            not tables[0].has_spaces and after.startswith(tuple(words))
        )

    def is_any_season(self, match: Match) -> bool:
        """Return whether nothing says that a season is one of time: «the summer was hot»; but «in», «летом»."""
        if match.form.name != "season" or "modifier" in match.groups:
            return False
        token = self._run.tokens[match.groups["season"]]
        table = self._find_table(token)
        before = self._run.kinds[max(0, match.start - 2) : match.start]
        is_led = before in _LEADS_TO_SEASON or self._is_led(match, "O<") or token.kind == "s"
        has_adverbs = table is None or not table.has_spaces or token.text in table.season_adverbs.split()
        return not is_led and not has_adverbs
