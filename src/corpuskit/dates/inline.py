"""Whole texts with their dates, for markup in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpuskit.corpus import Document
from corpuskit.dates.extract import Dates
from corpuskit.records import DateMention, Findings, Issue, MarkedText


class MarkedDates(Dates):
    """A record for every document: its text and its dates. Takes what `Dates` takes.

    TIMEX3 has no intervals: it wants `ranges="ends"`.
    """

    record_type = MarkedText

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the text of one document with its dates, and issues."""
        found = super().per_document(document)

        def iter_items() -> Iterator[MarkedText | Issue]:
            dates: list[DateMention] = []
            for item in found:
                if isinstance(item, Issue):
                    yield item
                else:
                    dates.append(item)
            text = document.text
            yield MarkedText(doc=document.id, line=1, start=0, end=len(text), text=text, dates=dates)

        return Findings(iter_items(), lambda: found.total)
