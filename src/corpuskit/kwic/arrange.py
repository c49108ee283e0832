"""The order in which the lines of a concordance are shown, and which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import regex

from corpuskit.errors import UsageError
from corpuskit.kwic.passages import Occurrence, Surroundings
from corpuskit.text.view import fold

_NEIGHBOUR = regex.compile(r"([LR])([1-5])")
SORT_KEYS = "doc, match, L1 to L5, R1 to R5"


class Found(NamedTuple):
    """An occurrence and what stands around it."""

    occurrence: Occurrence
    surroundings: Surroundings


Key = Callable[[Found], Any]


def make_sort_key(names: Iterable[str]) -> Key | None:
    """Return the function that gives the sort key of a line; None for the order of the documents.

    Args:
        names: Sort keys, the most important first: `doc` (order of the documents), `match`, `L1` to `L5` and `R1`
            to `R5` (the word at that distance, the nearest first; lines without one come first).

    Raises:
        UsageError: One of them is not known.
    """
    keys = [key for name in names if (key := _find_key(name)) is not None]
    if not keys:
        return None
    return lambda found: tuple(key(found) for key in keys)


def _find_key(name: str) -> Key | None:
    if name == "doc":
        return None
    if name == "match":
        return lambda found: fold(match_of(found.occurrence))
    neighbour = _NEIGHBOUR.fullmatch(name.upper())
    if neighbour is None:
        raise UsageError(
            f"there is no sort key {name!r}", hint=f"sort keys are {SORT_KEYS}; several with commas: R1,R2"
        )
    distance = int(neighbour[2]) * (-1 if neighbour[1] == "L" else 1)
    return lambda found: fold(found.surroundings.neighbour(distance) or "")


def match_of(occurrence: Occurrence) -> str:
    """Return the match as written."""
    return occurrence.passage.words.text[occurrence.start : occurrence.end]


def sort_lines(lines: Iterable[Found], key: Key, limit: int | None) -> Iterator[Found]:
    """Yield `lines` in order of `key`, those of one key as they come.

    Args:
        lines: The lines.
        key: Gives the key of a line.
        limit: How many to yield; only so many are kept. None for all.
    """
    if limit is None:
        yield from sorted(lines, key=key)
        return
    import heapq

    yield from heapq.nsmallest(limit, lines, key=key)
