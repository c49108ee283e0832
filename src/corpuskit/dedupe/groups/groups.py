"""From the assignment of copies to groups: what each copy is a copy of, and how it differs."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpuskit.dedupe.arrays.hashing import Integers
from corpuskit.dedupe.arrays.ranges import expand_ranges, offsets_of
from corpuskit.dedupe.arrays.sorting import order_by
from corpuskit.dedupe.join.assignment import Assignment, Comparison
from corpuskit.dedupe.join.containment import Contained
from corpuskit.dedupe.kinds.counting import Classified
from corpuskit.dedupe.kinds.decision import NO_KIND, KindNumbers
from corpuskit.dedupe.kinds.pauses import are_parted_otherwise
from corpuskit.dedupe.kinds.signs import place_signs
from corpuskit.dedupe.options import KINDS, DedupeOptions, Kind
from corpuskit.dedupe.reading.paragraphs import CorpusFeatures

_BOILERPLATE_COPIES = 3
_REMEMBERED = 1 << 12
_EXACT, _FORMAT, _SIGNS, _CONTAINED = (
    KINDS.index(kind) for kind in ("exact", "format", "signs", "contained")
)


class Groups(NamedTuple):
    """Kept paragraphs and their copies, by columns. Paragraphs are given by their index among all.

    Attributes:
        number: For each group its number, from 1, int64.
        kept: The kept paragraph, int64.
        boilerplate: Whether it is a short line with many copies, bool.
        begin: Where its copies begin in the columns below, and at the end their number, int64; each has one at least.
        copy: The copies, in document order by group, int64.
        similarity: Their similarities to the kept paragraph, 0 to 1, float64.
        kind: How they differ, by the place in `KINDS`, uint8.
    """

    number: Integers
    kept: Integers
    boilerplate: NDArray[np.bool_]
    begin: Integers
    copy: Integers
    similarity: NDArray[np.float64]
    kind: KindNumbers

    def list_originals(self) -> Integers:
        """Return for each copy the kept paragraph."""
        return np.repeat(self.kept, np.diff(self.begin))

    def count_kinds(self) -> dict[str, int]:
        """Return the number of copies of each kind that there is, the closest first."""
        counts = np.bincount(self.kind, minlength=len(KINDS)).tolist()
        return {kind: count for kind, count in zip(KINDS, counts, strict=True) if count}

    def sort_by_copies(self) -> Groups:
        """Return the groups with most copies first, boilerplate last."""
        counts = np.diff(self.begin)
        order = np.lexsort((-counts, self.boilerplate))
        rows = expand_ranges(self.begin[order], counts[order])
        return Groups(
            self.number[order],
            self.kept[order],
            self.boilerplate[order],
            offsets_of(counts[order]),
            self.copy[rows],
            self.similarity[rows],
            self.kind[rows],
        )

    def append(self, others: Groups) -> Groups:
        """Return these groups and, behind them, `others`."""
        return Groups(
            np.concatenate((self.number, others.number)),
            np.concatenate((self.kept, others.kept)),
            np.concatenate((self.boilerplate, others.boilerplate)),
            np.concatenate((self.begin, others.begin[1:] + len(self.copy))),
            np.concatenate((self.copy, others.copy)),
            np.concatenate((self.similarity, others.similarity)),
            np.concatenate((self.kind, others.kind)),
        )


def release_kinds(assignment: Assignment, kinds: KindNumbers, wanted: tuple[Kind, ...]) -> Assignment:
    """Return the assignment in which near copies of other kinds than those `wanted` stay.

    Such a unit heads its own exact copies.

    Args:
        assignment: Which units are copies of which.
        kinds: For each unit how it differs, as `Classified` has it.
        wanted: The kinds that are asked for; empty for all.
    """
    if not wanted:
        return assignment
    released = kinds != NO_KIND
    for kind in (*wanted, *(("exact",) if "format" in wanted else ())):
        released &= kinds != KINDS.index(kind)
    kept, similarity = assignment.kept.copy(), assignment.similarity.copy()
    kept[released] = np.flatnonzero(released)
    similarity[released] = 1.0
    return assignment._replace(kept=kept, similarity=similarity)


def list_groups(
    features: CorpusFeatures,
    assignment: Assignment,
    kinds: KindNumbers,
    options: DedupeOptions,
    own_documents: int,
    *,
    only_references: bool = False,
) -> Groups:
    """Return the groups with one copy or more, in the order of the kept paragraphs, boilerplate last.

    Args:
        features: The paragraphs.
        assignment: Which of them are copies of which.
        kinds: For each unit how it differs, as `Classified` has it.
        options: Give the scope, the kinds that are asked for, and what is short.
        own_documents: Number of documents that are searched; copies in others are not listed.
        only_references: Whether only copies of the corpus that is compared with are listed.
    """
    listed = _is_copy(features, assignment, options) & (features.document < own_documents)
    if only_references:
        listed &= assignment.is_reference[assignment.kept[assignment.unit]]
    copies = np.flatnonzero(listed)
    kept = assignment.first[assignment.kept[assignment.unit[copies]]]
    order = order_by(kept.astype(np.uint32))
    copies, kept = copies[order], kept[order]
    units = assignment.unit[copies]
    kind = kinds[units]
    similarity = _round_similarities(assignment.similarity[units])
    by_words = np.flatnonzero((units == assignment.kept[units]) | (kind == _EXACT))
    similarity[by_words] = 1.0
    is_verbatim = features.have_equal_texts(copies[by_words], kept[by_words])
    kind[by_words] = np.where(is_verbatim, _EXACT, _FORMAT)
    others = by_words[~is_verbatim]
    kind[others[_have_other_signs(features, copies[others], kept[others])]] = _SIGNS
    if options.kinds and "signs" not in options.kinds:
        copies, kept, kind, similarity = _regroup_by_signs(features, copies, kept, kind, similarity)
    if options.kinds:
        chosen = np.isin(kind, [KINDS.index(name) for name in options.kinds])
        # A near copy of another kind was released before.
        chosen |= np.isin(kind, (_EXACT, _FORMAT), invert=True)
        copies, kept, kind, similarity = copies[chosen], kept[chosen], kind[chosen], similarity[chosen]
    return _number_groups(features, options, kept, copies, similarity, kind)


def _regroup_by_signs(
    features: CorpusFeatures,
    copies: Integers,
    kept: Integers,
    kind: KindNumbers,
    similarity: NDArray[np.float64],
) -> tuple[Integers, Integers, KindNumbers, NDArray[np.float64]]:
    """Return the columns in which of the copies with the same other signs the first stays, and heads the others."""
    rows = np.flatnonzero(kind == _SIGNS)
    heads: dict[tuple[int, tuple[tuple[int, str], ...]], int] = {}
    for row, original, text in zip(
        rows.tolist(), kept[rows].tolist(), features.list_readings(copies[rows]), strict=True
    ):
        kept[row] = heads.setdefault((original, tuple(place_signs(text))), int(copies[row]))
    is_verbatim = features.have_equal_texts(copies[rows], kept[rows])
    kind[rows] = np.where(is_verbatim, _EXACT, _FORMAT)
    stays = np.flatnonzero(copies != kept)
    order = stays[order_by(kept[stays].astype(np.uint32))]
    return copies[order], kept[order], kind[order], similarity[order]


def count_left(
    assignment: Assignment, released: Assignment, classified: Classified, wanted: tuple[Kind, ...]
) -> dict[str, int]:
    """Return how many near copies stay because their kind is not among those `wanted`, by kind.

    Args:
        assignment: Which units are copies of which.
        released: The same without those that stay.
        classified: Their kinds.
        wanted: The kinds that are asked for; empty for all.
    """
    if not wanted:
        return {}
    units = np.flatnonzero(assignment.kept != released.kept)
    counts = np.bincount(classified.kinds[units], minlength=len(KINDS))
    return {kind: count for kind, count in zip(KINDS, counts.tolist(), strict=False) if count}


def _have_other_signs(features: CorpusFeatures, copies: Integers, kept: Integers) -> NDArray[np.bool_]:
    """Return for each copy with the words of what is kept whether its signs say something else."""
    texts = zip(features.list_readings(copies), features.list_readings(kept), strict=True)
    # Most copies of one paragraph are written in two or three ways.
    place = lru_cache(_REMEMBERED)(place_signs)
    return np.array(
        [place(copy) != place(original) or are_parted_otherwise(original, copy) for copy, original in texts],
        np.bool_,
    )


def _is_copy(features: CorpusFeatures, assignment: Assignment, options: DedupeOptions) -> NDArray[np.bool_]:
    """Return for each paragraph whether it is a copy."""
    kept = assignment.first[assignment.kept[assignment.unit]]
    is_copy: NDArray[np.bool_] = kept != np.arange(len(kept))
    if options.scope == "across":
        is_copy &= features.document != features.document[kept]
    return is_copy


def _number_groups(
    features: CorpusFeatures,
    options: DedupeOptions,
    kept: Integers,
    copies: Integers,
    similarity: NDArray[np.float64],
    kind: KindNumbers,
) -> Groups:
    """Return groups from the columns of their copies, in the order of the kept paragraphs."""
    firsts = np.flatnonzero(np.diff(kept, prepend=-1))
    counts = np.diff(firsts, append=len(kept))
    kept = kept[firsts]
    boilerplate = (counts >= _BOILERPLATE_COPIES - 1) & (features.word_counts[kept] < options.min_words)
    last = np.argsort(boilerplate, kind="stable")
    rows = expand_ranges(firsts[last], counts[last])
    return Groups(
        last + 1,
        kept[last],
        boilerplate[last],
        np.append(0, np.cumsum(counts[last])),
        copies[rows],
        similarity[rows],
        kind[rows],
    )


def list_containers(
    features: CorpusFeatures,
    comparison: Comparison,
    pairs: list[Contained],
    groups_before: int,
    own_documents: int,
    *,
    only_references: bool,
) -> Groups:
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
    inside, container = (
        comparison.units[np.array([pair[side] for pair in pairs], np.int64)] for side in (0, 1)
    )
    part = np.array([round_similarity(pair.part) for pair in pairs])
    if only_references:
        chosen = distinct.is_reference[container]
        inside, container, part = inside[chosen], container[chosen], part[chosen]
    by_unit = order_by(distinct.unit.astype(np.uint32))
    bounds = np.searchsorted(distinct.unit[by_unit], np.arange(len(distinct.first) + 1))
    counts = bounds[inside + 1] - bounds[inside]
    copies = by_unit[expand_ranges(bounds[inside], counts)]
    kept, part = np.repeat(distinct.first[container], counts), np.repeat(part, counts)
    own = features.document[copies] < own_documents
    copies, kept, part = copies[own], kept[own], part[own]
    order = np.lexsort((copies, kept))
    copies, kept, part = copies[order], kept[order], part[order]
    firsts = np.flatnonzero(np.diff(kept, prepend=-1))
    return Groups(
        np.arange(len(firsts)) + groups_before + 1,
        kept[firsts],
        np.zeros(len(firsts), np.bool_),
        np.append(firsts, len(copies)),
        copies,
        part,
        np.full(len(copies), _CONTAINED, np.uint8),
    )


def _round_similarities(similarities: NDArray[np.float64]) -> NDArray[np.float64]:
    # Few are distinct: they are fractions with small terms.
    distinct, places = np.unique(similarities, return_inverse=True)
    rounded = np.array([round_similarity(similarity) for similarity in distinct.tolist()])
    return rounded[places] if len(rounded) else similarities.copy()


def round_similarity(similarity: float) -> float:
    """Return a similarity with four decimals, 1 only where it is 1."""
    return similarity if similarity == 1 else min(round(similarity, 4), 0.9999)
