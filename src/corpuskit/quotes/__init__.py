"""Quotations with their kind, and who says them."""

from __future__ import annotations

from corpuskit.quotes.counts import SpeakerCounts, count_speakers
from corpuskit.quotes.extract import QuoteOptions, Quotes, extract_quotes

__all__ = ["QuoteOptions", "Quotes", "SpeakerCounts", "count_speakers", "extract_quotes"]
