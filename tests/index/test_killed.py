"""A build may be killed at any moment: nothing that was committed is lost, and the database never lies."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from comparing import OPTIONS, KwicOptions, build_index, search, search_with_index
from tests.conftest import clean_environment

WORDS = [
    "peace",
    "security",
    "council",
    "charter",
    "nations",
    "sea",
    "ship",
    "المجلس",
    "الأمن",
    "café",
    "straße",
    "国际",
    "tag",
]
MEMORY = "/dev/shm"  # noqa: S108
BUILD = """
import sys
from corpuskit.corpus import CorpusOptions
from corpuskit.index import build_index
print("ready", flush=True)
build_index([sys.argv[1]], CorpusOptions(), sys.argv[2], batch_bytes=40_000)
"""
QUERIES = [
    KwicOptions(pattern=pattern, distinct=False)
    for pattern in ("peace security", "caf*", "الامن", "rareword")
]


def write_file(root: Path, number: int, choose: random.Random) -> None:
    lines = [
        " ".join(f"w{choose.randrange(3000)}" for _ in range(choose.randrange(1, 30))) for _ in range(60)
    ]
    lines[choose.randrange(60)] = " ".join(choose.choices(WORDS, k=10))
    if choose.random() < 0.2:
        lines[7] = "one rareword here"
    path = root / f"{number:03}.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    seconds = 1_600_000_000 + choose.randrange(1_000_000)
    os.utime(path, (seconds, seconds))


def change_corpus(root: Path, choose: random.Random) -> None:
    """Change, add and remove some files."""
    for number in choose.sample(range(80), 25):
        write_file(root, number, choose)
    for number in choose.sample(range(80), 5):
        (root / f"{number:03}.txt").unlink(missing_ok=True)


def kill_a_build(root: Path, at: Path, delay: float) -> bool:
    """Start a build, kill it `delay` seconds after it has begun, and return whether it was still at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(root), str(at)], stdout=subprocess.PIPE, env=clean_environment()
    )
    assert process.stdout.readline() == b"ready\n"
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.stdout.close()
    return process.wait() == -signal.SIGKILL


def read_contents(at: Path) -> dict[bytes, object]:
    """Return what a database says, for each file, in terms that do not depend on when it was taken in."""
    connection = sqlite3.connect(at)
    if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        connection.close()
        return {}
    connection.execute(
        "CREATE VIRTUAL TABLE temp.places USING fts5vocab('main', 'paragraph_words', 'instance')"
    )
    words: dict[int, list[tuple[int, str]]] = {}
    for term, paragraph, place in connection.execute("SELECT term, doc, offset FROM temp.places"):
        words.setdefault(paragraph, []).append((place, term))
    vocabulary = {term for (term,) in connection.execute("SELECT term FROM vocabulary")}
    contents: dict[bytes, object] = {}
    for number, path, *about in connection.execute(
        "SELECT id, path, format, size, mtime_ns, sha256, issues FROM sources"
    ):
        documents = []
        for first, end, *more in connection.execute(
            "SELECT first_paragraph, end_paragraph, row_id, row_number, encoding, metadata, sha256, bytes, chars, words,"
            " lang, script, body FROM documents WHERE source = ? ORDER BY id",
            (number,),
        ):
            paragraphs = connection.execute(
                "SELECT * FROM paragraphs WHERE id >= ? AND id < ? ORDER BY id", (first, end)
            ).fetchall()
            assert len(paragraphs) == end - first
            found = [[term for _, term in sorted(words.get(place, []))] for place in range(first, end)]
            assert vocabulary.issuperset(set().union(*found) - {"~tag", "~join"})
            documents.append((more, [paragraph[1:-1] for paragraph in paragraphs], found))
        contents[path] = (about, documents)
    connection.close()
    return contents


def check_what_is_there(root: Path, at: Path, fresh: dict[bytes, object], queries: list[KwicOptions]) -> None:
    """Check the database of a killed build: it is whole, each file in it is right, and searches are too."""
    if not at.exists() or not at.stat().st_size:
        return
    connection = sqlite3.connect(at)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables:
        connection.execute("INSERT INTO paragraph_words (paragraph_words) VALUES ('integrity-check')")
    connection.close()
    if not tables:
        return
    for path, contents in read_contents(at).items():
        if path in fresh and contents[0][1:4] == fresh[path][0][1:4]:
            assert contents == fresh[path]
    for query in queries:
        assert search_with_index([str(root)], query, str(at)) == search([str(root)], query)


