"""Words of scripts that put no spaces between them, where only a dictionary tells them: Thai, Lao, Khmer, Burmese.

ICU has the dictionaries; without it each character with its marks is a word. Only a run of letters of these scripts is
looked up, so that what stands around it changes nothing, and words never begin or end inside of a character with its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from corpuskit.text.view import fold

Cut = Callable[[str], Iterable[tuple[int, int]]]
"""From a run of letters to the spans of its words."""

# A longer run is likely to be met once.
_LONGEST_REMEMBERED = 64


@cache
def load_dictionaries() -> Cut | None:
    """Return what cuts a run into words; None where the extra `icu` is not installed."""
    try:
        from icu4py.breakers import WordBreaker
    except ImportError:
        return None
    # One dictionary for each script, whatever the language.
    return lambda run: WordBreaker(run, "und").segments()


def find_version() -> str | None:
    """Return the version of ICU whose dictionaries tell words; None where there is none."""
    try:
        from icu4py._version import icu_version
    except ImportError:
        return None
    return str(icu_version)


def iter_sizes(clusters: list[str]) -> Iterator[int]:
    """Yield how many characters with their marks each word has; in the view they are as many.

    Args:
        clusters: The characters of a run of letters, each with its marks, as they are written.
    """
    shown = tuple(map(fold, clusters))
    if len(shown) > _LONGEST_REMEMBERED:
        yield from _measure(shown)
    else:
        yield from _measure_short(shown)


def _measure(shown: tuple[str, ...]) -> tuple[int, ...]:
    cut = load_dictionaries()
    if cut is None:
        return (1,) * len(shown)
    borders = {end for _, end in cut("".join(shown))}
    sizes, place, size = [], 0, 0
    for cluster in shown:
        place += len(cluster)
        size += 1
        if place in borders:
            sizes.append(size)
            size = 0
    return (*sizes, size) if size else tuple(sizes)


_measure_short = lru_cache(1 << 14)(_measure)
