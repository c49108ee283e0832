"""Words of Thai, Lao, Khmer and Burmese, which a dictionary tells where it is installed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpuskit import Document, KwicOptions, concordance, find_duplicates, open_corpus
from corpuskit.listing import describe_document
from corpuskit.text import dictionary
from corpuskit.text.tokens import count_words, iter_word_spans, list_words
from corpuskit.text.view import fold
from corpuskit.words.wordlist import WordList

# Letters, marks, what joins them, and what stands between.
ALPHABET = "กขทไแำ้ๆລາວຳកខ្មែរာကမြန််႔ \n-aßé\u0301\u200d\u00adΣ&;mp7。联ｶﾞ"


def cut_in_threes(run: str) -> list[tuple[int, int]]:
    """A dictionary that knows every three characters, wherever its words may not end."""
    return [(start, min(start + 3, len(run))) for start in range(0, len(run), 3)]


@pytest.fixture
def threes(with_dictionary):
    with_dictionary(cut_in_threes)


@pytest.fixture
def icu(with_dictionary):
    breakers = pytest.importorskip("icu4py.breakers", reason="the extra 'icu' is not installed")
    with_dictionary(lambda run: breakers.WordBreaker(run, "und").segments())


@pytest.mark.usefixtures("icu")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("สิทธิมนุษยชน", ["สิทธิ", "มนุษย", "ชน"]),
        ("abcไทย 2563", ["abc", "ไทย", "2563"]),
        ("ມະນຸດທຸກຄົນ", ["ມະນຸດ", "ທຸກຄົນ"]),
        ("មនុស្សទាំងអស់", ["មនុស្ស", "ទាំងអស់"]),
        ("လူတိုင်းသည်", ["လူ", "တိုင်း", "သည်"]),
        # What is not seen does not part a word.
        ("มนุ\u200dษย์มา", ["มนุ\u200dษย์", "มา"]),
    ],
)
def test_words_are_those_of_the_dictionary_of_their_script(text, words):
    assert list_words(text) == words
    assert [text[start:end] for start, end in iter_word_spans(text)] == words
    assert count_words(text) == len(words)


def test_without_a_dictionary_each_character_is_a_word():
    assert list_words("น้ำใจ abcไทย") == ["น้ำ", "ใ", "จ", "abc", "ไ", "ท", "ย"]


@pytest.mark.usefixtures("threes")
def test_a_word_does_not_end_between_a_character_and_its_marks():
    assert list_words("กข้้ททท") == ["กข้้ทท", "ท"]


@pytest.mark.usefixtures("threes")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(ALPHABET))
def test_a_text_and_its_view_have_the_same_words(text):
    words = list_words(text)
    assert [text[start:end] for start, end in iter_word_spans(text)] == words
    if "&" not in text:
        assert list_words(fold(text)) == list(map(fold, words))


@pytest.mark.usefixtures("threes")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(ALPHABET))
def test_words_are_whole_runs_of_what_they_are_without_a_dictionary(text):
    ends = {end for _, end in iter_word_spans(text, by_dictionary=False)}
    starts = {start for start, _ in iter_word_spans(text, by_dictionary=False)}
    covered = [place for start, end in iter_word_spans(text) for place in range(start, end)]
    assert covered == [
        p for start, end in iter_word_spans(text, by_dictionary=False) for p in range(start, end)
    ]
    assert all(start in starts and end in ends for start, end in iter_word_spans(text))


THAI = "มนุษย์ทั้งปวงเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"


@pytest.mark.usefixtures("icu")
def test_windows_and_counts_go_by_these_words():
    copy = THAI.replace("อิสระ", "เสรี")
    document = Document("a", f"{THAI}\n{copy}\nน้ำ")
    line = next(iter(concordance([document], KwicOptions(pattern="อิสระ", context=(2, 2)))))
    assert (line.before, line.match, line.after, line.token) == ("มามี", "อิสระ", "และเสมอ", 6)
    assert {each.word: each.hits for each in WordList().find_in([document])}["และ"] == 4


@pytest.mark.usefixtures("icu")
def test_copies_are_compared_by_characters_and_counted_as_they_are():
    rows = [THAI, THAI.replace("ก", " ก"), THAI.replace("อิสระ", "เสรี"), "น้ำ"]
    document = Document("a", "\n".join(rows))
    (group,) = find_duplicates([document])
    assert [(each.line, each.kind) for each in group.members] == [(2, "format"), (3, "wording")]
    assert describe_document(document).distinct_paragraphs == 3
    counts = {each.word: (each.hits, each.distinct_hits) for each in WordList().find_in([document])}
    assert counts["อิสระ"] == (2, 1)


def test_a_note_says_once_what_tells_words(monkeypatch, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(THAI)
    corpus = open_corpus(tmp_path)
    monkeypatch.setattr(dictionary, "find_version", lambda: None)
    assert len(list(corpus)) == 2
    assert [(issue.kind, issue.message, issue.hint) for issue in corpus.issues] == [
        ("word_division", "each character of Thai, Lao, Khmer and Burmese is a word", "pip install icu4py")
    ]
    monkeypatch.setattr(dictionary, "find_version", lambda: "78.3")
    list(corpus)
    (issue,) = corpus.issues
    assert issue.message == "words of Thai, Lao, Khmer and Burmese are those of the dictionaries of ICU 78.3"


def test_texts_in_other_scripts_have_no_such_note(tmp_path):
    (tmp_path / "a.txt").write_text("A word. Слово. كلمة. 联合国. שלום. हिन्दी")
    corpus = open_corpus(tmp_path)
    list(corpus)
    assert corpus.issues == []
