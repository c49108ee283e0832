"""What a form of a date is, and how forms are found in a run.

A form is a regular expression over the kinds of tokens. Its source names them in braces: `{FULL_MONTH}` is a token of
that kind, `{LAST|NEXT}` one of either, `{day=DAY}` one that is called `day` in the match; a space or a mark is itself.
What comes back in many forms has a name of its own, a fragment. The source is turned into an expression over letters,
one a token. Since a run is a short string and its form comes back again and again, what is found in one is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit.dates.language.kinds import TOKENS

if TYPE_CHECKING:
    from corpuskit.dates.grammar.match_groups import MatchGroups
    from corpuskit.dates.mentions import Mention

_LETTERS = {name.upper(): letter for name, letter in TOKENS.items()}

FRAGMENTS = {
    "DAY": "{SMALL_NUMBER|ORDINAL|NUMBER_WORD}",
    "MONTH": "{FULL_MONTH|SHORT_MONTH}",
    "WEEKDAY": "{FULL_WEEKDAY|SHORT_WEEKDAY}",
    "SEASON": "{FULL_SEASON|WEAK_SEASON}",
    "ERA": "{ERA_BEFORE|ERA_AFTER}",
    "YEAR_WORD": "{YEAR_UNIT|YEARS_UNIT}",
    "ANY_NUMBER": "{SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS|FOUR_DIGITS}",
    "ARTICLE": "(?:{THE} )?",
    "OF_THE": "(?:{OF|THE} ){0,2}",
    # Friday, · (Fri. · last Friday
    "NAMED_DAY": r"(?:{ARTICLE}(?:{near=LAST|NEXT|THIS} ){0,2}{weekday=WEEKDAY}\.?(?: ?, ?| |-| \()(?:{DAY_WORD} )?)?",
    # the end of · early · mid- · late in
    "EARLY_OR_LATE": "(?:{ARTICLE}{modifier=MODIFIER}(?:-| |)(?:{OF|WITHIN} )?{ARTICLE})?",
    # 2021 · 2021 г. · '21 · 70 before an era
    "YEAR": r"(?P<year>{FOUR_DIGITS|YEAR_OF_TWO}|{SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS}(?=(?: ?{YEAR_WORD}\.?)? ?{ERA}))(?: ?{YEAR_WORD}\.?)?",
    "YEAR_ERA": "{YEAR}(?: ?{era=ERA})?",
    "PLAIN_YEAR": r"{year=FOUR_DIGITS}(?: ?{YEAR_WORD}\.?)?",
    "THEN_YEAR": r"(?:(?: ?, ?| |\.|-|/)(?:{OF|WITHIN} )?{ARTICLE}(?:{YEAR_UNIT} )?{YEAR_ERA})",
    "THEN_TIME": "(?:(?:,? ?|-)(?:{PREPOSITION|AT|TO|WITHIN} {ARTICLE})?{time=CLOCK})?",
    # the 2021-22 school year · l'année scolaire 2021 · FY2021
    "FISCAL_BEFORE": "{ARTICLE}(?:{FISCAL} {YEAR_UNIT} |{YEAR_UNIT} {FISCAL} |{FISCAL} ?|{YEAR_UNIT} )",
    "FISCAL_AFTER": r"(?: {FISCAL} {YEAR_UNIT}| ?{YEAR_WORD}\.?)?",
    "DASH": "(?: ?- ?| {TO} ?{ARTICLE})",
    "LINK": "(?: ?- ?|/| {TO} ?{ARTICLE}| {AND|OR} ?{ARTICLE})",
    # 9月 · 九月
    "HAN_MONTH": "(?:{month_number=SMALL_NUMBER}月|{month=FULL_MONTH})",
    "HAN_YEAR": "(?:{year=FOUR_DIGITS} ?年 ?{OF}?)",
    "HAN_ANY_YEAR": "(?:{year=FOUR_DIGITS|SMALL_NUMBER|TWO_DIGITS}年 ?{OF}?)",
    # 第一 · 最后一 · 第三 as two words
    "HAN_NTH": "(?:{nth=ORDINAL|FINAL}|{ORDINAL_MARK} ?{nth_number=SMALL_NUMBER|NUMBER_WORD})",
}
"""What comes back in many forms."""

_FIELD = re.compile(r"\{(?:(\w+)=)?((?:[A-Z][A-Z_]*|[^{}A-Z\d,])(?:\|[^{}|]+)*)\}")


class Form(NamedTuple):
    """A form that a date takes.

    Attributes:
        name: Its name.
        source: The regular expression, with the names of tokens and fragments in braces.
        build: Returns the mention of a match, or None where its parts make no date.
        example: A text that holds such a date.
        counter_example: A text that looks like it and holds no date of this form.
        check: Returns whether the words around a match leave it a date; None where they do not matter.
        bare: Whether a match says little by itself, so that it must not be a part of a code or a price.
    """

    name: str
    source: str
    build: Callable[[MatchGroups], Mention | None]
    example: str
    counter_example: str
    check: Callable[[Any, Mention, Match], bool] | None = None
    bare: bool = False


class Match(NamedTuple):
    """A form found in a run.

    Attributes:
        form: The form.
        start: Index of its first token.
        end: Index after its last token.
        groups: Index of the token of each name.
    """

    form: Form
    start: int
    end: int
    groups: dict[str, int]


def expand_source(source: str) -> str:
    """Return the expression over the letters of tokens that a source means."""

    def expand(match: re.Match[str]) -> str:
        name, kinds = match.groups()
        parts = [_LETTERS.get(kind) or FRAGMENTS.get(kind) or kind for kind in kinds.split("|")]
        if all(len(part) == 1 for part in parts):
            written = (
                f"[{''.join(sorted(parts, key=lambda part: part != '-'))}]" if len(parts) > 1 else parts[0]
            )
        else:
            expanded = [_FIELD.sub(expand, part) for part in parts]
            if len(parts) > 1:
                expanded = [f"(?:{'|'.join(expanded)})"]
            written = expanded[0]
        return f"(?P<{name}>{written})" if name else written

    return _FIELD.sub(expand, source)


@cache
def compile_form(source: str) -> re.Pattern[str]:
    """Return the compiled expression of a source."""
    return re.compile(expand_source(source))


class FormTable:
    """The forms of a grammar, by the kinds of tokens that they may begin with.

    Args:
        forms: The forms; of two that are equally long the first one is preferred.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = {form.name: form for form in forms}
        self._by_kind: dict[str, list[Form]] = {}
        for form in forms:
            for kind in find_first_kinds(form.source):
                self._by_kind.setdefault(kind, []).append(form)
        self._match_kept = lru_cache(maxsize=20_000)(self._match)

    def match(self, kinds: str, start: int = 0) -> tuple[Match, ...]:
        """Return the forms that begin at a token, longest first; of equal ones, the first form.

        Args:
            kinds: The kinds of a run, one letter a token.
            start: Index of the token.
        """
        # Hot path: most tokens begin nothing.
        return self._match_kept(kinds, start) if kinds[start : start + 1] in self._by_kind else ()

    def _match(self, kinds: str, start: int) -> tuple[Match, ...]:
        found = []
        for form in self._by_kind.get(kinds[start : start + 1], ()):
            match = compile_form(form.source).match(kinds, start)
            if match is not None and match.end() > start:
                groups = {name: match.start(name) for name, text in match.groupdict().items() if text}
                found.append(Match(form, start, match.end(), groups))
        found.sort(key=lambda match: -match.end)
        return tuple(found)


