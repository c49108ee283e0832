"""Feasts: the day of each year by its rule, in several calendars, and what stands beside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from corpuskit.dates.calendar.hijri import find_islamic_year
from corpuskit.dates.calendar.holidays import encode_rule, find_holiday
from corpuskit.dates.calendar.lunar import read_lunar_years

DAY = "2024-07-16"


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2023, (2023, 12, 25)),
        ("easter", 2024, (2024, 3, 31)),
        ("orthodox", 2024, (2024, 5, 5)),
        ("orthodox+49", 2024, (2024, 6, 23)),
        ("before-12-25-sun-4", 2023, (2023, 12, 3)),
        ("before-12-25-sun-1", 2023, (2023, 12, 24)),
        ("before-11-23-wed-1", 2024, (2024, 11, 20)),
        ("islamic-10-01", 2024, (2024, 4, 10)),
        ("islamic-12-10", 2024, (2024, 6, 16)),
        ("lunar-01-01", 2024, (2024, 2, 10)),
        ("lunar-01-00", 2024, (2024, 2, 9)),
        ("lunar-08-15", 2025, (2025, 10, 6)),
        ("lunar-05-05", 2020, (2020, 6, 25)),
        ("qingming", 2021, (2021, 4, 4)),
        ("solstice", 2023, (2023, 12, 22)),
        ("lunar-01-01", 1900, None),
    ],
)
def test_a_rule_gives_the_day_of_a_year(rule, year, day):
    assert find_holiday(encode_rule(rule), year) == day


@pytest.mark.parametrize("rule", ["", "13", "advent", "islamic-10", "lunar-1-1", "before-12-25-sun"])
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(ValueError, match="no rule"):
        encode_rule(rule)


def test_lunar_years_follow_each_other_without_a_gap():
    years = read_lunar_years()
    for year, known in years.items():
        assert date(year, 1, 20) < known.months[0] < date(year, 2, 22)
        lengths = [later - earlier for earlier, later in zip(known.months, known.months[1:], strict=False)]
        # A leap month belongs to the month before it.
        assert all(length.days in (29, 30, 58, 59, 60) for length in lengths)
        if year + 1 in years:
            assert years[year + 1].months[0] - known.months[-1] in (
                timedelta(29),
                timedelta(30),
                timedelta(59),
            )


def test_the_islamic_year_of_a_month_is_that_which_begins_in_the_gregorian_one():
    assert find_islamic_year(2024, 9) == 1445
    assert find_islamic_year(2025, 9) == 1446


@pytest.mark.parametrize(
    "text",
    [
        "They met on Christmas Eve, Sunday 24 December 2023.",
        "They met on 24 December 2023, Christmas Eve.",
        "Sie feierten am Silvesterabend, 31. Dezember 2023.",
        "新店于2023年12月22日冬至开张。",
    ],
)
def test_a_feast_beside_its_own_day_is_one_date(find, text):
    (found,) = find(text, anchor=DAY)
    assert found.text[:4] != "Chri"


def test_a_feast_beside_another_day_is_a_date_of_its_own(values):
    assert [value for _, value in values("From Christmas Eve, not 23 December 2023.", anchor=DAY)] == [
        "?2024-12-24",
        "2023-12-23",
    ]


def test_a_feast_without_a_tense_is_the_nearest_one(values):
    assert values("Easter at the lake.", anchor="2024-03-01") == [("Easter", "?2024-03-31")]
    assert values("Easter at the lake.", anchor="2024-05-01") == [("Easter", "?2024-03-31")]


def test_the_same_period_is_what_was_spoken_of_in_another_year(values):
    text = "From 1 April to 15 May 2024 it rained more than in the same period last year."
    assert values(text, anchor=DAY)[-1] == ("the same period last year", "2023-04-01/2023-05-15")


def test_the_same_period_of_nothing_is_open(values):
    assert values("It rained more than in the same period last year.", anchor=DAY) == [
        ("the same period last year", None)
    ]


@pytest.mark.parametrize(
    "text", ["Happy Easter to you!", "Merry Christmas, all.", "The Christmas tree stood."]
)
def test_a_feast_that_is_wished_or_names_something_is_no_day(values, text):
    assert values(text, anchor=DAY) == []


@pytest.mark.parametrize("before", ["We pray at Easter.", "The firm said so on 5 May 2024."])
def test_one_day_is_no_period(values, before):
    assert values(f"{before} The same period last year was wetter.", anchor=DAY)[-1] == (
        "The same period last year", None,
    )  # fmt: skip


def test_the_same_period_is_told_across_the_day_of_who_speaks(values):
    text = "Sales grew in the first quarter of 2024, the firm said on 5 May 2024. In the same period last year they fell."
    assert values(text, anchor=DAY)[-1][1] == "2023-01/2023-03"


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("Gesperrt wird in KW 31 und gebaut in KW 33.", ["?2024-07-29/?2024-08-04", "?2024-08-12/?2024-08-18"]),
        ("Von KW 31 bis KW 33 ist Ruhe.", ["?2024-07-29/?2024-08-18"]),
        ("Gesperrt wird in KW 31. Gebaut wird.", ["?2024-07-29/?2024-08-04"]),
        ("Ruhe ist in KW 30 und 31.", []),
        ("Ruhe ist in KW 31 und 33.", []),
        ("Ruhe ist in KW 31-33.", []),
    ],
)  # fmt: skip
def test_a_calendar_week_is_one_before_a_clause_and_none_before_another_number(values, text, weeks):
    assert [value for _, value in values(text, anchor=DAY)] == weeks


def test_ramadan_may_be_a_name_where_nothing_leads_to_it(values):
    assert values("وصل رمضان إلى مكتبه.", anchor=DAY) == []
    assert values("صاموا في رمضان.", anchor=DAY) == [("رمضان", "?2024-03-11/?2024-04-09")]
