"""Collocates are counted in windows that end at the paragraph and hold no word of a hit."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import nullcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.thresholds import every_threshold_at_its_least
from tests.words import naive

from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.dedupe import exact_key
from corpuskit.errors import UsageError
from corpuskit.kwic import concordance
from corpuskit.kwic.options import KwicOptions
from corpuskit.records import Issue
from corpuskit.run import run
from corpuskit.text.view import fold
from corpuskit.words.collocates import CollocateOptions, Collocates


def find(pattern, *texts, **options):
    documents = [Document(f"d{number}", text, paragraph_rule="line") for number, text in enumerate(texts)]
    findings = Collocates(
        KwicOptions(pattern=pattern), CollocateOptions(**{"min_hits": 1} | options)
    ).find_in(documents)
    found = {each.word: each for each in findings if not isinstance(each, Issue)}
    return found, findings.summary


@pytest.fixture(scope="module")
def security():
    corpus = Corpus([str(ROOT / "seeds")], CorpusOptions())
    findings = run(Collocates(KwicOptions(pattern="security")), corpus)
    return {collocate.word: collocate for collocate in findings}, findings.summary


class TestSeeds:
    def test_nodes_and_windows(self, security):
        summary = security[1]
        assert summary.pop("formulas")["logdice"] == "14 + log2(2*O11 / (nodes + C1))"
        assert summary == {"tokens": 6370, "nodes": 44, "node_words": 44, "window_words": 416}

    @pytest.mark.parametrize(
        ("word", "hits", "corpus_hits", "logdice", "mi", "t", "g2", "log_ratio"),
        [
            ("council", 27, 35, 13.4511, 3.5622, 4.7563, 112.0425, 5.5834),
            ("open", 10, 10, 12.5670, 3.9366, 2.9558, 54.6613, 8.1504),
            ("peace", 9, 14, 12.3119, 3.2992, 2.6952, 31.5917, 4.6765),
            ("un", 20, 95, 12.2030, 1.6887, 3.0849, 21.7881, 1.9216),
            ("the", 55, 587, 11.4799, 0.5208, 2.2471, 7.4163, 0.5546),
        ],
    )
    def test_measures(self, security, word, hits, corpus_hits, logdice, mi, t, g2, log_ratio):
        found = security[0][word]
        assert (found.hits, found.corpus_hits, found.left + found.right) == (hits, corpus_hits, hits)
        for value, wanted in (
            (found.logdice, logdice), (found.mi, mi), (found.t, t), (found.g2, g2), (found.log_ratio, log_ratio),
        ):  # fmt: skip
            assert value == pytest.approx(wanted, abs=6e-5)

    def test_the_strongest_come_first(self, security):
        values = [collocate.logdice for collocate in security[0].values()]
        assert values == sorted(values, reverse=True)

    def test_one_process_and_two_give_the_same(self, tmp_path):
        for number in range(20):
            (tmp_path / f"{number:02}.txt").write_text(f"The UN Charter is {number % 3} law.\n" * 2)
        one, two = (
            list(
                run(
                    Collocates(KwicOptions(pattern="charter")),
                    Corpus([str(tmp_path)], CorpusOptions()),
                    jobs=jobs,
                )
            )
            for jobs in (1, 2)
        )
        assert one == two
        assert one


class TestParts:
    DOCUMENTS = (
        Document("1", "the law of the sea, the law of war", metadata={"paper": "Post"}),
        Document("2", "the law of nations and the end", metadata={"paper": "Post"}),
        Document("3", "a law of the air", metadata={"paper": "Times"}),
        Document("4", "of all", metadata={"paper": "Star"}),
    )

    def find(self, **options):
        options = CollocateOptions(**{"min_hits": 1, "window": "0:1", **options})
        findings = Collocates(KwicOptions(pattern="law"), options).find_in(self.DOCUMENTS)
        return [item for item in findings if not isinstance(item, Issue)], findings.summary

    def test_a_collocate_is_consistent_in_the_parts_where_it_stands_more_often_than_by_chance(self):
        (of,), summary = self.find(by="paper")
        assert (of.word, of.hits, of.parts, summary["parts"]) == ("of", 4, 2, 2)

    def test_a_part_needs_as_many_hits_as_the_corpus(self):
        (of,), _ = self.find(by="paper", min_hits=2)
        assert of.parts == 1

    def test_without_parts_it_is_not_known(self):
        (of,), summary = self.find()
        assert (of.parts, summary.get("parts")) == (None, None)

    def test_a_field_that_no_document_has_is_noted(self):
        findings = Collocates(KwicOptions(pattern="law"), CollocateOptions(by="year", min_hits=1)).find_in(
            self.DOCUMENTS
        )
        assert next(iter(findings)).message == "no document has a field 'year'"


class TestCopies:
    TEXTS = ("a n b\na n b\nn c", "A N B\nn d\nn c c")

    def test_left_out_nothing_is_counted_twice(self):
        found, summary = find("n", *self.TEXTS, fold_copies="exact")
        assert {word: (each.hits, each.distinct_hits, each.corpus_hits) for word, each in found.items()} == {
            "a": (1, 1, 1), "b": (1, 1, 1), "c": (3, 3, 3), "d": (1, 1, 1),
        }  # fmt: skip
        assert {name: summary[name] for name in ("tokens", "nodes", "node_words", "window_words")} == {
            "tokens": 10, "nodes": 4, "node_words": 4, "window_words": 6,
        }  # fmt: skip

    @given(st.lists(st.text(st.sampled_from("nab \n"), max_size=30), max_size=4))
    def test_it_is_the_same_as_a_corpus_that_never_had_them(self, texts):
        seen = set()
        without = []
        for text in texts:
            lines = [(exact_key(line), line) for line in text.split("\n")]
            without.append("\n".join(line for key, line in lines if not (key in seen or seen.add(key))))
        folded, kept = find("n", *texts, fold_copies="exact"), find("n", *without)

        def measure(found):
            return {
                word: (each.hits, each.left, each.corpus_hits, each.g2) for word, each in found[0].items()
            }

        assert measure(folded) == measure(kept)
        assert folded[1]["tokens"] == kept[1]["tokens"]

    def test_near_copies_are_left_out_too(self):
        one = " ".join(f"word{number}" for number in range(20)) + " n b"
        found, summary = find("n", f"{one}\n{one} again", fold_copies="near")
        assert {word: each.hits for word, each in found.items() if word == "b"} == {"b": 1}
        assert summary["nodes"] == 1


class TestExamples:
    def test_they_are_different_windows_as_slices(self):
        documents = [Document("1", "N a b.\nn a b\nc N a"), Document("2", "x n a, b")]
        options = CollocateOptions(min_hits=1, window="1", examples=3)
        found = {
            record.word: record.examples
            for record in Collocates(KwicOptions(pattern="n"), options).find_in(documents)
        }
        assert [(each.doc, each.line, each.text) for each in found["a"]] == [
            ("1", 1, "N a"),
            ("1", 3, "c N a"),
            ("2", 1, "x n a"),
        ]
        texts = {document.id: document.text for document in documents}
        for examples in found.values():
            for each in examples:
                assert texts[each.doc][each.start : each.end] == each.text

    def test_no_more_than_asked_for(self):
        options = CollocateOptions(min_hits=1, examples=1)
        (found,) = Collocates(KwicOptions(pattern="n"), options).find_in([Document("1", "a n a n")])
        assert [each.text for each in found.examples] == ["a n a"]
        assert find("n", "a n")[0]["a"].examples == []


TEXTS = st.text(st.sampled_from("abAB é\n\r\t. 漢"), max_size=40)


class TestWindows:
    def test_they_end_at_the_paragraph(self):
        assert set(find("b", "a\nb c", "d")[0]) == {"c"}

    def test_words_before_and_after(self):
        assert set(find("n", "a b c n d e f", window="2:1")[0]) == {"b", "c", "d"}
        assert set(find("n", "a b c n d e f", window="1:0")[0]) == {"c"}

    def test_words_of_other_hits_are_passed_over(self):
        words, summary = find("n", "n n a b c", window="2")
        assert {word: found.hits for word, found in words.items()} == {"a": 2, "b": 2}
        assert (summary["nodes"], summary["node_words"], summary["window_words"]) == (2, 2, 4)

    def test_a_word_between_two_hits_counts_for_each(self):
        words, _ = find("n", "n a n")
        assert (words["a"].hits, words["a"].left, words["a"].right, words["a"].corpus_hits) == (2, 1, 1, 1)
        # No table has more hits than words: what needs one is not known.
        assert (words["a"].g2, words["a"].log_ratio) == (None, None)

    def test_a_phrase_is_one_node(self):
        words, summary = find('"the un"', "a the UN b the c")
        assert {word: found.hits for word, found in words.items()} == {"a": 1, "b": 1, "the": 1, "c": 1}
        assert (summary["nodes"], summary["node_words"]) == (1, 2)

    def test_copies_count_once_beside(self):
        found = find("n", "n a\nn a", "N A")[0]["a"]
        assert (found.hits, found.distinct_hits, found.documents) == (3, 1, 2)

    @pytest.mark.parametrize("thresholds", ["usual", "least"])
    @given(
        texts=st.lists(TEXTS, max_size=4),
        query=st.sampled_from(["a", "a *", "b|é", "漢", "(a|b) é", "a*"]),
        size=st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any),
        rule=st.sampled_from(["line", "block"]),
    )
    @example(texts=["b a a b\na"], query="a *", size=(2, 1), rule="line")
    def test_hits_are_those_of_counting_by_hand(self, thresholds, texts, query, size, rule):
        documents = [Document(f"d{number}", text, paragraph_rule=rule) for number, text in enumerate(texts)]
        asked = KwicOptions(pattern=query)
        spans = {
            document.id: [(line.start, line.end) for line in concordance([document], asked)]
            for document in documents
        }

        def find_units(document, paragraph):
            near = naive.iter_window_words(document.text, *paragraph[2:], spans[document.id], size)
            return ((form, start, end) for form, start, end, _ in near)

        # Copies are told among the paragraphs with hits.
        by_hand = naive.count(documents, find_units)
        left = Counter(
            fold(form)
            for document in documents
            for paragraph in document.paragraphs
            for form, _, _, is_left in naive.iter_window_words(
                document.text, *paragraph[2:], spans[document.id], size
            )
            if is_left
        )
        options = CollocateOptions(window=f"{size[0]}:{size[1]}", min_hits=1)
        with every_threshold_at_its_least() if thresholds == "least" else nullcontext():
            items = list(Collocates(asked, options).find_in(documents))
        found = [item for item in items if not isinstance(item, Issue)]
        assert found or [item.kind for item in items] == ["no_hits"]
        assert {(word.word, word.hits, word.distinct_hits, word.documents, word.form) for word in found} == {
            (key, hits, distinct, holders, form)
            for key, (hits, distinct, holders, _, form) in by_hand.items()
        }
        assert {(word.word, word.doc, (word.line, word.start, word.end)) for word in found} == {
            (key, *counted[3]) for key, counted in by_hand.items()
        }
        assert {word.word: word.left for word in found if word.left} == left

    @pytest.mark.parametrize("window", ["", "0", "x", "5:", "-1", "0:0", "99999"])
    def test_a_window_that_is_none_is_refused(self, window):
        with pytest.raises(UsageError, match="window"):
            CollocateOptions(window=window)


@pytest.mark.parametrize(
    "command", [("words", "--match", "charter"), ("collocates", "charter")], ids=" ".join
)
def test_the_head_of_json_output_says_how_the_query_is_read(corpuskit, tmp_path, command):
    (tmp_path / "a.txt").write_text("The Charter was read.")
    query = json.loads(corpuskit(*command, tmp_path, "--fold", "--json", "-q").stdout)["query"]
    assert (query["pattern"], query["fold"], query["cql"]) == ("charter", True, False)
    assert "sort" not in query


def test_the_head_of_a_count_of_all_words_has_no_query(corpuskit, tmp_path):
    (tmp_path / "a.txt").write_text("The Charter was read.")
    assert "query" not in json.loads(corpuskit("words", tmp_path, "--json", "-q").stdout)


@pytest.mark.parametrize(
    ("pattern", "options", "reason"),
    [
        ("zzz", {}, "the query has no hits"),
        ("law", {"min_hits": 3}, "no word stands near its hits 3 times or more; hits: 2"),
        ("law", {"min_docs": 2}, "no word stands near its hits in 2 documents or more; hits: 2"),
        ("law", {"stop": ("is", "old")}, "no word but stop words stands near its hits; hits: 2"),
    ],
)
def test_where_there_are_no_collocates_a_note_says_why(pattern, options, reason):
    analysis = Collocates(KwicOptions(pattern=pattern), CollocateOptions(**{"min_hits": 1} | options))
    (note,) = analysis.find_in([Document("a", "Law is old.\nLaw is old.", paragraph_rule="line")])
    assert (note.kind, note.message) == ("no_hits", f"no collocates: {reason}")
