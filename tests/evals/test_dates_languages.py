"""The dates of sentences that were written for this test, in five languages, traps among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import extract_dates
from corpuskit.records import DateMention

GOLD = Path(__file__).parent / "gold"
MARKED = re.compile(r"\[\[(.*?)\|(.*?)\]\]")


class Case(NamedTuple):
    text: str
    date: str
    wanted: list[tuple[int, int, str, str]]


def read_cases(path: Path) -> Iterator[Case]:
    date = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("= "):
            date = "" if line == "= -" else line[2:]
            continue
        text, wanted, done = "", [], 0
        for match in MARKED.finditer(line):
            text += line[done : match.start()]
            wanted.append((len(text), len(text) + len(match[1]), match[1], match[2]))
            text += match[1]
            done = match.end()
        yield Case(text + line[done:], date, wanted)


@pytest.mark.parametrize("lang", ["ar", "es", "fr", "ru", "zh"])
def test_every_date_is_found_with_its_value_and_nothing_else_is(lang):
    wrong = []
    for case in read_cases(GOLD / f"dates-{lang}.txt"):
        document = Document("case", case.text, metadata={"date": case.date} if case.date else {})
        found = [
            (date.start, date.end, date.text, date.value or "")
            for date in extract_dates([document])
            if isinstance(date, DateMention)
        ]
        if found != case.wanted:
            wrong.append((case.text, found, case.wanted))
    assert wrong == []


@pytest.mark.parametrize("lang", ["ar", "es", "fr", "ru", "zh"])
def test_the_gold_holds_150_expressions_at_least(lang):
    assert sum(len(case.wanted) for case in read_cases(GOLD / f"dates-{lang}.txt")) >= 150
