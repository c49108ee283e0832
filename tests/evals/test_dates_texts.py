"""Dates of short texts of many genres in ten languages: no figure falls below its floor."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from tests.evals.dates_texts import LANGUAGES, NEWEST, Score, read_texts, score, score_titles

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["dates-texts"]
FEWEST_DATES = 200


@cache
def score_once(lang: str, newest: str = "") -> Score:
    return score(lang, newest)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_values_stay_as_good_as_they_were(lang):
    assert score_once(lang).value_f1 >= FLOORS["value-f1"][lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_gold_holds_200_dates_of_each_language(lang):
    assert (
        sum(mark[2] not in ("trap", "name", "vague") for text in read_texts(lang) for mark in text["marks"])
        >= FEWEST_DATES
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_lie_inside_their_texts_and_in_order(lang):
    for text in read_texts(lang):
        for start, end, *_ in text["marks"]:
            assert 0 <= start < end <= len(text["content"])


def test_documents_give_their_own_date():
    right, count = (sum(score_once(lang).document_dates[place] for lang in LANGUAGES) for place in (0, 1))
    assert 100 * right / count >= FLOORS["document-dates"]


def test_titles_are_right():
    right, count = (sum(pair) for pair in zip(*map(score_titles, LANGUAGES), strict=True))
    assert 100 * right / count >= FLOORS["titles"]


def test_what_comes_again_has_no_days():
    right, count = (sum(score_once(lang).recurring[place] for lang in LANGUAGES) for place in (0, 1))
    assert 100 * right / count >= FLOORS["recurring"]


def test_few_traps_are_taken():
    assert sum(score_once(lang).traps[0] for lang in LANGUAGES) <= FLOORS["traps"]


def test_values_without_a_question_mark_are_right():
    pairs = [pair for lang in LANGUAGES for pair in score_once(lang).by_rule.values()]
    assert (
        100 * sum(right for right, _ in pairs) / sum(count for _, count in pairs) >= FLOORS["sure-precision"]
    )


@pytest.mark.parametrize("newest", NEWEST)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_values_of_the_newest_rounds_stay_as_good(lang, newest):
    assert score_once(lang, newest).value_f1 >= FLOORS["newest"][newest]["value-f1"][lang]


@pytest.mark.parametrize("newest", NEWEST)
def test_heads_and_traps_of_the_newest_rounds_stay_as_good(newest):
    floors = FLOORS["newest"][newest]
    scores = [score_once(lang, newest) for lang in LANGUAGES]
    right, count = map(sum, zip(*(found.document_dates for found in scores), strict=True))
    assert 100 * right / count >= floors["document-dates"]
    right, count = map(sum, zip(*(score_titles(lang, newest) for lang in LANGUAGES), strict=True))
    assert 100 * right / count >= floors["titles"]
    right, count = map(sum, zip(*(found.recurring for found in scores), strict=True))
    assert 100 * right / count >= floors["recurring"]
    assert sum(found.traps[0] for found in scores) <= floors["traps"]
