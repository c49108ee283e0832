"""What a form of a date is, and how forms are found in a run.

A form is a regular expression over the kinds of tokens. Its source names them in braces: `{FULL_MONTH}` is a token of
that kind, `{LAST|NEXT}` one of either, `{day=DAY}` one that is called `day` in the match; a space or a mark is itself.
What comes back in many forms has a name of its own, a fragment. The source is turned into an expression over letters,
one a token. Since a run is a short string and its form comes back again and again, what is found in one is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit.dates.grammar.match_groups import MatchGroups
from corpuskit.dates.language.kinds import TOKENS
from corpuskit.patterns import compile_kept, compile_re

if TYPE_CHECKING:
    import regex

    from corpuskit.dates.grammar.tokens import Run
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
    "NAMED_DAY": r"(?:{ARTICLE}(?:{near=LAST|NEXT|THIS} ){0,2}{weekday=WEEKDAY}\.?(?: {near_after=LAST|NEXT})?(?: ?, ?| |-| \()(?:{DAY_WORD} |{THE} )?)?",
    # Sunday and Monday, 11 and 12 February: the first of two weekdays
    "OTHER_WEEKDAY": r"(?:{ARTICLE}{FULL_WEEKDAY|SHORT_WEEKDAY}\.?(?: {AND} |/| ?- ?)(?={ARTICLE}{FULL_WEEKDAY|SHORT_WEEKDAY}))?",
    # the end of · early · mid- · late in
    "EARLY_OR_LATE": "(?:{ARTICLE}{modifier=MODIFIER}(?:-| |)(?:{OF|WITHIN} )?{ARTICLE})?",
    # 2021 · 2021 г. · '21 · 70 before an era
    "YEAR": r"(?P<year>{FOUR_DIGITS|YEAR_OF_TWO}|{SMALL_NUMBER|TWO_DIGITS|THREE_DIGITS}(?=(?: ?{YEAR_WORD}\.?)? ?{ERA})|{THREE_DIGITS}(?= {YEAR_UNIT}))(?: ?{YEAR_WORD}\.?)?",
    "YEAR_ERA": "{YEAR}(?: ?{era=ERA})?",
    "PLAIN_YEAR": r"{year=FOUR_DIGITS}(?: ?{YEAR_WORD}\.?)?",
    # A full stop after a month in full ends the sentence: «on 3 May. In 1711».
    "THEN_YEAR": r"(?:(?!(?<={FULL_MONTH}\.) )(?: ?, ?| |\.|-|/|(?<=\.))(?:{OF|WITHIN} )?{ARTICLE}(?:{YEAR_UNIT} (?:{OF} )?)?{YEAR_ERA})",
    "THEN_TIME": "(?:(?:,? ?|-)(?:{PREPOSITION|AT|TO|WITHIN} {ARTICLE})?{time=CLOCK})?",
    # the 2021-22 school year · l'année scolaire 2021 · FY2021
    "FISCAL_BEFORE": "{ARTICLE}(?:{FISCAL} {YEAR_UNIT} |{YEAR_UNIT} {FISCAL} |{FISCAL} ?|{YEAR_UNIT} )",
    "FISCAL_AFTER": r"(?: {FISCAL} {YEAR_UNIT}| ?{YEAR_WORD}\.?)?",
    # of last year · de ese mismo año · des Folgejahres
    "OF_YEAR": "{ARTICLE}(?:(?:{THAT} )?{shift=LAST|NEXT|THIS|THAT|LAST_NEXT} {YEAR_UNIT}|{told_year=TOLD_YEAR}|{deictic_year=DEICTIC_YEAR})",
    "DASH": "(?: ?- ?| {TO} ?{ARTICLE})",
    "LINK": "(?: ?- ?|/| {TO} ?{ARTICLE}| {AND|OR} ?{ARTICLE})",
    # (Wednesday) · , Wednesday
    "THEN_WEEKDAY": r"(?:,? ?\({weekday_after=WEEKDAY}\.?\)|, {weekday_after_comma=FULL_WEEKDAY|SHORT_WEEKDAY}(?:(?<=W)|(?<=w)$)(?! {SMALL_NUMBER|ORDINAL|MONTH}|,? {AND}))?",
    # 9月 · 九月
    "HAN_MONTH": "(?:{month_number=SMALL_NUMBER}月|{month=FULL_MONTH})",
    "HAN_YEAR": "(?:{year=FOUR_DIGITS}年 ?{OF}?)",
    "HAN_ANY_YEAR": "(?:{era=ERA}?{year=ANY_NUMBER}年 ?{OF}?)",
    # 第一 · 最后一 · 第三 as two words
    "HAN_NTH": "(?:{nth=ORDINAL|FINAL}|{ORDINAL_MARK} ?{nth_number=SMALL_NUMBER|NUMBER_WORD})",
}
"""What comes back in many forms."""

_FIELD = compile_re(r"\{(?:(\w+)=)?((?:[A-Z][A-Z_]*|[^{}A-Z\d,])(?:\|[^{}|]+)*)\}")


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

    def read_groups(self, run: Run, order: str | None = None) -> MatchGroups:
        """Return the tokens of the match by name.

        Args:
            run: The run that it was found in.
            order: How numeric dates are read where nothing decides: `dmy`, `mdy`, `ymd` or None.
        """
        return MatchGroups(run, self.form.name, (self.start, self.end), self.groups, order)


def expand_source(source: str) -> str:
    """Return the expression over the letters of tokens that a source means."""
    return _FIELD.sub(lambda match: _expand_field(match[1], match[2]), source)


@cache
def _expand_field(name: str | None, kinds: str) -> str:
    """Return the expression of a field: many forms have the same ones."""
    parts = [_LETTERS.get(kind) or FRAGMENTS.get(kind) or kind for kind in kinds.split("|")]
    if all(len(part) == 1 for part in parts):
        written = f"[{''.join(sorted(parts, key=lambda part: part != '-'))}]" if len(parts) > 1 else parts[0]
    else:
        written = "|".join(map(expand_source, parts))
        if len(parts) > 1:
            written = f"(?:{written})"
    return f"(?P<{name}>{written})" if name else written


@cache
def compile_form(source: str) -> regex.Pattern[str]:
    """Return the compiled expression of a source."""
    return compile_kept(expand_source(source))


class FormTable:
    """The forms of a grammar, by the kinds of tokens that they may begin with.

    Args:
        forms: The forms; of two that are equally long the first one is preferred.

    Attributes:
        forms: The forms by name.
        first_kinds: The kinds of tokens that one of them may begin with.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = {form.name: form for form in forms}
        self._by_kind: dict[str, list[tuple[Form, Outline]]] = {}
        for form in forms:
            outline = read_outline(form.source)
            for kind in outline.first:
                self._by_kind.setdefault(kind, []).append((form, outline))
        self.first_kinds = frozenset(self._by_kind)
        self._match_kept = lru_cache(maxsize=20_000)(self._match)
        self._list_kept = lru_cache(maxsize=20_000)(self._list_possible)

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
        for form in self._list_kept(kinds[start : start + 1], frozenset(kinds[start:])):
            match = compile_form(form.source).match(kinds, start)
            if match is not None and match.end() > start:
                groups = {name: match.start(name) for name, text in match.groupdict().items() if text}
                found.append(Match(form, start, match.end(), groups))
        found.sort(key=lambda match: -match.end)
        return tuple(found)

    def _list_possible(self, kind: str, there: frozenset[str]) -> list[Form]:
        """Return the forms that may begin with a token of a kind and be made of tokens of some kinds."""
        return [
            form
            for form, outline in self._by_kind.get(kind, ())
            if not any(map(there.isdisjoint, outline.needed))
        ]


