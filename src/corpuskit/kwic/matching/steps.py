"""Parts of a query that follow each other, are repeated, or stand around a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from corpuskit.kwic.matching.word_tests import Level
from corpuskit.kwic.matching.words import SegmentWords
from corpuskit.kwic.query.nodes import Limit, Lookaround, Repeat, fewest_words, most_words

Ends = Callable[[SegmentWords, int], dict[int, Level]]
"""From a place to the places at which a part of a query can end, with the least lenient way to each."""

EndT = TypeVar("EndT")


def merge_ends(ends: dict[EndT, Level], more: dict[EndT, Level], at_least: Level = Level.NONE) -> None:
    """Add places that can be reached to others; of several ways to one, the least lenient stays.

    Args:
        ends: What they are added to.
        more: The places.
        at_least: How lenient the way before them was.
    """
    for end, level in more.items():
        reached = max(level, at_least)
        if end not in ends or reached < ends[end]:
            ends[end] = reached


class Part(NamedTuple):
    """A part of a sequence, ready to be matched."""

    gap: str | None
    ends: Ends
    may_be_empty: bool
    written: str | None = None

    def allows_gap(self, words: SegmentWords, place: int) -> bool:
        """Return whether what stands before a word may stand before this part."""
        return words.gap_before(place) == self.gap and (
            self.written is None or words.written_gap_before(place) == self.written
        )


def _advance(words: SegmentWords, begin: int, reached: dict[int, Level], part: Part) -> dict[int, Level]:
    """Return the places that are reached when `part` follows at the places `reached`."""
    following: dict[int, Level] = {}
    for place, level in reached.items():
        if part.gap is None or place == begin or place >= len(words.forms) or part.allows_gap(words, place):
            merge_ends(following, part.ends(words, place), level)
        elif part.may_be_empty and place in (ends := part.ends(words, place)):
            merge_ends(following, {place: ends[place]}, level)
    return following


def match_sequence(parts: list[Part]) -> Ends:
    """Return the function that says where parts that follow each other can end."""

    def match(words: SegmentWords, begin: int) -> dict[int, Level]:
        reached: dict[int, Level] = {begin: Level.NONE}
        for part in parts:
            reached = _advance(words, begin, reached, part)
            if not reached:
                break
        return reached

    return match


def match_limited(ends_of: Ends, node: Limit) -> Ends:
    """Return the function that says where a part can end within its limits; of `ends_of`, the ends without them."""

    def match(words: SegmentWords, begin: int) -> dict[int, Level]:
        ends = ends_of(words, begin)
        if node.most is not None:
            ends = {end: level for end, level in ends.items() if end - begin <= node.most}
        if ends and node.strategy == "longest":
            longest = max(ends)
            return {longest: ends[longest]}
        return ends

    return match


def match_lookaround(ends_of: Ends, node: Lookaround) -> Ends:
    """Return the function that says whether a place is where something stands around it, or does not."""
    fewest, most = fewest_words(node.node), most_words(node.node)

    def stands_behind(words: SegmentWords, place: int) -> bool:
        first = max(place - most * words.widest_token, 0)
        return any(place in ends_of(words, begin) for begin in range(first, place - fewest + 1))

    def match(words: SegmentWords, place: int) -> dict[int, Level]:
        is_inside = 0 < place < len(words.forms)
        if is_inside and node.gap is not None and words.gap_before(place) != node.gap:
            # A word does not stand beside it; a border may.
            stands_there = place in ends_of(words, place)
        else:
            stands_there = stands_behind(words, place) if node.is_behind else bool(ends_of(words, place))
        return {} if stands_there == node.is_negated else {place: Level.EXACT}

    return match


def match_repeat(ends_of: Ends, node: Repeat) -> Ends:
    """Return the function that says where a part can end that occurs several times."""
    part = Part(node.gap, ends_of, may_be_empty=False)

    def match(words: SegmentWords, begin: int) -> dict[int, Level]:
        reached: dict[int, Level] = {begin: Level.NONE}
        ends = {} if node.fewest else dict(reached)
        for count in range(1, node.most + 1):
            reached = _advance(words, begin, reached, part)
            if not reached:
                break
            if count >= node.fewest:
                merge_ends(ends, reached)
        return ends

    return match
