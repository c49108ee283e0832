"""What was changed between a paragraph and its copy, word by word, and what kind of change that is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, NamedTuple

from corpuskit.dedupe.options import Kind
from corpuskit.records import DifferenceStep
from corpuskit.text.tokens import iter_word_spans, list_words
from corpuskit.text.view import fold, make_view

# Measured on paragraphs that report the same about different people: 0.38 to 0.78 on both sides; on translations of
# one passage: 0.11 and less.
TEMPLATE_SHARE = Fraction(3, 10)


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
    """Return the words of `text` in the matching view, and where they stand in `text` itself."""
    view = make_view(text)
    spans = list(iter_word_spans(view.text))
    return Words(
        [view.text[start:end] for start, end in spans], [view.source_span(start, end) for start, end in spans]
    )


def align_words(kept: list[str], copy: list[str]) -> list[Change]:
    """Return the stretches of an alignment with the most words in common, in order.

    Args:
        kept: The words of one side, as they are compared.
        copy: The words of the other.
    """
    from rapidfuzz.distance import Indel

    changes: list[Change] = []
    for step in Indel.opcodes(kept, copy):
        same = step.tag == "equal"
        if changes and not same and not changes[-1].same:
            changes[-1] = changes[-1]._replace(kept_end=step.src_end, copy_end=step.dest_end)
        else:
            changes.append(Change(same, step.src_start, step.src_end, step.dest_start, step.dest_end))
    return changes


def list_differences(kept: str, copy: str) -> list[DifferenceStep]:
    """Return the steps that lead from the words of `kept` to those of `copy`, as they are written.

    Args:
        kept: The text of the kept paragraph.
        copy: The text of its copy.
    """
    kept_words, copy_words = locate_words(kept), locate_words(copy)
    return [
        DifferenceStep(
            operation=_name_operation(change),
            kept=_slice(kept, kept_words.spans[change.kept_start : change.kept_end]),
            copy=_slice(copy, copy_words.spans[change.copy_start : change.copy_end]),
        )
        for change in align_words(kept_words.folded, copy_words.folded)
    ]


def _name_operation(change: Change) -> Literal["equal", "insert", "delete", "replace"]:
    if change.same:
        return "equal"
    if change.kept_start == change.kept_end:
        return "insert"
    return "delete" if change.copy_start == change.copy_end else "replace"


def _slice(text: str, spans: list[tuple[int, int]]) -> str:
    return text[spans[0][0] : spans[-1][1]] if spans else ""


@cache
def calendar_words() -> frozenset[str]:
    """Return the names of months and weekdays, as they are compared."""
    source = resources.files("corpuskit.dedupe") / "calendar_words.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return frozenset(fold(" ".join(table.values())).split())


class WrittenWords(NamedTuple):
    """The words of a text, as they are compared and as they are written."""

    folded: list[str]
    written: list[str]


def list_written_words(text: str) -> WrittenWords:
    """Return the words of `text`, as they are compared and as they are written."""
    if text.isascii():
        written = list_words(text)
        return WrittenWords(" ".join(written).lower().split(), written)
    words = locate_words(text)
    return WrittenWords(words.folded, [text[start:end] for start, end in words.spans])


IsRare = Callable[[str], bool]
"""Tells of a word, as it is compared, whether few paragraphs have it."""


class Difference(NamedTuple):
    """The kind of a near copy.

    Attributes:
        kind: `numbers`, `contained`, `template` or `wording`.
        by_rarity: Whether rare words were taken for names, because the script has no capitals.
    """

    kind: Kind
    by_rarity: bool = False


def classify_difference(kept: WrittenWords, copy: WrittenWords, is_rare: IsRare) -> Difference:
    """Return how a near copy differs from what it repeats.

    The changed words of a side are those that the other side lacks. `numbers`: all are numbers, months or weekdays.
    `contained`: the one side is a stretch of the other. `template`: of the changed words of either side three in ten
    or more are names or numbers. `wording`: anything else.

    Args:
        kept: The words of the kept paragraph.
        copy: The words of its copy.
        is_rare: Stands in for capitals in scripts that have none.
    """
    only_kept, only_copy = _subtract(kept, copy.folded), _subtract(copy, kept.folded)
    if _differ_in_numbers(only_kept.folded, only_copy.folded):
        return Difference("numbers")
    shorter, longer = sorted((kept.folded, copy.folded), key=len)
    if f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
        return Difference("contained")
    if not only_kept.folded or not only_copy.folded:
        return Difference("wording")
    caseless = not any(map(_has_case, kept.written)) and not any(map(_has_case, copy.written))
    only_kept, only_copy = _without_acronyms(only_kept, only_copy), _without_acronyms(only_copy, only_kept)
    is_name = _make_name_test(is_rare if caseless else None)
    is_template = _is_mostly_names(only_kept, is_name) and _is_mostly_names(only_copy, is_name)
    return Difference("template" if is_template else "wording", by_rarity=caseless)


def _subtract(words: WrittenWords, others: list[str]) -> WrittenWords:
    """Return the words that `others` has not."""
    missing = set(words.folded).difference(others)
    if not missing:
        return WrittenWords([], [])
    left = [pair for pair in zip(words.folded, words.written, strict=True) if pair[0] in missing]
    return WrittenWords([word for word, _ in left], [form for _, form in left])


def _differ_in_numbers(only_kept: list[str], only_copy: list[str]) -> bool:
    changed = only_kept + only_copy
    if not changed or not all(map(_is_number, changed)):
        return False
    # A month alone may be another word («may», «march»), unless it stands against another month.
    return bool(only_kept and only_copy) or any(any(map(str.isnumeric, word)) for word in changed)


@lru_cache(1 << 16)
def _is_number(word: str) -> bool:
    return word in calendar_words() or any(map(str.isnumeric, word))


def _has_case(word: str) -> bool:
    return word.lower() != word.upper()


def _make_name_test(is_rare: IsRare | None) -> Callable[[str, str], bool]:
    """Return what tells, from a word as it is compared and as it is written, whether it is a name or a number."""
    if is_rare is not None:
        return lambda word, _form: _is_number(word) or is_rare(word)
    return lambda word, form: form[0].isupper() or form[0].istitle() or _is_number(word)


def _is_mostly_names(words: WrittenWords, is_name: Callable[[str, str], bool]) -> bool:
    names = sum(map(is_name, words.folded, words.written))
    return names * TEMPLATE_SHARE.denominator >= len(words.folded) * TEMPLATE_SHARE.numerator > 0


def has_abbreviation(kept: WrittenWords, copy: WrittenWords) -> bool:
    """Return whether a changed acronym of either side stands for changed words of the other: UN, United Nations."""
    sides = _subtract(kept, copy.folded), _subtract(copy, kept.folded)
    return any(
        _find_abbreviated(words, others) for words, others in ((sides[0], sides[1]), (sides[1], sides[0]))
    )


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
    return WrittenWords([words.folded[place] for place in left], [words.written[place] for place in left])
