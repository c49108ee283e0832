"""What each line of the head of a document is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.dates.resolution.document_date import find_head_date, is_bare_date
from corpuskit.dates.resolution.heads import ENOUGH, SEPARATOR, count_after, drop_lead, is_place, starts_line
from corpuskit.text.heads import (
    begins_with,
    is_byline,
    is_label_line,
    names_judgment,
    normalize_phrase,
    read_head_words,
)
from corpuskit.text.tokens import count_words
from corpuskit.titles.features import (
    CLOCK,
    COLON,
    DIGITS,
    EDGES,
    FEWEST_TURNS,
    LETTERS,
    begins_as_text,
    cut_path,
    ends_sentence,
    ends_with_label,
    find_label_of_turn,
    find_stamp,
    goes_on,
    is_case_name,
    is_institution,
    is_line_of_fields,
    is_number,
    is_salutation,
    is_title,
    is_turn,
    is_turn_with_colon,
    leads_on,
    match_message,
    may_stand_beside_date,
    names_author_and_paper,
    names_record,
    opens_with_label,
    says_nothing,
    score_title,
    strip_markup,
)

# A line that stands in a document so often is no title, unless it is as long as a sentence.
_BOILERPLATE_COPIES = 3
_BOILERPLATE_WORDS = 12
# A title is looked for among the first lines; what comes later is text.
_TITLE_LINES = 30
# A paragraph that is wrapped has lines of at least this width; one of more than that is no line of a head.
_NARROWEST_WRAP = 40
_WIDEST_HEAD = 60
# A wider one is a paragraph that is not wrapped.
_WIDEST_WRAP = 100
# What other fields beside the date take from a title.
_OF_FIELDS = 2
# What a record with its number scores.
_NUMBERED_RECORD = 4
# How many lines from that of its number a judgment names its parties.
_NEAR_PARTIES = 4
# Within how many lines the first stamp of a forum stands.
_LONGEST_HEAD = 3
# How many lines may stand before the first turn of a dialogue, or before a title that looks like one.
_MOST_BEFORE_TURNS = 2
_LONGEST_SENDER = 3
# A question that somebody answers below it is no title.
_QUESTION = tuple("?？؟")

Role = Literal["labelled", "pass", "date", "title", "text", "letter"]
"""What a line of the head is: a title with a label before it, nothing, the date or the author, a title as it seems, the
beginning of the text, or that of a letter."""


class HeadLine(NamedTuple):
    """A line of the head.

    Attributes:
        text: The line.
        copies: How often it stands in the document.
        is_close: Whether no blank line divides it from the one before.
    """

    text: str
    copies: int
    is_close: bool


class LineReading(NamedTuple):
    """What a line of the head is.

    Attributes:
        role: Its part.
        title: The title that it is or holds.
        score: How likely that is.
    """

    role: Role
    title: str = ""
    score: float = 0


_PASS, _DATE, _TEXT, _LETTER = (
    LineReading("pass"),
    LineReading("date"),
    LineReading("text"),
    LineReading("letter"),
)


def iter_lines(document: Document, text: str, keys: Sequence[str]) -> Iterator[HeadLine]:
    """Yield the first lines of a document that hold words; a paragraph of wide lines is one.

    Args:
        document: The document.
        text: Its text, what is not seen hidden.
        keys: The exact key of each of its paragraphs.
    """
    copies = Counter(keys)
    end = 0
    held: HeadLine | None = None
    for paragraph, key in zip(document.paragraphs[:_TITLE_LINES], keys, strict=False):
        is_close = text.count("\n", end, paragraph.start) == 1
        end = paragraph.end
        lines = text[paragraph.start : paragraph.end].split("\n")
        if _is_wrapped(lines):
            lines = ["\n".join(lines)]
        for line in lines:
            if held is not None and is_close and len(held.text) >= _NARROWEST_WRAP and goes_on(line):
                # Where each line is a paragraph.
                held = held._replace(text=f"{held.text}\n{line}".rstrip("\r"))
            elif count_words(line):
                if held is not None:
                    yield held
                held = HeadLine(line.rstrip("\r"), copies[key], is_close)
            is_close = True
    if held is not None:
        yield held


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether the lines of a block are those of one paragraph.

    All are wide, and one goes on in small letters or is as wide as those of a text; or all but the last are as wide as
    that, and a sentence ends there.
    """
    if len(lines) == 1:
        return False
    narrowest = min(map(len, lines[:-1]))
    if (
        narrowest > _WIDEST_HEAD
        and max(map(len, lines)) <= _WIDEST_WRAP
        and ends_sentence(strip_markup(lines[-1]))
    ):
        return True
    return narrowest >= _NARROWEST_WRAP and any(
        len(line) > _WIDEST_HEAD or goes_on(line) for line in lines[1:]
    )


