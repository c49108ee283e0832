"""Every rule of attribution against its own example and counter-example."""

from __future__ import annotations

import re

import pytest

from corpuskit.corpus.document import Document
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.quotes.attribution.context import Rule
from corpuskit.quotes.attribution.rules import ALL_RULES


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
