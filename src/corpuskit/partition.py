"""The parts of a corpus: its documents, years, sources, languages, or what any field of the documents says."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from corpuskit.corpus.document import Document
from corpuskit.corpus.selection import find_value
from corpuskit.records import Issue

FindPart = Callable[[Document], str]
"""From a document to the part that it belongs to; "" for documents of which it is not known."""

_PERIODS = {"date:year": len("2024"), "date:month": len("2024-07"), "date:day": len("2024-07-16")}


def choose_parts(by: str) -> FindPart:
    """Return what finds the part of a document.

    Args:
        by: `doc`, `date:year`, `date:month`, `date:day`, or the name of a field: one of the metadata, such as `source`,
            or `lang`, `path`, `format`, `script`, `encoding`.
    """
    if by == "doc":
        return lambda document: document.id
    if by in _PERIODS:
        return lambda document: _find_period(document, _PERIODS[by])
    return lambda document: find_value(document, by) or ""


def _find_period(document: Document, size: int) -> str:
    """Return the day of a document, or its month or year; "" where its date is less exact."""
    from corpuskit.dates.resolution.document_date import find_document_date

    date = find_document_date(document)
    return "" if date is None or len(date.value) < size else date.value[:size]


def note_unknown(by: str, values: Iterable[str]) -> list[Issue]:
    """Return a note where no document has the field that was asked for.

    Args:
        by: As for `choose_parts`.
        values: What was found in its place.
    """
    values = list(values)
    if not values or any(values):
        return []
    message = f"no document has a {by}" if by in _PERIODS else f"no document has a field {by!r}"
    hint = "corpuskit list --json shows all that is known of documents"
    return [Issue(path=by, kind="no_field", message=message, hint=hint)]
