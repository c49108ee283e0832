"""What holds on any text: slices, determinism, and that a date is found wherever it stands."""

from __future__ import annotations

import time
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from corpuskit.corpus import Document
from corpuskit.dates import DateOptions, extract_dates
from corpuskit.dates.language.tables import list_languages, read_language
from corpuskit.dates.language.tense import find_tense
from corpuskit.output.markup import mark_up
from corpuskit.records import DateMention

WORDS = [
    "2024",
    "1 ",
    "May",
    "July",
    "16",
    ",",
    " ",
    "\n",
    "-",
    "–",
    ".",
    "the",
    "of",
    "ago",
    "last",
    "year",
    "عام",
]
WORDS += [
    "مايو",
    "هـ",
    "年",
    "月",
    "日",
    "7️⃣",
    "сентября",
    "г.",
    "août",
    "l'",
    "’",
    "\u0640",
    "\u0301",
    "İ",
    "٢",
    "#",
]
MESSY = st.one_of(
    st.text(), st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=30).map("".join)
)


def find(text: str, **options: object) -> list[DateMention]:
    found = extract_dates([Document("doc", text)], DateOptions(**options))
    return [item for item in found if isinstance(item, DateMention)]


@given(MESSY, st.sampled_from([(), ("en",), list_languages()]))
def test_every_record_is_a_slice_and_none_overlaps_another(text, languages):
    done = 0
    for record in find(text, languages=languages, anchor="2024-07-16", vague=True):
        assert text[record.start : record.end] == record.text
        assert record.start >= done
        assert record.line == text[: record.start].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        assert (
            record.first_day is None
            or record.last_day is None
            or record.first_day[:5] <= record.last_day[:5]
            or "-" in record.first_day[:1]
        )
        done = record.end


@given(MESSY)
def test_the_same_text_gives_the_same_dates(text):
    assert find(text) == find(text)


@given(MESSY, st.sampled_from(["timex3", "tei"]))
def test_inline_markup_loses_nothing_but_what_xml_cannot_hold(text, style):
    from xml.etree import ElementTree as ET

    marked = mark_up(text, find(text), style)
    content = "".join(ET.fromstring(f"<d>{marked}</d>".replace("\r", "&#13;")).itertext())  # noqa: S314
    kept = [a for a, b in zip(text, content, strict=True) if a != b]
    assert all(ord(character) < 32 or character in "\ufffe\uffff" for character in kept)


def write_date(lang: str, day: date) -> list[str]:
    """Return the usual forms of a date in a language."""
    months = read_language(lang).cldr.months
    name = months[str(day.month)].split()[0].replace("_", " ")
    if lang == "zh":
        return [f"{day.year}年{day.month}月{day.day}日"]
    if lang == "en":
        name = name.capitalize()
        return [f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}"]
    if lang == "es":
        return [f"{day.day} de {name} de {day.year}"]
    return [f"{day.day} {name} {day.year}"]


@given(
    st.sampled_from(list_languages()),
    st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)),
    st.text(alphabet="xyzщقו。§!", max_size=12),
    st.text(alphabet="xyzщقו。§!", max_size=12),
)
def test_a_date_of_any_language_is_found_within_any_text(lang, day, before, after):
    for written in write_date(lang, day):
        records = find(f"{before} ({written}) {after}", languages=(lang,))
        assert [(record.text, record.value) for record in records] == [(written, day.isoformat())]


@given(
    st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["{:%Y-%m-%d}", "{:%Y-%m-%dT%H:%M:%SZ}"]),
)
def test_iso_dates_are_found_in_any_language(day, form):
    written = form.format(day)
    for lang in list_languages():
        (record,) = find(f"({written})", languages=(lang,))
        assert (record.text, record.value) == (written, written)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.sampled_from(list_languages()), st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)))
def test_values_are_valid_edtf(lang, day):
    for written in write_date(lang, day):
        short = written.replace(str(day.year), "")
        for record in find(f"({written}); {short}; {day.year}-{day.year + 1}", languages=(lang,)):
            if record.value is not None:
                assert parse_edtf(record.value)
                assert parse_edtf(record.written)


ADVERSARIAL = [
    "1 ",
    "1/",
    "1.",
    "-1",
    "the ",
    "may ",
    "2020",
    "2020 ",
    "2020-",
    "1st of ",
    "last ",
    "'9",
    "(",
    "one-",
]
ADVERSARIAL += [
    "ago ",
    "of the ",
    "من ",
    "يوم ",
    "月",
    "1月",
    "十",
    "г. ",
    "de ",
    "and the ",
    "twenty ",
    "W ",
    "٣",
]


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_no_long_line_takes_more_than_its_share_of_time(piece):
    def measure(length: int) -> float:
        begun = time.process_time()
        find(piece * (length // len(piece)), languages=list_languages())
        return time.process_time() - begun

    short = measure(15_000)
    # Four times as long, it takes four times as much; sixteen times where it is a square.
    assert measure(60_000) < max(9 * short, 1)


def test_a_tense_without_a_cue_is_none():
    assert find_tense("the house on ", " is white", "en") is None
    assert find_tense("they met on ", "", "en") == "past"
    assert find_tense("they will meet on ", "", "en") == "future"
    assert find_tense("", "", None) is None
