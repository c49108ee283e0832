"""What kind of change was made between a paragraph and its copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, filterfalse
from typing import NamedTuple

from corpuskit.dedupe.kinds.alignment import (
    Change,
    WrittenWords,
    align_words,
    find_middle,
    list_written_words,
)
from corpuskit.dedupe.kinds.language import Language, Sense
from corpuskit.dedupe.kinds.meaning import EXCHANGED, expand_words, find_language, find_sense, is_number
from corpuskit.dedupe.kinds.names import IsRare, abbreviates, judge_wording, make_name_test
from corpuskit.dedupe.kinds.signs import list_signs
from corpuskit.dedupe.options import Kind
from corpuskit.dedupe.reading.characters import letter_variants
from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.characters import UNSPACED

_Written = tuple[tuple[str, str], ...]
"""Words of a change, each as it is compared and as it is written."""

# What was found out of changes is kept: in filled-in templates the same ones are met again and again.
_REMEMBERED = 1 << 12
# Words of a change that may stand beside those that turn the sense.
MOST_BESIDE = 2
_SHORTEST_STEM, _LONGEST_ENDING = 3, 3
_ROMAN = compile_later(r"(?=[MDCLXVI])M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_DIGIT = compile_re(r"\d")
_UNSPACED = compile_later(rf"[{UNSPACED}]")
_DIGIT_GROUPS = compile_later(r"(?<=\p{Nd})[,. '’\u00a0\u202f\u2009٬](?=\p{Nd}{3}(?!\p{Nd}))")


class Difference(NamedTuple):
    """The kind of a near copy.

    Attributes:
        kind: Any but `exact`.
        by_rarity: Whether rare words were taken for names, because the script has no capitals.
    """

    kind: Kind
    by_rarity: bool = False


class Known(NamedTuple):
    """What is known of a pair of texts before its words are looked at.

    Attributes:
        language: What `find_language` says of their words; None where it is to be asked.
        may_be: Which of `format`, which stands for `signs` too, `numbers` and `sense` it may be.
        otherwise: What it is where it is none of them; None where it is not known.
        may_abbreviate: Whether that holds only where neither has an acronym that the other has in full.
    """

    language: Language | None = None
    may_be: frozenset[Kind] = frozenset(("format", "numbers", "sense"))
    otherwise: Kind | None = None
    may_abbreviate: bool = False


NOTHING_KNOWN = Known()
"""Of a pair of which nothing is known."""


def classify_difference(
    kept: WrittenWords, copy: WrittenWords, is_rare: IsRare, known: Known = NOTHING_KNOWN
) -> Difference:
    """Return how a near copy differs from what it repeats.

    `format`: only case, spaces and typography, or the same numbers in other digits. `signs`: besides, signs that carry
    meaning. `numbers`: all words that were changed are numbers or dates. `sense`: some of them deny, restrict, order or
    measure, and not much else was changed. `contained`: the one side is a stretch of the other. `template`: of the
    changed words of either side three in ten or more are names or numbers. `wording`: anything else.

    Args:
        kept: The words of the kept paragraph.
        copy: The words of its copy.
        is_rare: Stands in for capitals in scripts that have none.
        known: What is known of them.
    """
    language = known.language or find_language([*kept.folded, *copy.folded])
    if (
        "format" in known.may_be
        and _may_be_spelled_alike(kept.folded, copy.folded)
        and (_say_the_same(kept, copy) or _are_spelled_alike(kept.folded, copy.folded, language))
    ):
        is_format = _list_signs(kept) == _list_signs(copy)
        return Difference("format" if is_format else "signs")
    if {"numbers", "sense"} & known.may_be:
        sides = _list_sides(kept, copy, language)
        changes = [change for change in align_words(sides[0].folded, sides[1].folded) if not change.same]
        if "numbers" in known.may_be and _are_numbers(sides, changes, language):
            return Difference("numbers")
        if "sense" in known.may_be and _turns_sense(sides, changes, language):
            return Difference("sense")
    if known.otherwise is not None and not (known.may_abbreviate and abbreviates(kept, copy)):
        return Difference(known.otherwise)
    shorter, longer = sorted((kept.folded, copy.folded), key=len)
    if f" {' '.join(shorter)} " in f" {' '.join(longer)} ":
        return Difference("contained")
    wording = judge_wording(kept, copy, language, is_rare)
    return Difference("template" if wording.is_template else "wording", wording.by_rarity)


def _may_be_spelled_alike(kept: list[str], copy: list[str]) -> bool:
    """Return whether the first words that differ may be two spellings of one: others than of letters of ASCII may."""
    for word, other in zip(kept, copy, strict=False):
        if word != other:
            return not (word.isalpha() and other.isalpha() and word.isascii() and other.isascii())
    return True


def _say_the_same(kept: WrittenWords, copy: WrittenWords) -> bool:
    """Return whether two texts have the same words, but for the script of digits and marks between groups of three."""
    if not all(_DIGIT.search(" ".join(side.folded)) for side in (kept, copy)):
        return kept.folded == copy.folded
    words, others = (list(filterfalse(_DIGIT.search, side.folded)) for side in (kept, copy))
    return words == others and _read_digits(kept) == _read_digits(copy)


def _are_spelled_alike(kept: Sequence[str], copy: Sequence[str], language: Language) -> bool:
    """Return whether two rows of words are the same but for the script of digits, and letters such as ё that may be another."""
    if len(kept) != len(copy):
        return False
    changed = [pair for pair in zip(kept, copy, strict=True) if pair[0] != pair[1]]
    if any(_spell(word) != _spell(other) for word, other in changed):
        return False
    # «Все» and «всё» are two words, unless one side is written without such letters, as its other words show.
    told_apart = [pair for pair in changed if pair[0] in language.senses and pair[1] in language.senses]
    is_without = any(letter_variants().keys().isdisjoint("".join(side)) for side in (kept, copy))
    return not told_apart or (is_without and len(told_apart) < len(changed))


def _spell(word: str) -> str:
    """Return a word with digits of ASCII, and without letters that may be others."""
    for letter, other in letter_variants().items():
        word = word.replace(letter, other)
    return _to_ascii(word)


def _read_digits(words: WrittenWords) -> list[str]:
    """Return the words of a text with digits as those of ASCII, and without marks between groups of three."""
    if _DIGIT_GROUPS.search(words.text):
        words = list_written_words(_DIGIT_GROUPS.sub("", words.text))
    return [_to_ascii(word) for word in words.folded]


def _list_signs(words: WrittenWords) -> list[tuple[int, str]]:
    return list_signs(_DIGIT_GROUPS.sub("", words.text))


def _to_ascii(word: str) -> str:
    return word if word.isascii() else "".join(str(int(each)) if each.isdecimal() else each for each in word)


class _Side(NamedTuple):
    """Words of one side, contracted forms in full: as they are compared, and as they are written."""

    folded: list[str]
    written: list[str]

    @classmethod
    def of(cls, words: WrittenWords, others: WrittenWords, language: Language) -> _Side:
        expanded = expand_words(words.folded, frozenset(others.folded), language)
        return cls([word for word, _ in expanded], [words.written[place] for _, place in expanded])


def _list_sides(kept: WrittenWords, copy: WrittenWords, language: Language) -> tuple[_Side, _Side]:
    """Return both sides, without what they begin and end with alike where that changes nothing."""
    first, ends = find_middle(kept.folded, copy.folded)
    before = max(first - 1, 0)
    if language.may_expand(kept.folded[before : ends[0] + 1]) or language.may_expand(
        copy.folded[before : ends[1] + 1]
    ):
        return _Side.of(kept, copy, language), _Side.of(copy, kept, language)
    return (
        _Side(kept.folded[first : ends[0]], kept.written[first : ends[0]]),
        _Side(copy.folded[first : ends[1]], copy.written[first : ends[1]]),
    )


def _list_changed(sides: tuple[_Side, _Side], change: Change) -> tuple[_Written, _Written]:
    """Return the words of both sides of a change, each as it is compared and as it is written."""
    kept = slice(change.kept_start, change.kept_end)
    copy = slice(change.copy_start, change.copy_end)
    return (
        tuple(zip(sides[0].folded[kept], sides[0].written[kept], strict=True)),
        tuple(zip(sides[1].folded[copy], sides[1].written[copy], strict=True)),
    )


def _are_numbers(sides: tuple[_Side, _Side], changes: Sequence[Change], language: Language) -> bool:
    """Return whether all that was changed are numbers or dates."""
    is_certain = False
    for change in changes:
        found = _are_certain_numbers(*_list_changed(sides, change), language)
        if found is None:
            return False
        is_certain |= found
    return is_certain


@lru_cache(_REMEMBERED)
def _are_certain_numbers(kept: _Written, copy: _Written, language: Language) -> bool | None:
    """Return whether what a change covers are numbers for certain; None where some are none."""
    numbers, others = _leave_numbers(kept, copy, language)
    both = [*numbers, *others]
    if not all(is_number(word, written, language) or _is_roman(written) for word, written in both):
        return None
    # A single letter, or a word such as «mix», is a Roman number only beside another number.
    if any(not is_number(*each, language) for each in both) and not (numbers and others):
        return None
    # A month alone may be another word («may», «march»), unless it stands against another month.
    return bool(numbers and others) or any(any(map(str.isnumeric, word)) for word, _ in both)


def _leave_numbers(kept: _Written, copy: _Written, language: Language) -> tuple[_Written, _Written]:
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
        other = next((word for word in left[1] if _are_inflected(each[0], word[0], language)), None)
        if other is not None and not is_number(*each, language) and not is_number(*other, language):
            left[0].remove(each)
            left[1].remove(other)
    return tuple(left[0]), tuple(left[1])


def _only_joins(word: str, language: Language) -> bool:
    return language.senses.get(word) == "joining" or word in language.common


def _are_inflected(word: str, other: str, language: Language) -> bool:
    """Return whether two words are alike but for their ends."""
    word, other = word.removeprefix(language.article), other.removeprefix(language.article)
    longer = max(len(word), len(other))
    alike = next(
        (place for place, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), None
    )
    alike = min(len(word), len(other)) if alike is None else alike
    is_ending = alike >= _SHORTEST_STEM and longer - alike <= _LONGEST_ENDING
    # Names with digits, such as «button1», are inflected with nothing.
    return is_ending and not _DIGIT.search(word + other)


def _is_roman(written: str) -> bool:
    return _ROMAN.fullmatch(written) is not None


def _turns_sense(sides: tuple[_Side, _Side], changes: Sequence[Change], language: Language) -> bool:
    """Return whether some changes turn the sense, and not more of the others are beside them."""
    if len(changes) == 1 and _denies(*_list_changed(sides, changes[0]), language):
        return True
    turning, denials = 0, 0
    others: list[Change] = []
    for change in changes:
        denying = None
        if _may_turn(sides, change, language):
            denying = _count_denials(*_list_changed(sides, change), language)
        if denying is None:
            others.append(change)
        else:
            turning += 1
            denials += denying
    most = max(turning, denials and MOST_BESIDE)
    return turning > 0 and (len(others) <= most or _count_unmoved(sides, others) <= most)


def _count_unmoved(sides: tuple[_Side, _Side], changes: Sequence[Change]) -> int:
    """Return how many of some changes are more than words that others of them put elsewhere."""
    kept = [sides[0].folded[change.kept_start : change.kept_end] for change in changes]
    copy = [sides[1].folded[change.copy_start : change.copy_end] for change in changes]
    moved = set(chain.from_iterable(kept)) & set(chain.from_iterable(copy))
    return sum(not moved.issuperset(words + others) for words, others in zip(kept, copy, strict=True))


@lru_cache(_REMEMBERED)
def _count_denials(kept: _Written, copy: _Written, language: Language) -> int | None:
    """Return how many words of a change that turns the sense deny; None where it does not, or more than that."""
    turned = _list_turned(kept, copy, language)
    if not turned or _weigh_all(kept, copy, language) - sum(turned.values()) > MOST_BESIDE:
        return None
    return turned["negation"]


def _weigh_all(kept: _Written, copy: _Written, language: Language) -> float:
    """Return how much of a change its words are; where both sides have as many, without what is only inflected with others."""
    words, others = [word for word, _ in kept], [word for word, _ in copy]
    both = [*words, *others]
    if len(words) == len(others):
        pairs = list(zip(words, others, strict=True))
        both = [word for pair in pairs if not _is_inflected_along(*pair, language) for word in pair]
    return sum(_weigh(word, language) for word in both)


def _is_inflected_along(word: str, other: str, language: Language) -> bool:
    return find_sense(word, language) is None and _are_inflected(word, other, language)


def _weigh(word: str, language: Language) -> float:
    """Return how much of a change a word is: nothing where it only changes with others, half where it is a character."""
    if word in language.common or word in language.proclitics:
        return 0
    return 0.5 if _UNSPACED.match(word) else 1


def _denies(kept: _Written, copy: _Written, language: Language) -> bool:
    """Return whether a word stands against one that denies it: a fair one, an unfair one."""
    sides = [[word for word, _ in side if word not in language.common] for side in (kept, copy)]
    return len(sides[0]) == len(sides[1]) == 1 and language.is_denial(sides[0][0], sides[1][0])


def classify_change(kept: _Written, copy: _Written, language: Language) -> Kind:
    """Return what one change of words changes, by itself.

    Args:
        kept: The words of the kept paragraph that it covers.
        copy: Those of the copy.
        language: What is known of their language.
    """
    both = [*kept, *copy]
    if _are_spelled_alike([word for word, _ in kept], [word for word, _ in copy], language):
        return "format"
    are_numbers = [is_number(*each, language) for each in both]
    if all(are_numbers) or (
        any(are_numbers)
        and kept
        and copy
        and all(known or _is_roman(each[1]) for known, each in zip(are_numbers, both, strict=True))
    ):
        return "numbers"
    if _denies(kept, copy, language) or _list_turned(kept, copy, language):
        return "sense"
    is_name = make_name_test(language, None)
    return "template" if kept and copy and all(is_name(*each) for each in both) else "wording"


def _list_turned(kept: _Written, copy: _Written, language: Language) -> Counter[Sense]:
    """Return how many words of a change turn the sense, by what they do."""
    if len(kept) == len(copy) == 1 and all(_is_letter(side[0][0], language) for side in (kept, copy)):
        # Letters that count the items of a list, even where one of them is a word elsewhere.
        return Counter({"letter": 2})
    if kept and copy and all(is_number(*each, language) for each in (*kept, *copy)):
        # «May» against «June» is a month.
        return Counter()
    said = [{language.synonyms.get(word) for word, _ in side} for side in (kept, copy)]
    alike = said[0] & said[1] - {None}
    senses = [
        {(find_sense(word, language), word) for word, _ in side if language.synonyms.get(word) not in alike}
        for side in (kept, copy)
    ]
    return _count_turned(*_leave_inflected(senses[0] - senses[1], senses[1] - senses[0], language), language)


def _may_turn(sides: tuple[_Side, _Side], change: Change, language: Language) -> bool:
    """Return whether a word of a change may turn the sense; what most changes are not is told at once."""
    words = (
        sides[0].folded[change.kept_start : change.kept_end]
        + sides[1].folded[change.copy_start : change.copy_end]
    )
    # An article may be written together with a word.
    return (
        bool(language.article)
        or not language.turning.isdisjoint(words)
        or 1 in map(len, words)
        or any(map(language.find_opposed, words))
    )


def _count_turned(
    kept: set[tuple[Sense | None, str]], copy: set[tuple[Sense | None, str]], language: Language
) -> Counter[Sense]:
    """Return how many of the words turn the sense that only one side of a change has, by what they do.

    Words that have opposites there count as `order`.
    """
    only = kept, copy
    found = [{sense for sense, _ in side if sense} for side in only]
    opposed = [{row for _, word in side for row in language.find_opposed(word)} for side in only]
    turned: Counter[Sense] = Counter()
    for here, there in ((0, 1), (1, 0)):
        for sense, word in only[here]:
            is_turning = sense is not None and (
                sense not in EXCHANGED or any(_turns(sense, other) for other in found[there])
            )
            if sense == "number":
                # Numbers in the place of numbers are no change of sense; in the place of «all» or «no» they are.
                is_turning = bool(found[there] - {"number"}) and sense not in found[there]
            is_turning = is_turning or any(-row in opposed[there] for row in language.find_opposed(word))
            turned[sense or "order"] += is_turning
    return +turned


def _leave_inflected(
    kept: set[tuple[Sense | None, str]], copy: set[tuple[Sense | None, str]], language: Language
) -> tuple[set[tuple[Sense | None, str]], set[tuple[Sense | None, str]]]:
    """Return the words of two sides without those that are the same word but for its ending: «dal» and «dalla»."""
    same = {
        each
        for each in kept
        for other in copy
        if each[0] in EXCHANGED and each[0] == other[0] and _are_inflected(each[1], other[1], language)
    }
    return kept - same, {
        other for other in copy if not any(_are_inflected(each[1], other[1], language) for each in same)
    }


def _turns(sense: Sense, other: Sense) -> bool:
    """Return whether a word in the place of another turns what is said: «except» for «before», «or» for «and»."""
    return _group(sense) == _group(other) and not sense == other == "joining"


def _group(sense: Sense) -> Sense:
    """Return the sense that stands for those that turn each other."""
    return "conjunction" if sense in ("joining", "order") else sense


def _is_letter(word: str, language: Language) -> bool:
    """Return whether a word is one letter; a character that is a word of its own is none, unless it counts items."""
    if len(word) != 1:
        return False
    return language.senses.get(word) == "letter" or (word.isalpha() and _UNSPACED.match(word) is None)
