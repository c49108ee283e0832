"""Bars and plots of records, drawn as wide as the terminal has room."""

from __future__ import annotations

from itertools import pairwise

_LEVELS = "·▁▂▃▄▅▆▇█"


def scale_bar(bar: str, width: int, longest: int) -> str:
    """Return a bar of another length: `width` cells for the longest one, and one cell at least.

    Args:
        bar: The sign of each of its cells.
        width: Number of cells, 1 or more.
        longest: Length of the longest of the bars that stand below each other.
    """
    if not bar:
        return ""
    cells = min(width, max(1, round(len(bar) * width / longest)))
    return "".join(bar[place * len(bar) // cells] for place in range(cells))


def narrow_plot(plot: str, width: int) -> str:
    """Return a plot of `width` cells at most; each shows the highest of those that it stands for.

    Args:
        plot: A sign for each part, `·` for nothing, `▁` to `█`.
        width: Number of cells, 1 or more.
    """
    if len(plot) <= width:
        return plot
    borders = [place * len(plot) // width for place in range(width + 1)]
    return "".join(max(plot[start:end], key=_LEVELS.index) for start, end in pairwise(borders))
