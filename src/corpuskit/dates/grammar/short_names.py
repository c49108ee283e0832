"""Whether short names of months and weekdays, which are other words as well, are dates where they stand."""

from __future__ import annotations

from corpuskit.dates.grammar.form import Match
from corpuskit.dates.grammar.tokens import Token
from corpuskit.dates.grammar.years_alone import YearVetoes
from corpuskit.dates.mentions import Mention
from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.language import list_function_words

_LEADS_TO_NAME = {"capital": "@<", "adjective": "P@<", "ordinal": "P@<O>i"}
_SHORT_GOES_ON = compile_later(r"\.? \d|\.(?:[,;)]| \p{Ll})")
_NEXT_LETTER = compile_re(r"(')|\s+[^\W\d_]")
_MONTH_BEFORE = compile_re(r"[Mm](?:,|, ?&| &|/|-) ?$")
_FULL_WEEKDAY_BEFORE = compile_re(r"W(?:,|, ?&| &|/|-) ?$")
# «Friday night or sat», «Fri & Sat», «sáb/dom»: what links two weekdays.
_LINK = r"\.?(?: ?(?P<mark>[/-])| ?,|,? (?:(?P<and>&)|(?P<or>ø))) ?(?:[P@] )?(?:h )?"
_WEEKDAY_BEFORE = compile_re(rf"(?P<other>[Ww])(?: p)?{_LINK}$")
_WEEKDAY_AFTER = compile_re(rf"{_LINK}(?P<other>[Ww])")


def _are_apart(token: Token, other: Token) -> bool:
    """Return whether neither of two weekdays follows the other one."""
    return (token.value - other.value) % 7 not in (1, 6)


class ShortNameVetoes(YearVetoes):
    """Whether short names are dates where they stand; the arguments are those of `Surroundings`."""

    def check_short_name(self, mention: Mention, match: Match) -> bool:
        """Return whether a short name by itself is one: «in Jun», «July and Aug», «on Mon»; but «Jan said», «on Sun Records»."""
        token = self._run.tokens[match.start]
        if token.kind == "w" and self._is_beside_weekday(match):
            return True
        if token.weak == "abbreviation":
            return self._view[mention.end : mention.end + 1] == "."
        if token.weak in _LEADS_TO_NAME:
            # «In may», «by august», «na terça», but not «na terça parte».
            is_led = self._is_led(match, _LEADS_TO_NAME[token.weak])
            ends = token.kind == "w" and self._ends_phrase(match)
            # «A quinta do conde» is an estate.
            is_owned = self._run.kinds[match.end :].rstrip() == " O"
            return (is_led or ends) and not is_owned and not self._is_followed_by_word(match)
        return token.weak == "number" and self._is_short_name_led(mention, match)

    def check_shifted_short_weekday(self, mention: Mention, match: Match) -> bool:
        """Return whether a short weekday behind «this» is one, where weekdays have no capitals: not «cette mer»."""
        first, token = self._run.tokens[match.start], self._run.tokens[match.end - 1]
        if first.kind == "w" and first.text in list_function_words().get(first.lang, ()):
            # «Deve ter passado»; but «na ter passada».
            return self._is_led(match, "@h")
        if (
            token.kind != "w"
            or token.lang not in self._lexicon.lowercase
            or self._run.kinds[match.start] != "T"
        ):
            return True
        return _SHORT_GOES_ON.match(self._view, mention.end) is not None

    def _is_short_name_led(self, mention: Mention, match: Match) -> bool:
        """Return whether a preposition or another name leads to a short name, and nothing is named with it."""
        token = self._run.tokens[match.start]
        table = self._find_table(token)
        is_lower = token.lang in self._lexicon.lowercase
        if table is None or not table.short_names_alone or self._is_capital(token.start) == is_lower:
            return False
        following = _NEXT_LETTER.match(self._view, mention.end)
        if following is not None and (following[1] or self._is_capital(following.end() - 1)):
            return False
        is_led = self._is_led(match, "P@<") or self._is_led_ahead(match)
        follows = _MONTH_BEFORE if token.kind == "m" else _FULL_WEEKDAY_BEFORE
        return is_led or follows.search(self._run.kinds[: match.start]) is not None

    def _is_led_ahead(self, match: Match) -> bool:
        """Return whether a word such as «until» stands before a name: «until spring», and not «to spring»."""
        lead = self._run.tokens[max(0, match.start - 2)]
        table = self._find_table(lead)
        return table is not None and table.tense is not None and lead.text in table.tense.weak_leads.split()

    def _is_beside_weekday(self, match: Match) -> bool:
        """Return whether another weekday is linked with a short one: «friday or sat», «Fri & Sat», «ven/sab»."""
        place, kinds = match.start, self._run.kinds
        before = _WEEKDAY_BEFORE.search(kinds, 0, place)
        found = before or _WEEKDAY_AFTER.match(kinds, match.end)
        if found is None:
            return False
        token, other = (self._run.tokens[index] for index in (place, found.start("other")))
        if token.value == other.value or (found["and"] and other.kind == "w" and _are_apart(token, other)):
            # «Training is Tue and Thu» comes again.
            return False
        if token.lang in self._lexicon.lowercase:
            return True
        if self._is_capital(token.start):
            return other.kind == "W" or self._is_capital(other.start)
        # «Friday or sat?»; but «Friday and sat down», «so oder mi».
        last = token if before else other
        return found["mark" if found["or"] is None else "or"] is not None and self._ends_clause(last.end)
