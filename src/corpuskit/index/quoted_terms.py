"""What else a paragraph is found by: the words after it, and its words as quotations are looked for.

A quotation may go on in the next paragraph, and a word may be divided at the end of a line. So that any few words in order
are one phrase of a row of the full-text search, each row goes on with the first words of what follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import regex

from corpuskit.index.terms import DIVIDED, make_term
from corpuskit.patterns import compile_re
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
    own = list(listed)
    for first, last in _find_affected(text, paragraphs):
        own[first:last] = _locate_in(text, paragraphs[first:last])
    both = [
        terms if terms == others else [*terms, DIVIDED, *others]
        for terms, others in zip(listed, own, strict=True)
    ]
    return list(_follow(both, own))


def _find_affected(text: str, paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Return ranges of paragraphs whose words may be others where quotations are looked for; no word leaves a range."""
    starts = [paragraph.start for paragraph in paragraphs]
    ranges: list[tuple[int, int]] = []
    beginning, whole = _read_other_words()
    for match in beginning.finditer(text):
        if not whole.match(text, match.start()):
            continue
        first = max(bisect_right(starts, match.start()) - 1, 0)
        # A word that is divided goes on in the next paragraph, and behind one of low lines alone.
        last = first + 2
        if ranges and first < ranges[-1][1]:
            first, last = ranges[-1][0], max(last, ranges[-1][1])
            ranges.pop()
        ranges.append((first, min(last, len(starts))))
    return ranges


def _locate_in(text: str, paragraphs: Sequence[Paragraph]) -> list[list[str]]:
    """Return the words of paragraphs as quotations are looked for."""
    begin = paragraphs[0].start
    words = locate(text[begin : paragraphs[-1].end])
    starts = [begin + start for start, _ in words.spans]
    places = [bisect_left(starts, paragraph.start) for paragraph in paragraphs]
    return [
        list(map(make_term, words.folded[first:last]))
        for first, last in zip(places, [*places[1:], len(starts)], strict=True)
    ]


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
            after = [*islice(filter(None, own), FOLLOWING), *after][:FOLLOWING]
    for row, after in zip(rows, reversed(following), strict=True):
        yield [*row, *after]


class _OtherWords(NamedTuple):
    """What shows that words of a text may be others where quotations are looked for.

    Attributes:
        beginning: Matches what it may begin with: a class alone is looked for in a tenth of the time.
        whole: Matches it.
    """

    beginning: re.Pattern[str]
    whole: regex.Pattern[str]


@cache
def _read_other_words() -> _OtherWords:
    # Signs that are a part of a word and are not seen as one, or the other way round.
    others = "".join(
        re.escape(character)
        for character, folding in zip(*list_foldings(), strict=True)
        if (list_words(character) == [character]) != (list_words(folding) == [folding])
    )
    single = f"_{INVISIBLE}{RUNNING}{others}"
    return _OtherWords(
        compile_re(f"[{HYPHENS}&{single}]"),
        regex.compile(
            rf"[{HYPHENS}][ \t_]?[\n\r\u0085\u2028]|{AMPERSAND}|[{JOINERS}]++\p{{M}}|(?![{JOINERS}])[{single}]"
        ),
    )
