"""Lines, paragraphs and sentences of a text, as spans of it.

A line ends at LF, CR LF or a lone CR, as in an editor or in grep; the other Unicode separators (NEL, LS, PS,
VT, FF) are white space inside a line, so that line numbers agree with those tools.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from typing import Literal, NamedTuple

from corpuskit.patterns import compile_later, compile_re
from corpuskit.text.language import read_language_table

ParagraphRule = Literal["auto", "line", "block"]
"""How paragraphs are told apart: every non-empty line, every block between blank lines, or by the text."""

_LINE = compile_re(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_BREAK = compile_re(r"\r\n|\r|\n")
# How many lines are looked at to see whether a text is hard-wrapped.
SAMPLED_LINES = 5000
"""Number of lines at the beginning of a text that tell whether it is hard-wrapped."""
# A hard-wrapped text has lines of at most this many code points; typewriters, e-mail and books keep below.
_WIDEST_WRAP = 160
# Shorter lines that are all as long as each other are a list.
_NARROWEST_WRAP = 40
_FEWEST_PAIRS = 4
# The share of lines that run on from which a text is wrapped; of those, the share that is full, and how much of the width
# a line and the next word have to fill for that.
_LEAST_RUNNING = 0.3
_LEAST_FULL = 0.6
_LEAST_FILLED = 0.9
_FEWEST_RUNNING = 2
# Where more of them begin with the same word they are a list.
_MOST_REPEATED = 0.5
# A line of a sentence has some words; an address, a path or a checksum has not.
_FEWEST_SPACES = 3
_LINE_ENDS = frozenset('.!?…:;؟۔。！？"”’»)]」』）')


class Paragraph(NamedTuple):
    """One paragraph: the unit of repetition, and the border that no concordance context crosses.

    Attributes:
        number: Its place in the document, from 1.
        line: The line on which it starts, from 1.
        start: Index of its first code point that is not white space.
        end: Index after its last code point that is not white space.
    """

    number: int
    line: int
    start: int
    end: int


class LineIndex:
    """Finds the line of an offset.

    Args:
        text: The text whose lines are counted.
    """

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._starts.extend(match.end() for match in _LINE_BREAK.finditer(text))

    def line_at(self, offset: int) -> int:
        """Return the 1-based number of the line on which the code point at `offset` stands."""
        return bisect_right(self._starts, offset)


def iter_line_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the `(start, end)` of every line of `text`, its line break included."""
    for match in _LINE.finditer(text):
        yield match.span()


