"""Which documents are chosen by what is known of them: `--where`, `--since`, `--until`, `--lang`."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from corpuskit.corpus.conditions import DAY, Condition, parse_condition

if TYPE_CHECKING:
    from corpuskit.corpus.document import Document
    from corpuskit.corpus.options import CorpusOptions


# What a document has besides its metadata, by the names that conditions call it.
_SPELLED = frozenset(("title", "date", "source", "author"))
_ATTRIBUTES = ("id", "path", "format", "lang", "script", "encoding")


class Selection:
    """Tells which documents are chosen.

    Args:
        options: How the corpus is read.
    """

    def __init__(self, options: CorpusOptions) -> None:
        self._options = options

    @cached_property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        options = self._options
        return not (options.where or options.since or options.until or options.langs)

    @cached_property
    def _conditions(self) -> list[Condition]:
        return [parse_condition(written) for written in self._options.where]

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that conditions are on."""
        return frozenset(each.field for each in self._conditions)

    def leaves_out(self, document: Document) -> bool:
        """Return whether a document is known not to be chosen; without a day that is asked for, nothing is known."""
        if self.needs_date and find_day(document) is None:
            return False
        return not self.admits(document)

    @property
    def needs_date(self) -> bool:
        """Whether documents without a date are left out."""
        return bool(self._options.since or self._options.until)

    def admits(self, document: Document) -> bool:
        """Return whether a document is chosen."""
        if self._options.langs and document.lang not in self._options.langs:
            return False
        if not all(each.holds(find_value(document, each.field)) for each in self._conditions):
            return False
        return not self.needs_date or self._is_between(find_day(document))

    def _is_between(self, day: str | None) -> bool:
        if day is None:
            return False
        since, until = self._options.since or "", self._options.until
        return day >= since and (until is None or day[: len(until)] <= until)


def find_value(document: Document, field: str) -> str | None:
    """Return the value of a field of a document: one of its metadata, or `id`, `path`, `format`, `lang`, …."""
    metadata = document.metadata
    # The header of a table may have them with capitals; metadata has them without.
    known = field if field in metadata or field.lower() not in _SPELLED else field.lower()
    if known in metadata:
        return metadata[known]
    value = getattr(document, field) if field in _ATTRIBUTES else None
    return None if value is None else str(value)


# What tells the date of a text is an analysis, and analyses read corpora; so it is asked by its name.
_DATES = "corpuskit.dates.resolution.document_date"


def find_day(document: Document) -> str | None:
    """Return the day, month or year of a document, ISO 8601, as `list` shows it; None where it is not known.

    It is that of its metadata, or the one that the text gives itself.
    """
    date = import_module(_DATES).find_document_date(document)
    found = date and DAY.match(date.value)
    return found[0] if found else None
