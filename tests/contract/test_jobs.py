"""Several processes give the bytes that one gives, and a worker that dies loses one document."""

from __future__ import annotations

import json
import os
import signal

import pytest

from corpuskit.cli.parallel import run_in_parallel
from corpuskit.corpus import Document
from corpuskit.records import ConcordanceCount, Findings, Issue

COMMANDS = [
    ["list"],
    ["dedupe"],
    ["dates"],
    ["quotes", "--all"],
    ["kwic", "UN Charter"],
    ["kwic", "secur*", "--first-per", "doc"],
    ["kwic", "security", "--count"],
    ["kwic", "security", "--plot"],
    ["kwic", "security", "--in-quotes"],
    ["kwic", "security", "--limit", "3"],
    ["kwic", "security", "--sort", "R1", "--fold-copies", "exact"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_number_of_jobs_changes_nothing(command, corpuskit):
    outputs = {corpuskit(*command, "seeds", "--json", "-j", jobs).stdout for jobs in ("1", "2", "3")}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["records"]


def find_lengths(documents):
    summary = {"characters": 0}

    def iterate():
        for document in documents:
            if document.text == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            summary["characters"] += len(document.text)
            yield ConcordanceCount(
                doc=document.id, line=1, start=0, end=len(document.text), query="x", hits=len(document.text)
            )

    return Findings(iterate(), summary)


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_records_and_summary_are_those_of_one_process(jobs):
    documents = [Document(str(number), "x" * number) for number in range(30)]
    findings = run_in_parallel(find_lengths, documents, jobs)
    assert list(findings) == list(find_lengths(documents))
    assert findings.summary == {"characters": sum(range(30))}


@pytest.mark.parametrize("sizes", [[1_000_000] * 12, [10_000_000], [1, 10_000_000]])
def test_all_cores_are_used_from_8_megabytes_on(sizes):
    documents = [Document(str(number), "x" * size) for number, size in enumerate(sizes)]
    findings = run_in_parallel(find_lengths, documents, None)
    assert list(findings) == list(find_lengths(documents))
    assert findings.summary == {"characters": sum(sizes)}


def test_a_worker_that_dies_is_an_issue_that_names_its_document():
    documents = [Document(name, "die" if name == "c" else "fine") for name in "abcdef"]
    items = list(run_in_parallel(find_lengths, documents, 2))
    (issue,) = [item for item in items if isinstance(item, Issue)]
    assert (issue.kind, issue.skipped, issue.path) == ("worker", True, "c")
    assert issue.message == "c: its worker was ended by SIGKILL; skipped"
    assert [item.doc for item in items if item is not issue] == ["a", "b", "d", "e", "f"]


def test_of_many_small_documents_those_that_fail_are_named_and_the_others_are_all_there():
    texts = {"c": "die", "f": "fail", "h": "die"}
    documents = [Document(name, texts.get(name, "fine")) for name in "abcdefghij"]

    def find(documents):
        for document in documents:
            if document.text == "fail":
                raise ValueError("unheard of")
            yield from find_lengths((document,))

    items = list(run_in_parallel(lambda documents: Findings(find(documents), {}), documents, 2))
    issues = {item.path: item.message for item in items if isinstance(item, Issue)}
    assert issues == {
        "c": "c: its worker was ended by SIGKILL; skipped",
        "f": "f: ValueError: unheard of; skipped",
        "h": "h: its worker was ended by SIGKILL; skipped",
    }
    assert [item.path if isinstance(item, Issue) else item.doc for item in items] == list("abcdefghij")
