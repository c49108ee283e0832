"""Keyword in context: where a query occurs, each hit with what stands around it."""

from __future__ import annotations

from corpuskit.kwic.concordance import KwicOptions, concordance

__all__ = ["KwicOptions", "concordance"]
