"""Slices of texts, as `corpuskit show` prints them."""

from __future__ import annotations

from typing import ClassVar

from corpuskit.records.base import Record


class TextSlice(Record, frozen=True, kw_only=True, tag="text"):
    """A slice of the text of a document, or all of it.

    Attributes:
        text: The slice.
        title: The title of the document, from its metadata.
        date: The date of the document, from its metadata.
        source: The source of the document, from its metadata.
        path: The file that it comes from; None for standard input.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "line", "text")

    text: str
    title: str | None
    date: str | None
    source: str | None
    path: str | None
