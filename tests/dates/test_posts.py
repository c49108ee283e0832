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


def test_a_dateline_without_a_year_takes_that_of_a_day_in_the_text_and_what_leans_on_it_is_a_guess(find):
    text = "HARTOWN, 7 Mar (North Wire) – The bridge closed yesterday.\nWork must end by 1 April 2025."
    assert [(date.text, date.value) for date in find(text)] == [
        ("7 Mar", "?2025-03-07"),
        ("yesterday", "2025-03-06?"),
        ("1 April 2025", "2025-04-01"),
    ]


def test_a_day_that_a_wrapped_line_divides_is_no_dateline(find):
    text = """The council of the three rivers met again in the old town hall of Hartown on the 5
May, and it was said by all who came that nothing could be done before the end of
summer, when the water would be low enough to look at the piers of the old bridge
and the masons of the valley, who had been asked for their price, would be back in
town with their tools. Nobody spoke against it, though some had hoped for a vote,
since the road along the northern shore had been closed for so long that even the
mail came late, and the mayor promised to write to the ministry about the money of
which so much had been said.
"""
    assert [date.value for date in find(text)] == ["XXXX-05-05"]


def test_the_entries_of_a_diary_are_what_yesterday_counts_from(find):
    text = (
        "Sunday, 3 May 1987\nIt rained.\n\n8 May\nYesterday the river rose.\n\n12 May\nTomorrow we leave.\n"
    )
    assert [date.value for date in find(text)] == [
        "1987-05-03",
        "?1987-05-08",
        "1987-05-07?",
        "?1987-05-12",
        "1987-05-13?",
    ]


def test_the_stamps_of_a_chat_settle_the_order_of_day_and_month(find):
    text = "[07/11/2024, 18:04:11] Ana: hi\n[08/11/2024, 18:06:52] Tom: yes\n[09/11/2024, 18:07:30] Ana: no\n"
    assert [date.value[:10] for date in find(text)] == ["2024-11-07", "2024-11-08", "2024-11-09"]


def test_an_answer_with_a_date_and_a_line_of_a_list_are_no_heads_of_posts(values):
    answer = "A talk\nSunday 20 July 2025\n\nAnswer. True, on 15 August 1978. He asked me.\nLast Wednesday I sold six."
    assert values(answer)[-1] == ("Last Wednesday", "2025-07-16")
    lines = "School news\n1 September 2025\n\n• 29 May 2026 — feast of the school\n\nYesterday it rained."
    assert values(lines)[-1] == ("Yesterday", "2025-08-31")


def test_the_letters_in_a_novel_date_nothing_that_is_told_around_them(find):
    told = "The men sat there and spoke of the sea all evening long.\n\n" * 500
    novel = f"{told}25 April 1498\nMy nephew, I was a guest.\n\n26 April 1498\nI was one again.\n\n{told}He had met them yesterday.\n"
    assert {date.text: date.value for date in find(novel)}["yesterday"] is None
    letters = "25 April 1498\nMy nephew, I was a guest.\n\n26 April 1498\nI was one yesterday.\n"
    assert {date.text: date.value for date in find(letters)}["yesterday"] == "1498-04-25"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Fen Trust\n\nJul 4, 2025 · 8:15 AM\nWe met.\n\nJul 9, 2025 · 5:40 PM\nClosed tomorrow."),
        ("de", "4. Juli 2025 – 08:15 Uhr\nWir waren da.\n\n9. Juli 2025 | 17:40 Uhr\nMorgen ist zu."),
        ("fr", "4 juillet 2025 • 8h15\nOn s'est vus.\n\n9 juillet 2025 • 17h40\nFermé demain."),
        ("pt", "4 de jul. de 2025 – 8h15\nNos vimos.\n\n9 de jul. de 2025 – 17h40\nFechado amanhã."),
        ("ru", "4 июля 2025 · 8:15\nВстретились.\n\n9 июля 2025 · 17:40\nЗакрыто завтра."),
        ("ar", "4 يوليو 2025 · 8:15 ص\nالتقينا.\n\n9 يوليو 2025 · 5:40 م\nمغلق غدًا."),
        ("zh", "2025年7月4日 · 8:15\n我们见面。\n\n2025年7月9日 · 17:40\n明天关闭。"),
    ],
)
def test_a_separator_may_stand_between_the_day_and_the_time_of_a_post(find, lang, text):
    assert [date.value for date in find(text, languages=(lang,))] == [
        "2025-07-04",
        "2025-07-09",
        "2025-07-10",
    ]


def test_the_name_of_a_channel_may_have_a_full_stop(values):
    feed = "Trams. No filters, [05.07.2024 10:30]\nYesterday it rained.\n\nTrams. No filters, [15.08.2024 12:00]\nYesterday it snowed.\n"
    assert [value for text, value in values(feed) if text == "Yesterday"] == ["2024-07-04", "2024-08-14"]
