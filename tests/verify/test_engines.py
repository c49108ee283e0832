"""The same bytes from one process and two, in sections of any size, and however the corpus is cut into files."""

from __future__ import annotations

import json
import pickle
import random

import pytest
from tests.conftest import ROOT, SEEDS
from tests.verify.recipe import Recipe, draw, make_drafts, read_texts

from corpuskit import Document, Verification, VerifyOptions, run
from corpuskit.verify import Verify, read_drafts

DRAFT = ROOT / "docs" / "examples" / "draft.md"
OUTPUTS = [
    ["-f", "table"],
    ["--json"],
    ["-f", "csv"],
    ["-f", "jsonl", "--offsets", "utf16"],
    ["--json", "-n", "3"],
]


@pytest.mark.parametrize("output", OUTPUTS, ids=" ".join)
def test_two_processes_say_what_one_says(corpuskit, output):
    one, two = (corpuskit("verify", DRAFT, "--in", SEEDS, *output, "-j", jobs) for jobs in ("1", "2"))
    assert (one.returncode, one.stderr) == (0, b"")
    assert one.stdout == two.stdout
    assert one.stdout.count(b"\n") > 2


def test_records_are_slices_of_the_draft_and_of_the_corpus(corpuskit, seed_texts):
    draft = DRAFT.read_text(encoding="utf-8")
    result = json.loads(corpuskit("verify", DRAFT, "--in", SEEDS, "--json").stdout)
    assert result["summary"]["quotations"] == len(result["records"])
    for record in result["records"]:
        assert draft[record["start"] : record["end"]] == record["text"]
        if record["source_doc"] is not None:
            source = seed_texts[record["source_doc"]]
            assert source[record["source_start"] : record["source_end"]] == record["source_text"]
        for part in record["parts"]:
            assert seed_texts[part["doc"]][part["start"] : part["end"]] == part["text"]


def test_offsets_in_bytes_are_those_of_the_same_slices(corpuskit, seed_texts):
    draft = DRAFT.read_bytes()
    result = json.loads(corpuskit("verify", DRAFT, "--in", SEEDS, "--json", "--offsets", "bytes").stdout)
    for record in result["records"]:
        assert draft[record["start"] : record["end"]].decode() == record["text"]
        if record["source_doc"] is not None:
            source = seed_texts[record["source_doc"]].encode()
            assert source[record["source_start"] : record["source_end"]].decode() == record["source_text"]


@pytest.fixture(scope="module")
def drawn():
    texts = read_texts()
    samples = list(draw(Recipe(texts, 7), 60))
    drafts = read_drafts(make_drafts(samples), VerifyOptions())
    return drafts, [text.document for text in texts]


@pytest.mark.parametrize("section", [40, 700])
def test_the_size_of_a_section_changes_nothing(drawn, section):
    drafts, corpus = drawn
    options = VerifyOptions(max_omission=20)
    whole = list(run(Verify(drafts, options), corpus))
    assert list(run(Verify(drafts, options, section=section), corpus)) == whole


def test_more_quotations_than_are_looked_for_at_once_are_looked_for_in_turns(drawn, monkeypatch):
    from corpuskit.verify import analysis

    drafts, corpus = drawn
    whole = list(run(Verify(drafts), corpus))
    monkeypatch.setattr(analysis, "MOST", 7)
    assert list(run(Verify(drafts), corpus)) == whole


@pytest.fixture(scope="module")
def repetitive(drawn):
    """Return drafts that cite and name speakers, and documents that repeat each other in part, in an order of their own."""
    _, corpus = drawn
    samples = list(draw(Recipe(read_texts(), 11), 80))
    rows = [
        Document(
            f"row{number}",
            sample.text,
            metadata={"source": f"d{number % 9:02}", "speaker": "Maria Lopez"} if number % 3 else {},
            format="jsonl",
        )
        for number, sample in enumerate(samples)
    ]
    lines = [line for document in corpus for line in document.text.splitlines() if line.strip()]
    choose = random.Random(5)  # noqa: S311 — no secret
    documents = []
    for number in range(14):
        chosen = choose.choices(lines, k=len(lines) // 3)
        # Some words are changed, so that later documents have better places and worse ones.
        text = "\n".join(line.replace(" the ", choose.choice([" the ", " a ", " "])) for line in chosen)
        documents.append(Document(f"d{number:02}", text))
    return read_drafts(rows, VerifyOptions()), documents


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_what_is_known_from_documents_before_changes_no_record(repetitive, workers):
    drafts, corpus = repetitive
    apart = Verify(drafts)
    whole = list(apart.combine([apart.per_document(document) for document in corpus]))
    assert len({record.verdict for record in whole}) > 5
    shared = [pickle.loads(pickle.dumps(Verify(drafts))) for _ in range(workers)]  # noqa: S301 — made here
    partials = [shared[number % workers].per_document(document) for number, document in enumerate(corpus)]
    assert list(Verify(drafts).combine(partials)) == whole
    assert list(run(Verify(drafts), corpus)) == whole


def test_nothing_is_known_of_another_corpus(repetitive):
    drafts, corpus = repetitive
    verify = Verify(drafts)
    apart = [list(run(Verify(drafts), part)) for part in (corpus[:7], corpus[7:])]
    together = [run(verify, part) for part in (corpus[:7], corpus[7:])]
    assert [list(each) for each in together] == apart


def test_what_is_lost_with_a_document_is_not_taken_for_known(repetitive, monkeypatch):
    from corpuskit.verify import stretches

    drafts, corpus = repetitive
    rest = list(run(Verify(drafts), corpus[1:]))
    find_document_date = stretches.find_document_date

    def fail(document):
        if document.id == corpus[0].id:
            raise ValueError("no")
        return find_document_date(document)

    monkeypatch.setattr(stretches, "find_document_date", fail)
    found = [record for record in run(Verify(drafts), corpus) if isinstance(record, Verification)]
    assert found == rest


def test_summaries_add_up_in_any_grouping(drawn):
    drafts, corpus = drawn
    verify = Verify(drafts)
    summaries = [verify.per_document(document).total for document in corpus]
    left = summaries[0]
    for summary in summaries[1:]:
        left = left + summary
    right = summaries[-1]
    for summary in reversed(summaries[:-1]):
        right = summary + right
    assert list(verify.report(left)) == list(verify.report(right))


def test_a_document_that_is_empty_or_has_no_words_has_nothing():
    drafts = read_drafts([Document("d", "“one two three four five six”")], VerifyOptions())
    corpus = [Document("a", ""), Document("b", "…!\n\n"), Document("c", "one two three four five six")]
    (record,) = run(Verify(drafts), corpus)
    assert (record.verdict, record.source_doc) == ("verbatim", "c")


def test_a_draft_that_cannot_be_read_is_an_issue_beside_the_records(corpuskit, tmp_path):
    (tmp_path / "bad.md").write_bytes(b"\0\1\2\0" * 50)
    corpuskit_says = corpuskit("verify", DRAFT, tmp_path / "bad.md", "--in", SEEDS, "--json")
    result = json.loads(corpuskit_says.stdout)
    assert corpuskit_says.returncode == 3
    assert [(issue["kind"], issue["skipped"]) for issue in result["issues"]] == [("binary", True)]
    assert (result["summary"]["skipped"], result["summary"]["quotations"]) == (1, 14)
    assert corpuskit("verify", DRAFT, tmp_path / "bad.md", "--in", SEEDS, "-q").stderr == b""
