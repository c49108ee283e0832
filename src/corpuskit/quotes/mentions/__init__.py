"""The persons of a document, and who a mention stands for."""

from __future__ import annotations

from corpuskit.quotes.mentions.directory import Directory, Identity

__all__ = ["Directory", "Identity"]
