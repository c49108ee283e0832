"""Rows of Parquet are documents as rows of JSON lines are, and what is none is said."""

import json
import sys

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.dedupe.writing.rewrite import plan_rewriting
from corpuskit.errors import NothingReadableError, UsageError

pa = pytest.importorskip("pyarrow", reason="the extra 'spark' is not installed")
parquet = pytest.importorskip("pyarrow.parquet")

ROWS = [
    {"id": "one", "text": "On 3 May 2021.", "date": "2021-05-04", "title": "A title"},
    {"id": None, "text": "نص", "date": None, "title": ""},
    {"id": "three", "text": None, "date": None, "title": None},
]


@pytest.fixture
def rows(tmp_path):
    """The same rows as Parquet and as JSON lines, in two directories."""
    for name in ("parquet", "jsonl"):
        (tmp_path / name).mkdir()
    parquet.write_table(pa.Table.from_pylist(ROWS), tmp_path / "parquet" / "rows.parquet", row_group_size=2)
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "jsonl" / "rows.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def describe(corpus):
    documents = [(each.id, each.text, each.row, dict(each.metadata)) for each in corpus]
    return documents, [(issue.kind, issue.message) for issue in corpus.issues]


def test_rows_are_those_of_json_lines(rows):
    documents, issues = describe(open_corpus(rows / "parquet"))
    assert (documents, issues) == describe(open_corpus(rows / "jsonl"))
    assert [document[0] for document in documents] == ["one", "rows:2"]
    assert issues == [("row", "row 3: field 'text' holds no text; skipped")]


def test_a_file_without_the_field_is_skipped_with_the_cure(rows):
    corpus = open_corpus(rows / "parquet", text_field="body")
    with pytest.raises(NothingReadableError, match="no field 'body' in its header") as caught:
        list(corpus)
    assert caught.value.hint == "name the field that holds the text: --text-field NAME"


def test_a_file_that_is_none_is_skipped(tmp_path):
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and nothing else")
    (tmp_path / "good.txt").write_text("text", encoding="utf-8")
    documents, issues = describe(open_corpus(tmp_path))
    assert len(documents) == 1
    assert issues[0][0] == "row"
    assert issues[0][1].startswith("not valid Parquet: ")


def test_without_pyarrow_the_file_is_skipped_with_the_cure(rows, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NothingReadableError, match="Parquet needs pyarrow") as caught:
        list(open_corpus(rows / "parquet"))
    assert caught.value.hint == "pip install pyarrow"


def test_rows_of_parquet_are_not_taken_out(rows):
    with pytest.raises(UsageError, match="takes no rows out of Parquet"):
        plan_rewriting(open_corpus(rows / "parquet"), rows / "new")


def write_columns(path, **columns):
    parquet.write_table(pa.table(columns), path)
    return path


def bad_strings(*values):
    """A column of strings that are not all UTF-8, as other programs write them."""
    return pa.array(values, pa.binary()).view(pa.string())


def test_a_text_that_is_not_utf8_costs_its_row(tmp_path):
    path = write_columns(tmp_path / "a.parquet", text=bad_strings(b"one", b"\xff\xfe", b"three"))
    documents, issues = describe(open_corpus(path))
    assert [document[1] for document in documents] == ["one", "three"]
    assert issues == [("row", "row 2: field 'text' is not valid UTF-8; skipped")]


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([0, 2**60, 5], pa.timestamp("us")),
        pa.array([0, -(2**60), 5], pa.timestamp("us")),
        pa.array([0, 2**31 - 1, 5], pa.date32()),
        bad_strings(b"2024-01-01", b"\xff", b"2024-01-03"),
    ],
    ids=["far future", "far past", "day", "bytes"],
)
def test_a_date_that_is_out_of_range_costs_the_date_and_not_the_row(tmp_path, dates):
    path = write_columns(tmp_path / "a.parquet", text=pa.array(["one", "two", "three"]), date=dates)
    corpus = open_corpus(path)
    assert [(document.text, "date" in document.metadata) for document in corpus] == [
        ("one", True), ("two", False), ("three", True),
    ]  # fmt: skip
    assert [(issue.skipped, issue.message) for issue in corpus.issues] == [
        (False, "row 2: the value of date is out of range; read without it")
    ]


def test_a_zone_that_is_not_known_costs_the_dates_and_no_row(tmp_path):
    dates = pa.array([0, 1, 2], pa.timestamp("us", tz="Mars/Olympus_Mons"))
    path = write_columns(tmp_path / "a.parquet", text=pa.array(["one", "two", "three"]), date=dates)
    assert [document.text for document in open_corpus(path)] == ["one", "two", "three"]


def test_a_value_of_another_column_that_is_out_of_range_costs_only_itself(tmp_path):
    other = pa.array([2**60], pa.timestamp("us"))
    path = write_columns(tmp_path / "a.parquet", text=pa.array(["one"]), other=other)
    documents, issues = describe(open_corpus(path))
    assert [metadata for *_, metadata in documents] == [{}]
    assert issues == [("row", "row 1: the value of other is out of range; read without it")]


def test_all_columns_are_kept_but_those_of_bytes(tmp_path):
    path = write_columns(
        tmp_path / "a.parquet",
        text=pa.array(["one"]),
        lang=pa.array(["en"]),
        tags=pa.array([["a", "b"]]),
        place=pa.array([{"city": "Riga"}]),
        picture=pa.array([b"PNG"]),
    )
    (document,) = open_corpus(path)
    assert dict(document.metadata) == {"lang": "en", "tags": "a, b", "place.city": "Riga"}
    assert [each.id for each in open_corpus(path, where=("place.city=R*",))] == [document.id]
