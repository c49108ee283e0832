"""What tells a template from other wording: names and numbers, where something else was put in for them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from fractions import Fraction
from itertools import filterfalse
from typing import NamedTuple

from corpuskit.dedupe.kinds.alignment import WrittenWords, align_words, find_middle
from corpuskit.dedupe.kinds.caseless import find_known_names
from corpuskit.dedupe.kinds.context import Context
from corpuskit.dedupe.kinds.language import Language
from corpuskit.dedupe.kinds.meaning import is_number

# Measured on paragraphs that report the same about different people: 0.38 to 0.78 on both sides; on translations of
# one passage: 0.11 and less.
TEMPLATE_SHARE = Fraction(3, 10)
_SHORTEST_FORM = 4

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
    only_kept, only_copy = _list_lacking(kept, copy.folded), _list_lacking(copy, kept.folded)
    if not only_kept or not only_copy:
        return Wording(is_template=False)
    caseless = not any(map(_has_case, kept.written)) and not any(map(_has_case, copy.written))
    if not caseless and _are_two_forms(kept, only_kept, copy, only_copy):
        return Wording(is_template=False)
    only_kept, only_copy = _without_acronyms(kept, only_kept, copy, only_copy)
    if caseless:
        known = find_known_names(kept, copy, language)
        if _have_names(only_kept, known[0]) and _have_names(only_copy, known[1]):
            return Wording(is_template=True)
        is_name = make_name_test(language, is_rare)
        return Wording(
            _is_mostly_names(kept, only_kept, is_name) and _is_mostly_names(copy, only_copy, is_name),
            by_rarity=True,
        )
    replaced = _list_replaced(kept, only_kept, copy, only_copy)
    has_nouns = bool(language.before_names)
    return Wording(
        _has_new_names(Context(kept, language, has_nouns=has_nouns), only_kept, replaced[0])
        and _has_new_names(Context(copy, language, has_nouns=has_nouns), only_copy, replaced[1])
    )


def abbreviates(kept: WrittenWords, copy: WrittenWords) -> bool:
    """Return whether one of two texts has an acronym that the other has in full, of the words that only one of them has."""
    only_kept, only_copy = _list_lacking(kept, copy.folded), _list_lacking(copy, kept.folded)
    return bool(
        _find_abbreviated(kept, only_kept, copy, only_copy)
        or _find_abbreviated(copy, only_copy, kept, only_kept)
    )


def _list_lacking(words: WrittenWords, others: list[str]) -> list[int]:
    """Return the places of the words that `others` has not."""
    missing = set(words.folded).difference(others)
    return [place for place, word in enumerate(words.folded) if word in missing] if missing else []


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


def _have_names(places: list[int], names: set[int]) -> bool:
    """Return whether enough of some words are names that are known."""
    found = len(names.intersection(places))
    return found * TEMPLATE_SHARE.denominator >= len(places) * TEMPLATE_SHARE.numerator > 0


def _is_mostly_names(words: WrittenWords, places: list[int], is_name: Callable[[str, str], bool]) -> bool:
    """Return whether enough of some words are names or numbers.

    Args:
        words: The words of a text.
        places: The places of those that are asked for.
        is_name: The test.
    """
    left = _leave_first(places)
    names = sum(is_name(words.folded[place], words.written[place]) for place in left)
    return names * TEMPLATE_SHARE.denominator >= len(left) * TEMPLATE_SHARE.numerator > 0


def _leave_first(places: list[int]) -> list[int]:
    """Return places without the first word of the paragraph, whose capital says nothing where there are others."""
    return places[1:] if len(places) > 1 and places[0] == 0 else places


def _list_replaced(
    kept: WrittenWords, only_kept: list[int], copy: WrittenWords, only_copy: list[int]
) -> tuple[set[int], set[int]]:
    """Return of the words that only one side has the places of those that stand in the place of such."""
    firsts, lasts = find_middle(kept.folded, copy.folded)
    middles = kept.folded[firsts : lasts[0]], copy.folded[firsts : lasts[1]]
    if set(middles[0]).isdisjoint(middles[1]):
        return set(only_kept), set(only_copy)
    replaced: tuple[set[int], set[int]] = set(), set()
    for change in align_words(*middles):
        if change.same:
            continue
        ours = _between(only_kept, firsts + change.kept_start, firsts + change.kept_end)
        theirs = _between(only_copy, firsts + change.copy_start, firsts + change.copy_end)
        if ours and theirs:
            replaced[0].update(ours)
            replaced[1].update(theirs)
    return replaced


def _between(places: list[int], start: int, end: int) -> list[int]:
    """Return those of some places in rising order that are from `start` on and before `end`."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _has_new_names(context: Context, places: list[int], replaced: set[int]) -> bool:
    """Return whether enough of some words are names or numbers in the place of others.

    Args:
        context: The words of a text.
        places: The places of those that only this text has.
        replaced: Those of them that stand in the place of others.
    """
    left = _leave_first(places)
    are_names = [context.is_name(place) for place in left]
    names = sum(is_name and place in replaced for place, is_name in zip(left, are_names, strict=True))
    # Names that are only put in, or left out, say nothing.
    counted = names + are_names.count(False)
    return names * TEMPLATE_SHARE.denominator >= counted * TEMPLATE_SHARE.numerator and names > 0


