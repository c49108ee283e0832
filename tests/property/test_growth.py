"""On texts made to be slow, twice the text takes at most 2.3 times the time."""

from __future__ import annotations

import time

import pytest
from tests.property.shapes import SHAPES, make_text

from corpuskit import (
    DedupeOptions,
    KwicOptions,
    concordance,
    extract_dates,
    extract_quotes,
    find_duplicates,
    list_documents,
    run,
)
from corpuskit.corpus import Document
from corpuskit.words.collocates import CollocateOptions, Collocates
from corpuskit.words.wordlist import WordList, WordOptions

pytestmark = pytest.mark.long

COMMANDS = {
    "list": list_documents,
    "dates": extract_dates,
    "quotes": extract_quotes,
    "words": lambda documents: run(WordList(), documents),
    "words --size 3": lambda documents: run(WordList(WordOptions(size="3")), documents),
    "collocates": lambda documents: run(Collocates(KwicOptions(pattern="a*"), CollocateOptions()), documents),
    "kwic": lambda documents: concordance(documents, KwicOptions(pattern="*a *{0,5} b*")),
    "kwic --within document": lambda documents: concordance(
        documents, KwicOptions(pattern="a b", within="document")
    ),
    "dedupe": find_duplicates,
    "dedupe --contained": lambda documents: find_duplicates(documents, DedupeOptions(contained="0.9")),
}
# In these the number of pairs of which the one may lie in the other is itself the square of the number of lines.
SQUARE = {("dedupe --contained", "few words")}
_SIZES = (50_000, 100_000, 200_000, 400_000)
# What takes less is not measured well.
_SHORT = 0.4
_MOST_GROWTH = 2.3


def measure(command: str, shape: str, size: int) -> float:
    # Copies are looked for among lines, also where these look like the lines of one paragraph.
    rule = "line" if command.startswith("dedupe") else "auto"
    document = Document("d", make_text(shape, size), paragraph_rule=rule)
    begun = time.process_time()
    for _ in COMMANDS[command]([document]):
        pass
    return time.process_time() - begun


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_little_more_than_twice_the_time(command, shape):
    if (command, shape) in SQUARE:
        pytest.skip("the answer is the square")
    before = measure(command, shape, _SIZES[0])
    for size in _SIZES[1:]:
        taken = measure(command, shape, size)
        if taken > max(_MOST_GROWTH * before, _SHORT):
            # Once more: a busy machine makes some runs slow.
            before = min(before, measure(command, shape, size // 2))
            taken = min(taken, measure(command, shape, size))
        assert taken <= max(_MOST_GROWTH * before, _SHORT), f"{before:.2f} s, then {taken:.2f} s"
        before = taken
