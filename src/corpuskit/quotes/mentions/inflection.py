"""Names in oblique cases brought to the nominative: «Ивана Петрова» to «Иван Петров»."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.gender import Gender

_GENDERS: tuple[Gender, Gender] = ("masculine", "feminine")


def to_nominative(
    name: str, lexicon: Lexicon, known: Collection[str] = (), *, is_oblique: bool = False
) -> str | None:
    """Return a name in the nominative; None where neither a mention nor its given name shows what that is.

    Args:
        name: A name of two words or more, in any case.
        lexicon: Endings of the cases.
        known: Names of the document.
        is_oblique: Whether it is known to stand in another case, so that «Валерия Рощина» is no woman.
    """
    words = name.split()
    candidates = [found for gender in _GENDERS for found in _candidates(words, lexicon, gender)]
    for candidate in candidates:
        if " ".join(candidate) in known and candidate != words:
            return " ".join(candidate)
    if gender_of_given_name(words[0].lower()) is not None and not is_oblique:
        return name
    for gender in _GENDERS:
        for candidate in _candidates(words, lexicon, gender):
            if gender_of_given_name(candidate[0].lower()) == gender:
                return " ".join(candidate)
    return None


def is_oblique(word: str, lexicon: Lexicon) -> bool:
    """Return whether a noun of persons stands in an oblique case: «депутата», «начальниці».

    Args:
        word: A word in lower case.
        lexicon: Endings of the cases.
    """
    if lexicon.is_person(word):
        return False
    return any(lexicon.is_person(bare) for bare in list_nominatives(word, lexicon) if bare != word)


def list_nominatives(given: str, lexicon: Lexicon) -> list[str]:
    """Return what a given name, in lower case, may be in the nominative.

    Args:
        given: The name in any case.
        lexicon: Endings of the cases.
    """
    return [bare for gender in _GENDERS for bare in _restore(given, lexicon.given_endings[gender])]


def _candidates(words: list[str], lexicon: Lexicon, gender: Gender) -> Iterator[list[str]]:
    endings = lexicon.given_endings[gender]
    for given in _restore(words[0], endings):
        for surname in _restore(words[-1], lexicon.surname_endings[gender], only_first=True):
            middle = [next(iter(_restore(word, endings)), word) for word in words[1:-1]]
            yield [given, *middle, surname]


def _restore(word: str, endings: tuple[tuple[str, str], ...], *, only_first: bool = False) -> list[str]:
    found = []
    for oblique, nominative in endings:
        if word.endswith(oblique) and len(word) > len(oblique):
            found.append(word.removesuffix(oblique) + nominative)
            if only_first:
                break
    return found or [word]
