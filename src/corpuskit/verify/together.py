"""Where several different words of a quotation stand within a window."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from corpuskit.verify.marks import Marked
from corpuskit.verify.stream import Numbers, Places

_PAIR = 2


def find_together(
    marked: Marked, together: Places, windows: Places, most: int
) -> tuple[Places, Places, Places]:
    """Return from where to where enough different words stand within a window: quotation, first and last word.

    Args:
        marked: The words.
        together: How many different words of a quotation must be within a window, by quotation.
        windows: How many words a window has, by quotation.
        most: The highest of `together`, 1 to 3.
    """
    needles, places, kinds = marked
    # A word that stands again at once counts once: what is between two of its kind is looked at from the later one.
    found: list[tuple[Places, Places, Places]] = []
    for wanted in range(1, most + 1):
        is_own = together[needles] == wanted
        if wanted > 1 and not is_own.any():
            continue
        own = np.flatnonzero(is_own)
        who, where, what = needles[own], places[own], kinds[own]
        if wanted == 1:
            found.append((who, where, where))
            continue
        near = (who[1:] == who[:-1]) & (where[1:] - where[:-1] < windows[who[1:]])
        if wanted > _PAIR:
            found.append(_find_three(who, where, what, near, windows))
            continue
        kept = np.flatnonzero(near & (what[1:] != what[:-1]))
        found.append((who[kept], where[kept], where[kept + 1]))
    together_found = [np.concatenate(each) for each in zip(*found, strict=True)]
    order = np.argsort(together_found[0] << 32 | together_found[1])
    return together_found[0][order], together_found[1][order], together_found[2][order]


def _find_three(
    who: Places, where: Places, what: Numbers, near: NDArray[np.bool_], windows: Places
) -> tuple[Places, Places, Places]:
    # Of a word that stands again at once, the first time matters for what came before and the last for what comes after.
    is_change = np.concatenate(([True], (what[1:] != what[:-1]) | ~near, [True]))
    kept = np.flatnonzero(is_change[1:] | is_change[:-1])
    who, where, what = who[kept], where[kept], what[kept]
    # From each word on, the third different one is found step by step; most are there after two steps.
    empty = np.zeros(0, np.int64)
    if len(who) <= _PAIR:
        return empty, empty, empty
    # Where the second word after one is too far, the third different one is.
    starts = np.flatnonzero((who[2:] == who[:-2]) & (where[2:] - where[:-2] < windows[who[2:]]))
    second = starts + 1
    found_first, found_last = [], []
    size = len(who)

    def is_open(first: Places, other: Places) -> NDArray[np.bool_]:
        inside = other < size
        other = np.minimum(other, size - 1)
        near: NDArray[np.bool_] = (
            inside & (who[other] == who[first]) & (where[other] - where[first] < windows[who[first]])
        )
        return near

    open_ = is_open(starts, second)
    starts, second = starts[open_], second[open_]
    while len(starts):
        same = what[second] == what[starts]
        going, ahead = starts[same], second[same] + 1
        starts, second = starts[~same], second[~same]
        third = second + 1
        while len(starts):
            open_ = is_open(starts, third)
            starts, second, third = starts[open_], second[open_], third[open_]
            is_other = (what[third] != what[starts]) & (what[third] != what[second])
            found_first.append(starts[is_other])
            found_last.append(third[is_other])
            starts, second, third = starts[~is_other], second[~is_other], third[~is_other] + 1
        open_ = is_open(going, ahead)
        starts, second = going[open_], ahead[open_]
    first = np.concatenate(found_first) if found_first else empty
    last = np.concatenate(found_last) if found_last else empty
    return who[first], where[first], where[last]
