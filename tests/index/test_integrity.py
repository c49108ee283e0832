"""A database that is not as corpuskit made it gives no answer; a build makes it anew, and a stranger's file stays."""

from __future__ import annotations

import os
import sqlite3

import pytest
from comparing import OPTIONS, KwicOptions, build_index, search, search_with_index

from corpuskit.index import UnusableIndexError, database, describe_index, integrity, open_indexed_corpus

QUERY = KwicOptions(pattern="UN Charter")
TEXTS = {
    "a_txt": "Some words before.\nThe UN Charter and more of the UN Charter.\nThe last line.",
    "b_txt": "Another text with ünïcode before the UN Charter.\nno word of it",
    "rows_jsonl": '{"id": "r1", "text": "A row with the UN Charter."}\n{"id": "r2", "text": "none"}\n',
}
# What another program, or a hand, may do to the rows of a database.
CHANGED_ROWS = [
    "UPDATE paragraphs SET start = start + 1",
    'UPDATE paragraphs SET start = start + 1, "end" = "end" + 1',
    "UPDATE paragraphs SET first_byte = first_byte + 1, end_byte = end_byte + 1",
    "UPDATE paragraphs SET end_byte = 100000000000",
    "UPDATE paragraphs SET first_byte = -5",
    "UPDATE paragraphs SET line = line + 1",
    "UPDATE paragraphs SET line = 'one'",
    "UPDATE paragraphs SET first_word = 7",
    'UPDATE paragraphs SET "check" = 0',
    "DELETE FROM paragraphs",
    "UPDATE documents SET first_paragraph = first_paragraph + 1",
    "UPDATE documents SET end_paragraph = first_paragraph",
    "UPDATE documents SET metadata = '{not json'",
    "UPDATE documents SET sha256 = 'x'",
    "UPDATE documents SET lang = 'xx'",
    "UPDATE documents SET body = replace(body, 'A', 'B')",
    "UPDATE documents SET row_id = 'another' WHERE row_id IS NOT NULL",
    "DELETE FROM documents",
    "DELETE FROM documents WHERE row_number = 1",
    "UPDATE sources SET issues = '[1'",
    "UPDATE sources SET documents = 0",
    "UPDATE sources SET sha256 = 'x'",
]
CHANGED_TABLES = [
    "CREATE TRIGGER harm AFTER INSERT ON documents BEGIN DELETE FROM sources; END",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE TABLE mine (x)",
    "CREATE INDEX mine ON paragraphs (line)",
    "DROP INDEX documents_by_source",
    "DROP TABLE vocabulary",
    "DROP TABLE paragraph_words",
    "ALTER TABLE paragraphs RENAME COLUMN line TO row",
    "ALTER TABLE sources ADD COLUMN x",
    "DROP TABLE paragraphs; CREATE VIEW paragraphs AS SELECT 1 AS id",
    "DELETE FROM meta",
    "DELETE FROM meta WHERE name = 'recipe'",
    "UPDATE meta SET value = 'many' WHERE name = 'next_paragraph'",
    "UPDATE meta SET value = 'x' WHERE name = 'recipe'",
    "UPDATE meta SET value = '[]' WHERE name = 'recipe'",
    "INSERT INTO paragraph_words (paragraph_words) VALUES ('delete-all')",
    "INSERT INTO paragraph_words (paragraph_words, rowid, words) VALUES ('delete', 2, 'x')",
]


@pytest.fixture
def built(corpus, tmp_path):
    paths = [corpus(**TEXTS)]
    at = str(tmp_path / "corpus.db")
    build_index(paths, OPTIONS, at)
    return paths, at


def change(at, statements):
    connection = sqlite3.connect(at)
    connection.executescript(statements)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("statement", CHANGED_ROWS)
def test_a_changed_row_is_refused_and_a_build_makes_the_database_anew(statement, built):
    paths, at = built
    change(at, statement)
    with pytest.raises(UnusableIndexError, match=r"cannot be used: what it says of .* was changed") as caught:
        search_with_index(paths, QUERY, at)
    assert caught.value.hint == f"corpuskit index build PATH --at {at}, which makes it anew"
    assert build_index(paths, OPTIONS, at).added == 3
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)


