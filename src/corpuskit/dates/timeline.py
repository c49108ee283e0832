"""How many dates fall in each day, month or year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from corpuskit.corpus import Document
from corpuskit.dates.extract import Dates, DateSummary
from corpuskit.dates.options import DateOptions
from corpuskit.records import DateCount, DateMention, Findings, Issue

TimelineUnit = Literal["day", "month", "year"]
"""The periods of a timeline."""

# The longest bar, in characters.
_BAR = 40
_YEAR = len("2024")
_COARSER_THAN_DAY = frozenset({"month"})
_COARSER_THAN_MONTH = frozenset({"quarter", "half", "season", "year", "decade", "century"})


class PeriodCounts(msgspec.Struct, frozen=True):
    """How many dates fall in each period.

    Attributes:
        dates: By period, the number of dates and the number of documents that hold them.
    """

    dates: dict[str, tuple[int, int]] = {}

    def __add__(self, other: PeriodCounts) -> PeriodCounts:
        """Return the counts of the documents of both."""
        together = dict(self.dates)
        for period, (dates, documents) in other.dates.items():
            before = together.get(period, (0, 0))
            together[period] = before[0] + dates, before[1] + documents
        return PeriodCounts(together)


class TimelineSummary(DateSummary, frozen=True, kw_only=True):
    """How many dates there are, and in which periods.

    Attributes:
        periods: The periods.
    """

    periods: PeriodCounts = PeriodCounts()

    def figures(self) -> dict[str, Any]:
        """Return the figures of the dates, and the number of those without a year."""
        shown = super().figures()
        del shown["periods"]
        return {**shown, "undated": self.periods.dates.get("", (0, 0))[0]}


class Timeline(Dates):
    """How many dates fall in each period, in order of time, and how many have no year.

    A date counts in the period of its first day. In a timeline of months, what is no more precise than a season or a
    year counts under its year alone; in one of days, what is no more precise than a month under its month too.

    Args:
        options: How dates are found.
        unit: The period that is counted by.
        takes_file_dates: As for `Dates`.
    """

    record_type = DateCount
    nothing = TimelineSummary()
    is_by_document = False

    def __init__(self, options: DateOptions, unit: TimelineUnit, *, takes_file_dates: bool = False) -> None:
        super().__init__(options, takes_file_dates=takes_file_dates)
        self._unit: TimelineUnit = unit

    def per_document(self, document: Document) -> Findings[Any]:
        """Return the issues of one document, and its dates by period in the summary."""
        dates = super().per_document(document)
        counts: dict[str, tuple[int, int]] = {}

        def iter_issues() -> Iterator[Issue]:
            for item in dates:
                if isinstance(item, Issue):
                    yield item
                    continue
                period = find_period(item, self._unit)
                counts[period] = counts.get(period, (0, 0))[0] + 1, 1

        def add_up() -> TimelineSummary:
            return TimelineSummary(**dates.summary, periods=PeriodCounts(counts))

        return Findings(iter_issues(), add_up)

    def report(self, total: TimelineSummary) -> Iterator[DateCount]:
        """Yield the periods in order."""
        counts = total.periods.dates
        most = max((dates for period, (dates, _) in counts.items() if period), default=1)
        # Years before the first are written with a minus sign; periods without one come after all others.
        for period in sorted(counts, key=lambda name: (not name, _read_period(name))):
            dates, documents = counts[period]
            yield DateCount(
                period=period or None,
                dates=dates,
                documents=documents,
                bar="█" * max(1, round(_BAR * min(dates, most) / most)),
            )


def _read_period(name: str) -> tuple[int, str]:
    sign, digits = (-1, name[1:]) if name.startswith("-") else (1, name)
    return (sign * int(digits[:_YEAR]), digits[_YEAR:]) if digits else (0, "")


def find_period(record: DateMention, unit: TimelineUnit) -> str:
    """Return the period that a date counts in: `2024-07-16`, `2024-07`, `2024`, or "" where it has no year.

    Args:
        record: The date.
        unit: The period that is counted by.
    """
    if record.first_day is None:
        return ""
    year, month = record.first_day[:-6], record.first_day[-5:-3]
    if unit == "year" or record.granularity in _COARSER_THAN_MONTH:
        return year
    if unit == "month" or record.granularity in _COARSER_THAN_DAY:
        return f"{year}-{month}"
    return record.first_day