class HeadReader:
    """Says what each line of the head of a document is.

    Args:
        document: The document.
        lines: Its first lines.
    """

    def __init__(self, document: Document, lines: Sequence[HeadLine]) -> None:
        self._document = document
        self._lines = lines
        self._turns = sum(is_turn(line.text) for line in lines)

    def read(self, number: int) -> LineReading:
        """Return what a line is."""
        line, copies, _ = self._lines[number]
        if copies >= _BOILERPLATE_COPIES and count_words(line) <= _BOILERPLATE_WORDS:
            return _PASS
        if names_judgment(line, (other.text for other in self._lines[:number])):
            # As a letter it has no title, but for the names of the parties.
            return self._find_parties(number) or _LETTER
        return (
            self._read_label(line)
            or self._read_speech(line, number)
            or self._read_date(line)
            or self._read_words(line)
        )

    def read_heading(self, heading: str) -> str | None:
        """Return the title that a heading is, without a date beside it."""
        readings = (read(heading) for read in (self._read_label, self._read_date, self._read_words))
        return next((each.title for each in readings if each and each.title), strip_markup(heading)) or None

    def _find_parties(self, number: int) -> LineReading | None:
        """Return the line of a judgment that names both parties, which is its title: «Harmon v. Stone Bridge Ltd»."""
        near = self._lines[max(0, number - _NEAR_PARTIES) : number + _NEAR_PARTIES]
        names = next((line.text for line in near if is_case_name(line.text)), None)
        return None if names is None else LineReading("labelled", names)

    @cached_property
    def is_feed(self) -> bool:
        """Whether two stamps of the same shape stand before different texts."""
        seen: dict[str, tuple[int, str]] = {}
        for number, line in enumerate(self._lines):
            first_line = line.text.split("\n", 1)[0]
            stamp = find_stamp(first_line)
            if stamp is None:
                continue
            label, _, rest = stamp.rpartition(": ")
            shape = label + LETTERS.sub("a", DIGITS.sub("0", rest))
            before = seen.setdefault(shape, (number, stamp))
            is_whole = stamp == line.text
            if before[1] != stamp and number - before[0] > is_whole and number + is_whole < len(self._lines):
                return True
        return False

    @cached_property
    def is_diary(self) -> bool:
        """Whether a title stands above entries that have a day and no time: a blog or a diary, and no chat."""
        first, following = self._lines[0], self._lines[1:2]
        if self.read(0).role != "title" or find_stamp(first.text) is not None:
            return False
        return any(
            not line.is_close
            and line.text.strip()[0].isalnum()
            and not CLOCK.search(line.text)
            and is_bare_date(line.text, self._document)
            for line in following
        )

    @cached_property
    def is_thread(self) -> bool:
        """Whether a title stands before the posts of a feed, and a name beside the first stamp: a forum, and no channel."""
        first = self._lines[0].text
        if self.read(0).role != "title" or find_stamp(first) is not None or opens_with_label(first):
            return False
        # «(forum “By hand”)» stands between the title and the first post.
        spoken = [n for n in range(1, len(self._lines)) if not says_nothing(self._lines[n].text)]
        for number in spoken[: _LONGEST_HEAD - 1]:
            line = self._lines[number].text
            head = find_head_date(line, self._document)
            if head is not None and self.read(number).role == "date":
                name = line[: head[0]] if number == spoken[0] else self._lines[spoken[0]].text
                is_name = count_words(name) > 0 and not says_nothing(name)
                return is_name and normalize_phrase(name) not in normalize_phrase(first)
        return False

    def _read_label(self, line: str) -> LineReading | None:
        """Return what a line is that is a label or begins with one."""
        words = read_head_words()
        if is_label_line(line) and names_record(line) and DIGITS.search(line):
            # «Minutes No. 17» is a title, and the institution before it none.
            return LineReading("title", strip_markup(line), _NUMBERED_RECORD)
        if says_nothing(line):
            return _PASS
        label, _, rest = COLON.sub(":", line, count=1).partition(":")
        phrase = normalize_phrase(label)
        if rest.strip() and phrase in words.title_labels:
            return LineReading("labelled", rest.strip())
        is_field = rest and (phrase in words.message_labels | words.labels_of_dates or is_number(rest))
        is_field = is_field or phrase in words.attendance
        if is_field or begins_with(line, words.embargo_labels) or is_bare_date(line, self._document):
            return _TEXT if phrase in words.attendance else _DATE
        is_reference = begins_with(line, words.references) and DIGITS.search(line) is not None
        if is_reference or names_author_and_paper(line) or is_institution(line):
            return _DATE
        return None

    def _read_speech(self, line: str, number: int) -> LineReading | None:
        """Return what a line is that is said or written to somebody."""
        stamp = match_message(line)
        if stamp is not None and (stamp["name"] or self.is_feed):
            is_field = normalize_phrase(stamp["name"] or "") in read_head_words().message_labels
            return _DATE if is_field else _TEXT
        if is_salutation(line):
            return _LETTER
        if self._turns >= FEWEST_TURNS and is_turn(line):
            # «Nora Example: It never ends», and her name before each answer.
            is_high = number < _MOST_BEFORE_TURNS
            if not number and self._is_title_with_colon(line):
                return None
            return None if is_high and (self._is_in_head(number) or self._is_in_head(number + 1)) else _TEXT
        is_asked = line.rstrip(" *_")[-1:] in _QUESTION and number + 1 < len(self._lines)
        is_said = begins_as_text(line) or (is_asked and begins_as_text(self._lines[number + 1].text))
        return _TEXT if is_said else None

    def _is_title_with_colon(self, line: str) -> bool:
        """Return whether the first line looks like a turn, but nobody else speaks at once, and nobody so named again."""
        label = find_label_of_turn(line)
        others = [other.text for other in self._lines[1:]]
        is_said = any(find_label_of_turn(other) == label for other in others) or ends_sentence(line)
        follows = others[0] if others else ""
        is_number_of_it = DIGITS.search(follows) is not None and not ends_sentence(follows)
        return not is_said and (is_number_of_it or not is_turn_with_colon(follows))

    def _is_in_head(self, number: int) -> bool:
        """Return whether there is such a line and it gives the date of the text or an author."""
        if number >= len(self._lines):
            return False
        line = self._lines[number].text
        head = find_head_date(line, self._document)
        has_date = head is not None and head[2].score >= ENOUGH
        return has_date or (is_byline(line) and not ends_sentence(line))

    def _read_date(self, line: str) -> LineReading | None:
        """Return what a line is that holds a date, or an author."""
        head = find_head_date(line, self._document)
        if head is None:
            return _DATE if is_byline(line) and not ends_sentence(line) else None
        start, end, found = head
        rest = line[end:]
        if found.score >= ENOUGH and found.source not in ("dateline", "message"):
            return self._cut_date(line, start, end)
        if found.score >= ENOUGH:
            # «5 May 2023 – North Wire – 312 words – URGENT» is no text yet.
            return _DATE if is_line_of_fields(rest) else _TEXT
        if starts_line(line, start) and is_line_of_fields(rest, fewest=2):
            return _DATE
        return _read_after_date(rest) if starts_line(line, start) else None

    def _cut_date(self, line: str, start: int, end: int) -> LineReading:
        """Return what stands beside the date of a head; a place, an author or a label is no title."""
        before, after = line[:start], line[end:]
        if not count_after(after):
            # «21 March 2023, 7.15».
            after = ""
        if before.rstrip()[-1:] in "[(" and 0 < count_words(before) <= _LONGEST_SENDER:
            # «Vera, [12.05.2024 21:07]»: what follows is said by her.
            return _TEXT
        is_stamp = line.rstrip()[-1:] in ":：" and not count_after(after)
        if is_stamp or (before.rstrip()[-1:] in ",،，" and is_place(before) and not names_record(before)):
            # «NAME wrote on 27 May 2024, 22:03:».
            return _DATE
        if is_label_line(drop_lead(before)) and not count_after(after) and not names_record(before):
            # «Press release of 5 May 2023».
            return _DATE
        pieces = [
            piece.strip(EDGES)
            for part in (before, after)
            for piece in SEPARATOR.split(strip_markup(part))
            if count_words(piece)
        ]
        titles = [piece for piece in pieces if may_stand_beside_date(piece)]
        title = max(titles, key=len, default=None)
        if title is None:
            return _DATE
        if before.rstrip(EDGES).endswith(title):
            is_labelled = ends_with_label(title)
            if is_labelled and (count_after(after) or not names_record(title)):
                return _DATE
            if is_labelled or leads_on(title):
                # «Minutes of the meeting of 5 May 2023» is one phrase.
                title = title.rsplit(maxsplit=1)[0] if count_after(after) else strip_markup(line)
        is_field = len(pieces) > 1 or before.rstrip()[-1:] in ",،，"
        return LineReading(
            "title", title, score_title(title) - _OF_FIELDS * (is_field and not names_record(title))
        )

    def _read_words(self, line: str) -> LineReading:
        """Return what a line of words is."""
        stripped = cut_path(strip_markup(line))
        return LineReading("title", stripped, score_title(stripped)) if is_title(stripped) else _TEXT


def _read_after_date(rest: str) -> LineReading:
    """Return what a line is by what follows the date that it begins with."""
    title = rest.strip(EDGES)
    if is_label_line(rest) or opens_with_label(title):
        return _DATE
    return LineReading("title", title, score_title(title)) if title and is_title(title) else _TEXT
