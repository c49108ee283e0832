"""Characters wherever they stand, inside words too."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from corpuskit.errors import PatternError
from corpuskit.kwic.passages import Occurrence, Passage, is_in_one_scope
from corpuskit.text.view import fold, make_view

_WHITE_SPACE = regex.compile(r"[\s\x1c-\x1f]+")


class SubstringMatcher:
    """Finds the characters of patterns in the view of a passage.

    Args:
        patterns: The patterns; white space in them stands for any white space.
        keep_case: Capital and small letters differ.

    Raises:
        PatternError: A pattern is blank.
    """

    def __init__(self, patterns: tuple[str, ...], *, keep_case: bool) -> None:
        self._keep_case = keep_case
        self._expressions = []
        for pattern in patterns:
            pieces = [piece for piece in _WHITE_SPACE.split(fold(pattern, keep_case=keep_case)) if piece]
            if not pieces:
                raise PatternError(
                    "the pattern is empty", pattern=pattern, hint="name the characters to look for"
                )
            expression = regex.compile(r"[\s\x1c-\x1f]+".join(map(regex.escape, pieces)))
            self._expressions.append((max(pieces, key=len), expression))

    def find(self, passage: Passage) -> Iterator[Occurrence]:
        """Yield the occurrences in `passage`, in order; those of one pattern do not overlap."""
        view = make_view(passage.text, keep_case=self._keep_case)
        found = []
        for query, (piece, expression) in enumerate(self._expressions):
            # Of ten thousand patterns most are not there.
            if piece not in view.text:
                continue
            done = 0
            for match in expression.finditer(view.text):
                start, end = view.source_span(*match.span())
                # Two characters of the view may stand for one of the source.
                if start >= done and start < end and is_in_one_scope(passage, start, end):
                    found.append((start, end, query))
                    done = end
        for start, end, query in sorted(found):
            yield Occurrence(passage, start, end, query, None)
