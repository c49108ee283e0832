"""Quotations in six languages against sentences that were written for the purpose, with the scores reached."""

import pytest
from tests.evals.sentences import read_gold

from corpuskit.corpus.document import Document, Known
from corpuskit.quotes import QuoteOptions, extract_quotes

SPEECH = {"direct", "mixed"}
# The fewest quotations of each language whose kind, and of its speech whose speaker, must be right; all are found.
FLOORS = {"ar": (102, 91), "en": (99, 92), "es": (100, 94), "fr": (102, 94), "ru": (100, 94), "zh": (104, 98)}


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
