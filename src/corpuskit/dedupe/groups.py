"""From the assignment of copies to groups: what each copy is a copy of, and how it differs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.assign import Assignment, Comparison
from corpuskit.dedupe.containment import Contained
from corpuskit.dedupe.features import CorpusFeatures
from corpuskit.dedupe.options import DedupeOptions, Kind

_BOILERPLATE_COPIES = 3


class Member(NamedTuple):
    """A copy in a group.

    Attributes:
        paragraph: Index of the copy among all paragraphs.
        similarity: Its similarity to the kept paragraph, 0 to 1.
        kind: How it differs.
    """

    paragraph: int
    similarity: float
    kind: Kind


class Group(NamedTuple):
    """A kept paragraph and its copies.

    Attributes:
        number: Number of the group, from 1.
        kept: Index of the kept paragraph among all paragraphs.
        members: The copies in document order; at least one.
        boilerplate: Whether it is a short line with many copies.
    """

    number: int
    kept: int
    members: list[Member]
    boilerplate: bool


def release_kinds(assignment: Assignment, kinds: dict[int, Kind], wanted: tuple[Kind, ...]) -> Assignment:
    """Return the assignment in which near copies of other kinds than those `wanted` stay.

    Such a unit heads its own exact copies.
    """
    if not wanted:
        return assignment
    released = [
        unit
        for unit, kind in kinds.items()
        if kind not in wanted and not (kind == "exact" and "format" in wanted)
    ]
    kept, similarity = assignment.kept.copy(), assignment.similarity.copy()
    kept[released] = released
    similarity[released] = 1.0
    return assignment._replace(kept=kept, similarity=similarity)


def list_groups(
    features: CorpusFeatures,
    assignment: Assignment,
    kinds: dict[int, Kind],
    options: DedupeOptions,
    own_documents: int,
    *,
    only_references: bool = False,
) -> list[Group]:
    """Return the groups with one copy or more, in the order of the kept paragraphs, boilerplate last.

    Args:
        features: The paragraphs.
        assignment: Which of them are copies of which.
        kinds: The kinds of the near copies.
        options: Give the scope, the kinds that are asked for, and what is short.
        own_documents: Number of documents that are searched; copies in others are not listed.
        only_references: Whether only copies of the corpus that is compared with are listed.
    """
    listed = _is_copy(features, assignment, options) & (features.document < own_documents)
    if only_references:
        listed &= assignment.is_reference[assignment.kept[assignment.unit]]
    paragraphs = np.flatnonzero(listed)
    kept_units = assignment.kept[assignment.unit[paragraphs]]
    kept = assignment.first[kept_units]
    order = np.lexsort((paragraphs, kept))
    paragraphs, kept, kept_units = paragraphs[order], kept[order], kept_units[order]
    units = assignment.unit[paragraphs]
    rows = zip(
        paragraphs.tolist(),
        kept.tolist(),
        units.tolist(),
        (units == kept_units).tolist(),
        assignment.similarity[units].tolist(),
        strict=True,
    )
    members: dict[int, list[Member]] = {}
    last, kept_text = -1, ""
    for paragraph, original, unit, is_equal, similarity in rows:
        if original != last:
            last, kept_text = original, features.text(original)
        near = None if is_equal else kinds[unit]
        if near is None or near == "exact":
            kind: Kind = "exact" if features.text(paragraph) == kept_text else "format"
            if options.kinds and kind not in options.kinds:
                continue
            member = Member(paragraph, 1.0, kind)
        else:
            member = Member(paragraph, round_similarity(similarity), near)
        members.setdefault(original, []).append(member)
    return _number_groups(features, members, options)


def _is_copy(features: CorpusFeatures, assignment: Assignment, options: DedupeOptions) -> NDArray[np.bool_]:
    """Return for each paragraph whether it is a copy."""
    kept = assignment.first[assignment.kept[assignment.unit]]
    is_copy: NDArray[np.bool_] = kept != np.arange(len(kept))
    if options.scope == "across":
        is_copy &= features.document != features.document[kept]
    return is_copy


def list_containers(
    features: CorpusFeatures,
    comparison: Comparison,
    pairs: list[Contained],
    groups_before: int,
    own_documents: int,
    *,
    only_references: bool,
) -> list[Group]:
    """Return the paragraphs that others lie inside, each with those, as groups.

    Args:
        features: The paragraphs.
        comparison: What the pairs are numbered by.
        pairs: What lies inside what.
        groups_before: The number of the last group there is.
        own_documents: Number of documents that are searched; what lies inside others' is not listed.
        only_references: Whether only containers of the corpus that is compared with are listed.
    """
    distinct = comparison.distinct
    by_unit = np.argsort(distinct.unit, kind="stable")
    bounds = np.searchsorted(distinct.unit[by_unit], np.arange(len(distinct.first) + 1))
    members: dict[int, list[Member]] = {}
    for inside, container, part in pairs:
        unit = int(comparison.units[container])
        if only_references and not distinct.is_reference[unit]:
            continue
        shorter = int(comparison.units[inside])
        for paragraph in by_unit[bounds[shorter] : bounds[shorter + 1]].tolist():
            if features.document[paragraph] < own_documents:
                member = Member(paragraph, round_similarity(part), "contained")
                members.setdefault(int(distinct.first[unit]), []).append(member)
    return [
        Group(number, kept, sorted(members[kept]), boilerplate=False)
        for number, kept in enumerate(sorted(members), start=groups_before + 1)
    ]


def _number_groups(
    features: CorpusFeatures, members: dict[int, list[Member]], options: DedupeOptions
) -> list[Group]:
    groups = [
        Group(
            number,
            kept,
            copies,
            len(copies) >= _BOILERPLATE_COPIES - 1 and bool(features.word_counts[kept] < options.min_words),
        )
        for number, (kept, copies) in enumerate(members.items(), start=1)
    ]
    groups.sort(key=lambda group: group.boilerplate)
    return groups


def round_similarity(similarity: float) -> float:
    """Return a similarity with four decimals, 1 only where it is 1."""
    return similarity if similarity == 1 else min(round(similarity, 4), 0.9999)
