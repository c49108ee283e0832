"""Whether a date in the first or the last lines of a text is that of what the text speaks of: a meeting that is to come."""

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from corpuskit.patterns import compile_re
from corpuskit.text.heads import holds_any, normalize_phrase, read_head_words
from corpuskit.text.tokens import count_words

# A label has fewer words than a sentence that leads to a date.
_LONGEST_LABEL = 4
# The first line may be the title, which the second one dates.
_FIRST_OF_TEXT = 2
# A line of a wrapped paragraph is as wide as this.
_NARROWEST_WRAP = 60
_ENDS_SENTENCE = compile_re(r"[.!?。！？؟…][\W_]*$")
_BETWEEN_SENTENCES = compile_re(r"(?<=\w\w)[.!?؟](?=\s)|[。！？]")
# A row of a table, or a heading: at the end of a text neither is the line that dates it.
_INNER = compile_re(r"\s*(?:\||#{1,6}\s)")
_REACH = 800


class Place(NamedTuple):
    """Where a line stands.

    Attributes:
        above: The line above it; empty where it is the first.
        is_close: Whether no empty line divides them.
        number: How many lines that hold text are above it, among the first ones and the last ones.
        top: Whether it is one of the first.
    """

    above: str
    is_close: bool
    number: int
    top: bool


def find_place(text: str, start: int, number: int, *, top: bool) -> Place:
    """Return where a line stands.

    Args:
        text: The text.
        start: Index of the line.
        number: How many of the first and the last lines are above it.
        top: Whether it is one of the first.
    """
    piece = text[max(0, start - _REACH) : start]
    shown = piece.rstrip()
    return Place(shown.rpartition("\n")[2].strip(), piece.count("\n", len(shown)) == 1, number, top)


def is_of_event(
    line: str, start: int, end: int, place: Place, leads: Collection[str], *, is_record: bool
) -> bool:
    """Return whether what stands before a date says that it is no date of the text.

    Args:
        line: The line of the date.
        start: Index of the date in it.
        end: Index after the date.
        place: Where the line stands.
        leads: Prepositions of its language, folded.
        is_record: Whether the text is a record of a sitting, which has the day of that in its head.
    """
    before, after = line[:start], line[end:]
    if not place.top and _INNER.match(line):
        return True
    is_alone = not count_words(before)
    beside = [_BETWEEN_SENTENCES.split(before)[-1], _BETWEEN_SENTENCES.split(after)[0]]
    if (is_alone or place.number >= _FIRST_OF_TEXT) and not _ENDS_SENTENCE.search(place.above):
        # In a chat a name stands before what is said.
        beside.append(place.above)
    if any(_names_event(words, is_record=is_record) for words in beside):
        return True
    return is_alone and not is_record and (_leads_on(place, leads) or _wraps(place, after))


@cache
def _read_events() -> tuple[frozenset[str], frozenset[str]]:
    """Return the phrases that name a day to come, and the words that do where they are a label of their own."""
    events = read_head_words().events
    phrases = frozenset(each for each in events if " " in each)
    return phrases, events - phrases


def _names_event(words: str, *, is_record: bool) -> bool:
    """Return whether words speak of a day to come; the «When» of a record is the day of its sitting."""
    phrases, labels = _read_events()
    return holds_any(words, phrases) or (not is_record and normalize_phrase(words) in labels)


def _leads_on(place: Place, leads: Collection[str]) -> bool:
    """Return whether a sentence above leads to a date: «The board invites you to the assembly on»; a title may, too."""
    words = normalize_phrase(place.above).split()
    if place.number < _FIRST_OF_TEXT or len(words) <= _LONGEST_LABEL:
        return False
    table = read_head_words()
    tails = {" ".join(words[-count:]) for count in range(1, _LONGEST_LABEL + 1)}
    leads_on = place.above[-1] in ":：" or words[-1] in leads or words[-1] in table.letter_leads
    return leads_on and table.date_labels.isdisjoint(tails) and table.update_labels.isdisjoint(tails)


def _wraps(place: Place, after: str) -> bool:
    """Return whether a paragraph ends with a date in a line of its own: «… in Salt Lake City, on 16 and ⏎ 17 March 2007.»."""
    return (
        place.is_close
        and len(place.above) >= _NARROWEST_WRAP
        and not _ENDS_SENTENCE.search(place.above)
        and after.rstrip()[-1:] in (".", "。")
    )
