"""Dates in running text: found with their offsets, and resolved with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpuskit.dates.extract import DateOptions, extract_dates

__all__ = ["DateOptions", "extract_dates"]


def __getattr__(name: str) -> Any:
    """Return a public name; `corpuskit list` wants the date of a document only, and is spared the rest."""
    if name in __all__:
        from corpuskit.dates import extract

        return getattr(extract, name)
    raise AttributeError(f"module 'corpuskit.dates' has no attribute {name!r}")
