"""Tables of numbered packets on the workers of Spark, to map, to group, and to collect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from corpuskit.errors import EngineError
from corpuskit.run.processes import WorkerFailure
from corpuskit.spark.failures import describe_error
from corpuskit.spark.ordered import count_tasks, map_in_order

InputT = TypeVar("InputT")

_SCHEMA = "key long, kind int, data binary"
# Groups for each task that can run at a time, so that a slow one is made up for.
_GROUPS_A_TASK = 2
# More than this is not put into one group, as far as the number of groups decides it.
_GROUP_BYTES = 1 << 26


class Packet(NamedTuple):
    """A row of a table.

    Attributes:
        key: What rows are grouped by, 0 or more.
        kind: Tells the rows of a group apart.
        data: What is in it.
    """

    key: int
    kind: int
    data: bytes


class SparkCluster:
    """Makes tables.

    Args:
        session: The session of Spark.
    """

    def __init__(self, session: Any) -> None:
        self._session = session
        self.tasks = count_tasks(session)

    def count_groups(self, size: int) -> int:
        """Return in how many groups `size` bytes are best divided."""
        return max(_GROUPS_A_TASK * self.tasks, -(-size // _GROUP_BYTES))

    def make(self, inputs: Sequence[InputT], function: Callable[[InputT], Iterable[Packet]]) -> SparkTable:
        """Return the table of what `function` yields for each of the inputs, called on a worker."""

        def run(batches: Iterator[Any]) -> Iterator[Any]:
            for batch in batches:
                for place in batch.column("id").to_pylist():
                    yield from _make_batches(function(inputs[place]))

        frame = self._session.range(0, len(inputs), 1, len(inputs))
        return SparkTable(self, frame.mapInArrow(run, _SCHEMA))

    def send(self, packets: Iterable[Packet]) -> SparkTable:
        """Return a table of packets that are made here."""
        import pyarrow as pa

        batches = list(_make_batches(packets)) or [_make_batch([])]
        return SparkTable(self, self._session.createDataFrame(pa.Table.from_batches(batches)))

    def map_in_order(
        self, function: Callable[[InputT], Iterable[Any]], inputs: Iterable[InputT]
    ) -> Iterator[tuple[InputT, Any]]:
        """Yield each input with what `function` yields for it, called on a worker, in the order of the inputs.

        Raises:
            EngineError: An input makes its worker fail again and again, or Spark gives up.
        """
        for each, result in map_in_order(self._session, function, inputs):
            if isinstance(result, WorkerFailure):
                raise EngineError(f"Spark gives up: {result.reason}")
            yield each, result


class SparkTable:
    """Packets on the workers. What is asked for is worked out when it is collected or kept."""

    def __init__(self, cluster: SparkCluster, frame: Any) -> None:
        self._cluster = cluster
        self._frame = frame

    def map(self, function: Callable[[Iterator[Packet]], Iterable[Packet]]) -> SparkTable:
        """Return the table of what `function` yields for the packets of each partition."""

        def run(batches: Iterator[Any]) -> Iterator[Any]:
            yield from _make_batches(function(_iter_packets(batches)))

        return SparkTable(self._cluster, self._frame.mapInArrow(run, _SCHEMA))

    def group(
        self, function: Callable[[int, list[Packet]], Iterable[Packet]], groups: int | None = None
    ) -> SparkTable:
        """Return the table of what `function` yields for all packets of a key.

        Args:
            function: Gets the key and its packets, in any order.
            groups: Number of keys there are, as far as is known.
        """

        def run(table: Any) -> Any:
            import pyarrow as pa

            packets = list(_iter_packets(table.to_batches()))
            made = list(_make_batches(function(packets[0].key, packets))) or [_make_batch([])]
            return pa.Table.from_batches(made)

        partitions = groups or self._cluster.count_groups(0)
        frame = self._frame.repartition(partitions, "key")
        return SparkTable(self._cluster, frame.groupBy("key").applyInArrow(run, _SCHEMA))

    def join(self, *others: SparkTable) -> SparkTable:
        """Return the table of the packets of this one and of others."""
        frame = self._frame
        for other in others:
            frame = frame.union(other._frame)  # noqa: SLF001 — one of the same class
        return SparkTable(self._cluster, frame)

    def only(self, kind: int) -> SparkTable:
        """Return the table of the packets of one kind."""
        return SparkTable(self._cluster, self._frame.where(f"kind = {int(kind)}"))

    def keep(self) -> SparkTable:
        """Return this table, which stays on the disks of the workers once it is worked out, until it is dropped."""
        from pyspark import StorageLevel

        return SparkTable(self._cluster, self._frame.persist(StorageLevel.DISK_ONLY))

    def drop(self) -> None:
        """Give up the room that `keep` has taken."""
        self._frame.unpersist()

    def collect(self) -> list[Packet]:
        """Return the packets, in any order.

        Raises:
            EngineError: Spark gives up.
        """
        try:
            table = self._frame.toArrow()
        except Exception as error:
            raise EngineError(f"Spark gives up: {describe_error(error)}") from error
        return list(_iter_packets(table.to_batches()))


def _iter_packets(batches: Iterable[Any]) -> Iterator[Packet]:
    for batch in batches:
        for key, kind, data in zip(
            batch.column(0).to_pylist(),
            batch.column(1).to_pylist(),
            batch.column(2),
            strict=True,
        ):
            yield Packet(key, kind, data.as_py())


def _make_batches(packets: Iterable[Packet]) -> Iterator[Any]:
    pending: list[Packet] = []
    size = 0
    for packet in packets:
        pending.append(packet)
        size += len(packet.data)
        if size > _GROUP_BYTES:
            yield _make_batch(pending)
            pending, size = [], 0
    if pending:
        yield _make_batch(pending)


def _make_batch(packets: list[Packet]) -> Any:
    import pyarrow as pa

    return pa.RecordBatch.from_arrays(
        [
            pa.array([packet.key for packet in packets], pa.int64()),
            pa.array([packet.kind for packet in packets], pa.int32()),
            pa.array([packet.data for packet in packets], pa.binary()),
        ],
        ["key", "kind", "data"],
    )
