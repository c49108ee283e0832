"""How many dates fall in each month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from corpuskit.corpus import Document
from corpuskit.dates.extract import DateOptions, extract_dates
from corpuskit.records import DateCount, DateMention, Findings, Issue

TimelineUnit = Literal["month", "year"]
"""The periods of a timeline."""

# The longest bar, in characters.
_BAR = 40
_YEAR = len("2024")
_COARSER_THAN_MONTH = frozenset({"quarter", "half", "season", "year", "decade", "century"})


def count_dates(documents: Iterable[Document], options: DateOptions, unit: TimelineUnit) -> Findings[Any]:
    """Return a record for every period in which dates fall, in order of time, and one for those without a year.

    A date counts in the period of its first day. In a timeline of months, what is no more precise than a season or a
    year counts under its year alone.

    Args:
        documents: The documents.
        options: How their dates are found.
        unit: The period that is counted by.
    """
    findings = extract_dates(documents, options)
    return Findings(_iter_counts(findings, unit, findings.summary), findings.summary)


def _iter_counts(
    findings: Findings[DateMention], unit: TimelineUnit, summary: dict[str, Any]
) -> Iterator[DateCount | Issue]:
    dates: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    for record in findings:
        if isinstance(record, Issue):
            yield record
            continue
        period = find_period(record, unit)
        dates[period] += 1
        documents.setdefault(period, set()).add(record.doc)
    summary["undated"] = dates[""]
    most = max((count for period, count in dates.items() if period), default=1)
    # Years before the first are written with a minus sign; periods without one come after all others.
    for period in sorted(dates, key=lambda name: (not name, _read_period(name))):
        yield DateCount(
            period=period or None,
            dates=dates[period],
            documents=len(documents[period]),
            bar="█" * max(1, round(_BAR * min(dates[period], most) / most)),
        )


def _read_period(name: str) -> tuple[int, str]:
    sign, digits = (-1, name[1:]) if name.startswith("-") else (1, name)
    return (sign * int(digits[:_YEAR]), digits[_YEAR:]) if digits else (0, "")


def find_period(record: DateMention, unit: TimelineUnit) -> str:
    """Return the period that a date counts in: `2024-07`, `2024`, or "" where it has no year.

    Args:
        record: The date.
        unit: The period that is counted by.
    """
    if record.first_day is None:
        return ""
    year, month = record.first_day[:-6], record.first_day[-5:-3]
    if unit == "year" or record.granularity in _COARSER_THAN_MONTH:
        return year
    return f"{year}-{month}"
