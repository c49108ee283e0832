"""What `corpuskit list` says of a document."""

from __future__ import annotations

import pytest

from corpuskit.corpus import Document, open_corpus
from corpuskit.listing import is_navigation, list_documents
from tests.conftest import SEEDS


def describe(text: str, **fields: object):
    (record,) = list_documents([Document("a", text, **fields)])
    return record


def test_the_seeds():
    findings = list_documents(open_corpus(SEEDS))
    shown = [
        (
            r.doc[:3],
            r.lang,
            r.script,
            r.direction,
            r.date,
            r.date_source,
            r.words,
            r.paragraphs,
            r.distinct_paragraphs,
        )
        for r in findings
    ]
    assert shown == [
        ("000", "en", "Latn", "ltr", None, None, 723, 19, 19),
        ("001", "en", "Latn", "ltr", "2021-06-24", "dateline", 864, 17, 17),
        ("002", "en", "Latn", "ltr", None, None, 3799, 137, 61),
        ("003", "ar", "Arab", "rtl", None, None, 423, 20, 19),
        ("004", "en", "Latn", "ltr", "2020-11-23T13:39", "line", 561, 17, 17),
    ]
    assert findings.summary == {"words": 6370, "paragraphs": 210, "distinct_paragraphs": 133}


def test_the_titles_of_the_seeds_are_neither_dates_nor_navigation_nor_boilerplate():
    assert [record.title[:56] for record in list_documents(open_corpus(SEEDS))] == [
        "Secretary General of the CIS S.Lebedev took part in the ",
        "Dushanbe Hosts SCO Security Council Secretaries Meeting",
        "❗️ Comment by Foreign Ministry Spokeswoman Maria Zakharo",
        "الأمين العام للأمم المتحدة يشيد بمستوى التعاون مع منظمة ",
        "The SCO countries intend to strengthen foreign policy co",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("3 May 2024\nA treaty is signed\nText.", "A treaty is signed"),
        ("Home\n« Back\nRead also\nA treaty is signed", "A treaty is signed"),
        ("Facebook Twitter LinkedIn +\nA treaty is signed", "A treaty is signed"),
        ("Главная\n← Назад\nПодписан договор", "Подписан договор"),
        ("My channel\nFirst post\nMy channel\nSecond post\nMy channel\nThird post", "First post"),
        ("A title\nText.\nA title", "A title"),
        ("* * *\n\n2024\n", None),
        ("", None),
    ],
)
def test_a_title_is_the_first_line_that_says_something(text, title):
    assert describe(text).title == title


def test_a_title_of_the_metadata_wins():
    assert describe("First line", metadata={"title": "Given"}).title == "Given"


def test_a_date_of_the_metadata_wins():
    record = describe("LONDON, 3 May 2024 (Agency) – Text.", metadata={"date": "2024-05-04"})
    assert (record.date, record.date_source) == ("2024-05-04", "metadata")
    record = describe("LONDON, 3 May 2024 (Agency) – Text.")
    assert (record.date, record.date_source) == ("2024-05-03", "dateline")


def test_a_record_encloses_the_whole_text():
    record = describe("é\nb")
    assert (record.line, record.start, record.end, record.chars, record.bytes) == (1, 0, 3, 3, 4)


@pytest.mark.parametrize(
    "line", ["Read also", "« Back", "Share.", "Next →", "اقرأ أيضًا", "Google+ Pinterest LinkedIn Tumblr +"]
)
def test_navigation(line):
    assert is_navigation(line)


@pytest.mark.parametrize(
    "line",
    ["The way back home", "Google announces a new product", "«Правда» о договоре", "News from the front"],
)
def test_titles_are_no_navigation(line):
    assert not is_navigation(line)
