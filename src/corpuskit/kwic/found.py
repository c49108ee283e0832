"""A hit with what stands around it, and what hits are sorted and grouped by."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from corpuskit.kwic.passages import Occurrence, Surroundings
from corpuskit.text.view import fold


class Found(NamedTuple):
    """A hit with what stands around it.

    Attributes:
        occurrence: The hit.
        surroundings: What stands around it.
    """

    occurrence: Occurrence
    surroundings: Surroundings


Key = Callable[[Found], str]
"""What hits are compared by."""


def match_of(occurrence: Occurrence) -> str:
    """Return the match as written."""
    return occurrence.passage.text[occurrence.start : occurrence.end]


def make_key(name: str, labels: list[str]) -> Key:
    """Return the function that gives what a hit is sorted or grouped by.

    Args:
        name: `doc`, `date`, `match`, `pattern`, `L1` to `L5` or `R1` to `R5`.
        labels: The labels of the patterns.
    """
    if name == "doc":
        return lambda found: found.occurrence.passage.document.id
    if name == "date":
        # Documents without a date come last.
        return lambda found: found.occurrence.passage.document.metadata.get("date") or "\U0010ffff"
    if name == "match":
        return lambda found: " ".join(fold(match_of(found.occurrence)).split())
    if name == "pattern":
        return lambda found: labels[found.occurrence.query]
    distance = int(name[1]) * (-1 if name[0] in "Ll" else 1)
    return lambda found: fold(found.surroundings.neighbour(distance) or "")
