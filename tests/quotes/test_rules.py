"""Every rule of attribution against its own example and counter-example."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.corpus.document import Document
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.attribution.attribute import Attributor
from corpuskit.quotes.attribution.context import Attribution, Context, Rule
from corpuskit.quotes.attribution.rules import ALL_RULES
from corpuskit.records import Quotation


def found_by(rule: Rule, text: str) -> list[str | None]:
    records = extract_quotes([Document("d", text)], QuoteOptions(all=True, indirect=True))
    return [
        record.speaker.text if record.speaker else None
        for record in records
        if (record.speaker_rule or "").removesuffix("-implicit") == rule.name
    ]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_holds_in_its_example(rule: Rule) -> None:
    assert rule.speaker in found_by(rule, rule.example)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_does_not_hold_in_its_counterexample(rule: Rule) -> None:
    assert found_by(rule, rule.counterexample) == []


def test_names_of_rules_are_written_in_one_style() -> None:
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.name) for rule in ALL_RULES)
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


_PIECES = (
    *("“a bad joke”", "“It is late.”", "“We will go home now,”", "«ein alter Mann»", '"a"', "'b'"),
    *(
        "According to Ann Lee,",
        "in her view",
        "said Bob Ray",
        "The mayor said",
        "Der Rücktritt sei",
        "sagte Georg Roth",
    ),
    *("and", ",", ".", ":", "The bridge is old.", "Peter laughed.", "\n\n"),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join))
def test_a_rule_that_is_asked_once_for_a_sentence_gives_what_it_gives_for_each_quotation(text: str) -> None:
    def ask_anew(_: Attributor, rule: Rule, context: Context) -> Attribution | None:
        return None if rule.find is None else rule.find(context)

    def find() -> list[Quotation]:
        return list(extract_quotes([Document("d", text)], QuoteOptions(all=True)))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Attributor, "_ask", ask_anew)
        expected = find()
    assert find() == expected
