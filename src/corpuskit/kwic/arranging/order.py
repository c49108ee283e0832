"""Lines with what they are arranged by, and their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest
from typing import Any

import msgspec

from corpuskit.kwic.options import KwicOptions, is_hit_key
from corpuskit.records import CodedLine, CodedTargetLine, ConcordanceLine, TargetLine

FREQUENT = "freq:"
"""Stands before a key where what is frequent comes first."""


class Line(msgspec.Struct, frozen=True, gc=False, tag_field="type", tag="line"):
    """A line of a concordance, and what it is arranged by.

    Attributes:
        record: The line.
        keys: What it is sorted or grouped by.
        ordinal: Number of its pattern, and which hit of that it is in its paragraph, from 1.
    """

    record: ConcordanceLine | TargetLine | CodedLine | CodedTargetLine
    keys: tuple[str, ...]
    ordinal: tuple[int, int] = (0, 0)


def doc_of(line: Line) -> str:
    """Return the id of the document of a line."""
    return line.record.doc


def sort_lines(lines: Iterable[Line], names: list[str], limit: int | None) -> Iterable[Line]:
    """Return `lines` in order of their keys, those of one key as they come.

    Args:
        lines: The lines.
        names: What their keys are: the most important first; `freq:` before a name puts what is frequent first.
        limit: How many to return; None for all.
    """
    if not names:
        return lines
    lines = list(lines)
    counts = {
        place: Counter(line.keys[place] for line in lines)
        for place, name in enumerate(names)
        if FREQUENT in name
    }
    signs = [1 if name.startswith("-") else -1 for name in names]

    def key(line: Line) -> tuple[Any, ...]:
        if not counts:
            return line.keys
        return tuple(
            (signs[place] * counts[place][part], part) if place in counts else part
            for place, part in enumerate(line.keys)
        )

    return sorted(lines, key=key) if limit is None else nsmallest(limit, lines, key=key)


def list_sort_keys(options: KwicOptions) -> list[str]:
    """Return the keys that lines are sorted by; they come in the order of the documents as it is."""
    names = [name.lower() if is_hit_sort_key(name.lower()) else name for name in options.sort]
    return [name for name in names if name.lower() != "doc"]


def is_hit_sort_key(name: str) -> bool:
    """Return whether a key to sort by is one of the hit, and not of its document."""
    return is_hit_key(name.removeprefix("-").removeprefix(FREQUENT))
