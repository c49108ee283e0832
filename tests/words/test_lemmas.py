"""All forms of a lemma are one word, where the source or simplemma knows the lemma."""

from __future__ import annotations

import sys

import pytest

from corpuskit.corpus import Document
from corpuskit.corpus.annotations import AnnotatedToken, Annotations
from corpuskit.errors import MissingExtraError, UsageError
from corpuskit.records import Issue
from corpuskit.words import lemmas
from corpuskit.words.wordlist import WordList, WordOptions

ENGLISH = "The states of the union went their ways, and each state goes its own way, as states do."


def count(*documents, **options):
    found = list(WordList(WordOptions(form="lemma", **options)).find_in(documents))
    words = {item.word: item.hits for item in found if not isinstance(item, Issue)}
    return words, [item for item in found if isinstance(item, Issue)]


def annotate(text, *tokens):
    return Document(
        "d",
        text,
        annotations=Annotations(AnnotatedToken(start, end, {"lemma": lemma}) for start, end, lemma in tokens),
    )


def test_forms_are_one_word_in_a_language_that_is_known():
    pytest.importorskip("simplemma")
    words, notes = count(Document("d", ENGLISH))
    assert (words["state"], words["go"], words["way"]) == (3, 2, 2)
    assert sum(words.values()) == len(ENGLISH.split())
    assert notes == []


def test_ngrams_are_of_lemmas():
    pytest.importorskip("simplemma")
    assert count(Document("d", ENGLISH), size="2")[0]["the state"] == 1


def test_what_the_source_says_goes_before():
    document = annotate(
        "Du pain. Du vin.", (0, 2, "de"), (0, 2, "le"), (3, 7, "pain"), (9, 11, "Du"), (12, 15, "vin")
    )
    assert count(document)[0] == {"de+le": 1, "pain": 1, "du": 1, "vin": 1}


def test_the_words_of_a_token_of_several_words_are_their_own_lemmas():
    assert count(annotate("Peace-keeping goes", (0, 13, "peace-keeping"), (14, 18, "go")))[0] == {
        "peace": 1,
        "keeping": 1,
        "go": 1,
    }


def test_where_the_language_is_not_known_words_count_as_they_are_and_it_is_said():
    pytest.importorskip("simplemma")
    words, (note,) = count(Document("a", "Xq xq"), Document("b", "zv"))
    assert words == {"xq": 2, "zv": 1}
    assert note.message.startswith("2 documents have no lemmas")


def test_without_simplemma_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "simplemma", None)
    lemmas._read_lemmatizer.cache_clear()
    with pytest.raises(MissingExtraError, match="simplemma"):
        count(Document("d", ENGLISH))
    lemmas._read_lemmatizer.cache_clear()


def test_hits_of_a_query_have_no_lemmas():
    with pytest.raises(UsageError, match="no lemmas"):
        WordOptions(form="lemma", match="a")
