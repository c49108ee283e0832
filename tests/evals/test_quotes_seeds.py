"""The quotations of the seeds against the gold, which was annotated by hand."""

import json
from pathlib import Path

import pytest

from corpuskit.corpus import open_corpus
from corpuskit.quotes import QuoteOptions, extract_quotes

GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "seeds-quotes.jsonl").read_text("utf-8").splitlines()
]
# The kinds of the gold by the kinds of the records.
KINDS = {
    "direct": {"direct"},
    "direct-multiparagraph": {"direct"},
    "mixed": {"mixed"},
    "scare": {"scare", "term"},
    "term": {"term"},
    "title": {"title"},
    "unquoted-block": {"unquoted"},
    "unquoted-colon": {"unquoted"},
    "unquoted-bullets": {"unquoted"},
}
FOUND = [item for item in GOLD if item["kind"] in KINDS]
SPEECH = [item for item in FOUND if item["kind"] not in ("scare", "term", "title")]
STRAY = [item for item in GOLD if item["kind"] == "not-a-quotation"]


@pytest.fixture(scope="module")
def records():
    found = extract_quotes(open_corpus("seeds"), QuoteOptions(all=True))
    return {(record.doc, record.start, record.end): record for record in found}


@pytest.mark.parametrize("item", FOUND, ids=lambda item: item["id"])
def test_every_quotation_is_found_with_its_kind(records, item):
    record = records[item["doc"], item["start"], item["end"]]
    assert record.text == item["text"]
    assert (record.outer_start, record.outer_end) == (item["span_start"], item["span_end"])
    assert (record.open_mark, record.close_mark) == (item["open"], item["close"])
    assert record.kind in KINDS[item["kind"]]


@pytest.mark.parametrize("item", SPEECH, ids=lambda item: item["id"])
def test_every_speaker_is_found(records, item):
    record = records[item["doc"], item["start"], item["end"]]
    if item["speaker"]:
        assert record.speaker.text == item["speaker"]["text"]
        assert record.speaker.start == item["speaker"]["start"]
    assert item["speaker_resolved"] in (record.speaker_name, record.speaker.text)


@pytest.mark.parametrize("item", STRAY, ids=lambda item: item["id"])
def test_stray_marks_are_left_alone(records, item):
    touching = [
        record
        for record in records.values()
        if record.doc == item["doc"] and record.outer_start <= item["span_start"] < record.outer_end
    ]
    assert all(record.kind == "unquoted" for record in touching)


def test_nothing_but_the_gold_is_found(records):
    known = {(item["doc"], item["start"], item["end"]) for item in GOLD}
    assert set(records) <= known


def test_the_annotation_holds_all_that_is_tested():
    assert sum(item["core"] for item in FOUND) == 35
    assert len(STRAY) == 3
