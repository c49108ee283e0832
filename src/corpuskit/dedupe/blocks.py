"""Runs of consecutive paragraphs that repeat an earlier run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from corpuskit.dedupe.features import CorpusFeatures
from corpuskit.dedupe.groups import Group

# Earlier places with the same two paragraphs that a run is compared with: the first ones, and the last one.
_FIRST_PLACES = 3

# Inside longer runs no other one is looked for.
_SHORT_RUN = 8


class Block(NamedTuple):
    """A run of copies.

    Attributes:
        start: Index of its first paragraph among all paragraphs.
        source: Index of the first paragraph of the run that it repeats.
        length: Number of paragraphs, 1 or more.
    """

    start: int
    source: int
    length: int


def find_blocks(features: CorpusFeatures, groups: list[Group]) -> list[Block]:
    """Return the copies of some groups as runs that are as long as they can be, in order.

    A run repeats an earlier one paragraph by paragraph, each in the same group, within one document each, without
    overlap. Of several earlier runs it is the longest, of equals the earliest, among the first three and the last. A
    short run ends where a longer one begins.
    """
    group_of: dict[int, int] = {}
    copies: dict[int, int] = {}
    for group in groups:
        group_of[group.kept] = group.number
        for member in group.members:
            group_of[member.paragraph] = group.number
            copies[member.paragraph] = group.kept
    runs = _Runs(features, group_of, copies)
    blocks: list[Block] = []
    current: Block | None = None
    for paragraph in sorted(group_of):
        if current is not None and paragraph >= current.start + current.length:
            blocks.append(current)
            current = None
        if paragraph in copies and (current is None or current.length <= _SHORT_RUN):
            block = runs.find_longest(paragraph)
            if current is not None and block.length > current.length:
                blocks.append(current._replace(length=paragraph - current.start))
                current = None
            current = current or block
        runs.remember(paragraph)
    if current is not None:
        blocks.append(current)
    return blocks


class _Runs:
    """Remembers where two paragraphs in a row have stood."""

    def __init__(self, features: CorpusFeatures, group_of: dict[int, int], copies: dict[int, int]) -> None:
        # For each paragraph the index after the last one of its document.
        self._ends = np.searchsorted(features.document, features.document, side="right")
        self._group_of = group_of
        self._copies = copies
        self._places: dict[tuple[int, int], list[int]] = {}

    def remember(self, paragraph: int) -> None:
        pair = self._pair(paragraph)
        if pair is not None:
            places = self._places.setdefault(pair, [])
            if len(places) <= _FIRST_PLACES:
                places.append(paragraph)
            else:
                places[-1] = paragraph

    def _pair(self, paragraph: int) -> tuple[int, int] | None:
        following = self._group_of.get(paragraph + 1)
        if following is None or self._ends[paragraph] == paragraph + 1:
            return None
        return self._group_of[paragraph], following

    def find_longest(self, paragraph: int) -> Block:
        pair = self._pair(paragraph)
        best = Block(paragraph, self._copies[paragraph], 1)
        for source in self._places.get(pair, ()) if pair else ():
            length = self._measure(paragraph, source)
            if length > best.length:
                best = Block(paragraph, source, length)
        return best

    def _measure(self, paragraph: int, source: int) -> int:
        group_of, copies = self._group_of, self._copies
        most = min(paragraph - source, self._ends[paragraph] - paragraph, self._ends[source] - source)
        length = 2
        while length < most and paragraph + length in copies:
            if group_of.get(source + length) != group_of[paragraph + length]:
                break
            length += 1
        return length if most > 1 and paragraph + 1 in copies else 1
