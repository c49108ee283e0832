"""Kinds of dates that texts of others showed to be wrong: sentences of the same kinds in ten languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from corpuskit.corpus import Document
from corpuskit.dates import DateOptions, extract_dates
from corpuskit.dates.language.tables import list_languages
from corpuskit.records import DateMention

GOLD = Path(__file__).parent / "gold" / "dates-kinds.txt"


class Case(NamedTuple):
    lang: str
    anchor: str
    text: str
    wanted: list[str]


def read_cases() -> Iterator[Case]:
    """Yield the cases: a line is language, date of the document, text, and the days of each date in it."""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, anchor, text, wanted = line.split("|")
            yield Case(
                lang, anchor, text.replace("⏎", "\n"), [days for days in wanted.split(";") if days != "-"]
            )


def find_days(case: Case) -> list[str]:
    """Return the days of each date of a case: one, or the first and the last of several, or `open`."""
    found = []
    for record in extract_dates([Document("case", case.text)], DateOptions(anchor=case.anchor or None)):
        if isinstance(record, DateMention):
            days = dict.fromkeys(day[:10] for day in (record.first_day, record.last_day) if day)
            found.append("..".join(days) or "open")
    return found


@pytest.mark.parametrize("lang", list_languages())
def test_each_date_has_its_days(lang):
    cases = [case for case in read_cases() if case.lang == lang]
    wrong = [(case.text, found, case.wanted) for case in cases if (found := find_days(case)) != case.wanted]
    assert cases
    assert wrong == []
