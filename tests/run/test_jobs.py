"""Several processes give the bytes that one gives, and what one document does to an analysis costs that document only."""

from __future__ import annotations

import json
import os
import signal

import pytest

from corpuskit.analysis import Analysis
from corpuskit.corpus import Document, open_corpus
from corpuskit.errors import MissingExtraError, UsageError
from corpuskit.listing import ListOptions
from corpuskit.records import ConcordanceCount, Findings, Issue, Summary
from corpuskit.run import run
from corpuskit.showing import Show, ShowOptions


class Characters(Summary, frozen=True, kw_only=True):
    characters: int = 0


class Lengths(Analysis):
    """The length of each document; some documents are bad for it."""

    record_type = ConcordanceCount
    options = ListOptions()
    nothing = Characters()

    def per_document(self, document):
        size = len(document.text)
        if document.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if document.text == "fail":
            raise ValueError("unheard of")
        if document.text == "memory":
            raise MemoryError
        if document.text == "depth":
            return self.per_document(document)
        if document.text == "missing":
            raise MissingExtraError("no package", hint="install it")
        record = ConcordanceCount(doc=document.id, line=1, start=0, end=size, query="x", hits=size)
        return Findings([record], Characters(characters=size))


def make_documents(**texts):
    return [Document(name, texts.get(name, "fine")) for name in "abcdefghij"]


@pytest.mark.parametrize("jobs", [1, 2, 3, None])
def test_records_and_summary_are_those_of_one_process(jobs):
    documents = [Document(str(number), "x" * number) for number in range(30)]
    findings = run(Lengths(), documents, jobs=jobs)
    assert list(findings) == list(Lengths().find_in(documents))
    assert findings.summary == {"characters": sum(range(30))}
    assert findings.document_count == 30


@pytest.mark.parametrize("sizes", [[1_000_000] * 12, [10_000_000], [1, 10_000_000]])
def test_all_cores_are_used_from_8_megabytes_on(sizes):
    documents = [Document(str(number), "x" * size) for number, size in enumerate(sizes)]
    findings = run(Lengths(), documents)
    assert list(findings) == list(Lengths().find_in(documents))
    assert findings.summary == {"characters": sum(sizes)}


def test_a_worker_that_dies_is_an_issue_that_names_its_document():
    items = list(run(Lengths(), make_documents(c="die"), jobs=2))
    (issue,) = [item for item in items if isinstance(item, Issue)]
    assert (issue.kind, issue.skipped, issue.path) == ("worker", True, "c")
    assert issue.message == "c: its worker was ended by SIGKILL; skipped"
    assert [item.path if isinstance(item, Issue) else item.doc for item in items] == list("abcdefghij")


FAILURES = {
    "fail": "ValueError: unheard of",
    "memory": "there is not enough memory for it",
    "depth": "RecursionError: maximum recursion depth exceeded",
}


@pytest.mark.parametrize("jobs", [1, 2, None])
@pytest.mark.parametrize("text", FAILURES)
def test_a_document_that_an_analysis_fails_on_is_named_and_the_rest_goes_on(text, jobs):
    findings = run(Lengths(), make_documents(c=text, j=text), jobs=jobs)
    items = list(findings)
    assert [item.path if isinstance(item, Issue) else item.doc for item in items] == list("abcdefghij")
    issues = [item for item in items if isinstance(item, Issue)]
    assert [issue.path for issue in issues] == ["c", "j"]
    assert all(issue.skipped for issue in issues)
    assert all(issue.message.startswith(f"{issue.path}: {FAILURES[text]}") for issue in issues)
    assert findings.issues == issues
    assert findings.summary == {"characters": 8 * 4}


