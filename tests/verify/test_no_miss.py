"""No place above the threshold is missed: the search beside brute force."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.verify.brute_windows import find_best, list_runs

from corpuskit.verify import needles as needles_module
from corpuskit.verify.align import find_windows
from corpuskit.verify.needles import RUN, Needles

letters = st.sampled_from([f"{a}{b}" for a in "abcd" for b in "xy"])
texts = st.lists(letters, min_size=1, max_size=40)
thresholds = st.sampled_from(["0.5", "0.6", "0.75", "0.8", "0.9", "1"]).map(Fraction)


@st.composite
def searches(draw):
    """Return words, and quotations that are parts of them with some words changed."""
    words = draw(texts)
    quotations = []
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(words) - 1))
        quotation = words[start : start + draw(st.integers(1, 12))]
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.integers(0, len(quotation)))
            quotation = [
                *quotation[:place],
                *draw(st.lists(letters, max_size=2)),
                *quotation[place + draw(st.integers(0, 2)) :],
            ]
        quotations.append(quotation or ["ax"])
    return words, quotations


def number(needles: Needles, words: list[str]) -> np.ndarray:
    return np.array([needles.vocabulary.numbers.get(word, 0) for word in words], np.int32)


@settings(max_examples=400)
@given(searches(), thresholds, st.integers(1, 3))
def test_the_best_similarity_is_that_of_brute_force(search, threshold, together):
    words, quotations = search
    usual = needles_module._WANTED_TOGETHER
    needles_module._WANTED_TOGETHER = together
    try:
        needles = Needles(quotations, threshold)
        best: dict[int, Fraction] = {}
        for candidate in needles.iter_candidates(number(needles, words), np.ones(len(quotations), bool)):
            quotation = quotations[candidate.needle]
            for window in find_windows(quotation, words[candidate.start : candidate.end], threshold):
                similarity = window.similarity(len(quotation))
                # What is passed over because it cannot be better is bounded rightly.
                assert window.common <= candidate.most
                best[candidate.needle] = max(best.get(candidate.needle, Fraction(0)), similarity)
    finally:
        needles_module._WANTED_TOGETHER = usual
    for place, quotation in enumerate(quotations):
        assert best.get(place) == find_best(quotation, words, threshold)


@settings(max_examples=200)
@given(searches())
def test_runs_of_words_are_those_of_brute_force(search):
    words, quotations = search
    needles = Needles(quotations, Fraction(4, 5))
    runs = needles.find_runs(number(needles, words))
    found = {place: set() for place in range(len(quotations))}
    for needle, offset, start, length in zip(*(each.tolist() for each in runs), strict=True):
        found[needle].add((offset, start, length))
    for place, quotation in enumerate(quotations):
        assert found[place] == list_runs(quotation, words, RUN)


@pytest.mark.parametrize("count", [1, 300, 700])
def test_a_long_quotation_is_found_too(count):
    words = [f"w{number % 611}" for number in range(2_000)]
    quotation = words[500 : 500 + count]
    if count > 2:
        quotation = [*quotation[: count // 2], "other", *quotation[count // 2 + 1 :]]
    needles = Needles([quotation], Fraction(4, 5))
    found = list(needles.iter_candidates(number(needles, words), np.ones(1, bool)))
    best = max(
        window.similarity(count)
        for candidate in found
        for window in find_windows(quotation, words[candidate.start : candidate.end], Fraction(4, 5))
    )
    assert best == (1 if count <= 2 else Fraction(count - 1, count))
