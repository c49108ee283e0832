"""Lines that have something in common, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any, TypeVar

import msgspec

from corpuskit.kwic.arranging.order import Line, doc_of
from corpuskit.kwic.keys import Key, find_form_key, join_keys, split_keys
from corpuskit.records import ConcordanceGroup

TotalT = TypeVar("TotalT")


class LineGroups(msgspec.Struct, frozen=True):
    """Lines that have a key in common.

    Attributes:
        groups: The records, by key.
        forms: By key, how many hits have which spelling of it.
    """

    groups: dict[str, ConcordanceGroup] = {}
    forms: dict[str, dict[str, int]] = {}

    def __add__(self, other: LineGroups) -> LineGroups:
        """Return the groups of the documents of both."""
        together = dict(self.groups)
        for key, group in other.groups.items():
            first = together.get(key)
            together[key] = group if first is None else _add_groups(first, group)
        forms = dict(self.forms)
        for key, own in other.forms.items():
            before = forms.get(key)
            forms[key] = own if before is None else dict(Counter(before) + Counter(own))
        return LineGroups(together, forms)

    def list_records(self) -> dict[str, ConcordanceGroup]:
        """Return the records by key, with their share in all hits and their most frequent spelling."""
        total = sum(group.hits for group in self.groups.values())
        return {
            key: msgspec.structs.replace(group, share=group.hits / total, **self._choose_form(key))
            for key, group in self.groups.items()
        }

    def _choose_form(self, key: str) -> dict[str, Any]:
        forms = self.forms.get(key, {})
        form = min(forms, key=lambda form: (-forms[form], form), default="")
        first, second = split_keys(form)
        has_form = first is not None or second is not None
        return {"form": first, "second_form": second, "form_hits": forms[form] if has_form else None}


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


def make_form_key(names: Iterable[str]) -> Key:
    """Return the function that gives the spellings of what a hit is grouped by as one."""
    keys = [find_form_key(name) or _FORMLESS for name in names]
    return make_group_key(keys)


_FORMLESS: Key = lambda _found: ""  # noqa: E731


def group_lines(lines: Iterable[Line], query: str) -> LineGroups:
    """Return the groups of lines that come in the order of the documents.

    Args:
        lines: The lines; their keys are that of the group, and what `make_form_key` gives.
        query: The query as typed.
    """
    groups = LineGroups()
    for doc, own in groupby(lines, key=doc_of):
        found: dict[str, ConcordanceGroup] = {}
        forms: dict[str, Counter[str]] = {}
        for line in own:
            key, form = line.keys
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
                share=0,
                match=line.record.match,
                form=None,
                form_hits=None,
            )
            found[key] = msgspec.structs.replace(
                group, hits=group.hits + line.record.copies, lines=group.lines + 1
            )
            forms.setdefault(key, Counter())[form] += line.record.copies
        groups += LineGroups(found, {key: dict(counts) for key, counts in forms.items()})
    return groups


def sort_groups(groups: LineGroups, sort: Sequence[str]) -> list[ConcordanceGroup]:
    """Return the groups in order: the most hits first, unless something else was asked for."""
    ordered = sort_totals(
        sorted(groups.list_records().items()), sort, lambda entry: entry[1].hits, lambda entry: entry[0]
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
