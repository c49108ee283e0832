"""Find the paragraphs of a corpus that repeat others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.dedupe.exact import exact_key
from corpuskit.dedupe.groups import Group, iter_groups, iter_pair_records, make_group_record
from corpuskit.dedupe.paragraphs import Assignment, ParagraphTable, tabulate_paragraphs
from corpuskit.errors import UsageError
from corpuskit.records import DuplicateGroup, DuplicatePair, Findings, Issue
from corpuskit.text.tokens import count_words
from corpuskit.text.view import fold

_LOWEST_THRESHOLD = Fraction(1, 2)


class DedupeOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What counts as a copy, and how copies are shown.

    Attributes:
        threshold: The similarity from which a paragraph is a near copy, 0.5 to 1; a string is taken as the exact
            decimal (`"0.8"`) or fraction (`"4/5"`) that it shows.
        exact: Look for exact copies only.
        min_words: Paragraphs with fewer words are compared exactly only, 1 or more.
        pairs: Yield each copy beside what it repeats, with the difference, instead of groups.

    Raises:
        UsageError: A value is out of its range.
    """

    threshold: float | str = 0.8
    exact: bool = False
    min_words: int = 5
    pairs: bool = False

    def __post_init__(self) -> None:
        if not _LOWEST_THRESHOLD <= self.exact_threshold <= 1:
            raise UsageError(
                f"--threshold: wanted a similarity from 0.5 to 1, got {self.threshold}",
                hint="below 0.5 two paragraphs share fewer words than they differ in; at 1 they have the same words",
            )
        if self.min_words < 1:
            raise UsageError(f"--min-words: wanted 1 or more, got {self.min_words}")

    @property
    def exact_threshold(self) -> Fraction:
        """The threshold as it was typed: 0.8 is four fifths, and not the nearest binary number.

        Raises:
            UsageError: It is no number.
        """
        try:
            return Fraction(str(self.threshold))
        except (ValueError, ZeroDivisionError) as error:
            raise UsageError(
                f"--threshold: wanted a number from 0.5 to 1, got {self.threshold!r}", hint="try 0.8"
            ) from error


def find_duplicates(
    documents: Iterable[Document],
    options: DedupeOptions = DedupeOptions(),  # noqa: B008 — frozen
) -> Findings[DuplicateGroup | DuplicatePair]:
    """Return the groups of paragraphs that repeat each other, or the pairs where the options ask for them.

    Args:
        documents: Documents; they are kept in memory. Their order decides: the first paragraph of a group is kept.
        options: What counts as a copy.
    """
    summary: dict[str, Any] = {}
    return Findings(_iter_records(documents, options, summary), summary)


def _iter_records(
    documents: Iterable[Document], options: DedupeOptions, summary: dict[str, Any]
) -> Iterator[DuplicateGroup | DuplicatePair | Issue]:
    table = tabulate_paragraphs(documents)
    assignment = _assign(table, options)
    groups = list(iter_groups(table, assignment))
    summary.update(_summarise(table, assignment, groups, options))
    for group in groups:
        if options.pairs:
            yield from iter_pair_records(table, group)
        else:
            yield make_group_record(table, group)


def _assign(table: ParagraphTable, options: DedupeOptions) -> Assignment:
    units: dict[str, int] = {}
    first: list[int] = []
    unit: list[int] = []
    for paragraph in range(len(table)):
        found = units.setdefault(exact_key(table.text(paragraph)), len(units))
        if found == len(first):
            first.append(paragraph)
        unit.append(found)
    if options.exact:
        return Assignment(unit, first, list(range(len(first))), [1.0] * len(first))
    from corpuskit.dedupe.pairwise import assign_near_copies

    texts = [table.text(paragraph) for paragraph in first]
    near = assign_near_copies(texts, options.exact_threshold, options.min_words)
    return Assignment(unit, first, near.kept, near.similarity)


def _summarise(
    table: ParagraphTable, assignment: Assignment, groups: list[Group], options: DedupeOptions
) -> dict[str, Any]:
    copies = [member.paragraph for group in groups for member in group.members]
    return {
        "paragraphs": len(table),
        "distinct": len(assignment.first),
        "groups": len(groups),
        "copies": len(copies),
        "copied_words": sum(count_words(fold(table.text(copy))) for copy in copies),
        "threshold": 1.0 if options.exact else float(options.exact_threshold),
    }
