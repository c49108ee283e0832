"""Spark gives the bytes, the messages and the exit codes of this process."""

import json
import os
import signal
import sys

import pytest
from tests.conftest import ROOT, SEEDS
from tests.contract.test_scale import make_paragraphs
from tests.run import test_jobs

from corpuskit.cli.app import run_app
from corpuskit.corpus import open_corpus
from corpuskit.listing import Listing
from corpuskit.records import Issue
from corpuskit.run import run
from corpuskit.run.processes import WorkerFailure

pytestmark = pytest.mark.slow

SPARK = ["--engine", "spark", "--engine-option", "master=local[2]"]
DRAFT = ROOT / "docs" / "examples" / "draft.md"
OTHERS = {
    "list as a table": ["list", "-f", "table"],
    "dates as CSV": ["dates", "-f", "csv", "--from", "2021"],
    "dates in bytes": ["dates", "--offsets", "bytes"],
    "dates in some documents": ["dates", "--doc", "00[14]*"],
    "quotes as TSV": ["quotes", "--indirect", "-f", "tsv"],
    "the first quotes": ["quotes", "-n", "3", "-f", "jsonl"],
    "kwic, sorted": ["kwic", "security", "--sort", "R1", "--offsets", "utf16"],
    "dedupe, by pairs": ["dedupe", "--threshold", "0.6", "--pairs", "-f", "jsonl"],
    "dedupe, by runs": ["dedupe", "--blocks", "--keep", "earliest", "-f", "csv"],
    "verify as a table": ["verify", DRAFT, "-f", "table", "--in"],
    "verify as CSV": ["verify", DRAFT, "-f", "csv", "--in"],
    "verify in utf16": ["verify", DRAFT, "-f", "jsonl", "--offsets", "utf16", "--in"],
    "the first of verify": ["verify", DRAFT, "--json", "-n", "3", "--in"],
    "verify": ["verify", DRAFT, "--json", "--in"],
}
COMMANDS = {**{" ".join(command): command for command in test_jobs.COMMANDS}, **OTHERS}


def run_both(capsys, tmp_path, *arguments):
    """Return what a command gives in this process and on Spark: exit code, bytes, and messages."""
    outcomes = []
    for engine in (["--engine", "local"], SPARK):
        target = tmp_path / "out"
        capsys.readouterr()
        code = run_app([*map(str, arguments), "-o", str(target), *engine])
        outcomes.append((code, target.read_bytes(), capsys.readouterr().err))
        target.unlink()
    return outcomes


def with_format(command):
    return command if {"-f", "--json"}.intersection(command) else [*command, "--json"]


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_the_seeds_give_the_same_bytes(command, capsys, tmp_path):
    alone, distributed = run_both(capsys, tmp_path, *with_format(command), SEEDS)
    assert alone == distributed
    assert alone[0] == 0
    assert alone[1]


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """20,000 paragraphs in 100 files, among them copies and near copies, and as rows of one file."""
    root = tmp_path_factory.mktemp("generated")
    paragraphs = make_paragraphs(15_000).split("\n")
    paragraphs += [line.replace("left", "quitted") for line in paragraphs[::3]]
    (root / "files").mkdir()
    with (root / "rows.jsonl").open("w", encoding="utf-8") as rows:
        for begin in range(0, len(paragraphs), 200):
            text = "\n".join(paragraphs[begin : begin + 200])
            (root / "files" / f"{begin:05}.txt").write_text(text, encoding="utf-8")
            rows.write(json.dumps({"id": begin, "text": text, "date": "2024-05-01"}) + "\n")
    return root


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    "command",
    [["list"], ["dates"], ["quotes", "--all"], ["kwic", "delegate D1*"], ["dedupe"]],
    ids=" ".join,
)
def test_twenty_thousand_paragraphs_give_the_same_bytes(command, generated, capsys, tmp_path):
    alone, distributed = run_both(capsys, tmp_path, *command, "--json", generated / "files")
    assert alone == distributed
    assert json.loads(alone[1])["records"]


