"""Calendar values: EDTF, days, weeks; the `edtf` package is the oracle where it knows the form."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.dates.calendar.holidays import encode_rule, find_holiday
from corpuskit.dates.calendar.values import (
    PartialDate,
    find_days,
    find_week,
    format_day,
    format_edtf,
    is_possible,
    parse_iso,
    weekday_of,
)

DATES = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 11, 30))


@given(DATES)
def test_a_day_is_iso_8601_and_its_own_first_and_last_day(day):
    value = PartialDate(day.year, day.month, day.day)
    assert format_edtf(value) == day.isoformat()
    assert find_days(value) == ((day.year, day.month, day.day),) * 2
    assert parse_iso(day.isoformat()) == value
    assert weekday_of(day.year, day.month, day.day) == day.weekday()


@given(st.integers(-4000, 9990), st.integers(1, 12))
def test_a_month_ends_where_the_next_one_begins(year, month):
    days = find_days(PartialDate(year, month))
    assert days is not None
    following = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    assert is_possible(PartialDate(*days[1]))
    assert days[0] < days[1] < following
    assert not is_possible(PartialDate(days[1][0], days[1][1], days[1][2] + 1))


@pytest.mark.parametrize(
    ("value", "written", "first", "last"),
    [
        (PartialDate(2021), "2021", "2021-01-01", "2021-12-31"),
        (PartialDate(-489), "-0489", "-0489-01-01", "-0489-12-31"),
        (PartialDate(0), "0000", "0000-01-01", "0000-12-31"),
        (PartialDate(1990, unit="decade"), "199X", "1990-01-01", "1999-12-31"),
        (PartialDate(1800, unit="century"), "18XX", "1800-01-01", "1899-12-31"),
        (PartialDate(2013, season=22), "2013-22", "2013-06-01", "2013-08-31"),
        (PartialDate(2013, season=24), "2013-24", "2013-12-01", "2014-02-28"),
        (PartialDate(2013, quarter=1), "2013-01/2013-03", "2013-01-01", "2013-03-31"),
        (PartialDate(2013, half=2), "2013-07/2013-12", "2013-07-01", "2013-12-31"),
        (PartialDate(2024, 4, 29, unit="week"), "2024-04-29/2024-05-05", "2024-04-29", "2024-05-05"),
        (PartialDate(2024, 7, 20, unit="weekend"), "2024-07-20/2024-07-21", "2024-07-20", "2024-07-21"),
    ],
)
def test_each_precision_has_its_form_and_its_days(value, written, first, last):
    assert format_edtf(value) == written
    days = find_days(value)
    assert days is not None
    assert (format_day(days[0]), format_day(days[1])) == (first, last)


@pytest.mark.parametrize(
    ("value", "inferred", "written"),
    [
        (PartialDate(2024, 7, 16), True, "?2024-07-16"),
        (PartialDate(2024, 7), True, "?2024-07"),
        (PartialDate(2024), True, "2024?"),
        (PartialDate(None, 7, 16), True, "XXXX-07-16"),
        (PartialDate(1990, unit="decade"), True, "199X?"),
    ],
)
def test_an_inferred_year_is_marked(value, inferred, written):
    assert format_edtf(value, year_inferred=inferred) == written


VALUES = st.one_of(
    st.builds(lambda day: PartialDate(day.year, day.month, day.day), DATES),
    st.builds(PartialDate, st.integers(1000, 2999), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1000, 2999)),
    st.builds(
        lambda year, season: PartialDate(year, season=season), st.integers(1000, 2999), st.integers(21, 24)
    ),
    st.builds(
        lambda year, quarter: PartialDate(year, quarter=quarter), st.integers(1000, 2999), st.integers(1, 4)
    ),
    st.builds(lambda decade: PartialDate(decade * 10, unit="decade"), st.integers(100, 299)),
    st.builds(lambda century: PartialDate(century * 100, unit="century"), st.integers(10, 29)),
)


@pytest.mark.slow
@given(VALUES, st.booleans())
def test_every_value_is_valid_edtf(value, inferred):
    # The package reads no mark on a season, a decade or a century.
    if not inferred or (value.season is None and value.unit is None):
        assert parse_edtf(format_edtf(value, year_inferred=inferred))


@given(st.integers(1, 9990))
def test_the_first_week_of_a_year_is_that_of_its_first_thursday(year):
    assert (
        find_week(year, None, 1)
        == tuple(int(part) for part in date.fromisocalendar(year, 1, 1).isoformat().split("-"))
        or year == 1
    )


@given(st.integers(1583, 4099))
def test_easter_falls_on_a_sunday_between_22_march_and_25_april(year):
    day = find_holiday(encode_rule("easter"), year)
    assert day is not None
    assert (3, 22) <= day[1:] <= (4, 25)
    assert weekday_of(*day) == 6


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2023, (2023, 12, 25)),
        ("easter-2", 2024, (2024, 3, 29)),
        ("11-thu-4", 2023, (2023, 11, 23)),
        ("11-thu-4+1", 2023, (2023, 11, 24)),
        ("05-mon-0", 2023, (2023, 5, 29)),
    ],
)
def test_holidays_follow_their_rules(rule, year, day):
    assert find_holiday(encode_rule(rule), year) == day


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("20200102", "2020-01-02"),
        ("20200102T1530", "2020-01-02"),
        ("2020-01-02", "2020-01-02"),
        ("20201302", None),
    ],
)
def test_the_basic_form_of_iso_is_read_too(written, value):
    date = parse_iso(written)
    assert (None if date is None else format_edtf(date)) == value
