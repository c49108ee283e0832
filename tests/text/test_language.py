"""Script, direction and language."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.errors import MissingExtraError
from corpuskit.text.language import (
    find_direction,
    find_language,
    find_language_by_model,
    find_script,
    list_function_words,
    read_stated_language,
)

SAMPLES = {
    "en": "The committee met on Monday and agreed that the report should be sent to all of its members.",
    "fr": "Le comité s'est réuni lundi et a décidé que le rapport serait envoyé à tous ses membres.",
    "es": "El comité se reunió el lunes y acordó que el informe se enviara a todos sus miembros.",
    "ru": "Комитет собрался в понедельник и решил, что доклад будет направлен всем его членам.",
    "ar": "اجتمعت اللجنة يوم الاثنين وقررت أن يرسل التقرير إلى جميع أعضائها في أقرب وقت.",
    "zh": "委员会于星期一举行会议，决定将报告发送给所有的成员。",
    "de": "Das Komitee trat am Montag zusammen und beschloss, den Bericht an alle Mitglieder zu senden.",
    "pt": "O comitê reuniu-se na segunda-feira e decidiu que o relatório seria enviado a todos os seus membros.",
    "it": "Il comitato si è riunito lunedì e ha deciso che la relazione sarà inviata a tutti i suoi membri.",
    "uk": "Комітет зібрався в понеділок і вирішив, що доповідь буде надіслана всім його членам.",
}
# A language that gets a table leaves this list by that.
OTHERS = {
    "nl": "De commissie kwam maandag bijeen en besloot het verslag aan alle leden te sturen.",
    "ro": "Comitetul s-a întrunit luni și a hotărât ca raportul să fie trimis tuturor membrilor săi.",
    "bg": "Комитетът се събра в понеделник и реши докладът да бъде изпратен на всички негови членове.",
    "fa": "کمیته روز دوشنبه تشکیل جلسه داد و تصمیم گرفت که گزارش برای همه اعضای آن ارسال شود.",
    "ja": "委員会は月曜日に会合を開き、報告書を全ての委員に送ることを決めた。",
    "pl": "Komitet zebrał się w poniedziałek i postanowił wysłać sprawozdanie wszystkim członkom.",
}


@pytest.mark.parametrize("lang", SAMPLES)
def test_the_languages_with_a_table_are_told_by_their_function_words(lang):
    text = SAMPLES[lang]
    assert find_language(text, find_script(text)) == lang


@pytest.mark.parametrize("text", [OTHERS[lang] for lang in OTHERS if lang not in list_function_words()])
def test_other_languages_are_not_taken_for_one_of_these(text):
    assert find_language(text, find_script(text)) is None


@pytest.mark.parametrize(("length", "lang"), [(250, "es"), (249, None)])
def test_one_letter_in_250_may_be_one_that_the_language_does_not_use(length, lang):
    text = f"Paweł Nowak habló. {SAMPLES['es'] * 3}"[:length]
    assert find_language(text, "Latn") == lang


@pytest.mark.parametrize("text", ["", "2024", "#RussiaIran", "Share.", "***", "e-cis.info"])
def test_too_little_text_has_no_language(text):
    assert find_language(text, find_script(text)) is None


@pytest.mark.parametrize(
    ("text", "script", "direction"),
    [
        ("UN Charter", "Latn", "ltr"),
        ("ميثاق الأمم المتحدة UN", "Arab", "rtl"),
        ("Устав ООН", "Cyrl", "ltr"),
        ("联合国宪章", "Hani", "ltr"),
        ("委員会は会合を開き", "Jpan", "ltr"),
        ("Ｕ．Ｎ． Ｃｈａｒｔｅｒ", "Latn", "ltr"),
        ("ｶｲｷﾞ", "Jpan", "ltr"),
        ("カナ UNO", "Latn", "ltr"),
        ("かな UNO", "Latn", "ltr"),
        ("מגילת האומות", "Hebr", "rtl"),
        ("12.5 — 7️⃣", None, "ltr"),
    ],
)
def test_the_script_is_that_of_most_letters(text, script, direction):
    assert find_script(text) == script
    assert find_direction(script) == direction


def test_the_seeds_are_four_english_texts_and_an_arabic_one(seed_texts):
    found = [(find_language(text, find_script(text)), find_script(text)) for text in seed_texts.values()]
    assert found == [("en", "Latn")] * 3 + [("ar", "Arab"), ("en", "Latn")]


@given(st.text())
def test_any_text_has_an_answer(text):
    script = find_script(text)
    assert find_direction(script) in ("ltr", "rtl")
    assert find_language(text, script) in {None, *SAMPLES}


def test_the_model_is_an_extra_that_is_named_when_it_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)
    with pytest.raises(MissingExtraError) as caught:
        find_language_by_model("The committee met.")
    assert caught.value.hint == "pip install py3langid"


def test_the_model_knows_languages_that_have_no_table():
    pytest.importorskip("py3langid", reason="the extra 'lang' is not installed")
    assert [find_language_by_model(OTHERS[lang]) for lang in ("nl", "ro", "bg")] == ["nl", "ro", "bg"]
    assert find_language_by_model("2024 — 7") is None


def test_what_an_apostrophe_cuts_off_is_no_word_to_count_and_no_evidence():
    assert {"s", "t", "ll"} <= set(list_function_words()["en"])
    assert {"l", "dell", "all"} <= set(list_function_words()["it"])
    assert find_language("s s s s t t t t ll ll re re", "Latn") != "en"


@pytest.mark.parametrize(
    ("stated", "script", "lang"),
    [
        ("uk", "Cyrl", "uk"),
        ("zh_CN", "Hani", "zh"),
        ("de-AT", "Latn", "de"),
        ("en", "Cyrl", None),
        ("", "Latn", None),
    ],
)
def test_a_stated_language_counts_where_it_is_written_in_the_script_of_the_text(stated, script, lang):
    assert read_stated_language(stated, script) == lang


def test_what_a_document_says_of_its_language_counts_where_its_words_say_nothing():
    assert Document("a", "RSYNC перезапущено.", metadata={"lang": "uk"}).lang == "uk"
    assert Document("a", "It is what it was, and that is all of it.", metadata={"lang": "it"}).lang == "en"


def test_letters_of_code_say_nothing_of_a_text():
    text = "这是我们的新闻，请看。\n\n```python\ndef some_function(argument, another):\n    return argument + another\n```\n"
    assert Document("a", text).lang == "zh"


def test_letters_of_addresses_say_nothing_of_a_text():
    text = "今天的新闻 [全文](/archive/articles/2020/weekly-news-of-the-day.html) https://example.org/a/long/way/down\n"
    assert (find_script(text), Document("a", "这是我们的新闻，" + text).lang) == ("Hani", "zh")
