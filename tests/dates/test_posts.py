"""Feeds: each post has a date of its own, and what it says is counted from there."""

from __future__ import annotations

import pytest

FEED = """Channel of the town

Forwarded from Agency
July 5, 2024, 10:30
Today the council met. They vote on July 16.

Forwarded from Agency
15.08.2024 12:00
Yesterday 300 people came.

2025-01-09
They met in December.
"""


def test_every_post_of_a_feed_is_counted_from_its_own_head(find):
    dates = {date.text: date for date in find(FEED)}
    assert dates["Today"].value == "2024-07-05"
    assert dates["July 16"].value == "?2024-07-16"
    assert dates["Yesterday"].value == "2024-08-14"
    assert dates["December"].value == "?2024-12"
    anchor = dates["Yesterday"].anchor
    assert anchor is not None
    assert (anchor.value, anchor.line, anchor.source) == ("2024-08-15T12:00", 8, "post")


@pytest.mark.parametrize(
    "chat",
    [
        "[05.07.2024 10:30] Ann: Yesterday we met.\n[15.08.2024 12:00] Bob: Yesterday we did.\n",
        "05.07.2024, 10:30 - Ann: Yesterday we met.\n15.08.2024, 12:00 - Bob: Yesterday we did.\n",
        "Ann 05.07.2024 10:30\nYesterday we met.\nBob 15.08.2024 12:00\nYesterday we did.\n",
    ],
)
def test_a_chat_is_a_feed(values, chat):
    found = [value for text, value in values(chat) if text == "Yesterday"]
    assert found == ["2024-07-04", "2024-08-14"]


def test_an_anchor_that_is_given_holds_for_all_posts(values):
    assert ("Yesterday", "2030-01-01") in values(FEED, anchor="2030-01-02")


def test_the_first_post_may_stand_below_other_text(values):
    text = (
        "words\n" * 9
        + "5 July 2024\nToday it rains.\n"
        + "words\n" * 9
        + "6 July 2024\nToday it snows.\n"
        + "words\n" * 9
    )
    assert [value for written, value in values(text) if written == "Today"] == ["2024-07-05", "2024-07-06"]


def test_dates_in_sentences_head_no_posts(values):
    text = "DUSHANBE, 24.06.2021 (Agency) – Yesterday they met.\nOn 3 May 2020 they met.\nIt was so on 4 May 2020.\nToday not."
    assert values(text)[-1] == ("Today", "2021-06-24")
