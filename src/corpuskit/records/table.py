"""What a run or a function of the Python API gives: findings that are a table too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

import msgspec

from corpuskit.errors import UsageError
from corpuskit.records.base import Issue
from corpuskit.records.findings import Batched, Findings, RecordT_co, Summary


class FindingsTable(Findings[RecordT_co]):
    """Findings that can be used as a table.

    Findings of documents that can be read again, such as a corpus or a list, can be iterated over again: each
    iteration works them out anew. `len` is known when one has come to its end.

    pandas, polars, DuckDB and pyarrow take findings as a table (`__arrow_c_stream__`); what needs pyarrow is the extra
    `frames`. Issues are no rows.

    Other findings, such as those of an iterator of documents or of Spark, can be taken once.

    Args:
        items: Yields the records, and issues among them.
        total: What was counted, or a function that returns what has been counted so far.
        record_type: The type of the records.
        again: Works out the same findings once more; None where the documents are gone when they have been read.

    Attributes:
        record_type: The type of the records.
    """

    __slots__ = ("_again", "_is_started", "_length", "record_type")

    def __init__(
        self,
        items: Iterable[Batched[RecordT_co | Issue]],
        total: Summary | Callable[[], Summary],
        record_type: type[msgspec.Struct],
        again: Callable[[], Findings[Any]] | None = None,
    ) -> None:
        super().__init__(self._count(items), total)
        self.record_type = record_type
        self._again = again
        self._is_started = False
        self._length: int | None = None

    @classmethod
    def of(
        cls, find: Callable[[], Findings[Any]], record_type: type[msgspec.Struct], *, is_repeatable: bool
    ) -> FindingsTable[Any]:
        """Return findings that are a table.

        Args:
            find: Returns the findings, not yet begun.
            record_type: The type of the records.
            is_repeatable: Whether it can be called again.
        """
        found = find()
        return cls(found.iter_batches(), lambda: found.total, record_type, find if is_repeatable else None)

    def __iter__(self) -> Iterator[RecordT_co | Issue]:
        """Return the records, and issues among them, one at a time.

        Raises:
            UsageError: All have been taken, and cannot be worked out again.
        """
        self._start()
        return super().__iter__()

    def iter_batches(self) -> Iterator[Batched[RecordT_co | Issue]]:
        """Return the same, where records that were found at once are in a list; raises as an iteration."""
        self._start()
        return super().iter_batches()

    def _start(self) -> None:
        if self._is_used_up:
            raise UsageError(
                "these findings have all been taken, and cannot be worked out again",
                hint="keep them: found = list(…); or read the documents from a corpus or a list, with the local engine",
            )
        if self._is_started and self._again is not None:
            found = self._again()
            self._set(self._count(self._follow(found)))
            self._total = lambda: found.total
        self._is_started = True

    @property
    def _is_used_up(self) -> bool:
        return self._length is not None and self._again is None

    def _follow(self, found: Findings[Any]) -> Iterable[Any]:
        """Return the items of a new iteration."""
        return found.iter_batches()

    def _count(self, batches: Iterable[Any]) -> Iterator[Any]:
        count = 0
        for batch in batches:
            count += len(batch) if isinstance(batch, list) else not isinstance(batch, Issue)
            yield batch
        self._length = count

    def __len__(self) -> int:
        """Return the number of records.

        Raises:
            TypeError: They have not been taken yet.
        """
        if self._length is None:
            raise TypeError("the number of records is known when all have been taken: list(...) takes them")
        return self._length

    def __bool__(self) -> bool:
        # Nobody should have to work out all findings for it.
        return True

    def __repr__(self) -> str:
        count = "" if self._length is None else f", {self._length} records"
        return f"<{type(self).__name__} of {self.record_type.__name__}{count}>"

    def _iter_records(self) -> Iterator[Any]:
        return (item for item in self if not isinstance(item, Issue))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the records as dictionaries, as they are in JSON."""
        return [msgspec.to_builtins(record) for record in self._iter_records()]

    def to_arrow(self) -> Any:
        """Return the records as a `pyarrow.Table`: days are dates, nested records are structs and lists.

        Raises:
            MissingExtraError: There is no pyarrow.
        """
        from corpuskit.records.arrow import read_stream

        return read_stream(self.record_type, self._iter_records()).read_all()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the records as a stream of the Arrow C interface, for whatever reads one.

        Raises:
            MissingExtraError: There is no pyarrow.
        """
        from corpuskit.records.arrow import read_stream

        return read_stream(self.record_type, self._iter_records()).__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """Return the records as a `pandas.DataFrame`: days are `datetime64`, numbers that may be missing `Int64`.

        Raises:
            MissingExtraError: There is no pyarrow, or no pandas.
        """
        from corpuskit.records.arrow import make_pandas

        return make_pandas(self.to_arrow())

    def to_polars(self) -> Any:
        """Return the records as a `polars.DataFrame`.

        Raises:
            MissingExtraError: There is no pyarrow, or no polars.
        """
        from corpuskit.records.arrow import import_arrow

        return import_arrow("polars", "a data frame of polars").from_arrow(self.to_arrow())

    def _repr_html_(self) -> str:
        """Return the first records as a table, for a notebook; none is used up."""
        if self._is_used_up:
            from html import escape

            return f"<p>{escape(repr(self))}</p>"
        from corpuskit.records.notebook import SHOWN_ROWS, draw_table

        source = self if self._again is None or not self._is_started else self._again()
        rest = Findings.__iter__(source)
        first = list(islice(rest, SHOWN_ROWS + 1))
        source._set(chain(first, rest))  # noqa: SLF001 — findings too
        records = [item for item in first if not isinstance(item, Issue)]
        return draw_table(self.record_type, records[:SHOWN_ROWS], has_more=len(first) > SHOWN_ROWS)
