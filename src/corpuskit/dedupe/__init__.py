"""Exact and near copies of paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpuskit.dedupe.exact import exact_key, group_exact_copies

if TYPE_CHECKING:
    from corpuskit.dedupe.analysis import Dedupe, find_duplicates
    from corpuskit.dedupe.options import DedupeOptions

__all__ = ["Dedupe", "DedupeOptions", "exact_key", "find_duplicates", "group_exact_copies"]


def __getattr__(name: str) -> Any:
    """Return a public name; other rooms want exact copies only, and are spared the rest."""
    if name in __all__:
        from corpuskit.dedupe import analysis

        return getattr(analysis, name)
    raise AttributeError(f"module 'corpuskit.dedupe' has no attribute {name!r}")
