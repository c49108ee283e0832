"""Records of a text that was read in NFC, with their places in the text as it is written."""

from __future__ import annotations

from msgspec.structs import replace

from corpuskit.records import Quotation, Span
from corpuskit.text.view import View


def place_in_source(record: Quotation, text: str, view: View) -> Quotation:
    """Return a record of a text in NFC with its places in the text as written.

    Args:
        record: The record.
        text: The text as written.
        view: The text in NFC.
    """

    def place(span: Span | None) -> Span | None:
        if span is None:
            return None
        start, end = view.source_span(span.start, span.end)
        return Span(text=text[start:end], start=start, end=end)

    def point(offset: int | None) -> int | None:
        return None if offset is None else view.source_span(offset, offset)[0]

    start, end = view.source_span(record.start, record.end)
    outer_start, outer_end = view.source_span(record.outer_start, record.outer_end)
    return replace(
        record,
        start=start,
        end=end,
        text=text[start:end],
        outer_start=outer_start,
        outer_end=outer_end,
        inside=point(record.inside),
        parts=[part for part in map(place, record.parts) if part is not None],
        speaker=place(record.speaker),
        cue=place(record.cue),
        duplicate_of=point(record.duplicate_of),
        context=place(record.context),
    )
