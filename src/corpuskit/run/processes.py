"""All cores of this machine: one worker process a core, results in the order of the inputs.

A worker takes one input at a time, so that the parent always knows what a worker that dies was at: that input is
lost and named, a new worker takes its place, and the rest goes on. What is in memory is bounded by the inputs that
are under way, however many there are.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, NamedTuple, TypeVar

from corpuskit.errors import CorpuskitError

InputT = TypeVar("InputT")
ResultT = TypeVar("ResultT")

# Inputs that may be read ahead of the oldest one whose result is still missing, for each worker.
_AHEAD = 4


class WorkerFailure(NamedTuple):
    """What is known of an input whose worker did not answer.

    Attributes:
        reason: Why: the signal or the exit code that the worker ended with, or the error that it met.
        error: That error, where it was raised on purpose: the others would meet it too.
    """

    reason: str
    error: CorpuskitError | None = None


def describe_failure(error: Exception) -> WorkerFailure:
    """Return what is known of an input that an error was raised for."""
    return WorkerFailure(
        f"{type(error).__name__}: {error}".removesuffix(": "),
        error if isinstance(error, CorpuskitError) else None,
    )


class _Task(Generic[InputT]):
    """An input on its way; its result stays here until those before it have been handed on."""

    __slots__ = ("input", "is_done", "result")

    def __init__(self, value: InputT) -> None:
        self.input = value
        self.is_done = False
        self.result: Any = None

    def finish(self, result: Any) -> None:
        self.result = result
        self.is_done = True


class _Worker(Generic[InputT]):
    """A process with a pipe to it, and the task that it is at."""

    def __init__(self, context: Any, function: Callable[[InputT], Any]) -> None:
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_work, args=(function, theirs, self.connection), daemon=True
        )
        self.process.start()
        theirs.close()
        self.task: _Task[InputT] | None = None

    def give(self, task: _Task[InputT]) -> None:
        self.task = task
        try:
            self.connection.send(task.input)
        except BrokenPipeError:
            # A worker that died while it was idle is noticed when its answer is read.
            pass
        except Exception as error:  # noqa: BLE001 — an input that cannot be sent is lost, the others go on
            task.finish(describe_failure(error))
            self.task = None

    def take_answer(self) -> bool:
        """Finish the task with the worker's answer; return whether the worker lives."""
        task, self.task = self.task, None
        if task is None:
            return True
        try:
            task.finish(self.connection.recv())
        except (EOFError, OSError):
            # It died before its answer, or in the middle of it.
            self.process.join()
            task.finish(WorkerFailure(_describe_exit(self.process.exitcode)))
            self.connection.close()
            return False
        return True

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join()


def _describe_exit(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return f"its worker was ended by {signal.Signals(-code).name}"
    return f"its worker ended with exit code {code}"


def _work(function: Callable[[Any], Any], connection: Connection, parents_end: Connection) -> None:
    # The parent ends the workers; an interruption that reaches the whole group is its to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # A forked worker holds the parent's end of its own pipe, and would not see the parent go.
    with contextlib.suppress(OSError):
        parents_end.close()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            try:
                connection.send(function(connection.recv()))
            except (EOFError, BrokenPipeError):
                raise
            except Exception as error:  # noqa: BLE001 — whatever an input does to a function, the others go on
                connection.send(describe_failure(error))


def map_in_processes(
    function: Callable[[InputT], ResultT], inputs: Iterable[InputT], jobs: int
) -> Iterator[tuple[InputT, ResultT | WorkerFailure]]:
    """Yield each input with its result, in the order of the inputs, as they come.

    Args:
        function: Called in a worker; what it takes and returns must be picklable.
        inputs: Read as workers become free, in the parent.
        jobs: Number of workers, 1 or more.
    """
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    tasks: deque[_Task[InputT]] = deque()
    waiting = iter(inputs)
    workers: list[_Worker[InputT]] = []
    try:
        while True:
            _occupy_workers(workers, tasks, waiting, jobs, lambda: _Worker(context, function))
            if not tasks:
                return
            while tasks and tasks[0].is_done:
                done = tasks.popleft()
                yield done.input, done.result
            _await_answers(workers)
    finally:
        for worker in workers:
            worker.stop()


def _occupy_workers(
    workers: list[_Worker[InputT]],
    tasks: deque[_Task[InputT]],
    waiting: Iterator[InputT],
    jobs: int,
    start_worker: Callable[[], _Worker[InputT]],
) -> None:
    """Give every worker something to do, as long as there is something and not too much of it."""
    while len(tasks) < jobs * _AHEAD:
        idle = next((worker for worker in workers if worker.task is None), None)
        if idle is None and len(workers) == jobs:
            return
        try:
            task = _Task(next(waiting))
        except StopIteration:
            return
        if idle is None:
            idle = start_worker()
            workers.append(idle)
        tasks.append(task)
        idle.give(task)


def _await_answers(workers: list[_Worker[InputT]]) -> None:
    busy = {worker.connection: worker for worker in workers if worker.task is not None}
    if not busy:
        return
    for connection in wait(list(busy)):
        worker = busy[connection]
        if not worker.take_answer():
            workers.remove(worker)
