"""What other concordancers are known to give on small texts, and to count on the seeds."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from corpuskit.corpus import Document, open_corpus
from corpuskit.kwic import KwicOptions, concordance

SEEDS = list(open_corpus(Path(__file__).parents[2] / "seeds"))


def lines(pattern, *texts, **options):
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return list(concordance(documents, KwicOptions(pattern=pattern, **options)))


class TestQuanteda:
    """Source: quanteda, tests/testthat/test-kwic.R; the facts, not the code."""

    LETTERS = " ".join(string.ascii_uppercase)

    @pytest.mark.parametrize(
        ("letter", "before", "after"),
        [("D", "A B C ", " E F G H I"), ("A", "", " B C D E F"), ("Z", "U V W X Y ", "")],
    )
    def test_a_letter_of_the_alphabet(self, letter, before, after):
        (line,) = lines(letter, self.LETTERS, context=(5, 5))
        assert (line.before, line.after) == (before, after)

    def test_two_keywords_with_a_window_of_three(self):
        found = lines("D", "A B C D E F G D H", more_patterns=("E",), context=(3, 3))
        assert [line.token + 1 for line in found] == [4, 5, 8]
        assert [line.before for line in found] == ["A B C ", "B C D ", "E F G "]

    def test_a_keyword_that_comes_again(self):
        assert [line.token + 1 for line in lines("fox", "what does the fox say fox")] == [4, 6]

    TEXTS = ("a b c d e g h", "a b e g h i j")

    @pytest.mark.parametrize(
        ("phrases", "count"), [(("c d", "g h"), 3), (("a b", "e g", "g h"), 6), (("e g h",), 2)]
    )
    def test_phrases_that_share_words(self, phrases, count):
        assert len(lines(phrases[0], *self.TEXTS, more_patterns=phrases[1:])) == count

    def test_a_case_sensitive_wildcard(self):
        assert [line.match for line in lines("secur*", "Security secured secures", case_sensitive=True)] == [
            "secured",
            "secures",
        ]

    def test_a_text_without_words(self):
        assert lines("a", "", " \n", "...") == []


class TestTextacy:
    """Source: textacy, tests of keyword_in_context; the facts, not the code."""

    TEXT = "Today is the day. Today you are You! That is truer than true: no one is You-er than you!"

    def test_case(self):
        assert len(lines("you", self.TEXT)) == 4
        assert len(lines("you", self.TEXT, case_sensitive=True)) == 2

    @pytest.mark.parametrize("width", [3, 10])
    def test_widths_in_characters(self, width):
        for line in lines("you", self.TEXT, context=(width, width), unit="char"):
            assert len(line.before) <= width
            assert len(line.after) <= width


class TestNltk:
    def test_a_width_of_nothing_works(self):
        assert [line.before + line.match + line.after for line in lines("c", "a b c d", context=(0, 0))] == [
            "c"
        ]

    def test_as_many_lines_as_asked_for(self):
        assert len(lines("a", "a " * 11, limit=3)) == 3

    def test_the_context_of_a_phrase_has_its_full_size_on_both_sides(self):
        (line,) = lines("e f g", "a b c d e f g h i j k", context=(4, 4))
        assert (line.before, line.after) == ("a b c d ", " h i j k")


class TestBlackLab:
    """Source: BlackLab, TestSearches.java; the facts, not the code."""

    TEXT = "The quick brown fox jumps over the lazy dog. May the Force be with you."

    def test_any_two_words(self):
        words = 15
        assert len(lines("[] []", self.TEXT, cql=True)) == words - 1

    def test_case_matters_when_asked(self):
        assert len(lines('"the"%c', self.TEXT, cql=True)) == 3
        assert len(lines('"the"', self.TEXT, cql=True)) == 2

    def test_a_regular_expression(self):
        assert [line.match for line in lines('"b.*"', self.TEXT, cql=True)] == ["brown", "be"]


def count(pattern, **options):
    return sum(
        record.hits for record in concordance(SEEDS, KwicOptions(pattern=pattern, count=True, **options))
    )


class TestCountsOfPeersOnTheSeeds:
    """The figures that other tools give on the seeds, each by an option of this one."""

    @pytest.mark.parametrize(
        ("pattern", "figure"),
        [('"UN" "Charter"', 27), ('"Charter"', 31), ('".*Charter.*"', 46), ('"security"', 14), ('"security"%c', 44), ('"SCO"', 35),
         ('"مجلس" "الأمن"', 1), ('".*مجلس" "الأمن"', 2)],
    )  # fmt: skip
    def test_cqp(self, pattern, figure):
        assert count(pattern, cql=True) == figure

    @pytest.mark.parametrize(
        ("pattern", "figure"),
        [("UN Charter", 27), ("Charter", 46), ("security", 44), ("SCO", 47), ("مجلس الأمن", 2)],
    )
    def test_textacy_and_the_trigrams_of_sqlite_find_characters(self, pattern, figure):
        assert count(pattern, substring=True) == figure

    @pytest.mark.parametrize(
        ("pattern", "figure"),
        [("UN Charter", 27), ("Charter", 31), ("security", 14), ("SCO", 35), ("مجلس الأمن", 1)],
    )
    def test_ripgrep_finds_words_in_their_case(self, pattern, figure):
        assert count(pattern, case_sensitive=True) == figure

    @pytest.mark.parametrize(
        ("pattern", "figure"),
        [("UN Charter", 27), ("Charter", 31), ("security", 44), ("SCO", 35), ("مجلس الأمن", 1)],
    )
    def test_nltk_and_sqlite_find_words_in_any_case(self, pattern, figure):
        assert count(pattern) == figure

    def test_regular_expressions_over_the_text(self):
        assert count(r"\bUN Charter\b", regex=True) == 27
        assert count(r"\bsecurity\b", regex=True) == 44
