"""The words of a source beside those of a quotation, without what the end of a line or a bracket makes of a word."""

from __future__ import annotations

from corpuskit.dedupe.kinds.alignment import align_words, make_step
from corpuskit.records import DifferenceStep
from corpuskit.verify.words import find_left_out, locate


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
