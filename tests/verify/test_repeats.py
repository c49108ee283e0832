"""What is said of quotations is the same where lines that came before are not looked at again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpuskit import Document, VerifyOptions, run
from corpuskit.verify import Verify, read_drafts, repeats, search

WORDS = [f"w{number}" for number in range(9)]
lines = st.lists(st.sampled_from(WORDS), min_size=0, max_size=7).map(" ".join)
# A text of templates: the same lines in the same order, begun and broken off anywhere.
spans = st.lists(st.tuples(st.integers(0, 11), st.integers(1, 12)), min_size=1, max_size=4)


@pytest.fixture(params=[0.0, 0.5, 0.99])
def share(request, monkeypatch):
    monkeypatch.setattr(search, "_USUAL_SHARE", request.param)


@pytest.fixture(params=[2, 20])
def bits(request, monkeypatch):
    monkeypatch.setattr(repeats, "_BITS", request.param)


@pytest.mark.usefixtures("share", "bits")
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


def test_words_of_lines_that_came_before_are_not_new():
    known = repeats.Repeats(3)
    text = "a b c\nd e f\ng h i\nj k l\n"
    stream = search.join_streams(list(search.iter_streams(text, make_vocabulary("abcdefghijkl"))))
    assert known.find_new(text, stream, is_end=True).all()
    known.keep()
    assert not known.find_new(text, stream, is_end=True).any()
    changed = text.replace("g h", "g x")
    stream = search.join_streams(list(search.iter_streams(changed, make_vocabulary("abcdefghijkl"))))
    # A place of three words that begins in the second line may go on in the third one.
    assert known.find_new(changed, stream, is_end=True).tolist() == [False] * 3 + [True] * 8 + [False]


def make_vocabulary(words):
    from corpuskit.verify.stream import Vocabulary

    return Vocabulary(words)


def test_what_was_not_kept_is_not_known():
    known = repeats.Repeats(3)
    text = "a b c\nd e f\n"
    stream = search.join_streams(list(search.iter_streams(text, make_vocabulary("abcdef"))))
    known.find_new(text, stream, is_end=True)
    known.drop()
    assert known.find_new(text, stream, is_end=True).all()
    known.keep()
    known.forget()
    assert known.find_new(text, stream, is_end=True).all()


def test_nothing_is_noted_where_nothing_is_repeated(monkeypatch):
    monkeypatch.setattr(repeats, "_ENOUGH_LINES", 2)
    known = repeats.Repeats(3)
    assert known.is_worth_it
    for text in ("a b\n", "c d\n", "e f\n"):
        stream = search.join_streams(list(search.iter_streams(text, make_vocabulary("abcdef"))))
        known.find_new(text, stream, is_end=True)
        known.keep()
    assert not known.is_worth_it


def test_a_short_quotation_is_counted_in_each_document():
    options = VerifyOptions(min_words=3)
    rows = [
        Document("q", "one two three", format="jsonl"),
        Document("r", "four five six seven", format="jsonl"),
    ]
    corpus = [Document(f"d{number}", "one two three\nfour five six seven") for number in range(3)]
    found = run(Verify(read_drafts(rows, options), options), corpus)
    assert [(record.verdict, record.documents) for record in found] == [("verbatim", 3)] * 2
