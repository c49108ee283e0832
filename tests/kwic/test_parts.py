"""A large text that is searched in parts has the hits that it has as a whole."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from queries import plain_phrases, plain_texts, queries, texts

from corpuskit.cli.kwic import _divide_with, _search_part
from corpuskit.cli.parallel import run_in_parallel
from corpuskit.corpus import open_corpus, stored
from corpuskit.kwic import KwicOptions, concordance, parts
from corpuskit.kwic.parts import divide_document, join_parts
from corpuskit.records import Issue


@pytest.fixture(autouse=True)
def small_files(monkeypatch):
    monkeypatch.setattr(stored, "_SMALLEST_STORED", 1)
    monkeypatch.setattr(stored, "_BLOCK_BYTES", 8)


def search_whole(path, options):
    findings = concordance(open_corpus(path, paragraphs="line"), options)
    return list(findings), findings.summary


def search_in_parts(path, options, size):
    (document,) = open_corpus(path, paragraphs="line")
    answers = []
    for part in divide_document(document, options, part_bytes=size):
        findings = _search_part([part], options, None)
        answers.append((list(findings), findings.summary))
    summary = {}
    found = list(join_parts(document, answers, summary))
    if summary["distinct_passages"] is not None:
        summary["distinct_passages"] = summary["distinct_passages"].total
    return found, summary


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    queries() | plain_phrases(),
    texts() | plain_texts(),
    st.integers(1, 30),
    st.sampled_from(
        [
            {},
            {"count": True},
            {"plot": True},
            {"within": "sentence"},
            {"within": "document"},
            {"distinct": False},
        ]
    ),
)
def test_parts_have_the_hits_of_the_whole(tmp_path, query, text, size, options):
    path = tmp_path / "d.txt"
    path.write_bytes(text.encode() or b"x")
    chosen = KwicOptions(pattern=query[0], **options)
    assert search_in_parts(path, chosen, size) == search_whole(path, chosen)


POSTS = "".join(f"Post {number}: the UN Charter, and “security” of 7️⃣ states.\n\n" for number in range(40))


@pytest.mark.parametrize("options", [{}, {"count": True}, {"plot": True}, {"first_per_doc": True}])
def test_processes_share_the_parts_of_one_document(tmp_path, monkeypatch, options):
    path = tmp_path / "d.txt"
    path.write_text(POSTS, encoding="utf-8")
    chosen = KwicOptions(pattern="UN Charter", **options)
    monkeypatch.setattr(parts.divide_document, "__kwdefaults__", {"part_bytes": 300})
    findings = run_in_parallel(
        lambda documents: _search_part(documents, chosen, None),
        open_corpus(path, paragraphs="line"),
        2,
        _divide_with(chosen),
    )
    assert (list(findings), findings.summary) == search_whole(path, chosen)


def test_from_a_part_that_is_lost_on_nothing_is_shown_and_that_is_told(tmp_path, monkeypatch):
    path = tmp_path / "d.txt"
    path.write_text(POSTS, encoding="utf-8")
    chosen = KwicOptions(pattern="UN Charter", count=True)
    monkeypatch.setattr(parts.divide_document, "__kwdefaults__", {"part_bytes": 300})

    def search(documents):
        for document in documents:
            if b"Post 20:" in b"".join(block.data for block in document.iter_blocks()):
                raise MemoryError("too much")
        return _search_part(documents, chosen, None)

    items = list(run_in_parallel(search, open_corpus(path, paragraphs="line"), 2, _divide_with(chosen)))
    (issue,) = [item for item in items if isinstance(item, Issue)]
    assert issue.message == "d: MemoryError: too much; the rest of it was skipped"
    assert [item.hits for item in items if item is not issue] == [20]
