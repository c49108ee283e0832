"""Hits among the words of a segment, and which of them have others close to them or in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from corpuskit.kwic.matching.word_tests import Level
from corpuskit.kwic.query.nodes import Containing, Near


class WordHit(NamedTuple):
    """A run of words that a query matches.

    Attributes:
        first: Position of its first word.
        stop: Position after its last word.
        level: How lenient the comparison had to be.
        has_hash: Whether the hash sign before its first word belongs to it.
        target: Positions of its target, and after it; None where it has none.
    """

    first: int
    stop: int
    level: Level
    has_hash: bool
    target: tuple[int, int] | None = None


def select_near(left: Sequence[WordHit], right: Sequence[WordHit], query: Near) -> list[WordHit]:
    """Return the hits of `left` that have one of `right` close to them, or that have none where that is asked.

    Args:
        left: Hits in the order of their first words.
        right: Hits in the order of their first words.
        query: How far, on which side, and whether it is negated. Hits that overlap are not close to each other.
    """
    longest = max((hit.stop - hit.first for hit in right), default=0)
    firsts = [hit.first for hit in right]

    def is_near(hit: WordHit) -> bool:
        # Neighbours are one apart: from the last word of the one to the first word of the other.
        lowest = hit.first - query.before - longest + 1 if query.before else hit.stop
        for place in range(bisect_left(firsts, lowest), len(right)):
            other = right[place]
            if other.first - hit.stop >= query.after:
                return False
            if other.first >= hit.stop or 0 <= hit.first - other.stop < query.before:
                return True
        return False

    return [hit for hit in left if is_near(hit) != query.is_negated]


def select_containing(left: Sequence[WordHit], right: Sequence[WordHit], query: Containing) -> list[WordHit]:
    """Return the hits of `left` in which one of `right` lies, or in which none does where that is asked.

    Args:
        left: Hits in the order of their first words.
        right: Hits in the order of their first words.
        query: Whether it is negated.
    """
    firsts = [hit.first for hit in right]

    def contains(hit: WordHit) -> bool:
        inside = range(bisect_left(firsts, hit.first), bisect_left(firsts, hit.stop))
        return any(right[place].stop <= hit.stop for place in inside)

    return [hit for hit in left if contains(hit) != query.is_negated]
