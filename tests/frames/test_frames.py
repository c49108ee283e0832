"""Results as tables: six readers take every record type, with types, text and order as they are in JSON."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import subprocess
import sys

import msgspec
import pytest
from tests.conftest import SEEDS

import corpuskit
from corpuskit import (
    DateOptions,
    Dedupe,
    DedupeOptions,
    FindingsTable,
    KwicOptions,
    QuoteOptions,
    SpeakerCounts,
    Summary,
    Timeline,
    concordance,
    extract_dates,
    extract_quotes,
    find_duplicates,
    list_documents,
    make_concordance,
    open_corpus,
    run,
)
from corpuskit.dates import MarkedDates
from corpuskit.errors import MissingExtraError, UsageError
from corpuskit.listing import PartListing
from corpuskit.records import OUTPUT_TYPES, Findings, Issue, PairScore
from corpuskit.showing import Show, ShowOptions
from corpuskit.words.collocates import Collocates
from corpuskit.words.distribution import Distribution
from corpuskit.words.keywords import KeywordOptions, Keywords, ReferenceWords
from corpuskit.words.wordlist import WordList


def kwic(**options):
    return lambda: make_concordance(KwicOptions(pattern="charter", **options))


ANALYSES = {
    "document": corpuskit.Listing,
    "document_measured": lambda: corpuskit.Listing(corpuskit.ListOptions(measures=("ttr", "mattr"))),
    "corpus_part": lambda: PartListing(corpuskit.ListOptions(by=("lang",))),
    "date": corpuskit.Dates,
    "marked_text": MarkedDates,
    "date_count": lambda: Timeline(DateOptions(), "month"),
    "quote": lambda: corpuskit.Quotes(QuoteOptions(all=True)),
    "quoted_speaker": SpeakerCounts,
    "kwic": kwic(),
    "kwic_coded": kwic(to_code=True),
    "kwic_part": lambda: Distribution(KwicOptions(pattern="charter", count=True, by=("lang",))),
    "kwic_group": kwic(group="R1"),
    "kwic_count": kwic(count=True),
    "kwic_plot": kwic(plot=True),
    "word": WordList,
    "collocate": lambda: Collocates(KwicOptions(pattern="charter")),
    "keyword": lambda: Keywords(KeywordOptions(p=1.0), ReferenceWords(1000, {"river": 10})),
    "duplicate_group": lambda: Dedupe(DedupeOptions()),
    "duplicate_pair": lambda: Dedupe(DedupeOptions(pairs=True)),
    "duplicate_block": lambda: Dedupe(DedupeOptions(blocks=True)),
    "duplicate_statistics": lambda: Dedupe(DedupeOptions(stats=True)),
    "duplicate_count": lambda: Dedupe(DedupeOptions(), is_curve=True),
    "text": lambda: Show(ShowOptions(doc="003_eddac1092f7275fe")),
}


def make_sample(info):
    """Return some value of a type, without anything that may be missing."""
    inspect = msgspec.inspect
    if isinstance(info, inspect.StructType):
        return info.cls(**{field.name: make_sample(field.type) for field in info.fields})
    if isinstance(info, inspect.UnionType):
        return (
            None
            if any(isinstance(each, inspect.NoneType) for each in info.types)
            else make_sample(info.types[0])
        )
    if isinstance(info, inspect.ListType | inspect.VarTupleType):
        return [make_sample(info.item_type)]
    if isinstance(info, inspect.LiteralType):
        return info.values[0]
    plain = {
        inspect.IntType: 1, inspect.FloatType: 0.5, inspect.BoolType: True,
        inspect.DictType: {"key": "value"}, inspect.Metadata: "2024-02-29",
    }  # fmt: skip
    return plain.get(type(info), "text")


# What no analysis here yields, and is not tried as it is made.
MADE = {"pair_score": lambda: [PairScore(id="a", score=0.5), PairScore(id=7, score=1.0)], "issue": list}


def find(name):
    if name in ANALYSES:
        return run(ANALYSES[name](), open_corpus(SEEDS))
    records = MADE[name]() if name in MADE else [make_sample(msgspec.inspect.type_info(OUTPUT_TYPES[name]))]
    return FindingsTable(records, Summary(), OUTPUT_TYPES[name], lambda: Findings(records, Summary()))


def as_plain(value):
    """Return a value of a table as it is in JSON."""
    return json.loads(json.dumps(value, default=str))


def to_rows(findings):
    """Return the records as a table has them: an id that may be a number or a text is a text."""
    rows = findings.to_dicts()
    return [{**row, "id": str(row["id"])} if findings.record_type is PairScore else row for row in rows]


EVERY_TYPE = pytest.mark.parametrize("name", OUTPUT_TYPES)


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_yields_the_records_that_it_is_tried_for(name):
    found = find(name)
    assert found.record_type is OUTPUT_TYPES[name]
    assert len(found.to_dicts()) > 0


@EVERY_TYPE
def test_pyarrow_takes_every_record_type(name):
    pa = pytest.importorskip("pyarrow")
    table = pa.table(find(name))
    assert as_plain(table.to_pylist(maps_as_pydicts="strict")) == to_rows(find(name))
    assert table.schema == find(name).to_arrow().schema


@EVERY_TYPE
def test_polars_takes_every_record_type(name):
    polars = pytest.importorskip("polars")
    frame = find(name).to_polars()
    assert frame.equals(polars.DataFrame(find(name).to_arrow()))
    rows = to_rows(find(name))
    assert frame.height == len(rows)
    plain = [column for column in frame.columns if rows and isinstance(rows[0][column], str | int | float)]
    assert as_plain(frame.select(plain).to_dicts()) == [
        {column: row[column] for column in plain} for row in rows
    ]


@EVERY_TYPE
def test_pandas_takes_every_record_type(name):
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    findings = find(name)
    frame = findings.to_pandas()
    assert len(frame) == len(findings)
    tag = [] if findings.record_type.__struct_config__.tag is None else ["type"]
    assert list(frame.columns) == [*tag, *findings.record_type.__struct_fields__]
    for column in ("text", "doc", "word", "speaker"):
        if column in frame and isinstance(find(name).to_dicts()[0][column], str):
            assert list(frame[column]) == [row[column] for row in findings.to_dicts()]


@EVERY_TYPE
def test_duckdb_reads_every_record_type_by_its_name(name):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    findings = find(name)
    with duckdb.connect() as connection:
        connection.register("found", findings)
        columns = [row[0] for row in connection.sql("DESCRIBE found").fetchall()]
        assert columns == findings.to_arrow().schema.names
        ((count,),) = connection.sql("SELECT count(*) FROM found").fetchall()
    assert count == len(to_rows(findings))


def test_duckdb_finds_a_variable_by_its_name():
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    hits = concordance(open_corpus(SEEDS), KwicOptions(pattern="charter"))
    assert hits
    rows = duckdb.sql("SELECT doc[:3], count(*) FROM hits GROUP BY ALL ORDER BY ALL").fetchall()
    assert rows == [("000", 1), ("001", 5), ("002", 25)]


@EVERY_TYPE
def test_sqlite_utils_and_datasette_take_every_record_type(name, tmp_path):
    sqlite_utils = pytest.importorskip("sqlite_utils")
    pytest.importorskip("datasette")
    rows = to_rows(find(name))[:30]
    if not rows:
        return
    path = tmp_path / "found.db"
    connection = sqlite3.connect(path)
    database = sqlite_utils.Database(connection)
    database["found"].insert_all(rows)
    assert database["found"].count == len(rows)
    shown = next(iter(database["found"].rows))
    assert {column: read_json(rows[0][column], value) for column, value in shown.items()} == rows[0]
    connection.close()
    if name not in ("quote", "duplicate_pair", "document"):
        # Datasette takes a second to start, and sees the same tables.
        return
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "datasette", str(path), "--get", "/found/found.json?_size=1"],
        capture_output=True,
        check=True,
    )
    assert len(json.loads(answer.stdout)["rows"]) == 1


def read_json(original, value):
    return (
        json.loads(value)
        if isinstance(original, dict | list)
        else type(original)(value)
        if original is not None
        else value
    )


def test_days_are_dates_and_lists_and_structs_are_kept():
    polars = pytest.importorskip("polars")
    schema = extract_dates(open_corpus(SEEDS)).to_polars().schema
    assert schema["first_day"] == schema["last_day"] == polars.Date
    assert schema["alternatives"] == polars.List(polars.String)
    assert schema["anchor"] == polars.Struct(
        {"value": polars.String, "line": polars.Int64, "start": polars.Int64, "source": polars.String}
    )
    frame = extract_dates(open_corpus(SEEDS)).to_pandas()
    assert str(frame["first_day"].dtype) == "datetime64[ms]"
    assert str(frame["line"].dtype) == "Int64"


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1600-02-29", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"]
)
def test_a_day_is_counted_as_python_counts_it(day):
    from corpuskit.records.arrow import count_days

    assert count_days(day) == (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days


def test_days_outside_of_the_years_of_python_are_dates_too():
    from corpuskit.records.arrow import count_days

    assert count_days("0000-12-31") == count_days("0001-01-01") - 1
    assert count_days("-0044-03-15") == count_days("-0044-03-14") + 1
    assert count_days("10000-01-01") == count_days("9999-12-31") + 1


def test_nothing_is_an_empty_table_with_its_columns():
    pytest.importorskip("pyarrow")
    found = concordance(open_corpus(SEEDS), KwicOptions(pattern="xyzzy"))
    assert found.to_arrow().num_rows == 0
    assert found.to_arrow().schema.names[:3] == ["type", "doc", "line"]


def test_findings_of_a_corpus_can_be_iterated_over_again():
    found = extract_quotes(open_corpus(SEEDS))
    assert list(found) == list(found) != []
    results = run(corpuskit.Dates(), open_corpus(SEEDS))
    assert list(results) == list(results) != []
    summary = results.summary
    list(results)
    assert results.summary == summary
    duplicates = find_duplicates(list(open_corpus(SEEDS)))
    assert list(duplicates) == list(duplicates) != []


def test_findings_of_documents_that_are_gone_are_iterated_over_once():
    found = list_documents(iter(list(open_corpus(SEEDS))))
    assert len(list(found)) == 5
    for take in (list, FindingsTable.to_dicts, FindingsTable.to_arrow, FindingsTable.to_pandas):
        with pytest.raises(UsageError, match="all been taken"):
            take(found)
    assert found._repr_html_() == "<p>&lt;FindingsTable of DocumentRecord, 5 records&gt;</p>"


def test_findings_that_are_taken_in_part_go_on():
    found = list_documents(iter(list(open_corpus(SEEDS))))
    next(iter(found))
    assert len(list(found)) == 4


def test_the_length_is_known_when_the_records_have_been_taken():
    found = list_documents(open_corpus(SEEDS))
    assert found
    with pytest.raises(TypeError, match="known when all have been taken"):
        len(found)
    assert repr(found) == "<FindingsTable of DocumentRecord>"
    list(found)
    assert len(found) == 5
    assert repr(found) == "<FindingsTable of DocumentRecord, 5 records>"


def test_records_that_were_found_at_once_are_taken_one_by_one():
    text = "The cat and the dog.\n" * 2000 + "Thé cat.\n"
    found = concordance([corpuskit.Document("a", text)], KwicOptions(pattern="the"))
    assert [each for each in found.iter_batches() if isinstance(each, list)]
    assert len(found) == 4000
    assert [line.line for line in found] == [number for number in range(1, 2001) for _ in range(2)]
    assert "<table" in found._repr_html_()
    assert len(list(found)) == 4000


def test_an_iteration_that_is_left_does_not_keep_the_next_from_beginning():
    found = list_documents(open_corpus(SEEDS))
    assert next(iter(found)) == next(iter(found)) == next(iter(list(found)))


def test_a_notebook_shows_the_first_records_and_uses_none_up():
    found = concordance(iter(list(open_corpus(SEEDS))), KwicOptions(pattern="charter"))
    shown = found._repr_html_()
    assert shown.count("<tr>") == 21
    assert "The first 20 records; there are more." in shown
    assert len(list(found)) == 31


def test_a_notebook_shows_arabic_from_right_to_left_and_differences():
    arabic = concordance(open_corpus(SEEDS), KwicOptions(pattern="مجلس الأمن"))
    assert '<td dir="auto" style="text-align:start" lang="ar">مجلس الأمن</td>' in arabic._repr_html_()
    pairs = find_duplicates(open_corpus(SEEDS, docs=["004*"]), DedupeOptions(pairs=True, min_words=6))
    assert '<ins style="background:#d9efdb' in pairs._repr_html_()


def test_text_is_no_markup_in_a_notebook():
    document = corpuskit.Document("<b>", "<script>alert(1)</script> & more")
    shown = concordance([document], KwicOptions(pattern="alert"))._repr_html_()
    assert "<script" not in shown
    assert "&lt;b&gt;" in shown
    assert "&lt;script&gt;" in shown


def test_issues_are_no_rows():
    bad = corpuskit.Document("a", "It was on 31 February 2021.")
    found = extract_dates([bad])
    assert any(isinstance(item, Issue) for item in found)
    assert found.to_dicts() == []


@pytest.mark.parametrize(
    ("package", "method"),
    [
        ("pyarrow", "to_arrow"),
        ("pyarrow", "__arrow_c_stream__"),
        ("pandas", "to_pandas"),
        ("polars", "to_polars"),
    ],
)
def test_what_is_missing_is_named_with_its_cure(package, method, monkeypatch):
    if package != "pyarrow":
        pytest.importorskip("pyarrow")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=f"needs {package}, which is not installed") as raised:
        getattr(list_documents(open_corpus(SEEDS)), method)()
    assert raised.value.hint == f"pip install {package}"


def test_record_types_come_from_the_library_itself():
    for record_type in OUTPUT_TYPES.values():
        assert getattr(corpuskit, record_type.__name__) is record_type
        assert issubclass(record_type, msgspec.Struct)
