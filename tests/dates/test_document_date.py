"""The date that a document gives itself."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from corpuskit.corpus import Document
from corpuskit.dates.grammar.reader import GrammarOptions
from corpuskit.dates.resolution import document_date
from corpuskit.dates.resolution.document_date import find_document_date


@pytest.mark.parametrize(
    ("text", "value", "source"),
    [
        ("A title\nDUSHANBE, 24.06.2021 (Agency) – Yesterday they met.\nMore.", "2021-06-24", "dateline"),
        ("GENEVA, June 3, 2020 - The council met.", "2020-06-03", "dateline"),
        ("Москва, 15 марта 2023 г. Мост закрыли вчера.", "2023-03-15", "dateline"),
        ("Київ, 15 березня 2023 р. Міст закрили вчора.", "2023-03-15", "dateline"),
        ("КИЇВ, 15 березня 2023 р. («Вісник»). – Міст закрили.", "2023-03-15", "dateline"),
        ("PARIS, le 14 mars 2023. « Le pont est fermé », a déclaré le maire.", "2023-03-14", "dateline"),
        ("LONDON, 15 March 2023. “The bridge is closed,” the mayor said.", "2023-03-15", "dateline"),
        ("A title\n24 June 2021\nThe text begins here.", "2021-06-24", "line"),
        ("A title\nPublished: 24 June 2021\nThe text begins here.", "2021-06-24", "line"),
        ("They met.\n\nGeneva is a city.\n\n24 June 2021", "2021-06-24", "line"),
        ("They intend to meet 23.11.2020 13:39\nThe text.", "2020-11-23T13:39", "line"),
    ],
)
def test_a_dateline_or_a_line_of_its_own_dates_a_document(text, value, source):
    found = find_document_date(Document("d", text))
    assert found is not None
    assert (found.value, found.source) == (value, source)
    assert found.start is not None
    assert found.end is not None
    assert found.line == text[: found.start].count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "On July 19, 2024 – a Friday – they met.",
        "They met on 24 June 2021 in Geneva and parted.",
        "В Москве, 15 марта 1812 г. Наполеон ещё не думал о походе.",
        "Москва 15 марта 1812 г. Наполеона ещё не знала.",
        "Friday, April 18\n\nA title",
        "04/07/2000\nA title whose date may be read in two ways",
    ],
)
def test_a_date_in_a_sentence_or_an_open_one_dates_no_document(text):
    assert find_document_date(Document("d", text)) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("2013-03-22", "2013-03-22"),
        ("2013-03-22T10:00:00Z", "2013-03-22T10:00"),
        ("22 March 2013", "2013-03-22"),
    ],
)
def test_the_metadata_come_before_the_text(field, value):
    found = find_document_date(Document("d", "ROME, 1 May 2020 – They met.", metadata={"date": field}))
    assert found is not None
    assert (found.value, found.source, found.start) == (value, "metadata", None)


def test_nothing_heavy_is_loaded():
    import subprocess
    import sys

    code = (
        "import sys; from corpuskit.corpus import Document;"
        "from corpuskit.dates.resolution.document_date import find_document_date as find;"
        "find(Document('d', 'ROME, 1 May 2020 – They met.'));"
        "print(*{name.split('.')[0] for name in sys.modules} & {'dateutil', 'numpy', 'rapidfuzz'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("lang", ["ar", "de", "en", "es", "fr", "it", "pt", "ru", "uk", "zh"])
def test_a_head_is_read_alike_word_for_word_or_at_its_triggers(lang, monkeypatch):
    gold = Path(__file__).parents[1] / "evals" / "gold" / "dates-texts" / f"{lang}.jsonl"
    texts = [json.loads(line)["content"] for line in gold.read_text(encoding="utf-8").splitlines()]
    found = []
    for is_short in (True, False):
        monkeypatch.setattr(document_date, "GrammarOptions", partial(GrammarOptions, short=is_short))
        found.append([find_document_date(Document("doc", text)) for text in texts])
    assert found[0] == found[1]
