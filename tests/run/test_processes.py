"""All cores: order, bounded memory, and workers that die."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection

import pytest

from corpuskit.run.processes import WorkerFailure, map_in_processes


def square(number):
    return number * number


def slow_at_first(number):
    if number == 0:
        time.sleep(0.3)
    return number


def die_at_three(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_while_answering_at_three(number):
    if number == 3:
        send = Connection._send

        def send_some(self, data, *rest):
            send(self, data[:100], *rest)
            if len(data) > 100:
                os.kill(os.getpid(), signal.SIGKILL)

        Connection._send = send_some
        return bytes(100_000)
    return number


def fail_at_three(number):
    if number == 3:
        raise ValueError("three")
    return number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_inputs(jobs):
    assert list(map_in_processes(square, range(100), jobs)) == [(n, n * n) for n in range(100)]


def test_a_slow_input_does_not_change_the_order():
    assert [result for _, result in map_in_processes(slow_at_first, range(20), 2)] == list(range(20))


def test_nothing_gives_nothing():
    assert list(map_in_processes(square, [], 2)) == []


def test_a_worker_that_is_killed_loses_its_input_only():
    results = dict(map_in_processes(die_at_three, range(10), 2))
    assert results.pop(3) == WorkerFailure("its worker was ended by SIGKILL")
    assert results == {n: n for n in range(10) if n != 3}


def test_an_error_in_a_worker_loses_its_input_only():
    results = dict(map_in_processes(fail_at_three, range(10), 2))
    assert results.pop(3) == WorkerFailure("ValueError: three")
    assert results == {n: n for n in range(10) if n != 3}


def test_inputs_are_read_as_they_are_needed():
    read = []

    def watch():
        for number in range(1000):
            read.append(number)
            yield number

    results = map_in_processes(slow_at_first, watch(), 2)
    next(results)
    assert len(read) <= 20
    results.close()


def test_workers_end_with_the_iteration():
    results = map_in_processes(square, range(1000), 2)
    next(results)
    children = {process.pid for process in __import__("multiprocessing").active_children()}
    assert len(children) == 2
    results.close()
    assert not __import__("multiprocessing").active_children()


def test_a_worker_that_dies_in_the_middle_of_its_answer_loses_that_one_input():
    results = dict(map_in_processes(die_while_answering_at_three, range(6), 2))
    assert results.pop(3) == WorkerFailure("its worker was ended by SIGKILL")
    assert results == {number: number for number in (0, 1, 2, 4, 5)}
