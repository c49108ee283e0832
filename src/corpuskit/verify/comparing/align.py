"""The windows of a text that are most like a quotation, by whole numbers.

The similarity of a window of m words to a quotation of n words is 2·LCS/(n+m), as that of two paragraphs in `dedupe`.
The LCS of a quotation with all windows that begin at one word is worked out in one go, a word at a time, in the bits of
one whole number.

Source: Hyyrö, Bit-Parallel LCS-length Computation Revisited, AWOCA 2004.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from typing import NamedTuple


class Window(NamedTuple):
    """A window of a text beside a quotation.

    Attributes:
        common: Number of words in common, in order: the LCS.
        start: Its first word.
        end: The word after its last one.
    """

    common: int
    start: int
    end: int

    def similarity(self, words: int) -> Fraction:
        """Return the similarity to a quotation of so many words."""
        return Fraction(2 * self.common, words + self.end - self.start)


MOST_WINDOWS = 6
"""Windows that are equally like a quotation are given so often at most."""


def widest_window(words: int, threshold: Fraction) -> int:
    """Return the most words that a window may have which is so similar to a quotation."""
    return int(words * (2 - threshold) / threshold)


def find_windows(
    quotation: Sequence[Hashable],
    words: Sequence[Hashable],
    threshold: Fraction,
    least: Fraction = Fraction(0),
) -> list[Window]:
    """Return the windows that are most like a quotation, all alike, none over another, in order.

    Args:
        quotation: Its words as they are compared.
        words: The words of a text.
        threshold: The least similarity, above 0 to 1.
        least: The similarity of a window that is known; what is less is not wanted.
    """
    exact = find_exact(quotation, words)
    found = [Window(len(quotation), place, place + len(quotation)) for place in exact]
    if not found:
        found = _find_near(quotation, words, threshold, least)
    taken: list[Window] = []
    for window in found:
        if len(taken) < MOST_WINDOWS and (not taken or taken[-1].end <= window.start):
            taken.append(window)
    return taken


def find_exact(quotation: Sequence[Hashable], words: Sequence[Hashable]) -> list[int]:
    """Return where the words of a quotation stand in a text, in order and without a gap."""
    found = []
    length = len(quotation)
    first, whole = quotation[0], list(quotation)
    for place in range(len(words) - length + 1):
        if words[place] == first and list(words[place : place + length]) == whole:
            found.append(place)
    return found


def _find_near(
    quotation: Sequence[Hashable], words: Sequence[Hashable], threshold: Fraction, least: Fraction
) -> list[Window]:
    """Return the windows that are most like a quotation, in order."""
    places: dict[Hashable, int] = {}
    for place, word in enumerate(quotation):
        places[word] = places.get(word, 0) | 1 << place
    masks = [places.get(word, 0) for word in words]
    # How many words of the quotation stand before each word of the text.
    before = [0]
    for mask in masks:
        before.append(before[-1] + (mask != 0))
    length, widest = len(quotation), widest_window(len(quotation), threshold)
    least = max(least, threshold)
    up, down = least.numerator, least.denominator
    best: list[Window] = []
    for start, mask in enumerate(masks):
        end = min(start + widest, len(masks))
        most = min(before[end] - before[start], length)
        # A window begins and ends with a word in common.
        if not mask or 2 * most * down < up * (length + most):
            continue
        # C ≤ n words in common and a similarity of b leave at most 2n(1/b-1) words of a window without a partner.
        window = _extend(masks, start, end, length, 2 * length * (down - up) // up)
        size = length + window.end - start
        if 2 * window.common * down < up * size:
            continue
        if 2 * window.common * down > up * size:
            # None that is less like it is looked at after this.
            similarity = window.similarity(length)
            up, down = similarity.numerator, similarity.denominator
            best = []
        best.append(window)
    return best


def _extend(masks: Sequence[int], start: int, end: int, length: int, most_alone: int) -> Window:
    """Return the best window that begins at one word, with so many words at most that have no partner."""
    everything = (1 << length) - 1
    state = everything
    common = 0
    best = Window(0, start, start)
    for place in range(start, end):
        hit = state & masks[place]
        if not hit:
            if place + 1 - start - common > most_alone:
                break
            continue
        state = ((state + hit) | (state - hit)) & everything
        now = length - state.bit_count()
        if now > common:
            common = now
            width = place + 1 - start
            if common * (length + best.end - best.start) > best.common * (length + width):
                best = Window(common, start, place + 1)
    return best
