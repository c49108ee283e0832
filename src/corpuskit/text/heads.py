"""The words of the head of a text: labels of its date, of its author, and names of its kind."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from corpuskit.text.language import read_language_table
from corpuskit.text.tokens import list_words
from corpuskit.text.view import fold


class HeadWords(NamedTuple):
    """Phrases of all languages, folded, their words joined by one space.

    Attributes:
        date_labels: What leads to the date of a text: «published on».
        weak_date_labels: Prepositions and articles that do where a colon follows: «le».
        letter_leads: What stands between the place and the date of a letter: «Lyon, le».
        update_labels: What leads to the day of a later change: «updated».
        embargo_labels: What leads to a day before which the text must not appear.
        sessions: What a record or an issue of a day is called: «sitting».
        records: Records of a sitting, whose first sentence gives its day.
        bylines: What leads to its author: «by».
        kinds: Lines that name its kind: «press release».
        title_labels: What leads to its title: «Subject».
        message_labels: What leads to other lines of a message: «To».
    """

    date_labels: frozenset[str]
    weak_date_labels: frozenset[str]
    letter_leads: frozenset[str]
    update_labels: frozenset[str]
    embargo_labels: frozenset[str]
    sessions: frozenset[str]
    records: frozenset[str]
    bylines: frozenset[str]
    kinds: frozenset[str]
    title_labels: frozenset[str]
    message_labels: frozenset[str]

    @property
    def labels_of_dates(self) -> frozenset[str]:
        """All that leads to a date of a text, whatever it is the date of."""
        return self.date_labels | self.weak_date_labels | self.update_labels | self.embargo_labels


def normalize_phrase(phrase: str) -> str:
    """Return the words of a phrase, folded, joined by one space."""
    return " ".join(list_words(fold(phrase)))


@cache
def read_head_words() -> HeadWords:
    """Return the words of the head of a text, of all languages."""
    table = read_language_table("heads")

    def collect(section: str) -> frozenset[str]:
        return frozenset(
            normalize_phrase(phrase) for phrases in table[section].values() for phrase in phrases
        )

    return HeadWords(*map(collect, HeadWords._fields))


def is_label_line(line: str) -> bool:
    """Return whether a line names the kind of a text and nothing else: «NOTA DE PRENSA»."""
    return normalize_phrase(line) in read_head_words().kinds


def is_byline(line: str) -> bool:
    """Return whether a short line names the author: «By Nora Example»."""
    words = list_words(fold(line))
    bylines = read_head_words().bylines
    return 0 < len(words) <= _LONGEST_BYLINE and any(
        " ".join(words[:count]) in bylines for count in range(1, min(5, len(words)) + 1)
    )


_LONGEST_BYLINE = 9
