"""`--against` a corpus database: the answer is that of the corpus that it was made of, as it is now."""

import contextlib
import json
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.dedupe.running import dedupe

from corpuskit import DedupeOptions, find_duplicates
from corpuskit.corpus import Corpus, CorpusOptions
from corpuskit.index import UnusableIndexError, build_index, open_stored_corpus

OPTIONS = CorpusOptions()
WORDS = st.lists(
    st.sampled_from(
        ["the", "bells", "of", "the", "old", "town", "ring", "at", "noon", "Straße", "совет", "3", "٣", "学"]
    ),
    min_size=1,
    max_size=9,
)
PARAGRAPH = WORDS.map(" ".join)
TEXT = st.lists(PARAGRAPH, max_size=5).map("\n".join)
FILES = st.dictionaries(
    st.sampled_from(["a.txt", "b.txt", "sub/c.txt", "d.jsonl", "e.csv", "f.md"]), TEXT, max_size=4
)
CHOICES = st.sampled_from(
    [
        {},
        {"pairs": True, "threshold": "0.6", "min_words": 2},
        {"keep": "longest", "min_words": 2},
        {"scope": "across", "kinds": ("exact", "format")},
        {"measure": "char", "min_words": 1},
        {"blocks": True},
        {"contained": "0.9", "min_words": 2},
    ]
)


def lay_out(root, files):
    for name, text in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        content = text
        if name.endswith(".jsonl"):
            content = "".join(
                json.dumps({"text": line, "date": "2021-05-03"}) + "\n" for line in text.split("\n")
            )
        elif name.endswith(".csv"):
            content = "id,text\n" + "".join(f'{row},"{line}"\n' for row, line in enumerate(text.split("\n")))
        place.write_text(content, encoding="utf-8")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    old=FILES, changed=FILES, gone=st.sets(st.sampled_from(["a.txt", "d.jsonl"])), new=TEXT, chosen=CHOICES
)
def test_the_database_gives_the_answer_of_its_corpus_whatever_was_changed_since(
    tmp_path_factory, old, changed, gone, new, chosen
):
    folder = tmp_path_factory.mktemp("feed")
    archive, own, at = folder / "archive", folder / "new.txt", str(folder / "archive.corpus.db")
    archive.mkdir()
    lay_out(archive, {"always.txt": "the bells of the old town ring at noon", **old})
    build_index([str(archive)], OPTIONS, at)
    lay_out(archive, changed)
    for name in gone:
        (archive / name).unlink(missing_ok=True)
    own.write_text(new + "\nthe bells of the old town ring\n", encoding="utf-8")

    def find(against):
        found = find_duplicates(Corpus([str(own)], OPTIONS), DedupeOptions(**chosen), against=against)
        return list(found), found.summary

    expected = find(Corpus([str(archive)], OPTIONS))
    assert find(open_stored_corpus(at, OPTIONS)) == expected
    build_index([str(archive)], OPTIONS, at)
    assert find(open_stored_corpus(at, OPTIONS)) == expected


@pytest.fixture
def feed(tmp_path):
    """Return a folder with an archive of two days, its database, and a third day."""
    lay_out(
        tmp_path / "archive",
        {"1.txt": "The bells of the old town ring at noon.", "2.txt": "Nobody hears them at night."},
    )
    build_index([str(tmp_path / "archive")], OPTIONS, str(tmp_path / "archive.corpus.db"))
    (tmp_path / "3.txt").write_text("Nobody hears them at night.\nThe council met on Monday morning.\n")
    return tmp_path


def test_a_day_is_compared_with_what_was_seen_and_then_belongs_to_it(feed):
    process = dedupe(feed / "3.txt", "--against", feed / "archive.corpus.db", "--write", feed / "clean", "-q")
    assert (process.returncode, (feed / "clean" / "3.txt").read_text()) == (
        0,
        "The council met on Monday morning.\n",
    )
    (feed / "clean" / "3.txt").rename(feed / "archive" / "3.txt")
    report = build_index([str(feed / "archive")], OPTIONS, str(feed / "archive.corpus.db"))
    assert (report.added, report.unchanged) == (1, 2)
    (feed / "4.txt").write_text("The council met on Monday morning.\n")
    found = dedupe(
        feed / "4.txt",
        "--against",
        feed / "archive.corpus.db",
        "--columns",
        "doc,line,kept.doc",
        "--pairs",
        "-f",
        "csv",
    )
    assert found.stdout.splitlines()[1:] == ["4,1,3"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--against", "3.txt"), "one database and nothing else"),
        (("--engine", "spark"), "not for --engine spark"),
        (("--paragraphs", "block"), "made with another choice of: paragraphs"),
        (("-o", "archive.corpus.db", "-f", "csv"), "part of the input"),
    ],
)
def test_what_cannot_be_honoured_is_refused(feed, more, message):
    process = dedupe("3.txt", "--against", "archive.corpus.db", *more, cwd=feed)
    assert process.returncode in (2, 4)
    assert message in process.stderr
    assert process.stdout == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no corpus database"),
        (b"a text of words\n", "is no corpus database"),
        (b"SQLite format 3\0" + bytes(2000), "is no corpus database"),
    ],
)
def test_what_is_no_database_is_refused(feed, content, message):
    at = feed / "other.corpus.db"
    if content is not None:
        at.write_bytes(content)
    process = dedupe(feed / "3.txt", "--against", at)
    assert process.returncode == 4
    assert message in process.stderr
    assert content is None or at.read_bytes() == content


def change(at, statement):
    with contextlib.closing(sqlite3.connect(at)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_spoiled_database_is_refused(feed):
    at = str(feed / "archive.corpus.db")
    change(at, "UPDATE documents SET metadata = '{}', row_id = 'x'")
    own = Corpus([str(feed / "3.txt")], OPTIONS)
    with pytest.raises(UnusableIndexError, match="was changed"):
        list(find_duplicates(own, against=open_stored_corpus(at, OPTIONS)))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = 0 WHERE name = 'complete'",
        "UPDATE meta SET value = '{' WHERE name = 'paths'",
        "DELETE FROM meta WHERE name = 'paths'",
    ],
)
def test_a_database_that_does_not_say_of_what_it_was_made_is_refused(feed, statement):
    at = str(feed / "archive.corpus.db")
    change(at, statement)
    with pytest.raises(UnusableIndexError, match="never finished"):
        open_stored_corpus(at, OPTIONS)
