"""The encoding that fits bytes best is the one that a text was written in."""

from __future__ import annotations

import pytest

from corpuskit.corpus.guess import suggest_encoding

TEXTS = {
    "windows-1251": "Совет трёх рек принял решение. Мост через реку откроют в мае, сказала председатель совета.",
    "koi8-r": "Совет трёх рек принял решение. Мост через реку откроют в мае, сказала председатель совета.",
    "windows-1252": "Le conseil a décidé d’ouvrir le pont près de la rivière dès l’été, après un débat très animé.",
    "windows-1256": "قرر مجلس الأنهار الثلاثة فتح الجسر فوق النهر في الربيع بعد مناقشات طويلة بين الأعضاء",
    "gb18030": "三河理事会决定在春天开放河上的桥，主席说这是一个很好的决定。",
    "utf-16-le": "The council of the three rivers has decided to open the bridge in spring.",
    "utf-16-be": "The council of the three rivers has decided to open the bridge in spring.",
}


NAMES_AMONG_OTHER_LETTERS = [
    ("windows-1252", "Jörg fährt mit Zoë"),
    ("windows-1252", "Die Straße tat François gut"),
    ("windows-1252", "Perché la città è così? Non può più."),
    ("windows-1250", "Müller z Łodzi"),
    ("windows-1257", "Õhtul tuli tõsine külm, jää lõhkus silla"),
    ("mac-roman", "Köln. Die Wärme der Straße"),
]


@pytest.mark.parametrize(("encoding", "text"), NAMES_AMONG_OTHER_LETTERS)
def test_a_name_of_another_language_decides_no_encoding(encoding, text):
    data = text.encode(encoding)
    suggested = suggest_encoding(data)
    assert suggested is not None
    assert data.decode(suggested.name) == text


def find_first_bad(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


@pytest.mark.parametrize("encoding", TEXTS)
@pytest.mark.parametrize("before", ["", "x" * 9_000 + "\n"], ids=["at once", "far in"])
def test_a_text_is_read_in_the_encoding_that_it_was_written_in(encoding, before):
    data = (before + TEXTS[encoding]).encode(encoding)
    suggested = suggest_encoding(data, find_first_bad(data))
    assert suggested is not None
    assert data.decode(suggested.name) == before + TEXTS[encoding]
    assert suggested.sample.rstrip("…") in before + TEXTS[encoding]


@pytest.mark.parametrize("encoding", ["windows-1251", "windows-1256"])
def test_what_was_tried_is_not_suggested_again(encoding):
    data = TEXTS[encoding].encode(encoding)
    first = suggest_encoding(data)
    assert first is not None
    second = suggest_encoding(data, tried=first.name)
    assert second is None or second.name != first.name
