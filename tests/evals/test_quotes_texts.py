"""Quotations in whole texts of ten languages, with the shares reached."""

from __future__ import annotations

from functools import cache

import pytest
from tests.evals.candidates import iter_answers
from tests.evals.texts import Scored, read_texts, score_texts

# Of the speech, in percent: what is found, with the right mention, and names that are right when given.
FLOORS = {
    "ar": (97, 86, 98),
    "de": (97, 90, 98),
    "en": (98, 93, 99),
    "es": (98, 90, 99),
    "fr": (98, 89, 98),
    "it": (98, 90, 99),
    "pt": (99, 93, 99),
    "ru": (97, 90, 97),
    "uk": (97, 91, 98),
    "zh": (97, 87, 98),
}


@cache
def _scored() -> tuple[Scored, ...]:
    return tuple(score_texts())


@pytest.mark.parametrize("lang", sorted(FLOORS))
def test_quotations_of_texts_have_their_speaker(lang: str) -> None:
    speech = [answer for answer in _scored() if answer.lang == lang and answer.is_speech]
    named = [answer for answer in speech if answer.is_named]
    found, mention, name = FLOORS[lang]
    assert 100 * sum(answer.is_found for answer in speech) >= found * len(speech)
    assert 100 * sum(answer.is_mention_right for answer in speech) >= mention * len(speech)
    assert 100 * sum(answer.is_name_right for answer in named) >= name * len(named)


def test_most_that_is_no_speech_is_left_out() -> None:
    others = [answer for answer in _scored() if not answer.is_speech]
    assert len(others) > 300
    assert 6 * sum(answer.is_found for answer in others) <= len(others)


def test_what_is_answered_with_confidence_is_right_in_texts_held_out_of_fitting() -> None:
    answers = [
        example
        for item in read_texts()
        if item.is_held_out
        for example in iter_answers(item)
        if example.confidence
    ]
    sure = [answer for answer in answers if answer.confidence is not None and answer.confidence >= 0.95]
    assert len(sure) >= 0.66 * len(answers)
    assert sum(not answer.is_right for answer in sure) * 30 <= len(sure)
