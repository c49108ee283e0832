"""Who takes part in a dialogue."""

from collections.abc import Iterable
from typing import NamedTuple

from corpuskit.quotes.attribution.context import Span
from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.mentions.gender import Gender


class Person(NamedTuple):
    """Somebody who speaks.

    Attributes:
        words: The words of the mention.
        gender: That of the mention; None where it says nothing.
        is_named: Whether the mention is a name.
        span: Where the mention stands.
    """

    words: frozenset[str]
    gender: Gender | None
    is_named: bool
    span: Span


class Cast(list[Person]):
    """Persons in the order in which they are met, and all words of their mentions.

    Args:
        persons: The first of them.
    """

    def __init__(self, persons: Iterable[Person] = ()) -> None:
        super().__init__(persons)
        self.words = {word for person in self for word in person.words}

    def append(self, person: Person) -> None:
        """Add a person."""
        super().append(person)
        self.words |= person.words


_LONGEST_CASE = 2


def is_form_of(name: str, word: str) -> bool:
    """Return whether a name is another case of a word: «Гавриле», «Гаврило».

    Args:
        name: The name, in lower case.
        word: The word, in lower case.
    """
    common = next(
        (k for k, (one, other) in enumerate(zip(name, word, strict=False)) if one != other),
        min(len(name), len(word)),
    )
    return common > _LONGEST_CASE and max(len(name), len(word)) - common < _LONGEST_CASE


def may_be_one(person: Person, other: Person, lexicon: Lexicon) -> bool:
    """Return whether two mentions may stand for the same person: «Elvira», «la mujer»; «老許», «管理員老許».

    Args:
        person: One of them.
        other: The other one.
        lexicon: Whether its script has spaces.
    """
    if lexicon.unspaced and any(
        word in more or more in word for word in person.words for more in other.words
    ):
        return True
    return person.is_named != other.is_named and person.gender is not None and person.gender == other.gender
