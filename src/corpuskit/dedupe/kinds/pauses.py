"""Commas that part a sentence elsewhere: «Let's eat, Grandpa», «Let's eat Grandpa»."""

from __future__ import annotations

from itertools import pairwise

from corpuskit.patterns import compile_re
from corpuskit.text.tokens import WORD

# Where a pause only stands some words further on, it was moved.
_FARTHEST = 3
_PAUSE = compile_re(r"[,;:.!?…،؛。，、；：！？()\[\]{}\u2012-\u2015]|\s-+\s")
_LONGEST_NAME = 2
_COMMAS = (",", "،", "，")


def are_parted_otherwise(kept: str, copy: str) -> bool:
    """Return whether two texts with the same words are parted by other pauses so that they may say something else.

    They are where a pause was moved by a few words («we know, nothing happens»), and where one side only has a comma before a
    name that ends its clause («let's eat, Tom»). A comma put in or left out elsewhere is typography.

    Args:
        kept: The text of one side.
        copy: That of the other.
    """
    if _count_between(kept) == _count_between(copy):
        return False
    gaps, others = _list_gaps(kept), _list_gaps(copy)
    if len(gaps) != len(others):
        return False
    changed = [
        (place, bool(gap))
        for place, ((_, gap), (_, other)) in enumerate(zip(gaps, others, strict=True))
        if place
        and (_PAUSE.search(gap) if gap else other and _PAUSE.search(other))
        and bool(gap) != bool(other)
    ]
    are_moved = any(
        here != there and place - before <= _FARTHEST for (before, here), (place, there) in pairwise(changed)
    )
    return are_moved or any(
        _calls(gaps if is_kept else others, others if is_kept else gaps, place) for place, is_kept in changed
    )


def _count_between(text: str) -> list[int]:
    return [len(part.split()) for part in _PAUSE.split(text)]


def _list_gaps(text: str) -> list[tuple[str, str]]:
    """Return each word with the signs before it, "" where there are none, and a full stop at the end."""
    gaps, end = [], 0
    for match in WORD.finditer(text):
        gap = text[end : match.start()]
        gaps.append((match[0], gap.strip()))
        end = match.end()
    return [*gaps, ("", ".")]


def _calls(gaps: list[tuple[str, str]], others: list[tuple[str, str]], place: int) -> bool:
    """Return whether a comma stands before a name, in both texts, that ends its clause."""
    written, comma = gaps[place]
    return (
        comma in _COMMAS
        and all(word.istitle() for word in (written, others[place][0]))
        and any(_PAUSE.search(gap) for _, gap in gaps[place + 1 : place + 1 + _LONGEST_NAME])
    )
