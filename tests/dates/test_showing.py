"""Dates as counts by month or year, and marked in their text."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import DateOptions, Timeline, extract_dates
from corpuskit.output.markup import format_timex3, mark_up
from corpuskit.records import DateMention

DOCUMENTS = [
    Document("a", "On 3 May 2021, on 9 May 2021, in the summer of 2021, and in 490 BC."),
    Document("b", "On 4 May 2021; on July 16, they said."),
    Document("c", "On some Sunday."),
]


def test_a_timeline_of_months_keeps_coarser_dates_by_their_year_and_says_what_is_undated():
    counts = [
        (record.period, record.dates, record.documents)
        for record in Timeline(DateOptions(languages=("en",)), "month").find_in(DOCUMENTS)
    ]
    assert counts == [("-0489", 1, 1), ("2021", 1, 1), ("2021-05", 3, 2), ("2021-07", 1, 1), (None, 1, 1)]


def test_the_fullest_period_has_the_longest_bar():
    bars = {record.period: record.bar for record in Timeline(DateOptions(), "year").find_in(DOCUMENTS)}
    assert bars["2021"] == "█" * 40
    assert bars["-0489"] == "█" * 8


def mark(text: str, style: str, **options: object) -> str:
    found = extract_dates([Document("d", text)], DateOptions(languages=("en",), **options))
    return mark_up(text, (item for item in found if isinstance(item, DateMention)), style)


def test_timex3_marks_both_ends_of_a_range_and_escapes_the_text():
    assert mark("A & B < 16-17 May 2021.", "timex3", ranges="ends") == (
        'A &amp; B &lt; <TIMEX3 tid="t1" type="DATE" value="2021-05-16">16</TIMEX3>-'
        '<TIMEX3 tid="t2" type="DATE" value="2021-05-17">17 May 2021</TIMEX3>.'
    )


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("on 3 May 2021 here", 'when="2021-05-03"'),
        ("on 3-5 May 2021 here", 'from="2021-05-03" to="2021-05-05"'),
        ("in May 2021 here", 'notBefore="2021-05-01" notAfter="2021-05-31"'),
        ("on 04/07/2000 here", 'notBefore="2000-04-07" notAfter="2000-07-04"'),
    ],
)
def test_tei_says_when_or_between_which_days(text, attributes):
    assert f"<date {attributes}>" in mark(text, "tei")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in the 1990s", "199"),
        ("the 19th century", "18"),
        ("the third quarter of 2019", "2019-Q3"),
        ("the first half of 2020", "2020-H1"),
        ("the summer of 1940", "1940-SU"),
        ("the first week of 2019", "2019-W01"),
        ("in 490 BC", "BC0490"),
        ("on July 16", "XXXX-07-16"),
    ],
)
def test_values_are_spelled_as_timeml_spells_them(find, text, value):
    (date,) = find(text, languages=("en",))
    assert format_timex3(date) == value


def test_the_command_writes_one_xml_document(corpuskit):
    from xml.etree import ElementTree as ET

    process = corpuskit("dates", "seeds", "--inline", "tei")
    assert process.returncode == 0
    root = ET.fromstring(process.stdout)  # noqa: S314 — our own output
    assert [document.get("id") for document in root] == sorted(document.get("id") for document in root)
    assert sum(1 for _ in root.iter("date")) == 40


def test_the_command_counts_by_year(corpuskit):
    process = corpuskit("dates", "seeds", "--timeline", "year", "-f", "tsv")
    lines = [line.split("\t") for line in process.stdout.decode().splitlines()]
    period, dates = lines[0].index("period"), lines[0].index("dates")
    counts = {line[period]: line[dates] for line in lines[1:]}
    assert (counts["2024"], counts["2025"], counts["1945"]) == ("20", "1", "2")
