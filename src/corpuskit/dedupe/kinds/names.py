"""What tells a template from other wording: names and numbers, where something else was put in for them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from corpuskit.dedupe.kinds.alignment import WrittenWords
from corpuskit.dedupe.kinds.meaning import Language
from corpuskit.patterns import compile_later

# Measured on paragraphs that report the same about different people: 0.38 to 0.78 on both sides; on translations of
# one passage: 0.11 and less.
TEMPLATE_SHARE = Fraction(3, 10)
_DIGITS_WITH_ENDING = compile_later(r"\p{Nd}+\p{Ll}{1,3}")

IsRare = Callable[[str], bool]
"""Tells of a word, as it is compared, whether few paragraphs have it."""


class Wording(NamedTuple):
    """Whether names and numbers make up much of what was changed.

    Attributes:
        is_template: Whether they do on both sides.
        by_rarity: Whether rare words were taken for names, because the script has no capitals.
    """

    is_template: bool
    by_rarity: bool = False


def judge_wording(kept: WrittenWords, copy: WrittenWords, language: Language, is_rare: IsRare) -> Wording:
    """Return whether most of the words that only one of two texts has are names or numbers.

    Args:
        kept: The words of the kept paragraph.
        copy: The words of its copy.
        language: What is known of their language.
        is_rare: Stands in for capitals in scripts that have none.
    """
    only_kept, only_copy = _subtract(kept, copy.folded), _subtract(copy, kept.folded)
    if not only_kept.folded or not only_copy.folded:
        return Wording(is_template=False)
    caseless = not any(map(_has_case, kept.written)) and not any(map(_has_case, copy.written))
    only_kept, only_copy = _without_acronyms(only_kept, only_copy), _without_acronyms(only_copy, only_kept)
    is_name = make_name_test(language, is_rare if caseless else None)
    is_template = _is_mostly_names(only_kept, kept.folded[0], is_name) and _is_mostly_names(
        only_copy, copy.folded[0], is_name
    )
    return Wording(is_template, caseless)


def is_number(word: str, written: str, language: Language) -> bool:
    """Return whether a word is a number or a date, as it is compared and as it is written."""
    if language.is_number(word):
        return True
    return _is_figure(word) or (written[0].isdecimal() and _DIGITS_WITH_ENDING.fullmatch(written) is not None)


@lru_cache(1 << 16)
def _is_figure(word: str) -> bool:
    return all(map(str.isnumeric, word))


def _subtract(words: WrittenWords, others: list[str]) -> WrittenWords:
    """Return the words that `others` has not."""
    missing = set(words.folded).difference(others)
    if not missing:
        return WrittenWords([], [], "")
    left = [pair for pair in zip(words.folded, words.written, strict=True) if pair[0] in missing]
    return WrittenWords([word for word, _ in left], [form for _, form in left], "")


def _has_case(word: str) -> bool:
    return word.lower() != word.upper()


def make_name_test(language: Language, is_rare: IsRare | None) -> Callable[[str, str], bool]:
    """Return what tells, from a word as it is compared and as it is written, whether it is a name or a number."""
    if is_rare is not None:
        return lambda word, form: (
            any(map(str.isnumeric, word)) or is_number(word, form, language) or is_rare(word)
        )
    return lambda word, form: (
        form[0].isupper()
        or form[0].istitle()
        or any(map(str.isnumeric, word))
        or is_number(word, form, language)
    )


def _is_mostly_names(words: WrittenWords, first: str, is_name: Callable[[str, str], bool]) -> bool:
    """Return whether enough of some words are names or numbers.

    Args:
        words: The words.
        first: The first word of their paragraph as it is compared, whose capital says nothing where there are others.
        is_name: The test.
    """
    if len(words.written) > 1 and words.folded[0] == first:
        words = WrittenWords(words.folded[1:], words.written[1:], "")
    names = sum(map(is_name, words.folded, words.written))
    return names * TEMPLATE_SHARE.denominator >= len(words.folded) * TEMPLATE_SHARE.numerator > 0


def _find_abbreviated(words: WrittenWords, others: WrittenWords) -> list[tuple[str, int]]:
    """Return the acronyms among `words` that `others` has in full, and where the full form begins."""
    acronyms = [form for form in filter(str.isupper, words.written) if len(form) > 1]
    if not acronyms:
        return []
    initials = "".join([form[0] for form in others.written])
    return [(form, place) for form in acronyms if (place := initials.find(form)) >= 0]


def _without_acronyms(words: WrittenWords, others: WrittenWords) -> WrittenWords:
    """Return `words` without what says the same as `others` in short or in full: UN, United Nations."""
    short = {form for form, _ in _find_abbreviated(words, others)}
    dropped = {place for place, form in enumerate(words.written) if form in short}
    for form, start in _find_abbreviated(others, words):
        dropped.update(range(start, start + len(form)))
    if not dropped:
        return words
    left = [place for place in range(len(words.folded)) if place not in dropped]
    return WrittenWords([words.folded[place] for place in left], [words.written[place] for place in left], "")
