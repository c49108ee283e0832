"""Exact and near copies of paragraphs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from corpuskit.dedupe.exact import exact_key, group_exact_copies

if TYPE_CHECKING:
    from corpuskit.dedupe.analysis import Dedupe, count_copies, find_duplicates
    from corpuskit.dedupe.options import DedupeOptions
    from corpuskit.dedupe.similarity import measure_similarity

__all__ = [
    "Dedupe",
    "DedupeOptions",
    "count_copies",
    "exact_key",
    "find_duplicates",
    "group_exact_copies",
    "measure_similarity",
]


def __getattr__(name: str) -> Any:
    """Return a public name; other rooms want exact copies only, and are spared the rest."""
    if name in __all__:
        module = "similarity" if name == "measure_similarity" else "analysis"
        return getattr(import_module(f"corpuskit.dedupe.{module}"), name)
    raise AttributeError(f"module 'corpuskit.dedupe' has no attribute {name!r}")
