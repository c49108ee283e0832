"""Exact and near copies of paragraphs."""

from __future__ import annotations

from corpuskit.dedupe.duplicates import find_duplicates
from corpuskit.dedupe.exact import exact_key, group_exact_copies
from corpuskit.dedupe.options import DedupeOptions

__all__ = ["DedupeOptions", "exact_key", "find_duplicates", "group_exact_copies"]
