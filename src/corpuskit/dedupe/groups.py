"""From the assignment of copies to the records that the user sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from corpuskit.dedupe.differences import list_differences
from corpuskit.dedupe.paragraphs import Assignment, ParagraphTable
from corpuskit.records import DuplicateGroup, DuplicateMember, DuplicatePair

KINDS = ("exact", "format", "near")
"""The kinds of a copy, from the closest to the loosest."""


class Member(NamedTuple):
    """A copy in a group.

    Attributes:
        paragraph: Index of the copy in the table.
        similarity: Its similarity to the kept paragraph, 0 to 1.
        kind: How it differs.
    """

    paragraph: int
    similarity: float
    kind: str


class Group(NamedTuple):
    """A kept paragraph and its copies.

    Attributes:
        number: Number of the group, from 1.
        kept: Index of the kept paragraph in the table.
        members: The copies in document order; at least one.
    """

    number: int
    kept: int
    members: list[Member]


def iter_groups(table: ParagraphTable, assignment: Assignment) -> Iterator[Group]:
    """Yield the groups of two and more paragraphs, in the order of the kept ones."""
    members: dict[int, list[int]] = {}
    for paragraph, unit in enumerate(assignment.unit):
        members.setdefault(assignment.kept[unit], []).append(paragraph)
    number = 0
    for unit in sorted(members, key=lambda unit: assignment.first[unit]):
        kept = assignment.first[unit]
        copies = [paragraph for paragraph in members[unit] if paragraph != kept]
        if copies:
            number += 1
            kept_text = table.text(kept)
            yield Group(
                number, kept, [_make_member(table, assignment, copy, unit, kept_text) for copy in copies]
            )


def _make_member(
    table: ParagraphTable, assignment: Assignment, copy: int, kept_unit: int, kept_text: str
) -> Member:
    unit = assignment.unit[copy]
    if unit != kept_unit:
        return Member(copy, _rounded(assignment.similarity[unit]), "near")
    return Member(copy, 1.0, "exact" if table.text(copy) == kept_text else "format")


def _rounded(similarity: float) -> float:
    """Return a similarity with four decimals, 1 only where it is 1."""
    return similarity if similarity == 1 else min(round(similarity, 4), 0.9999)


def make_group_record(table: ParagraphTable, group: Group) -> DuplicateGroup:
    """Return the record of a group."""
    kept = table.reference(group.kept)
    return DuplicateGroup(
        doc=kept.doc,
        line=kept.line,
        start=kept.start,
        end=kept.end,
        group=group.number,
        kind=max((member.kind for member in group.members), key=KINDS.index),
        copies=len(group.members) + 1,
        similarity=min(member.similarity for member in group.members),
        block=None,
        kept=kept,
        members=[
            DuplicateMember(
                **msgspec.structs.asdict(table.reference(member.paragraph)),
                similarity=member.similarity,
                kind=member.kind,
            )
            for member in group.members
        ],
        text=table.text(group.kept),
    )


def iter_pair_records(table: ParagraphTable, group: Group) -> Iterator[DuplicatePair]:
    """Yield a record for each copy of a group, with its difference from the kept paragraph."""
    kept = table.reference(group.kept)
    kept_text = table.text(group.kept)
    for member in group.members:
        copy = table.reference(member.paragraph)
        text = table.text(member.paragraph)
        yield DuplicatePair(
            doc=copy.doc,
            line=copy.line,
            start=copy.start,
            end=copy.end,
            group=group.number,
            kind=member.kind,
            similarity=member.similarity,
            paragraph=copy.paragraph,
            kept=kept,
            text=text,
            kept_text=kept_text,
            difference=[] if member.kind == "exact" else list_differences(kept_text, text),
        )
