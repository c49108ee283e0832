"""What another process is handed of a document."""

from __future__ import annotations

import pickle

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.errors import InputChangedError


def test_a_file_is_read_where_a_document_is_handed_to_not_sent_along(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text("Ein Satz für viele.\n" * 5_000, encoding="utf-8")
    (document,) = open_corpus(path)
    assert document.text
    handed = pickle.dumps(document)
    assert len(handed) < path.stat().st_size
    received = pickle.loads(handed)  # noqa: S301 — made above
    assert (received.text, received.chars, received.sha256) == (
        document.text,
        document.chars,
        document.sha256,
    )
    path.write_text("something else", encoding="utf-8")
    with pytest.raises(InputChangedError):
        _ = pickle.loads(handed).text  # noqa: S301


def test_a_small_text_is_sent_along(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text("A sentence.\n", encoding="utf-8")
    (document,) = open_corpus(path)
    handed = pickle.dumps(document)
    path.unlink()
    assert pickle.loads(handed).text == "A sentence.\n"  # noqa: S301