def iter_paragraphs(text: str, rule: ParagraphRule = "auto") -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` in order.

    Args:
        text: The text.
        rule: `line`: every line that is not blank is a paragraph. `block`: every run of such lines is one.
            `auto`: `block` where the text is hard-wrapped, else `line`.
    """
    if rule == "auto":
        rule = "block" if is_hard_wrapped(text) else "line"
    if rule == "line" and "\r" not in text:
        yield from _iter_plain_lines(text)
        return
    number = 0
    block: Paragraph | None = None
    for line, (start, end) in enumerate(iter_line_spans(text), start=1):
        content = text[start:end]
        stripped = content.strip()
        if stripped:
            first = start + len(content) - len(content.lstrip())
            last = first + len(stripped)
            if rule == "line":
                number += 1
                yield Paragraph(number, line, first, last)
            elif block is None:
                number += 1
                block = Paragraph(number, line, first, last)
            else:
                block = block._replace(end=last)
        elif block is not None:
            yield block
            block = None
    if block is not None:
        yield block


def _iter_plain_lines(text: str) -> Iterator[Paragraph]:
    """Yield the lines of a text without carriage returns that are not blank, three times as fast."""
    number = start = 0
    for line, content in enumerate(text.split("\n"), start=1):
        stripped = content.strip()
        if stripped:
            number += 1
            first = start if content[0] == stripped[0] else start + len(content) - len(content.lstrip())
            yield Paragraph(number, line, first, first + len(stripped))
        start += len(content) + 1


def is_hard_wrapped(text: str) -> bool:
    """Return whether the lines of `text` are broken at a width instead of at paragraphs.

    It is told by lines that run on: they end in the middle of a sentence, and the next one goes on with it, in lower
    case where its script has capitals. The text is hard-wrapped when many lines that are followed directly by another
    one do so, and when most of those were broken where the next word would hardly have fitted. Lines of a list or a log
    begin with the same word again and again, or hold but few.
    """
    lines = _list_first_lines(text)
    if len(lines) <= _FEWEST_PAIRS or _are_too_wide(lines):
        return False
    pairs = list(_iter_neighbours(lines))
    if len(pairs) < _FEWEST_PAIRS:
        return False
    width = sorted([len(line) for line, _ in pairs])[int(len(pairs) * 0.9)]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    running = [
        (line, following.split(maxsplit=1)[0]) for line, following in pairs if _runs_on(line, following)
    ]
    if len(running) < max(_FEWEST_RUNNING, _LEAST_RUNNING * len(pairs)):
        return False
    is_full = sum(
        len(line) + 1 + len(word) > _LEAST_FILLED * width and _may_be_of_sentence(line)
        for line, word in running
    )
    repeats = max(Counter(word for _, word in running).values())
    return is_full >= _LEAST_FULL * len(running) and repeats <= max(_MOST_REPEATED * len(running), 1)


def _runs_on(line: str, following: str) -> bool:
    """Return whether a line ends in the middle of a sentence with which the following one goes on."""
    if line == following or line[-1] in _LINE_ENDS:
        return False
    first = following[0]
    return first.isalpha() and first == first.lower()


def _may_be_of_sentence(line: str) -> bool:
    """Return whether a line has some words, as far as its script puts spaces between them."""
    return line.count(" ") >= _FEWEST_SPACES or line.lower() == line.upper()


def _list_first_lines(text: str) -> list[str]:
    if "\r" in text:
        return [text[start:end] for start, end in islice(iter_line_spans(text), SAMPLED_LINES)]
    return text.split("\n", SAMPLED_LINES)[:SAMPLED_LINES]


def _are_too_wide(lines: list[str]) -> bool:
    """Return whether more than a tenth of some lines are wider than any wrap; most texts are known by the first of them.

    Wide lines are not counted where a blank line follows, as the width of a text is that of the others.
    """
    wide = (
        True
        for line, following in pairwise(lines)
        if len(line) > _WIDEST_WRAP and len(_trim(line)) > _WIDEST_WRAP and _trim(following)
    )
    return next(islice(wide, len(lines) // 10, None), False)


def _iter_neighbours(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each line with the line after it where neither is blank."""
    lines = [_trim(line) for line in lines]
    return ((line, following) for line, following in pairwise(lines) if line and following)


def _trim(line: str) -> str:
    return line[: 2 * _WIDEST_WRAP].strip()


class _SentenceRules(NamedTuple):
    """What a full stop may belong to other than the end of a sentence."""

    abbreviations: frozenset[str]
    # Abbreviations that never end a sentence: a name or a number follows ("Mr.", "Art.").
    titles: frozenset[str]


@cache
def _sentence_rules() -> _SentenceRules:
    table = read_language_table("abbreviations")
    return _SentenceRules(
        frozenset(word.casefold() for words in table["ends"].values() for word in words),
        frozenset(word.casefold() for words in table["never_ends"].values() for word in words),
    )


_CLOSERS = ")\\]}”»›」』’\"'"


# Ideographic stops need no space after them; the others do.
_TERMINATOR = compile_later(r"[。！？｡]+[”」』）)\"]*+|(?:[.!?؟…‽۔।]+|\u2026)[" + _CLOSERS + r"]*+(?=\s|$)")
_WORD_BEFORE = compile_later(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}.’'-]*$")
_BRACKET = compile_later(r"[()\[\]“”„«»「」『』]")
_NEXT_VISIBLE = compile_re(r"\S")
_OPENING = {"(": ")", "[": "]", "“": "”", "„": "“", "«": "»", "「": "」", "『": "』"}


def iter_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the `(start, end)` of every sentence of `text[start:end]`, white space around it left out.

    A sentence ends at `. ! ? … ؟ 。` and their like, but not after an initial or an abbreviation, and not inside
    brackets or quotation marks that are closed later in the same stretch.

    Args:
        text: The text; call it a paragraph at a time, since a line break alone ends no sentence.
        start: Index of the first code point to look at.
        end: Index after the last code point to look at; None for the end of the text.
    """
    end = len(text) if end is None else end
    shelters = _find_shelters(text, start, end)
    begun = start
    for match in _TERMINATOR.finditer(text, start, end):
        stop = match.end()
        if _is_sheltered(shelters, match.start(), stop) or not _ends_sentence(
            text, begun, match.start(), stop, end
        ):
            continue
        yield from _trimmed(text, begun, stop)
        begun = stop
    yield from _trimmed(text, begun, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if stripped := piece.strip():
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + len(stripped)


def _find_shelters(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the outermost bracketed and quoted stretches that are closed, in order."""
    shelters: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text, start, end):
        mark = match.group()
        closes = next((depth for depth in range(len(stack) - 1, -1, -1) if stack[depth][0] == mark), None)
        if closes is not None:
            opened = stack[closes][1]
            del stack[closes:]
            if not stack:
                shelters.append((opened, match.end()))
        elif mark in _OPENING and len(stack) < _DEEPEST_NESTING:
            stack.append((_OPENING[mark], match.start()))
    return shelters


# Deeper brackets are noise; the bound keeps the search for a partner short.
_DEEPEST_NESTING = 16


def _is_sheltered(shelters: list[tuple[int, int]], first: int, stop: int) -> bool:
    place = bisect_right(shelters, (first, len(shelters) and shelters[-1][1])) - 1
    return place >= 0 and shelters[place][0] < first and stop < shelters[place][1]


def _ends_sentence(text: str, begun: int, first: int, stop: int, end: int) -> bool:
    """Return whether the terminator at `text[first:stop]` ends the sentence that began at `begun`."""
    following = _NEXT_VISIBLE.search(text, stop, end)
    if following is None:
        return True
    mark = text[first:stop]
    if mark[0] in "。！？｡":
        return True
    next_character = following.group()
    if mark[0] in ".…":
        if next_character.islower() or next_character in ",;:،؛":
            return False
        if (
            mark.startswith(".")
            and not mark.startswith("..")
            and _is_abbreviation(text, begun, first, next_character)
        ):
            return False
    elif next_character.islower() and mark[-1] in _CLOSERS:
        # «“Really?” he said» goes on.
        return False
    return True


def _is_abbreviation(text: str, begun: int, stop: int, next_character: str) -> bool:
    before = _WORD_BEFORE.search(text, max(begun, stop - 40), stop)
    if before is None:
        return False
    word = before.group()
    rules = _sentence_rules()
    folded = word.casefold()
    if folded in rules.titles:
        return True
    # An initial («A. Guterres»), or letters with stops between («H.E. Mr.», «U.N. Charter»).
    if (len(word) == 1 and word.isupper()) or (
        "." in word and all(len(part) <= 1 for part in word.split("."))
    ):
        return True
    return folded in rules.abbreviations and (next_character.isdigit() or not next_character.isupper())
