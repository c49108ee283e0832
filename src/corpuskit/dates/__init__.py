"""Dates in running text: found with their offsets, and resolved with a reason."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpuskit.dates.extract import Dates, extract_dates
    from corpuskit.dates.inline import MarkedDates
    from corpuskit.dates.options import DateOptions
    from corpuskit.dates.timeline import Timeline

__all__ = ["DateOptions", "Dates", "MarkedDates", "Timeline", "extract_dates"]
_MODULES = {"DateOptions": "options", "MarkedDates": "inline", "Timeline": "timeline"}


def __getattr__(name: str) -> Any:
    """Return a public name; `corpuskit list` wants the date of a document only, and is spared the rest."""
    if name in __all__:
        return getattr(import_module(f"{__name__}.{_MODULES.get(name, 'extract')}"), name)
    raise AttributeError(f"module 'corpuskit.dates' has no attribute {name!r}")
