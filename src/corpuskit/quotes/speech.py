"""Where in a document somebody speaks."""

from __future__ import annotations

from corpuskit.corpus import Document
from corpuskit.quotes.extract import Quotes
from corpuskit.records import Quotation
from corpuskit.text.view import fold


class SpeechSpans:
    """Gives the spans of a document that are quoted speech.

    Args:
        speaker: Of which speaker, by a part of the name; None for all.
    """

    def __init__(self, speaker: str | None) -> None:
        self._wanted = None if speaker is None else fold(speaker)

    def __call__(self, document: Document) -> list[tuple[int, int]]:
        """Return the spans, in order, none overlapping another."""
        spans: list[tuple[int, int]] = []
        for quotation in Quotes().per_document(document):
            if isinstance(quotation, Quotation) and self._is_wanted(quotation):
                spans.extend((part.start, part.end) for part in quotation.parts)
        return _merge_spans(spans)

    def _is_wanted(self, quotation: Quotation) -> bool:
        if self._wanted is None:
            return True
        names = (quotation.speaker_name, quotation.speaker and quotation.speaker.text)
        return self._wanted in fold("\n".join(name for name in names if name))


def _merge_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
