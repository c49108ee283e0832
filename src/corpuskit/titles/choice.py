"""Which line of the head is the title."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.corpus.document import Document
from corpuskit.text.markdown import find_title_heading, hide_unseen
from corpuskit.text.tokens import count_words
from corpuskit.titles.features import (
    FEW_WORDS,
    YEAR,
    greets_many,
    is_list_of_names,
    join_wrapped,
    names_issue,
)
from corpuskit.titles.head import HeadLine, HeadReader, LineReading, iter_lines

_MOST_CANDIDATES = 4
_AFTER_DATE, _BELOW_DATE = 1.5, 3.5


def _is_set_off(lines: Sequence[HeadLine], number: int) -> bool:
    """Return whether blank lines stand around a line."""
    return not any(line.is_close for line in lines[number : number + 2])


def find_title(document: Document, keys: Sequence[str]) -> str | None:
    """Return the title of a document in one line, or None where it has none.

    That is a line of its own among the first ones, or the part of one that stands beside the date («date | title»).
    Navigation, dates, the author, labels such as «NOTA DE PRENSA» and short lines that stand three times or more in the
    document are passed over. The only heading of the first level in the first lines of Markdown is the title. A letter, a
    chat and a feed have none, and no text in which a sentence comes first.

    Args:
        document: The document.
        keys: The exact key of each of its paragraphs.
    """
    title = _find_line(document, keys)
    return None if title is None else join_wrapped(title)


def _find_line(document: Document, keys: Sequence[str]) -> str | None:
    text = hide_unseen(document.text)
    lines = list(iter_lines(document, text, keys))
    reader = HeadReader(document, lines)
    heading = find_title_heading(text)
    if heading is not None:
        return reader.read_heading(heading)
    head = _TitleChoice()
    for number, line in enumerate(lines):
        if head.found and is_list_of_names(line.text):
            # The authors, or those who were present, and above them a label.
            is_below_label = count_words(lines[number - 1].text) < FEW_WORDS
            return (head.first if is_below_label else head.best).title
        reading = reader.read(number)
        if reading.role == "labelled":
            return reading.title
        if reading.role == "letter":
            return head.find_title_of_letter(line.text)
        is_day = reading.role == "date" and line.text.startswith("# ")
        if reading.role == "text" or head.found == _MOST_CANDIDATES or (is_day and not head.found):
            # What stands below the first day of a diary is a heading in it.
            break
        head.add(reading, line.text, is_set_off=_is_set_off(lines, number))
    if reader.is_feed and not (reader.is_thread or reader.is_diary):
        return None
    return head.best.title or None


class _TitleChoice:
    """What has been read of a head: the titles that it may have, and what stands beside them."""

    def __init__(self) -> None:
        self.best = LineReading("text")
        self.found = 0
        self.first = self._last = self.best
        self._has_date_between = self._has_issue = self._has_number = self._is_beside_date = False

    def add(self, reading: LineReading, line: str, *, is_set_off: bool) -> None:
        """Add a line.

        Args:
            reading: What it is.
            line: The line.
            is_set_off: Whether blank lines stand around it.
        """
        self._has_issue = self._has_issue or (reading.role == "date" and names_issue(line))
        self._has_number = self._has_number or (reading.role == "title" and names_issue(line))
        self._has_date_between = self._has_date_between or (reading.role == "date" and self.found > 0)
        if reading.role != "title":
            return
        self.found += 1
        reading = reading._replace(score=reading.score + self._find_bonus(reading, is_set_off=is_set_off))
        if not self.first.title:
            self.first = reading
        has_year = YEAR.search(line) is not None
        if not has_year:
            self._last = reading
        if not self.best.title or reading.score > self.best.score:
            self.best = reading
        self._is_beside_date = has_year

    def _find_bonus(self, reading: LineReading, *, is_set_off: bool) -> float:
        """Return what the place of a title adds to its score."""
        if not self.first.title:
            # Of two that are equal the first is the title, and the other one a second line of it.
            return 1
        if self._is_beside_date and is_set_off and ". " not in reading.title:
            # «The small print. No. 31 (8 December 2025)», and below it the title of that day.
            return _BELOW_DATE
        # «My blog», the date, the title of what was written that day.
        is_below = self._has_date_between and count_words(self.first.title) <= FEW_WORDS
        return _AFTER_DATE if is_below else 0

    def find_title_of_letter(self, salutation: str) -> str | None:
        """Return the title over a salutation, or None where it opens a letter: a newsletter greets its readers, too."""
        if greets_many(salutation):
            # The institution stands over the title.
            return (self.best if self._has_issue or not self._last.title else self._last).title or None
        return self.best.title or None if self._has_issue or self._has_number else None
