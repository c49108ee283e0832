"""The strings between quotation marks."""

from __future__ import annotations

from corpuskit.quotes.marks.pairing import MarkedString, find_marked_strings

__all__ = ["MarkedString", "find_marked_strings"]
