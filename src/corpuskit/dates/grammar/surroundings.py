"""The words around a form in its run: what leads to it, and what follows it."""

from __future__ import annotations

from collections.abc import Callable

from corpuskit.dates.grammar.form import Match
from corpuskit.dates.grammar.position import begins_sentence
from corpuskit.dates.grammar.tokens import Run, Token
from corpuskit.dates.language.lexicon import Lexicon
from corpuskit.dates.language.tables import LanguageTable
from corpuskit.patterns import compile_re

_LONGEST_WORD = 20
_RANK_BEFORE = compile_re(r"[;:,\n]\s?\d{1,2}\. $")
_WORD_BEFORE = compile_re(r"(?<![^\W\d_])([^\W\d_]{2,}) $")


class Surroundings:
    """The words around the forms of one run.

    Args:
        view: The text as it is matched.
        run: The run.
        is_capital: Tells for an index of the view whether the source has a capital letter there.
        lexicon: The words of the languages that the text is in.
        vague: Whether words such as «now» count.
    """

    def __init__(
        self, view: str, run: Run, is_capital: Callable[[int], bool], lexicon: Lexicon, *, vague: bool
    ) -> None:
        self._view = view
        self._run = run
        self._is_capital = is_capital
        self._lexicon = lexicon
        self._vague = vague

    @property
    def language(self) -> str:
        """The preferred language of the text."""
        return self._lexicon.languages[0]

    def _find_table(self, token: Token) -> LanguageTable | None:
        """Return the table of the language that knows a token."""
        return self._lexicon.tables.get(token.lang)

    def _follows_proclitic(self, match: Match) -> bool:
        """Return whether a letter that is written together with the next word stands before a form: «و2009»."""
        kinds = self._run.kinds[: match.start]
        return kinds[-1:] in ("&", "P") and self._run.tokens[match.start - 1].text in self._lexicon.proclitics

    def _word_before_hyphen(self, index: int) -> bool:
        """Return whether a word without capitals ends at a hyphen: «post-1990», and not «COVID-2019»."""
        start = index
        while start and self._view[start - 1].isalpha():
            start -= 1
        return start < index - 1 and not self._is_capital(start)

    def _follows_name(self, start: int) -> bool:
        """Return whether an unknown word with a capital letter inside a sentence stands directly before a place."""
        found = _WORD_BEFORE.search(self._view, max(0, start - _LONGEST_WORD), start)
        return found is not None and found[1] not in self._lexicon.senses and self._is_capital(found.start(1))

    def _is_name(self, match: Match) -> bool:
        """Return whether a word has a capital letter inside a sentence that its language does not give it."""
        token = self._run.tokens[match.start]
        if token.lang not in self._lexicon.lowercase or not self._is_capital(token.start):
            return False
        # «2. Okoro; 3. Marzo, a 51 s»: who came third.
        ranked = _RANK_BEFORE.search(self._view, max(0, token.start - _LONGEST_WORD), token.start) is not None
        return ranked or not begins_sentence(self._view, token.start)

    def _is_led(self, match: Match, kinds: str) -> bool:
        """Return whether a word of one of these kinds, or a proclitic, stands before a form."""
        before = self._run.kinds[max(0, match.start - 2) : match.start].replace("Γ", "P")
        return (before[1:] == " " and before[0] in kinds) or before[-1:] == "P"

    def _is_verb(self, match: Match) -> bool:
        """Return whether a form begins with a word for «next» that is a verb: «Mum is coming Friday»."""
        first = self._run.tokens[match.start]
        table = self._find_table(first) if first.kind == "X" else None
        is_led = self._is_led(match, "hTP@<>O&")
        return table is not None and first.text in table.verbs_as_next.split() and not is_led

    def _is_followed_by_name(self, match: Match) -> bool:
        """Return whether a word that begins with a capital letter follows at once: «the Weekend Log»."""
        end = self._run.tokens[match.end - 1].end
        return self._view[end : end + 1] == " " and end + 1 < len(self._view) and self._is_capital(end + 1)

    def _is_followed_by_word(self, match: Match) -> bool:
        """Return whether a word that means nothing in a date follows at once."""
        if self._run.kinds[match.end : match.end + 2].strip() not in ("", "B", "#"):
            return False
        following = self._view[self._run.tokens[match.end - 1].end :][:2]
        if following[:1] == "\n" and self._run.kinds[match.end : match.end + 1] != " ":
            # A line ends there that is not wrapped.
            return False
        return following[:1] in ("-", "'") or (following[:1] in (" ", "\n") and following[1:].isalnum())
