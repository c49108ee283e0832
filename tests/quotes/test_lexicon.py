from __future__ import annotations

import pytest

from corpuskit.quotes.lexicon import find_lexicon, read_lexicon
from corpuskit.quotes.syntax.tokens import list_tokens
from corpuskit.quotes.tables import list_languages


@pytest.mark.parametrize(
    ("code", "forms"),
    [("en", 250), ("ar", 250), ("ru", 250), ("fr", 250), ("es", 250), ("de", 100), ("zh", 100)],
)
def test_a_language_has_its_verbs_of_saying(code: str, forms: int) -> None:
    assert len(read_lexicon(code).cues) >= forms


@pytest.mark.parametrize("code", sorted(list_languages()))
def test_forms_are_written_as_they_are_looked_up(code: str) -> None:
    lexicon = read_lexicon(code)
    assert all(form == form.lower() for form in (*lexicon.cues, *lexicon.tags, *lexicon.nouns))


def test_arabic_verbs_are_known_with_the_conjunction_before_them() -> None:
    cues = read_lexicon("ar").cues
    assert cues["قال"] == cues["وقال"] == cues["فقالت"] == "قال"
    assert {"قالت", "وقالت", "تقول"} <= read_lexicon("ar").feminine_cues


def test_a_text_of_unknown_language_is_read_by_its_script() -> None:
    assert find_lexicon(None, "Arab").code == "ar"
    assert find_lexicon(None, "Cyrl").code == "ru"
    assert find_lexicon(None, "Hani").code == "zh"
    assert find_lexicon(None, "Latn").code == "en"
    assert find_lexicon("de", "Latn").code == "de"


def test_a_language_without_a_table_has_no_words() -> None:
    lexicon = read_lexicon("hu")
    assert (lexicon.cues, lexicon.tags, lexicon.according) == ({}, {}, None)


def tags(code: str, text: str) -> list[tuple[str, str]]:
    return [(token.tag, token.form) for token in list_tokens(text, 0, len(text), 0, read_lexicon(code))]


def test_a_verb_of_saying_after_an_article_is_a_noun() -> None:
    assert tags("en", "the claims she claims") == [
        ("det", "the"), ("word", "claims"), ("pron", "she"), ("cue", "claims")
    ]  # fmt: skip


def test_a_verb_of_saying_after_an_owner_is_a_noun_however_short_his_name_is() -> None:
    assert tags("en", "Q’s claims") == [("cap", "q's"), ("word", "claims")]
    assert tags("en", "Q claims") == [("cap", "q"), ("cue", "claims")]
    assert tags("fr", "il s’indigne")[1:] == [("aux", "s'"), ("cue", "indigne")]


def test_french_words_are_cut_at_apostrophes_and_pronouns() -> None:
    assert tags("fr", "l’agence a-t-elle dit") == [
        ("det", "l'"), ("word", "agence"), ("aux", "a"), ("pron", "elle"), ("cue", "dit")
    ]  # fmt: skip


def test_chinese_is_cut_at_the_words_that_are_known() -> None:
    assert tags("zh", "发言人毛宁在会上表示：") == [
        ("word", "发言人"), ("word", "毛宁"), ("prep", "在"), ("adv", "会上"), ("cue", "表示"), (":", "：")
    ]  # fmt: skip
