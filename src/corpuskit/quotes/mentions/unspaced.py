"""Whether characters are a name, in a script without spaces."""

from __future__ import annotations

from corpuskit.patterns import compile_later
from corpuskit.quotes.lexicon import Lexicon

COMMON_LENGTH = 3
"""So many characters most names have."""
_INNER_DOT = compile_later("[·•]")
_LONGEST_UNSPACED = 4
_LONGEST_BORROWED = 8
_FAMILIAR_LENGTH = 2


def ends_with_name(phrase: str, lexicon: Lexicon) -> bool:
    """Return whether a phrase ends with a name of the common length behind a noun of two characters or more.

    Args:
        phrase: A noun phrase as written.
        lexicon: Surnames, and what names do not end with.
    """
    name = phrase[-COMMON_LENGTH:]
    return (
        len(phrase) >= COMMON_LENGTH + 2
        and name[0] in lexicon.surnames
        and not name.endswith(tuple(lexicon.plural | lexicon.organisations | lexicon.person_endings))
    )


def _is_familiar(word: str, lexicon: Lexicon) -> bool:
    """Return whether a name is one of those among friends: «老魏», «阿芸»."""
    if len(word) != _FAMILIAR_LENGTH or lexicon.is_person(word):
        return False
    return word.startswith(lexicon.diminutives or "\0") or (
        word.startswith(lexicon.familiar or "\0") and word[1] in lexicon.surnames
    )


def is_unspaced_name(word: str, lexicon: Lexicon) -> bool:
    """Return whether a run of characters is a name: by its surname, an inner dot, or characters of borrowed names.

    Args:
        word: The run.
        lexicon: Surnames and characters of its language.
    """
    if not word or word in lexicon.titles or word in lexicon.places or word in lexicon.plural:
        return False
    if lexicon.tags.get(word[0]) == "det" and word.endswith(tuple(lexicon.person_endings)):
        # «那人»
        return False
    if _is_familiar(word, lexicon):
        return True
    if _INNER_DOT.search(word) or word.isascii():
        return any(character.isalpha() for character in word)
    if word[0] in lexicon.surnames or word[:2] in lexicon.surnames:
        return len(word) <= (_LONGEST_UNSPACED if word[:2] in lexicon.surnames else COMMON_LENGTH)
    return len(word) <= _LONGEST_BORROWED and all(char in lexicon.borrowed_characters for char in word)
