"""Numbers of words: those of the table of a large text are those of the dictionary of a small one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.text.tokens import iter_word_spans, list_words
from corpuskit.words.counting import passages, word_numbers
from corpuskit.words.counting.word_numbers import WordNumbers

# Words of up to eight bytes, of up to sixteen, of more, and such that begin alike.
WORDS = [
    "a", "b", "law", "Law", "lawyers", "eightlet", "eightlets", "eightlet1", "sixteenletterslo", "sixteenlettersloN", "sixteenletterslong",
    "sixteenletterslonger", "é", "éééé", "ééééééééé", "закон", "законодательство", "القانون", "国", "国际法", "x_1", "0",
]  # fmt: skip
PARAGRAPHS = st.lists(st.sampled_from([*WORDS, ",", ".", "\t", "-"]), max_size=12).map(" ".join)


def number_naively(batches):
    known, numbered = {"\xff": 0}, []
    for texts in batches:
        words = [word for text in texts for word in (*list_words(text), "\xff")][:-1]
        numbered.append([known.setdefault(word, len(known)) for word in words])
    return numbered, list(known)[1:]


@settings(deadline=None)
@given(
    st.lists(st.lists(PARAGRAPHS, min_size=1, max_size=4), max_size=6),
    st.sampled_from([0, 40, 1 << 20]),
    st.sampled_from([1, 3, 10]),
)
def test_words_have_numbers_in_the_order_in_which_they_are_met(batches, large, bits):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_numbers, "_LARGE_BYTES", large)
        patch.setattr(word_numbers, "_TABLE_BITS", bits)
        numbers = WordNumbers()
        found = [numbers.number([text.encode() for text in texts]).tolist() for texts in batches]
        expected, words = number_naively(batches)
        assert found == expected
        assert len(numbers) == len(words) + 1
        assert [word.decode() for word in numbers.list_last(len(words))] == words


@pytest.mark.parametrize(
    "text", ["", " ", "...", "a", " a", "a ", "eightlet", "sixteenletterslo", "\0", "a\0b", "\x1f\x85 a"]
)
def test_a_text_may_begin_and_end_with_anything(monkeypatch, text):
    monkeypatch.setattr(word_numbers, "_LARGE_BYTES", 0)
    numbers = WordNumbers()
    for _ in range(2):
        assert numbers.number([text.encode()] * 2).tolist() == number_naively([[text] * 2])[0][0]


def test_signs_that_a_text_may_have_beside_words_of_ascii_are_part_of_no_word():
    signs = [chr(code) for code in range(0x80, 0x3000) if passages._WITH_SIGNS.fullmatch(chr(code))]
    assert {"“", "–", "…", "\xa0", "«"} < set(signs)
    for sign in signs:
        assert list_words(f"a{sign}b 1{sign}2 {sign}x{sign}") == ["a", "b", "1", "2", "x"]


@given(
    st.lists(
        st.text(st.sampled_from("ab_1 “–…«\xa0é\u2019\u00ad\u200d国☃"), max_size=12), min_size=1, max_size=5
    )
)
def test_words_stand_where_they_are_in_the_text(texts):
    found = passages.find_words([text.encode() for text in texts])
    spans = list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))
    assert spans == [span for text in texts for span in iter_word_spans(text)]
    assert found.counts.tolist() == [len(list_words(text)) for text in texts]
    joined = passages.join_spaced([text.encode() for text in texts]).split(passages.BORDER)
    assert [part.decode().split() for part in joined] == [list_words(text) for text in texts]
