"""Runs of words that stand again inside paragraphs: all maximal ones, as looking at every run of every text says."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit import DedupeOptions, find_duplicates
from corpuskit.corpus import Document
from corpuskit.dedupe.spans.repeats import Repeats
from corpuskit.errors import UsageError

SPAN = "the path along the old mill is open"


def find(*texts: str, words: int = 5):
    documents = [Document(str(number), text, paragraph_rule="line") for number, text in enumerate(texts)]
    return list(find_duplicates(documents, DedupeOptions(spans=words)))


def list_repeats(texts: list[str], least: int) -> set[tuple[int, tuple[int, ...]]]:
    """Return all maximal repeats by looking at every run of every text, without those that longer ones imply."""
    places: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    base = 0
    for number, text in enumerate(texts):
        for start in range(len(text)):
            for end in range(start + least, len(text) + 1):
                before = text[start - 1] if start else f"<{number}"
                after = text[end] if end < len(text) else f">{number}"
                places[text[start:end]].append((base + start, before, after))
        base += len(text)
    return {
        (len(run), tuple(place for place, _, _ in found))
        for run, found in places.items()
        if all(len({each[side] for each in found}) > 1 for side in (1, 2))
        and not goes_round(run, {other: len(found) for other, found in places.items()})
    }


def goes_round(run: str, counts: dict[str, int]) -> bool:
    """Return whether a run overlaps itself by some rounds at each place, so that it lies in a longer one there."""
    for step in range(1, len(run)):
        if run[step:] == run[:-step]:
            longer = run + run[-step:]
            further = longer + run[-step:]
            if counts.get(further, 0) > 1:
                last = counts[run] - counts[longer]
                return last == counts[longer] - counts[further] < counts[further]
    return False


@given(
    st.lists(st.one_of(st.text("abc", max_size=16), st.text("ab", max_size=16)), max_size=6),
    st.integers(1, 4),
)
def test_all_maximal_repeats_are_found_and_nothing_else(texts, least):
    words = np.array([ord(word) for text in texts for word in text], np.uint64)
    numbers = np.array([number for number, text in enumerate(texts) for _ in text], np.int64)
    repeats = Repeats(words, numbers, least)
    found = [(repeat.length, tuple(repeat.list_places().tolist())) for repeat in repeats]
    assert len(found) == len(set(found))
    assert set(found) == list_repeats(texts, least)
    covered = {place + step for length, places in found for place in places for step in range(length)}
    assert repeats.count_words() == len(covered)


@given(
    st.lists(st.lists(st.sampled_from(["Ab", "b,", "c.", "“d”", "é"]), min_size=1, max_size=12), max_size=6)
)
def test_every_place_is_a_slice_that_says_the_same(lines):
    texts = ["\r\n".join(map(" ".join, lines[:3])), "\n\n".join(map(" ".join, lines[3:]))]
    for record in find(*texts, words=2):
        assert record.copies == len(record.places) + 1
        for place in (record, *record.places):
            text = texts[int(place.doc)]
            said = text[place.start : place.end]
            assert "".join(filter(str.isalnum, said.casefold())) == "".join(
                filter(str.isalnum, record.text.casefold())
            )
            assert place.line == text[: place.start].count("\n") + 1


def test_a_run_is_told_with_all_its_places():
    (record,) = find(f"It is said that {SPAN} to all.\nAnd {SPAN.upper()}, he says.", f"Yes: {SPAN}")
    assert (record.doc, record.line, record.words, record.copies, record.paragraphs) == ("0", 1, 8, 3, 3)
    assert record.text == SPAN
    assert [(place.doc, place.line, place.paragraph) for place in record.places] == [("0", 2, 2), ("1", 1, 1)]


def test_a_paragraph_may_repeat_itself():
    (record,) = find(f"{SPAN}, he says, and {SPAN}.")
    assert (record.copies, record.paragraphs) == (2, 1)


def test_a_longer_run_does_not_hide_a_shorter_one_that_stands_more_often():
    found = find(f"a {SPAN} to all", f"b {SPAN} to all", f"c {SPAN} at night")
    assert [(record.words, record.copies) for record in found] == [(10, 2), (8, 3)]


def test_paragraphs_that_are_the_same_are_looked_at_once():
    assert find(f"{SPAN} to all", f"{SPAN.upper()} TO ALL!") == []


def test_no_run_goes_beyond_its_paragraph():
    assert find(f"a {SPAN[:15]}\n{SPAN[16:]} b", f"c {SPAN[:15]}\n{SPAN[16:]} d", words=7) == []


def test_of_one_word_over_and_over_the_longest_runs_are_told():
    found = find(" ".join(["ha"] * 200), words=8)
    assert [record.words for record in found] == [199, 198]
    found = find("no " * 2000 + "he said.\nyes, " + "no " * 1000 + "she said", words=8)
    assert [record.words for record in found] == [1999, 1998, 1000]


@pytest.mark.parametrize("option", [{"threshold": 0.9}, {"exact": True}, {"pairs": True}, {"min_words": 3}])
def test_what_has_no_effect_is_refused(option):
    with pytest.raises(UsageError, match="has no effect with spans"):
        DedupeOptions(spans=8, **option)
