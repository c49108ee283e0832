"""Finders of candidates stop wherever a literal may stand."""

from __future__ import annotations

import random
import sys

import pytest
from differential import ALPHABETS

from corpuskit.kwic.scanning import finders
from corpuskit.kwic.scanning.finders import iter_candidates, make_fast_finder, make_finder, make_plain_finder
from corpuskit.kwic.scanning.spellings import find_plain_run, list_unusual
from corpuskit.text.view import list_foldings

HOSTILE = "kK\u212asSſßẞiIİıﬁﬀﬆnŉåÅÅσςΣµμͅάᾳͅʼ'\u0301\u0307" + "the "


def list_matches(literal, text):
    """The places in UTF-8 of all characters from which the folded text may begin with a literal."""
    folded = literal.casefold()
    return [
        len(text[:place].encode()) for place in range(len(text)) if text[place:].casefold().startswith(folded)
    ]


@pytest.mark.parametrize("make", [make_fast_finder, make_plain_finder])
def test_a_finder_passes_over_nothing(make):
    choose = random.Random(1)  # noqa: S311 — no secret
    for _ in range(20_000):
        text = "".join(choose.choices(HOSTILE, k=choose.randint(0, 12)))
        literal = "".join(choose.choices("kstheinf", k=choose.randint(1, 3)))
        data = text.encode()
        expected = list_matches(literal, text)
        if make is make_plain_finder:
            expected = [place for place in expected if data[place : place + len(literal)].isascii()]
        find = make(literal)
        for start in [0, *(len(text[:place].encode()) for place in range(1, len(text)))]:
            later = [place for place in expected if place >= start]
            found = find(data, start, len(data))
            assert (found <= later[0] and found >= start) if later else found >= -1


@pytest.mark.parametrize("script", ALPHABETS)
def test_all_spellings_of_a_plain_run_are_found(script):
    letters = [letter for letter in ALPHABETS[script][0] if find_plain_run(letter) == letter]
    spellings = {}
    for source, shown in zip(*list_foldings(), strict=True):
        spellings.setdefault(shown, []).append(source)
    for letter in letters:
        find = make_fast_finder(letter + "x")
        for spelling in {letter, *spellings.get(letter, ())} - set(list_unusual()):
            assert find(f"…{spelling}X".encode(), 0, len(f"…{spelling}X".encode())) == 3


def test_case_is_kept_where_it_matters():
    data = b"UN un Un"
    for make in (make_fast_finder, make_plain_finder):
        assert make("Un", keep_case=True)(data, 0, len(data)) == 6
        assert make("un")(data, 1, len(data)) == 3


def test_the_first_candidate_of_each_line_is_enough():
    data = b"a un un\nb\nun\rc un\r\nUN"
    for find in (make_fast_finder("un"), make_plain_finder("un")):
        assert [*iter_candidates(find, data)] == [2, 10, 15, 19]


def test_without_the_package_the_plain_finder_is_taken(monkeypatch):
    monkeypatch.setitem(sys.modules, "stringzilla", None)
    assert make_fast_finder("un") is None
    assert make_finder("un")(b"the UN", 0, 6) == 4


def test_what_the_view_leaves_out_is_seen():
    unseen = finders.ByteSequences(list_unusual())
    for character in list_unusual():
        assert unseen.may_be_in(f"a{character}b".encode())
    for text in ("plain", "“curly” – and …", "Организация", "中国"):
        assert not unseen.may_be_in(text.encode())
