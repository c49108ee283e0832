"""Finders of candidates: where a literal may stand in UTF-8 text, whatever its case.

A finder may stop where the literal is not, at a ligature for example, but it never passes over it. What it finds is
decided by the expression or the matcher above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import regex

Finder = Callable[[bytes, int, int], int]
"""From UTF-8 text and a range of it, which begins with a character, to the place of the first candidate; -1 for none."""


def make_finder(literal: str, *, keep_case: bool = False) -> Finder:
    """Return the finder of a literal: the fast one where it can be had, else the plain one.

    Args:
        literal: One or more characters of ASCII.
        keep_case: Capital and small letters differ.
    """
    return make_fast_finder(literal, keep_case=keep_case) or make_plain_finder(literal, keep_case=keep_case)


def make_fast_finder(literal: str, *, keep_case: bool = False) -> Finder | None:
    """Return a finder that compares many bytes at once, by full case folding; None where `stringzilla` is missing.

    Args:
        literal: One or more characters, folded.
        keep_case: Capital and small letters differ.
    """
    try:
        import stringzilla
    except ImportError:
        return None
    find: Any = stringzilla.find if keep_case else stringzilla.utf8_uncased_search
    needle = literal.encode()

    def find_candidate(data: bytes, start: int, end: int) -> int:
        place: int = find(data, needle, start, end)
        return place

    return find_candidate


def make_plain_finder(literal: str, *, keep_case: bool = False) -> Finder:
    """Return a finder that needs no other package; arguments as `make_finder` takes them."""
    search = regex.compile(regex.escape(literal).encode(), 0 if keep_case else regex.IGNORECASE).search

    def find_candidate(data: bytes, start: int, end: int) -> int:
        found = search(data, start, end)
        return -1 if found is None else int(found.start())

    return find_candidate


def iter_candidates(find: Finder, data: bytes) -> Iterator[int]:
    """Yield the first candidate of each line, in order."""
    place, size = 0, len(data)
    while place < size and (place := find(data, place, size)) >= 0:
        yield place
        end = data.find(b"\n", place) + 1 or size
        # A lone CR ends a line too.
        place = data.find(b"\r", place, end) + 1 or end


class ByteSequences:
    """Some sequences of bytes, any of which may be looked for.

    Args:
        characters: Their characters.
    """

    def __init__(self, characters: str) -> None:
        encoded = [character.encode() for character in characters]
        self._leads = bytes(sorted({each[0] for each in encoded}))
        # Of characters of three bytes the first two say enough, but for those of U+2000 to U+2FFF: dashes and quotes.
        self._sequences = sorted({each if each[0] == 0xE2 else each[:2] for each in encoded})  # noqa: PLR2004

    def may_be_in(self, data: bytes) -> bool:
        """Return whether any of them may be in some UTF-8 text; needs `stringzilla`."""
        import stringzilla

        if stringzilla.find_first_of(data, self._leads) < 0:
            return False
        return any(stringzilla.find(data, sequence) >= 0 for sequence in self._sequences)