def build_anew(root: Path, at: Path) -> tuple[dict[bytes, object], float]:
    """Return the contents of a database made in one go, and the seconds that took."""
    remove(at)
    started = time.perf_counter()
    build_index([str(root)], OPTIONS, str(at), batch_bytes=40_000)
    return read_contents(at), time.perf_counter() - started


def remove(at: Path) -> None:
    for path in (at, Path(f"{at}-wal"), Path(f"{at}-shm")):
        path.unlink(missing_ok=True)


def kill_many(directory: Path, kills: int, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 — no secret
    root, at, other = directory / "texts", directory / "corpus.db", directory / "other.db"
    root.mkdir()
    for number in range(80):
        write_file(root, number, choose)
    fresh, seconds = build_anew(root, other)
    done = 0
    while done < kills:
        committed = read_contents(at) if at.exists() and done else {}
        was_killed = kill_a_build(root, at, choose.random() * seconds)
        done += was_killed
        # Builds of a few changed files are over sooner than the first one.
        seconds *= 1.15 if was_killed else 0.6
        check_what_is_there(root, at, fresh, choose.sample(QUERIES, 1))
        right = [path for path in committed if committed[path] == fresh.get(path)]
        if right:
            after = read_contents(at)
            assert all(after[path] == fresh[path] for path in right)
        if not was_killed or choose.random() < 0.2:
            build_index([str(root)], OPTIONS, str(at), batch_bytes=40_000)
            assert read_contents(at) == fresh
            change_corpus(root, choose)
            fresh, _ = build_anew(root, other)
            if choose.random() < 0.3:
                remove(at)
    build_index([str(root)], OPTIONS, str(at), batch_bytes=40_000)
    assert read_contents(at) == fresh


@pytest.fixture
def directory():
    """A directory in memory, where there is such a place: the disk is no part of what is tested."""
    with tempfile.TemporaryDirectory(dir=MEMORY if os.path.isdir(MEMORY) else None) as name:
        yield Path(name)


def test_10_kills_lose_nothing_and_leave_no_lie(directory):
    kill_many(directory, 10, seed=1)


@pytest.mark.slow
def test_100_kills_lose_nothing_and_leave_no_lie(directory):
    kill_many(directory, 100, seed=2)


LIMITED = """
import resource, sys
from corpuskit.corpus import CorpusOptions
from corpuskit.errors import OutputError
from corpuskit.index import build_index
size = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    build_index([sys.argv[1]], CorpusOptions(), sys.argv[2], batch_bytes=40_000)
except OutputError as error:
    print(error)
"""


@pytest.mark.parametrize("size", [0, 4096, 30_000, 150_000])
def test_a_new_database_for_which_there_is_no_room_leaves_nothing_and_an_old_one_stays(tmp_path, size):
    choose = random.Random(size)  # noqa: S311 — no secret
    root = tmp_path / "texts"
    root.mkdir()
    write_file(root, 1, choose)
    small, new = tmp_path / "small.corpus.db", tmp_path / "new.corpus.db"
    build_index([str(root)], OPTIONS, str(small))
    expected = search_with_index([str(root / "001.txt")], QUERIES[0], str(small))
    for number in range(2, 40):
        write_file(root, number, choose)
    for at in (new, small):
        run = subprocess.run(
            [sys.executable, "-c", LIMITED, str(root), str(at), str(size)],
            env=clean_environment(), capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert run.stdout.startswith(f"cannot use the corpus database {str(at)!r}")
    assert not list(tmp_path.glob("new*"))
    assert search_with_index([str(root / "001.txt")], QUERIES[0], str(small)) == expected
    build_index([str(root)], OPTIONS, str(small))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.corpus.db", "texts"]
    assert search_with_index([str(root)], QUERIES[0], str(small)) == search([str(root)], QUERIES[0])
