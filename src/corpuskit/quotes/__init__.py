"""Quotations with their kind, and who says them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpuskit.quotes.counts import SpeakerCounts, count_speakers
    from corpuskit.quotes.extract import Quotes, extract_quotes
    from corpuskit.quotes.options import QuoteOptions

__all__ = ["QuoteOptions", "Quotes", "SpeakerCounts", "count_speakers", "extract_quotes"]
_MODULES = {"QuoteOptions": "options", "SpeakerCounts": "counts", "count_speakers": "counts"}


def __getattr__(name: str) -> Any:
    """Return a public name; a help text wants the options only, and is spared the rest."""
    if name in __all__:
        return getattr(import_module(f"{__name__}.{_MODULES.get(name, 'extract')}"), name)
    raise AttributeError(f"module 'corpuskit.quotes' has no attribute {name!r}")
