"""Paragraphs and words by arrays are those of `text/segments` and `text/tokens`, on any input."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.dedupe.arrays.hashing import hash_list, hash_word
from corpuskit.dedupe.reading import lines as lines_module
from corpuskit.dedupe.reading import paragraphs as features_module
from corpuskit.dedupe.reading.paragraphs import read_features
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold


def read_one_by_one(documents: list[Document]) -> list[tuple[int, int, int, int, list[int]]]:
    return [
        (
            index,
            paragraph.line,
            paragraph.start,
            paragraph.end,
            [hash_word(word) for word in list_words(fold(document.text[paragraph.start : paragraph.end]))],
        )
        for index, document in enumerate(documents)
        for paragraph in document.paragraphs
    ]


def read_as_arrays(documents: list[Document]) -> list[tuple[int, int, int, int, list[int]]]:
    features = read_features(documents)
    words = iter(features.words.tolist())
    rows = zip(
        features.document.tolist(),
        features.line.tolist(),
        features.start.tolist(),
        features.end.tolist(),
        features.word_counts.tolist(),
        strict=True,
    )
    found = [(*row, [next(words) for _ in range(count)]) for *row, count in rows]
    assert next(words, None) is None
    return found


# What splits lines, ends words, joins, vanishes or grows when it is folded.
_HARD = st.sampled_from(
    [
        "&amp;",
        *"\u00ad\u200cＡﾞｶﾞﻻשָ־กำʻک ab_1 .\n\r\t\u2028\x85é\u0301\u0640\u064b漢々ーｰ\ufe0f\u20e3’ßİǅ\u1100\u1161\u11a8각가\uac00ىأ\u02bcﬁ\u0345ͅΣςⅧ٣\x1c\u3000",
    ]
)
_TEXT = st.one_of(
    st.lists(_HARD, max_size=30).map("".join), st.text(st.characters(codec="utf-8"), max_size=30)
)


@given(
    st.lists(_TEXT, max_size=4),
    st.lists(st.sampled_from(["auto", "line", "block"]), min_size=4, max_size=4),
    st.sampled_from([1, 7, 1 << 16]),
    st.sampled_from([0, 8]),
)
@example(["a\r", "\nb", "\r\u0640\n"], ["line", "block", "auto", "auto"], 1 << 16, 0)
@example(["ab漢cd々é’x", "é漢\n漢é"], ["line", "block", "auto", "auto"], 1 << 16, 0)
def test_paragraphs_and_words_are_those_found_one_by_one(texts, rules, chunk, narrow_share):
    documents = [
        Document(str(number), text, paragraph_rule=rules[number]) for number, text in enumerate(texts)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features_module, "_CHUNK", chunk)
        # At 0 characters that are not ASCII are looked up apart from the others, however many there are.
        patch.setattr(lines_module, "_NARROW_SHARE", narrow_share)
        assert read_as_arrays(documents) == read_one_by_one(documents)


def test_the_seeds_are_read_alike():
    from corpuskit.corpus import open_corpus

    documents = list(open_corpus("seeds"))
    assert read_as_arrays(documents) == read_one_by_one(documents)


def test_lines_with_wide_margins_are_trimmed():
    document = Document("a", "\n".join(" " * width + "x" + "\t" * width for width in range(0, 80, 7)))
    assert read_as_arrays([document]) == read_one_by_one([document])


def test_long_words_are_told_apart():
    document = Document(
        "a", "\n".join(["x" * 64, "x" * 65, "x" * 65 + "y", "y" + "x" * 65, "x" * 70_000, "x" * 200_000])
    )
    assert read_as_arrays([document]) == read_one_by_one([document])
    assert len(set(read_features([document]).words.tolist())) == 6


def test_long_paragraphs_are_told_apart():
    words = "a b " * 150_000
    texts = [words, words + "a", words]
    from corpuskit.dedupe import find_duplicates

    (group,) = find_duplicates([Document("a", "\n".join(texts), paragraph_rule="line")])
    assert [(member.line, member.kind) for member in group.members] == [(2, "contained"), (3, "exact")]


@given(st.lists(st.text(st.characters(exclude_characters="\0"), min_size=1), min_size=1))
def test_words_have_the_same_hashes_together_as_alone(words):
    words = [*words, "long" * 50]
    assert hash_list(words).tolist() == [hash_word(word) for word in words]
