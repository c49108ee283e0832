"""Quotations in invented constructions, with the shares reached on the half that is held out."""

from __future__ import annotations

import pytest
from tests.evals.constructions import LANGUAGES, read_items, score_item

# Of the speech that is held out, in percent: what is found, with the right mention, and names that are right when given.
FLOORS = {
    "ar": (99, 98, 98), "en": (99, 95, 98), "es": (99, 95, 97), "fr": (99, 96, 97), "ru": (99, 98, 98), "zh": (99, 98, 98),
    "de": (99, 98, 98), "it": (99, 98, 98), "pt": (99, 98, 98), "uk": (99, 98, 98),
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotations_in_constructions_that_are_held_out_have_their_speaker(lang: str) -> None:
    answers = [
        answer
        for item in read_items(lang)
        if item.is_held_out
        for answer in score_item(item)
        if answer.expected.kind in ("direct", "mixed", "unquoted")
    ]
    named = [answer for answer in answers if answer.name is not None]
    found, mention, name = FLOORS[lang]
    assert 100 * sum(answer.is_found for answer in answers) >= found * len(answers)
    assert 100 * sum(answer.is_mention_right for answer in answers) >= mention * len(answers)
    assert 100 * sum(answer.is_name_right for answer in named) >= name * len(named)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_titles_and_terms_are_no_speech(lang: str) -> None:
    taken = [
        item.text
        for item in read_items(lang)
        for answer in score_item(item)
        if answer.expected.kind in ("title", "term", "scare") and answer.is_found
    ]
    assert taken == []


def test_what_is_answered_with_confidence_is_right() -> None:
    answers = [
        answer
        for lang in LANGUAGES
        for item in read_items(lang)
        if item.is_held_out
        for answer in score_item(item)
        if answer.confidence is not None
    ]
    sure = [answer for answer in answers if answer.confidence >= 0.95]
    assert len(sure) >= 0.5 * len(answers)
    assert sum(not answer.is_right for answer in sure) * 50 <= len(sure)


def test_the_gold_holds_sixty_constructions_and_six_genres() -> None:
    for lang in LANGUAGES:
        items = list(read_items(lang))
        assert {item.genre for item in items} == {"news", "release", "interview", "chat", "post", "novel"}
        assert sum(len(item.quotations) for item in items) >= 340
