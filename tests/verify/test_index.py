"""The same bytes with a database of the corpus as without: whatever is in it, whatever has changed since."""

from __future__ import annotations

import json
import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT, SEEDS
from tests.verify.recipe import Recipe, draw, make_drafts, read_texts

from corpuskit import Document, VerifyOptions, run
from corpuskit.corpus import Corpus, CorpusOptions
from corpuskit.index import (
    QuotedCorpus,
    Sought,
    build_index,
    is_passed_over,
    open_quoted_corpus,
    quotations,
    quoted_terms,
)
from corpuskit.verify import Verify, locate, read_drafts
from corpuskit.verify.scanning.needles import RUN

DRAFT = ROOT / "docs" / "examples" / "draft.md"
OPTIONS = CorpusOptions()
LONG_AGO = 1_600_000_000


@pytest.fixture(autouse=True)
def _asks_always(monkeypatch):
    """Ask the database where it would take less to look at all documents, as in each small corpus."""
    monkeypatch.setattr(quotations, "_FEWEST_STEPS", 10**9)
    monkeypatch.setattr(quotations, "_LARGEST_SHARE", 1)


def write(directory, texts, extension="txt"):
    directory.mkdir(exist_ok=True)
    for name, text in texts.items():
        path = directory / f"{name}.{extension}"
        path.write_text(text, encoding="utf-8", newline="")
        os.utime(path, (LONG_AGO, LONG_AGO))


def compare(drafts, paths, at, options=None):
    """Return how many documents were passed over, once all is the same with the database and without."""
    plain = Corpus(paths, OPTIONS)
    without = run(Verify(drafts, options), plain)
    verify = Verify(drafts, options, passes_over=is_passed_over)
    corpus = open_quoted_corpus(paths, OPTIONS, at, [Sought(*each) for each in verify.list_sought()])
    assert isinstance(corpus, QuotedCorpus)
    found = run(verify, corpus)
    assert list(found) == list(without)
    assert (found.summary, found.issues) == (without.summary, without.issues)
    assert corpus.document_count == plain.document_count
    return sum(map(is_passed_over, corpus))


def test_the_row_of_a_paragraph_has_the_rest_of_each_run_that_begins_in_it():
    assert quoted_terms.FOLLOWING == RUN - 1


pieces = st.sampled_from(
    ["one", "two", "three", "four", "five", "six"] * 4
    + [
        "Two",
        "th\u00adree",
        "fo\u200bur",
        "fi-\n ve",
        "si\u00ad\nx",
        "two_three",
        "one&amp;two",
        "é",
        "e\u0301",
        "ﬁve",
        "一",
        "ｶﾞ",
    ]
)
gaps = st.sampled_from([" "] * 8 + ["\n", "\n", "\n\n", " - ", ", ", "\u2028", "\n—\n", "\r\n"])


@st.composite
def texts(draw):
    return "".join(
        word + gap
        for word, gap in zip(
            *(draw(st.lists(each, min_size=12, max_size=12)) for each in (pieces, gaps)), strict=True
        )
    )


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.lists(texts(), min_size=1, max_size=6),
    st.lists(st.lists(pieces, min_size=3, max_size=9), min_size=1, max_size=4),
)
def test_any_documents_and_any_quotations(tmp_path_factory, documents, quotations_):
    root = tmp_path_factory.mktemp("any")
    write(root / "texts", {f"d{number}": text for number, text in enumerate(documents)})
    rows = [
        Document(f"q{number}", " ".join(words), format="jsonl") for number, words in enumerate(quotations_)
    ]
    paths, at = [str(root / "texts")], str(root / "any.db")
    build_index(paths, OPTIONS, at)
    compare(read_drafts(rows, VerifyOptions()), paths, at, VerifyOptions(min_words=3))