@pytest.mark.usefixtures("spark")
def test_rows_of_a_file_give_the_same_bytes(generated, capsys, tmp_path):
    alone, distributed = run_both(capsys, tmp_path, "dates", "--json", generated / "rows.jsonl")
    assert alone == distributed
    assert json.loads(alone[1])["records"]


@pytest.fixture
def untidy(tmp_path):
    """A corpus with what cannot be read, and with what is no text."""
    root = tmp_path / "untidy"
    root.mkdir()
    (root / "a.txt").write_text("On 3 May 2021 she said “yes, of course”.", encoding="utf-8")
    (root / "b.txt").write_bytes(b"caf\xe9 au lait")
    (root / "c.bin").write_bytes(b"\0\1")
    (root / "d.jsonl").write_text(
        '{"text": "On 4 May 2021."}\nno row\n{"title": "no text"}\n', encoding="utf-8"
    )
    (root / "e.txt").write_bytes("In June 2022.".encode("utf-16"))
    return root


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("command", ["list", "dates", "quotes", "dedupe"])
def test_what_cannot_be_read_is_told_in_the_same_words(command, untidy, capsys, tmp_path):
    alone, distributed = run_both(capsys, tmp_path, command, "--json", untidy)
    assert alone == distributed
    assert alone[0] == 3
    assert "not valid UTF-8 at byte 3" in alone[2]


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("command", ["list", "dates", "dedupe"])
def test_documents_of_one_id_get_the_ids_that_one_process_gives(command, capsys, tmp_path):
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text("The meeting of 3 May 2021 was long and fruitful.\n", encoding="utf-8")
    alone, distributed = run_both(capsys, tmp_path, command, "--json", tmp_path)
    assert alone == distributed
    assert b'"a.txt"' in alone[1]


@pytest.mark.usefixtures("spark")
def test_nothing_to_read_is_an_error(tmp_path):
    from corpuskit.errors import NothingReadableError

    for command in ("dates", "dedupe"):
        with pytest.raises(NothingReadableError, match="no document could be read"):
            run_app([command, str(tmp_path), "-o", os.devnull, "-f", "json", *SPARK])


@pytest.mark.usefixtures("spark")
def test_copies_of_another_corpus_give_the_same_bytes(capsys, tmp_path, generated):
    news = tmp_path / "news.txt"
    news.write_text("\n".join(make_paragraphs(40).split("\n")[10:]) + "\nSomething else.", encoding="utf-8")
    alone, distributed = run_both(
        capsys, tmp_path, "dedupe", news, "--against", generated / "files", "--json"
    )
    assert alone == distributed
    assert json.loads(alone[1])["summary"]["copies"] == 30


@pytest.mark.usefixtures("spark")
def test_a_corpus_is_written_without_its_copies_as_ever(tmp_path):
    trees = []
    for name, engine in (("local", []), ("spark", SPARK)):
        tree = tmp_path / name
        run_app(["dedupe", str(SEEDS), "--write", str(tree), "-q", "-o", os.devnull, "-f", "json", *engine])
        trees.append({path.name: path.read_bytes() for path in tree.iterdir()})
    assert trees[0] == trees[1]
    assert len(trees[0]) == 6


def send_by_value():
    """Make what this module defines known to workers, which do not have it."""
    from pyspark import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])


