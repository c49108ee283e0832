"""What was changed between a paragraph and its copy, word by word, and what kind of change that is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, compress, count
from operator import ne
from typing import Literal, NamedTuple

from corpuskit.records import DifferenceStep
from corpuskit.text.tokens import iter_word_spans, list_words
from corpuskit.text.view import AMPERSAND, make_view


class Words(NamedTuple):
    """The words of a text.

    Attributes:
        folded: The words as they are compared.
        spans: The `(start, end)` of each in the text.
    """

    folded: list[str]
    spans: list[tuple[int, int]]


class Change(NamedTuple):
    """A stretch of words, by index, that is the same on both sides or not; one side of it may be empty."""

    same: bool
    kept_start: int
    kept_end: int
    copy_start: int
    copy_end: int


def locate_words(text: str) -> Words:
    """Return the words of `text` in the matching view, and where they stand in `text` itself.

    No dictionary tells them: by characters, texts are compared more closely, and may begin anywhere.
    """
    view = make_view(text)
    spans = list(iter_word_spans(view.text, by_dictionary=False))
    return Words(
        [view.text[start:end] for start, end in spans], [view.source_span(start, end) for start, end in spans]
    )


def find_middle(kept: list[str], copy: list[str]) -> tuple[int, tuple[int, int]]:
    """Return where what differs begins on both sides, and where it ends on each."""
    first = _count_alike(kept, copy)
    left = min(len(kept), len(copy)) - first
    behind = min(_count_alike(reversed(kept), reversed(copy)), left)
    return first, (len(kept) - behind, len(copy) - behind)


def _count_alike(words: Iterable[str], others: Iterable[str]) -> int:
    """Return how many words two rows begin with alike."""
    return next(compress(count(), chain(map(ne, words, others), (True,))))


def align_words(kept: list[str], copy: list[str]) -> list[Change]:
    """Return the stretches of an alignment with the most words in common, in order.

    Args:
        kept: The words of one side, as they are compared.
        copy: The words of the other.
    """
    from rapidfuzz.distance import Indel

    changes: list[Change] = []
    is_same, is_other = True, False
    kept_end = copy_end = 0
    # The last one is empty, and at the end.
    for kept_start, copy_start, size in Indel.editops(kept, copy).as_matching_blocks():
        if kept_end < kept_start or copy_end < copy_start:
            changes.append(Change(is_other, kept_end, kept_start, copy_end, copy_start))
        kept_end, copy_end = kept_start + size, copy_start + size
        if size:
            changes.append(Change(is_same, kept_start, kept_end, copy_start, copy_end))
    return changes


def list_differences(kept: str, copy: str) -> list[DifferenceStep]:
    """Return the steps that lead from the words of `kept` to those of `copy`, as they are written.

    Args:
        kept: The text of the kept paragraph.
        copy: The text of its copy.
    """
    kept_words, copy_words = locate_words(kept), locate_words(copy)
    return [
        make_step(change, kept, kept_words, copy, copy_words)
        for change in align_words(kept_words.folded, copy_words.folded)
    ]


def make_step(
    change: Change, kept: str, kept_words: Words, copy: str, copy_words: Words, kind: str | None = None
) -> DifferenceStep:
    """Return a change as the words that it covers, as they are written.

    Args:
        change: The change.
        kept: The text of the kept paragraph.
        kept_words: Its words.
        copy: The text of its copy.
        copy_words: The words of that.
        kind: What is changed, as `DifferenceStep` has it.
    """
    return DifferenceStep(
        operation=_name_operation(change),
        kept=_slice(kept, kept_words.spans[change.kept_start : change.kept_end]),
        copy=_slice(copy, copy_words.spans[change.copy_start : change.copy_end]),
        kind=kind,
    )


def _name_operation(change: Change) -> Literal["equal", "insert", "delete", "replace"]:
    if change.same:
        return "equal"
    if change.kept_start == change.kept_end:
        return "insert"
    return "delete" if change.copy_start == change.copy_end else "replace"


def _slice(text: str, spans: list[tuple[int, int]]) -> str:
    return text[spans[0][0] : spans[-1][1]] if spans else ""


class WrittenWords(NamedTuple):
    """The words of a text.

    Attributes:
        folded: The words as they are compared.
        written: The words as they are written.
        text: The text itself.
    """

    folded: list[str]
    written: list[str]
    text: str


def list_written_words(text: str) -> WrittenWords:
    """Return the words of `text`, as they are compared and as they are written."""
    if text.isascii() and AMPERSAND not in text:
        written = list_words(text)
        return WrittenWords(" ".join(written).lower().split(), written, text)
    words = locate_words(text)
    return WrittenWords(words.folded, [text[start:end] for start, end in words.spans], text)
