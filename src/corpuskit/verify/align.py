"""The windows of a text that are most like a quotation, by whole numbers.

The similarity of a window of m words to a quotation of n words is 2·LCS/(n+m), as that of two paragraphs in `dedupe`.
The LCS of a quotation with all windows that begin at one word is worked out in one go, a word at a time, in the bits of
one whole number.

Source: Hyyrö, Bit-Parallel LCS-length Computation Revisited, AWOCA 2004.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from corpuskit.verify.needles import widest_window


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


def find_windows(quotation: Sequence[str], words: Sequence[str], threshold: Fraction) -> list[Window]:
    """Return the windows that are most like a quotation, none over another, the best first.

    Args:
        quotation: Its words as they are compared.
        words: The words of a text.
        threshold: The least similarity, above 0 to 1.
    """
    exact = find_exact(quotation, words)
    found = [Window(len(quotation), place, place + len(quotation)) for place in exact]
    if not found:
        found = _find_near(quotation, words, threshold)
    return _take_apart(found, len(quotation))


def find_exact(quotation: Sequence[str], words: Sequence[str]) -> list[int]:
    """Return where the words of a quotation stand in a text, in order and without a gap."""
    found = []
    length = len(quotation)
    first, whole = quotation[0], list(quotation)
    for place in range(len(words) - length + 1):
        if words[place] == first and list(words[place : place + length]) == whole:
            found.append(place)
    return found


def _find_near(quotation: Sequence[str], words: Sequence[str], threshold: Fraction) -> list[Window]:
    """Return the best window of each word at which one may begin that is similar enough."""
    places: dict[str, int] = {}
    for place, word in enumerate(quotation):
        places[word] = places.get(word, 0) | 1 << place
    masks = [places.get(word, 0) for word in words]
    # How many words of the quotation stand before each word of the text.
    before = [0]
    for mask in masks:
        before.append(before[-1] + (mask != 0))
    length, widest = len(quotation), widest_window(len(quotation), threshold)
    up, down = threshold.numerator, threshold.denominator
    windows = []
    for start, mask in enumerate(masks):
        end = min(start + widest, len(masks))
        most = min(before[end] - before[start], length)
        # A window begins and ends with a word in common.
        if mask and 2 * most * down >= up * (length + most):
            best = _extend(masks, start, end, length)
            if 2 * best.common * down >= up * (length + best.end - best.start):
                windows.append(best)
    return windows


def _extend(masks: Sequence[int], start: int, end: int, length: int) -> Window:
    """Return the best window that begins at one word."""
    everything = (1 << length) - 1
    state = everything
    common = 0
    best = Window(0, start, start)
    for place in range(start, end):
        hit = state & masks[place]
        if not hit:
            continue
        state = ((state + hit) | (state - hit)) & everything
        now = length - state.bit_count()
        if now > common:
            common = now
            width = place + 1 - start
            if common * (length + best.end - best.start) > best.common * (length + width):
                best = Window(common, start, place + 1)
    return best


def _take_apart(windows: list[Window], length: int) -> list[Window]:
    windows.sort(key=lambda window: (-window.similarity(length), window.start))
    taken: list[Window] = []
    for window in windows:
        if all(window.end <= other.start or other.end <= window.start for other in taken):
            taken.append(window)
    return taken
