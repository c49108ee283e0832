"""The one definition of a word."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.text import tokens
from corpuskit.text.tokens import count_words, iter_word_spans, list_words

# The definition as it is written down, for scripts that put spaces between words.
JOINERS = "\u00ad\u200c\u200d\u2060"
DEFINITION = regex.compile(rf"[\p{{L}}\p{{N}}_][\p{{L}}\p{{M}}\p{{N}}_{JOINERS}]*")
# Characters of scripts that put no space between words, and what Unicode takes for letters that are signs.
OTHERS = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30FC\uFF70\uFF9E\uFF9F\u02BB\u02BC]"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the UN’s role", ["the", "UN", "s", "role"]),
        ("U.N. Charter, Art. 3.5", ["U", "N", "Charter", "Art", "3", "5"]),
        ("7️⃣9️⃣ years", ["7️⃣9️⃣", "years"]),
        ("لا سيّما أممٌ", ["لا", "سيّما", "أممٌ"]),
        ("联合国 Charter", ["联", "合", "国", "Charter"]),
        ("カード", ["カ", "ー", "ド"]),
        ("snake_case 2023−2024", ["snake_case", "2023", "2024"]),
        ("caf\u0065\u0301 été", ["caf\u0065\u0301", "été"]),
        ("❗️ ☝️ 🇷🇺", []),
        ("می\u200cشود co\u00adop x\u2060", ["می\u200cشود", "co\u00adop", "x\u2060"]),
        ("น้ำใจ ลาว ២០២៤", ["น้ำ", "ใ", "จ", "ล", "า", "ว", "២០២៤"]),
        ("ｶﾞｽ ﾞ", ["ｶﾞ", "ｽ"]),
        ("пʼять Hawaiʻi", ["п", "ять", "Hawai", "i"]),
        ("", []),
    ],
)
def test_words_are_letters_digits_and_their_marks(text, words):
    assert list_words(text) == words


def test_the_seeds_hold_6370_words(seed_texts):
    counts = [count_words(text) for text in seed_texts.values()]
    assert counts == [723, 864, 3799, 423, 561]
    assert sum(counts) == 6370


@given(st.text())
def test_words_agree_with_the_definition_outside_unspaced_scripts(text):
    spaced = regex.sub(OTHERS, "", text)
    assert list_words(spaced) == DEFINITION.findall(spaced)


@given(st.text())
def test_spans_are_the_words_in_order_and_apart(text):
    spans = list(iter_word_spans(text))
    assert [text[start:end] for start, end in spans] == list_words(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.text(st.characters(codec="ascii")), st.sampled_from(["é", "联", "\u0301", "ـ"]))
def test_ascii_words_do_not_depend_on_what_else_the_text_holds(text, other):
    assert list_words(text + " \n" + other)[: count_words(text)] == list_words(text)


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_a_part_of_a_text_has_the_words_of_that_part(text, start, length):
    end = min(start + length, len(text))
    start = min(start, end)
    assert all(start <= first < last <= end for first, last in iter_word_spans(text, start, end))
    assert list_words(text, start, end) == list_words(text[start:end])


@pytest.mark.parametrize("looked_through", ["_PLAIN", "_HAS_RUNNING"])
def test_to_go_through_a_text_by_parts_looks_at_each_part_once(monkeypatch, looked_through):
    looked_at = []

    class Watched:
        def search(self, text, start=0, end=sys.maxsize):
            looked_at.append(min(end, len(text)) - start)

        def fullmatch(self, _text, start, end):
            looked_at.append(end - start)

    monkeypatch.setattr(tokens, looked_through, Watched())
    line = "Ein Wörterbuch der Wörter\u2060.\n"
    text = line * 200
    found = [
        text[first:last]
        for start in range(0, len(text), len(line))
        for first, last in iter_word_spans(text, start, start + len(line))
    ]
    assert found == ["Ein", "Wörterbuch", "der", "Wörter\u2060"] * 200
    assert 0 < sum(looked_at) <= len(text)


def test_plain_characters_make_the_same_words_in_the_fast_way():
    plain = [character for character in map(chr, range(0x3000)) if tokens._PLAIN.fullmatch(character)]
    for character in plain:
        text = f"a{character}b {character} {character}a 7{character}"
        assert tokens._PLAIN_WORD.findall(text) == tokens.WORD.findall(text), hex(ord(character))
    assert len(plain) > 1_500


@pytest.mark.parametrize("text", ["กขค abc ü", "ü abc กขค"])
def test_a_part_has_its_words_whatever_stands_beside_it(text):
    whole = list(iter_word_spans(text))
    start, end = text.index("abc"), text.index("abc") + 3
    assert list(iter_word_spans(text, start, end)) == [(start, end)]
    assert [text[first:last] for first, last in whole if text[first] in "กขค"] == ["ก", "ข", "ค"]


@given(st.text(alphabet="ab é'1_\n\r\u2028سل\u064b中文กข\u200d\xad😀\u0301ー한"))
def test_words_listed_by_lines_are_those_of_the_whole(text):
    assert list_words(text) == [text[start:end] for start, end in iter_word_spans(text)]
