"""Gold of invented quotations: constructions with slots that are filled, seven times each.

A file `gold/quotes/<lang>.txt` has fillers, `SLOT = a; b; …`, and constructions, `genre|text|labels`. In a text
`{X}` is a slot, `⟦…⟧` the content of a quotation, `⟪…⟫` a speaker as written, `\\n` a line break. A label stands for
each quotation in order: a kind (d direct, m mixed, u unquoted, t title, n term, s scare), the number of the mention
that speaks (0: none of its own), and who that is: a slot (F, M, G, O), a name in braces, `-` for nobody by name, `?`
for not scored; a kind alone has no speaker that is scored, and `-` alone is a quotation that is not scored at all.

Of the constructions every second one, by a hash of its text, is held out: nothing is fitted or tuned on it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpuskit.corpus.document import Document, Known
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.records import Quotation

FOLDER = Path(__file__).parent / "gold" / "quotes"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
FILLINGS = 7
KINDS = {"d": "direct", "m": "mixed", "u": "unquoted", "t": "title", "n": "term", "s": "scare"}
_TAG = re.compile("[⟦⟧⟪⟫]")


class Expected(NamedTuple):
    """A quotation of the gold.

    Attributes:
        start: Index of its first code point.
        end: Index after its last code point.
        kind: Its kind; None where it is not scored.
        mention: Where its speaker is named; None where nobody is, or that is not scored.
        name: The full name of the speaker; "" for one without a name, None where that is not scored.
        head: The last word of who speaks where no mention is given; "" where nobody does, None where that is not scored.
    """

    start: int
    end: int
    kind: str | None
    mention: tuple[int, int] | None
    name: str | None
    head: str | None = None


class Item(NamedTuple):
    """A text of the gold."""

    lang: str
    genre: str
    text: str
    quotations: list[Expected]
    is_held_out: bool


def read_items(lang: str) -> Iterator[Item]:
    """Yield the texts of a language."""
    slots: dict[str, list[str]] = {}
    number = 0
    for line in (FOLDER / f"{lang}.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if filler := re.match(r"(\w) = (.*)", line):
            slots[filler[1]] = [word.strip() for word in filler[2].split(";")]
            continue
        genre, template, labels = line.split("|")
        is_held_out = hashlib.sha256(template.encode()).digest()[0] % 2 == 1
        for filling in range(FILLINGS):
            values = {
                slot: words[(filling + (0 if slot in "FMGtTO" else number)) % len(words)]
                for slot, words in slots.items()
            }
            text = template.replace("\\n", "\n")
            for slot, value in values.items():
                text = text.replace(f"{{{slot}}}", value)
            yield Item(lang, genre, *_place(text, labels, values), is_held_out)
        number += 1


def _place(text: str, labels: str, values: dict[str, str]) -> tuple[str, list[Expected]]:
    spans: dict[str, list[tuple[int, int]]] = {"⟦": [], "⟪": []}
    opened: list[tuple[str, int]] = []
    length = done = 0
    for tag in _TAG.finditer(text):
        length += tag.start() - done
        done = tag.end()
        if tag[0] in spans:
            opened.append((tag[0], length))
        else:
            kind, start = opened.pop()
            spans[kind].append((start, length))
    quotations = []
    for span, label in zip(
        sorted(spans["⟦"]), labels.split(" ") if "{" not in labels else [labels], strict=False
    ):
        kind, number, who = label[0], label[1:2], label[2:]
        mention = sorted(spans["⟪"])[int(number) - 1] if number.isdigit() and int(number) else None
        name = (
            values[who]
            if who in values
            else who.strip("{}")
            if who.startswith("{")
            else ""
            if who == "-"
            else None
        )
        quotations.append(Expected(*span, KINDS.get(kind), mention, name))
    return _TAG.sub("", text), quotations


class Answer(NamedTuple):
    """What was answered to one quotation of the gold.

    Attributes:
        expected: The quotation.
        is_found: Whether it is given as speech.
        is_mention_right: Whether its speaker is found where it is named.
        name: The name that is given; None for none.
        is_name_right: Whether that name is right, or none is given; True where names are not scored.
        confidence: Its confidence; None where nobody is named.
    """

    expected: Expected
    is_found: bool
    is_mention_right: bool
    name: str | None = None
    is_name_right: bool = True
    confidence: float | None = None

    @property
    def is_right(self) -> bool:
        return self.is_mention_right and self.is_name_right


SPEECH = ("direct", "mixed", "unquoted")
_SLACK = 25


def read_records(item: Item) -> dict[tuple[int, int], Quotation]:
    """Return what the tool gives for a text, by where it stands."""
    document = Document("gold", item.text, known=Known(script=None, lang=item.lang))
    records = {}
    for record in extract_quotes([document], QuoteOptions(all=True)):
        records.setdefault((record.parts[0].start, record.parts[-1].end), record)
        records[record.start, record.end] = record
    return records


def score_item(item: Item) -> Iterator[Answer]:
    """Yield the answers of the tool to the quotations of a text that are scored."""
    records = read_records(item)
    for expected in item.quotations:
        if expected.kind is None:
            continue
        ends = (expected.end, expected.end - 1, expected.end + 1)
        record = next((r for end in ends if (r := records.get((expected.start, end)))), None)
        if record is None or record.kind not in SPEECH:
            yield Answer(expected, is_found=False, is_mention_right=False)
            continue
        speaker = None if record.speaker is None else (record.speaker.start, record.speaker.end)
        name = record.speaker_name
        yield Answer(
            expected,
            is_found=True,
            is_mention_right=expected.mention is None or is_there(speaker, expected.mention),
            name=name,
            is_name_right=expected.name is None
            or name is None
            or (bool(expected.name) and name in expected.name),
            confidence=record.confidence,
        )


def is_there(speaker: tuple[int, int] | None, mention: tuple[int, int]) -> bool:
    """Return whether a speaker stands where it is expected, with an apposition more or less."""
    if speaker is None or speaker[1] <= mention[0] or speaker[0] >= mention[1]:
        return False
    return speaker[1] - speaker[0] <= mention[1] - mention[0] + _SLACK


def fold(words: str) -> str:
    """Return words in small letters without what stands between them."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def stems(words: str) -> set[str]:
    """Return the words without the ends by which cases differ."""
    return {word[: max(3, len(word) - 2)] for word in fold(words).split()}
