"""The steps from a paragraph to its copy, each with what it changes."""

from __future__ import annotations

from collections.abc import Iterator

from corpuskit.dedupe.kinds.alignment import Change, Words, align_words, locate_words, make_step
from corpuskit.dedupe.kinds.classify import classify_change
from corpuskit.dedupe.kinds.language import Language
from corpuskit.dedupe.kinds.meaning import find_language
from corpuskit.dedupe.kinds.signs import list_signs
from corpuskit.records import DifferenceStep
from corpuskit.text.divisions import join_divided_words


def describe_difference(kept: str, copy: str) -> list[DifferenceStep]:
    """Return the steps that lead from the words of `kept` to those of `copy`, with what each changes.

    Between words that are equal, signs that carry meaning and that only one side has are steps of their own.

    Args:
        kept: The text of the kept paragraph.
        copy: The text of its copy.
    """
    sides = _Side(kept), _Side(copy)
    language = find_language([*sides[0].words.folded, *sides[1].words.folded])
    return [
        step
        for change in align_words(sides[0].words.folded, sides[1].words.folded)
        for step in (
            _iter_equal(change, *sides) if change.same else _iter_changed(change, *sides, language=language)
        )
    ]


class _Side:
    """A text, its words, and the signs before each of them; the signs at its end are before no word."""

    def __init__(self, text: str) -> None:
        self.text = text
        # As long as the text, so that words are where they are in it.
        reading = join_divided_words(text)
        self.words: Words = locate_words(reading)
        self._signs: dict[int, list[str]] = {}
        for place, sign in list_signs(reading):
            self._signs.setdefault(min(place, len(self.words.folded)), []).append(sign)

    def list_signs(self, place: int) -> list[str]:
        return self._signs.get(place, [])

    def show_signs(self, place: int) -> str:
        """Return what stands before a word, without white space."""
        spans = self.words.spans
        start = spans[place - 1][1] if place else 0
        end = spans[place][0] if place < len(spans) else len(self.text)
        return self.text[start:end].strip()

    def slice(self, start: int, end: int) -> tuple[tuple[str, str], ...]:
        """Return some words, each as it is compared and as it is written."""
        return tuple(
            (folded, self.text[first:last])
            for folded, (first, last) in zip(
                self.words.folded[start:end], self.words.spans[start:end], strict=True
            )
        )


def _iter_changed(
    change: Change, kept: _Side, copy: _Side, *, language: Language
) -> Iterator[DifferenceStep]:
    kind = classify_change(
        kept.slice(change.kept_start, change.kept_end),
        copy.slice(change.copy_start, change.copy_end),
        language,
    )
    yield make_step(change, kept.text, kept.words, copy.text, copy.words, kind)


def _iter_equal(change: Change, kept: _Side, copy: _Side) -> Iterator[DifferenceStep]:
    """Yield a run of equal words, cut where the signs differ."""
    first = 0
    length = change.kept_end - change.kept_start
    is_last = change.kept_end == len(kept.words.folded) and change.copy_end == len(copy.words.folded)
    for place in range(length + is_last):
        at = change.kept_start + place, change.copy_start + place
        if kept.list_signs(at[0]) == copy.list_signs(at[1]):
            continue
        if place > first:
            yield _equal(change, first, place, kept, copy)
        first = place
        shown = kept.show_signs(at[0]), copy.show_signs(at[1])
        if shown[0] != shown[1]:
            operation = "replace" if all(shown) else "delete" if shown[0] else "insert"
            yield DifferenceStep(operation=operation, kept=shown[0], copy=shown[1], kind="signs")  # type: ignore[arg-type]
    if length > first:
        yield _equal(change, first, length, kept, copy)


def _equal(change: Change, first: int, end: int, kept: _Side, copy: _Side) -> DifferenceStep:
    part = Change(
        True,  # noqa: FBT003 — a field
        change.kept_start + first,
        change.kept_start + end,
        change.copy_start + first,
        change.copy_start + end,
    )
    return make_step(part, kept.text, kept.words, copy.text, copy.words)
