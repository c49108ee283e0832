"""Capitals in a mention that name no person but what belongs to one: «Manchester United manager», «мэр Москвы»."""

from __future__ import annotations

from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.inflection import is_oblique, list_nominatives
from corpuskit.quotes.titles import ELIDED


def modify_a_noun(words: list[str], begun: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether capitals stand before the noun of who speaks: «Manchester United | manager Alex Ferguson».

    Args:
        words: The words of a mention.
        begun: Index of the first of the capitals.
        end: Index after the last of them.
        lexicon: The words of its language.
    """
    if not lexicon.modifiers_precede:
        return False
    after = next((place for place in range(end, len(words)) if not words[place][:1].islower()), len(words))
    nouns = [word.lower() for word in words[end:after]]
    if not nouns or any(
        word in lexicon.tags or word in lexicon.linking or word in lexicon.cues for word in nouns
    ):
        return False
    if after < len(words):
        return words[after][:1].isupper()
    return lexicon.is_person(nouns[-1]) and (begun > 0 or gender_of_given_name(words[0].lower()) is None)


def is_namesake(words: list[str], begun: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether capitals are the name of an institution: «el director del Hospital | Juan Ramón Jiménez».

    Args:
        words: The words of a mention.
        begun: Index of the first of the capitals.
        end: Index after the last of them.
        lexicon: The nouns of its language.
    """
    before = {word.lower() for word in words[:begun]}
    if before.isdisjoint(lexicon.linking):
        return False
    given = next((k for k in range(begun, end) if gender_of_given_name(words[k].lower()) is not None), begun)
    return any(word.lower() in lexicon.namesakes for word in words[max(0, begun - 1) : given])


def find_person_behind(words: list[str], begun: int, end: int, lexicon: Lexicon) -> int:
    """Return where a full name begins behind that of a place or a club: «El alcalde de Nueva York | Eric Adams»; `end` where none does.

    Args:
        words: The words of a mention.
        begun: Index of the first of its capitals.
        end: Index after the last of them.
        lexicon: The nouns of its language.
    """
    given = [gender_of_given_name(word.lower()) is not None for word in words]
    if end < len(words) or given[begun] or not lexicon.namesakes:
        return end
    if not any(lexicon.is_person(ELIDED.sub("", word).lower()) for word in words[:2]):
        return end
    return next((place for place in range(begun + 1, end - 1) if given[place]), end)


def is_in_genitive(words: list[str], place: int, lexicon: Lexicon) -> bool:
    """Return whether a noun behind an office is in a genitive: «мэр | Москвы»; forms that surnames have too are taken for one.

    Args:
        words: The words of a mention.
        place: Index of the noun.
        lexicon: The endings of its language.
    """
    word = words[place].lower()
    if not place or word.endswith(lexicon.feminine_surname_suffixes or "\0") or gender_of_given_name(word):
        return False
    return word.endswith(lexicon.genitive_endings or "\0") and lexicon.is_person(words[place - 1].lower())


def skip_place(words: list[str], begun: int, end: int, lexicon: Lexicon) -> int:
    """Return where a full name begins behind a place or a firm in the genitive: «Мэр Казани | Ильсур Гареев»; `begun` where none does.

    Args:
        words: The words of a mention.
        begun: Index of the first of its capitals behind the titles.
        end: Index after the last of them.
        lexicon: The endings of its language.
    """
    named, endings = [word.lower() for word in words[begun:end]], lexicon.genitive_endings
    before = [word.lower() for word in words[:begun]]
    if not endings or len(named) <= _WORDS_OF_A_FULL_NAME or _is_given_name(named[0], lexicon):
        return begun
    is_of_a_person = any(lexicon.is_person(word) or is_oblique(word, lexicon) for word in before)
    if not is_of_a_person or any(word.endswith(lexicon.patronymic_suffixes) for word in named):
        return begun
    given = [place for place in range(1, len(named) - 1) if _is_given_name(named[place], lexicon)]
    if given:
        return begun + given[0]
    is_genitive = named[0].endswith((*endings, *lexicon.place_endings))
    is_nominative = any(lexicon.is_person(word) for word in before)
    return end - _WORDS_OF_A_FULL_NAME if is_genitive and is_nominative else begun


def _is_given_name(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word is a frequent given name, in any case: «Дениса»."""
    if gender_of_given_name(word) is not None:
        return True
    return any(gender_of_given_name(bare) is not None for bare in list_nominatives(word, lexicon))


_WORDS_OF_A_FULL_NAME = 2
