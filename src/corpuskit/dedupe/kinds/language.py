"""What is known of the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

Sense = Literal[
    "negation",
    "modality",
    "joining",
    "conjunction",
    "order",
    "quantity",
    "unit",
    "letter",
    "number",
]
"""What a word does to the sense of a sentence."""

# A word of fewer letters may begin with others by chance.
_SHORTEST_DENIED = 4


class Opposites(NamedTuple):
    """Words that turn the sense where they stand in the place of each other.

    Attributes:
        words: By word the rows that it stands in: from 1 those that have it before the colon, from -1 down behind.
        stems: The same of the beginnings of words.
        endings: What may stand behind those; "" for nothing.
    """

    words: dict[str, set[int]]
    stems: dict[str, set[int]]
    endings: frozenset[str]

    def find_rows(self, word: str) -> set[int]:
        """Return the rows that a word stands in, as it is compared."""
        found = set(self.words.get(word, ()))
        for end in range(1, len(word) + 1):
            if word[end:] in self.endings:
                found.update(self.stems.get(word[:end], ()))
        return found


class NamesOfLanguage(NamedTuple):
    """What is known of names in a language without capitals.

    Attributes:
        given: Given names; the next word is a name too.
        places: Names of places and peoples; where words are characters, each is a row of them.
        titles: Words with a name behind them.
        surnames: Characters that begin the name of a person.
    """

    given: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()


NO_NAMES = NamesOfLanguage()
"""What is known of names in a language with capitals."""


@dataclass(frozen=True, eq=False)
class Language:
    """What is known of the words of a language, as they are compared. Each is equal to itself only.

    Attributes:
        senses: What words do to the sense.
        numbers: Words that are numbers or dates: number words, ordinals, months, weekdays.
        expansions: By the first of two words that are a contracted form: the second, and what they stand for.
        proclitics: Words that are written together with the next one.
        article: An article that is; "" for none.
        known: All words by which the language is known.
        common: Frequent words that change with what stands beside them.
        denying: Beginnings of words that deny what follows.
        own_letters: Letters by which the language is known.
        turning: Words that have a sense, or are numbers.
        before_names: Words behind which a noun is a name; empty where only names have capitals.
        synonyms: For words of one meaning the first of them.
        list_opposites: Returns the words that have opposites.
        plain: Words that are no names where a paragraph begins with them.
        movable: Words that may stand elsewhere in a sentence, which turns nothing.
        determiners: Words that stand before a noun, of which a language with capitals has some.
        weak_letters: Letters that change inside of a word where it is inflected.
        names: What is known of names, where there are no capitals.
        group_mark: «,» or «.» where it stands between groups of three digits, "" where only spaces do.
    """

    senses: dict[str, Sense]
    numbers: frozenset[str]
    expansions: dict[str, dict[str, tuple[str, ...]]]
    proclitics: tuple[str, ...]
    article: str
    known: frozenset[str]
    common: frozenset[str] = frozenset()
    denying: tuple[str, ...] = ()
    own_letters: frozenset[str] = frozenset()
    turning: frozenset[str] = frozenset()
    before_names: frozenset[str] = frozenset()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    list_opposites: Callable[[], Opposites] = lambda: Opposites({}, {}, frozenset())
    plain: frozenset[str] = frozenset()
    movable: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    weak_letters: frozenset[str] = frozenset()
    names: NamesOfLanguage = NO_NAMES
    group_mark: str = ","

    @cached_property
    def opposites(self) -> Opposites:
        """Words that have opposites; listed when they are first asked for, as most runs ask for those of few languages."""
        return self.list_opposites()

    def is_number(self, word: str) -> bool:
        """Return whether a word is a number word or a date, as it is compared."""
        return word in self.numbers or (
            bool(self.article) and word.removeprefix(self.article) in self.numbers
        )

    def may_expand(self, words: Sequence[str]) -> bool:
        """Return whether a word may be written together with the next one, or be a part of a contracted form."""
        return bool(self.proclitics) or any(
            not following.isdisjoint(("", *words))
            for following in (self.expansions[word].keys() for word in words if word in self.expansions)
        )

    def find_opposed(self, word: str) -> frozenset[int]:
        """Return the rows of opposites that a word stands in, as it is compared."""
        return _find_rows(word, self)

    def is_denial(self, word: str, other: str) -> bool:
        """Return whether one of two words is the other with a beginning that denies it: fair, unfair."""
        shorter, longer = sorted((word, other), key=len)
        return len(shorter) >= _SHORTEST_DENIED and any(longer == each + shorter for each in self.denying)


@lru_cache(1 << 16)
def _find_rows(word: str, language: Language) -> frozenset[int]:
    rows = language.opposites.find_rows(word)
    if language.article:
        rows |= language.opposites.find_rows(word.removeprefix(language.article))
    return frozenset(rows)
