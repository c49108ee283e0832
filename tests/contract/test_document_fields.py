"""`--show FIELD,…`: fields of the documents beside what is found in them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

ROWS = (
    '{"id": "p1", "text": "The harbour opens on 3 May 2024.", "author": "Ann", "date": "2024-05-01", "place": {"name": "Bonn"}}\n'
    '{"id": "p2", "text": "“The harbour is closed,” said Ann Lee.", "place": {"name": "Rome"}}\n'
)


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    path = tmp_path / "posts.jsonl"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", [["kwic", "harbour"], ["dates"], ["quotes"], ["list"]])
def test_every_record_of_a_document_gets_its_fields(posts: Path, corpuskit: Any, command: list[str]) -> None:
    places = {"p1": "Bonn", "p2": "Rome"}
    done = corpuskit(*command, str(posts), "--show", "place.name,author", "-f", "jsonl")
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert records
    for record in records:
        assert (record["place.name"], record["author"]) == (
            places[record["doc"]], {"p1": "Ann"}.get(record["doc"]),
        )  # fmt: skip
    rows = csv.DictReader(
        io.StringIO(corpuskit(*command, str(posts), "--show", "place.name", "-f", "csv").stdout.decode())
    )
    assert [row["place.name"] for row in rows] == [places[record["doc"]] for record in records]


def test_fields_stand_behind_the_id_in_a_table_and_in_chosen_columns(posts: Path, corpuskit: Any) -> None:
    table = corpuskit("kwic", "harbour", str(posts), "--show", "author").stdout.decode()
    assert table.splitlines()[0].split() == ["doc", "line", "author", "before", "match", "after"]
    chosen = corpuskit(
        "kwic", "harbour", str(posts), "--show", "author", "--columns", "doc,match"
    ).stdout.decode()
    assert chosen.splitlines()[0].split() == ["doc", "author", "match"]


def test_a_field_that_the_record_has_too_is_told_apart(posts: Path, corpuskit: Any) -> None:
    (first, second) = (
        corpuskit("list", str(posts), "--show", "date", "-f", "jsonl").stdout.decode().splitlines()
    )
    assert (json.loads(first)["doc_date"], json.loads(second)["doc_date"]) == ("2024-05-01", None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kwic", "harbour", "PATH", "--show", "author", "--layout", "stacked"], "--layout stacked has none"),
        (["kwic", "harbour", "PATH", "--show", "author", "--group", "L1"], "more than one document"),
        (["words", "PATH", "--show", "author"], "No such option: --show"),
        (["dates", "PATH", "--show", "author", "--inline", "tei"], "has no effect on tei output"),
        (
            ["kwic", "harbour", "PATH", "--show", "author", "--engine", "spark"],
            "documents that are read here",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused(
    posts: Path, corpuskit: Any, arguments: list[str], said: str
) -> None:
    done = corpuskit(*[str(posts) if each == "PATH" else each for each in arguments])
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_standard_input_is_read_once_and_has_its_fields(corpuskit: Any) -> None:
    done = corpuskit(
        "kwic",
        "harbour",
        "-",
        "--input-format",
        "jsonl",
        "--show",
        "author",
        "-f",
        "jsonl",
        stdin=ROWS.encode(),
    )
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [(record["doc"], record["author"]) for record in records] == [("p1", "Ann"), ("p2", None)]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_parts_have_the_fields_too(posts: Path, corpuskit: Any, tmp_path: Path, jobs: str) -> None:
    parts = tmp_path / f"parts{jobs}.jsonl"
    assert (
        corpuskit(
            "kwic", "harbour", str(posts), "--show", "author", "--jobs", jobs, "-o", f"{parts}/"
        ).returncode
        == 0
    )
    records = [json.loads(line) for part in sorted(parts.iterdir()) for line in part.read_text().splitlines()]
    assert [(record["doc"], record["author"]) for record in records] == [("p1", "Ann"), ("p2", None)]


def test_documents_that_an_index_proposes_have_their_fields(
    posts: Path, corpuskit: Any, tmp_path: Path
) -> None:
    at = tmp_path / "at.db"
    assert corpuskit("index", "build", str(posts), "--at", str(at)).returncode == 0
    command = ("kwic", "harbour", str(posts), "--show", "author,place.name", "-f", "jsonl")
    assert corpuskit(*command, "--index", str(at)).stdout == corpuskit(*command).stdout != b""


def test_a_field_that_no_document_has_is_told(posts: Path, corpuskit: Any) -> None:
    done = corpuskit("kwic", "harbour", str(posts), "--show", "colour,author", "-f", "json")
    answer = json.loads(done.stdout)
    assert [record["colour"] for record in answer["records"]] == [None, None]
    assert [issue["message"] for issue in answer["issues"]] == [
        "no document here has a field 'colour'; --show adds nothing"
    ]
    assert "no document here has a field 'colour'" in done.stderr.decode()


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb"])
def test_a_name_that_no_column_can_have_is_refused(tmp_path: Path, corpuskit: Any, name: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": "The harbour.", name: "1"}), encoding="utf-8")
    done = corpuskit("kwic", "harbour", str(path), "--show", name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"corpuskit: error: --show cannot name a column ")
