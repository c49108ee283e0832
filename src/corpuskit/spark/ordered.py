"""One function over many inputs, on all workers, with the results in the order of the inputs.

The inputs go out in waves: while the results of one are handed on, the next is at work. Results wait on the disks of
the workers and come one partition at a time, so that this process holds what one partition gives, however many
there are.
"""

from __future__ import annotations

import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from corpuskit.errors import EngineError
from corpuskit.run.processes import WorkerFailure
from corpuskit.spark.failures import describe_error, is_task_failure

InputT = TypeVar("InputT")
ResultT = TypeVar("ResultT")

_SCHEMA = "place long, result binary"
# Partitions of a wave for each task that can run at a time.
_TASKS_AHEAD = 4
# What a worker gathers before it hands on a batch.
_BATCH_BYTES = 1 << 22


class _Wave(NamedTuple):
    """Some inputs that are under way.

    Attributes:
        inputs: They.
        table: Their results, one partition an input.
        work: The thread that waits for them.
        errors: What was raised there.
    """

    inputs: Sequence[Any]
    table: Any
    work: threading.Thread
    errors: list[Exception]


def map_in_order(
    session: Any, function: Callable[[InputT], Iterable[ResultT]], inputs: Iterable[InputT]
) -> Iterator[tuple[InputT, ResultT | WorkerFailure]]:
    """Yield each input with one of its results after the other, in the order of the inputs, as they come.

    An input whose task dies again and again has one result: what is known of that.

    Args:
        session: The session of Spark.
        function: Called on a worker; what it takes and yields must be picklable.
        inputs: Each is a partition of its own.

    Raises:
        EngineError: Spark gives up.
    """
    size = _TASKS_AHEAD * count_tasks(session)
    waiting = iter(inputs)
    waves: deque[_Wave] = deque()
    try:
        while True:
            while len(waves) < 2 and (part := list(islice(waiting, size))):  # noqa: PLR2004 — one ahead
                waves.append(_start(session, function, part))
            if not waves:
                return
            yield from _finish(session, function, waves.popleft())
    finally:
        for wave in waves:
            wave.table.unpersist()


def count_tasks(session: Any) -> int:
    """Return how many tasks can run at a time, 2 or more."""
    try:
        return max(int(session.sparkContext.defaultParallelism), 2)
    except Exception:  # noqa: BLE001 — Spark Connect has no context and does not tell
        return max(int(session.conf.get("spark.default.parallelism", "8")), 2)


def _start(session: Any, function: Callable[[Any], Iterable[Any]], inputs: Sequence[Any]) -> _Wave:
    from pyspark import StorageLevel

    task = _make_task(function, inputs)
    table = session.range(0, len(inputs), 1, len(inputs)).mapInArrow(task, _SCHEMA)
    table = table.persist(StorageLevel.DISK_ONLY)
    errors: list[Exception] = []

    def work() -> None:
        try:
            table.count()
        except Exception as error:  # noqa: BLE001 — raised again by the one who waits
            errors.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return _Wave(inputs, table, thread, errors)


def _make_task(
    function: Callable[[Any], Iterable[Any]], inputs: Sequence[Any]
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            for place in batch.column("id").to_pylist():
                pending: list[bytes] = []
                size = 0
                for result in function(inputs[place]):
                    pending.append(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
                    size += len(pending[-1])
                    if size > _BATCH_BYTES:
                        yield _make_batch(pa, place, pending)
                        pending, size = [], 0
                yield _make_batch(pa, place, pending)

    return run


def _make_batch(arrow: Any, place: int, results: list[bytes]) -> Any:
    return arrow.RecordBatch.from_arrays(
        [arrow.array([place] * len(results), arrow.int64()), arrow.array(results, arrow.binary())],
        ["place", "result"],
    )


def _finish(
    session: Any, function: Callable[[InputT], Iterable[ResultT]], wave: _Wave
) -> Iterator[tuple[InputT, ResultT | WorkerFailure]]:
    try:
        wave.work.join()
        if wave.errors:
            yield from _divide(session, function, wave.inputs, wave.errors[0])
            return
        for row in wave.table.toLocalIterator(prefetchPartitions=True):
            yield wave.inputs[row.place], pickle.loads(row.result)  # noqa: S301 — what our own workers made
    finally:
        wave.table.unpersist()


def _divide(
    session: Any,
    function: Callable[[InputT], Iterable[ResultT]],
    inputs: Sequence[InputT],
    error: Exception,
) -> Iterator[tuple[InputT, ResultT | WorkerFailure]]:
    """Work through the inputs of a wave that failed by halves, until the one that fails stands alone."""
    if not is_task_failure(error):
        raise EngineError(f"Spark gives up: {describe_error(error)}") from error
    if len(inputs) == 1:
        yield inputs[0], WorkerFailure(describe_error(error))
        return
    middle = len(inputs) // 2
    for half in (inputs[:middle], inputs[middle:]):
        yield from _finish(session, function, _start(session, function, half))
