"""Words of a source at the ends of a place for which a quotation has others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

import msgspec
import regex

from corpuskit.corpus.document import Document
from corpuskit.patterns import compile_later
from corpuskit.text.tokens import iter_word_spans, list_words
from corpuskit.verify.best import MOST_BESIDE
from corpuskit.verify.differences import list_differences
from corpuskit.verify.evidence import SourcePlace

# What may stand between words of one sentence.
_SPACES = compile_later(r"[ \t\u00a0\u202f]*")
_WRAPPED = compile_later(r"[ \t\u00a0\u202f]*(?:\r\n|[\n\r])?[ \t\u00a0\u202f]*")


def add_replaced(place: SourcePlace, quotation: str, document: Document) -> SourcePlace:
    """Return a place with the words beside it for which the draft has others, at its beginning and at its end.

    A place ends with the last word that the two have in common; what the draft has in place of the next one is told
    beside it, as long as only white space stands between.

    Args:
        place: The place, with offsets in code points.
        quotation: The quotation.
        document: The document, which tells whether sentences go on in the next line.
    """
    steps = list_differences(place.text, quotation)
    first, last = (
        len(list_words(step.copy, by_dictionary=False))
        if step.operation == "insert" and len(steps) > 1
        else 0
        for step in (steps[0], steps[-1])
    )
    if not first and not last:
        return place
    gap = _SPACES if document.has_line_paragraphs else _WRAPPED
    before, after = place.marks
    start, end = len(before) - _measure_before(before, first, gap), _measure_after(after, last, gap)
    return msgspec.structs.replace(
        place,
        start=place.start - len(before) + start,
        end=place.end + end,
        text=before[start:] + place.text + after[:end],
        marks=(before[:start], after[end:]),
    )


def _measure_after(text: str, words: int, gap: regex.Pattern[str]) -> int:
    """Return how many characters the first words of a text take, 0 where more than spaces stands before one of them."""
    spans = list(islice(iter_word_spans(text, by_dictionary=False), words))
    if not words or len(spans) < words or (spans[-1][1] == len(text) == MOST_BESIDE):
        # Too few, or the last one may be cut.
        return 0
    return spans[-1][1] if _are_joined(text, [(0, 0), *spans], gap) else 0


def _measure_before(text: str, words: int, gap: regex.Pattern[str]) -> int:
    """Return how many characters the last words of a text take, 0 where more than spaces stands behind one of them."""
    spans = list(iter_word_spans(text, by_dictionary=False))[-words:] if words else []
    if len(spans) < max(words, 1) or (spans[0][0] == 0 and len(text) == MOST_BESIDE):
        return 0
    return len(text) - spans[0][0] if _are_joined(text, [*spans, (len(text), len(text))], gap) else 0


def _are_joined(text: str, spans: Sequence[tuple[int, int]], gap: regex.Pattern[str]) -> bool:
    return all(gap.fullmatch(text, one[1], other[0]) for one, other in pairwise(spans))
