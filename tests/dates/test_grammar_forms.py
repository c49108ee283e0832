"""The forms themselves: each has an example and a counter-example, and begins as its expression says."""

from __future__ import annotations

import time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.dates.grammar.form import FRAGMENTS, expand_source, read_outline
from corpuskit.dates.grammar.forms import FORMS
from corpuskit.dates.grammar.reader import GrammarOptions, find_mentions, tell_capitals
from corpuskit.dates.language.choice import choose_languages
from corpuskit.dates.language.kinds import TOKENS
from corpuskit.dates.language.lexicon import load_lexicon
from corpuskit.text.view import make_view

LETTERS = sorted({*TOKENS.values(), *" ,./-():'"})


def find_forms(text: str) -> set[str]:
    """Return the names of the forms that dates of a text have, ranges of two dates not joined."""
    document = Document("doc", text)
    view = make_view(text)
    lexicon = load_lexicon(choose_languages(text, document.lang, document.script))
    options = GrammarOptions(order=lexicon.order, vague=True)
    return {mention.form for mention in find_mentions(view.text, tell_capitals(text, view), lexicon, options)}


@pytest.mark.parametrize("name", FORMS.forms)
def test_the_example_of_a_form_holds_it_and_the_counter_example_does_not(name):
    form = FORMS.forms[name]
    assert name in find_forms(form.example)
    assert name not in find_forms(form.counter_example)


@pytest.mark.parametrize("name", FORMS.forms)
def test_the_kinds_that_a_form_may_begin_with_are_those_of_its_expression(name):
    source = FORMS.forms[name].source
    pattern = regex.compile(expand_source(source))
    expected = {letter for letter in LETTERS if pattern.fullmatch(letter, partial=True)}
    assert read_outline(source).first == expected


@settings(max_examples=500)
@given(st.data())
def test_what_a_form_needs_is_in_every_match_of_it(data):
    source = FORMS.forms[data.draw(st.sampled_from(sorted(FORMS.forms)))].source
    # Lookarounds aside, which ask for what stands outside of a match.
    expression = regex.sub(r"\(\?<?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", expand_source(source))
    kinds = data.draw(st.from_regex(f"\\A(?:{expression})\\Z", alphabet="".join(LETTERS)))
    for letters in read_outline(source).needed:
        assert not letters.isdisjoint(kinds)


def test_a_form_needs_what_is_not_optional_of_each_alternative_something():
    outline = read_outline("(?:{THE} )?{AGO}(?:1|2 ?)[34](?=x){ERA}?")
    assert list(map(set, outline.needed)) == [{TOKENS["ago"]}, {"1", "2"}, {"3", "4"}]
    assert outline.first == {TOKENS["the"], TOKENS["ago"]}
    assert not outline.may_be_empty


@pytest.mark.parametrize("name", FRAGMENTS)
def test_every_fragment_is_used(name):
    sources = [*FRAGMENTS.values(), *(form.source for form in FORMS.forms.values())]
    assert any(regex.search(rf"[{{=|]{name}[}}|]", source) for source in sources)


@given(st.text(alphabet="".join(LETTERS), max_size=40))
def test_longer_forms_come_first_and_lie_within_the_run(kinds):
    for start in range(len(kinds)):
        matches = FORMS.match(kinds, start)
        assert [match.end for match in matches] == sorted((match.end for match in matches), reverse=True)
        assert all(start < match.end <= len(kinds) for match in matches)
        assert all(start <= at < match.end for match in matches for at in match.groups.values())


@pytest.mark.parametrize("piece", ["1 O ", "h ", "M ", "1-", "W, ", "F O h ", "1年", "& h 1 ", "c-", "4 "])
def test_no_form_runs_away_on_a_long_run(piece):
    begun = time.process_time()
    FORMS.match(piece * 2000, 0)
    assert time.process_time() - begun < 2