@settings(max_examples=80, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(texts(), min_size=2, max_size=5), st.data())
def test_each_document_with_a_run_of_words_is_in_question(tmp_path_factory, documents, data):
    root = tmp_path_factory.mktemp("runs")
    write(root / "texts", {f"d{number}": text for number, text in enumerate(documents)})
    paths, at = [str(root / "texts")], str(root / "runs.db")
    build_index(paths, OPTIONS, at)
    listed = [locate(text).folded for text in documents]
    words = data.draw(st.sampled_from([words for words in listed if len(words) >= RUN] or [["one"] * RUN]))
    start = data.draw(st.integers(0, len(words) - RUN))
    run_ = words[start : start + RUN]
    # Nothing else of it is anywhere, and a place may lack nothing.
    sought = [Sought([*(f"no{number}" for number in range(9)), *run_], 0, 13)]
    passed = {each.id: is_passed_over(each) for each in open_quoted_corpus(paths, OPTIONS, at, sought)}
    assert passed == {
        f"d{number}": not any(words[place : place + RUN] == run_ for place in range(len(words)))
        for number, words in enumerate(listed)
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return drafts in six languages that cite and name speakers, the paths of a corpus, and its database."""
    root = tmp_path_factory.mktemp("built")
    read = read_texts()
    samples = list(draw(Recipe(read, 19), 90))
    rows = [
        Document(
            f"row{number}", sample.text, format="jsonl",
            metadata={"source": f"t{number % 9:02}", "speaker": "Maria Lopez"} if number % 3 else {},
        )
        for number, sample in enumerate(samples)
    ]  # fmt: skip
    documents = [*make_drafts(samples[:20]), *rows]
    write(root / "texts", {f"t{number:02}": text.document.text for number, text in enumerate(read)})
    choose = random.Random(3)  # noqa: S311 — no secret
    lines = [line for text in read for line in text.document.text.splitlines() if line.strip()]
    rows = [
        {
            "id": f"r{number}",
            "text": "\n".join(choose.choices(lines, k=3)),
            "title": choose.choice(lines)[:60],
        }
        for number in range(80)
    ]
    write(root / "texts", {"rows": "\n".join(map(json.dumps, rows))}, "jsonl")
    paths, at = [str(root / "texts")], str(root / "built.db")
    build_index(paths, OPTIONS, at)
    return read_drafts(documents, VerifyOptions()), paths, at, root / "texts"


def test_quotations_in_six_languages(built):
    drafts, paths, at, _ = built
    assert compare(drafts, paths, at) > 0


def test_what_was_changed_since_is_read(built):
    drafts, paths, at, root = built
    files = sorted(root.glob("*.txt"))
    files[0].write_text(files[1].read_text(encoding="utf-8") + "\nOne more line.", encoding="utf-8")
    files[2].unlink()
    (root / "zz.txt").write_text(files[3].read_text(encoding="utf-8"), encoding="utf-8")
    assert compare(drafts, paths, at) > 0
    verify = Verify(drafts, passes_over=is_passed_over)
    corpus = open_quoted_corpus(paths, OPTIONS, at, [Sought(*each) for each in verify.list_sought()])
    list(corpus)
    assert corpus.outdated == 2
    build_index(paths, OPTIONS, at)
    assert compare(drafts, paths, at) > 0
    list(corpus := open_quoted_corpus(paths, OPTIONS, at, [Sought(*each) for each in verify.list_sought()]))
    assert corpus.outdated == 0


def test_a_document_of_another_subject_is_not_read(tmp_path):
    write(
        tmp_path / "texts",
        {"a": "The bridge over the river is closed.", "b": "Nobody knows what a bridge of theirs is for."},
    )
    paths, at = [str(tmp_path / "texts")], str(tmp_path / "c.db")
    build_index(paths, OPTIONS, at)
    drafts = read_drafts([Document("d", "“The bridge over the river is closed”")], VerifyOptions())
    assert compare(drafts, paths, at) == 1


@pytest.mark.parametrize(
    "output", [["--json"], ["-f", "table"], ["-f", "csv", "--offsets", "bytes"]], ids=" ".join
)
def test_the_command_writes_the_same_bytes(corpuskit, tmp_path, output):
    at = tmp_path / "seeds.db"
    corpuskit("index", "build", SEEDS, "--at", at)
    plain, indexed = (
        corpuskit("verify", DRAFT, "--in", SEEDS, *output, *index) for index in ([], ["--index", at])
    )
    assert (plain.returncode, plain.stdout) == (indexed.returncode, indexed.stdout)
    assert plain.stdout


def test_a_database_that_is_behind_is_told(corpuskit, tmp_path):
    write(tmp_path / "texts", {"a": "The bridge over the river is closed.", "b": "Another text."})
    at = tmp_path / "c.db"
    corpuskit("index", "build", tmp_path / "texts", "--at", at)
    write(tmp_path / "texts", {"b": "The bridge over the river is open."})
    (tmp_path / "d.jsonl").write_text('{"text": "The bridge over the river is open"}', encoding="utf-8")
    result = corpuskit(
        "verify", tmp_path / "d.jsonl", "--in", tmp_path / "texts", "--index", at, "-f", "jsonl"
    )
    assert json.loads(result.stdout)["source_doc"] == "b"
    assert b"1 file is not in the database as it is now, and was read" in result.stderr


@pytest.mark.parametrize("option", [["-j", "2"], ["--engine", "spark"]], ids=" ".join)
def test_a_database_is_for_one_process(corpuskit, tmp_path, option):
    result = corpuskit("verify", DRAFT, "--in", SEEDS, "--index", tmp_path / "none.db", *option)
    assert result.returncode == 2
    assert b"--index" in result.stderr


def test_there_must_be_a_database(corpuskit, tmp_path):
    result = corpuskit("verify", DRAFT, "--in", SEEDS, "--index", tmp_path / "none.db")
    assert (result.returncode, result.stdout) == (2, b"") or result.returncode == 4
    assert b"there is no corpus database" in result.stderr
