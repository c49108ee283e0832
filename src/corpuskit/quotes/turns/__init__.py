"""Speech without quotation marks."""

from __future__ import annotations

from corpuskit.quotes.turns.unquoted import Block, UnquotedFinder, iter_inside

__all__ = ["Block", "UnquotedFinder", "iter_inside"]
