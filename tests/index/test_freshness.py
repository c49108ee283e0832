"""What has changed is seen, what has not is left alone, and a search is right in between."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest
from comparing import OPTIONS, KwicOptions, build_index, search, search_with_index
from tests.conftest import clean_environment

from corpuskit.corpus import CorpusOptions
from corpuskit.corpus.texts import read_stamp
from corpuskit.errors import CorpuskitError, MissingExtraError, OutputError, UsageError
from corpuskit.index import (
    UnusableIndexError,
    choose_index_path,
    describe_index,
    drop_index,
    open_indexed_corpus,
)
from corpuskit.run.local import map_files

LONG_AGO = 1_600_000_000
QUERY = KwicOptions(pattern="UN Charter")


@pytest.fixture
def built(corpus, tmp_path):
    """Return the paths of a corpus and its database."""
    paths = [corpus(a_txt="The UN Charter.", b_txt="The UN.\nA Charter.", c_txt="No word of it.")]
    at = str(tmp_path / "corpus.db")
    report = build_index(paths, OPTIONS, at)
    assert (report.added, report.changed, report.removed, report.unchanged) == (3, 0, 0, 0)
    return paths, at


def touch(path, seconds=LONG_AGO):
    os.utime(path, (seconds, seconds))


def test_a_second_build_reads_nothing_and_writes_nothing(built):
    paths, at = built
    with open(at, "rb") as file:
        before = file.read()
    report = build_index(paths, OPTIONS, at)
    assert (report.added, report.changed, report.removed, report.unchanged, report.bytes) == (0, 0, 0, 3, 0)
    with open(at, "rb") as file:
        assert file.read() == before


def test_only_what_has_changed_is_read_again(built, corpus):
    paths, at = built
    corpus(b_txt="Now the UN Charter.", d_txt="UN Charter")
    touch(corpus.root / "b.txt", LONG_AGO + 1)
    (corpus.root / "c.txt").unlink()
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)
    status = describe_index(at, paths)
    assert (status.changed, status.new, status.missing, status.is_fresh) == (1, 1, 1, False)
    report = build_index(paths, OPTIONS, at)
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, 1)
    assert describe_index(at, paths).is_fresh
    records, *_ = search_with_index(paths, QUERY, at)
    assert [record.doc for record in records] == ["a", "b", "d"]


def test_a_file_of_another_time_and_the_same_content_is_not_read_again(built, corpus):
    paths, at = built
    touch(corpus.root / "a.txt", LONG_AGO + 5)
    report = build_index(paths, OPTIONS, at)
    assert (report.changed, report.unchanged) == (0, 3)
    assert describe_index(at, paths).is_fresh


def test_a_change_within_the_same_tick_of_the_clock_is_seen(corpus, tmp_path):
    paths = [corpus(a_txt="The UN Charter.")]
    at = str(tmp_path / "corpus.db")
    os.utime(corpus.root / "a.txt")
    build_index(paths, OPTIONS, at)
    status = os.stat(corpus.root / "a.txt")
    (corpus.root / "a.txt").write_text("The UN Treaty.!")
    (corpus.root / "a.txt").write_text("My UN Charter..")
    os.utime(corpus.root / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)
    assert build_index(paths, OPTIONS, at).changed == 1


def test_the_corpus_may_be_named_in_other_ways(built, tmp_path, monkeypatch):
    _, at = built
    monkeypatch.chdir(tmp_path)
    for paths in (["texts"], ["./texts/"], ["texts/*.txt"], ["texts/b.txt", "texts/a.txt"], ["."]):
        assert search_with_index(paths, QUERY, at) == search(paths, QUERY)


def test_files_that_were_not_indexed_are_searched_too(built, tmp_path):
    paths, at = built
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "x.txt").write_text("One more UN Charter.")
    paths = [str(tmp_path / "more"), *paths]
    found = search_with_index(paths, QUERY, at)
    assert found == search(paths, QUERY)
    assert [record.doc for record in found[0]] == ["x", "a"]


def test_words_of_the_past_do_not_pile_up(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("corpuskit.index.build._FEWEST_LEFT_BEHIND", 10)
    at = str(tmp_path / "corpus.db")
    for version in range(30):
        paths = [corpus(a_txt=f"The UN Charter, version {version}.\n" * 10)]
        touch(corpus.root / "a.txt", LONG_AGO + version)
        build_index(paths, OPTIONS, at)
    connection = sqlite3.connect(at)
    assert connection.execute("SELECT count(*) FROM paragraph_words('charter')").fetchone()[0] <= 30
    connection.close()
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)


def test_a_database_made_with_other_options_is_refused_and_made_again(built):
    paths, at = built
    options = CorpusOptions(paragraphs="block")
    with pytest.raises(UnusableIndexError, match="another choice of: paragraphs"):
        open_indexed_corpus(paths, options, at, QUERY)
    assert build_index(paths, options, at).added == 3
    assert search_with_index(paths, QUERY, at, options) == search(paths, QUERY, options)


def test_several_processes_read_while_one_writes(built, corpus):
    paths, at = built
    corpus(**{f"n{number}_txt": "UN Charter and more.\n" * 200 for number in range(50)})
    reading = [
        subprocess.Popen(
            [sys.executable, "-m", "corpuskit", "kwic", "UN Charter", *paths, "--index", at, "--count"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=clean_environment(),
        )
        for _ in range(4)
    ]  # fmt: skip
    build_index(paths, OPTIONS, at, batch_bytes=1)
    outputs = {process.communicate(timeout=60) for process in reading}
    assert len(outputs) == 1
    assert {process.returncode for process in reading} == {0}


def run_unprivileged(function):
    """Return what `function` returns or raises in a process whom permissions bind, also where root runs the tests."""
    context = multiprocessing.get_context("fork")
    theirs, ours = context.Pipe()

    def run():
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            result = function()
        except CorpuskitError as error:
            result = f"{type(error).__name__}: {error.message}"
        theirs.send(result)

    process = context.Process(target=run)
    process.start()
    process.join(30)
    assert process.exitcode == 0
    return ours.recv()


def test_in_a_directory_that_cannot_be_written_a_database_is_read_and_not_built():
    with tempfile.TemporaryDirectory() as directory:
        root = os.path.join(directory, "texts")
        os.mkdir(root)
        with open(os.path.join(root, "a.txt"), "w", encoding="utf-8") as file:
            file.write("The UN Charter.")
        at = os.path.join(directory, "corpus.db")
        build_index([root], OPTIONS, at)
        expected = search_with_index([root], QUERY, at)
        os.chmod(at, 0o444)
        os.chmod(directory, 0o555)  # noqa: S103 — another user must see it
        try:
            assert run_unprivileged(lambda: search_with_index([root], QUERY, at) == expected) is True
            for path, options in ((at, CorpusOptions(paragraphs="block")), (f"{at}.new", OPTIONS)):
                error = run_unprivileged(
                    lambda path=path, options=options: build_index([root], options, path)
                )
                assert error.startswith(f"OutputError: cannot use the corpus database {path!r}")
        finally:
            os.chmod(directory, 0o755)  # noqa: S103


def test_something_else_is_neither_read_nor_overwritten_nor_removed(corpus, tmp_path):
    paths = [corpus(a_txt="text")]
    at = tmp_path / "other.db"
    for content in (b"no database at all, but a text", None):
        if content is None:
            at.unlink()
            connection = sqlite3.connect(at)
            connection.execute("CREATE TABLE mine (x)")
            connection.close()
        else:
            at.write_bytes(content)
        before = at.read_bytes()
        for use in (
            lambda: build_index(paths, OPTIONS, str(at)),
            lambda: open_indexed_corpus(paths, OPTIONS, str(at), QUERY),
            lambda: drop_index(str(at)),
        ):
            with pytest.raises(UnusableIndexError, match="no corpus database"):
                use()
        assert at.read_bytes() == before


def test_a_broken_database_is_a_clear_error_and_can_be_dropped(built):
    paths, at = built
    with open(at, "r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 60_000)
    with pytest.raises(UnusableIndexError, match="broken"):
        search_with_index(paths, QUERY, at)
    drop_index(at)
    assert not os.path.exists(at)


def test_a_missing_database_or_directory_is_a_clear_error(corpus, tmp_path):
    paths = [corpus(a_txt="text")]
    with pytest.raises(UnusableIndexError, match="there is no corpus database"):
        open_indexed_corpus(paths, OPTIONS, str(tmp_path / "none.db"), QUERY)
    with pytest.raises(UnusableIndexError, match="there is no corpus database"):
        drop_index(str(tmp_path / "none.db"))
    with pytest.raises(OutputError, match="no directory"):
        build_index(paths, OPTIONS, str(tmp_path / "none" / "corpus.db"))


def test_without_full_text_search_the_error_says_so(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr("corpuskit.index.database._MODULE", "fts_that_is_not_there")
    with pytest.raises(MissingExtraError, match="no full-text search") as caught:
        build_index([corpus(a_txt="text")], OPTIONS, str(tmp_path / "corpus.db"))
    assert caught.value.exit_code == 4


def test_a_database_stands_beside_its_corpus_and_never_in_it(corpus, tmp_path, monkeypatch):
    root = corpus(a_txt="text")
    assert choose_index_path([root], None) == str(tmp_path / "texts.corpus.db")
    monkeypatch.chdir(root)
    assert choose_index_path(["."], None) == str(tmp_path / "texts.corpus.db")
    for paths, at in (([root], os.path.join(root, "corpus.db")), ([root, root], None), (["none"], None)):
        with pytest.raises(UsageError):
            choose_index_path(paths, at)


def test_build_status_and_drop_are_commands(corpus, corpuskit, tmp_path):
    root = corpus(a_txt="The UN Charter.", b_jsonl="no json\n")
    built = corpuskit("index", "build", root)
    assert (built.returncode, built.stdout) == (3, b"")
    assert b"2 files added, 0 changed, 0 removed, 0 unchanged" in built.stderr
    at = tmp_path / "texts.corpus.db"
    assert at.exists()
    status = corpuskit("index", "status", root)
    assert status.returncode == 0
    assert (
        b"state       up to date\nfiles       2\ndocuments   1\nparagraphs  1\nwords       3\n"
        in status.stdout
    )
    assert corpuskit("index", "status", root, "--exit-code").returncode == 0
    (tmp_path / "texts" / "c.txt").write_text("more")
    assert corpuskit("index", "status", root, "--exit-code").returncode == 1
    assert corpuskit("index", "drop", root).returncode == 0
    assert not at.exists()
    assert corpuskit("index", "drop", root).returncode == 4
    found = corpuskit("kwic", "UN Charter", root, "--index", str(at))
    assert (found.returncode, found.stdout) == (4, b"")
    assert b"hint: corpuskit index build" in found.stderr


def test_a_moved_corpus_is_searched_without_its_database(built, tmp_path):
    paths, at = built
    shutil.move(paths[0], tmp_path / "moved")
    moved = [str(tmp_path / "moved")]
    assert search_with_index(moved, QUERY, at) == search(moved, QUERY)


def test_standard_input_cannot_be_indexed(tmp_path):
    with pytest.raises(UsageError, match="standard input"):
        build_index(["-"], OPTIONS, str(tmp_path / "corpus.db"))


def dump(at):
    """Return all rows of a database, but for the moments at which files were looked at."""
    connection = sqlite3.connect(at)
    try:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        tables = [name for (name,) in connection.execute(names) if name != "sources"]
        return {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in tables}  # noqa: S608 — names from the database
    finally:
        connection.close()


def test_several_processes_build_the_same_database(corpus, tmp_path):
    texts = {f"{name}_txt": f"The UN Charter, {name}.\n#UNCharter and é\n" * 9 for name in "abcdefgh"}
    paths = [
        corpus(**texts, rows_jsonl='{"text": "the UN Charter"}\n{"id": "r2", "text": "x"}\n{"none": 1}\n')
    ]
    dumps = []
    for jobs in (1, 2, 3):
        at = str(tmp_path / f"{jobs}.db")
        report = build_index(paths, OPTIONS, at, batch_bytes=300, map_files=partial(map_files, jobs=jobs))
        assert (report.added, len(report.issues)) == (9, 1)
        assert search_with_index(paths, QUERY, at) == search(paths, QUERY)
        dumps.append(dump(at))
    assert dumps[0] == dumps[1] == dumps[2]


def test_a_file_whose_process_dies_is_left_out_and_read_when_it_is_needed(corpus, tmp_path):
    paths = [corpus(a_txt="UN Charter", b_txt="die, UN Charter", c_txt="UN Charter")]
    at = str(tmp_path / "corpus.db")

    def die_at_b(function, files):
        for file in files:
            yield None if file.path.endswith("b.txt") else function(file)

    report = build_index(paths, OPTIONS, at, map_files=die_at_b)
    assert [(issue.kind, os.path.basename(issue.path)) for issue in report.issues] == [
        ("unreadable", "b.txt")
    ]
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)
    # The next build takes it in.
    assert build_index(paths, OPTIONS, at).added == 1


def test_a_search_leaves_nothing_beside_the_database(built):
    paths, at = built
    before = sorted(os.listdir(os.path.dirname(at))), read_stamp(at)
    assert search_with_index(paths, QUERY, at) == search(paths, QUERY)
    describe_index(at, paths)
    assert (sorted(os.listdir(os.path.dirname(at))), read_stamp(at)) == before


@pytest.mark.parametrize(
    "options",
    [
        "kwic the TEXTS --index AT -f csv -o AT",
        "kwic the TEXTS --index AT --columns nothing",
        "dedupe TEXTS/a.txt --against AT -o TEXTS/a.txt",
        "verify TEXTS/a.txt --in TEXTS --index AT -o TEXTS/a.txt",
    ],
)
def test_a_search_that_is_refused_leaves_nothing_beside_the_database(built, options):
    (texts,), at = built
    before = sorted(os.listdir(os.path.dirname(at)))
    # A process of its own: what it leaves is seen when it has ended.
    process = subprocess.run(
        [sys.executable, "-m", "corpuskit", *options.replace("TEXTS", texts).replace("AT", at).split()],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=clean_environment(),
        check=False,
    )
    assert process.returncode == UsageError.exit_code
    assert sorted(os.listdir(os.path.dirname(at))) == before


def test_what_may_only_be_read_is_read_alone(built, monkeypatch):
    paths, at = built
    expected = search(paths, QUERY)
    before = sorted(os.listdir(os.path.dirname(at)))
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    opened = []
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda name, **given: opened.append(name) or connect(name, **given)
    )
    assert search_with_index(paths, QUERY, at) == expected
    assert opened
    assert all(name.endswith("?mode=ro&immutable=1") for name in opened)
    assert sorted(os.listdir(os.path.dirname(at))) == before


def test_what_is_read_alone_is_not_read_on_when_it_was_written(built, monkeypatch):
    paths, at = built
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
        corpus = open_indexed_corpus(paths, OPTIONS, at, QUERY)
    os.utime(at, (LONG_AGO, LONG_AGO))
    with pytest.raises(UnusableIndexError, match="is being written by another process"):
        list(corpus)


def test_what_a_writer_keeps_beside_the_database_is_no_part_of_the_corpus(built, tmp_path, monkeypatch):
    _, at = built
    monkeypatch.chdir(tmp_path)
    expected = {paths: search([paths], QUERY) for paths in (".", "*")}
    writer = sqlite3.connect(at)
    writer.execute("INSERT INTO vocabulary VALUES ('x')")
    assert os.path.exists(f"{at}-shm")
    for paths, found in expected.items():
        assert search([paths], QUERY) == found
    # A text may have such a name too.
    Path("notes").write_text("", encoding="utf-8")
    Path("notes-wal").write_text("The UN Charter.", encoding="utf-8")
    assert len(search(["*"], QUERY)[0]) == len(expected["*"][0]) + 1
    writer.close()


def test_a_strangers_database_is_not_written(corpus, tmp_path):
    paths, at = [corpus(a_txt="The UN Charter.")], str(tmp_path / "mine.db")
    stranger = sqlite3.connect(at)
    stranger.execute("PRAGMA journal_mode = WAL")
    stranger.execute("CREATE TABLE mine (x)")
    stranger.close()
    before = sorted(os.listdir(tmp_path)), read_stamp(at)
    with pytest.raises(UnusableIndexError, match="is no corpus database"):
        open_indexed_corpus(paths, OPTIONS, at, QUERY)
    assert (sorted(os.listdir(tmp_path)), read_stamp(at)) == before
