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
    list_written_words,
)
from corpuskit.dedupe.kinds.language import Language, Sense
from corpuskit.dedupe.kinds.meaning import (
    EXCHANGED,
    are_inflected,
    find_language,
    find_sense,
    is_number,
)
from corpuskit.dedupe.kinds.moved import exchanges_parts, find_moved
from corpuskit.dedupe.kinds.names import IsRare, abbreviates, judge_wording, make_name_test
from corpuskit.dedupe.kinds.numbers import are_numbers, is_roman
from corpuskit.dedupe.kinds.pauses import are_parted_otherwise
from corpuskit.dedupe.kinds.sides import REMEMBERED, Side, Written, list_changed, list_sides, slice_words
from corpuskit.dedupe.kinds.signs import list_signs, strip_digit_groups
from corpuskit.dedupe.options import Kind
from corpuskit.dedupe.reading.characters import letter_variants
from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.characters import UNSPACED

# Words of a change that may stand beside those that turn the sense.
MOST_BESIDE = 2
_DIGIT = compile_re(r"\d")
_UNSPACED = compile_later(rf"[{UNSPACED}]")


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
        and (_say_the_same(kept, copy, language) or _are_spelled_alike(kept.folded, copy.folded, language))
    ):
        is_format = _list_signs(kept, language) == _list_signs(copy, language) and not are_parted_otherwise(
            kept.text, copy.text
        )
        return Difference("format" if is_format else "signs")
    if {"numbers", "sense"} & known.may_be:
        sides = list_sides(kept, copy, language)
        changes = [change for change in align_words(sides[0].folded, sides[1].folded) if not change.same]
        if "numbers" in known.may_be and are_numbers(sides, changes, language):
            return Difference("numbers")
        if "sense" in known.may_be and (
            _turns_sense(sides, changes, language, _find_moved(kept, copy, sides, changes, language))
            or exchanges_parts(kept, copy, language)
        ):
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


def _say_the_same(kept: WrittenWords, copy: WrittenWords, language: Language) -> bool:
    """Return whether two texts have the same words, but for the script of digits and marks between groups of three."""
    if not all(_DIGIT.search(" ".join(side.folded)) for side in (kept, copy)):
        return kept.folded == copy.folded
    words, others = (list(filterfalse(_DIGIT.search, side.folded)) for side in (kept, copy))
    return words == others and _read_digits(kept, language) == _read_digits(copy, language)


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


def _read_digits(words: WrittenWords, language: Language) -> list[str]:
    """Return the words of a text with digits as those of ASCII, and without marks between groups of three."""
    text = strip_digit_groups(words.text, language.group_mark)
    if text != words.text:
        words = list_written_words(text)
    return [_to_ascii(word) for word in words.folded]


def _list_signs(words: WrittenWords, language: Language) -> list[tuple[int, str]]:
    return list_signs(strip_digit_groups(words.text, language.group_mark))


def _to_ascii(word: str) -> str:
    return word if word.isascii() else "".join(str(int(each)) if each.isdecimal() else each for each in word)


def _find_moved(
    kept: WrittenWords,
    copy: WrittenWords,
    sides: tuple[Side, Side],
    changes: Sequence[Change],
    language: Language,
) -> str | None:
    """Return the word that changes only put elsewhere in its sentence, if there is one."""
    if language.movable.isdisjoint(sides[0].folded) or language.movable.isdisjoint(sides[1].folded):
        return None
    covered = [[word for change in changes for word in slice_words(sides, change)[side]] for side in (0, 1)]
    return find_moved(kept, copy, set(covered[0]) & set(covered[1]), language)


