"""Where the search for dates begins, beside one expression of all words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.dates.language.lexicon import load_lexicon
from corpuskit.dates.language.tables import list_languages
from corpuskit.dates.language.trigger import Trigger
from corpuskit.text.view import make_view

GOLD = Path(__file__).parents[1] / "evals" / "gold" / "dates-texts"
NUMBERS, SIGN, ENDING = r"(?<!\d)\d{4}(?!\d)|'\d\d", r"in \d+ days", r"(?<!\d)\d0er\b"
WORDS = ("may", "mayday", "may day", "l'an", "an", "a", "三月", "三", "año")
CLITICS = "wb"


def list_places(words, clitics, view):
    """Return the places as one expression of all words gives them."""
    longest_first = sorted(words, key=len, reverse=True)
    han = "|".join(word for word in longest_first if word[0] == "三")
    others = "|".join(re.escape(word) for word in longest_first if word[0] != "三")
    begin = f"[{clitics}]{{0,2}}" if clitics else ""
    whole = rf"(?=[\d'])(?:{NUMBERS})|\b(?:{SIGN})|{ENDING}|\b{begin}(?:{others})(?![^\W\d_])|{han}"
    return [match.start() for match in re.finditer(whole, view)]


@pytest.mark.parametrize("clitics", ["", CLITICS])
@given(
    view=st.lists(
        st.sampled_from(
            [*WORDS, *CLITICS, "mayd", "ma", "in 5 days", "in 5", "2020", "'99", "80er", *" .-7_²\n"]
        )
    ).map("".join)
)
def test_the_places_are_those_of_one_expression_of_all_words(clitics, view):
    trigger = Trigger(NUMBERS, [SIGN], ENDING, WORDS, clitics)
    assert list(trigger.iter_places(view)) == list_places(WORDS, clitics, view)


def test_a_trigger_of_no_words_has_its_signs():
    trigger = Trigger(NUMBERS, [SIGN], "", (), "")
    assert list(trigger.iter_places("may 2020 in 3 days")) == [4, 9]


@pytest.mark.parametrize("lang", list_languages())
def test_a_date_word_of_each_language_is_found_wherever_it_stands(lang):
    trigger = load_lexicon((lang,)).trigger
    texts = [json.loads(line)["content"] for line in (GOLD / f"{lang}.jsonl").read_text("utf-8").splitlines()]
    found = [list(trigger.iter_places(make_view(text).text)) for text in texts]
    assert all(places == sorted(set(places)) for places in found)
    assert sum(map(bool, found)) > len(texts) / 2
