"""A large document, shared among processes in stretches of any size, has what it has as a whole."""

from __future__ import annotations

import json
import os
import pickle
import random

import pytest
from tests.verify.recipe import Recipe, draw, read_texts

from corpuskit import Document, VerifyOptions
from corpuskit.corpus.texts import FilePlace, FileText, read_stamp
from corpuskit.text.utf8 import take_census
from corpuskit.verify import Verify, read_drafts, stretches


def in_file(path, doc, text):
    """Return a document whose text is in a file, as that of a large one is."""
    data = text.encode()
    path.write_bytes(data)
    place = FilePlace(
        os.fspath(path),
        read_stamp(os.fspath(path)),
        path.stat().st_ino,
        len(text),
        [(len(data), take_census(data).foreign)],
    )
    return Document(doc, FileText(place), path=os.fspath(path))


@pytest.fixture(scope="module")
def drafts():
    samples = list(draw(Recipe(read_texts(), 23), 60))
    rows = [
        Document(
            f"row{number}",
            sample.text,
            metadata={"source": f"d{number % 3}", "speaker": "Maria Lopez"} if number % 3 else {},
            format="jsonl",
        )
        for number, sample in enumerate(samples)
    ]
    return read_drafts(rows, VerifyOptions(max_omission=20))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Return documents in which the texts of the quotations stand more than once, some of them changed."""
    choose = random.Random(8)  # noqa: S311 — no secret
    lines = [line for text in read_texts() for line in text.document.text.splitlines()]
    folder = tmp_path_factory.mktemp("large")
    documents = []
    for number in range(3):
        chosen = [line for _ in range(3) for line in choose.sample(lines, len(lines) // 4)]
        text = "\n".join(line.replace(" the ", choose.choice([" the ", " a ", " "])) for line in chosen)
        documents.append(in_file(folder / f"d{number}.txt", f"d{number}", text))
    return documents


@pytest.fixture(scope="module")
def whole(drafts, corpus):
    found = list(Verify(drafts, VerifyOptions(max_omission=20)).find_in(corpus))
    assert len({record.verdict for record in found}) > 5
    assert max(record.documents for record in found) > 1
    return found


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("size", [1_500, 20_000])
def test_stretches_of_any_size_have_what_the_whole_has(drafts, corpus, whole, size, workers):
    options = VerifyOptions(max_omission=20)
    shared = [pickle.loads(pickle.dumps(Verify(drafts, options))) for _ in range(workers)]  # noqa: S301 — made here
    counted, partials = 0, []
    for document in corpus:
        parts = stretches.divide_document(document, size)
        assert len(parts) > 1
        found = []
        for part in parts:
            sent = pickle.loads(pickle.dumps(part))  # noqa: S301 — made here
            found.append(shared[counted % workers].per_document(sent))
            counted += 1
        joined = shared[0].join(document, found)
        assert not list(joined)
        partials.append(joined)
    assert list(Verify(drafts, options).combine(partials)) == whole


def test_a_quotation_over_the_end_of_a_stretch_is_found_once(tmp_path):
    text = " ".join(f"word{number}" for number in range(400))
    document = in_file(tmp_path / "d.txt", "d", text)
    rows = [
        Document(
            f"q{start}", " ".join(f"word{number}" for number in range(start, start + 30)), format="jsonl"
        )
        for start in range(0, 370, 7)
    ]
    verify = Verify(read_drafts(rows, VerifyOptions()))
    for size in (100, 333, 1_000):
        parts = stretches.divide_document(document, size)
        joined = verify.join(document, [verify.per_document(part) for part in parts])
        records = list(verify.combine([joined]))
        assert {(record.verdict, record.documents) for record in records} == {("verbatim", 1)}
        assert [text[record.source_start : record.source_end] for record in records] == [
            record.text for record in records
        ]


def test_small_documents_and_those_in_memory_are_not_divided(tmp_path):
    small = in_file(tmp_path / "d.txt", "d", "one two three")
    in_memory = Document("m", "one two three four " * 1000)
    assert stretches.divide_document(small) == [small]
    assert stretches.divide_document(in_memory, 10) == [in_memory]


def test_two_processes_say_of_a_large_file_what_one_says(corpuskit, tmp_path):
    line = "the committee asked the council of {} whether the report of {} was read on the {} of May"
    lines = [line.format(number, number * 7 % 1013, number % 31) for number in range(400_000)]
    (tmp_path / "large.txt").write_text("\n".join(lines), encoding="utf-8")
    asked = [lines[70_001], lines[399_999].replace("report", "letter"), f"{lines[199_999]} {lines[200_000]}"]
    drafts = tmp_path / "asked.jsonl"
    drafts.write_text("\n".join(json.dumps({"text": each}) for each in asked), encoding="utf-8")
    assert (tmp_path / "large.txt").stat().st_size > 2 * stretches.STRETCH
    one, two = (
        corpuskit("verify", drafts, "--in", tmp_path / "large.txt", "-f", "jsonl", "-j", jobs).stdout
        for jobs in ("1", "2")
    )
    assert one == two
    assert [json.loads(row)["verdict"] for row in one.splitlines()] == ["verbatim", "differs", "verbatim"]
