"""Ways of heading a text in ten languages: the date that it gives itself, and its title."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from corpuskit.corpus import Document
from corpuskit.dates.resolution.document_date import find_document_date
from corpuskit.listing import list_documents

GOLD = tomllib.loads((Path(__file__).parent / "gold" / "heads.toml").read_text(encoding="utf-8"))
DATE = "2023-05-09"
LEAST_RIGHT = 0.95


class Case(NamedTuple):
    text: str
    date: str | None
    title: str | None


def iter_cases(lang: str) -> Iterator[Case]:
    words = GOLD["languages"][lang]
    for layout in GOLD["dated"]["titled"]:
        yield Case(layout.format(**words), DATE, words["title"])
    for layout in GOLD["dated"]["untitled"]:
        yield Case(layout.format(**words), DATE, None)


def find_date(text: str) -> str | None:
    found = find_document_date(Document("case", text))
    return None if found is None else found.value[: len(DATE)]


@pytest.mark.parametrize("lang", GOLD["languages"])
def test_the_date_of_a_text_is_found_in_nearly_all_heads(lang):
    cases = list(iter_cases(lang))
    assert len(cases) >= 40
    wrong = [(case.text, found) for case in cases if (found := find_date(case.text)) != case.date]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(cases), wrong


@pytest.mark.parametrize("lang", GOLD["languages"])
def test_a_date_in_the_first_sentence_is_none_of_the_text(lang):
    for layout in GOLD["undated"]["layouts"]:
        assert find_date(layout.format(**GOLD["languages"][lang])) is None


def find_title(text: str) -> str | None:
    (record,) = list_documents([Document("case", text)])
    return record.title


@pytest.mark.parametrize("lang", GOLD["languages"])
def test_sections_papers_numbers_and_stamps_are_no_titles(lang):
    words = GOLD["languages"][lang]
    cases = [(layout.format(**words), title.format(**words)) for layout, title in GOLD["titles"]["titled"]]
    assert [(text, find_title(text)) for text, title in cases] == cases


@pytest.mark.parametrize("lang", GOLD["languages"])
def test_chats_letters_and_dialogues_have_no_title(lang):
    texts = [layout.format(**GOLD["languages"][lang]) for layout in GOLD["titles"]["untitled"]]
    assert [(text, find_title(text)) for text in texts] == [(text, None) for text in texts]


@pytest.mark.parametrize("lang", GOLD["languages"])
def test_the_title_is_found_in_nearly_all_heads(lang):
    cases = list(iter_cases(lang))
    records = list(list_documents([Document(str(number), case.text) for number, case in enumerate(cases)]))
    wrong = [
        (case.text, record.title)
        for case, record in zip(cases, records, strict=True)
        if record.title != case.title
    ]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(cases), wrong


@pytest.mark.parametrize(
    "text",
    [
        "The gardeners of the third street meet again this spring in the old hall\nbehind the mill.\n\nMore follows.\n",
        "Die Gärtner der dritten Straße treffen sich wieder\nam Bach, und alle sind da.\n",
        "Новый выпуск еженедельного бюллетеня садоводов нашего района, который\nвыходит с весны.\n\nДалее о погоде.\n",
    ],
)
def test_the_first_line_of_a_wrapped_paragraph_is_no_title(text):
    assert find_title(text) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("{{Infobox|title=A wall}}\n$Id$\n\\maketitle\n\nThe damp wall in spring\n\nIt never dries.\n", "The damp wall in spring"),
        ("% The damp wall in spring\n% Nora Example\n\nIt never dries.\n", "The damp wall in spring"),
        ("#include <news>\n# $Id$\nThe damp wall in spring\n\nIt never dries.\n", "The damp wall in spring"),
        ("#сад #погода\nСырая стена весной\n\nОна не сохнет.\n", "Сырая стена весной"),
        ("Help us to mend the <q>Old Wall</q>: come to our\nmarathon in spring\n\nIt never dries.\n", "Help us to mend the Old Wall: come to our marathon in spring"),
        ("\\*\\*The damp wall in spring\n\nIt never dries.\n", "The damp wall in spring"),
    ],
)  # fmt: skip
def test_tags_orders_and_line_breaks_are_no_part_of_a_title(text, title):
    assert find_title(text) == title
