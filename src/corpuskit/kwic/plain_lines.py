"""The lines of a concordance where all words are ASCII, made without a look at any word: what most searches show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from corpuskit.kwic.context import find_plain_context
from corpuskit.kwic.copies import DistinctCounter
from corpuskit.kwic.plan import Pattern
from corpuskit.kwic.scanning.scan import PlainLines
from corpuskit.records import ConcordanceLine


class PlainLineMaker:
    """Makes the lines of a phrase.

    They are the same as those that are made of `HitInContext`; a test holds both together.

    Args:
        pattern: The phrase.
        context: Number of words of context before and after the match.
        counter: Counts the distinct passages; None where nobody asks.
    """

    def __init__(self, pattern: Pattern, context: tuple[int, int], counter: DistinctCounter | None) -> None:
        self._pattern = pattern
        # They match everywhere.
        self._match_before: Callable[[str, int], Any] = find_plain_context(context[0]).match
        self._match_after: Callable[[str, int], Any] = find_plain_context(context[1]).match
        self._counter = counter

    def make_lines(self, lines: PlainLines) -> list[ConcordanceLine]:
        """Return the hits in some plain lines as lines of a concordance."""
        if self._counter is not None:
            for start, end, own in lines.iter_lines():
                self._counter.add_plain(lines.text[start:end], len(own))
        document, text, offset, hits = lines
        doc, lang, direction, digest = document.id, document.lang, document.direction, document.sha256[:12]
        typed, label = self._pattern[:2]
        match_before, match_after = self._match_before, self._match_after
        mirrored, size = text[::-1], len(text)
        made = []
        for start, end, line, paragraphs, words in hits:
            first, last = start - offset, end - offset
            # By place, in the order of the fields: the names of seventeen arguments take longer than all else here.
            made.append(
                ConcordanceLine(
                    doc,
                    line,
                    start,
                    end,
                    f"{digest}:{start}:{end}",
                    typed,
                    label,
                    text[size - match_before(mirrored, size - first).end() : first],
                    text[first:last],
                    text[last : match_after(text, last).end()],
                    None,
                    paragraphs + 1,
                    words,
                    1,
                    None,
                    lang,
                    direction,
                )
            )
        return made
