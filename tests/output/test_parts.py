"""A directory of parts: whole or not at all, its lines those of one file, its columns the fields of the record."""

import json
import sys

import msgspec
import pytest
from tests.conftest import SEEDS

from corpuskit import Document, KwicOptions, concordance
from corpuskit.cli.app import run_app
from corpuskit.errors import MissingExtraError, UsageError
from corpuskit.output import parts as parts_module
from corpuskit.output.parts import PartOptions, write_part
from corpuskit.records import OUTPUT_TYPES, ConcordanceLine
from corpuskit.records.arrow import make_arrow_schema

COMMANDS = [["list"], ["dates"], ["quotes", "--all"], ["kwic", "charter"], ["dedupe", "--pairs"], ["dedupe"]]


def read_lines(directory):
    return b"".join(path.read_bytes() for path in sorted(directory.iterdir()))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_lines_of_the_parts_are_those_of_one_file(command, tmp_path, monkeypatch):
    monkeypatch.setattr(parts_module, "_PART_RECORDS", 7)
    assert run_app([*command, str(SEEDS), "-q", "-o", f"{tmp_path}/whole.jsonl"]) == 0
    assert run_app([*command, str(SEEDS), "-q", "-o", f"{tmp_path}/out.jsonl/"]) == 0
    whole = (tmp_path / "whole.jsonl").read_bytes()
    assert read_lines(tmp_path / "out.jsonl") == whole
    assert len(list((tmp_path / "out.jsonl").iterdir())) == -(-whole.count(b"\n") // 7)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_rows_of_parquet_are_the_records(command, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'spark' is not installed")
    run_app([*command, str(SEEDS), "-q", "-o", f"{tmp_path}/whole.jsonl"])
    run_app([*command, str(SEEDS), "-q", "-o", f"{tmp_path}/out.parquet/"])
    records = [json.loads(line) for line in (tmp_path / "whole.jsonl").read_bytes().splitlines()]
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist(maps_as_pydicts="strict")
    assert len(rows) == len(records) > 0
    for row, record in zip(rows, records, strict=True):
        # Days are dates there.
        shown = json.loads(json.dumps({name: row[name] for name in record}, default=str))
        assert shown == record


@pytest.mark.parametrize("count", [0, 1, 5])
def test_the_writer_of_a_part_tells_how_many_records_it_holds(count, tmp_path):
    lines = concordance([Document("a", "peace " * count)], KwicOptions(pattern="peace"))
    options = PartOptions(directory=str(tmp_path), format="jsonl")
    assert write_part(str(tmp_path), "7", lines, record_type=ConcordanceLine, options=options) == count
    assert (tmp_path / "part-7.jsonl").read_bytes().count(b"\n") == count


def test_columns_are_chosen(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'spark' is not installed")
    run_app(["list", str(SEEDS), "-o", f"{tmp_path}/out.parquet/", "--columns", "words,doc"])
    assert parquet.read_table(tmp_path / "out.parquet").schema.names == ["words", "doc"]


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_an_unknown_column_is_refused_before_any_text_is_read(name, tmp_path, monkeypatch):
    monkeypatch.setattr("corpuskit.run.run", lambda *_, **__: pytest.fail("the work began"))
    with pytest.raises(UsageError, match="no column 'nope'"):
        run_app(["list", str(SEEDS), "-o", f"{tmp_path}/{name}/", "--columns", "nope"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("record_type", OUTPUT_TYPES.values(), ids=OUTPUT_TYPES.keys())
def test_every_record_type_has_columns(record_type):
    pytest.importorskip("pyarrow", reason="the extra 'spark' is not installed")
    names = [field.encode_name for field in msgspec.structs.fields(record_type)]
    tag = [] if record_type.__struct_config__.tag is None else ["type"]
    assert make_arrow_schema(record_type).names == [*tag, *names]


def test_nothing_found_is_one_empty_part(tmp_path):
    run_app(["kwic", "xyzzy", str(SEEDS), "-o", f"{tmp_path}/out.jsonl/"])
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "out.jsonl").iterdir()] == [
        ("part-000000.jsonl", b"")
    ]


@pytest.mark.parametrize(
    ("name", "options"),
    [("out/", []), ("out.csv/", []), ("out.parquet/", ["--json"]), ("out.jsonl/", ["-f", "csv"])],
)
def test_other_formats_are_no_directories(name, options, tmp_path):
    with pytest.raises(UsageError, match="a directory of parts holds JSON lines or Parquet"):
        run_app(["list", str(SEEDS), "-o", f"{tmp_path}/{name}", *options])
    assert list(tmp_path.iterdir()) == []


def test_a_directory_with_something_in_it_is_left_alone(tmp_path):
    target = tmp_path / "out.jsonl"
    target.mkdir()
    (target / "mine").write_text("kept", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already"):
        run_app(["list", str(SEEDS), "-o", f"{target}/"])
    assert (target / "mine").read_text(encoding="utf-8") == "kept"


def test_what_fails_leaves_nothing_behind(tmp_path):
    with pytest.raises(UsageError, match="no column"):
        run_app(["list", str(SEEDS), "-o", f"{tmp_path}/out.jsonl/", "--columns", "nonsense"])
    assert list(tmp_path.iterdir()) == []


def test_parquet_without_pyarrow_is_told_with_its_cure(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match="Parquet needs pyarrow") as caught:
        run_app(["list", str(SEEDS), "-o", f"{tmp_path}/out.parquet/"])
    assert caught.value.hint == "pip install pyarrow"
    assert list(tmp_path.iterdir()) == []


def test_a_column_that_is_named_twice_stands_once_in_parquet(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra 'spark' is not installed")
    assert (
        run_app(["list", str(SEEDS), "-q", "--columns", "doc,lang,doc", "-o", f"{tmp_path}/out.parquet"]) == 0
    )
    assert parquet.read_table(tmp_path / "out.parquet").column_names == ["doc", "lang"]