def _turns_sense(
    sides: tuple[Side, Side], changes: Sequence[Change], language: Language, moved: str | None
) -> bool:
    """Return whether some changes turn the sense, and not more of the others are beside them.

    Args:
        sides: The words of both sides.
        changes: The changes.
        language: What is known of their language.
        moved: A word that only stands elsewhere, which turns nothing.
    """
    if len(changes) == 1 and _denies(*list_changed(sides, changes[0]), language):
        return True
    turning, denials = 0, 0
    others: list[Change] = []
    for change in changes:
        denying = None
        if _may_turn(sides, change, language):
            covered = list_changed(sides, change)
            if moved is not None:
                covered = _leave_word(covered[0], moved), _leave_word(covered[1], moved)
            denying = _count_denials(*covered, language)
        if denying is None:
            others.append(change)
        else:
            turning += 1
            denials += denying
    most = max(turning, denials and MOST_BESIDE)
    return turning > 0 and (len(others) <= most or _count_unmoved(sides, others) <= most)


def _leave_word(words: Written, left: str) -> Written:
    return tuple(each for each in words if each[0] != left)


def _count_unmoved(sides: tuple[Side, Side], changes: Sequence[Change]) -> int:
    """Return how many of some changes are more than words that others of them put elsewhere."""
    kept = [sides[0].folded[change.kept_start : change.kept_end] for change in changes]
    copy = [sides[1].folded[change.copy_start : change.copy_end] for change in changes]
    moved = set(chain.from_iterable(kept)) & set(chain.from_iterable(copy))
    return sum(not moved.issuperset(words + others) for words, others in zip(kept, copy, strict=True))


@lru_cache(REMEMBERED)
def _count_denials(kept: Written, copy: Written, language: Language) -> int | None:
    """Return how many words of a change that turns the sense deny; None where it does not, or more than that."""
    turned = _list_turned(kept, copy, language)
    if not turned or _weigh_all(kept, copy, language) - sum(turned.values()) > MOST_BESIDE:
        return None
    return turned["negation"]


def _weigh_all(kept: Written, copy: Written, language: Language) -> float:
    """Return how much of a change its words are; where both sides have as many, without what is only inflected with others."""
    words, others = [word for word, _ in kept], [word for word, _ in copy]
    both = [*words, *others]
    if len(words) == len(others):
        pairs = list(zip(words, others, strict=True))
        both = [word for pair in pairs if not _is_inflected_along(*pair, language) for word in pair]
    return sum(_weigh(word, language) for word in both)


def _is_inflected_along(word: str, other: str, language: Language) -> bool:
    return find_sense(word, language) is None and are_inflected(word, other, language)


def _weigh(word: str, language: Language) -> float:
    """Return how much of a change a word is: nothing where it only changes with others, half where it is a character."""
    if word in language.common or word in language.proclitics:
        return 0
    return 0.5 if _UNSPACED.match(word) else 1


def _denies(kept: Written, copy: Written, language: Language) -> bool:
    """Return whether a word stands against one that denies it: a fair one, an unfair one."""
    sides = [[word for word, _ in side if word not in language.common] for side in (kept, copy)]
    return len(sides[0]) == len(sides[1]) == 1 and language.is_denial(sides[0][0], sides[1][0])


def classify_change(kept: Written, copy: Written, language: Language) -> Kind:
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
        and all(known or is_roman(each[1]) for known, each in zip(are_numbers, both, strict=True))
    ):
        return "numbers"
    if _denies(kept, copy, language) or _list_turned(kept, copy, language):
        return "sense"
    is_name = make_name_test(language, None)
    return "template" if kept and copy and all(is_name(*each) for each in both) else "wording"


def _list_turned(kept: Written, copy: Written, language: Language) -> Counter[Sense]:
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


def _may_turn(sides: tuple[Side, Side], change: Change, language: Language) -> bool:
    """Return whether a word of a change may turn the sense; what most changes are not is told at once."""
    words = list(chain(*slice_words(sides, change)))
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
        if each[0] in EXCHANGED
        and each[0] == other[0]
        and are_inflected(each[1], other[1], language)
        and not any(-row in language.find_opposed(other[1]) for row in language.find_opposed(each[1]))
    }
    return kept - same, {
        other for other in copy if not any(are_inflected(each[1], other[1], language) for each in same)
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