def find_first_kinds(source: str) -> str:
    """Return the letters of the tokens that a form may begin with.

    They are read off the beginning of its expression, so that it need not be compiled before it may match.

    Args:
        source: The source of a form.
    """
    return "".join(sorted(_FirstReader(expand_source(source)).read()))


class _FirstReader:
    """Reads which letters an expression may begin with: groups, classes, letters, `?` and `{m,n}`, alternatives."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._at = 0

    def read(self) -> set[str]:
        """Return the letters."""
        return self._read_alternatives()[0]

    def _read_alternatives(self) -> tuple[set[str], bool]:
        """Return the first letters of the alternatives up to the end of a group, and whether one may be empty."""
        first: set[str] = set()
        may_be_empty = False
        while True:
            letters, empty = self._read_sequence()
            first |= letters
            may_be_empty |= empty
            if self._expression[self._at : self._at + 1] != "|":
                return first, may_be_empty
            self._at += 1

    def _read_sequence(self) -> tuple[set[str], bool]:
        first: set[str] = set()
        empty = True
        while self._at < len(self._expression) and self._expression[self._at] not in "|)":
            letters, optional = self._read_piece()
            if empty:
                first |= letters
            empty = empty and optional
        return first, empty

    def _read_piece(self) -> tuple[set[str], bool]:
        """Return the first letters of a group, a class or a letter with its quantifier, and whether it may be empty."""
        text = self._expression
        if opening := _GROUP.match(text, self._at):
            self._at = opening.end()
            letters, empty = self._read_alternatives()
            self._at += 1
            if opening[1]:
                letters, empty = set(), True
        elif reference := _REFERENCE.match(text, self._at):
            self._at = reference.end()
            letters, empty = set(), True
        elif found := _CLASS.match(text, self._at):
            self._at = found.end()
            letters, empty = set(found[1].replace("\\", "")), False
        else:
            self._at += text[self._at] == "\\"
            letters, empty = {text[self._at]}, False
            self._at += 1
        quantifier = _QUANTIFIER.match(text, self._at)
        if quantifier is not None:
            self._at = quantifier.end()
        return letters, empty or (quantifier is not None and quantifier[0] != "+")


# A lookaround has no letters of its own.
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:|(<?[=!])))?(?!\?)")
_REFERENCE = re.compile(r"\(\?P=\w+\)")
_CLASS = re.compile(r"\[(\^?[^\]]+)\]")
# None of `{m,n}` begins at 1 or more at the beginning of a form.
_QUANTIFIER = re.compile(r"[?*+]|\{0?,?\d+(?:,\d+)?\}")
