"""The fast words of a corpus are those of the slow way, each with its place."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.verify.comparing.words import HYPHENS, locate
from corpuskit.verify.scanning import stream
from corpuskit.verify.scanning.stream import DraftWords, iter_streams, join_streams

HARD = (
    "aAbß ﬁİıe\u0301é\u00ad\u200b\u200d--\u2010\n\r\n.,’'“”—أإىيةه\u064b\u0640中文カな\uac00\u1100\u11620٣½_"
)
words = st.lists(st.text(st.sampled_from(HARD), max_size=9), max_size=12).map(" ".join)


def assert_agree(text: str) -> None:
    located = locate(text)
    vocabulary = DraftWords(dict.fromkeys(located.folded))
    streams = list(iter_streams(text, vocabulary))
    found = join_streams(streams) if streams else None
    numbers = [vocabulary.numbers[word] for word in located.folded]
    assert ([] if found is None else found.numbers.tolist()) == numbers
    assert ([] if found is None else found.starts.tolist()) == [start for start, _ in located.spans]


@pytest.mark.parametrize(
    "text",
    [
        "The “exam-\nple” of a well-known, soft\u00adly hyphen\u00adated word",
        "ﬁrst ﬂoor, Straße, STRASSE, İstanbul",
        "الآن أكثر مِن أي وقتٍ مضى، تعتمد أممٌ متحدة",
        "联合国安理会 passed 第2166号 7️⃣9️⃣ resolutions",
        "cafe\u0301 cafe\u0301s café",
        "e\u00ad\u0301 \u0301e",
        "well-\r\n   known Pro-\nGovernment 1990-\n1995 e-\n- mail",
        "",
    ],
)
def test_words_are_those_of_the_view_with_divided_ones_joined(text):
    assert_agree(text)


def test_the_words_of_the_seeds_are_the_same(seed_texts):
    for text in seed_texts.values():
        assert_agree(text)


@given(words)
def test_any_text_has_the_same_words(text):
    assert_agree(text)


@given(words, st.integers(1, 12))
def test_it_does_not_matter_where_a_text_is_cut(text, size):
    usual = stream.PIECE
    stream.PIECE = size
    try:
        # A piece is cut at a space that no hyphen is before; a word longer than a piece is the one that may be cut.
        if all(len(part) < size for part in regex.split(rf"(?<![\s{HYPHENS}])(?=\s)", text, flags=regex.V1)):
            assert_agree(text)
    finally:
        stream.PIECE = usual


@given(words, st.integers(1, 12))
def test_it_does_not_matter_where_a_text_that_is_read_slowly_is_cut(text, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "_HARD_PIECE", size)
        assert_agree(f"e\u0301 {text}")
        assert_agree(text)


def test_words_with_one_place_in_the_table_are_told_apart():
    vocabulary = DraftWords([f"word{number}" for number in range(40_000)])
    text = " ".join(f"word{number}" for number in range(45_000))
    numbers = join_streams(list(iter_streams(text, vocabulary))).numbers.tolist()
    assert numbers == [*range(1, 40_001), *[0] * 5_000]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("exam-\nple", ["example"]),
        ("exam-\r\n  ple", ["example"]),
        ("exam-\t\r\nple", ["example"]),
        ("exam-\u2028ple", ["example"]),
        ("exam\u00ad\nple", ["example"]),
        ("ex\u00adam\u200bple", ["example"]),
        ("1990-\n1995", ["1990", "1995"]),
        ("well-known", ["well", "known"]),
        ("said -\nand", ["said", "and"]),
        ("exam-\n_ple_", ["example"]),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_one(written, words):
    assert locate(written).folded == words
    assert_agree(written)


def test_brackets_inside_a_word_of_a_draft_are_none():
    assert locate("“[T]he State[s] of [a] union", is_draft=True).folded == [
        "the",
        "states",
        "of",
        "a",
        "union",
    ]
