"""Which lines of UTF-8 text can hold a hit at all, found on its bytes.

Every hit of most queries holds some characters that the query spells out; lines without them need no look. A line
may be looked at in vain, but none that holds a hit is passed over: the characters are looked for in every form
that the matching view makes equal to them.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import regex

from corpuskit.corpus.texts import LineBlock
from corpuskit.kwic.matching.word_tests import ARTICLE, MatchOptions, is_arabic
from corpuskit.kwic.query.expressions import find_beginning
from corpuskit.kwic.query.nodes import (
    Choice,
    Containing,
    Disjunction,
    Edge,
    Glob,
    Labelled,
    Limit,
    Literal,
    Lookaround,
    Near,
    Query,
    Repeat,
    Similar,
    Union,
    WordExpression,
    WordNode,
    WordTest,
    fewest_words,
)
from corpuskit.kwic.scanning.finders import (
    ByteSequences,
    Finder,
    iter_candidates,
    make_fast_finder,
    make_finder,
)
from corpuskit.kwic.scanning.positions import PositionCounter, has_joiner
from corpuskit.kwic.scanning.spellings import find_plain_run, list_unusual, make_spelling_source
from corpuskit.patterns import compile_later
from corpuskit.text.view import fold

Literals = frozenset[str]
"""Strings of which the view of every hit holds one at least."""

# To look for more literals than these takes longer than to look at every word.
_MOST_LITERALS = 64
# To look for each of more literals takes longer than to look for any of them.
_FEW_FINDERS = 8
# Two ideographs, or three letters of most alphabets; the letters of a shorter run are everywhere.
_SHORTEST_RUN = 6
_ASCII = bytes(range(0x80))
ASCII_FOLDING = "\u00df\u0130\u0149\u017f\u1e9a\u1e9e\u212a\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
"""The characters outside ASCII whose view has a letter of ASCII in it, without those of full width."""
# With the letters and digits of full width, by their bytes.
_FOLDING_BYTES = (
    b"|".join(character.encode() for character in ASCII_FOLDING)
    + rb"|\xef\xbc[\x90-\x99\xa1-\xba]|\xef\xbd[\x81-\x9a]"
)
MAY_FOLD = compile_later(_FOLDING_BYTES)
# What the view drops from words, encoded: in Arabic D8 90–9A, D9 80, D9 8B–92, D9 96–9F, D9 B0, DB 96–AD and
# E0 A3 93–BF, in Hebrew D6 91–BF, D7 81–87 and EF AC 9E, variation selectors EF B8 80–8F, the keycap frame E2 83 A3, the
# joiners C2 AD, E2 80 8C–8D and E2 81 A0. Some of these are not dropped; no matter.
DROPPED_BYTES = (
    rb"(?:\xd8[\x90-\x9a]|\xd9[\x80\x8b-\x92\x96-\x9f\xb0]|\xdb[\x96-\xad]|\xe0\xa3[\x93-\xbf]|\xd6[\x91-\xbf]|\xd7[\x81-\x87]"
    rb"|\xef\xac\x9e|\xef\xb8[\x80-\x8f]|\xe2\x83\xa3|\xc2\xad|\xe2\x80[\x8c\x8d]|\xe2\x81\xa0)"
)
_HAS_DROPPED = compile_later(DROPPED_BYTES)
# A letter of ASCII before something that the view drops, or that folds to a letter of ASCII.
_UNUSUAL = compile_later(rb"[0-9A-Za-z_]" + DROPPED_BYTES + rb"|" + _FOLDING_BYTES)
# From its first letter on, since the mark before it may belong to another one.
_LETTERS = compile_later(r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*+")


def find_literals_of_all(queries: Iterable[Query], match_options: MatchOptions) -> Literals | None:
    """Return strings of which the view of every hit of `queries` holds one at least; None where there are none.

    Args:
        queries: The queries.
        match_options: What they leave out of account.
    """
    if match_options.fold:
        return None
    literals = _unite(_find(query, match_options) for query in queries)
    return None if literals is None else longest_runs(literals)


def longest_runs(literals: Literals) -> Literals | None:
    """Return the longest run of letters of each literal, since signs have more forms; None where that is no use."""
    runs = [max(_LETTERS.findall(literal), key=len, default="") for literal in literals]
    return frozenset(runs) if all(runs) and 0 < len(runs) <= _MOST_LITERALS else None


def _find(query: Query, match_options: MatchOptions) -> Literals | None:
    parts: tuple[Query, ...]
    if isinstance(query, Edge | Lookaround):
        return None
    if isinstance(query, WordNode):
        return _find_in_test(query.test, match_options)
    if isinstance(query, Choice | Union):
        parts = query.options if isinstance(query, Choice) else query.queries
        return _unite(_find(part, match_options) for part in parts)
    if isinstance(query, Repeat):
        parts = (query.node,) if query.fewest else ()
    elif isinstance(query, Labelled | Limit):
        parts = (query.node,)
    elif isinstance(query, Near | Containing):
        parts = (query.left,) if query.is_negated else (query.left, query.right)
    else:
        parts = tuple(step.node for step in query.steps if fewest_words(step.node))
    return _choose(_find(part, match_options) for part in parts)


def _find_in_test(test: WordTest, match_options: MatchOptions) -> Literals | None:
    if isinstance(test, Disjunction):
        return _unite(_find_in_test(part, match_options) for part in test.tests)
    if not isinstance(test, Literal | Glob | Similar | WordExpression) or test.fold:
        return None
    if isinstance(test, WordExpression):
        beginning = find_beginning(test.source)
        return frozenset([fold(beginning)]) if beginning else None
    if isinstance(test, Glob):
        literals = [fold(part) for part in test.parts if part not in ("*", "?")]
        return frozenset([max(literals, key=len, default="")])
    key = fold(test.text)
    if isinstance(test, Similar):
        is_exact = match_options.exact or test.case_sensitive
        return _find_in_similar(key, test.distance, may_differ=is_exact and not key.isascii())
    if match_options.clitics and is_arabic(key):
        key = key.removeprefix(ARTICLE) or key
    return frozenset([key])


def _find_in_similar(key: str, distance: int, *, may_differ: bool) -> Literals | None:
    """Return pieces of a key of which one is left as it is, as they are more than there are edits.

    Args:
        key: The view of a word.
        distance: The number of edits.
        may_differ: Whether edits are counted in something else than the view, where a letter may be several.
    """
    size = len(key) // (distance + 1)
    pieces = (key[place * size : (place + 1) * size] for place in range(distance + 1))
    return None if may_differ else frozenset(pieces)


def _choose(several: Iterable[Literals | None]) -> Literals | None:
    """Return the literals of that part of a query that is likely to be rarest: the longest."""
    return max(
        (literals for literals in several if literals),
        key=lambda literals: min(map(len, literals)),
        default=None,
    )


def _unite(several: Iterable[Literals | None]) -> Literals | None:
    united: set[str] = set()
    for literals in several:
        if literals is None:
            return None
        united |= literals
    return frozenset(united)


class LineFilter:
    """Finds the lines that can hold one of some literals.

    Args:
        literals: Strings of which the view of a line must hold one at least.
    """

    def __init__(self, literals: Literals) -> None:
        ascii_literals = sorted(literal for literal in literals if literal.isascii())
        others = sorted(literals - set(ascii_literals))
        self._wide: Any = regex.compile("|".join(map(make_spelling_source, others))) if others else None
        self._finders: list[Finder] = []
        self._wide_finders = _make_wide_finders(others)
        self._plain: Any = None
        if len(ascii_literals) <= _FEW_FINDERS:
            self._finders = [make_finder(literal) for literal in ascii_literals]
        else:
            alternatives = b"|".join(
                regex.escape(literal.encode(), special_only=True) for literal in ascii_literals
            )
            self._plain = regex.compile(alternatives, regex.IGNORECASE)

    def may_pass(self, block: LineBlock) -> bool:
        """Return whether any line of a block is in question."""
        return next(self._iter_places(block), None) is not None

    def iter_lines(self, block: LineBlock, positions: PositionCounter) -> Iterator[tuple[int, int]]:
        """Yield where the lines in question begin and end in a block, in order.

        Args:
            block: Some lines of a document.
            positions: Knows the lines of the block.
        """
        done = 0
        for place in self._iter_places(block):
            if place >= done:
                start, end = positions.line_bounds(place)
                yield start, end
                done = end + 1

    def _iter_places(self, block: LineBlock) -> Iterator[int]:
        """Yield places in the lines in question, in order, some lines more than once."""
        data = block.data
        ways = [iter_candidates(find, data) for find in self._finders]
        if self._plain is not None:
            ways.append(match.start() for match in self._plain.finditer(data))
        if ways and block.foreign:
            ways.append(iter_unusual_places(block))
        if self._wide_finders and not _unusual_characters().may_be_in(data):
            ways.extend(iter_candidates(find, data) for find in self._wide_finders)
        elif self._wide is not None:
            ways.append(self._iter_wide(block))
        return ways[0] if len(ways) == 1 else heapq.merge(*ways)

    def _iter_wide(self, block: LineBlock) -> Iterator[int]:
        data = block.data
        for start, end in _widen_to_lines(block):
            text = data[start:end].decode("utf-8")
            done, place = 0, start
            for match in self._wide.finditer(text):
                place += len(text[done : match.start()].encode("utf-8"))
                done = match.start()
                yield place


def _make_wide_finders(literals: list[str]) -> list[Finder]:
    """Return fast finders of literals outside ASCII; none where any of them has spellings that they do not know."""
    runs = [find_plain_run(literal) for literal in literals]
    if any(len(run.encode()) < _SHORTEST_RUN for run in runs) or len(runs) > _FEW_FINDERS:
        return []
    finders = [make_fast_finder(run) for run in runs]
    return [finder for finder in finders if finder is not None]


@cache
def _unusual_characters() -> ByteSequences:
    return ByteSequences(list_unusual())


def _widen_to_lines(block: LineBlock) -> Iterator[tuple[int, int]]:
    """Yield where the lines begin and end that have characters outside ASCII; neighbours may come together.

    A hit may begin in a piece that is ASCII and go on in one that is not, but it does not leave its line.
    """
    data, size = block.data, len(block.data)
    start = end = 0
    for first, last in block.foreign:
        if first >= end:
            if end > start:
                yield start, end
            start = data.rfind(b"\n", end, first) + 1 or end
        if last > end:
            end = data.find(b"\n", last - 1) + 1 or size
    if end > start:
        yield start, end


def iter_unusual_places(block: LineBlock) -> Iterator[int]:
    """Yield the places where letters of ASCII may be written in another way than by themselves, in order."""
    data = block.data
    for start, end in block.foreign:
        foreign = data[start:end].translate(None, _ASCII)
        # Most pieces have curly quotes and the like alone; that is seen on the few bytes that are left of them.
        if foreign.count(b"\xe2\x80") * 3 == len(foreign) and not has_joiner(foreign):
            continue
        if MAY_FOLD.search(foreign) or _HAS_DROPPED.search(foreign):
            # The letter before a character that is dropped may be the last one of the piece before.
            for match in _UNUSUAL.finditer(data, max(start - 1, 0), end):
                yield match.start()
