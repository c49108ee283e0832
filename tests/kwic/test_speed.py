"""Floors of speed, as ratios to bare loops that take turns with what they measure: other work disturbs both."""

from __future__ import annotations

import time
import unicodedata
from collections import deque

import msgspec
import pytest
import regex

from corpuskit.corpus import Document
from corpuskit.kwic import KwicOptions, make_concordance
from corpuskit.output.structured import JsonLinesFormat
from corpuskit.text.view import fold, make_view

ENGLISH = "When the council met, the members of the assembly had read the report that the office wrote in the spring.\n"
RUSSIAN = (
    "Члены совета — «все семеро» — прочли доклад, который ведомство написало ещё весной, и ёлки не ждали.\n"
)


class BareLine(msgspec.Struct, gc=False):
    doc: str
    start: int
    end: int
    before: str
    match: str
    after: str


def measure_ratio(measured, bare, runs=7):
    """Return the least processor time of one beside that of the other."""
    least = [float("inf"), float("inf")]
    for _ in range(runs):
        for place, run in enumerate((measured, bare)):
            begun = time.thread_time()
            run()
            least[place] = min(least[place], time.thread_time() - begun)
    return least[0] / least[1]


@pytest.fixture(scope="module")
def document():
    document = Document("a", ENGLISH * 4000)
    # What is worked out once is no part of what is measured.
    assert document.lang == "en"
    assert document.sha256
    assert document.content.census.chars == len(document.text)
    return document


def test_lines_with_all_their_numbers_take_hardly_more_than_a_bare_loop_without(document):
    concordance = make_concordance(KwicOptions(pattern="the", distinct=False))
    lines = JsonLinesFormat(is_ascii=False)
    text, encode = document.text, msgspec.json.Encoder().encode_lines

    def write_bare():
        found = regex.finditer(r"\bthe\b", text, regex.IGNORECASE)
        return encode([make_bare(*match.span()) for match in found])

    def make_bare(start, end):
        return BareLine(
            "a", start, end, text[max(start - 40, 0) : start], text[start:end], text[end : end + 40]
        )

    def write():
        deque(lines.iter_lines(concordance.per_document(document).iter_batches(), is_prompt=False), 0)

    assert measure_ratio(write, write_bare) < 3.2


def test_a_count_takes_hardly_more_than_a_bare_loop(document):
    count = make_concordance(KwicOptions(pattern="the", count=True))
    bare = regex.compile(rb"\bthe\b", regex.IGNORECASE)
    ratio = measure_ratio(
        lambda: list(count.per_document(document)), lambda: sum(1 for _ in bare.finditer(document.data))
    )
    assert ratio < 1.6


@pytest.mark.parametrize(("show", "most"), [(fold, 13), (make_view, 22)])
def test_a_view_takes_some_times_what_case_and_composition_take_alone(show, most):
    paragraphs = [f"{number} {RUSSIAN}" for number in range(3000)]
    ratio = measure_ratio(
        lambda: [show(each) for each in paragraphs],
        lambda: [unicodedata.normalize("NFC", each).casefold() for each in paragraphs],
    )
    assert ratio < most
