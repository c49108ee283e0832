"""Islamic dates have Gregorian days: by Umm al-Qura where its tables are known, reckoned and approximate elsewhere."""

from __future__ import annotations

import pytest
from hijridate import Hijri
from hypothesis import given
from hypothesis import strategies as st

from corpuskit.dates.calendar.hijri import _reckon, convert_hijri
from corpuskit.dates.calendar.values import PartialDate, add_days, count_days_between


@given(st.integers(1343, 1500), st.integers(1, 12), st.integers(1, 29))
def test_years_of_the_tables_are_converted_by_them(year, month, day):
    converted = convert_hijri((year, month, day))
    assert converted is not None
    assert not converted.approximate
    assert converted.first == PartialDate(*Hijri(year, month, day).to_gregorian().datetuple())


@given(st.integers(1343, 1500), st.integers(1, 12))
def test_the_reckoned_calendar_is_within_two_days_of_the_tables(year, month):
    reckoned = _reckon(year, month, 1)
    assert reckoned is not None
    day = reckoned.first.year, reckoned.first.month, reckoned.first.day
    assert abs(count_days_between(day, Hijri(year, month, 1).to_gregorian().datetuple())) <= 2


@given(st.integers(1, 2000), st.integers(1, 12))
def test_a_reckoned_month_begins_on_the_day_after_the_one_before_it(year, month):
    before = _reckon(year, month, None)
    following = _reckon(year + month // 12, month % 12 + 1, 1)
    assert before is not None
    assert before.last is not None
    assert following is not None
    ended = before.last.year, before.last.month, before.last.day
    assert PartialDate(*add_days(ended, 1)) == following.first


# 1 Muharram of these years, as historians give it, in the Gregorian calendar extended backwards.
@pytest.mark.parametrize(
    ("year", "first"), [(1, (622, 7, 19)), (900, (1494, 10, 11)), (1000, (1591, 10, 19))]
)
def test_known_new_years_of_the_islamic_calendar(year, first):
    converted = convert_hijri((year, 1, 1))
    assert converted is not None
    assert converted.first == PartialDate(*first)


def test_a_year_outside_of_the_tables_has_an_approximate_value(find):
    (date,) = find("بني المسجد سنة 900هـ.")
    assert (date.value, date.first_day, date.last_day) == (
        "1494-10-11~/1495-09-29~",
        "1494-10-11",
        "1495-09-29",
    )
    assert (date.resolved_by, date.calendar, date.granularity) == ("calendar", "hijri", "year")


def test_a_day_outside_of_the_tables_has_an_approximate_value(find):
    (date,) = find("وقعت المعركة في 27 رجب 583 هـ.")
    assert date.value == "1187-10-09~"


@pytest.mark.parametrize("hijri", [(1446, 13, 1), (900, 2, 30), (900, 13, 1), (1445, 1, 31), (None, 9, 1)])
def test_a_day_that_the_islamic_calendar_does_not_have_has_no_value(hijri):
    assert convert_hijri(hijri) is None
