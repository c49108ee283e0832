"""Speakers' names that stand on a line of their own, without a colon, above what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpuskit.patterns import compile_later
from corpuskit.text.tokens import count_words

_LONGEST_NAME = 5
# One line in so many is a name where speakers take turns.
_LINES_A_TURN = 6
_FEWEST_TURNS = 4
# A time in brackets or none, and the signs around a name.
_BESIDE = compile_later(r"[\p{Nd}\p{P}\p{S}\s]+")
_NAME = compile_later(r"[^\p{L}]*[\p{Lu}\p{Lt}\p{Lo}][^.!?…؟。！？]*[^.!?…؟。！？,;،、]")
# Of tags and links.
_TAG = compile_later(r"[#@]|\w+://")


def find_speakers(lines: Sequence[str]) -> set[int]:
    """Return the lines that name who speaks in the next ones; none where the text is no interview.

    Names are short, they come again and again, and few lines stand between two of them.

    Args:
        lines: The lines that are not blank.
    """
    keys = [_make_key(line) for line in lines]
    counts = Counter(filter(None, keys))
    found = {
        place
        for place, key in enumerate(keys[:-1])
        if counts[key] > 1 and key and not (keys[place + 1] and counts[keys[place + 1]] > 1)
    }
    names = {keys[place] for place in found}
    is_interview = len(found) >= _FEWEST_TURNS and len(found) * _LINES_A_TURN >= len(lines) and len(names) > 1
    return found if is_interview else set()


def _make_key(line: str) -> str:
    """Return what a line is known by as a name; empty where it is none."""
    if not _NAME.fullmatch(line) or _TAG.search(line) or count_words(line) > _LONGEST_NAME + 3:
        return ""
    key = _BESIDE.sub(" ", line).strip().casefold()
    return key if 0 < len(key.split()) <= _LONGEST_NAME else ""
