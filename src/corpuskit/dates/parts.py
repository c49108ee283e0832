"""The tokens of a matched form, by the names that its rule gives them."""

from __future__ import annotations

from corpuskit.dates.lexer import Run, Token
from corpuskit.dates.rules import Match


class Parts:
    """The tokens of a match by name.

    Args:
        run: The run.
        match: A form in it.
    """

    def __init__(self, run: Run, match: Match) -> None:
        self.tokens = run.tokens
        self.match = match
        self._parts = match.parts

    def token(self, *names: str) -> Token | None:
        """Return the token of the first of these names that is there."""
        for name in names:
            if name in self._parts:
                return self.tokens[self._parts[name]]
        return None

    def value(self, *names: str) -> int | None:
        """Return the number of the first of these names that is there."""
        token = self.token(*names)
        return None if token is None else token.value

    def kinds_between(self, first: str, last: str) -> str:
        """Return the kinds of the tokens between two named ones."""
        between = self.tokens[self._parts[first] + 1 : self._parts[last]]
        return "".join(token.kind for token in between)

    def is_opened(self) -> bool:
        """Return whether a word like «between» stands before the match."""
        before = "".join(token.kind for token in self.tokens[max(0, self.match.start - 4) : self.match.start])
        return "<" in before

    def year(self, name: str = "year") -> int | None:
        """Return the astronomical year of a name, its era taken into account."""
        year = self.value(name)
        era = self.token("era")
        if year is not None and era is not None and era.kind == "E":
            return 1 - year
        return year
