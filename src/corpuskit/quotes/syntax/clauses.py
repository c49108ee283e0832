"""Clauses: where they begin, and their stretches between commas."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.syntax.tokens import Token

# A clause does not reach over these.
_BORDERS = frozenset({"quote", ";", ":", "sub", "-", "?", "!", ".", "•", "—"})


def skip_brackets(tokens: Sequence[Token], end: int, floor: int) -> int:
    """Return the index before a bracketed remark that ends at `end`: «Rubio (R-Fla.) said».

    Args:
        tokens: The sentence.
        end: Index after the last token.
        floor: Index below which nothing is looked at.
    """
    if end > floor and tokens[end - 1].tag == ")":
        for index in range(end - 1, max(floor, end - 14) - 1, -1):
            if tokens[index].tag == "(":
                return index
    return end


def clause_start(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the first token of the clause that holds `index`."""
    place = index
    while place > 0 and tokens[place - 1].tag not in _BORDERS:
        outside = skip_brackets(tokens, place, 0)
        if outside == place and tokens[place - 1].tag in "()":
            # The clause stands in brackets, or they are no brackets: «дежурю( Начальник сказал».
            break
        place = outside if outside < place else place - 1
    return place


def list_segments(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of a clause between its commas.

    Args:
        tokens: The sentence.
        start: Where the clause begins.
        end: Where it ends.
    """
    found = []
    begun = start
    depth = 0
    for index in range(start, end):
        tag = tokens[index].tag
        depth += (tag == "(") - (tag == ")")
        if tag == "," and depth <= 0:
            found.append((begun, index))
            begun = index + 1
    found.append((begun, end))
    return found


def strip_opening(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where a stretch begins without conjunctions, adverbs and ornaments.

    Args:
        tokens: The sentence.
        start: Where the stretch begins.
        end: Where it ends.
    """
    while start < end and (
        tokens[start].tag in _OPENING
        or not _begins_phrase(tokens[start].tag)
        or (tokens[start].tag == "det" and start + 1 < end and tokens[start + 1].tag == "time")
        or _counts_time(tokens, start, end)
    ):
        start += 1
    return _end_of_day(tokens, start, end)


_OPENING = frozenset({"and", "adv", "time"})


def _end_of_day(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where a stretch goes on behind a day that it begins with: «El 14 de mayo | el consejero»."""
    place = start + (start < end and tokens[start].tag == "det")
    if place >= end or tokens[place].tag != "number":
        return start
    place += 1
    named = place
    while place < end and tokens[place].tag in ("prep", "time", "number"):
        place += 1
        named = place if tokens[place - 1].tag == "time" else named
    is_day = place < end and any(token.tag == "time" for token in tokens[start:place])
    return place if is_day and tokens[place - 1].tag != "prep" and tokens[place].tag in _FIRST else start


_FIRST = frozenset({"det", "pron", "cap"})


def _counts_time(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a clause begins with how much time has gone by, and somebody follows: «Diez días después | el director»."""
    if start + 2 >= end or tokens[start + 1].tag != "time" or tokens[start].tag not in ("cap", "number"):
        return False
    return any(token.tag in ("cap", "word", "pron") for token in tokens[start + 2 : end])


def _begins_phrase(tag: str) -> bool:
    """Return whether a tag is of a word, a quotation or a bracket, and not of an ornament such as a bullet."""
    return tag.isalpha() or tag in "($#"
