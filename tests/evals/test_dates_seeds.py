"""The dates of the seed corpus against the gold that was annotated by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpuskit.corpus import Document, open_corpus
from corpuskit.dates import DateOptions, extract_dates
from corpuskit.records import DateMention

ROOT = Path(__file__).parents[2]
GOLD = [
    json.loads(line)
    for line in (ROOT / "tests/evals/gold/seeds-dates.jsonl").read_text(encoding="utf-8").splitlines()
]
SEEDS = {document.id: document for document in open_corpus(ROOT / "seeds")}


def find(document: Document, **options: object) -> list[DateMention]:
    found = extract_dates([document], DateOptions(**options))
    return [item for item in found if isinstance(item, DateMention)]


def plain(value: str | None) -> str | None:
    return None if value is None else value.replace("?", "")


@pytest.mark.parametrize("doc", SEEDS)
def test_all_dates_are_found_with_offsets_and_value_and_nothing_else_is(doc):
    wanted = [
        (gold["start"], gold["end"], gold["text"], gold["line"], gold["resolved"])
        for gold in GOLD
        if gold["doc"] == doc and gold["kind"] == "date" and gold["type"] != "vague"
    ]
    found = [(date.start, date.end, date.text, date.line, plain(date.value)) for date in find(SEEDS[doc])]
    assert found == wanted


@pytest.mark.parametrize("doc", SEEDS)
def test_first_and_last_day_are_those_of_the_gold(doc):
    wanted = [
        (gold["iso_start"][:10], gold["iso_end"][:10])
        for gold in GOLD
        if gold["doc"] == doc and gold["kind"] == "date" and gold.get("iso_start")
    ]
    assert [(date.first_day, date.last_day) for date in find(SEEDS[doc]) if date.first_day] == wanted


@pytest.mark.parametrize("doc", SEEDS)
def test_what_is_written_stays_without_the_year_that_is_not_written(doc):
    wanted = [
        gold["edtf"]
        for gold in GOLD
        if gold["doc"] == doc and gold["kind"] == "date" and gold["type"] not in ("vague", "relative")
    ]
    assert [date.written for date in find(SEEDS[doc]) if date.kind != "relative"] == wanted


def test_no_trap_is_taken_not_even_with_an_anchor():
    for doc, document in SEEDS.items():
        traps = [
            (gold["start"], gold["end"]) for gold in GOLD if gold["doc"] == doc and gold["kind"] == "trap"
        ]
        found = find(document, anchor="2024-07-16")
        assert not [
            (date.text, trap)
            for date in found
            for trap in traps
            if date.start < trap[1] and trap[0] < date.end
        ]


def test_an_inferred_year_bears_a_mark_and_a_reason():
    inferred = [date for document in SEEDS.values() for date in find(document) if "?" in (date.value or "")]
    assert len(inferred) == 14
    assert all(date.anchor is not None and date.resolved_by != "text" for date in inferred)


def test_a_banner_without_a_year_is_dated_by_its_weekday():
    banner = find(SEEDS["000_b756cdfa15a2d7d9"])[0]
    assert (banner.text, banner.value, banner.resolved_by) == ("Friday, April 18", "2025-04-18", "weekday")
    assert banner.anchor is not None
    assert (banner.anchor.value, banner.anchor.line) == ("2024-07-19", 7)


def test_last_year_in_a_text_without_a_date_needs_an_anchor():
    arabic = SEEDS["003_eddac1092f7275fe"]
    assert [date.value for date in find(arabic)] == [None]
    assert [date.value for date in find(arabic, anchor="2022-02-16") if date.text == "العام الماضي"] == [
        "2021"
    ]
