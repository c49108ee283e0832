"""A matrix of forms in ten languages: each sentence has the first and the last day that are expected of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import extract_dates
from corpuskit.dates.calendar.values import find_days, format_day, parse_iso
from corpuskit.dates.language.tables import list_languages
from corpuskit.records import DateMention

GOLD = Path(__file__).parent / "gold" / "dates-forms.txt"
MARKED = re.compile(r"\[\[(.*?)\]\]")
LEAST_RIGHT = 0.97
FEWEST_FORMS = 80


class Case(NamedTuple):
    lang: str
    text: str
    start: int
    end: int
    meaning: str
    date: str


def read_cases() -> Iterator[Case]:
    meaning, date = "", ""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            meaning = line[3:]
            date = "" if meaning.startswith("! ") else "2024-07-16"
            meaning = meaning.removeprefix("! ")
        elif line and not line.startswith("#"):
            lang, sentence = line.split(" ", 1)
            marked = MARKED.search(sentence)
            start = marked.start() if marked else 0
            end = start + len(marked[1]) if marked else 0
            yield Case(lang, sentence.replace("[[", "").replace("]]", ""), start, end, meaning, date)


def expand(meaning: str) -> tuple[str | None, str | None]:
    """Return the first and the last day of a meaning."""
    if meaning in ("open", "recurring"):
        return None, None
    if meaning.startswith("-"):
        return f"{meaning}-01-01", f"{meaning}-12-31"
    first, _, last = meaning.removesuffix("..").partition("/")
    begin, end = (find_days(parse_iso(part)) for part in (first, last or first))
    return format_day(begin[0]), None if meaning.endswith("..") else format_day(end[1])


def find_dates(case: Case) -> list[DateMention]:
    metadata = {"date": case.date} if case.date else {}
    found = extract_dates([Document("case", case.text, metadata=metadata)])
    return [date for date in found if isinstance(date, DateMention)]


def judge(case: Case) -> str:
    """Return `right`, `open` where no value was given, or `wrong`."""
    dates = find_dates(case)
    if case.meaning == "none":
        return "wrong" if dates else "right"
    found = [date for date in dates if date.start < case.end and case.start < date.end]
    if len(found) != 1:
        return "wrong" if any(date.first_day for date in found) else "open"
    days = found[0].first_day, found[0].last_day
    if case.meaning == "recurring" and found[0].kind != "recurring":
        return "wrong"
    if days == expand(case.meaning):
        return "right"
    return "open" if days == (None, None) else "wrong"


CASES = list(read_cases())


@pytest.mark.parametrize("lang", list_languages())
def test_nearly_all_forms_of_a_language_have_the_right_days(lang):
    cases = [case for case in CASES if case.lang == lang]
    assert len(cases) >= FEWEST_FORMS
    judged = Counter(judge(case) for case in cases)
    failed = [(case.text, case.meaning) for case in cases if judge(case) != "right"]
    assert judged["right"] >= LEAST_RIGHT * len(cases), failed
