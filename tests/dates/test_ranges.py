"""Ranges whose ends are of different kinds, and ranges that are written in digits."""

from __future__ import annotations

import pytest

from corpuskit.dates.calendar.values import parse_iso


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        (
            "They sail from next Friday to Oct 1st 2024.",
            "next Friday to Oct 1st 2024",
            "2024-07-19/2024-10-01",
        ),
        ("It is open from this July to May 2025.", "this July to May 2025", "2024-07/2025-05"),
        ("Between now and 2 September 2024 it rains.", "now and 2 September 2024", "2024-07-16/2024-09-02"),
        ("Between 5 May 2024 and yesterday it rained.", "5 May 2024 and yesterday", "2024-05-05/2024-07-15"),
        ("It was closed from 2020-03-01 to today.", "2020-03-01 to today", "2020-03-01/2024-07-16"),
        ("from 1990 to the present", "1990 to the present", "1990/2024-07-16"),
        ("entre le 5 mai 2024 et hier", "le 5 mai 2024 et hier", "2024-05-05/2024-07-15"),
        ("desde mayo de 2019 hasta ahora", "mayo de 2019 hasta ahora", "2019-05/2024-07-16"),
        ("с 2014 года по наши дни", "2014 года по наши дни", "2014/2024-07-16"),
        ("من مايو 2019 حتى اليوم", "مايو 2019 حتى اليوم", "2019-05/2024-07-16"),
        ("2014年至今他在这里", "2014年至今", "2014/2024-07-16"),
    ],
)
def test_the_ends_of_a_range_may_be_of_different_kinds(values, text, written, value):
    assert values(text, anchor="2024-07-16") == [(written, value)]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("It is open 28–2 March 2024.", "28–2 March 2024", "2024-02-28/2024-03-02"),
        ("Es lief vom 30. bis 2. Januar 2024.", "30. bis 2. Januar 2024", "2023-12-30/2024-01-02"),
        ("It is open 2–28 March 2024.", "2–28 March 2024", "2024-03-02/2024-03-28"),
    ],
)
def test_a_first_day_that_is_not_below_the_last_one_is_of_the_month_before(values, text, written, value):
    assert values(text) == [(written, value)]


def test_a_range_that_ends_now_is_open_where_the_text_has_no_date(find):
    (found,) = find("He was there from 1990 to the present.")
    assert (found.text, found.value, found.first_day, found.last_day) == (
        "1990 to the present",
        "1990/..",
        "1990-01-01",
        None,
    )
    assert (found.kind, found.written) == ("range", None)


def test_a_year_that_is_inferred_is_marked_at_its_own_end_only(values):
    assert values("between now and 2 September", anchor="2024-07-16") == [
        ("now and 2 September", "2024-07-16/?2024-09-02")
    ]


def test_the_ends_stay_apart_where_they_are_asked_for(values):
    assert values("from 5 May 2024 to yesterday", anchor="2024-07-16", ranges="ends") == [
        ("5 May 2024", "2024-05-05"),
        ("yesterday", "2024-07-15"),
    ]
    assert values("between now and 2 September 2024", anchor="2024-07-16", ranges="ends") == [
        ("2 September 2024", "2024-09-02")
    ]


@pytest.mark.parametrize(
    "text",
    ["They come now and in 2020.", "at the present time", "he presented 2020 gifts to the present king"],
)
def test_now_is_no_date_elsewhere(find, text):
    assert all(found.kind != "range" for found in find(text, anchor="2024-07-16"))


def test_ends_that_run_backwards_are_two_dates(values):
    assert values("from 5 May 2030 to yesterday", anchor="2024-07-16") == [
        ("5 May 2030", "2030-05-05"),
        ("yesterday", "2024-07-15"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # What both ends share is the month.
        ("from 10/1/2018 to 10/7/2018", "2018-10-01/2018-10-07"),
        ("from 1/10/2018 to 7/10/2018", "2018-10-01/2018-10-07"),
        ("from 10/1/2018-10/7/2018", "2018-10-01/2018-10-07"),
        # One end that allows one order only decides for the other.
        ("from 3/4/2018 to 3/25/2018", "2018-03-04/2018-03-25"),
        ("from 3/4/2018 to 25/4/2018", "2018-04-03/2018-04-25"),
    ],
)
def test_the_ends_of_a_range_in_digits_settle_the_order_of_each_other(find, text, value):
    (found,) = find(text, languages=("en",))
    assert (found.value, found.ambiguous) == (value, [])


def test_a_range_in_digits_that_stays_open_gives_both_readings_and_no_value(find):
    (found,) = find("from 03/04/2020 to 05/06/2020", languages=("en",))
    assert found.value is None
    assert found.ambiguous == ["day-month"]
    assert found.alternatives == ["2020-04-03/2020-06-05", "2020-03-04/2020-05-06"]
    assert (parse_iso(found.first_day or ""), parse_iso(found.last_day or "")) == (
        parse_iso("2020-03-04"),
        parse_iso("2020-06-05"),
    )


def test_another_date_of_the_text_settles_the_order_of_a_range(values):
    text = "from 03/04/2020 to 05/06/2020, signed 25/06/2020"
    assert values(text, languages=("en",))[0] == ("03/04/2020 to 05/06/2020", "2020-04-03/2020-06-05")


def test_two_fractions_are_no_range(values):
    assert values("a pipe of 1/2-3/4 inch", languages=("en",)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("from May 22 to June 3, 2024", "2024-05-22/2024-06-02"),
        ("from 1 March to 1 May 2024", "2024-03-01/2024-04-30"),
        ("from 2014 to 2018", "2014/2017"),
        ("from December 2018 to January 2020", "2018-12/2019-12"),
        ("from 2017 q1 to 2018 q1", "2017-01/2017-12"),
        ("from 5 May 2024 to today", "2024-05-05/2024-07-15"),
    ],
)
def test_a_half_open_range_ends_before_its_last_date(values, text, value):
    assert [found for _, found in values(text, anchor="2024-07-16", ranges="half-open")] == [value]


@pytest.mark.parametrize("text", ["in May 2024", "in the 1990s", "from 1990 on", "July 5 and 16, 2024"])
def test_what_is_no_range_of_two_dates_has_no_open_end(values, text):
    assert values(text, ranges="half-open") == values(text)
