"""Quotations by recipe: those that stand there are found, and no other one is called verbatim."""

from __future__ import annotations

import pytest
from tests.verify.recipe import LEAST_FOUND, LEAST_KINDS, Recipe, Tally, draw, read_texts


@pytest.fixture(scope="module")
def tally() -> Tally:
    texts = read_texts()
    counted = Tally()
    counted.add(list(draw(Recipe(texts, 20), 1_500)), texts)
    return counted


def test_no_quotation_is_called_verbatim_that_is_not(tally):
    assert tally.false == []


def test_those_that_stand_there_are_found_in_any_typography(tally):
    assert tally.share_found() >= LEAST_FOUND, "\n".join(tally.describe())


def test_the_kind_of_a_change_is_right(tally):
    assert tally.share_of_kinds() >= LEAST_KINDS, "\n".join(tally.describe())


def test_every_change_of_the_recipe_is_drawn(tally):
    changed = {"replaced", "inserted", "deleted", "swapped", "digit", "negation", "name", "joined", "mixed"}
    assert changed <= set(tally.drawn)
