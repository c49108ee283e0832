"""What a line looks like: a title, a label, something said, the stamp of a message."""

from __future__ import annotations

import regex

from corpuskit.dates.resolution.heads import SEPARATOR
from corpuskit.patterns import compile_later
from corpuskit.text.heads import (
    begins_with,
    holds_any,
    is_byline,
    is_label_line,
    normalize_phrase,
    read_head_words,
)
from corpuskit.text.tokens import count_words
from corpuskit.titles.navigation import is_navigation

COLON = compile_later("[:：]")
CLOCK = compile_later(r"\d{1,2}[:.h]\d\d(?!\d)")
DIGITS = compile_later(r"\d+")
LETTERS = compile_later(r"\p{L}[\p{L}\p{M}]*")
EDGES = " \t|·•‧—–-,:;/()（）[]【】"
"""What stands between a title and what is beside it."""
FEWEST_TURNS = 2
"""How many turns make a dialogue."""

_LONGEST_TITLE = 200
# A line of fewer words is often the name of a paper or of a section.
FEW_WORDS = 4
# Where every character is a word.
_FEW_WITHOUT_SPACES = 5
# What the name of a record adds to the score.
_RECORD, _NOTICE = 4, 1.5
_MOST_NUMBERS = 2
_LONGEST_CHAPTER = 3
_FEWEST_NAMES, _LONGEST_NAME = 4, 3
_LIST_MARK = compile_later(r"[,،，、;；]\s*")
_SMALL = compile_later(r"\p{Ll}")
# But «p.» and «г.», which stand before names.
_SMALL_WORD = compile_later(r"\s*\p{Ll}[\p{Ll}\p{M}’'-]*+(?!\.)")
# «18.30 Opening», a line of a programme.
_CLOCK = compile_later(r"\s*\d{1,2}(?:[:.h]\s?\d\d|\s?h)(?!\d|[.:]\d)\W")
# «(The sitting was opened at 10:04)».
_IN_BRACKETS = compile_later(r"\s*[(（][^()（）]*[)）]\s*")
_QUOTATION = compile_later(r"(?:«[^«»]+»|“[^“”]+”|„[^„“”]+[“”]|「[^「」]+」|\x22[^\x22]+\x22)")
_HAN = compile_later(r"\p{Han}")
# An address, the number of something, a code: «Mill Street, 12», «TWN0412».
_ADDRESS = compile_later(r",[^,]*\d|№\s?\d|\b\p{Lu}{2,}\d{3,}")
# «#include», «\\begin», «{{Infobox», «$Id$»: an order to a program, or a tag as «#news»; a heading has a space there.
_ORDER = compile_later(r"\s*(?:#[!\p{Ll}]|\\[A-Za-z]|\{\{|\$[A-Z][a-z]+[:$])")
_WRAP = compile_later(r"\s*\n\s*")
_NUMBERS = compile_later(r"[\s\d.,]+")
# «1 204 subscribers».
_COUNT_OF_READERS = compile_later(r"\s*+\d[\d\s.,٬]*+[^\W\d]++\s*+")
_LABEL = compile_later(r"\p{L}{1,20}[:：]")
# «Name: what is said», and how many such lines make a dialogue.
_TURN = compile_later(r"[\p{L}\p{M}][\p{L}\p{M} .’'-]{0,30}[:：]\s?\S")
# «JUDGE HARMON. Witness, when did you …», «Judge Harmon — Do you confirm?».
_TURN_BY_CAPITALS = compile_later(
    r"(?:\p{Lu}[\p{Lu} .’'-]{2,40}(?:\s?\([^()\n]{1,40}\))?\.\s|\p{Lu}[\p{L}\p{M} .’'()-]{1,40}\s[—–]\s)\p{Lu}.*[.!?…]\s*$"
)
# «Nora Example, “The Herald”, no. 49».
_AUTHOR_AND_PAPER = compile_later(
    r"\p{Lu}\p{Ll}+(?:\s\p{Lu}[\p{L}.-]*){1,2},\s(?:\p{Ll}+\s)?(?:«[^«»]+»|“[^“”]+”|„[^„“”]+[“”]|\x22[^\x22]+\x22)(?:,?\s(?:№|\p{L}{1,7}[.º°]{0,2})\s?\d+)?\s*"
)
# A message of a chat begins with its stamp, in whatever order day and month stand.
_STAMP = compile_later(
    r"\s*[\[(]?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[,،]?\s\d{1,2}[:.]\d\d(?:[^\n]{0,12}[\])\s–—-]+(?P<name>[^\n:：]{1,40})[:：]|(?::\d\d)?(?:\s?(?:[aApP]\.?\s?[mM]\.?|[صم]))?\s[-–—]\s)"
)
_STAMP_BEFORE_TEXT = compile_later(
    r"\s*[\[【(（<][^\]】)）>\n]{8,40}[\]】)）>]|\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[,،]?\s\d{1,2}[:.]\d\d[^\n]{0,12}?\s[-–—]\s"
)
_LONGEST_STAMP = 60
_MOST_WORDS_OF_STAMP = 5
YEAR = compile_later(r"\d{4}|\d[./-]\d{1,2}[./-]\d\d")
_AFTER_STAMP = compile_later(r"[\W_]*(?:[\p{L}.]{1,12}[\W_]*|[ap]\.\s?m\.[\W_]*)?$")
_ENDS_SENTENCE = compile_later(r"(?<!\b\p{Lu})[.。।۔][\s”»«“‘’』」\"')\]*_]*$|[:：;,،，]\s*$")
_SPEECH = compile_later(r"\s*(?:[-–—―•]\s?\p{L}|[—–―])")
_TAG = compile_later(r"</?(?:a|b|br|em|font|i|q|s|small|span|strong|su[bp]|tt|u)(?:\s[^<>\n]{0,40})?>")
_MARKUP = compile_later(
    r"^(?:</?\w+[^<>]{0,40}>|[\s*_#=\\]+|\+\+|%\s)+|(?:</?\w+[^<>]{0,40}>|[\s*_#=]+|\+\+)+$"
)
_CASE_NAME = compile_later(r"\p{Lu}[^!?:]{1,60}\s(?:v\.?|vs\.?|c/)\s\p{Lu}[^!?:]{1,60}(?<!\.)")
_STEP = compile_later(r"\s[>›»→]\s")
_FEWEST_STEPS = 2
_SALUTATION_END = compile_later(r"[!,:！，：،.]\s*$|[—–]\s*$")
_LONGEST_SALUTATION, _LONGEST_GREETING = 7, 14
_LONGEST_INSTITUTION = 8
# But for short words each one has a capital letter: an office does nothing there.
_NAME_OF_OFFICE = compile_later(r"(?:(?:\p{Ll}{1,5}|[\p{Lu}\p{Lo}][\p{L}\p{M}’'.-]*)(?:\s|$))+")
# «The Allotment Letter, no. 48».
_NUMBER_AT_END = compile_later(r"(?:№|\p{L}{1,7}[.º°]{0,2})\s?\d{1,4}\s*$")
# «They met. Then they»: a paragraph of more than one sentence.
_INNER_END = compile_later(r"\p{Ll}{2}[.!?؟]\s+\p{Lu}|[。！？]\S")
_LONGEST_SHORT_TITLE = 16
_SHORTEST_TITLE = 3


