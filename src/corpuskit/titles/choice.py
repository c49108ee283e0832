"""Which line of the head is the title."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.corpus.document import Document
from corpuskit.text.tokens import count_words
from corpuskit.titles.features import FEW_WORDS, names_issue
from corpuskit.titles.head import HeadReader, Reading, iter_lines

_MOST_CANDIDATES = 4
_AFTER_DATE = 1.5


def find_title(document: Document, keys: Sequence[str]) -> str | None:
    """Return the line of a document that is its title, or None where it has none.

    That is a line of its own among the first ones, or the part of one that stands beside the date («date | title»).
    Navigation, dates, the author, labels such as «NOTA DE PRENSA» and short lines that stand three times or more in the
    document are passed over. A letter, a chat and a feed have none, and no text in which a sentence comes first.

    Args:
        document: The document.
        keys: The exact key of each of its paragraphs.
    """
    lines = list(iter_lines(document, keys))
    reader = HeadReader(document, lines)
    best = Reading("text")
    first: Reading | None = None
    has_date_between = False
    found = 0
    has_issue = False
    for number in range(len(lines)):
        reading = reader.read(number)
        if reading.role == "labelled":
            return reading.title
        if reading.role == "letter":
            # A newsletter greets its readers, too.
            return best.title or None if has_issue else None
        if reading.role == "text" or found == _MOST_CANDIDATES:
            break
        has_issue = has_issue or (reading.role == "date" and names_issue(lines[number].text))
        has_date_between = has_date_between or (reading.role == "date" and found > 0)
        if reading.role != "title":
            continue
        found += 1
        if first is None:
            # Of two that are equal the first is the title, and the other one a second line of it.
            reading = reading._replace(score=reading.score + 1)
            first = reading
        elif has_date_between and count_words(first.title) <= FEW_WORDS:
            # «My blog», the date, the title of what was written that day.
            reading = reading._replace(score=reading.score + _AFTER_DATE)
        if not best.title or reading.score > best.score:
            best = reading
    if reader.is_feed and not reader.is_thread:
        return None
    return best.title or None
