"""The words of the head of a text: labels of its date, of its author, and names of its kind."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from corpuskit.patterns import compile_later
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
        births: What leads to the day on which somebody was born: «born on».
        events: What leads to a day that is to come: «next meeting», «when».
        sessions: What a record or an issue of a day is called: «sitting».
        records: Records of a sitting, whose first sentence gives its day.
        closings: What begins the closing line of a ruling or a treaty: «Done at».
        judgments: Lines that say that a text is the judgment of a court, which has no title.
        courts: What names a court: «tribunal».
        institutions: What begins the name of an office, which is no title: «municipality of».
        references: What leads to the number of a letter or a notice: «Ref.».
        cases: What begins the line below it in a judgment: «Case No.».
        acts: What an act of law is called, whose name is its number: «decree».
        notices: What begins the title of a notice, above which an office stands: «Notice of».
        bylines: What leads to its author: «by».
        kinds: Lines that name its kind: «press release».
        title_labels: What leads to its title: «Subject».
        message_labels: What leads to other lines of a message: «To».
        chapters: What a part of a book is called: «chapter»; a better title may follow.
        salutations: What opens a letter: «Dear».
        audiences: Whom a newsletter or a notice greets: «Dear parents».
        date_leads: Words that join a title and its date to one phrase: «Minutes of 5 May 2023».
        attendance: What those who were there, and what was spoken of, stand below in a record: «Present».
        number_words: What stands before the number of an issue: «No.».
    """

    date_labels: frozenset[str]
    weak_date_labels: frozenset[str]
    letter_leads: frozenset[str]
    update_labels: frozenset[str]
    embargo_labels: frozenset[str]
    births: frozenset[str]
    events: frozenset[str]
    sessions: frozenset[str]
    records: frozenset[str]
    closings: frozenset[str]
    judgments: frozenset[str]
    courts: frozenset[str]
    institutions: frozenset[str]
    references: frozenset[str]
    cases: frozenset[str]
    acts: frozenset[str]
    notices: frozenset[str]
    bylines: frozenset[str]
    kinds: frozenset[str]
    title_labels: frozenset[str]
    message_labels: frozenset[str]
    chapters: frozenset[str]
    salutations: frozenset[str]
    audiences: frozenset[str]
    date_leads: frozenset[str]
    number_words: frozenset[str]
    attendance: frozenset[str]

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
        # One call for all of them: nothing joins over a line feed.
        folded = fold("\n".join(phrase for phrases in table[section].values() for phrase in phrases))
        return frozenset(" ".join(list_words(phrase)) for phrase in folded.split("\n"))

    return HeadWords(*map(collect, HeadWords._fields))


def is_label_line(line: str) -> bool:
    """Return whether a line names the kind of a text and nothing else: «NOTA DE PRENSA», «Press release No. 5/23»."""
    if len(line) > _LONGEST_LABEL_LINE:
        return False
    kinds = read_head_words().kinds
    pieces = [_drop_numbers(normalize_phrase(piece)) for piece in _PIECES.split(line)]
    pieces = [piece for piece in pieces if piece]
    return bool(pieces) and all(piece in kinds for piece in pieces)


def _drop_numbers(phrase: str) -> str:
    """Return a phrase without its numbers and the words that lead to them."""
    number_words = read_head_words().number_words
    return " ".join(word for word in phrase.split() if not word.isdecimal() and word not in number_words)


def names_judgment(line: str, before: Iterable[str]) -> bool:
    """Return whether a line says that the text is a judgment: «SENTENCIA 211/2024», or «Case No. 7» below the name of a court.

    Args:
        line: A line of the head.
        before: The lines before it.
    """
    if len(line) > _LONGEST_LABEL_LINE:
        return False
    words = read_head_words()
    if _drop_numbers(normalize_phrase(line)) in words.judgments:
        return True
    return holds_any(line, words.cases) and any(
        len(other) <= _LONGEST_LABEL_LINE and holds_any(other, words.courts) for other in before
    )


def is_field_of_message(line: str) -> bool:
    """Return whether a line is a field of the head of a message: «From: Nora Example»."""
    label, colon, rest = line.replace("：", ":").partition(":")
    return bool(colon and rest.strip()) and normalize_phrase(label) in read_head_words().message_labels


def begins_with(line: str, phrases: frozenset[str]) -> bool:
    """Return whether one of some phrases begins a line.

    Args:
        line: The line.
        phrases: Folded phrases, of four words at most.
    """
    words = list_words(fold(line[:_LONGEST_LABEL_LINE]))
    # Han characters are words of one character each.
    return any(" ".join(words[:count]) in phrases for count in range(1, min(_LONGEST_PHRASE, len(words)) + 1))


def holds_any(line: str, phrases: frozenset[str]) -> bool:
    """Return whether one of some phrases of up to four words stands in a line."""
    words = list_words(fold(line[:_LONGEST_LABEL_LINE]))
    return any(
        " ".join(words[start : start + count]) in phrases
        for start in range(len(words))
        for count in range(1, _LONGEST_PHRASE + 1)
    )


def is_byline(line: str) -> bool:
    """Return whether a short line names the author: «By Nora Example»."""
    words = list_words(fold(line))
    bylines = read_head_words().bylines
    if line.rstrip()[-1:] in ("?", "؟", "？"):
        # «Por que os sapos sumiram?».
        return False
    return 0 < len(words) <= _LONGEST_BYLINE and any(
        " ".join(words[:count]) in bylines for count in range(1, min(5, len(words)) + 1)
    )


_LONGEST_BYLINE = 9
_LONGEST_LABEL_LINE = 120
_LONGEST_PHRASE = 4
_PIECES = compile_later(r"[|｜/·•()（）\[\]【】:：]|\s[-–—]\s|[–—]|№")
