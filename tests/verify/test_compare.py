"""What is typography, and what is not."""

from __future__ import annotations

import pytest

from corpuskit.verify.comparing.compare import list_variants, say_same

SAME = [
    ("the UN’s “new” order", 'the UN\'s "new" order', ["quotation marks"]),
    ("the «new» order", "the „new“ order", ["quotation marks"]),
    ("peace – and war", "peace — and war", ["dashes"]),
    ("peace—and war", "peace - and war", ["dashes"]),
    ("five\u00a0hundred", "five hundred", ["spaces"]),
    ("five hundred", "five\nhundred", ["spaces"]),
    ("an exam-\nple", "an example", ["hyphenation"]),
    ("a well-\nknown man", "a well-known man", ["hyphenation"]),
    ("an ex\u00adam\u00adple", "an example", ["invisible characters"]),
    ("wait… then", "wait... then", ["ellipsis"]),
    ("[T]he order", "the order", ["brackets", "first capital"]),
    ("The order", "the order", ["first capital"]),
    ("the ORDER", "the order", ["case"]),
    ("the ﬁnal oﬃce", "the final office", ["ligatures"]),
    ("cafe\u0301 culture", "café culture", ["composed characters"]),
    ("أممٌ متحدة", "أمم متحدة", ["vowel marks"]),
    ("الأمم المتحـدة", "الأمم المتحدة", ["vowel marks"]),
    ("الامم المتحده", "الأمم المتحدة", ["letter forms"]),
    ("نعم، لا", "نعم, لا", ["punctuation"]),
    ("the **new** order", "the new order", ["emphasis"]),
    ("one line\n> and another", "one line and another", ["spaces"]),
    ("one exam-\n> ple", "one example", ["hyphenation"]),
    ("the same", "the same", []),
]


@pytest.mark.parametrize(("draft", "source", "variants"), SAME, ids=[case[0] for case in SAME])
def test_typography_changes_nothing_and_is_named(draft, source, variants):
    assert say_same(draft, source)
    assert say_same(source, draft)
    assert list_variants(draft, source) == variants


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("1,5 percent", "15 percent"),
        ("1.5 percent", "1,5 percent"),
        ("minus 5 to -6", "minus 5 to 6"),
        ("10% of it", "10 of it"),
        ("$5 or £6", "$5 or $6"),
        ("everyone came", "every one came"),
        ("let us eat, grandma", "let us eat grandma"),
        ("re-sign it", "resign it"),
        ("an exam-ple", "an example"),
        ("he left? she stayed", "he left. she stayed"),
        ("the order", "the orders"),
        ("", "the order"),
    ],
)
def test_signs_and_words_change_something(draft, source):
    assert not say_same(draft, source)
    assert not say_same(source, draft)


@pytest.mark.parametrize(
    ("draft", "source", "marks"),
    [
        ("5 degrees", "5 degrees", (" -", ".")),
        ("5 million people", "5 million people", ("e $", " o")),
        ("more than 10", "more than 10", (" ", "% o")),
        ("aggression pact", "aggression pact", ("non-", " o")),
        ("Is it peace?", "is it peace", (" ", ". T")),
        ("It is peace.", "it is peace", (" ", "? T")),
    ],
)
def test_a_sign_that_belongs_to_the_first_or_last_word_is_not_lost(draft, source, marks):
    assert not say_same(draft, source, marks)


@pytest.mark.parametrize(
    ("draft", "source", "marks"),
    [
        ("-5 degrees", "5 degrees", (" -", ".")),
        ("10%", "10", (" ", "% o")),
        ("is it peace?", "is it peace", (" ", "?")),
        ("it is peace,", "it is peace", (" ", ". T")),
        ("it is peace", "it is peace", (" ", "? T")),
        ("peace", "peace", ("– ", " an")),
    ],
)
def test_the_marks_of_the_sentence_around_it_are_no_part_of_a_quotation(draft, source, marks):
    assert say_same(draft, source, marks)
