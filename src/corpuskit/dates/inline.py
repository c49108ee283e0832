"""Whole texts with their dates, for markup in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from corpuskit.corpus import Document
from corpuskit.dates.extract import DateOptions, extract_dates
from corpuskit.records import DateMention, Findings, Issue, MarkedText


def mark_dates(documents: Iterable[Document], options: DateOptions) -> Findings[MarkedText]:
    """Return a record for every document: its text and its dates.

    Args:
        documents: The documents.
        options: How their dates are found. TIMEX3 has no intervals: it wants `ranges="ends"`.
    """
    summary: dict[str, Any] = dict(extract_dates((), options).summary)
    return Findings(_iter_marked(documents, options, summary), summary)


def _iter_marked(
    documents: Iterable[Document], options: DateOptions, summary: dict[str, Any]
) -> Iterator[MarkedText | Issue]:
    for document in documents:
        findings = extract_dates((document,), options)
        dates: list[DateMention] = []
        for item in findings:
            if isinstance(item, Issue):
                yield item
            else:
                dates.append(item)
        for name, count in findings.summary.items():
            summary[name] += count
        text = document.text
        yield MarkedText(doc=document.id, line=1, start=0, end=len(text), text=text, dates=dates)
