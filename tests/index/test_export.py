"""An export holds what the commands find, joined by keys."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys

import pytest
from tests.conftest import SEEDS

from corpuskit.corpus import Corpus, CorpusOptions
from corpuskit.dates import Dates
from corpuskit.errors import InputChangedError
from corpuskit.index.export import open_export
from corpuskit.listing import Listing
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold

TABLES = {
    "documents": ["list"],
    "dates": ["dates"],
    "quotes": ["quotes"],
    "duplicate_groups": ["dedupe"],
}


@pytest.fixture
def exported(corpuskit, tmp_path):
    path = tmp_path / "seeds.db"
    process = corpuskit("export", path, "seeds")
    assert (process.returncode, process.stdout) == (0, b"")
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def test_every_record_of_the_commands_is_a_row(exported, corpuskit):
    for table, command in TABLES.items():
        records = [
            json.loads(line) for line in corpuskit(*command, "seeds", "-f", "jsonl").stdout.splitlines()
        ]
        rows = [dict(row) for row in exported.execute(f"SELECT * FROM {table} ORDER BY rowid")]  # noqa: S608
        if table == "duplicate_groups":
            records.sort(key=lambda record: record["group_id"])
        assert len(rows) == len(records) > 0
        for row, record in zip(rows, records, strict=True):
            for name in row.keys() & record.keys() - {"id"}:
                expected = record[name]
                assert row[name] == (json.dumps(expected, ensure_ascii=False, separators=(",", ":"))
                                     if isinstance(expected, dict | list) else expected)  # fmt: skip


def test_rows_are_slices_of_their_documents(exported):
    texts = dict(exported.execute("SELECT doc, text FROM documents"))
    for path in SEEDS.glob("*.txt"):
        assert texts[path.stem] == path.read_bytes().decode()
    for table in ("paragraphs", "dates", "quotes"):
        for row in exported.execute(f"SELECT * FROM {table}"):  # noqa: S608
            assert texts[row["doc"]][row["start"] : row["end"]] == row["text"]


def test_keys_lead_somewhere_and_the_file_is_whole(exported):
    assert exported.execute("PRAGMA foreign_key_check").fetchall() == []
    assert exported.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    referring = [
        table
        for table in ("paragraphs", "dates", "quotes", "duplicates")
        if any(row["table"] == "documents" for row in exported.execute(f"PRAGMA foreign_key_list({table})"))
    ]
    assert referring == ["paragraphs", "dates", "quotes", "duplicates"]


def test_copies_are_counted_with_the_one_that_is_kept(exported):
    wrong = exported.execute(
        "SELECT g.group_id FROM duplicate_groups g JOIN duplicates d USING (group_id)"
        " GROUP BY g.group_id HAVING count(*) != g.copies OR sum(d.is_kept) != 1"
    )
    assert wrong.fetchall() == []


def test_words_are_those_of_the_documents(exported):
    assert exported.execute("SELECT sum(occurrences) FROM words").fetchone()[0] == 6370
    assert tuple(exported.execute("SELECT * FROM words WHERE word = 'charter'").fetchone()) == (
        "charter",
        31,
        3,
    )


def test_full_text_search_finds_words_of_any_script(exported):
    def count(table, query):
        return exported.execute(
            f"SELECT count(*) FROM {table}_fts WHERE {table}_fts MATCH ?",  # noqa: S608
            (query,),
        ).fetchone()[0]

    texts = [fold(text) for (text,) in exported.execute("SELECT text FROM paragraphs")]
    assert count("paragraphs", "charter") == sum("charter" in list_words(text) for text in texts)
    assert count("paragraphs", '"مجلس الأمن"') == 1
    # A word with a vowel mark is one word.
    assert count("paragraphs", "سيّما") == 1
    assert count("quotes", "charter") > 0


def test_an_export_is_replaced_and_nothing_else_is(corpuskit, tmp_path):
    path = tmp_path / "seeds.db"
    assert corpuskit("export", path, "seeds").returncode == 0
    assert corpuskit("export", path, "seeds").returncode == 0
    path.write_bytes(b"mine")
    process = corpuskit("export", path, "seeds")
    assert (process.returncode, path.read_bytes()) == (4, b"mine")
    assert b"is no export of corpuskit" in process.stderr
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["seeds.db"]


def test_what_cannot_be_read_is_told(corpuskit, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("The UN Charter.")
    (tmp_path / "texts" / "b.txt").write_bytes(b"\xff")
    process = corpuskit("export", tmp_path / "texts.db", tmp_path / "texts")
    assert process.returncode == 3
    assert process.stderr.count(b"b.txt") == 1
    assert corpuskit("export", tmp_path / "texts.db", "-").returncode == 2
    assert corpuskit("export", tmp_path / "none" / "texts.db", "seeds").returncode == 4


@pytest.mark.parametrize(("table", "word"), [("paragraphs", "charter"), ("quotes", "charter")])
def test_sqlite_utils_finds_the_full_text_search(table, word, exported):
    sqlite_utils = pytest.importorskip("sqlite_utils")
    database = sqlite_utils.Database(exported)
    assert database[table].detect_fts() == f"{table}_fts"
    texts = [row["text"] for row in database[table].search(word)]
    assert texts
    assert all(word in list_words(fold(text)) for text in texts)
    assert list(database[table].search("zzzqqq")) == []


def test_datasette_searches_and_does_not_return_every_row(exported, tmp_path):
    pytest.importorskip("datasette")
    found = {}
    for word in ("charter", "zzzqqq"):
        process = subprocess.run(
            [
                *(sys.executable, "-W", "ignore", "-m", "datasette", str(tmp_path / "seeds.db")),
                *("--get", f"/seeds/quotes.json?_search={word}"),
            ],
            capture_output=True,
            check=True,
        )
        answer = json.loads(process.stdout)
        found[word] = answer["filtered_table_rows_count"]
    expected = exported.execute(
        "SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH 'charter'"
    ).fetchone()[0]
    assert found == {"charter": expected, "zzzqqq": 0}
    assert 0 < expected < exported.execute("SELECT count(*) FROM quotes").fetchone()[0]


@pytest.mark.parametrize("when", ["dates", "texts"])
@pytest.mark.parametrize("change", ["added", "removed"])
def test_a_corpus_that_changes_between_two_readings_is_not_exported(corpus, tmp_path, when, change):
    corpus(a_txt="It rained on 4 May 2021.", b_txt="And on 5 May 2021.")
    read = Corpus([str(corpus.root)], CorpusOptions())

    def change_it():
        if change == "added":
            (corpus.root / "c.txt").write_text("New on 6 May 2021.")
        else:
            (corpus.root / "b.txt").unlink()

    def export():
        with open_export(str(tmp_path / "x.db"), read.inputs) as exporter:
            exporter.add_records(Listing().find_in(read))
            if when == "dates":
                change_it()
            exporter.add_records(Dates().find_in(read))
            if when == "texts":
                change_it()
            exporter.add_texts(read)

    with pytest.raises(InputChangedError):
        export()
    assert not (tmp_path / "x.db").exists()