def is_title(line: str) -> bool:
    """Return whether a line may be a title: neither a paragraph nor a sentence that ends, nor something that is said."""
    if len(line) > _LONGEST_TITLE or ends_sentence(line) or _SPEECH.match(line) or _CLOCK.match(line):
        return False
    inner = line.strip().rstrip("!?！？؟…")
    return not (_INNER_END.search(inner) and count_words(line) > _LONGEST_SHORT_TITLE)


def _is_few(title: str) -> bool:
    return count_words(title) < (_FEW_WITHOUT_SPACES if _HAN.search(title) else FEW_WORDS)


def score_title(title: str) -> float:
    """Return how little a line looks like the name of a paper, a section, an institution or a person."""
    score = 0.0 if _is_few(title) else 2.0
    if _QUOTATION.fullmatch(title):
        # What somebody says stands over an interview.
        score += 2
    if _is_in_capitals(title) and count_words(title) <= FEW_WORDS:
        score -= 2
    is_act = DIGITS.search(title) is not None and begins_with(title, read_head_words().acts)
    if not is_act and (_ADDRESS.search(title) or len(DIGITS.findall(title)) > _MOST_NUMBERS):
        score -= 3
    if _SMALL.match(title):
        score -= 2
    if count_words(title) <= _LONGEST_CHAPTER and holds_any(title, read_head_words().chapters):
        score -= 2
    if names_record(title) or is_act:
        return score + _RECORD
    # «Hartown Water», and below it «Notice of work on the mains».
    return score + _NOTICE * begins_with(title, read_head_words().notices)


