"""No place above the threshold is missed: the search beside brute force."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.verify.brute_windows import find_best, list_runs, measure_lcs

from corpuskit.verify.comparing.align import find_windows
from corpuskit.verify.scanning import marks, nearest, runs
from corpuskit.verify.scanning.marks import Frequencies
from corpuskit.verify.scanning.nearest import _put_in_order, iter_nearest
from corpuskit.verify.scanning.needles import BITS, MOST_NUMBERS, RUN, Needles
from corpuskit.verify.scanning.parts import NO_WINDOWS, Windows
from corpuskit.verify.scanning.plan import SearchPlan
from corpuskit.verify.scanning.runs import find_runs
from corpuskit.verify.scanning.standing import PlaceBounds, Standing

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


def make_plan(needles: Needles, standing: Standing, threshold: Fraction, numbers: np.ndarray) -> SearchPlan:
    frequencies = Frequencies(needles)
    frequencies.add(numbers)
    bounds = PlaceBounds(needles, standing, threshold)
    none = np.zeros(needles.count, np.bool_)
    return SearchPlan(needles, standing, bounds, frequencies, np.full(needles.count, -1), none)


def find_nearest(needles, *others):
    """Return all windows that are found, by quotation, the best one first."""
    found = [NO_WINDOWS, *iter_nearest(needles, *others)]
    return _put_in_order(needles, Windows(*map(np.concatenate, zip(*found, strict=True))))


def list_nearest(quotations, words, threshold, standing=None, known=None):
    """Return what is found of quotations: each with words of the text, in common, and of the window, the best one first."""
    needles = Needles(quotations)
    numbers = number(needles, words)
    known = Standing(len(quotations)) if known is None else known
    looked_for = make_plan(
        needles, Standing(len(quotations)) if standing is None else standing, threshold, numbers
    )
    return list(
        zip(
            *(
                each.tolist()
                for each in find_nearest(
                    needles,
                    looked_for,
                    PlaceBounds(needles, known, threshold),
                    numbers,
                    looked_for.pairs.read(numbers),
                )
            ),
            strict=True,
        )
    )


@pytest.fixture(params=[1, 2, 3])
def together(request, monkeypatch):
    for module in (marks, nearest):
        monkeypatch.setattr(module, "WANTED_TOGETHER", request.param)


@pytest.mark.usefixtures("together")
@settings(max_examples=300)
@given(searches(), thresholds)
def test_the_best_similarity_is_that_of_brute_force(search, threshold):
    words, quotations = search
    found = list_nearest(quotations, words, threshold)
    for place, quotation in enumerate(quotations):
        own = [
            Fraction(2 * common, len(quotation) + width) for who, *_, common, width in found if who == place
        ]
        assert own == sorted(own, reverse=True)
        assert (own[0] if own else None) == find_best(quotation, words, threshold)


@given(searches(), thresholds)
def test_windows_have_the_words_in_common_that_are_said(search, threshold):
    words, quotations = search
    for place, start, end, common, width in list_nearest(quotations, words, threshold):
        assert start + width <= end
        assert measure_lcs(quotations[place], words[start : start + width]) == common
        window, *_ = find_windows(quotations[place], words[start:end], threshold)
        assert window.similarity(len(quotations[place])) >= Fraction(
            2 * common, len(quotations[place]) + width
        )


@settings(max_examples=300)
@given(searches(), thresholds, st.data(), st.booleans())
def test_what_is_known_leaves_only_what_is_better(search, threshold, data, is_planned):
    words, quotations = search
    known = Standing(len(quotations))
    for place, quotation in enumerate(quotations):
        common = data.draw(st.integers(0, len(quotation)))
        similarity = Fraction(2 * common, 2 * len(quotation))
        if similarity >= threshold:
            known.add_near(place, similarity)
    found = list_nearest(quotations, words, threshold, known if is_planned else None, known)
    for place, quotation in enumerate(quotations):
        best = find_best(quotation, words, threshold)
        own = [
            Fraction(2 * common, len(quotation) + width) for who, *_, common, width in found if who == place
        ]
        # Of a short one all places are wanted that are as good.
        is_wanted = best is not None and (
            known.is_better(place, best) or (len(quotation) < RUN and best == known.similarity(place))
        )
        assert (own[0] if own else None) == (best if is_wanted else None)


@pytest.mark.parametrize("pairs", [1, 7, 1 << 21], ids="{} pairs at a time".format)
@settings(max_examples=100)
@given(search=searches())
def test_runs_of_words_are_those_of_brute_force(pairs, search):
    words, quotations = search
    needles = Needles(quotations)
    numbers = number(needles, words)
    looked_for = make_plan(needles, Standing(len(quotations)), Fraction(4, 5), numbers)
    found = {place: set() for place in range(len(quotations))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_MOST_PAIRS", pairs)
        every = find_runs(needles, looked_for.runs, numbers, looked_for.pairs.read(numbers))
    rows = list(every.iter_rows())
    assert rows == sorted(set(rows), key=lambda row: (row[0], row[2], row[1]))
    for needle, offset, start, length in rows:
        found[needle].add((offset, start, length))
    for place, quotation in enumerate(quotations):
        assert found[place] == list_runs(quotation, words, RUN)


@settings(max_examples=200)
@given(searches(), st.data())
def test_of_runs_all_that_are_longer_than_what_is_known_are_found(search, data):
    words, quotations = search
    needles = Needles(quotations)
    numbers = number(needles, words)
    known = Standing(len(quotations))
    for place in range(len(quotations)):
        for name in ("head", "tail", "run"):
            known.add_part(name, place, data.draw(st.integers(0, 7)))
    looked_for = make_plan(needles, known, Fraction(4, 5), numbers)
    every_run = find_runs(needles, looked_for.runs, numbers, looked_for.pairs.read(numbers))
    found = {place: set() for place in range(len(quotations))}
    for needle, offset, start, length in every_run.iter_rows():
        found[needle].add((offset, start, length))
    for place, quotation in enumerate(quotations):
        every = list_runs(quotation, words, RUN)
        assert found[place] <= every
        for offset, start, length in every:
            is_longer = (
                length > known.run[place]
                or (offset == 0 and length > known.head[place])
                or (offset + length == len(quotation) and length > known.tail[place])
            )
            assert length < len(quotation) or (offset, start, length) in found[place]
            assert not is_longer or (offset, start, length) in found[place]


@pytest.mark.parametrize(
    "count", [1, BITS - 1, BITS, BITS + 1, 2 * BITS, BITS * MOST_NUMBERS, BITS * MOST_NUMBERS + 1, 300, 700]
)
def test_a_long_quotation_is_found_too(count):
    words = [f"w{number % 611}" for number in range(2_000)]
    quotation = words[500 : 500 + count]
    if count > 2:
        quotation = [*quotation[: count // 2], "other", *quotation[count // 2 + 1 :]]
    best = max(
        window.similarity(count)
        for _, start, end, *_ in list_nearest([quotation], words, Fraction(4, 5))
        for window in find_windows(quotation, words[start:end], Fraction(4, 5))
    )
    assert best == (1 if count <= 2 else Fraction(count - 1, count))


@settings(max_examples=60, deadline=None)
@given(
    st.randoms(use_true_random=False),
    st.integers(2, 5),
    st.integers(BITS - 3, BITS * MOST_NUMBERS + 8),
    thresholds,
)
def test_quotations_of_several_numbers_of_bits_are_measured_as_one_by_one(choose, kinds, count, threshold):
    words = [f"w{choose.randrange(kinds * 20)}" for _ in range(2 * count)]
    quotation = words[count // 2 : count // 2 + count]
    for _ in range(choose.randrange(count // 6)):
        quotation[choose.randrange(count)] = choose.choice(["other", *words])
    best = find_windows(quotation, words, threshold)
    found = list_nearest([quotation], words, threshold)
    assert [Fraction(2 * common, count + width) for _, _, _, common, width in found][:1] == [
        window.similarity(count) for window in best[:1]
    ]


@pytest.mark.usefixtures("together")
@settings(max_examples=200)
@given(searches(), thresholds, st.randoms(use_true_random=False))
def test_whichever_words_or_pairs_are_taken_for_rare_nothing_is_missed(search, threshold, choose):
    words, quotations = search
    needles = Needles(quotations)
    numbers = number(needles, words)
    frequencies = Frequencies(needles)
    for counts in (frequencies.words, frequencies.pairs):
        counts[:] = [choose.choice([0, 1, 5, 100]) for _ in counts]
    frequencies.total = choose.choice([1, 100, 10_000])
    standing = Standing(len(quotations))
    bounds = PlaceBounds(needles, standing, threshold)
    none = np.zeros(needles.count, np.bool_)
    looked_for = SearchPlan(needles, standing, bounds, frequencies, np.full(needles.count, -1), none)
    found = find_nearest(needles, looked_for, bounds, numbers, looked_for.pairs.read(numbers))
    for place, quotation in enumerate(quotations):
        own = [
            Fraction(2 * common, len(quotation) + width)
            for who, common, width in zip(found.needles, found.common, found.widths, strict=True)
            if who == place
        ]
        assert (own[0] if own else None) == find_best(quotation, words, threshold)