class Outline(NamedTuple):
    """What an expression says of its matches before it is compiled, which takes a hundred times longer.

    Attributes:
        first: The letters that a match may begin with.
        may_be_empty: Whether a match may be empty.
        needed: Sets of letters; a match has at least one letter of each.
    """

    first: frozenset[str]
    may_be_empty: bool
    needed: tuple[frozenset[str], ...]


def read_outline(source: str) -> Outline:
    """Return the outline of the expression that a source means."""
    return _OutlineReader(source).read()


@cache
def _outline_field(kinds: str) -> Outline:
    """Return the outline of a field: many forms have the same ones."""
    parts = kinds.split("|")
    if all(part in _LETTERS or len(part) == 1 for part in parts):
        return _outline_letters("".join(_LETTERS.get(part, part) for part in parts))
    return _join_alternatives([read_outline(FRAGMENTS.get(part, f"{{{part}}}")) for part in parts])


def _join_alternatives(alternatives: list[Outline]) -> Outline:
    """Return the outline of what is one of several expressions."""
    if len(alternatives) == 1:
        return alternatives[0]
    # One of them is there, and of that one the first that it needs.
    either = [each.needed[0] for each in alternatives if each.needed]
    return Outline(
        frozenset().union(*(each.first for each in alternatives)),
        any(each.may_be_empty for each in alternatives),
        (frozenset().union(*either),) if len(either) == len(alternatives) else (),
    )


