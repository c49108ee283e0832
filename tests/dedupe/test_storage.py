"""What is kept in files gives the same bytes, takes less memory, and leaves nothing behind."""

from __future__ import annotations

import errno
import gc
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from contextlib import closing
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SEEDS, clean_environment
from tests.dedupe.test_join import _TEXTS, THRESHOLDS, compare_all_pairs, join, search_by_subsequences
from tests.thresholds import every_threshold_at_its_least, load_all

from corpuskit.cli.app import run_app
from corpuskit.cli.copies import find_date
from corpuskit.corpus.document import Document
from corpuskit.dedupe import DedupeOptions, find_duplicates
from corpuskit.dedupe.arrays import storage as storage_module
from corpuskit.dedupe.arrays.storage import GrowingArray, Storage, keep_arrays, make_array, store
from corpuskit.dedupe.reading.spool import Spool, SpooledText
from corpuskit.errors import OutputError, UsageError

COMMANDS = [
    [],
    ["--pairs", "--threshold", "0.6"],
    ["--blocks"],
    ["--stats"],
    ["--curve"],
    ["--exact"],
    ["--scope", "within"],
    ["--scope", "across", "--keep", "longest"],
    ["--keep", "earliest"],
    ["--kinds", "exact,format"],
    ["--sort", "corpus"],
    ["--against", str(SEEDS)],
    ["--threshold", "0.5", "--min-words", "1", "--show", "path"],
]  # fmt: skip


@pytest.fixture
def filed(tmp_path, monkeypatch):
    """A directory in which every array gets a file."""
    monkeypatch.setattr(storage_module, "_SMALLEST_FILED", 1)
    directory = tmp_path / "spool"
    directory.mkdir()
    return directory


@pytest.fixture
def corpus(tmp_path):
    """Texts of all widths of characters, line ends and kinds of paragraphs, some of them long."""
    root = tmp_path / "texts"
    root.mkdir()
    draw = random.Random(7)  # noqa: S311 — no secret
    words = [
        "ein",
        "Straße",
        "müde",
        "слово",
        "дом",
        "كتاب",
        "漢字",
        "𝔘nd",
        "the",
        "end",
        "İstanbul",
        "— ***",
    ]
    for number in range(3):
        lines = [" ".join(draw.choices(words, k=draw.randrange(1, 12))) for _ in range(12)]
        lines[2:6] = lines[8:12] = ["the end of the day is near us all", "***", "Das Haus.", "das haus!"]
        (root / f"{number}.txt").write_bytes((["\n", "\r\n"][number % 2]).join(lines).encode())
    wrapped = "It was a long day and the mem-\nbers of the coun-\ncil went home to sleep in their beds.\n\n"
    (root / "wrapped.txt").write_text(wrapped * 8)
    (root / "empty.txt").write_text("")
    (root / "latin.txt").write_bytes("Das ist die Straße, die müde macht.\n".encode("latin-1") * 3)
    return root


