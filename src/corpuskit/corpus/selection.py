"""Which documents are chosen by what is known of them: `--where`, `--since`, `--until`, `--lang`."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corpuskit.errors import UsageError

if TYPE_CHECKING:
    from corpuskit.corpus.document import Document
    from corpuskit.corpus.options import CorpusOptions

_CONDITION = re.compile(r"(?P<field>[^=!<>]+?)(?P<operator>!=|>=|<=|=)(?P<value>.*)", re.DOTALL)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# What a document has besides its metadata, by the names that conditions call it.
_ATTRIBUTES = ("id", "path", "format", "lang", "script", "encoding")


class Condition(NamedTuple):
    """One condition on a field.

    Attributes:
        field: Its name.
        operator: `=`, `!=`, `>=` or `<=`.
        value: A glob for the first two, a number or a text for the others.
    """

    field: str
    operator: str
    value: str

    def holds(self, known: str | None) -> bool:
        """Return whether it holds for the value of the field; one that is not known equals nothing."""
        if self.operator in ("=", "!="):
            is_equal = known is not None and fnmatchcase(known, self.value)
            return is_equal == (self.operator == "=")
        if known is None:
            return False
        order = _compare(known, self.value)
        return order >= 0 if self.operator == ">=" else order <= 0


def _compare(known: str, value: str) -> int:
    """Return -1, 0 or 1: by the numbers, where both are that, else by the texts."""
    try:
        left, right = float(known), float(value)
    except ValueError:
        return (known > value) - (known < value)
    return (left > right) - (left < right)


def parse_condition(written: str) -> Condition:
    """Return a condition as `FIELD=GLOB`, `FIELD!=GLOB`, `FIELD>=VALUE` or `FIELD<=VALUE` say it.

    Raises:
        UsageError: It says none.
    """
    found = _CONDITION.fullmatch(written)
    if found is None:
        raise UsageError(
            f"not a condition: {written!r}", hint="FIELD=GLOB, FIELD!=GLOB, FIELD>=VALUE or FIELD<=VALUE"
        )
    return Condition(found["field"].strip(), found["operator"], found["value"].strip())


def check_day(written: str, option: str) -> None:
    """Check that a date is a year, a month or a day in ISO 8601.

    Raises:
        UsageError: It is not.
    """
    found = _DAY.fullmatch(written)
    if found is None or not 1 <= int(found[2] or 1) <= 12 or not 1 <= int(found[3] or 1) <= 31:  # noqa: PLR2004
        raise UsageError(f"{option} takes YYYY, YYYY-MM or YYYY-MM-DD, got {written!r}")


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
    if field in document.metadata:
        return document.metadata[field]
    value = getattr(document, field) if field in _ATTRIBUTES else None
    return None if value is None else str(value)


def find_day(document: Document) -> str | None:
    """Return the day, month or year of a document, ISO 8601; None where its metadata has none that is written so."""
    found = _DAY.match(document.metadata.get("date", ""))
    return found[0] if found else None
