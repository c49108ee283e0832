"""Sorts of plain numbers give what sorting places gives."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpuskit.dedupe.arrays import sorting
from corpuskit.dedupe.arrays.ranges import expand_ranges, iter_parts, list_ranges
from corpuskit.dedupe.arrays.sorting import Vocabulary, bring_together, list_distinct, list_once, order_by

# Some differ in their low bits only, some in their high ones.
_VALUES = st.lists(
    st.one_of(
        st.integers(0, 7), st.integers(0, (1 << 64) - 1), st.sampled_from([1 << 63, (1 << 63) + 1, 1 << 40])
    ),
    max_size=40,
)


@given(_VALUES)
@example([1, 0, 1, 0])
@example([(1 << 63) + 1, 1 << 63, (1 << 63) + 1, 5])
def test_equal_values_are_brought_together_in_the_order_of_their_places(values):
    found = bring_together(np.array(values, np.uint64))
    assert found.order.tolist() == sorted(range(len(values)), key=lambda place: (values[place], place))
    ordered = sorted(values)
    assert found.is_first.tolist() == [
        not place or ordered[place - 1] != value for place, value in enumerate(ordered)
    ]


@given(_VALUES)
def test_distinct_values_come_in_rising_order(values):
    assert list_distinct(np.array(values, np.uint64)).tolist() == sorted(set(values))


@given(_VALUES, st.integers(1, 8), st.integers(0, 2))
def test_hashes_are_numbered_in_rising_order_also_where_they_begin_alike(values, at_a_time, looked_at):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_CHUNK_VALUES", at_a_time)
        patch.setattr(sorting, "_NEXT_VALUES", looked_at)
        vocabulary = Vocabulary(np.array(values, np.uint64))
        numbers = vocabulary.find(np.array(values, np.uint64))
    distinct = sorted(set(values))
    assert vocabulary.values.tolist() == distinct
    assert numbers.tolist() == [distinct.index(value) for value in values]


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(1, 8))
def test_runs_are_taken_as_many_at_a_time_as_have_so_many_items(lengths, most):
    parts = list(iter_parts(np.cumsum(np.array(lengths, np.int64)), most))
    assert [place for part in parts for place in range(part.start, part.stop)] == list(range(len(lengths)))
    for part, following in pairwise(parts):
        taken = sum(lengths[part])
        assert taken <= most or part.stop - part.start == 1
        assert taken + lengths[following.start] > most


@given(st.lists(st.lists(st.integers(0, 4), max_size=6), max_size=6))
def test_a_word_of_a_text_is_listed_once_for_it(texts):
    words = np.array([word for text in texts for word in text], np.uint64)
    found = list_once(np.array([len(text) for text in texts], np.int64), words)
    assert found.tolist() == [word for text in texts for word in sorted(set(text))]


@given(st.lists(st.integers(0, 5), max_size=30))
def test_places_come_in_the_order_of_their_keys(keys):
    found = order_by(np.array(keys, np.uint32))
    assert found.tolist() == sorted(range(len(keys)), key=lambda place: (keys[place], place))


@given(st.lists(st.tuples(st.integers(-5, 20), st.integers(0, 4)), max_size=12))
def test_ranges_are_listed_one_after_another(ranges):
    starts, lengths = np.array([*ranges, (0, 0)], np.int64).T
    numbers = [number for start, length in ranges for number in range(start, start + length)]
    assert expand_ranges(starts, lengths).tolist() == numbers
    filled = np.array([pair for pair in ranges if pair[1]], np.int64).reshape(-1, 2)
    rows, found = list_ranges(filled[:, 0], filled[:, 1])
    assert found.tolist() == numbers
    assert rows.tolist() == [row for row, (_, length) in enumerate(filled.tolist()) for _ in range(length)]
