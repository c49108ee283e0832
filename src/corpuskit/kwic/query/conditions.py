"""What a query of CQP asks of one word: the conditions in its brackets, and the tokens that all of it is read by."""

from __future__ import annotations

import regex

from corpuskit.errors import PatternError
from corpuskit.kwic.query.expressions import check_expression, pass_blanks, refuse_needed_sign
from corpuskit.kwic.query.nodes import (
    Attribute,
    Conjunction,
    Disjunction,
    Literal,
    Negation,
    WordExpression,
    WordTest,
)
from corpuskit.patterns import compile_later
from corpuskit.text.characters import JOINERS

_DEEPEST_NESTING = 50
_TOKEN = compile_later(
    r"""\s*+(?:(?P<string>["“”„](?:[^"“”\\]|\\.)*+["“”]|'(?:[^'\\]|\\.)*+')(?P<flags>\s*%[a-z]+)?
    |(?P<tag></?(?:s|p)>|<(?:s|p)/>)|(?P<name>[\p{L}_][\p{L}\p{N}_.]*)|(?P<number>[+-]?[0-9]+)|(?P<bounds>\{\s*(?P<fewest>[0-9]*)\s*(?P<comma>,)?\s*(?P<most>[0-9]*)\s*\})
    |(?P<sign>!=|[\[\]()|&!=?*+;]))""",
    regex.VERBOSE | regex.DOTALL,
)
_PLAIN = compile_later(rf"[\p{{L}}\p{{M}}\p{{N}}_{JOINERS}]+")


_JOINED = '& and | join conditions, ! turns one round: [lemma="go" & !(pos="N.*")]; a part of a value: [feats=".*Plur.*"]'
_MISSING = {"]": _JOINED, ")": "one ) for each ("}


class ConditionParser:
    """Reads tokens of a pattern from left to right, and conditions of words.

    Args:
        pattern: The pattern.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._place = 0
        self._depth = 0
        self._is_negated = False

    def _error(self, message: str, *, column: int | None = None, hint: str | None = None) -> PatternError:
        if column is None:
            column = pass_blanks(self._pattern, self._place)
        return PatternError(message, pattern=self._pattern, column=column, hint=hint)

    def _next(self) -> regex.Match[str] | None:
        found: regex.Match[str] | None = _TOKEN.match(self._pattern, self._place)
        return found

    def _take(self, wanted: str) -> bool:
        """Go past a sign or a name, where that is what comes next; return whether it is."""
        token = self._next()
        if token is None or wanted not in (token["sign"], token["name"]):
            return False
        self._place = token.end()
        return True

    def _need_sign(self, sign: str, opened: int) -> None:
        if not self._take(sign):
            if self._pattern[self._place :].strip():
                raise self._error(f"{sign} is missing here", hint=_MISSING.get(sign))
            raise self._error("this bracket is not closed", column=opened)

    def _deepen(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST_NESTING:
            raise self._error(f"brackets are nested more than {_DEEPEST_NESTING} deep")

    def _parse_disjunction(self, opened: int, closing: str | None = "]") -> WordTest:
        tests = [self._parse_conjunction()]
        while self._take("|"):
            tests.append(self._parse_conjunction())
        if closing is not None:
            self._need_sign(closing, opened)
        return tests[0] if len(tests) == 1 else Disjunction(tuple(tests))

    def _parse_conjunction(self) -> WordTest:
        tests = [self._parse_condition()]
        while self._take("&"):
            tests.append(self._parse_condition())
        return tests[0] if len(tests) == 1 else Conjunction(tuple(tests))

    def _parse_condition(self) -> WordTest:
        if self._take("!"):
            self._deepen()
            self._is_negated = not self._is_negated
            test = self._parse_condition()
            self._is_negated = not self._is_negated
            self._depth -= 1
            return Negation(test)
        token = self._next()
        if token is not None and token["sign"] == "(":
            self._deepen()
            self._place = token.end()
            test = self._parse_disjunction(token.end() - 1, closing=")")
            self._depth -= 1
            return test
        return self._parse_comparison(token)

    def _parse_comparison(self, token: regex.Match[str] | None) -> WordTest:
        if token is None or not token["name"]:
            raise self._error("a condition is missing here", hint='[word="UN"%c]')
        layer = None if token["name"] == "word" else token["name"]
        self._place = token.end()
        is_negated = self._take("!=")
        if not is_negated and not self._take("="):
            raise self._error("= or != is missing here", hint=_JOINED)
        value = self._next()
        if value is None or not value["string"]:
            raise self._error(
                "a value in quotation marks is missing here", hint='one =, and quotes: [lemma="go|come"]'
            )
        self._place = value.end()
        if layer is not None:
            return Attribute(layer=layer, test=self._make_value_test(value), is_negated=is_negated)
        test = self._make_test(value, is_negated=is_negated)
        return Negation(test) if is_negated else test

    def _make_value_test(self, token: regex.Match[str]) -> Literal | WordExpression:
        """Return the test of a value of an annotation, which may hold any signs."""
        source, column = token["string"][1:-1], token.start("string")
        flags = self._read_flags(token)
        case_sensitive, folds = "c" not in flags, "d" in flags
        if "l" in flags or _PLAIN.fullmatch(source):
            return Literal(text=source, case_sensitive=case_sensitive, fold=folds)
        expression = WordExpression(source=source, case_sensitive=case_sensitive, fold=folds)
        check_expression(expression, pattern=self._pattern, column=column + 1)
        return expression

    def _read_flags(self, token: regex.Match[str]) -> set[str]:
        flags = set((token["flags"] or "").strip().removeprefix("%"))
        if unknown := flags - set("cdl"):
            raise self._error(
                f"there is no flag %{min(unknown)}",
                column=token.start("string"),
                hint="flags are %c, %d and %l",
            )
        return flags

    def _make_test(self, token: regex.Match[str], *, is_negated: bool = False) -> WordTest:
        column = token.start("string")
        source = token["string"][1:-1]
        flags = self._read_flags(token)
        case_sensitive, fold = "c" not in flags, "d" in flags
        is_plain = "l" in flags or _PLAIN.fullmatch(source) is not None
        if not source or (is_plain and not _PLAIN.fullmatch(source)) or regex.search(r"\s", source):
            raise self._error("this is no one word", column=column, hint='words stand apart: "UN" "Charter"')
        if is_plain:
            return Literal(text=source, case_sensitive=case_sensitive, fold=fold)
        expression = WordExpression(source=source, case_sensitive=case_sensitive, fold=fold)
        check_expression(expression, pattern=self._pattern, column=column + 1)
        if is_negated == self._is_negated:
            refuse_needed_sign(source, pattern=self._pattern, column=column + 1)
        return expression
