"""What can be left out of account, and how a hit says so."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.kwic import KwicOptions, concordance


def find(pattern, text, **options):
    return [
        (hit.match, hit.via)
        for hit in concordance([Document("d", text)], KwicOptions(pattern=pattern, **options))
    ]


def test_diacritics_when_asked():
    text = "café cafe cafe\u0301 CAFÉ"
    assert find("café", text) == [("café", None), ("cafe\u0301", None), ("CAFÉ", None)]
    assert find("cafe", text, fold=True) == [
        ("café", "fold"),
        ("cafe", None),
        ("cafe\u0301", "fold"),
        ("CAFÉ", "fold"),
    ]
    assert [match for match, _ in find("café", text, fold=True)] == ["café", "cafe", "cafe\u0301", "CAFÉ"]
    assert [match for match, _ in find("caf?", text, fold=True)] == ["café", "cafe", "cafe\u0301", "CAFÉ"]


class TestArabicClitics:
    @pytest.mark.parametrize("word", ["والأمن", "بالأمن", "فالأمن", "كالأمن", "للأمن", "وللأمن", "وبالأمن"])
    def test_stand_before_a_word_with_the_article(self, word):
        assert find("الأمن", word) == []
        assert find("الأمن", word, clitics=True) == [(word, "clitic")]

    @pytest.mark.parametrize("word", ["لمجلس", "المجلس", "ومجلس", "بمجلس", "للمجلس", "فبالمجلس"])
    def test_and_the_article_stand_before_a_word_without(self, word):
        assert find("مجلس", word, clitics=True) == [(word, "clitic")]

    @pytest.mark.parametrize("word", ["أمن", "تأمين", "الأمنية", "سالأمن"])
    def test_leave_other_words_alone(self, word):
        assert find("الأمن", word, clitics=True) == []

    def test_in_a_phrase(self):
        assert find("مجلس الأمن", "لمجلس الأمن ومجلس الأمن", clitics=True) == [
            ("لمجلس الأمن", "clitic"),
            ("ومجلس الأمن", "clitic"),
        ]

    def test_are_no_matter_of_other_scripts(self):
        assert find("law", "blaw", clitics=True) == []


class TestHashtags:
    def test_are_taken_apart_when_asked(self):
        text = "The UN Charter #UNCharterIsOurRules #OurUNCharter"
        assert find("UN Charter", text) == [("UN Charter", None)]
        assert find("UN Charter", text, hashtags="split") == [
            ("UN Charter", None), ("UNCharter", "hashtag"), ("UNCharter", "hashtag"),
        ]  # fmt: skip

    @pytest.mark.parametrize("tag", ["#worldPeace2023", "#World_Peace", "#PeaceWORLD", "#2023Peace"])
    def test_at_capitals_digits_and_strokes(self, tag):
        assert [via for _, via in find("peace", tag, hashtags="split")] == ["hashtag"]

    def test_that_are_hit_as_a_whole_are_not_taken_apart(self):
        assert find("UN*", "#UNCharter", hashtags="split") == [("UNCharter", None)]

    def test_of_one_part_are_words(self):
        assert find("charter", "#Charter", hashtags="split") == [("Charter", None)]

    def test_words_with_capitals_inside_are_no_hashtags(self):
        assert find("Script", "JavaScript", hashtags="split") == []


def test_an_edit_is_told():
    assert find("charter~1", "charter chapter") == [("charter", "fuzzy"), ("chapter", "fuzzy")]
