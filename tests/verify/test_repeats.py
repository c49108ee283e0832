"""What is said of quotations is the same where parts that came before are not looked at again."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpuskit import Document, VerifyOptions, run
from corpuskit.verify import Verify, read_drafts
from corpuskit.verify.scanning import nearest, search

WORDS = [f"w{number}" for number in range(9)]
lines = st.lists(st.sampled_from(WORDS), min_size=0, max_size=7).map(" ".join)
# A text of templates: the same lines in the same order, begun and broken off anywhere.
spans = st.lists(st.tuples(st.integers(0, 11), st.integers(1, 12)), min_size=1, max_size=4)


@pytest.fixture(params=[2, 20])
def bits(request, monkeypatch):
    monkeypatch.setattr(nearest, "_BITS", request.param)


@pytest.mark.usefixtures("bits")
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.lists(lines, min_size=12, max_size=12),
    st.lists(spans, min_size=2, max_size=7),
    st.lists(st.lists(st.sampled_from([*WORDS, "other"]), min_size=3, max_size=9), min_size=1, max_size=5),
    st.integers(15, 60),
)
def test_repeated_lines_change_no_record(base, documents, quotations, section):
    corpus = [
        Document(
            f"d{number}", "\n".join(line for start, size in spans for line in base[start : start + size])
        )
        for number, spans in enumerate(documents)
    ]
    rows = [
        Document(f"q{number}", " ".join(words), format="jsonl") for number, words in enumerate(quotations)
    ]
    options = VerifyOptions(min_words=3, threshold=0.5)
    drafts = read_drafts(rows, options)
    apart = Verify(drafts, options)
    whole = list(apart.combine([apart.per_document(document) for document in corpus]))
    assert list(run(Verify(drafts, options, section=section), corpus)) == whole


numbers = st.lists(st.integers(0, 3), min_size=1, max_size=30)


@given(numbers, st.data())
def test_parts_have_one_number_where_quotation_and_words_are_the_same(words, data):
    places = [
        sorted(data.draw(st.tuples(*[st.integers(0, len(words))] * 2)))
        for _ in range(data.draw(st.integers(1, 6)))
    ]
    who = data.draw(st.lists(st.integers(0, 1), min_size=len(places), max_size=len(places)))
    starts, ends = np.array(places, np.int64).T
    codes = nearest.number_parts(np.array(words, np.int32), np.array(who, np.int64), starts, ends).tolist()
    parts = [(needle, tuple(words[start:end])) for needle, (start, end) in zip(who, places, strict=True)]
    assert [parts.index(part) for part in parts] == [codes.index(code) for code in codes]


def test_a_part_is_of_no_use_again_once_it_was_kept():
    known = nearest.Seen()
    codes = np.array([2**63 + 1, 5, 2**62 + 7], np.uint64)
    known.add(codes[:2])
    assert known.are_noted(codes).tolist() == [False] * 3
    known.keep()
    assert known.are_noted(codes).tolist() == [True, True, False]
    known.add(codes[2:])
    known.drop()
    known.keep()
    assert known.are_noted(codes).tolist() == [True, True, False]
    known.forget()
    assert not known.are_noted(codes).any()


def test_a_short_quotation_is_counted_in_each_document():
    options = VerifyOptions(min_words=3)
    rows = [
        Document("q", "one two three", format="jsonl"),
        Document("r", "four five six seven", format="jsonl"),
    ]
    corpus = [Document(f"d{number}", "one two three\nfour five six seven") for number in range(3)]
    found = run(Verify(read_drafts(rows, options), options), corpus)
    assert [(record.verdict, record.documents) for record in found] == [("verbatim", 3)] * 2


def test_memory_is_that_of_a_section_where_a_text_repeats_all_quotations():
    base = [f"w{number}" for number in range(40)]
    rows = [
        Document(f"q{number}", " ".join([*base[:number], "other", *base[number + 1 :]]), format="jsonl")
        for number in range(40)
    ]
    verify = Verify(read_drafts(rows, VerifyOptions()))
    text = "\n".join([" ".join(base)] * 8_000)
    tracemalloc.start()
    try:
        records = list(run(verify, [Document("d", text)]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert {(record.verdict, record.change) for record in records} == {("differs", "wording")}
    assert peak < 250_000_000


def test_how_many_words_are_looked_at_at_a_time_changes_no_record(monkeypatch):
    base = [f"w{number % 23}" for number in range(400)]
    corpus = [Document(f"d{number}", " ".join(base[number:] * 3)) for number in range(4)]
    rows = [
        Document(f"q{number}", " ".join([*base[number : number + 9], "other"]), format="jsonl")
        for number in range(30)
    ]
    drafts = read_drafts(rows, VerifyOptions())
    whole = list(run(Verify(drafts), corpus))
    for most in (1, 900):
        monkeypatch.setattr(search, "_MOST_MARKS", most)
        assert list(run(Verify(drafts), corpus)) == whole
