"""Single quotation marks, which are apostrophes most of the time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpuskit.patterns import compile_re
from corpuskit.quotes.marks.position import Pair, Role, position_of
from corpuskit.quotes.tables import read_orthography
from corpuskit.text.segments import Paragraph

_SINGLE_MARK = compile_re("[‘‚‛'’]")
# The years and clipped words that begin with an apostrophe: '90s, 'em, 'til.
_CLIPPED = compile_re(
    rf"['’‘](?:\d0?s?\b|\d\ds?\b|(?:{'|'.join(read_orthography().clipped_words.split())})\b)", re.IGNORECASE
)
_ENDS_SENTENCE = frozenset(".!?…؟。！？")


def pair_single_marks(text: str, paragraphs: Sequence[Paragraph], pairs: Sequence[Pair]) -> list[Pair]:
    """Return the strings in single marks: those inside others, and all where the document has mostly single marks.

    Args:
        text: The text.
        paragraphs: Its paragraphs in order.
        pairs: The strings in other marks.
    """
    pairing = _SinglePairing(text)
    starts = [paragraph.start for paragraph in paragraphs]
    for match in _SINGLE_MARK.finditer(text):
        if not _is_apostrophe(text, match.start()):
            pairing.take(match.start(), bisect_right(starts, match.start()) - 1)
    singles = pairing.finish()
    doubles = sorted(pair for pair in pairs if pair[1] > 0)
    speechlike = sum(text[end - 2] in ",.!?…" for _, end, _ in singles)
    if not pairs or speechlike > 2 * len(doubles):
        return singles
    enclosed = {start for start, _, _ in _keep_enclosed(singles, doubles)}
    return [single for single in singles if single[0] in enclosed or _is_introduced(text, single)]


def _is_introduced(text: str, single: Pair) -> bool:
    """Return whether a sentence in single marks stands behind a comma or a colon and a verb: «Er sagte: ‚Das Feuer war schnell.‘»."""
    start, end, _ = single
    before = text[max(0, start - len("d, ")) : start].rstrip()
    is_behind = before[-1:] in (",", ":") and before[-2:-1].islower()
    return is_behind and text[start] in _OPENING_BY_SHAPE and text[end - 2] in _ENDS_SENTENCE


_OPENING_BY_SHAPE = frozenset("‘‚")


def _is_apostrophe(text: str, at: int) -> bool:
    """Return whether a single mark stands inside a word, or is one of two: italics in wiki text, seconds elsewhere."""
    if text[at] not in "'’":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "’" and (before > _LAST_ALPHABET or after > _LAST_ALPHABET):
        # There are no apostrophes between Chinese characters.
        return False
    return (before.isalnum() and after.isalnum()) or before == "'" or after == "'"


_LAST_ALPHABET = "\u2e7f"


def _position_of_single(text: str, at: int) -> Role:
    """Return what a single mark does: by its shape where no spaces divide words, and before the end of others."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "‘’" and (before > _LAST_ALPHABET or after > _LAST_ALPHABET):
        return "open" if text[at] == "‘" else "close"
    if text[at] == "‘" and after == "“" and before in _ENDS_SENTENCE | _ENDS_CLAUSE:
        return "close"
    return position_of(text, at)


_ENDS_CLAUSE = frozenset(",،")


class _SinglePairing:
    """Pairs single marks, which are apostrophes most of the time: within a paragraph, the nearest likely end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._opened: int | None = None
        self._paragraph = -1
        self._candidate: int | None = None
        self._pairs: list[Pair] = []

    def take(self, at: int, paragraph: int) -> None:
        """Decide what one mark does."""
        if paragraph != self._paragraph:
            self._settle()
            self._paragraph = paragraph
        character = self._text[at]
        position = _position_of_single(self._text, at)
        if position == "open" and character in "‘‚‛'’" and not _CLIPPED.match(self._text, at):
            self._settle()
            self._opened = at
        elif position == "close" and character in "’'‘" and self._fits(character, at):
            self._candidate = at
            # After an s it may as well be a possessive, so that a later mark may be the end.
            if self._text[at - 1] not in "sS":
                self._settle()

    def _fits(self, character: str, at: int) -> bool:
        if self._opened is None or self._text[at - 1].isspace():
            return False
        opening = self._text[self._opened]
        # «’…‘» is the order of Arabic.
        return (character == "'") == (opening == "'") and (opening != "’" or character == "‘")

    def _settle(self) -> None:
        if self._opened is not None and self._candidate is not None:
            self._pairs.append((self._opened, self._candidate + 1, []))
        self._opened = self._candidate = None

    def finish(self) -> list[Pair]:
        """Return the pairs, once all marks are taken."""
        self._settle()
        return self._pairs


def _keep_enclosed(singles: Sequence[Pair], doubles: Sequence[Pair]) -> list[Pair]:
    """Return the singles that stand inside one of the doubles; both are in order."""
    kept = []
    enclosing: list[int] = []
    place = 0
    for single in singles:
        while place < len(doubles) and doubles[place][0] < single[0]:
            while enclosing and enclosing[-1] <= doubles[place][0]:
                enclosing.pop()
            enclosing.append(doubles[place][1])
            place += 1
        while enclosing and enclosing[-1] <= single[0]:
            enclosing.pop()
        if enclosing and single[1] <= enclosing[-1]:
            kept.append(single)
    return kept
