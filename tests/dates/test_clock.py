"""The time of day beside a date: marks of the halves of the day, in the stamps of chat exports."""

from __future__ import annotations

import pytest

SPACES = [" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", ""]
AFTERNOON = ["PM", "pm", "p.m.", "P.M.", "p. m.", "p.\N{NARROW NO-BREAK SPACE}m.", "م", "م.", "м.", "مساءً"]
MORNING = ["AM", "am", "a.m.", "a. m.", "ص", "صباحًا"]


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("mark", AFTERNOON + MORNING)
@pytest.mark.parametrize(
    "stamp",
    ["5/13/23, 10:00{} - Ana: hello", "13/05/2023 10:00{}", "2023-05-13 10:00{}", "13/5/2023، 10:00{}"],
)
def test_a_mark_after_any_space_or_none_gives_the_half_of_the_day(find, stamp, mark, space):
    (date,) = find(stamp.format(space + mark))
    assert date.value == ("2023-05-13T22:00" if mark in AFTERNOON else "2023-05-13T10:00")
    assert date.text == stamp.split("{")[0] + space + mark


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(("mark", "hour"), [("下午", 22), ("晚上", 22), ("上午", 10), ("凌晨", 10)])
@pytest.mark.parametrize("day", ["2023年5月13日", "2023年5月13日 ", "2023/5/13 ", "2023-05-13 "])
def test_chinese_marks_stand_before_the_time(values, day, mark, hour, space):
    assert values(f"{day}{mark}{space}10:00 你好") == [(f"{day}{mark}{space}10:00", f"2023-05-13T{hour}:00")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6/16/2022, 12:05 AM", "2022-06-16T00:05"),
        ("6/16/2022, 12:05 PM", "2022-06-16T12:05"),
        ("6/16/2022, 1:05:09 PM", "2022-06-16T13:05:09"),
        ("16/06/2022 13:00 PM", "2022-06-16T13:00"),
        ("06/16/2022-05:00 PM", "2022-06-16T17:00"),
        ("2023-05-13 10:00:00 PM", "2023-05-13T22:00:00"),
        ("May 5, 2021 at 3:45 pm GMT", "2021-05-05T15:45Z"),
        ("٢٤/٠٦/٢٠٢١ ١٣:٣٠", "2021-06-24T13:30"),
        ("2023年5月13日上午9：05", "2023-05-13T09:05"),
        # Whether this is the beginning or the end of the day is not said.
        ("2023年5月13日晚上12:05", "2023-05-13"),
    ],
)
def test_times_of_stamps(find, text, value):
    (date,) = find(text)
    assert (date.text, date.value) == (text, value)


@pytest.mark.parametrize("text", ["24/06/35", "24-Jun-35", "24.06.35", "24 June '35"])
def test_two_digits_are_a_year_of_1930_to_2029_in_every_form(find, text):
    (date,) = find(text, order="dmy")
    assert (date.value or "").startswith("1935")
    (date,) = find(text.replace("35", "29"), order="dmy")
    assert (date.value or "").startswith("2029")
