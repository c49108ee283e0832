"""Conditions on the metadata of documents, as `--where`, `--since` and `--until` take them."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import NamedTuple

from corpuskit.errors import UsageError
from corpuskit.patterns import compile_re

_CONDITION = compile_re(r"(?P<field>[^=!<>]+?)(?P<operator>!=|>=|<=|=)(?P<value>.*)", re.DOTALL)
DAY = compile_re(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


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


def is_day(written: str) -> bool:
    """Return whether a date is a year, a month or a day in ISO 8601."""
    found = DAY.fullmatch(written)
    return found is not None and 1 <= int(found[2] or 1) <= 12 and 1 <= int(found[3] or 1) <= 31  # noqa: PLR2004
