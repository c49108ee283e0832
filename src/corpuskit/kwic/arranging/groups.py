"""Lines that have something in common, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

import msgspec

from corpuskit.kwic.arranging.order import Line, doc_of
from corpuskit.kwic.keys import Key, join_keys, split_keys
from corpuskit.records import ConcordanceGroup

TotalT = TypeVar("TotalT")


class LineGroups(msgspec.Struct, frozen=True):
    """Lines that have a key in common.

    Attributes:
        groups: The records, by key.
    """

    groups: dict[str, ConcordanceGroup] = {}

    def __add__(self, other: LineGroups) -> LineGroups:
        """Return the groups of the documents of both."""
        together = dict(self.groups)
        for key, group in other.groups.items():
            first = together.get(key)
            together[key] = group if first is None else _add_groups(first, group)
        return LineGroups(together)


def _add_groups(first: ConcordanceGroup, second: ConcordanceGroup) -> ConcordanceGroup:
    return msgspec.structs.replace(
        first,
        hits=first.hits + second.hits,
        lines=first.lines + second.lines,
        documents=first.documents + second.documents,
    )


def make_group_key(keys: list[Key]) -> Key:
    """Return the function that gives all keys of a hit as one."""
    return keys[0] if len(keys) == 1 else lambda found: join_keys(key(found) for key in keys)


def group_lines(lines: Iterable[Line], query: str) -> LineGroups:
    """Return the groups of lines that come in the order of the documents."""
    groups = LineGroups()
    for doc, own in groupby(lines, key=doc_of):
        found: dict[str, ConcordanceGroup] = {}
        for line in own:
            key = line.keys[0]
            group = found.get(key) or ConcordanceGroup(
                doc=doc,
                line=line.record.line,
                start=line.record.start,
                end=line.record.end,
                query=query,
                group_key=split_keys(key)[0],
                second_key=split_keys(key)[1],
                hits=0,
                lines=0,
                documents=1,
                match=line.record.match,
            )
            found[key] = msgspec.structs.replace(
                group, hits=group.hits + line.record.copies, lines=group.lines + 1
            )
        groups += LineGroups(found)
    return groups


def sort_groups(groups: LineGroups, sort: Sequence[str]) -> list[ConcordanceGroup]:
    """Return the groups in order: the most hits first, unless something else was asked for."""
    ordered = sort_totals(
        sorted(groups.groups.items()), sort, lambda entry: entry[1].hits, lambda entry: entry[0]
    )
    if not any(name != "doc" for name in sort):
        ordered.sort(key=lambda entry: -entry[1].hits)
    return [group for _, group in ordered]


def sort_totals(
    totals: Iterable[TotalT],
    sort: Sequence[str],
    hits_of: Callable[[TotalT], int],
    key_of: Callable[[TotalT], str],
) -> list[TotalT]:
    """Return what was counted, in order.

    Args:
        totals: What was counted, in the order that equal ones keep.
        sort: `freq` for fewest hits first, `-freq` for most hits first, `key`, `-key`; the most important first.
        hits_of: Gives the hits of one.
        key_of: Gives its key.
    """
    ordered = list(totals)
    for name in reversed(sort):
        bare = name.lower().removeprefix("-")
        if bare == "freq":
            ordered.sort(key=hits_of, reverse=name.startswith("-"))
        elif bare == "key":
            ordered.sort(key=key_of, reverse=name.startswith("-"))
    return ordered