def _are_two_forms(
    kept: WrittenWords, only_kept: list[int], copy: WrittenWords, only_copy: list[int]
) -> bool:
    """Return whether all that was changed is one word, by its accents or by one letter more or less: land, lands."""
    if len(only_kept) != 1 or len(only_copy) != 1:
        return False
    shorter, longer = sorted((kept.folded[only_kept[0]], copy.folded[only_copy[0]]), key=len)
    if len(shorter) < _SHORTEST_FORM or not longer.isalpha():
        return False
    if len(kept.text) == len(copy.text):
        return not (shorter.isascii() and longer.isascii()) and _bare(shorter) == _bare(longer)
    return abs(len(kept.text) - len(copy.text)) == 1 == len(longer) - len(shorter) and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )


def _bare(word: str) -> str:
    """Return a word without accents."""
    return "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", word)))


def _find_abbreviated(
    words: WrittenWords, places: list[int], others: WrittenWords, only_others: list[int]
) -> list[tuple[str, int]]:
    """Return the acronyms among some words that others have in full, and where the full form begins among those."""
    written = [words.written[place] for place in places]
    acronyms = [form for form in written if len(form) > 1 and form.isupper() and form.isalpha()]
    if not acronyms:
        return []
    initials = "".join([others.written[place][0] for place in only_others])
    return [(form, first) for form in acronyms if (first := initials.find(form)) >= 0]


def _without_acronyms(
    kept: WrittenWords, only_kept: list[int], copy: WrittenWords, only_copy: list[int]
) -> tuple[list[int], list[int]]:
    """Return the places of both sides without what says the same in short or in full: UN, United Nations."""
    short = (
        _find_abbreviated(kept, only_kept, copy, only_copy),
        _find_abbreviated(copy, only_copy, kept, only_kept),
    )
    if not any(short):
        return only_kept, only_copy
    return (
        _drop_abbreviated(kept, only_kept, short[0], short[1]),
        _drop_abbreviated(copy, only_copy, short[1], short[0]),
    )


def _drop_abbreviated(
    words: WrittenWords, places: list[int], short: list[tuple[str, int]], long: list[tuple[str, int]]
) -> list[int]:
    """Return places without acronyms that the other side has in full, and without the full forms of its acronyms."""
    acronyms = {form for form, _ in short}
    dropped = {place for place in places if words.written[place] in acronyms}
    for form, first in long:
        dropped.update(places[first : first + len(form)])
    return [place for place in places if place not in dropped]
