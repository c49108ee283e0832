"""Which spellings are one word: as the view shows them, with --fold, and with --exact."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.errors import UsageError
from corpuskit.kwic import KwicOptions, concordance
from corpuskit.records import ConcordanceLine


def find(pattern, text, **options):
    """What is found, without the notes on a search that finds nothing."""
    hits = concordance([Document("d", text)], KwicOptions(pattern=pattern, **options))
    return [hit.match for hit in hits if isinstance(hit, ConcordanceLine)]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Orsted", "Ørsted"), ("Lodz", "Łódź"), ("Dokovic", "Đoković"), ("aether", "æther"), ("coeur", "cœur"),
        ("Hamrun", "Ħamrun"), ("thordur", "Þórður"), ("isik", "ışık"), ("2024", "٢٠٢٤"), ("2024", "२०२४"), ("Ørsted", "orsted"),
    ],
)  # fmt: skip
def test_letters_with_strokes_and_digits_of_other_scripts_are_plain_with_fold(typed, written):
    assert find(typed, written, fold=True) == [written]
    assert find(f"{typed[:3]}*", written, fold=True) == [written]
    assert not find(typed, written)


@pytest.mark.parametrize(("typed", "written"), [("и", "й"), ("кои", "кой"), ("у", "ў")])
def test_a_letter_of_its_own_is_not_another_one_without_a_mark(typed, written):
    assert not find(typed, written, fold=True)
    assert find(written, written, fold=True) == [written]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("أن", "إن"), ("un", "UN"), ("كتاب", "کتاب"), ("co\u00adop", "coop"), ("UN", "ＵＮ"), ("don't", "don’t"),
        ("peace-keeping", "peace‐keeping"), ("AT&T", "AT&amp;T"),
    ],
)  # fmt: skip
def test_exact_takes_what_is_written(typed, written):
    for syntax in ({}, {"substring": True}):
        assert find(typed, f"a {written} b", **syntax) or typed == "un"
        assert not find(typed, f"a {written} b", exact=True, **syntax)
        assert find(typed, f"a {typed} b", exact=True, **syntax) == [typed]


def test_a_sign_and_a_query_of_cqp_take_a_word_as_it_is_written():
    text = "إن أن ان"
    assert find("أن", text) == ["إن", "أن", "ان"]
    assert find("=أن", text) == find('="أن"', text) == find('"أن"', text, cql=True) == ["أن"]
    assert find("=أ*", text) == ["أن"]
    assert find('"أن"%c', text, cql=True) == ["إن", "أن", "ان"]
    assert find("=e\u0301", "é") == ["é"]
    assert find('="don\'t"', "don’t don't") == ["don't"]


@pytest.mark.parametrize("option", ["fold", "clitics", "regex"])
def test_exact_does_not_go_with_what_is_lenient(option):
    with pytest.raises(UsageError, match="exact"):
        KwicOptions(pattern="a", exact=True, **{option: True})


def test_an_ampersand_is_found_as_pages_write_it():
    text = "AT&amp;T, AT&T, R &amp; D and R & D"
    assert find("AT&T", text) == find("AT&amp;T", text) == find('"AT&amp;T"', text) == ["AT&amp;T", "AT&T"]
    assert find("R & D", text) == ["R &amp; D", "R & D"]
    assert find("&T", text, substring=True) == ["&amp;T", "&T"]
    assert find("amp", "amp") == ["amp"]


def test_thai_is_found_wherever_it_stands_and_in_windows():
    assert find("ประเทศ", "ในประเทศไทย") == ["ประเทศ"]
    assert find("ประเทศ NEAR/3 ไทย", "ในประเทศไทย") == ["ประเทศ"]
