"""Quotations in single sentences of six languages, written for the purpose.

A file holds texts between blank lines. `⟦` and `⟧` enclose the content of each quotation; a line `= kind | speaker`
follows for each of them in order, `-` for no speaker. `⏎` is a line break inside a text. Every second text, by a hash of
it, is held out: nothing is fitted on it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.evals.constructions import Expected, Item

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parent.parent.parent / "seeds"
SPEECH = ("direct", "mixed")
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


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


def read_sentences(language: str) -> Iterator[Item]:
    """Yield the texts of a language, the speaker where it is named next to the quotation."""
    for text, quotations in read_gold(language):
        expected = []
        for quoted in quotations:
            if quoted.kind in SPEECH:
                mention = None if quoted.speaker is None else _nearest(text, quoted.speaker, quoted)
                expected.append(Expected(quoted.start, quoted.end, quoted.kind, mention, None, ""))
        is_held_out = hashlib.sha256(text.encode()).digest()[0] % 2 == 1
        yield Item(language, "sentence", text, expected, is_held_out)


def _nearest(text: str, speaker: str, quoted: Quoted) -> tuple[int, int] | None:
    places = [match.start() for match in re.finditer(re.escape(speaker), text)]
    outside = [place for place in places if not quoted.start <= place < quoted.end]
    if not outside:
        return None
    start = min(outside, key=lambda place: min(abs(place - quoted.start), abs(place - quoted.end)))
    return start, start + len(speaker)


def read_seeds() -> Iterator[Item]:
    """Yield the seeds with their speech in marks, none of them held out."""
    quotations: dict[str, list[Expected]] = {}
    languages: dict[str, str] = {}
    for line in (GOLD / "seeds-quotes.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        languages[record["file"]] = record["lang"]
        if record["kind"] in SPEECH:
            speaker = record["speaker"]
            mention = None if speaker is None else (speaker["start"], speaker["end"])
            head = record["speaker_head"] or ""
            expected = Expected(
                record["start"],
                record["end"],
                record["kind"],
                mention,
                record["speaker_resolved"] or "",
                head,
            )
            quotations.setdefault(record["file"], []).append(expected)
    for file, expected_here in sorted(quotations.items()):
        yield Item(
            languages[file], "seed", (SEEDS / file).read_text("utf-8"), expected_here, is_held_out=False
        )
