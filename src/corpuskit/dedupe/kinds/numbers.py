"""Whether all that was changed are numbers, number words or dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from corpuskit.dedupe.kinds.alignment import Change
from corpuskit.dedupe.kinds.language import Language
from corpuskit.dedupe.kinds.meaning import are_inflected, is_number
from corpuskit.dedupe.kinds.sides import REMEMBERED, Side, Written, list_changed
from corpuskit.patterns import compile_later

_ROMAN = compile_later(r"(?=[MDCLXVI])M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")


def are_numbers(sides: tuple[Side, Side], changes: Sequence[Change], language: Language) -> bool:
    """Return whether all that was changed are numbers or dates."""
    if _have_numbers_in_the_same_places(*sides, language):
        return True
    is_certain = False
    for change in changes:
        found = _are_certain_numbers(*list_changed(sides, change), language)
        if found is None:
            return False
        is_certain |= found
    return is_certain


def _have_numbers_in_the_same_places(kept: Side, copy: Side, language: Language) -> bool:
    """Return whether word for word nothing but numbers differs, however they are aligned: 8.30-12.30, 9.00-12.00."""
    if len(kept.folded) != len(copy.folded):
        return False
    changed: tuple[list[str], list[str]] = [], []
    for one, other in zip(zip(*kept, strict=True), zip(*copy, strict=True), strict=True):
        if one[0] != other[0]:
            if not (is_number(*one, language) and is_number(*other, language)):
                return False
            changed[0].append(one[0])
            changed[1].append(other[0])
    # Numbers that only stand elsewhere are no others.
    return Counter(changed[0]) != Counter(changed[1])


@lru_cache(REMEMBERED)
def _are_certain_numbers(kept: Written, copy: Written, language: Language) -> bool | None:
    """Return whether what a change covers are numbers for certain; None where some are none."""
    numbers, others = _leave_numbers(kept, copy, language)
    both = [*numbers, *others]
    if not all(is_number(word, written, language) or is_roman(written) for word, written in both):
        return None
    # A single letter, or a word such as «mix», is a Roman number only beside another number.
    if any(not is_number(*each, language) for each in both) and not (numbers and others):
        return None
    # A month alone may be another word («may», «march»), unless it stands against another month.
    return bool(numbers and others) or any(any(map(str.isnumeric, word)) for word, _ in both)


def _leave_numbers(kept: Written, copy: Written, language: Language) -> tuple[Written, Written]:
    """Return the words of a change of numbers without those that join numbers, or are inflected with them.

    Where no number stands on both sides, all words are returned.
    """
    are_numbers = [[is_number(*each, language) for each in side] for side in (kept, copy)]
    for here, there, side in ((0, 1, copy), (1, 0, kept)):
        if all(are_numbers[here]) and side and all(word in language.common for word, _ in side):
            # An article that stands for one.
            return ((), copy) if there == 0 else (kept, ())
    if not all(map(any, are_numbers)):
        return kept, copy
    left = [
        [each for each in side if is_number(*each, language) or not _only_joins(each[0], language)]
        for side in (kept, copy)
    ]
    for each in list(left[0]):
        other = next((word for word in left[1] if are_inflected(each[0], word[0], language)), None)
        if other is not None and not is_number(*each, language) and not is_number(*other, language):
            left[0].remove(each)
            left[1].remove(other)
    return tuple(left[0]), tuple(left[1])


def _only_joins(word: str, language: Language) -> bool:
    return language.senses.get(word) == "joining" or word in language.common


def is_roman(written: str) -> bool:
    """Return whether a word is a Roman number, as it is written."""
    return _ROMAN.fullmatch(written) is not None
