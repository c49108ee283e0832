"""Who takes part in a dialogue."""

from collections.abc import Iterable
from typing import NamedTuple

from corpuskit.quotes.attribution.context import Span
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
