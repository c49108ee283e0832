"""The rules themselves: each is reachable, each has what reads it."""

from __future__ import annotations

import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.dates import build, rules
from corpuskit.dates.lexicon import KINDS, LANGUAGES, UNIT_KINDS, load_lexicon

LETTERS = sorted({*KINDS.values(), *UNIT_KINDS.values(), *"cMmWwSsIf0123456789tobdnvqμρκω", *" ,./-()':"})


@pytest.mark.parametrize("rule", rules._RULES)
def test_the_kinds_that_a_rule_may_begin_with_are_those_of_its_expression(rule):
    pattern = regex.compile(rules._RULES[rule])
    assert (
        "".join(letter for letter in LETTERS if pattern.fullmatch(letter, partial=True))
        == rules._FIRST_KINDS[rule]
    )


def test_every_rule_is_read_by_something():
    assert set(rules._RULES) == set(build._BUILDERS) | set(build._NUMERIC_BUILDERS)


@given(st.text(alphabet="".join(LETTERS), max_size=40))
def test_longer_forms_come_first_and_lie_within_the_run(kinds):
    for start in range(len(kinds)):
        forms = rules.match_forms(kinds, start)
        assert [form.end for form in forms] == sorted((form.end for form in forms), reverse=True)
        assert all(start < form.end <= len(kinds) for form in forms)
        assert all(start <= at < form.end for form in forms for at in form.parts.values())


@pytest.mark.parametrize("piece", ["1 O ", "h ", "M ", "1-", "W, ", "F O h ", "1年", "& h 1 ", "c-", "4 "])
def test_no_rule_runs_away_on_a_long_run(piece):
    kinds = piece * 2000
    begun = time.process_time()
    for name in rules._RULES:
        rules._compile_rule(name).match(kinds)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_knows_its_months_and_weekdays(lang):
    lexicon = load_lexicon((lang,))
    senses = [*lexicon.senses.values(), *(sense for group in lexicon.phrases.values() for _, sense in group)]
    assert {sense.value for sense in senses if sense.kind in "Mm"} == set(range(1, 13))
    assert {sense.value for sense in senses if sense.kind in "Ww"} == set(range(7))
    assert {sense.value for sense in senses if sense.kind in "Ss"} == {21, 22, 23, 24}
