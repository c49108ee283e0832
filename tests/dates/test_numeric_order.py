"""Day and month in digits: decided by evidence, or said to be open."""

from __future__ import annotations


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
