"""A hit with its context window, and what hits are sorted and grouped by."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from corpuskit.kwic.context import ContextWindow
from corpuskit.kwic.segments import Hit
from corpuskit.text.view import fold


class HitInContext(NamedTuple):
    """A hit with its context window.

    Attributes:
        hit: The hit.
        window: Its context window.
    """

    hit: Hit
    window: ContextWindow


Key = Callable[[HitInContext], str]
"""What hits are compared by."""


def match_of(hit: Hit) -> str:
    """Return the match as written."""
    return hit.segment.text[hit.start : hit.end]


def make_key(name: str, labels: list[str]) -> Key:
    """Return the function that gives what a hit is sorted or grouped by.

    Args:
        name: `doc`, `date`, `match`, `pattern`, `L1` to `L5` or `R1` to `R5`.
        labels: The labels of the patterns.
    """
    if name == "doc":
        return lambda found: found.hit.segment.document.id
    if name == "date":
        # Documents without a date come last.
        return lambda found: found.hit.segment.document.metadata.get("date") or "\U0010ffff"
    if name == "match":
        return lambda found: " ".join(fold(match_of(found.hit)).split())
    if name == "pattern":
        return lambda found: labels[found.hit.query]
    distance = int(name[1]) * (-1 if name[0] in "Ll" else 1)
    return lambda found: fold(found.window.neighbour(distance) or "")