@pytest.mark.parametrize("size", [1, 600_000])
def test_issues_of_reading_and_of_the_work_come_in_the_order_of_the_corpus(tmp_path, size):
    rows = [
        {"text": "x" * size},
        {"text": 1},
        {"text": "fail"},
        {"text": None},
        {"text": "y"},
        {"text": "fail"},
        [],
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_text(lines)
    (tmp_path / "c.txt").write_bytes(b"\xff")
    items = {jobs: list(run(Lengths(), open_corpus(tmp_path), jobs=jobs)) for jobs in (1, 2, None)}
    kinds = [item.kind if isinstance(item, Issue) else "record" for item in items[1]]
    of_file = ["record", "row", "worker", "row", "record", "worker", "row"]
    assert [kind for kind in kinds if kind != "id"] == [*of_file, *of_file, "decode"]
    assert items[2] == items[1]
    assert items[None] == items[1]


def test_the_issue_does_not_depend_on_the_number_of_processes():
    found = [list(run(Lengths(), make_documents(b="fail", d="memory"), jobs=jobs)) for jobs in (1, 2)]
    assert found[0] == found[1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_trace_is_shown_where_it_is_asked_for(jobs, monkeypatch, capfd):
    list(run(Lengths(), make_documents(c="fail"), jobs=jobs))
    assert capfd.readouterr().err == ""
    monkeypatch.setenv("CORPUSKIT_DEBUG", "1")
    list(run(Lengths(), make_documents(c="fail"), jobs=jobs))
    errors = capfd.readouterr().err
    assert errors.count("Traceback") == 1
    assert "ValueError: unheard of" in errors


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_missing_for_every_document_ends_the_run(jobs):
    with pytest.raises(MissingExtraError, match="no package") as caught:
        list(run(Lengths(), make_documents(a="missing", b="missing"), jobs=jobs))
    assert caught.value.hint == "install it"


def test_of_many_small_documents_those_that_fail_are_named_and_the_others_are_all_there():
    items = list(run(Lengths(), make_documents(c="die", f="fail", h="die"), jobs=2))
    issues = {item.path: item.message for item in items if isinstance(item, Issue)}
    assert issues == {
        "c": "c: its worker was ended by SIGKILL; skipped",
        "f": "f: ValueError: unheard of; skipped",
        "h": "h: its worker was ended by SIGKILL; skipped",
    }
    assert [item.path if isinstance(item, Issue) else item.doc for item in items] == list("abcdefghij")


@pytest.mark.parametrize("jobs", [0, -1])
def test_there_is_one_process_at_least(jobs):
    with pytest.raises(UsageError, match="1 or more"):
        run(Lengths(), [], jobs=jobs)


def test_an_engine_that_does_not_exist_is_refused():
    with pytest.raises(UsageError, match="no engine 'ray'"):
        run(Lengths(), [], engine="ray")


# Every mode of every command.
COMMANDS = [
    ["list"],
    ["dedupe"],
    ["dedupe", "--pairs"],
    ["dedupe", "--blocks"],
    ["dedupe", "--stats"],
    ["dedupe", "--curve"],
    ["dates"],
    ["dates", "--anchor-from", "mtime"],
    ["dates", "--timeline", "year"],
    ["dates", "--timeline", "month"],
    ["quotes", "--all"],
    ["quotes", "--by", "speaker"],
    ["kwic", "UN Charter"],
    ["kwic", "UN Charter", "--unit", "char"],
    ["kwic", "secur*", "--first-per", "doc"],
    ["kwic", "security", "--count"],
    ["kwic", "security", "--count", "--limit", "2"],
    ["kwic", "security", "--plot"],
    ["kwic", "security", "--in-quotes"],
    ["kwic", "security", "--limit", "3"],
    ["kwic", "security", "--sort", "R1"],
    ["kwic", "security", "--sort", "R1,L1", "--limit", "4"],
    ["kwic", "the", "--sort", "freq:R1", "--limit", "20"],
    ["kwic", "security", "--sort", "date"],
    ["kwic", "security", "--group", "R1"],
    ["kwic", "security", "--group", "doc", "--fold-copies", "exact"],
    ["kwic", "security", "--group", "R1", "--sample", "20"],
    ["kwic", "the", "--sample", "5"],
    ["kwic", "the", "--sample", "5", "--by", "doc"],
    ["kwic", "the", "--sample", "5", "--by", "doc", "--fold-copies", "exact"],
    ["kwic", "the", "--sample", "5", "--sort", "R1"],
    ["kwic", "security", "--fold-copies", "exact"],
    ["kwic", "security", "--fold-copies", "context", "--first-per", "doc"],
    ["kwic", "security", "--fold-copies", "near", "--sort", "R1"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("offsets", ["chars", "utf16"])
def test_the_number_of_jobs_changes_nothing(command, offsets, run_command):
    outputs = {
        run_command(*command, "seeds", "--json", "--offsets", offsets, "-j", jobs) for jobs in ("1", "2")
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["records"]


def test_an_error_of_the_work_tells_what_was_met_before_it_and_not_what_was_read_ahead(tmp_path):
    (tmp_path / "a.txt").write_text("One.\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": 1}\n{"text": "Two."}\n', encoding="utf-8")
    (tmp_path / "c.txt").write_text("Three.\n", encoding="utf-8")
    for doc, met in (("a", 0), ("c", 1)):
        told = []
        for jobs in (1, 2):
            results = run(Show(ShowOptions(doc=f"{doc}:2:1")), open_corpus(tmp_path), jobs=jobs)
            items = []
            with pytest.raises(UsageError, match=f"the text of '{doc}' has"):
                items.extend(results.iter_batches())
            told.append([item.message for item in _flatten(items) if isinstance(item, Issue)])
        assert told[0] == told[1]
        assert len(told[0]) == met


def _flatten(items):
    for item in items:
        yield from item if isinstance(item, list) else [item]
