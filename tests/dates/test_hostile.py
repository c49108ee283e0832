"""No text ends a run, and what lies outside of the calendar is no date."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.dates import DateOptions, extract_dates
from corpuskit.dates.calendar.values import add_days, count_month_days, find_week, weekday_of
from corpuskit.dates.language.lexicon import load_lexicon
from corpuskit.dates.language.tables import list_languages
from corpuskit.records import DateMention

# Digits of Unicode 16, which no Python up to 3.13 knows, though `regex` does: OUTLINED DIGIT TWO and its like.
NEW_DIGITS = "".join(chr(0x1CCF0 + digit) for digit in (2, 0, 2, 4))


@pytest.mark.parametrize(
    "text",
    [
        "They paid 2 3 thousand each.",
        "7 9 二〇二四",
        "十 2 2100",
        "十一 02 2100",
        "Due 9999-W52",
        "0000-W01",
        "9999-W53-7",
        f"in {NEW_DIGITS}",
        f"{NEW_DIGITS[0]}.{NEW_DIGITS[1]}.2021",
        f"the {NEW_DIGITS[1]}0s",
    ],
)
def test_what_only_looks_like_a_date_is_none(values, text):
    assert values(text) == []


def test_a_digit_that_python_does_not_know_is_no_day_before_a_month(values):
    assert values(f"{NEW_DIGITS[0]} ent 1707") == [("1707", "1707")]


@pytest.mark.parametrize(
    "text", ["this week", "next year", "tomorrow", "next month", "next decade", "next week"]
)
def test_a_relative_date_beyond_the_calendar_is_open(values, text):
    assert all(value is None for _, value in values(f"We go {text}.", anchor="9999-12-31"))


@pytest.mark.parametrize("text", ["yesterday", "last week", "last year", "last century"])
def test_a_relative_date_before_the_years_of_the_calendar_ends_no_run(find, text):
    for anchor in ("0001-01-01", "0000-01-01"):
        assert [found.text for found in find(f"We went {text}.", anchor=anchor)] == [text]


def test_a_range_never_ends_on_29_february_of_a_common_year(find):
    (found,) = find("from 27 to 29 February", anchor="2023-06-01")
    assert found.value == "?2024-02-27/?2024-02-29"


NUMBERS = [
    "1",
    "2",
    "3",
    "7",
    "9",
    "12",
    "13",
    "29",
    "30",
    "31",
    "32",
    "59",
    "99",
    "100",
    "446",
    "1446",
    "1999",
    "2024",
    "2100",
    "0",
    "00",
    "07",
    "0000",
    "9999",
    "10000",
    "99999",
]
NUMBERS += [
    "二〇二四",
    "十",
    "廿五",
    "٢٠٢٤",
    "٣١",
    "२०२४",
    "XIX",
    "iv",
    "0000-W01",
    "9999-W52",
    "9999-W53",
    "9999-12-31",
    "0001-01-01",
    "0000-01-01",
]
NUMBERS += [
    "0000-02-30",
    "24/06/35",
    "31.12.99",
    "13:61",
    "10:00",
    "24:00",
    "5/13/23",
    "29/02",
    "29.02",
    "9/9999",
    "12/9999",
    "AM",
    "p.m.",
    "م",
    "下午",
]
NUMBERS += [NEW_DIGITS, "ᮂ", "7️⃣"]
MARKS = (
    [" "] * 5
    + list(",.-–/:('’~;—|、，،年月日\n\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
    + [
        "",
        " - ",
        ". ",
        ", ",
        "\n\n",
    ]
)
ALL = load_lexicon(list_languages())
WORDS = sorted(ALL.senses) + [phrase for phrases in ALL.phrases.values() for phrase, _ in phrases]
PIECE = st.one_of(
    st.sampled_from(NUMBERS), st.sampled_from(WORDS), st.sampled_from(NUMBERS), st.text(max_size=2)
)
SOUP = st.lists(st.tuples(PIECE, st.sampled_from(MARKS)), min_size=2, max_size=9).map(
    lambda pieces: "".join(piece + mark for piece, mark in pieces)
)
ANCHORS = [None, "9999-12-31", "0001-01-01", "2024-02-29", "2023-07-16", "0000-12-31", "9999", "1582-10-10"]
DAY = re.compile(r"(-?\d{4})-(\d\d)-(\d\d)")


@settings(max_examples=400)
@given(
    SOUP,
    st.sampled_from(ANCHORS),
    st.sampled_from(["one", "ends", "half-open"]),
    st.sampled_from([None, "dmy", "mdy"]),
    st.sampled_from([(), list_languages(), *((code,) for code in list_languages())]),
    st.booleans(),
)
def test_no_soup_of_words_and_numbers_raises_and_every_day_is_one_of_the_calendar(
    text, anchor, ranges, order, languages, vague
):
    options = DateOptions(anchor=anchor, ranges=ranges, order=order, languages=languages, vague=vague)
    for found in extract_dates([Document("doc", text)], options):
        if not isinstance(found, DateMention):
            continue
        assert text[found.start : found.end] == found.text
        for day in (found.first_day, found.last_day):
            if day is not None:
                year, month, number = (int(part) for part in DAY.fullmatch(day).groups())
                assert 1 <= number <= count_month_days(year, month)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)), st.integers(-300, 300))
def test_days_are_counted_as_datetime_counts_them(day, count):
    moved = day + timedelta(days=count)
    assert add_days((day.year, day.month, day.day), count) == (moved.year, moved.month, moved.day)
    assert weekday_of(day.year, day.month, day.day) == day.weekday()
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    assert find_week(year, None, week) == (monday.year, monday.month, monday.day)


@given(st.integers(-9000, 11000), st.integers(-200_000, 200_000))
def test_days_of_any_year_can_be_counted_there_and_back(year, count):
    assert add_days(add_days((year, 3, 1), count), -count) == (year, 3, 1)
    assert (weekday_of(*add_days((year, 3, 1), count)) - weekday_of(year, 3, 1) - count) % 7 == 0
