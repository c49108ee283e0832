"""Which of several candidates speaks, how sure that is, and that less sure answers can be left out."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus.document import Document
from corpuskit.errors import UsageError
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.attribution.context import Attribution, Rule
from corpuskit.quotes.attribution.ranking import (
    choose,
    confidence_of,
    features_of,
    iter_features_of_answer,
    list_candidates,
)
from corpuskit.quotes.attribution.rules import (
    ALL_RULES,
    CUE_FIRST,
    LEFT_CUE,
    MAIN_SUBJECT,
    RIGHT_CUE,
    TURN_TAKING,
)
from corpuskit.quotes.lexicon import read_lexicon
from corpuskit.quotes.tables import read_weights

ENGLISH = read_lexicon("en")
TEXT = (
    "“It is late,” said Ann Lee. The house is a place of “sorrow and of joy and of hope.”\n\n"
    "“Nobody knows why this has come about at all”\n"
)


def confidence(rule: Rule, kind: str) -> float:
    answer = Attribution((0, 7), (10, 14), rule)
    of_answer = iter_features_of_answer("name", kind, "Ann Lee", answer.rule_name, ENGLISH)
    return confidence_of((*features_of(answer, "Ann Lee", ENGLISH), *of_answer))


def test_the_confidence_is_the_logistic_function_of_the_scaled_sum_of_weights() -> None:
    table = read_weights()
    features = (
        "all", "rule quote-cue-subject", "tie near", "touches its cue", "looks like a name", "given name", "kind direct", "name with a name",
    )  # fmt: skip
    score = sum(table.confidence.get(feature, 0.0) for feature in features)
    expected = 1 / (1 + math.exp(-table.slope * score - table.intercept))
    assert confidence(CUE_FIRST, "direct") == round(expected, 2)


def test_an_answer_without_a_verb_of_saying_is_less_sure() -> None:
    assert 0 < confidence(MAIN_SUBJECT, "mixed") < confidence(CUE_FIRST, "direct") - 0.02
    assert 0.9 < confidence(CUE_FIRST, "direct") < 1


def test_a_speaker_is_a_candidate_once_with_all_that_proposes_it() -> None:
    proposals = [
        Attribution((0, 7), (10, 14), LEFT_CUE),
        Attribution((20, 23), (24, 28), CUE_FIRST),
        Attribution((0, 12), None, MAIN_SUBJECT),
    ]
    first, second, nobody = list_candidates(proposals)
    assert first.speaker == (0, 7)
    assert first.evidence == (
        "rule left-cue", "tie distant", "with main-subject", "against quote-cue-subject",
    )  # fmt: skip
    assert second.evidence == ("rule quote-cue-subject", "tie near", "against left-cue")
    assert (nobody.speaker, nobody.evidence) == (
        None,
        ("no cue", "against left-cue", "against quote-cue-subject"),
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # A report beside the quotation, against a verb of saying that stands further away.
        ("Ann Lee spoke of the plan, but it was “far too late for everyone,” Carl Poe said.", "Carl Poe"),
        # The sentence before, against the speaker of the paragraph before.
        ("“We will go,” Ann Lee said.\n\nBob Ray agreed. “It is late.”", "Bob Ray"),
        # A person, against what cannot speak.
        ("Ann Lee said the bridge calls for “a very long list of works.”", "Ann Lee"),
    ],
)
def test_the_better_of_two_candidates_is_taken(text: str, speaker: str) -> None:
    *_, last = extract_quotes([Document("d", text)], QuoteOptions(all=True))
    assert last.speaker is not None
    assert last.speaker.text == speaker


@given(st.permutations([(0, 7), (21, 28), (35, 42)]))
def test_who_is_chosen_does_not_depend_on_where_candidates_stand(spans: list[tuple[int, int]]) -> None:
    rules = (RIGHT_CUE, CUE_FIRST, TURN_TAKING)
    proposals = [
        Attribution(span, (span[1] + 2, span[1] + 6), rule) for span, rule in zip(spans, rules, strict=True)
    ]
    chosen = choose(list_candidates(proposals), "Ann Lee" * 6, ENGLISH)
    assert chosen is not None
    assert chosen.rule is CUE_FIRST


def test_every_rule_has_a_weight_or_leaves_it_to_how_it_ties() -> None:
    weights = read_weights().weights
    assert all(f"rule {rule.name}" in weights or f"tie {rule.tie}" in weights for rule in ALL_RULES)


def test_answers_below_a_confidence_can_be_left_out() -> None:
    def given(**options: float) -> list[str]:
        return [r.text for r in extract_quotes([Document("d", TEXT)], QuoteOptions(**options))]

    assert len(given()) == 3
    assert given(min_confidence=0.97) == ["It is late,"]


def test_a_confidence_is_a_share() -> None:
    with pytest.raises(UsageError, match="min_confidence must be 0 to 1, got 2"):
        extract_quotes([], QuoteOptions(min_confidence=2))


def test_a_quotation_without_a_speaker_has_no_confidence() -> None:
    records = list(extract_quotes([Document("d", "“Nobody knows why this has come about at all”\n")]))
    assert [(record.speaker, record.confidence) for record in records] == [(None, None)]
