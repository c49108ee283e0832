"""Mark-up, wide gaps and soft hyphens change no date: what a reader does not see is not read."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import extract_dates
from corpuskit.dates.grammar.marks import hide_marks
from corpuskit.records import DateMention

HEAD = "HARTOWN, 16 July 2024 (Agency) – The lock was closed"


def read_values(text: str) -> list[tuple[str, str | None]]:
    return [
        (record.text, record.value)
        for record in extract_dates([Document("x", text)])
        if isinstance(record, DateMention)
    ]


@pytest.mark.parametrize(
    ("written", "text", "value"),
    [
        ("It fell on **5 June** 1920.", "5 June** 1920", "1920-06-05"),
        ("It fell on _5 June 1920_.", "5 June 1920", "1920-06-05"),
        ("It fell on <b>5 <i>June</i></b> 1920.", "5 <i>June</i></b> 1920", "1920-06-05"),
        ("It lasted from **1914** to **1918**.", "1914** to **1918", "1914/1918"),
        ("It fell on  5  June  1920.", "5  June  1920", "1920-06-05"),
        (
            "Él llegó el <strong>5 de junio</strong> de 1920.",
            "el <strong>5 de junio</strong> de 1920",
            "1920-06-05",
        ),
        ("它于**1920年6月5日**倒塌。", "1920年6月5日", "1920-06-05"),
    ],
)
def test_marks_inside_of_a_date_are_not_read(written, text, value):
    assert read_values(written) == [(text, value)]


@pytest.mark.parametrize("name", ["snake_case_2023_x", "2*3*4"])
def test_marks_of_names_and_sums_stay(name):
    assert hide_marks(name) == name


@pytest.mark.parametrize("mark", ["**", "_", "*"])
def test_a_head_in_emphasis_dates_its_text(mark):
    head = HEAD.replace("16 July 2024", f"{mark}16 July 2024{mark}")
    assert read_values(f"{head} yesterday.\n")[1] == ("yesterday", "2024-07-15")


@pytest.mark.parametrize("lead", ["by", "**by**", "by\N{NO-BREAK SPACE}"])
def test_the_words_that_lead_to_a_date_are_seen_through_marks(lead):
    values = read_values(f"{HEAD}. They promised to pay {lead} Friday.\n".replace("\xa0 ", "\xa0"))
    assert values[1] == ("Friday", "2024-07-19?")


def test_soft_hyphens_hide_no_tense():
    values = read_values(f"{HEAD}. Der Rat ent\N{SOFT HYPHEN}schied am Diens\N{SOFT HYPHEN}tag.\n")
    assert len(values) == 2
