"""The tokens of a matched form, by the names that the form gives them."""

from __future__ import annotations

from typing import Any, Literal

from corpuskit.dates.grammar.tokens import Run, Token
from corpuskit.dates.language.lexicon import PLURAL
from corpuskit.dates.language.tables import read_language
from corpuskit.dates.mentions import Mention

_LAST_ENDS = ("last_day", "last_month", "last_year")
_NEAR: dict[str, Literal["last", "this", "next"]] = {"L": "last", "T": "this", "X": "next"}


class MatchGroups:
    """The tokens of a match by name.

    Args:
        run: The run.
        form: The name of the form.
        span: Index of its first token in the run, and after its last one.
        groups: Index of the token of each name.
        order: How numeric dates are read where nothing decides: `dmy`, `mdy`, `ymd` or None.
    """

    def __init__(
        self, run: Run, form: str, span: tuple[int, int], groups: dict[str, int], order: str | None = None
    ) -> None:
        self.tokens = run.tokens
        self.order = order
        self.form = form
        self.start, self.end = span
        self._groups = groups

    def __contains__(self, name: str) -> bool:
        """Return whether the match has a token of that name."""
        return name in self._groups

    def token(self, *names: str) -> Token | None:
        """Return the token of the first of these names that is there."""
        for name in names:
            if name in self._groups:
                return self.tokens[self._groups[name]]
        return None

    def value(self, *names: str) -> int | None:
        """Return the number of the first of these names that is there."""
        token = self.token(*names)
        return None if token is None else token.value

    def kinds_between(self, first: str, last: str) -> str:
        """Return the kinds of the tokens between two named ones."""
        between = self.tokens[self._groups[first] + 1 : self._groups[last]]
        return "".join(token.kind for token in between)

    def kinds_after(self, name: str) -> str:
        """Return the kinds of the tokens of the match after a named one."""
        return "".join(token.kind for token in self.tokens[self._groups[name] + 1 : self.end])

    def numbers(self, first: str, last: str) -> list[int]:
        """Return the numbers from one named token to another."""
        return [
            token.value for token in self.tokens[self._groups[first] : self._groups[last] + 1] if token.value
        ]

    def is_opened(self) -> bool:
        """Return whether a word like «between» stands before the match."""
        before = "".join(token.kind for token in self.tokens[max(0, self.start - 4) : self.start])
        return "<" in before

    def is_indefinite(self) -> bool:
        """Return whether a word like «a» stands before the match: «on a Monday», «un lunes»; but «what a Monday!»."""
        before = [token for token in self.tokens[max(0, self.start - 4) : self.start] if token.kind != " "]
        word = before[-1] if before else None
        if word is None or not (word.kind == "i" or (word.kind in "1c" and word.value == 1)):
            return False
        is_led = len(before) > 1 and before[-2].kind in "P@"
        return is_led or not word.lang or not read_language(word.lang).weekday_needs_preposition

    def counts_days(self) -> bool:
        """Return whether a number is no day: «the first days of May», «as duas até 5 de maio»; but «aos nove dias do mês»."""
        day, last = self.token("day"), self.token("last_day")
        if day is None:
            return False
        spelled = day.kind == "c" and last is not None and last.text.isdecimal()
        return spelled or (day.kind == "o" and self.value("days") == PLURAL)

    def year(self, name: str = "year") -> int | None:
        """Return the astronomical year of a name, its era taken into account."""
        year = self.value(name)
        era = self.token("era")
        if year is not None and era is not None and era.kind == "E":
            return 1 - year
        return year

    def tells_by_article(self, article: Token) -> bool:
        """Return whether the language of an article counts «the next year» from the date spoken of."""
        return article.lang != "" and read_language(article.lang).told_by_article

    def follows_noun(self, adjective: Token) -> bool:
        """Return whether an adjective of its language stands after its noun only."""
        return adjective.lang != "" and read_language(adjective.lang).adjectives_follow

    def is_plural(self, unit: Token, adjective: Token) -> bool:
        """Return whether units are many: «прошлые века»; beside «прошлого» the same word is one century."""
        endings = read_language(adjective.lang).singular_endings.split() if adjective.lang else []
        return unit.value == PLURAL and not adjective.text.endswith(tuple(endings))

    def mention(self, **fields: Any) -> Mention:
        """Return the mention of the match, with what its builder says of it.

        Args:
            fields: Fields of the mention; its span, its form and its language are added.
        """
        tokens = self.tokens[self.start : self.end]
        while tokens[-1].kind in " ,/-(:" or (tokens[-1].kind == "." and not _is_abbreviation(tokens[-2])):
            tokens = tokens[:-1]
        near = self.token("near", "near_after")
        if near is not None:
            fields["near"] = _NEAR[near.kind]
        if "split" not in fields and not self._groups.keys().isdisjoint(_LAST_ENDS):
            fields["split"] = self._find_split()
        lang = next((token.lang for token in tokens if token.lang), None)
        return Mention(tokens[0].start, tokens[-1].end, self.form, lang, **fields)

    def _find_split(self) -> tuple[int, int]:
        """Return where the first end of a range ends, and where the last one starts."""
        last = next(index for name, index in self._groups.items() if name.startswith("last_"))
        first = max(index for name, index in self._groups.items() if index < last)
        return self.tokens[first].end, self.tokens[last].start


def _is_abbreviation(token: Token) -> bool:
    """Return whether the full stop after a token belongs to it: «Aug.», «2021 г.»."""
    return token.kind in "mwEe" or (token.kind in "YyC" and len(token.text) <= 2)  # noqa: PLR2004
