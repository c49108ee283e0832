"""Queries in the language of CQP."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.errors import PatternError
from corpuskit.kwic import KwicOptions, concordance


def find(pattern, text, **options):
    return [
        hit.match
        for hit in concordance([Document("d", text)], KwicOptions(pattern=pattern, cql=True, **options))
    ]


TEXT = "The UN Charter and the old, old un charter of a UN that has no charter"


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ('"UN" "Charter"', ["UN Charter"]),
        ("'UN' 'Charter'", ["UN Charter"]),
        ("“UN” “Charter”", ["UN Charter"]),
        ('[word="UN"] [word="Charter"]', ["UN Charter"]),
        ('[word="un"%c] "charter"%c', ["UN Charter", "un charter"]),
        ('"UN" [] []', ["UN Charter and", "UN that has"]),
        ('"UN" []{0,4} "charter"', ["UN that has no charter"]),
        ('"o.*"', ["old", "old", "of"]),
        ('"old"+ "un"', ["old un"]),
        ('"the" "old"? "UN"?', ["the"]),
        ('"a" "UN"? "that"', ["a UN that"]),
        ('("UN" | "un") "(C|c)harter"', ["UN Charter", "un charter"]),
        ('"old" | "no" "charter"', ["old", "old", "no charter"]),
        ('[word="UN" | word="old"] [word!="old" & word!="Charter"]', ["old un", "UN that"]),
        ('[!(word="the"%c | word=".{3,}")]', ["UN", "un", "of", "a", "UN", "no"]),
        ('[word="o.d"%l]', []),
    ],
)
def test_finds(pattern, matches):
    if "%l" in pattern:
        with pytest.raises(PatternError, match="no one word"):
            find(pattern, TEXT)
        return
    assert find(pattern, TEXT) == matches


def test_diacritics_are_left_out_with_d():
    assert find('"cafe"', "café") == []
    assert find('"cafe"%d', "café") == ["café"]
    assert find('"caf."%cd', "CAFÉ") == ["CAFÉ"]


def test_stays_within_what_is_named():
    text = "One a. Then b.\nc"
    assert find('"a" []{0,3} "b"', text) == ["a. Then b"]
    assert find('"a" []{0,3} "b" within s', text) == []
    assert find('"b" [] ', text) == []
    assert find('"b" "c" within text;', "b\nc") == ["b\nc"]


@pytest.mark.parametrize(
    ("pattern", "message", "column"),
    [
        ("", "empty", 0),
        ("UN", "quotation marks", 0),
        ('[lemma="go"]', "no attribute 'lemma'", 1),
        ('[word="a"', "not closed", 0),
        ('("a"', "not closed", 0),
        ('"a" )', "not understood", 4),
        ('"a" within x', "within is followed", 11),
        ('[word "a"]', "= or != is missing", 6),
        ("[word=a]", "a value", 6),
        ('"(a"', "not a regular expression", None),
        ('"a"%x', "no flag", 0),
        ('"UN Charter"', "no one word", 0),
        ("[]{0,3}", "no word at all", 0),
        ('"a"{3,1}', "bounds", 3),
        ("(" * 60 + '"a"' + ")" * 60, "nested", None),
        ("[" + "!" * 60 + 'word="a"]', "nested", None),
    ],
)
def test_what_cannot_be_read_says_where(pattern, message, column):
    with pytest.raises(PatternError, match=message) as raised:
        find(pattern, "text")
    if column is not None:
        assert raised.value.column == column
