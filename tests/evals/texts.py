"""Quotations in whole texts of ten languages and many genres, written for the purpose by others than the rules.

A line of `gold/quotes-texts.jsonl` is one text with its quotations: their kind, where they stand, the speaker as written
(null where nobody is named there) and its place, the last word of the name, and the name that the text tells. Every third
text, by a hash of it, is held out of fitting.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.evals.constructions import Expected, Item, fold, stems

from corpuskit.corpus.document import Document
from corpuskit.quotes import QuoteOptions, extract_quotes
from corpuskit.records import Quotation

PATH = Path(__file__).parent / "gold" / "quotes-texts.jsonl"
NOT_SPEECH = ("title", "scare", "term", "not-a-quotation")
SPEECH = ("direct", "mixed", "unquoted")
# The comma before a report belongs to what is said in some traditions, and not in others.
_MARKS = ">\"“”„‟«»‹›「」『』`'‘’‚‛ \n—–-,،"
_LONGER_MENTION = 12
_LONGER_PHRASE = 25


class Scored(NamedTuple):
    """What was answered to one quotation.

    Attributes:
        lang: Its language.
        is_speech: Whether it is speech.
        is_found: Whether it is given as speech.
        is_mention_right: Whether the speaker is the one of the gold, by the words of the mention.
        is_named: Whether a name is given.
        is_name_right: Whether that is the name in the gold.
        confidence: That of the answer; None where nobody is named.
    """

    lang: str
    is_speech: bool
    is_found: bool = False
    is_mention_right: bool = False
    is_named: bool = False
    is_name_right: bool = False
    confidence: float | None = None


def read_texts() -> Iterator[Item]:
    """Yield the texts, their speech as it is expected."""
    for line in PATH.read_text("utf-8").splitlines():
        item = json.loads(line)
        quotations = [
            Expected(
                quotation["start"],
                quotation["end"],
                "direct",
                None if quotation["place"] is None else tuple(quotation["place"]),
                quotation["name"] or "",
                quotation["head"] or "",
            )
            for quotation in item["quotes"]
            if quotation["kind"] not in NOT_SPEECH
        ]
        is_held_out = hashlib.sha256(item["text"].encode()).digest()[0] % 3 == 0
        yield Item(item["lang"], str(item["genre"]), item["text"], quotations, is_held_out)


def score_texts() -> Iterator[Scored]:
    """Yield the answers of the tool to all quotations."""
    for line in PATH.read_text("utf-8").splitlines():
        item = json.loads(line)
        records = _read(item["text"])
        for quotation in item["quotes"]:
            record = records.get(_trim(item["text"], quotation["start"], quotation["end"]))
            yield _score(item["lang"], quotation, record)


def _read(text: str) -> dict[tuple[int, int], Quotation]:
    records: dict[tuple[int, int], Quotation] = {}
    for record in extract_quotes([Document("text", text)], QuoteOptions(all=True)):
        records[_trim(text, record.start, record.end)] = record
        records.setdefault(_trim(text, record.parts[0].start, record.parts[-1].end), record)
        for part in record.parts:
            # Some gold has a record for each span of speech that a report interrupts.
            records.setdefault(_trim(text, part.start, part.end), record)
    return records


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _score(lang: str, quotation: dict[str, Any], record: Quotation | None) -> Scored:
    is_speech = quotation["kind"] not in NOT_SPEECH
    if record is None or record.kind not in SPEECH:
        return Scored(lang, is_speech)
    mention = record.speaker.text if record.speaker else ""
    return Scored(
        lang,
        is_speech,
        is_found=True,
        is_mention_right=is_mention_right(quotation, mention, record.speaker_name or ""),
        is_named=record.speaker_name is not None,
        is_name_right=is_name_right(quotation["name"] or "", record.speaker_name or ""),
        confidence=record.confidence,
    )


def is_mention_right(quotation: dict[str, Any], mention: str, name: str) -> bool:
    """Return whether a mention is the one of the gold, by its words.

    Args:
        quotation: The speaker of the gold as written, and the head of it.
        mention: The speaker that is given.
        name: The name that is given; empty for none.
    """
    gold, head = quotation["speaker"] or "", quotation["head"] or ""
    if not mention and not name:
        return not gold and not head
    if not gold:
        return bool(head) and stems(head) <= stems(f"{mention} {name}")
    longer = len(fold(mention)) - len(fold(gold))
    return (
        (longer == 0 and fold(mention) == fold(gold))
        or (bool(head) and stems(head) <= stems(mention) and longer <= _LONGER_PHRASE)
        or (bool(stems(mention) & stems(gold)) and longer <= _LONGER_MENTION)
    )


def _is_initialled(gold: list[str], name: list[str]) -> bool:
    """Return whether a name is that of the gold with an initial, where the text has no more."""
    initials = [word for word in name[:-1] if len(word.strip(".")) == 1]
    return len(name) > 1 and name[-1] == gold[-1] and bool(initials) and gold[0][0] == initials[0][0]


def is_name_right(gold: str, name: str) -> bool:
    """Return whether a name is the one of the gold, or a part of it."""
    gold, name = fold(gold), fold(name)
    if not gold or not name:
        return False
    if name in gold or (gold in name and len(name) <= len(gold) + 4) or stems(gold) == stems(name):
        return True
    if _is_initialled(gold.split(), name.split()):
        return True
    # A middle name more: «Вера Аркадьевна Кольцова», «Вера Кольцова».
    return " " in gold and stems(gold) <= stems(name) and name.count(" ") <= gold.count(" ") + 1
