"""Published and recomputed figures that are no values of one formula, or of formulas that no record has."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from corpuskit.corpus import Corpus, CorpusOptions, Document
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.records import ConcordanceGroup
from corpuskit.run import run
from corpuskit.words.collocates import CollocateOptions, Collocates
from corpuskit.words.measures import association
from corpuskit.words.measures.association import ContingencyTable
from corpuskit.words.wordlist import WordList, WordOptions

SEEDS = [str(Path(__file__).parents[2] / "seeds")]


def count_words(*texts, **options):
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return [
        (word.word, word.hits, word.documents, word.rank)
        for word in WordList(WordOptions(**options)).find_in(documents)
    ]


class TestQuanteda:
    """Source: quanteda, tests of textstat_frequency; the facts, not the code."""

    def test_frequencies_documents_and_ranks(self):
        assert count_words("a a b b c d", "a d d d", "a a a") == [
            ("a", 6, 3, 1), ("d", 4, 2, 2), ("b", 2, 1, 3), ("c", 1, 1, 4),
        ]  # fmt: skip

    def test_words_with_equal_hits_share_the_best_rank(self):
        assert count_words("a a b b c d", "b b b d d d", "a a a") == [
            ("a", 5, 2, 1), ("b", 5, 2, 1), ("d", 4, 2, 3), ("c", 1, 1, 4),
        ]  # fmt: skip
        ranks = {word: rank for word, _, _, rank in count_words("a a b b c", "d d d", "a b")}
        assert ranks == {"a": 1, "b": 1, "d": 1, "c": 4}


class TestDefinitionsThatDiffer:
    def test_of_ten_hits_among_a_hundred_words(self):
        table = ContingencyTable(10, 10, 10, 100)
        assert association.log_likelihood(table) == pytest.approx(65.016595, abs=1e-6)
        assert association.log_likelihood_two_cells(table) == pytest.approx(46.051702, abs=1e-6)
        assert association.simple_log_likelihood(10, table.expected) == pytest.approx(28.051702, abs=1e-6)
        mi = association.mutual_information(10, table.expected)
        assert mi == pytest.approx(3.321928, abs=1e-6)
        assert mi * math.log10(2) == pytest.approx(1)

    def test_simple_log_likelihood_is_signed_and_never_infinite(self):
        assert association.simple_log_likelihood(0, 2) == -4
        assert association.simple_log_likelihood(2, 2) == 0
        assert association.simple_log_likelihood(1, 2) < 0
        assert association.simple_log_likelihood(0, 0) is None
        assert association.simple_log_likelihood(3, None) is None

    def test_the_window_stops_at_the_paragraph_here_and_goes_on_elsewhere(self):
        def count_window(within):
            query = KwicOptions(pattern="security")
            documents = [
                Document(
                    document.id, document.text if within == "paragraph" else " ".join(document.text.split())
                )
                for document in Corpus(SEEDS, CorpusOptions())
            ]
            findings = Collocates(query, CollocateOptions()).find_in(documents)
            list(findings)
            return findings.summary["window_words"]

        assert count_window("paragraph") == 416
        assert count_window("document") == 438


class TestSeeds:
    def test_ngrams_by_what_they_may_not_cross(self):
        def list_words(**options):
            analysis = WordList(WordOptions(**options))
            return {word.word: word.hits for word in run(analysis, Corpus(SEEDS, CorpusOptions()))}

        within = list_words(size="2", within="paragraph")
        assert (len(within), within["of the"], within["the un"]) == (3083, 130, 81)
        assert list_words(size="4", within="paragraph")["the un security council"] == 16
        joined = [
            Document(document.id, " ".join(document.text.split()))
            for document in Corpus(SEEDS, CorpusOptions())
        ]
        assert len(list(WordList(WordOptions(size="2", within="paragraph")).find_in(joined))) == 3219

    def test_a_concordance_groups_pairs_with_the_signs_between_them(self):
        groups = concordance(Corpus(SEEDS, CorpusOptions()), KwicOptions(pattern="* *", group="match"))
        assert sum(isinstance(group, ConcordanceGroup) for group in groups) == 3096


@pytest.mark.parametrize(
    ("pattern", "options"),
    [
        ("secur*", {}),
        ("Secur*", {"case_sensitive": True}),
        ('[word="secur.*"%c]', {"cql": True}),
        ('"the"%c []{0,2} "council"%c', {"cql": True}),
        ("مجلس الأمن", {"clitics": True}),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_word_list_of_hits_has_those_of_the_concordance(pattern, options, jobs):
    query = KwicOptions(pattern=pattern, **options)
    words = list(run(WordList(WordOptions(match=pattern), query), Corpus(SEEDS, CorpusOptions()), jobs=jobs))
    counts = concordance(Corpus(SEEDS, CorpusOptions()), KwicOptions(pattern=pattern, count=True, **options))
    assert sum(word.hits for word in words) == sum(count.hits for count in counts) > 0
