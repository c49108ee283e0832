"""Quotations with their kind, and who says them."""

from __future__ import annotations

from corpuskit.quotes.counts import count_speakers
from corpuskit.quotes.extract import QuoteOptions, extract_quotes

__all__ = ["QuoteOptions", "count_speakers", "extract_quotes"]
