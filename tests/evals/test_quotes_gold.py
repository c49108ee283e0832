"""Quotations in six languages against sentences that were written for the purpose, with the scores reached.

A file holds texts between blank lines. `⟦` and `⟧` enclose the content of each quotation; a line `= kind | speaker`
follows for each of them in order, `-` for no speaker. `⏎` is a line break inside a text.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from corpuskit.corpus.document import Document, Known
from corpuskit.quotes import QuoteOptions, extract_quotes

GOLD = Path(__file__).parent / "gold"
SPEECH = {"direct", "mixed"}
# The fewest quotations of each language whose kind, and of its speech whose speaker, must be right; all are found.
FLOORS = {"ar": (102, 91), "en": (99, 93), "es": (100, 94), "fr": (102, 94), "ru": (100, 94), "zh": (104, 98)}


class Quoted(NamedTuple):
    start: int
    end: int
    kind: str
    speaker: str | None


def read_gold(language: str) -> list[tuple[str, list[Quoted]]]:
    items = []
    for block in (GOLD / f"quotes-{language}.txt").read_text("utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        labels = [line[2:].split(" | ") for line in lines if line.startswith("= ")]
        marked = "\n".join(line for line in lines if not line.startswith("= ")).replace("⏎", "\n")
        places = [match.start() - number for number, match in enumerate(re.finditer("[⟦⟧]", marked))]
        spans, opened = [], []
        for place, bracket in zip(places, re.findall("[⟦⟧]", marked), strict=True):
            if bracket == "⟦":
                opened.append(len(spans))
                spans.append((place, place))
            else:
                number = opened.pop()
                spans[number] = (spans[number][0], place)
        text = re.sub("[⟦⟧]", "", marked)
        items.append(
            (
                text,
                [
                    Quoted(*span, kind, None if speaker == "-" else speaker)
                    for span, (kind, speaker) in zip(spans, labels, strict=True)
                ],
            )
        )
    return items


@pytest.mark.parametrize("language", FLOORS)
def test_quotations_are_found_with_their_kind_and_speaker(language):
    kinds = speakers = 0
    for text, quotations in read_gold(language):
        records = extract_quotes(
            [Document("gold", text, known=Known(script=None, lang=language))], QuoteOptions(all=True)
        )
        found = {(record.start, record.end): record for record in records}
        assert set(found) == {(quoted.start, quoted.end) for quoted in quotations}, text
        for quoted in quotations:
            record = found[quoted.start, quoted.end]
            alike = {"term", "scare"} if quoted.kind in {"term", "scare"} else {quoted.kind}
            kinds += record.kind in alike
            names = {record.speaker.text if record.speaker else None, record.speaker_name}
            speakers += quoted.kind in SPEECH and quoted.speaker in names
    assert kinds >= FLOORS[language][0]
    assert speakers >= FLOORS[language][1]


@pytest.mark.parametrize("language", FLOORS)
def test_there_are_a_hundred_quotations_of_each_language(language):
    assert sum(len(quotations) for _, quotations in read_gold(language)) >= 100
