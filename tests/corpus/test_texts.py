"""Large files are read some lines at a time, and give what reading them as a whole gives."""

from __future__ import annotations

import hashlib
import os
import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpuskit.corpus import open_corpus, texts
from corpuskit.corpus.texts import FileText, examine_file
from corpuskit.errors import InputChangedError


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(texts, "_BLOCK_BYTES", 8)
    monkeypatch.setattr(texts, "_SMALLEST_STORED", 16)


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def examine(path, content) -> FileText:
    text = examine_file(write(path, content))
    assert text is not None
    return text


LINES = "one two\nthree\n\nvierzig lange Wörter hier\nmir 🇷🇺\nlast"


def test_blocks_are_whole_lines_that_make_up_the_text(tmp_path):
    blocks = list(examine(tmp_path / "a.txt", LINES).iter_blocks())
    assert [block.data.decode() for block in blocks] == [
        "one two\n",
        "three\n\n",
        "vierzig lange Wörter hier\n",
        "mir 🇷🇺\n",
        "last",
    ]
    assert [bool(block.foreign) for block in blocks] == [False, False, True, True, False]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ab\n\ré🇷", min_size=16, max_size=80))
def test_the_text_is_that_of_the_file(tmp_path, text):
    found = examine(tmp_path / "a.txt", text)
    assert found.chars == len(text)
    blocks = [block.data for block in found.iter_blocks()]
    assert b"".join(blocks).decode() == text
    assert all(block.endswith(b"\n") for block in blocks[:-1])
    assert found.data.decode() == text


@pytest.mark.parametrize(
    "content",
    [
        "short",
        b"\xef\xbb\xbf" + LINES.encode(),
        LINES.encode("utf-16"),
        LINES.encode() + b"\0",
        LINES.encode() + b"\xff",
        LINES.encode("latin-1", "replace"),
        LINES.encode()[:-4].replace("🇺".encode(), b"\xf0\x9f"),
    ],
)
def test_what_is_small_or_no_plain_utf8_is_read_as_a_whole(tmp_path, content):
    assert examine_file(write(tmp_path / "a.txt", content)) is None


def test_a_document_in_blocks_is_the_document_as_a_whole(tmp_path):
    (document,) = open_corpus(write(tmp_path / "a.txt", LINES))
    assert len(list(document.iter_blocks())) == 5
    assert (document.chars, document.source_bytes) == (len(LINES), len(LINES.encode()))
    assert document.sha256 == hashlib.sha256(LINES.encode()).hexdigest()
    assert document.has_line_paragraphs
    assert (document.lang, document.script, document.direction) == (None, "Latn", "ltr")
    assert document.text == LINES
    # What is in memory is not read again.
    os.remove(tmp_path / "a.txt")
    assert [block.data.decode() for block in document.iter_blocks()] == [LINES]


@pytest.mark.parametrize("suffix", [".txt.gz", ".jsonl"])
def test_what_is_made_of_a_file_is_no_file(tmp_path, suffix):
    import gzip

    content = gzip.compress(LINES.encode()) if suffix == ".txt.gz" else b'{"text": "as long as that"}\n'
    (document,) = open_corpus(write(tmp_path / ("a" + suffix), content))
    assert len(list(document.iter_blocks())) == 1


@pytest.mark.parametrize("change", ["longer", "shorter", "gone", "touched", "replaced"])
@pytest.mark.parametrize("use", ["text", "sha256"])
def test_a_file_that_was_changed_is_an_error_that_names_it(tmp_path, change, use):
    path = write(tmp_path / "a.txt", LINES)
    (document,) = open_corpus(path)
    if change == "longer":
        write(tmp_path / "a.txt", LINES + " and more")
    elif change == "shorter":
        os.truncate(path, 20)
    elif change == "replaced":
        # Another file of the same size and time.
        other = write(tmp_path / "b.txt", LINES[::-1])
        os.utime(other, ns=(os.stat(path).st_atime_ns, os.stat(path).st_mtime_ns))
        os.replace(other, path)
    elif change == "gone":
        os.remove(path)
    else:
        os.utime(path, ns=(1, 1))
    with pytest.raises(InputChangedError, match=r"a\.txt' was changed while it was being read") as error:
        getattr(document, use)
    assert (error.value.exit_code, error.value.hint) == (4, "run the command again")
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)  # noqa: S301 — made a line above
