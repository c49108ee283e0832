"""Two texts of which one is a copy: the words of each side, and of each change between them."""

from __future__ import annotations

from typing import NamedTuple

from corpuskit.dedupe.kinds.alignment import Change, WrittenWords, find_middle
from corpuskit.dedupe.kinds.language import Language
from corpuskit.dedupe.kinds.meaning import expand_words

Written = tuple[tuple[str, str], ...]
"""Words of a change, each as it is compared and as it is written."""

REMEMBERED = 1 << 12
"""What was found out of so many changes is kept: in filled-in templates the same ones are met again and again."""


class Side(NamedTuple):
    """Words of one side, contracted forms in full: as they are compared, and as they are written."""

    folded: list[str]
    written: list[str]

    @classmethod
    def of(cls, words: WrittenWords, others: WrittenWords, language: Language) -> Side:
        """Return the side of a text whose copy, or original, has the words `others`."""
        expanded = expand_words(words.folded, frozenset(others.folded), language)
        return cls([word for word, _ in expanded], [words.written[place] for _, place in expanded])


def list_sides(kept: WrittenWords, copy: WrittenWords, language: Language) -> tuple[Side, Side]:
    """Return both sides, without what they begin and end with alike where that changes nothing."""
    first, ends = find_middle(kept.folded, copy.folded)
    before = max(first - 1, 0)
    if language.may_expand(kept.folded[before : ends[0] + 1]) or language.may_expand(
        copy.folded[before : ends[1] + 1]
    ):
        return Side.of(kept, copy, language), Side.of(copy, kept, language)
    return (
        Side(kept.folded[first : ends[0]], kept.written[first : ends[0]]),
        Side(copy.folded[first : ends[1]], copy.written[first : ends[1]]),
    )


def list_changed(sides: tuple[Side, Side], change: Change) -> tuple[Written, Written]:
    """Return the words of both sides of a change, each as it is compared and as it is written."""
    kept = slice(change.kept_start, change.kept_end)
    copy = slice(change.copy_start, change.copy_end)
    return (
        tuple(zip(sides[0].folded[kept], sides[0].written[kept], strict=True)),
        tuple(zip(sides[1].folded[copy], sides[1].written[copy], strict=True)),
    )


def slice_words(sides: tuple[Side, Side], change: Change) -> tuple[list[str], list[str]]:
    """Return the words of both sides of a change, as they are compared."""
    return (
        sides[0].folded[change.kept_start : change.kept_end],
        sides[1].folded[change.copy_start : change.copy_end],
    )