@pytest.mark.parametrize("at_least", [False, True], ids=["usual sizes", "least sizes"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_same_bytes_come_from_memory_and_from_files(command, at_least, corpus, filed, tmp_path):
    load_all()
    plain, kept = tmp_path / "plain.jsonl", tmp_path / "kept.jsonl"
    arguments = ["dedupe", str(corpus), *command, "-q", "-f", "jsonl", "--encoding", "auto"]
    code = run_app([*arguments, "-o", str(plain)])
    stored = [*arguments, "-o", str(kept), "--memory", "256M", "--tmp", str(filed)]
    if at_least:
        with every_threshold_at_its_least():
            assert run_app(stored) == code
    else:
        assert run_app(stored) == code
    assert kept.read_bytes() == plain.read_bytes()
    assert plain.read_bytes()
    assert not list(filed.iterdir())


@given(_TEXTS, st.sampled_from(THRESHOLDS), st.sampled_from([None, 0, 3]))
def test_a_join_in_files_finds_what_comparing_all_pairs_finds(tmp_path_factory, texts, threshold, plan):
    directory = tmp_path_factory.getbasetemp()
    with every_threshold_at_its_least(), keep_arrays(Storage(str(directory), 1 << 30)):
        if plan is None:
            found = join(texts, Fraction(threshold))
        else:
            with search_by_subsequences(1, plan):
                found = join(texts, Fraction(threshold))
    assert found == compare_all_pairs(texts, threshold)


@given(st.lists(st.text(max_size=12), max_size=6), st.data())
def test_any_part_of_a_text_is_read_from_its_file(tmp_path_factory, pieces, data):
    pieces = [piece for piece in pieces if piece.isprintable()]
    text = "".join(pieces)
    with closing(Storage(str(tmp_path_factory.getbasetemp()), 1 << 30)) as storage:
        content = SpooledText(spool := Spool(storage))
        spool.append(b"something before")
        assert list(content.write(iter(pieces))) == pieces
        assert (content.text, content.data, content.chars) == (text, text.encode(), len(text))
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        assert content.slice(start, end) == text[start:end]
        assert content.read_characters(end) == text[:end]
        document = Document("a", text).with_content(content)
        assert (document.id, document.text) == ("a", text)


def test_what_is_let_go_of_is_read_again(filed):
    with keep_arrays(storage := Storage(str(filed), 1 << 30)):
        values, shaped, growing = (
            store(np.arange(5000)),
            make_array((2, 3), np.uint64),
            GrowingArray(np.uint8),
        )
        shaped[...] = [[1, 2, 3], [4, 5, 6]]
        for value in range(5):
            growing.extend(np.full(1000, value, np.uint8))
        grown = growing.take()
        storage.let_go()
        assert np.array_equal(values, np.arange(5000))
        assert shaped.tolist() == [[1, 2, 3], [4, 5, 6]]
        assert np.array_equal(grown, np.repeat(np.arange(5), 1000))
        grown[0] = 9
        storage.let_go()
        assert grown[0] == 9
    assert not list(filed.iterdir())


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="the system tells no memory")
def test_arrays_are_let_go_of_as_soon_as_there_is_too_little_memory(filed, monkeypatch):
    let_go = []
    monkeypatch.setattr(Storage, "let_go", lambda _storage: let_go.append(True))
    for memory, expected in ((1, True), (1 << 60, False)):
        let_go.clear()
        with keep_arrays(Storage(str(filed), memory)):
            deadline = time.monotonic() + (10 if expected else 0.1)
            while not let_go and time.monotonic() < deadline:
                time.sleep(0.01)
        assert bool(let_go) == expected


def test_a_full_disk_is_an_error_and_no_crash(filed, monkeypatch):
    def fail(_descriptor, _offset, _size):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", fail, raising=False)
    with pytest.raises(OutputError, match="No space left"):
        Storage(str(filed), 1 << 30).make(1000, np.int64)
    gc.collect()
    assert not list(filed.iterdir())


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_leaves_nothing(sign, tmp_path, filed):
    text = "\n".join(f"this is line {number} of many lines" for number in range(200_000))
    (tmp_path / "a.txt").write_text(text)
    command = [sys.executable, "-m", "corpuskit", "dedupe", "a.txt", "--memory", "256M", "--tmp", str(filed)]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(1.0)
    process.send_signal(sign)
    assert process.wait(60)
    assert not list(filed.iterdir())


def test_what_a_run_that_was_killed_early_left_is_removed_by_the_next_one(filed):
    (filed / ".corpuskit-0123456789ab.partial").write_bytes(b"of a run before")
    (filed / "mine.partial").write_bytes(b"of somebody else")
    assert (
        run_app(["dedupe", str(SEEDS), "-q", "--memory", "256M", "--tmp", str(filed), "-o", os.devnull]) == 0
    )
    assert [path.name for path in filed.iterdir()] == ["mine.partial"]


@pytest.mark.parametrize(
    ("constant", "size", "taken"),
    [("_BYTES_A_PARAGRAPH", 1 << 20, "411M"), ("_BYTES_A_DOCUMENT", 100 << 20, "701M")],
)
def test_more_than_the_memory_holds_is_refused_with_what_it_takes(constant, size, taken, filed, monkeypatch):
    monkeypatch.setattr(storage_module, constant, size)
    command = ["dedupe", str(SEEDS), "-q", "-o", os.devnull, "--tmp", str(filed), "--memory"]
    with pytest.raises(UsageError, match=f"210 paragraphs of 5 documents take {taken}") as error:
        run_app([*command, "256M"])
    assert run_app([*command, error.value.hint.split()[-1]]) == 0
    assert not list(filed.iterdir())


def test_a_search_in_memory_outlives_one_in_files_that_it_was_begun_beside(filed):
    def search(**options):
        text = "The end of the day.\nA bell rings.\nThe end of the day.\nA bell rings."
        return iter(find_duplicates([Document("a", text)], **options))

    in_files = search(memory=1 << 30, tmp=str(filed))
    found = [next(in_files)]
    in_memory = search()
    next(in_memory)
    found += in_files
    assert [group.text for group in found] == ["The end of the day.", "A bell rings."]
    assert [group.text for group in in_memory] == ["A bell rings."]


def test_what_the_system_reads_in_parts_is_read_as_a_whole(filed, monkeypatch):
    with closing(Storage(str(filed), 1 << 30)) as storage:
        content = SpooledText(Spool(storage))
        assert list(content.write(iter(["one text"]))) == ["one text"]
        read = os.pread
        monkeypatch.setattr(os, "pread", lambda file, size, begin: read(file, min(size, 3), begin))
        assert content.text == "one text"


@pytest.mark.parametrize("where", ["first", "last"])
def test_only_the_ends_of_a_long_document_are_read_for_its_date(filed, where, monkeypatch):
    monkeypatch.setattr("corpuskit.cli.copies._END", 2000)
    lines = [f"Line {number} of many.\n" for number in range(1000)]
    lines.insert(0 if where == "first" else len(lines), "Published on 24 June 2021\n")
    with closing(Storage(str(filed), 1 << 30)) as storage:
        content = SpooledText(Spool(storage))
        list(content.write(iter(lines)))
        monkeypatch.setattr(SpooledText, "text", property(lambda _: pytest.fail("the whole text is read")))
        assert find_date(Document("a", "").with_content(content)) == "2021-06-24"


def test_find_duplicates_takes_files_too(filed):
    documents = [Document("a", "The end of the day.\nThe end of the day.\nthe end")]
    plain = list(find_duplicates(documents))
    assert list(find_duplicates(documents, memory=1 << 30, tmp=str(filed))) == plain
    assert len(plain) == 1
    with pytest.raises(UsageError, match="--measure bag takes no --memory"):
        find_duplicates(documents, DedupeOptions(measure="bag"), memory=1 << 30)


@pytest.mark.parametrize(
    ("asked", "flag"),
    [
        (["--level", "document"], "--level document"),
        (["--spans", "5"], "--spans"),
        (["--contained", "0.9"], "--contained"),
        (["--write", "clean"], "--write"),
        (["--review", "r.csv"], "--review"),
        (["--measure", "char"], "--measure char"),
        (["--measure", "bag"], "--measure bag"),
        (["--offsets", "bytes"], "--offsets bytes"),
        (["--engine", "spark"], "--engine spark"),
    ],
)
def test_what_is_done_in_memory_only_is_refused(asked, flag, corpuskit):
    result = corpuskit("dedupe", str(SEEDS), "--memory", "1G", *asked)
    assert result.returncode == 2
    assert f"{flag} takes no --memory" in result.stderr.decode()


def test_a_place_for_files_that_is_none_is_refused_with_a_cure_that_helps(tmp_path):
    missing, file = tmp_path / "my files", tmp_path / "a.txt"
    with pytest.raises(UsageError, match="there is no directory") as refused:
        Storage(str(missing), 1 << 30)
    subprocess.run(shlex.split(refused.value.hint), check=True)
    Storage(str(missing), 1 << 30).close()
    file.write_text("Hi")
    with pytest.raises(UsageError, match="is no directory") as refused:
        Storage(str(file), 1 << 30)
    assert refused.value.hint == "name a directory that exists"
