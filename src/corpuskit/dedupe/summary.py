"""What is counted in a search for copies."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from corpuskit.records import Summary


class CopySummary(Summary, frozen=True, kw_only=True):
    """How much of a corpus is copied. What was not counted is not set.

    Attributes:
        paragraphs: Number of paragraphs.
        distinct: Number of those that differ.
        words: Number of words.
        groups: Number of groups of copies.
        copies: Number of copies.
        copied_words: Number of words in them.
        boilerplate: Number of groups of boilerplate.
        threshold: The least similarity of a copy, 0 to 1.
        undated: Number of documents without a date.
        blocks: Number of runs of copies.
        kinds_by_rarity: Number of copies whose kind was told by how rare their words are.
        contained: Number of paragraphs that lie inside others.
        kinds: Number of copies by kind.
        too_short: Number of paragraphs that are compared only exactly, because they are short.
        mostly_copied: Number of documents of which copies hold more than a third of the words.
        documents_related: Number of documents that are copies, versions, parts or the whole of earlier ones.
        spans: Number of runs of words that stand again.
        span_words: Number of words of distinct paragraphs that lie in them.
        left: Number of near copies that are not told because their kind was not asked for, by kind.
    """

    paragraphs: int | UnsetType = UNSET
    distinct: int | UnsetType = UNSET
    words: int | UnsetType = UNSET
    groups: int | UnsetType = UNSET
    copies: int | UnsetType = UNSET
    copied_words: int | UnsetType = UNSET
    boilerplate: int | UnsetType = UNSET
    threshold: float | UnsetType = UNSET
    undated: int | UnsetType = UNSET
    blocks: int | UnsetType = UNSET
    kinds_by_rarity: int | UnsetType = UNSET
    contained: int | UnsetType = UNSET
    kinds: dict[str, int] | UnsetType = UNSET
    too_short: int | UnsetType = UNSET
    mostly_copied: int | UnsetType = UNSET
    documents_related: int | UnsetType = UNSET
    spans: int | UnsetType = UNSET
    span_words: int | UnsetType = UNSET
    left: dict[str, int] | UnsetType = UNSET

    def figures(self) -> dict[str, Any]:
        """Return what was counted, by name."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value is not UNSET}
