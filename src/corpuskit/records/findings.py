"""What an analysis gives: records, one at a time, and what was counted beside them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, Self, TypeAlias, TypeVar

import msgspec

from corpuskit.records.base import Issue

RecordT_co = TypeVar("RecordT_co", covariant=True)
SummaryT = TypeVar("SummaryT", bound="Summary")
ItemT = TypeVar("ItemT")
Batched: TypeAlias = ItemT | list[ItemT]
"""A record or an issue, or a list of records that were found at once."""


def iter_singly(batches: Iterable[Batched[Any]]) -> Iterator[Any]:
    """Yield records and issues one at a time."""
    for batch in batches:
        if isinstance(batch, list):
            yield from batch
        else:
            yield batch


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted in some documents; the sum of two is what was counted in both.

    A summary without arguments counts nothing. `+` adds field by field, so that a field may be anything that can be
    added and is in the order of the documents.
    """

    def __add__(self, other: Self) -> Self:
        """Return what was counted in the documents of both, those of `self` first."""
        return type(self)(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__}
        )

    def figures(self) -> dict[str, Any]:
        """Return what is shown of it, by name."""
        return msgspec.structs.asdict(self)


class Findings(Generic[RecordT_co]):
    """The records in some documents, one at a time, with a summary of them.

    What finds hundreds of thousands of records a second gives them in lists, which take the way from the search to a
    file as a whole: at each step one by one they would take longer than to find them.

    Args:
        items: Yields the records, and issues among them; a list in its place stands for the records in it.
        total: What was counted, or a function that returns what has been counted so far.

    Attributes:
        is_complete: Whether the records are there, so that nothing is left to be worked out.
    """

    __slots__ = ("_batches", "_items", "_total", "is_complete")

    def __init__(
        self, items: Iterable[Batched[RecordT_co | Issue]], total: Summary | Callable[[], Summary]
    ) -> None:
        self.is_complete = isinstance(items, list)
        self._set(items)
        self._total = total

    def _set(self, items: Iterable[Batched[RecordT_co | Issue]]) -> None:
        self._batches = iter(items)
        self._items = iter_singly(self._batches)

    def __iter__(self) -> Iterator[RecordT_co | Issue]:
        return self._items

    def iter_batches(self) -> Iterator[Batched[RecordT_co | Issue]]:
        """Return the same as an iteration, where records that were found at once are in a list.

        Who begins with the one does not go on with the other.
        """
        return self._batches

    @property
    def total(self) -> Any:
        """What was counted, a `Summary`: complete when the items are exhausted."""
        return self._total if isinstance(self._total, Summary) else self._total()

    @property
    def summary(self) -> dict[str, Any]:
        """The figures of what was counted, by name: complete when the items are exhausted."""
        return self.total.figures()  # type: ignore[no-any-return]


class Sum(Generic[SummaryT]):
    """Adds summaries in the order in which they come.

    They are added in pairs, and these sums in pairs again: whatever a summary holds is copied as often as the number
    of summaries can be halved, not once for every one that comes after it.

    Args:
        nothing: The summary of no documents.
    """

    __slots__ = ("_nothing", "_parts")

    def __init__(self, nothing: SummaryT) -> None:
        self._nothing = nothing
        # Sums of a falling number of summaries, each a power of two.
        self._parts: list[tuple[int, SummaryT]] = []

    def add(self, summary: SummaryT) -> None:
        """Add a summary after those that were added before."""
        size = 1
        parts = self._parts
        while parts and parts[-1][0] == size:
            summary = parts.pop()[1] + summary
            size *= 2
        parts.append((size, summary))

    @property
    def total(self) -> SummaryT:
        """The sum of all that were added."""
        if not self._parts:
            return self._nothing
        total = self._parts[-1][1]
        for _, part in reversed(self._parts[:-1]):
            total = part + total
        return total