def is_list_of_names(line: str) -> bool:
    """Return whether a line lists names: of those who were present."""
    names = _LIST_MARK.split(line.strip())
    return len(names) >= _FEWEST_NAMES and all(
        count_words(name) <= _LONGEST_NAME and not _SMALL.match(name) for name in names
    )


def names_record(title: str) -> bool:
    """Return whether a line says that it is the record of a sitting: the institution before it is no title."""
    return holds_any(title, read_head_words().records)


def _is_in_capitals(title: str) -> bool:
    """Return whether a line has capitals and no small letters: «THE NORTHERN HERALD»."""
    return title == title.upper() != title.lower()


def strip_markup(line: str) -> str:
    """Return a line without tags of letters, such as those of italics, and without other mark-up at its ends."""
    stripped: str = _MARKUP.sub("", _TAG.sub("", line))
    return stripped


def goes_on(line: str) -> bool:
    """Return whether a line begins in the middle of a sentence: in small letters that are no abbreviation, without a year."""
    return _SMALL_WORD.match(line) is not None and YEAR.search(line) is None


def join_wrapped(title: str) -> str:
    """Return a title in one line."""
    return str(_WRAP.sub(" ", title))


def cut_path(line: str) -> str:
    """Return the last step of a path through a site: «Forum > Houses > The damp wall»."""
    steps = _STEP.split(line)
    return steps[-1] if len(steps) > _FEWEST_STEPS else line


def leads_on(piece: str) -> bool:
    """Return whether a preposition or an article ends a piece of a line."""
    return piece.rsplit(maxsplit=1)[-1].lower() in read_head_words().date_leads


def says_nothing(line: str) -> bool:
    """Return whether a line is none of the text: navigation, a label, a tag, a number of readers, a stage direction."""
    return (
        is_label_line(line)
        or is_navigation(line)
        or _ORDER.match(line) is not None
        or _COUNT_OF_READERS.fullmatch(line) is not None
        or _IN_BRACKETS.fullmatch(line) is not None
    )


def is_line_of_fields(rest: str, fewest: int = 1) -> bool:
    """Return whether what follows a date has some short fields and is no sentence.

    Args:
        rest: What follows the date.
        fewest: How many fields at least.
    """
    fields = [piece for piece in SEPARATOR.split(rest) if piece.strip(EDGES)]
    return len(fields) >= fewest and not ends_sentence(rest) and all(map(_is_short_field, fields))


def _is_short_field(field: str) -> bool:
    return count_words(field) <= (2 * FEW_WORDS if _HAN.search(field) else FEW_WORDS)


def ends_with_label(piece: str) -> bool:
    """Return whether the last words of a piece lead to a date."""
    words = normalize_phrase(piece).split()
    labels = read_head_words().labels_of_dates
    return any(" ".join(words[-count:]) in labels for count in range(2, _LONGEST_CHAPTER + 2))


def may_stand_beside_date(piece: str) -> bool:
    """Return whether what stands beside a date may be a title."""
    return (
        count_words(piece) >= (_FEW_WITHOUT_SPACES if _HAN.search(piece) else _SHORTEST_TITLE)
        and is_title(piece)
        and not is_byline(piece)
        and not is_label_line(piece)
        and normalize_phrase(piece) not in read_head_words().labels_of_dates
    )


def ends_sentence(line: str) -> bool:
    """Return whether a line ends as a sentence, or in the middle of one."""
    return _ENDS_SENTENCE.search(line) is not None


def begins_as_text(line: str) -> bool:
    """Return whether a line begins as something that is said or listed."""
    return _SPEECH.match(line) is not None


