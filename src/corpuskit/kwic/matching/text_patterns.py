"""Patterns over characters, wherever they stand: substrings of the view, and regular expressions with a time limit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext

import regex

from corpuskit.errors import PatternError
from corpuskit.kwic.query.expressions import compile_expression
from corpuskit.kwic.query.simple import LONGEST_PATTERN
from corpuskit.kwic.segments import Hit, Segment, is_in_one_scope
from corpuskit.patterns import bound_memory, calls_itself, compile_later
from corpuskit.text.view import compose, fold, make_view

# Of the time of the first document, what a later one has at least.
_LEAST_SHARE = 0.01
_WHITE_SPACE = compile_later(r"[\s\x1c-\x1f]+")


class Deadline:
    """How long the patterns of a user may still take in the current document.

    Each document that takes all of its time leaves half of it to those after it, down to a hundredth: a pattern that no
    document is short enough for would otherwise take that time in each.

    Args:
        limit: Seconds that a document may take; more than 0.

    Attributes:
        limit: Seconds that the current document may take.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._next = limit
        self._least = limit * _LEAST_SHARE
        self._end = 0.0

    def restart(self) -> None:
        """Begin a new document."""
        self.limit = self._next
        self._end = time.monotonic() + self.limit

    def shorten(self) -> None:
        """Take note that the current document has taken all of its time."""
        self._next = max(self.limit / 2, self._least)

    def remaining(self) -> float:
        """Return the seconds that are left.

        Raises:
            TimeoutError: None are.
        """
        remaining = self._end - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        return remaining


class ExpressionMatcher:
    """Finds what regular expressions match in the text of a segment.

    Args:
        patterns: The expressions, in the syntax of the `regex` package; `^` and `$` are the ends of a line.
        keep_case: Capital and small letters differ.
        deadline: How long they may take.

    Raises:
        PatternError: One of them is none.
    """

    def __init__(self, patterns: tuple[str, ...], *, keep_case: bool, deadline: Deadline) -> None:
        self._deadline = deadline
        flags = regex.MULTILINE | (0 if keep_case else regex.IGNORECASE)
        self._expressions = []
        for pattern in patterns:
            if not pattern or len(pattern) > LONGEST_PATTERN:
                raise PatternError(
                    "the pattern is empty"
                    if not pattern
                    else f"the pattern has {len(pattern)} characters, at most {LONGEST_PATTERN} are read",
                    pattern=pattern,
                )
            expression = compile_expression(pattern, flags, pattern=pattern)
            bound = bound_memory if calls_itself(expression) else nullcontext
            self._expressions.append((expression, bound))

    def find(self, segment: Segment) -> Iterator[Hit]:
        """Yield the hits in `segment`, in order; empty matches are none.

        Raises:
            TimeoutError: The time for this document is used up.
            MemoryError: An expression that calls itself does so without end.
        """
        found = []
        for query, (expression, bound) in enumerate(self._expressions):
            with bound():
                for match in expression.finditer(segment.text, timeout=self._deadline.remaining()):
                    start, end = match.span()
                    if start < end and is_in_one_scope(segment, start, end):
                        found.append((start, end, query))
        for start, end, query in sorted(found):
            yield Hit(segment, start, end, query, None)


class SubstringMatcher:
    """Finds the characters of patterns in the view of a segment.

    Args:
        patterns: The patterns; white space in them stands for any white space.
        keep_case: Capital and small letters differ.
        exact: The characters match as they are written.

    Raises:
        PatternError: A pattern is blank.
    """

    def __init__(self, patterns: tuple[str, ...], *, keep_case: bool, exact: bool = False) -> None:
        self._keep_case = keep_case
        self._exact = exact
        self._expressions = []
        for pattern in patterns:
            pieces = [piece for piece in _WHITE_SPACE.split(self._show(pattern)) if piece]
            if not pieces:
                raise PatternError(
                    "the pattern is empty", pattern=pattern, hint="name the characters to look for"
                )
            expression = regex.compile(r"[\s\x1c-\x1f]+".join(map(regex.escape, pieces)))
            self._expressions.append((max(pieces, key=len), expression))

    def _show(self, pattern: str) -> str:
        return compose(pattern) if self._exact else fold(pattern, keep_case=self._keep_case)

    def find(self, segment: Segment) -> Iterator[Hit]:
        """Yield the hits in `segment`, in order; those of one pattern do not overlap."""
        view = make_view(
            segment.text if self._exact else segment.reading, keep_case=self._keep_case, exact=self._exact
        )
        found = []
        for query, (piece, expression) in enumerate(self._expressions):
            # Of ten thousand patterns most are not there.
            if piece not in view.text:
                continue
            done = 0
            for match in expression.finditer(view.text):
                start, end = view.source_span(*match.span())
                # Two characters of the view may stand for one of the source.
                if start >= done and start < end and is_in_one_scope(segment, start, end):
                    found.append((start, end, query))
                    done = end
        for start, end, query in sorted(found):
            yield Hit(segment, start, end, query, None)
