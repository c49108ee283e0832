"""Quotations with their kind, and who says them."""

from __future__ import annotations

from corpuskit.quotes.counts import SpeakerCounts, count_speakers
from corpuskit.quotes.extract import Quotes, extract_quotes
from corpuskit.quotes.options import QuoteOptions

__all__ = ["QuoteOptions", "Quotes", "SpeakerCounts", "count_speakers", "extract_quotes"]
