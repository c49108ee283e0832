"""What TEI says of a date in its attributes, and on which side the cells of a table stand."""

from __future__ import annotations

import msgspec
import pytest

from corpuskit.corpus import Document
from corpuskit.dates import DateOptions, extract_dates
from corpuskit.output.markup import _describe_tei, mark_up

TEI = {
    "Closed in 2020.": {"notBefore": "2020-01-01", "notAfter": "2020-12-31"},
    "On 24 June 2021.": {"when": "2021-06-24"},
    "They met on 05/06/1999.": {"notBefore": "1999-05-06", "notAfter": "1999-06-05"},
    "From 16 to 17 May 2021.": {"from": "2021-05-16", "to": "2021-05-17"},
    "في 1 رمضان 1445 هـ.": {"calendar": "#hijri", "when": "2024-03-11"},
    "Open on April 18.": {"when": "2024-04-18", "cert": "medium"},
    "Every 2nd of February.": {},
}


def find_date(text):
    (found,) = extract_dates([Document("d", text)], DateOptions(anchor="2024-01-01"))
    return found


@pytest.mark.parametrize(("text", "attributes"), TEI.items())
def test_attributes_say_what_is_known_of_a_date(text, attributes):
    assert _describe_tei(find_date(text)) == ("date", attributes)


def test_a_date_without_an_end_has_only_a_beginning():
    date = msgspec.structs.replace(find_date("On 24 June 2021."), last_day=None)
    assert _describe_tei(date) == ("date", {"from": "2021-06-24"})


TWO_DATES = "R&D, 24 June 2021 at 10:30 & in 2020."


@pytest.mark.parametrize(
    ("style", "marked"),
    [
        (
            "timex3",
            (
                'R&amp;D, <TIMEX3 tid="t1" type="TIME" value="2021-06-24T10:30">24 June 2021 at 10:30</TIMEX3> &amp; in '
                '<TIMEX3 tid="t2" type="DATE" value="2020">2020</TIMEX3>.'
            ),
        ),
        (
            "tei",
            (
                'R&amp;D, <date when="2021-06-24T10:30">24 June 2021 at 10:30</date> &amp; in '
                '<date notBefore="2020-01-01" notAfter="2020-12-31">2020</date>.'
            ),
        ),
    ],
)
def test_the_dates_of_a_text_are_elements_in_it(style, marked):
    records = list(extract_dates([Document("d", TWO_DATES)], DateOptions()))
    assert mark_up(TWO_DATES, records, style) == marked


def test_numbers_stand_at_the_right_of_their_column_and_words_at_the_left(corpuskit, tmp_path):
    (tmp_path / "a.txt").write_text("one two three")
    (tmp_path / "long-name.txt").write_text("one " * 100)
    shown = corpuskit("list", tmp_path, "--columns", "doc,words,lang").stdout.decode().splitlines()
    assert [line[:16] for line in shown] == ["doc        words", "a              3", "long-name    100"]
