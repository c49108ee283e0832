"""Every paragraph is read as news or as a story, whichever way through the text costs least."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.dates.resolution.readings import _TO_NEWS, _TO_STORY, _find_cheapest, _Prices

HISTORY = """The line was planned in March 1934, and the first rail was laid on 4 May 1935.

On 9 June the bridge stood. "Today we cross it, and tomorrow others will", the engineer said.

By November 1935 the trains ran. They stopped in February, and began again in April 1936.

In October 1937 the tunnel was opened. In December a second one was begun."""
NEWS = """The mayor opened the tram on Friday. The next line will follow on 3 October.

Yesterday she said that the works would end on 14 August."""


def test_years_of_a_history_are_its_own_in_spite_of_what_is_said_in_it(values):
    found = dict(values(HISTORY, date="2009-08-20"))
    assert found["9 June"] == "?1935-06-09"
    assert found["February"] == "?1936-02"
    assert found["December"] == "?1937-12"


def test_news_stay_news_around_a_history(values):
    found = dict(values(f"{NEWS}\n\n{HISTORY}\n\n{NEWS}", date="2009-08-20"))
    assert found["Friday"] == "2009-08-14?"
    assert found["3 October"] == "?2009-10-03"
    assert found["14 August"] == "?2009-08-14"
    assert found["9 June"] == "?1935-06-09"
    assert found["February"] == "?1936-02"
    assert found["December"] == "?1937-12"


def test_a_history_may_end_with_news(values):
    found = dict(values(f"{HISTORY}\n\n{NEWS}", date="2009-08-20"))
    assert found["February"] == "?1936-02"
    assert (found["3 October"], found["14 August"]) == ("?2009-10-03", "?2009-08-14")


def test_one_old_date_makes_no_story_of_a_paragraph_of_news(values):
    text = "The hall of May 1912 burned down. It will open again on 3 October."
    assert dict(values(text, date="2009-08-20"))["3 October"] == "?2009-10-03"


def test_each_post_of_a_feed_is_read_by_itself(values):
    post = HISTORY.replace("\n\n", " ")
    feed = f"2009-08-20 10:00\n{post}\n\n2010-03-05 09:30\nWe open on 12 March. Yesterday we cleaned.\n"
    found = dict(values(feed))
    assert found["9 June"] == "?1935-06-09"
    assert (found["12 March"], found["Yesterday"]) == ("?2010-03-12", "2010-03-04")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=9))
def test_the_cheapest_way_costs_what_trying_all_ways_finds(pairs):
    prices = [_Prices(float(news), float(story)) for news, story in pairs]

    def cost(readings):
        changes = [(after - before) for before, after in itertools.pairwise([False, *readings])]
        taken = sum(price[is_story] for price, is_story in zip(prices, readings, strict=True))
        return taken + changes.count(1) * _TO_STORY + changes.count(-1) * _TO_NEWS

    chosen = _find_cheapest(prices)
    assert len(chosen) == len(prices)
    assert cost(chosen) == min(map(cost, itertools.product((False, True), repeat=len(prices))))


@pytest.mark.parametrize("count", [3, 6])
def test_words_inside_quotations_are_no_news(values, count):
    said = " ".join(['"Yesterday I sang, today I rest", she said.'] * count)
    found = dict(values(f"{HISTORY} {said}", date="2009-08-20"))
    assert found["December"] == "?1937-12"


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("es", "El puente es de 1858. El próximo noviembre.", None),
        ("fr", "Le pont date de 1858. L'an prochain.", None),
        ("en", "It was built in 1858. The next year it burnt.", "1859"),
    ],
)
def test_a_word_that_leads_on_is_open_where_no_verb_tells_of_the_past(values, lang, text, value):
    assert values(text, languages=(lang,))[-1][1] == value