def is_number(text: str) -> bool:
    """Return whether a text is a number and nothing else."""
    return _NUMBERS.fullmatch(text) is not None


def opens_with_label(text: str) -> bool:
    """Return whether one word and a colon begin a text: «Source: …»."""
    return _LABEL.match(text) is not None


def match_message(line: str) -> regex.Match[str] | None:
    """Return the stamp of a message at the beginning of a line, with the `name` of who writes it if there is one."""
    return _STAMP.match(line)


def is_turn(line: str) -> bool:
    """Return whether a line is something that somebody says; the name of a kind is nobody: «Interview: …»."""
    plain = line.replace("*", "")
    return _TURN_BY_CAPITALS.match(plain) is not None or is_turn_with_colon(plain)


def is_turn_with_colon(line: str) -> bool:
    """Return whether a name and a colon begin a line, and not the name of a kind or of a part: «Interview: …»."""
    if not _TURN.match(line):
        return False
    label, words = find_label_of_turn(line), read_head_words()
    return normalize_phrase(label) not in words.kinds and not begins_with(label, words.chapters)


def find_label_of_turn(line: str) -> str:
    """Return what stands before the colon of a line."""
    label: str = COLON.split(line, maxsplit=1)[0]
    return label


def names_author_and_paper(line: str) -> bool:
    """Return whether a line is an author and a paper: «Nora Example, “The Herald”, no. 49»."""
    return _AUTHOR_AND_PAPER.fullmatch(line) is not None


def is_institution(line: str) -> bool:
    """Return whether a line is the name of an office and no more: «MUNICIPALITY OF HARTOWN»."""
    longest = _LONGEST_INSTITUTION if line.lower() != line.upper() else _LONGEST_CHAPTER
    if count_words(line) > longest or not begins_with(line, read_head_words().institutions):
        return False
    # «MUNICIPALITY OF HARTOWN – PRESS OFFICE».
    office, *parts = SEPARATOR.split(line.strip())
    is_whole = not parts or _is_in_capitals(line)
    return is_whole and _NAME_OF_OFFICE.fullmatch(office) is not None


def is_case_name(line: str) -> bool:
    """Return whether a line is the name of a case: «Harmon v. Stone Bridge Ltd», «Société du Val c/ M. Pons»."""
    return _CASE_NAME.fullmatch(line.strip()) is not None


def names_issue(line: str) -> bool:
    """Return whether a line says which number of a newsletter this is: «Issue 47 · 5 December 2025»."""
    words = read_head_words()
    numbers = DIGITS.findall(line)
    if len(numbers) > 1:
        return holds_any(line, words.sessions | words.number_words)
    # «The Bent Spoon no. 88: the soup of discord».
    found = _NUMBER_AT_END.search(COLON.split(line, maxsplit=1)[0])
    return found is not None and ("№" in found[0] or holds_any(found[0], words.number_words))


def is_salutation(line: str) -> bool:
    """Return whether a line opens a letter: «Dear Nora,»."""
    longest = _LONGEST_GREETING if greets_many(line) else _LONGEST_SALUTATION
    if not _SALUTATION_END.search(line) or count_words(line) > longest:
        return False
    return begins_with(line, read_head_words().salutations)


def greets_many(line: str) -> bool:
    """Return whether a salutation is that of a newsletter or a notice: «Dear parents,»."""
    return holds_any(line, read_head_words().audiences)


def find_stamp(line: str) -> str | None:
    """Return the stamp of a message that a line begins with or is, None where it has none."""
    opening = _STAMP_BEFORE_TEXT.match(line)
    stamp = line if opening is None else opening[0]
    if len(stamp) > _LONGEST_STAMP or not YEAR.search(stamp):
        return None
    numbers = list(DIGITS.finditer(stamp))
    if len(numbers) < _MOST_NUMBERS + (not _HAN.search(stamp) and not LETTERS.search(stamp)):
        return None
    if len(LETTERS.findall(stamp)) > _MOST_WORDS_OF_STAMP or not _AFTER_STAMP.match(stamp, numbers[-1].end()):
        return None
    return str(stamp)
