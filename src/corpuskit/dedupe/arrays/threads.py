"""Array work on several processors: numpy and the comparison in C++ let threads run side by side."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

# More would wait for each other: what is not array work is done by one at a time.
_MOST_WORKERS = 8
# Items under way for each worker; what waits in the line is kept in memory.
_AHEAD = 2


_limits: list[int] = []


@contextlib.contextmanager
def limit_workers(most: int | None) -> Iterator[None]:
    """Share work among so many threads at the most, until this is left; None for as many as there are processors."""
    if most is None:
        yield
        return
    _limits.append(most)
    try:
        yield
    finally:
        _limits.remove(most)


def count_workers() -> int:
    """Return the number of threads that work is shared among: the processors that this process may use, 8 at most."""
    if _limits:
        return min(*_limits, _MOST_WORKERS)
    is_told = hasattr(os, "sched_getaffinity")
    return min(len(os.sched_getaffinity(0)) if is_told else os.cpu_count() or 1, _MOST_WORKERS)


def map_in_order(function: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> Iterator[ResultT]:
    """Yield what `function` returns for each of `items`, in their order, worked out by several threads.

    Args:
        function: Called from several threads at once.
        items: Taken one at a time, a few ahead of what is yielded.
    """
    remaining = iter(items)
    first = list(islice(remaining, 2))
    workers = count_workers()
    # One item alone is not worth a thread.
    if len(first) < 2 or workers == 1:  # noqa: PLR2004 — a second item
        yield from map(function, chain(first, remaining))
        return
    # A process that was forked has none of the threads of the one before it, and would wait for them without end.
    executor = _start_threads(workers, os.getpid())
    under_way: deque[Future[ResultT]] = deque()
    try:
        for item in chain(first, remaining):
            under_way.append(executor.submit(function, item))
            if len(under_way) > _AHEAD * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        for future in under_way:
            future.cancel()


@cache
def _start_threads(workers: int, _process: int) -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(workers, "corpuskit-dedupe")
