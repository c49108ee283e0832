"""Records of dates that are no slices of a text."""

from typing import ClassVar

from corpuskit.records.base import Row


class DateCount(Row, frozen=True, kw_only=True, tag="date_count"):
    """How many dates fall in one period; a figure, and no slice of a text.

    Attributes:
        period: `2024-07` or `2024`; None for the dates that have no year.
        dates: Number of dates.
        documents: Number of documents that hold them.
        bar: The number as a bar, the fullest period being 40 characters long.
    """

    columns: ClassVar[tuple[str, ...]] = ("period", "dates", "documents", "bar")

    period: str | None
    dates: int
    documents: int
    bar: str
