"""Where in a document hits are: a dispersion plot of one line."""

from __future__ import annotations

from collections.abc import Sequence

PARTS = 50
"""Number of parts of a document."""
_BARS = "·▁▂▃▄▅▆▇█"


def measure_density(starts: Sequence[int], length: int) -> list[int]:
    """Return the number of hits in each of 50 parts of equal length.

    Args:
        starts: Where the hits begin, 0 to `length` - 1.
        length: Length of the document; 1 or more.
    """
    density = [0] * PARTS
    for start in starts:
        density[start * PARTS // length] += 1
    return density


def draw_bars(density: Sequence[int]) -> str:
    """Return one bar for each number, the highest for the largest; a dot for none."""
    highest = max(density, default=0) or 1
    tallest = len(_BARS) - 1
    return "".join(_BARS[-(-count * tallest // highest)] for count in density)
