"""The words of a source beside those of a quotation, without what the end of a line or a bracket makes of a word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

import msgspec
import regex

from corpuskit.corpus.document import Document
from corpuskit.dedupe.kinds.alignment import align_words, make_step
from corpuskit.patterns import compile_later
from corpuskit.records import DifferenceStep
from corpuskit.text.tokens import iter_word_spans, list_words
from corpuskit.verify.comparing.words import find_left_out, locate
from corpuskit.verify.evidence import MOST_BESIDE, SourcePlace


def list_differences(source: str, draft: str) -> list[DifferenceStep]:
    """Return the steps that lead from the words of a source to those of a quotation, as they are written.

    Args:
        source: What stands in the corpus.
        draft: What the draft has of it.
    """
    kept, copy = locate(source, other=draft), locate(draft, is_draft=True, other=source)
    return [make_step(change, source, kept, draft, copy) for change in align_words(kept.folded, copy.folded)]


def write_plainly(text: str, other: str, *, is_draft: bool = False) -> str:
    """Return a text without what divides words at the ends of lines, and what cannot be seen in them.

    Args:
        text: The text.
        other: What it is compared with; see `find_left_out`.
        is_draft: Whether brackets inside of words are left out: «[T]he».
    """
    kept, place = [], 0
    for start, end in find_left_out(text, is_draft=is_draft, other=other):
        kept.append(text[place:start])
        place = end
    return "".join([*kept, text[place:]])


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
