"""Numbers that are spelled out: the tokens of their words made one."""

from __future__ import annotations

from itertools import takewhile

from corpuskit.dates.calendar.values import expand_year
from corpuskit.dates.grammar.numerals import add_number_word
from corpuskit.dates.grammar.tokens import Token

_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_LAST_DAY = 31


def join_numbers(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a run with numbers that are spelled out made one: «nineteen ninety-four».

    Args:
        tokens: The tokens of a run. Number words are of the kind `c`; what they make is of the kind of a year when
            it has four digits.
    """
    joined: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        # «Летом двадцать четвёртого», «узимку тридцять дев'ятого»: a season has no days.
        after_season = _follows_season(joined) and token.kind == "o" and bool(token.lang)
        if after_season or begins_spelled(token):
            value, end = _read_spelled(tokens, index - 1, after_season=_follows_season(joined))
            is_year = (
                _follows_season(joined) and tokens[end - 1].kind == "o" and _FIRST_SPELLED <= value < _HUNDRED
            )
            kind = "9" if is_year else _choose_kind(tokens, end, value, joined)
            if kind != token.kind or end > index:
                token = token._replace(
                    kind=kind, value=expand_year(value) if kind == "9" else value, end=tokens[end - 1].end
                )
                index = end
        joined.append(token)
    return joined


def begins_spelled(token: Token) -> bool:
    """Return whether a number that is spelled out begins with a token; «сороковом» is an ordinal that may be a year."""
    return token.kind == "c" or (token.kind == "o" and token.value > _LAST_DAY and bool(token.lang))


def _follows_season(before: list[Token]) -> bool:
    """Return whether a season and a space stand before."""
    return len(before) > 1 and before[-1].kind == " " and before[-2].kind in "Ss"


def _read_spelled(tokens: list[Token], first: int, *, after_season: bool = False) -> tuple[int, int]:
    """Return the number that begins with a token, and the index after its last one; an ordinal may end it."""
    value, end = tokens[first].value, first + 1
    while value and tokens[end - 1].kind == "c":
        following = end + _link_length(tokens, end)
        if following == end or following >= len(tokens):
            break
        # «сорок четвёртого».
        least = _SECOND_TEN if after_season else _FIRST_OF_SPELLED
        is_ordinal = tokens[following].kind == "o" and value >= least
        if tokens[following].kind != "c" and not is_ordinal:
            break
        linked_by_and = any(link.kind == "&" for link in tokens[end:following])
        longer = add_number_word(value, tokens[following].value, linked_by_and=linked_by_and)
        if longer is None:
            break
        value, end = longer, following + 1
    return value, end


def _choose_kind(tokens: list[Token], end: int, value: int, before: list[Token]) -> str:
    """Return the kind of a number that is spelled out: a year of four digits or of two, an ordinal, or a number."""
    # «No ano mil», but «dez mil réis», «a thousand men».
    is_round = value == _FIRST_YEAR and "Y" not in {token.kind for token in before[-3:]}
    if _FIRST_YEAR <= value <= _LAST_YEAR and not is_round:
        return "4"
    last = tokens[end - 1].kind
    if _LAST_DAY < value < 100:  # noqa: PLR2004 — two digits
        # «in August ninety-seven», «el año setenta y dos», «в сорок четвёртом году».
        between = list(takewhile(lambda token: token.kind in _BEFORE_SPELLED, reversed(before)))
        lead = before[-len(between) - 1].kind if len(between) < len(before) else ""
        # «In May forty people came».
        is_linked = any(token.kind == "O" for token in between)
        is_count = (
            last == "c" and not is_linked and "".join(token.kind for token in tokens[end : end + 1]) == " "
        )
        is_followed = last == "o" and "".join(token.kind for token in tokens[end : end + 2]) == " Y"
        if (lead in _LEAD_SPELLED and (lead == "Y" or not is_count)) or is_followed:
            return "9"
    if _is_year_of_two(tokens, end, value, before):
        return "9"
    return last if last == "o" else "c"


def _is_year_of_two(tokens: list[Token], end: int, value: int, before: list[Token]) -> bool:
    """Return whether a preposition leads to an ordinal of two words, and a clause ends: «умер в восемьдесят пятом»."""
    if tokens[end - 1].kind != "o" or not _LAST_DAY < value < _HUNDRED or tokens[end - 1].value == value:
        return False
    leads = "".join(token.kind for token in before[-2:])
    following = tokens[end].kind if end < len(tokens) else "."
    return leads in ("@ ", "P ") and following in ".,)"


_HUNDRED = 100
# What may stand between a month, a season or the word for year and the year, and that before it.
_BEFORE_SPELLED = frozenset(" Oh'")
_LEAD_SPELLED = frozenset("MSsY")
_FIRST_OF_SPELLED, _SECOND_TEN, _FIRST_SPELLED = 40, 20, 10


def _link_length(tokens: list[Token], index: int) -> int:
    """Return how many tokens link two number words: a space, a hyphen, or «and» between spaces."""
    kinds = "".join(token.kind for token in tokens[index : index + 3])
    if kinds.startswith(" &"):
        return 3 if kinds == " & " else 2
    return 1 if kinds[:1] in (" ", "-") else 0
