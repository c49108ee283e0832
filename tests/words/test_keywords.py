"""`corpuskit keywords`: what a corpus is compared with, and what is said where nothing is found."""

from __future__ import annotations

import json

import pytest

ROWS = [
    {"id": "1", "paper": "Post", "date": "2020-01-05", "text": "tea " * 12 + "and milk"},
    {"id": "2", "paper": "Post", "date": "2021-01-05", "text": "tea and tea and milk"},
    {"id": "3", "paper": "Echo", "date": "2021-03-05", "text": "ale " * 12 + "and milk"},
    {"id": "4", "paper": "Echo", "text": "ale and bread and milk"},
]


@pytest.fixture
def papers(tmp_path):
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def list_hits(result):
    records = [json.loads(line) for line in result.stdout.splitlines()]
    return [(record["word"], record["hits"], record["reference_hits"]) for record in records]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (("--where", "paper=Post"), [("tea", 14, 0)]),
        (("--where", "paper=Echo"), [("ale", 13, 0)]),
        (("--doc", "1"), [("tea", 12, 2)]),
        # The row without a date is known neither to be before nor after, and on no side.
        (("--until", "2020"), [("tea", 12, 2)]),
    ],
)
def test_a_choice_is_compared_with_the_documents_that_it_leaves_out(corpuskit, papers, chosen, expected):
    found = corpuskit("keywords", papers, *chosen, "-f", "jsonl", "-q", "--p", "0.05")
    assert list_hits(found) == expected


def test_the_documents_without_a_date_are_on_no_side(corpuskit, papers):
    found = corpuskit("keywords", papers, "--since", "2021", "--json", "--p", "1", "-q")
    summary = json.loads(found.stdout)["summary"]
    # Rows 2 and 3 against row 1; row 4 is left out.
    assert (summary["tokens"], summary["reference_tokens"]) == (5 + 14, 14)


def test_a_corpus_alone_has_nothing_to_be_compared_with(corpuskit, papers):
    refused = corpuskit("keywords", papers)
    assert refused.returncode == 2
    assert "--where FIELD=VALUE" in refused.stderr.decode()


def test_why_there_are_no_keywords_is_said_with_the_nearest(corpuskit, papers):
    found = corpuskit("keywords", papers, "--where", "paper=Post", "--p", "0.0000001")
    assert found.returncode == 0
    assert (
        "of 3 words none is so much more frequent that p, corrected (bonferroni), is 1e-07"
        in found.stderr.decode()
    )
    assert "the smallest is 3.4e-07" in found.stderr.decode()


def test_where_every_p_would_do_the_hint_is_not_a_higher_one(corpuskit, tmp_path):
    for name, text in (("a.txt", "law and some other words"), ("b.txt", "law law law")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = corpuskit("keywords", tmp_path / "a.txt", "--against", tmp_path / "b.txt", "--p", "1")
    assert b"no keywords: of 1 words none is more frequent than in the reference" in found.stderr
    assert b"--p 1" not in found.stderr


def test_words_that_are_too_rare_to_be_compared_are_named_as_the_reason(corpuskit, papers):
    found = corpuskit("keywords", papers, "--where", "paper=Post", "--min-hits", "1000")
    assert "no word has 1000 hits in both corpora together" in found.stderr.decode()


def test_negative_keywords_that_the_corpus_does_not_have_are_counted(corpuskit, papers):
    found = corpuskit("keywords", papers, "--where", "paper=Post", "--negative")
    assert "1 more word differs that the corpus does not have at all" in found.stderr.decode()


def test_what_cannot_be_read_of_the_reference_is_said_and_ends_with_3(corpuskit, papers, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("ale " * 20, encoding="utf-8")
    (other / "b.txt").write_bytes(b"caf\xe9 and ale")
    found = corpuskit("keywords", papers, "--against", other)
    assert found.returncode == 3
    assert "b.txt" in found.stderr.decode()


def test_a_reference_without_words_is_refused(corpuskit, papers, tmp_path):
    (tmp_path / "none.txt").write_text("… !\n", encoding="utf-8")
    refused = corpuskit("keywords", papers, "--against", tmp_path / "none.txt")
    assert refused.returncode == 2
    assert "what is compared with has no words" in refused.stderr.decode()


@pytest.mark.parametrize("asked", [("--where", "source=A"), ("--against", "-")])
def test_standard_input_is_not_both_sides(corpuskit, asked):
    result = corpuskit("keywords", "-", *asked, stdin=b"a b c")
    assert result.returncode == 2
    assert b"standard input is read once" in result.stderr
    assert b"write it to a file" in result.stderr