def take_apart(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    yield f"{number} begins"
    yield f"{number} ends"


def test_results_come_in_the_order_of_the_inputs_and_a_worker_that_dies_loses_one(spark):
    from corpuskit.spark.ordered import map_in_order

    send_by_value()
    found = list(map_in_order(spark, take_apart, range(12)))
    expected = [
        (number, f"{number} {what}") for number in range(12) if number != 7 for what in ("begins", "ends")
    ]
    failures = [each for each in found if isinstance(each[1], WorkerFailure)]
    assert [each for each in found if each not in failures] == expected
    assert [number for number, _ in failures] == [7]
    assert found.index(failures[0]) == 14
    assert "\n" not in failures[0][1].reason
    assert "java" not in failures[0][1].reason.lower()


def fail_on_five(number):
    if number == 5:
        raise ValueError("five is right out")
    yield number


def test_an_error_in_a_worker_is_told_in_one_line(spark):
    from corpuskit.spark.ordered import map_in_order

    send_by_value()
    failures = [
        result
        for _, result in map_in_order(spark, fail_on_five, range(8))
        if isinstance(result, WorkerFailure)
    ]
    assert [failure.reason for failure in failures] == ["ValueError: five is right out"]


class Perilous(Listing):
    def per_document(self, document):
        if document.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if document.text == "fail":
            raise ValueError("unheard of")
        return super().per_document(document)


@pytest.mark.usefixtures("spark")
def test_a_document_that_ends_its_worker_is_named_and_the_rest_goes_on(tmp_path):
    send_by_value()
    for name in "abcdef":
        text = {"c": "die", "e": "fail"}.get(name, "fine")
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    results = run(Perilous(), open_corpus(tmp_path), engine="spark")
    items = list(results)
    issues = [item for item in items if isinstance(item, Issue)]
    assert [item.doc for item in items if item not in issues] == ["a", "b", "d", "f"]
    assert [(issue.kind, issue.skipped) for issue in issues] == [("worker", True)] * 2
    assert issues[0].message.startswith("c: ")
    assert issues[1].message == "e: ValueError: unheard of; skipped"
    assert results.document_count == 6
    assert results.summary["words"] == 4


@pytest.mark.usefixtures("spark")
def test_a_whole_run_writes_nothing_else_to_its_streams(corpuskit):
    text = (SEEDS / "000_b756cdfa15a2d7d9.txt").read_bytes()
    alone = corpuskit("dates", "seeds", "-", "--json", stdin=text)
    distributed = corpuskit("dates", "seeds", "-", "--json", *SPARK, stdin=text)
    assert (distributed.returncode, distributed.stdout, distributed.stderr) == (0, alone.stdout, b"")


@pytest.mark.usefixtures("spark")
def test_a_cluster_that_cannot_be_reached_is_one_error(corpuskit):
    result = corpuskit("list", "seeds", "--engine", "spark", "--engine-option", "master=nonsense://here")
    assert result.returncode == 4
    assert result.stdout == b""
    first, hint = result.stderr.decode().splitlines()
    assert first.startswith("corpuskit: error: Spark cannot be started: Master must")
    assert hint.startswith("  hint: ")


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("command", [["dates"], ["kwic", "delegate", "--offsets", "bytes"]], ids=" ".join)
def test_the_parts_that_workers_write_are_the_lines_of_one_file(command, generated, tmp_path):
    code = run_app([*command, str(generated / "files"), "-q", "-o", f"{tmp_path}/out.jsonl/", *SPARK])
    assert code == run_app([*command, str(generated / "files"), "-q", "-o", f"{tmp_path}/whole.jsonl"]) == 0
    parts = sorted((tmp_path / "out.jsonl").iterdir())
    assert b"".join(path.read_bytes() for path in parts) == (tmp_path / "whole.jsonl").read_bytes()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.usefixtures("spark")
def test_workers_write_parquet_and_read_it(capsys, tmp_path):
    from pyarrow import parquet

    rows = tmp_path / "rows.parquet"
    assert run_app(["list", str(SEEDS), "-q", "-o", f"{rows}/", *SPARK]) == 0
    assert parquet.read_table(rows).num_rows == 5
    # What was written is a corpus itself: the titles of the documents.
    alone, distributed = run_both(
        capsys, tmp_path, "list", rows, "--text-field", "title", "--id-field", "doc", "--json"
    )
    assert alone == distributed
    assert json.loads(alone[1])["summary"]["documents"] >= 1


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("options", [[], ["--substring"]], ids=str)
def test_no_hit_of_a_word_with_marks_is_lost_in_a_long_text(options, capsys, tmp_path):
    words = ["है", "ที่", "தமிழ்", "ọ̀rọ̀", "هٔ", "người"]
    for number, word in enumerate(words):
        (tmp_path / f"{number}.txt").write_text(f"x {word} y, {word}\n" * 10_000, encoding="utf-8")
    for word in words:
        alone, distributed = run_both(capsys, tmp_path, "kwic", word, "--count", "--json", *options, tmp_path)
        assert [record["hits"] for record in json.loads(alone[1])["records"]] == [20_000]
        assert alone == distributed