_NOTHING = Outline(frozenset(), may_be_empty=True, needed=())


class _OutlineReader:
    """Reads the outline of a source: fields, groups, classes, letters, `?` and `{m,n}`, alternatives."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0

    def read(self) -> Outline:
        """Return the outline of the alternatives up to the end of a group."""
        alternatives = [self._read_sequence()]
        while self._source[self._at : self._at + 1] == "|":
            self._at += 1
            alternatives.append(self._read_sequence())
        return _join_alternatives(alternatives)

    def _read_sequence(self) -> Outline:
        first: set[str] = set()
        needed: list[frozenset[str]] = []
        may_be_empty = True
        while self._at < len(self._source) and self._source[self._at] not in "|)":
            piece = self._read_piece()
            if may_be_empty:
                first |= piece.first
                may_be_empty = piece.may_be_empty
            needed += piece.needed
        return Outline(frozenset(first), may_be_empty, tuple(needed))

    def _read_piece(self) -> Outline:
        """Return the outline of a group, a class or a letter with its quantifier."""
        piece = self._read_bare_piece()
        quantifier = _QUANTIFIER.match(self._source, self._at)
        if quantifier is None:
            return piece
        self._at = quantifier.end()
        return piece if quantifier[0] == "+" else Outline(piece.first, may_be_empty=True, needed=())

    def _read_bare_piece(self) -> Outline:
        text = self._source
        begin = text[self._at]
        if begin == "{" and (field := _FIELD.match(text, self._at)):
            self._at = field.end()
            return _outline_field(field[2])
        if begin == "(":
            return self._read_group()
        if begin == "[" and (found := _CLASS.match(text, self._at)):
            self._at = found.end()
            letters = found[1].replace("\\", "")
        else:
            self._at += begin == "\\"
            letters = text[self._at]
            self._at += 1
        return _outline_letters(letters)

    def _read_group(self) -> Outline:
        if reference := _REFERENCE.match(self._source, self._at):
            self._at = reference.end()
            return _NOTHING
        opening = _GROUP.match(self._source, self._at)
        self._at = self._at + 1 if opening is None else opening.end()
        inner = self.read()
        self._at += 1
        return _NOTHING if opening is not None and opening[1] else inner


@cache
def _outline_letters(letters: str) -> Outline:
    """Return the outline of one of some letters."""
    known = frozenset(letters)
    return Outline(known, may_be_empty=False, needed=(known,))


# A lookaround has no letters of its own.
_GROUP = compile_re(r"\(\?(?:P<\w+>|:|(<?[=!]))")
_REFERENCE = compile_re(r"\(\?P=\w+\)")
# A class of all letters but some stands in lookarounds only.
_CLASS = compile_re(r"\[(\^?[^\]]+)\]")
# None of `{m,n}` begins at 1 or more, but within a lookaround.
_QUANTIFIER = compile_re(r"[?*+]|\{\d*,?\d+\}")
