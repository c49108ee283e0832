"""Dates in running text: found with their offsets, and resolved with a reason."""

from __future__ import annotations

from corpuskit.dates.extract import DateOptions, extract_dates

__all__ = ["DateOptions", "extract_dates"]
