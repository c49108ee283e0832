"""What else a paragraph is found by: the words after it, and its words as quotations are looked for.

A quotation may go on in the next paragraph, and a word may be divided at the end of a line. So that any few words in order
are one phrase of a row of the full-text search, each row goes on with the first words of what follows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from corpuskit.index.terms import DIVIDED, make_term
from corpuskit.text.characters import JOINERS, RUNNING
from corpuskit.text.segments import Paragraph
from corpuskit.text.tokens import list_words
from corpuskit.text.view import AMPERSAND, list_foldings
from corpuskit.verify import HYPHENS, INVISIBLE, locate

FOLLOWING = 3
"""Words of the next paragraphs in the row of a paragraph: one less than a quotation has in common with a text."""


def list_for_quotations(
    text: str, paragraphs: Sequence[Paragraph], listed: Sequence[list[str]]
) -> list[list[str]]:
    """Return the terms of paragraphs with all that quotations of them are found by.

    Args:
        text: The text of a document.
        paragraphs: Its paragraphs.
        listed: The terms of each.
    """
    if _find_other_words().search(text):
        return _list_located(text, paragraphs, listed)
    return list(_follow(listed, listed))


def _list_located(text: str, paragraphs: Sequence[Paragraph], listed: Sequence[list[str]]) -> list[list[str]]:
    words = locate(text)
    starts = [start for start, _ in words.spans]
    places = [bisect_left(starts, paragraph.start) for paragraph in paragraphs]
    own = [
        list(map(make_term, words.folded[first:last]))
        for first, last in zip(places, [*places[1:], len(starts)], strict=True)
    ]
    both = [
        terms if terms == others else [*terms, DIVIDED, *others]
        for terms, others in zip(listed, own, strict=True)
    ]
    return list(_follow(both, own))


def _follow(rows: Sequence[list[str]], words: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield rows, each with the first words after it.

    Args:
        rows: The terms of each.
        words: The words of each.
    """
    following: list[list[str]] = []
    after: list[str] = []
    for own in reversed(words):
        following.append(after)
        if own:
            after = [*filter(None, own[:FOLLOWING]), *after][:FOLLOWING]
    for row, after in zip(rows, reversed(following), strict=True):
        yield [*row, *after]


@cache
def _find_other_words() -> regex.Pattern[str]:
    """Return what matches in each text whose words are others where quotations are looked for."""
    # Signs that are a part of a word and are not seen as one, or the other way round.
    others = "".join(
        regex.escape(character, literal_spaces=True)
        for character, folding in zip(*list_foldings(), strict=True)
        if folding and (list_words(character) == [character]) != (list_words(folding) == [folding])
    )
    return regex.compile(
        rf"[{HYPHENS}][ \t]?[\n\r\u0085\u2028]|_|{AMPERSAND}|[[{INVISIBLE}{RUNNING}{others}]--[{JOINERS}]]",
        regex.V1,
    )