@pytest.mark.parametrize("statement", CHANGED_TABLES)
def test_other_tables_are_refused_and_a_build_makes_the_database_anew(statement, built):
    paths, at = built
    change(at, statement)
    for use in (
        lambda: search_with_index(paths, QUERY, at),
        lambda: describe_index(at, paths),
    ):
        with pytest.raises(UnusableIndexError, match="cannot be used"):
            use()
    assert build_index(paths, OPTIONS, at).added == 3
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)


@pytest.mark.parametrize("place", [100, 4096, 8192])
def test_spoiled_pages_are_refused_and_a_build_makes_the_database_anew(place, built):
    paths, at = built
    with open(at, "r+b") as file:
        file.seek(place)
        file.write(b"\xff" * 3000)
    with pytest.raises(UnusableIndexError):
        search_with_index(paths, QUERY, at)
    assert build_index(paths, OPTIONS, at).added == 3
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)


def test_lost_words_are_refused_and_a_build_makes_the_database_anew(built):
    paths, at = built
    change(at, "DELETE FROM paragraph_words_data WHERE id > 10")
    with pytest.raises(UnusableIndexError, match="cannot be used: it is broken"):
        search_with_index(paths, QUERY, at)
    assert build_index(paths, OPTIONS, at).added == 3
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)


def test_a_database_cut_short_is_made_anew(built):
    paths, at = built
    os.truncate(at, os.path.getsize(at) // 2)
    with pytest.raises(UnusableIndexError):
        search_with_index(paths, QUERY, at)
    assert build_index(paths, OPTIONS, at).added == 3
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)


def test_a_database_of_a_stranger_stays_as_it_is(corpus, tmp_path):
    paths = [corpus(**TEXTS)]
    at = tmp_path / "mine.db"
    change(at, "CREATE TABLE documents (id, text); CREATE TABLE meta (name, value)")
    before = at.read_bytes()
    for use in (
        lambda: build_index(paths, OPTIONS, str(at)),
        lambda: open_indexed_corpus(paths, OPTIONS, str(at), QUERY),
    ):
        with pytest.raises(UnusableIndexError, match="is no corpus database") as caught:
            use()
        assert caught.value.hint == "name another file"
    assert at.read_bytes() == before


def test_the_triggers_of_a_database_are_not_run(built):
    paths, at = built
    change(at, "CREATE TRIGGER harm AFTER DELETE ON meta BEGIN DELETE FROM sources; END")
    build_index(paths, OPTIONS, at)
    connection = sqlite3.connect(at)
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM sources").fetchone() == (3,)
    connection.close()


def test_a_search_closes_its_database(built):
    paths, at = built
    search_with_index(paths, QUERY, at)
    assert not any(
        os.path.realpath(f"/proc/self/fd/{name}").startswith(at) for name in os.listdir("/proc/self/fd")
    )


class Stop(BaseException):
    """As the one that ends the program when the user wants it."""


@pytest.mark.parametrize("raised", [Stop, KeyboardInterrupt, MemoryError])
def test_what_interrupts_a_check_sum_inside_of_the_database_ends_the_build_as_itself(
    tmp_path, monkeypatch, raised
):
    def stop(*_, **__):
        raise raised

    (tmp_path / "a.txt").write_text("The UN Charter.")
    monkeypatch.setattr(integrity, "blake2b", stop)
    with pytest.raises(raised):
        build_index([str(tmp_path / "a.txt")], OPTIONS, str(tmp_path / "corpus.db"))


def test_what_another_build_writes_meanwhile_is_no_fault(corpus, tmp_path, monkeypatch):
    at = str(tmp_path / "index.corpus.db")
    root = corpus(**TEXTS)
    build_index([root], OPTIONS, at)
    corpus(new_txt="One more text.\nOf two lines.")
    read = database.read_meta

    def read_while_another_writes(connection):
        meta = read(connection)
        monkeypatch.setattr(database, "read_meta", read)
        build_index([root], OPTIONS, at)
        return meta

    monkeypatch.setattr(database, "read_meta", read_while_another_writes)
    build_index([root], OPTIONS, at)
    # A database that is made anew begins to count anew.
    assert describe_index(at, [root]).generation == 2
