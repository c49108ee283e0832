"""Day and month in digits: decided by evidence, or said to be open."""

from __future__ import annotations

import pytest


def test_an_open_order_gives_both_readings_and_says_so(find):
    (date,) = find("Signed on 04/07/2000 by both.", languages=("en",))
    assert date.ambiguous == ["day-month"]
    assert date.alternatives == ["2000-07-04", "2000-04-07"]
    assert (date.value, date.written) == ("[2000-04-07,2000-07-04]", "[2000-04-07,2000-07-04]")
    assert (date.first_day, date.last_day) == ("2000-04-07", "2000-07-04")


def test_a_number_over_twelve_decides(values):
    assert values("on 25/12/2020 and 12/25/2021", languages=("en",)) == [
        ("25/12/2020", "2020-12-25"),
        ("12/25/2021", "2021-12-25"),
    ]


def test_a_decided_date_decides_the_others_of_its_document(values):
    text = "Paid on 04/07/2000 and on {} in full."
    assert values(text.format("23/07/2000"), languages=("en",))[0] == ("04/07/2000", "2000-07-04")
    assert values(text.format("07/23/2000"), languages=("en",))[0] == ("04/07/2000", "2000-04-07")


def test_the_language_decides_where_it_has_one_habit(values):
    assert values("Payé le 04/07/2000.", languages=("fr",)) == [("04/07/2000", "2000-07-04")]


def test_the_user_decides_above_all(values):
    assert values("on 04/07/2000", order="mdy", languages=("en",)) == [("04/07/2000", "2000-04-07")]


def test_a_year_of_two_digits_is_said_to_be_open(find):
    (date,) = find("on 24.06.21 here", languages=("en",))
    assert (date.value, date.ambiguous) == ("2021-06-24", ["century"])


def test_what_full_stops_divide_begins_with_the_day_whatever_the_order_of_others(values):
    text = "On 5/13/2021 and 05/06/2021 they met, and the note is of 10.11.2021."
    found = [value for _, value in values(text, languages=("en",))]
    assert found == ["2021-05-13", "2021-05-06", "2021-11-10"]
    assert values("on 10.11.2021", order="mdy", languages=("en",)) == [("10.11.2021", "2021-10-11")]


@pytest.mark.parametrize(
    "text",
    [
        "Шановні читачі! Бібліотека зачинена. Довідки: 2-15-06.",
        "Уважаемые жильцы! Воды не будет до вечера, справки 3-25-14.",
        "Die Bücherei ist heute geschlossen, Auskunft unter 4-17-30.",
    ],
)
def test_three_numbers_that_would_begin_with_the_month_are_a_telephone_where_days_go_first(values, text):
    assert values(text) == []
