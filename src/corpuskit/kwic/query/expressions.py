"""Regular expressions in queries: compiled, and what can be said of them without matching."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import regex

from corpuskit.errors import PatternError
from corpuskit.kwic.query.nodes import WordExpression
from corpuskit.patterns import compile_later
from corpuskit.text.view import fold

_PLAIN_BEGINNING: Any = compile_later(r"[0-9A-Za-z]*")
# What stands in them is no syntax. Of a set only as much is taken as certainly belongs to it.
_ESCAPED_OR_SET = compile_later(r"\\.|\[\^?\]?[^\]\[]*\]", regex.DOTALL)


def pass_blanks(pattern: str, place: int) -> int:
    """Return where in a pattern the next sign stands, from a place on."""
    rest = pattern[place:]
    return place + len(rest) - len(rest.lstrip())


def compile_expression(source: str, flags: int, *, pattern: str, column: int = 0) -> Any:
    """Return a compiled regular expression.

    Args:
        source: The expression.
        flags: Flags of the `regex` package.
        pattern: What the user typed, for the message.
        column: Where the expression stands in it.

    Raises:
        PatternError: It is none.
    """
    try:
        return _compile(source, flags)
    except regex.error as error:
        place = None if error.pos is None else min(column + error.pos, len(pattern))
        raise PatternError(
            f"not a regular expression: {error.msg}",
            pattern=pattern,
            column=place,
            hint="a backslash makes a special character an ordinary one",
        ) from error
    except ValueError as error:
        # Flags that exclude each other.
        raise PatternError(f"not a regular expression: {error}", pattern=pattern, column=column) from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise PatternError("the regular expression is too large", pattern=pattern) from error


@lru_cache(1 << 14)
def _compile(source: str, flags: int) -> Any:
    """Return a compiled expression; it is read once to see that it is one, and once to match."""
    return regex.compile(source, flags)


def check_expression(
    test: WordExpression,
    *,
    pattern: str,
    column: int = 0,
    keep_case: bool = False,
    view: Callable[[str], str] | None = None,
) -> Any:
    """Return the compiled expression of `test`, which is matched with the keys of words.

    Args:
        test: The test.
        pattern: The query in which it stands, for the message.
        column: Where it stands there.
        keep_case: Capital and small letters differ.
        view: Makes the keys of words; None for the view that keeps their case.

    Raises:
        PatternError: It is no regular expression.
    """
    flags = regex.VERSION0 if keep_case else regex.IGNORECASE | regex.FULLCASE
    source = fold(test.source, keep_case=True) if view is None else view(test.source)
    return compile_expression(source, flags, pattern=pattern, column=column)


def refuse_needed_sign(source: str, *, pattern: str, column: int) -> None:
    """Refuse an expression that no word can match.

    Args:
        source: The expression.
        pattern: The query in which it stands, for the message.
        column: Where it stands there.

    Raises:
        PatternError: It needs a sign that no word has.
    """
    place = find_needed_sign(source)
    if place is not None:
        raise PatternError(
            f"this finds nothing: an expression is for one whole word, and no word has {source[place]!r} in it",
            pattern=pattern,
            column=column + place,
            hint="for signs and for several words at once, use --regex or --substring",
        )


# A set of one character is that character.
_SET_OF_ONE = r"\[[^\]\[\\^]\]"
# Another one, without a set or a class in it.
_SET = r"\[\^?\]?(?:\\.|[^\]\[\\])*\]"
# An atom of an expression: an escape with what belongs to it, a set or a character; and its quantifier.
_ATOM = compile_later(
    rf"(\\(?:[A-Za-z](?:\{{[^}}]*\}}|<[^>]*>)?|.)|{_SET_OF_ONE}|(?P<set>{_SET})|[^\\])(?P<times>[*?+]|\{{[^}}]*\}}?|)",
    regex.DOTALL,
)
# What belongs to words, an apostrophe among it (which some type as a letter), and what has a meaning in expressions.
_NO_SIGN = compile_later(
    r"[\p{L}\p{M}\p{N}_.^$|(){}*+?'\u2018\u2019\u201a\u201b\u2032\u2039\u203a\uff07]|\\[\p{L}\p{N}_'].*"
)


def find_needed_sign(expression: str) -> int | None:
    """Return where a sign stands that is no part of any word, but of all that an expression matches; None for none.

    Args:
        expression: In the syntax of the `regex` package. Where it has sets in sets, or flags of its own, nothing is said.
    """
    if "(?" in expression or _has_alternatives(expression):
        return None
    depth = 0
    for atom in _ATOM.finditer(expression):
        if atom[1] == "[":
            return None
        depth += (atom[1] == "(") - (atom[1] == ")")
        is_needed = depth == 0 and atom["set"] is None and atom["times"][:1] not in ("*", "?", "{")
        sign = regex.escape(atom[1][1:-1]) if atom[1].startswith("[") else atom[1]
        if is_needed and fold(sign) and not _NO_SIGN.fullmatch(sign):
            return int(atom.end(1)) - (2 if sign != atom[1] else 1)
    return None


def find_beginning(expression: str) -> str:
    """Return letters and digits of ASCII with which all begins that a regular expression matches; "" for none known.

    Args:
        expression: In the syntax of the `regex` package.
    """
    if _has_alternatives(expression):
        return ""
    beginning: str = _PLAIN_BEGINNING.match(expression)[0]
    # A quantifier belongs to the last of them, which may then be missing.
    return beginning[:-1] if expression[len(beginning) : len(beginning) + 1] in ("*", "?", "{") else beginning


def _has_alternatives(expression: str) -> bool:
    """Return whether there may be a bar outside parentheses."""
    depth = 0
    for character in _ESCAPED_OR_SET.sub("", expression):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth <= 0:
            return True
    return False
