"""The sentence that a date stands in, found once for each line."""

from __future__ import annotations

from bisect import bisect_right

from corpuskit.patterns import compile_re
from corpuskit.text.segments import iter_sentences


class SentenceBorders:
    """The sentences of a text, cut a line at a time where they are asked for.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = (0, -1)
        self._starts: list[int] = []

    def find(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentence of a span begins and ends.

        Args:
            start: Index of its first code point.
            end: Index after its last one.
        """
        if not self._line[0] <= start <= self._line[1]:
            self._cut(start)
        place = bisect_right(self._starts, start) - 1
        begin = self._starts[place] if place >= 0 else self._line[0]
        after = bisect_right(self._starts, end - 1)
        return begin, (self._starts[after] if after < len(self._starts) else self._line[1])

    def _cut(self, at: int) -> None:
        first = max(0, at - _REACH)
        start = self._text.rfind("\n", first, at) + 1 or first
        last = self._text.find("\n", at, at + _REACH)
        stop = last if last >= 0 else min(len(self._text), at + _REACH)
        self._line = (start, stop)
        self._starts = [begin for begin, _ in iter_sentences(self._text, start, stop)]


# A line may be a whole book; a sentence is not.
_REACH = 2000


_CLAUSE = compile_re(r"[;:(]|\s[-–—]\s")
# «[06.12.23, 07:44:00] Tante Bärbel: »: who speaks has no tense.
_SPEAKER = compile_re(r"[^:;.!?]{0,12}(?:\d\d:\d\d(?::\d\d)?[^:;!?]{0,8})?[^:;!?]{1,40}:\s")
_OPENING, _CLOSING = "“„«「『", "”»」』"


def is_inside_quotation(text: str, place: int) -> bool:
    """Return whether a place of a text lies inside quotation marks of its line.

    Args:
        text: The text.
        place: Index of a code point.
    """
    start = max(text.rfind("\n", max(0, place - _REACH), place) + 1, place - _REACH)
    before = text[max(0, start) : place]
    opened = max(map(before.rfind, _OPENING))
    return opened > max(map(before.rfind, _CLOSING)) or before.count('"') % 2 == 1


def cut_clause(before: str, after: str) -> tuple[str, str]:
    """Return the words around a place up to the marks of its clause: whoever quotes has a tense of their own.

    Args:
        before: The words of the sentence before the place.
        after: Those after it.
    """
    opened = max(map(before.rfind, _OPENING))
    if before.count('"') % 2:
        opened = max(opened, before.rfind('"'))
        closing = after.find('"')
    else:
        closing = min((at for mark in _CLOSING if (at := after.find(mark)) >= 0), default=-1)
    if opened >= 0 and opened > max(map(before.rfind, _CLOSING)):
        before, after = before[opened + 1 :], after if closing < 0 else after[:closing]
    named = _SPEAKER.match(before)
    before = before[named.end() :] if named else before
    return before[before.rfind(";") + 1 :], _CLAUSE.split(after, maxsplit=1)[0]
