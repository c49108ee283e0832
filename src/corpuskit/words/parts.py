"""The parts of a corpus that are counted each by itself: documents, years, sources, languages, any field of a row."""

from __future__ import annotations

from collections.abc import Callable

from corpuskit.corpus.document import Document
from corpuskit.dates.resolution.document_date import find_document_date

FindPart = Callable[[Document], str]
"""From a document to the part that it belongs to; "" for documents of which it is not known."""

_YEAR = len("2024")
_MONTH = len("2024-07")


def choose_parts(by: str) -> FindPart:
    """Return what finds the part of a document.

    Args:
        by: `doc`, `lang`, `date:year`, `date:month`, or the name of a field of the rows, such as `source`.
    """
    return _FINDERS.get(by) or (lambda document: str(document.metadata.get(by, "")))


def _find_year(document: Document) -> str:
    return _find_day(document)[:_YEAR]


def _find_month(document: Document) -> str:
    day = _find_day(document)
    return day[:_MONTH] if len(day) >= _MONTH else ""


def _find_day(document: Document) -> str:
    date = find_document_date(document)
    return "" if date is None else date.value


_FINDERS: dict[str, FindPart] = {
    "doc": lambda document: document.id,
    "lang": lambda document: document.lang or "",
    "date:year": _find_year,
    "date:month": _find_month,
}
