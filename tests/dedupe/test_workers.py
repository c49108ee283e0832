"""Work that several threads share gives what one thread gives, in the same order."""

import os
import threading
from itertools import count
from multiprocessing import get_context

import pytest

from corpuskit.dedupe.arrays import threads as workers_module
from corpuskit.dedupe.arrays.threads import count_workers, map_in_order
from corpuskit.dedupe.join import similarity_join as join_module
from corpuskit.dedupe.join import verification as common_module
from corpuskit.dedupe.kinds import counting as kinds_module
from corpuskit.dedupe.reading import paragraphs as features_module


@pytest.fixture(params=[1, 2, 5])
def workers(request, monkeypatch):
    monkeypatch.setattr(workers_module, "count_workers", lambda: request.param)
    monkeypatch.setattr(common_module, "count_workers", lambda: request.param)
    return request.param


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("items", [0, 1, 2, 3, 100])
def test_results_come_in_the_order_of_the_items(items):
    assert list(map_in_order(lambda item: item * item, range(items))) == [
        item * item for item in range(items)
    ]


def test_items_are_taken_a_few_ahead_only(workers):
    taken = []
    results = map_in_order(str, (taken.append(number) or number for number in count()))
    assert [next(results) for _ in range(3)] == ["0", "1", "2"]
    assert len(taken) <= 3 + 2 * workers + 2
    results.close()


@pytest.mark.usefixtures("workers")
def test_one_item_alone_is_worked_out_by_the_caller():
    assert list(map_in_order(lambda _item: threading.current_thread(), [0])) == [threading.current_thread()]


@pytest.mark.usefixtures("workers")
def test_an_error_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        list(map_in_order(lambda item: 1 // item, [2, 1, 0, 3]))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_forked_process_has_threads_of_its_own(monkeypatch):
    monkeypatch.setattr(workers_module, "count_workers", lambda: 2)
    assert list(map_in_order(abs, [-1, -2, -3])) == [1, 2, 3]
    with get_context("fork").Pool(1) as pool:
        assert pool.apply_async(_map_three).get(timeout=60) == [1, 2, 3]


def _map_three():
    return list(map_in_order(abs, [-1, -2, -3]))


def test_there_is_a_worker_at_least():
    assert 1 <= count_workers() <= 8


def test_the_duplicates_do_not_depend_on_the_number_of_workers(monkeypatch):
    from corpuskit import DedupeOptions, find_duplicates, open_corpus

    monkeypatch.setattr(features_module, "_CHUNK", 100)
    monkeypatch.setattr(join_module, "_SMALLEST_BLOCK", 20)
    monkeypatch.setattr(join_module, "_PART_TEXTS", 3)
    monkeypatch.setattr(common_module, "_MANY_PAIRS", 1)
    monkeypatch.setattr(kinds_module, "_CHUNK_PAIRS", 2)
    found = []
    for number in (1, 2, 5):
        monkeypatch.setattr(workers_module, "count_workers", lambda number=number: number)
        monkeypatch.setattr(common_module, "count_workers", lambda number=number: number)
        findings = find_duplicates(open_corpus("seeds"), DedupeOptions(threshold="0.6", pairs=True))
        found.append((list(findings), findings.summary))
    assert found[0] == found[1] == found[2]
    assert found[0][1]["copies"] == 83
