"""How sure an answer is, and that less sure ones can be left out."""

from __future__ import annotations

import math

import pytest

from corpuskit.corpus.document import Document
from corpuskit.errors import UsageError
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.attribution.confidence import confidence_of
from corpuskit.quotes.attribution.context import Attribution
from corpuskit.quotes.attribution.rules import ALL_RULES, CUE_FIRST, MAIN_SUBJECT
from corpuskit.quotes.tables import read_weights

TEXT = (
    "“It is late,” said Ann Lee. The house is a place of “sorrow and of joy and of hope.”\n\n"
    "“Nobody knows why this has come about at all”\n"
)


def test_the_confidence_is_the_logistic_function_of_the_sum_of_weights() -> None:
    weights = read_weights().weights
    features = (
        "all", "rule quote-cue-subject", "tie near", "kind direct", "name with a name",
    )  # fmt: skip
    expected = 1 / (1 + math.exp(-sum(weights.get(feature, 0.0) for feature in features)))
    attribution = Attribution((0, 7), (10, 14), CUE_FIRST)
    assert confidence_of(attribution, "Ann Lee", "name", "direct", is_named=True) == round(expected, 2)


def test_an_answer_without_a_verb_of_saying_is_less_sure() -> None:
    sure = confidence_of(Attribution((0, 7), (10, 14), CUE_FIRST), "Ann Lee", "name", "direct", is_named=True)
    unsure = confidence_of(Attribution((0, 7), None, MAIN_SUBJECT), "Ann Lee", "name", "mixed", is_named=True)
    assert 0 < unsure < 0.7
    assert 0.9 < sure < 1


def test_every_rule_has_a_weight_or_leaves_it_to_how_it_ties() -> None:
    weights = read_weights().weights
    assert all(f"rule {rule.name}" in weights or f"tie {rule.tie}" in weights for rule in ALL_RULES)


def test_answers_below_a_confidence_can_be_left_out() -> None:
    def given(**options: float) -> list[str]:
        return [r.text for r in extract_quotes([Document("d", TEXT)], QuoteOptions(**options))]

    assert len(given()) == 3
    assert given(min_confidence=0.9) == ["It is late,"]


def test_a_confidence_is_a_share() -> None:
    with pytest.raises(UsageError, match="min_confidence must be 0 to 1, got 2"):
        extract_quotes([], QuoteOptions(min_confidence=2))


def test_a_quotation_without_a_speaker_has_no_confidence() -> None:
    records = list(extract_quotes([Document("d", "“Nobody knows why this has come about at all”\n")]))
    assert [(record.speaker, record.confidence) for record in records] == [(None, None)]
