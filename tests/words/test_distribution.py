"""Hits are counted by parts of the corpus, relative to the words of each; parts sum to the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.errors import UsageError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.records import Issue
from corpuskit.run import run
from corpuskit.text.tokens import count_words
from corpuskit.words.distribution import Distribution

POSTS = (
    Document(
        "1", "A word. And a word.\nA word. And a word.", metadata={"paper": "Post", "date": "2024-01-05"}
    ),
    Document("2", "No such thing.", metadata={"paper": "Post", "date": "2024-02"}),
    Document("3", "Word word, the law word", metadata={"paper": "Times", "date": "2024-02-07"}),
    Document("4", "Word"),
)


def distribute(by, *, documents=POSTS, pattern="word", **options):
    options = KwicOptions(pattern=pattern, count=True, by=tuple(by.split(",")), **options)
    findings = Distribution(options).find_in(documents)
    return list(findings), findings.total


def show(records):
    return [(record.part, record.subpart, record.hits, record.words) for record in records]


class TestParts:
    def test_hits_and_words_of_each_part_and_those_of_which_it_is_not_known_last(self):
        records, total = distribute("paper")
        assert show(records) == [("Post", None, 4, 13), ("Times", None, 3, 5), (None, None, 1, 1)]
        assert [record.distinct_hits for record in records] == [2, 3, 1]
        assert [record.per_million for record in records] == [pytest.approx(4e6 / 13), 6e5, 1e6]
        assert [(record.documents, record.of_documents) for record in records] == [(1, 2), (1, 1), (1, 1)]
        assert (total.hits, total.words, total.figures()["distinct_passages"]) == (8, 19, 6)

    def test_a_date_that_is_less_exact_than_the_period_is_in_none(self):
        records, _ = distribute("date:day", zeros=True)
        assert show(records)[-1] == (None, None, 1, 4)

    def test_parts_without_hits_are_shown_where_all_are(self):
        assert show(distribute("date:month,paper", zeros=True)[0]) == [
            ("2024-01", "Post", 4, 10),
            ("2024-02", "Post", 0, 3),
            ("2024-02", "Times", 3, 5),
            (None, None, 1, 1),
        ]

    def test_each_pattern_is_relative_to_the_words_of_the_part(self):
        records, _ = distribute("pattern,paper", more_patterns=("law",), zeros=True, sort=("-freq",))
        assert show(records) == [
            ("word", "Post", 4, 13),
            ("word", "Times", 3, 5),
            ("law", "Times", 1, 5),
            ("word", None, 1, 1),
            ("law", "Post", 0, 13),
            ("law", None, 0, 1),
        ]

    def test_what_stands_beside_a_hit_may_be_a_part(self):
        assert [(record.part, record.hits) for record in distribute("L1")[0]] == [
            ("a", 4),
            ("law", 1),
            ("word", 1),
            (None, 2),
        ]

    def test_the_longest_bar_is_that_of_the_most_frequent(self):
        assert [len(record.bar) for record in distribute("paper")[0]] == [9, 18, 30]

    def test_a_plot_draws_the_interval_of_each_rate(self):
        records, _ = distribute("paper", zeros=True, plot=True)
        most = max(record.high for record in records)
        for record in records:
            low, rate, high = (
                round(30 * value / most) for value in (record.low, record.per_million, record.high)
            )
            assert record.bar == "█" * low + "▓" * (rate - low) + "░" * (high - rate)
        assert max(len(record.bar) for record in records) == 30

    def test_a_field_that_no_document_has_is_noted(self):
        (note, *records), _ = distribute("newspaper")
        assert isinstance(note, Issue)
        assert note.message == "no document has a field 'newspaper'"
        assert show(records) == [(None, None, 8, 19)]

    def test_an_empty_corpus_has_no_parts(self):
        assert distribute("paper", documents=()) == ([], Distribution.nothing)


@pytest.mark.parametrize("by", ["doc", "lang", "date:year", "pattern", "R1,doc", "match"])
@pytest.mark.parametrize("pattern", ["security", "secur*", "the * council", "الأمن"])
def test_parts_of_the_seeds_sum_to_the_whole(by, pattern):
    corpus = [str(ROOT / "seeds")]
    options = KwicOptions(pattern=pattern, count=True, by=tuple(by.split(",")))
    one, two = (run(Distribution(options), Corpus(corpus, CorpusOptions()), jobs=jobs) for jobs in (1, 2))
    records = list(one)
    assert records == list(two)
    expected = concordance(Corpus(corpus, CorpusOptions()), KwicOptions(pattern=pattern, count=True))
    assert sum(record.hits for record in records) == sum(record.hits for record in expected)
    assert sum(record.distinct_hits for record in records) == one.summary["distinct_passages"]
    assert one.summary["words"] == 6370
    assert one.summary["per_million"] == pytest.approx(1e6 * one.summary["hits"] / 6370)
    assert one.summary["low"] < one.summary["per_million"] < one.summary["high"]


@given(st.lists(st.sampled_from(["a b", "b a a", "c", "", "a\na"]), max_size=6), st.integers(0, 6))
def test_any_split_of_the_corpus_adds_up_to_the_same(texts, place):
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    analysis = Distribution(KwicOptions(pattern="a", count=True, by=("L1",), zeros=True))
    partials = [analysis.per_document(document) for document in documents]
    for partial in partials:
        list(partial)
    totals = [partial.total for partial in partials]
    parts = [sum(half, analysis.nothing) for half in (totals[:place], totals[place:])]
    assert parts[0] + parts[1] == sum(totals, analysis.nothing)
    assert (parts[0] + parts[1]).words == sum(count_words(text) for text in texts)


@pytest.mark.parametrize(
    "options",
    [
        {"by": ("paper",)},
        {"zeros": True},
        {"count": True, "by": ("a", "b", "c")},
        {"count": True, "by": ("L9",)},
        {"count": True, "by": ("date:week",)},
        {"sample": 2, "by": ("paper",)},
        {"count": True, "sort": ("R1",)},
        {"count": True, "by": ("doc",), "first_per_doc": True},
    ],
)
def test_what_makes_no_sense_is_refused(options):
    with pytest.raises(UsageError):
        KwicOptions(pattern="a", **options)
