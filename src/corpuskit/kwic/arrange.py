"""The order in which the lines of a concordance are shown, and which of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from corpuskit.kwic.passages import Occurrence, Surroundings
from corpuskit.text.view import fold


class Found(NamedTuple):
    """A line of a concordance before it is written.

    Attributes:
        occurrence: The hit.
        surroundings: What stands around it.
        copies: How many lines it stands for.
        group: What these lines share; None where copies are not looked for.
    """

    occurrence: Occurrence
    surroundings: Surroundings
    copies: int = 1
    group: str | None = None


Key = Callable[[Found], Any]
"""What lines are compared by."""


def match_of(occurrence: Occurrence) -> str:
    """Return the match as written."""
    return occurrence.passage.text[occurrence.start : occurrence.end]


def make_key(name: str, labels: list[str]) -> Key:
    """Return the function that gives what a line is sorted or grouped by.

    Args:
        name: `doc`, `date`, `match`, `pattern`, `L1` to `L5` or `R1` to `R5`.
        labels: The labels of the patterns.
    """
    if name == "doc":
        return lambda found: found.occurrence.passage.document.id
    if name == "date":
        # Documents without a date come last.
        return lambda found: found.occurrence.passage.document.metadata.get("date") or "\U0010ffff"
    if name == "match":
        return lambda found: " ".join(fold(match_of(found.occurrence)).split())
    if name == "pattern":
        return lambda found: labels[found.occurrence.query]
    distance = int(name[1]) * (-1 if name[0] in "Ll" else 1)
    return lambda found: fold(found.surroundings.neighbour(distance) or "")


def sort_lines(lines: Iterable[Found], names: Iterable[str], limit: int | None) -> Iterator[Found]:
    """Yield `lines` in order of the keys `names`, those of one key as they come.

    Args:
        lines: The lines.
        names: Sort keys, the most important first; `doc` is the order in which the lines come, and `freq:` before
            a key puts what is frequent first.
        limit: How many to yield; where no frequencies are needed, only so many are kept. None for all.
    """
    names = [name.lower() for name in names if name != "doc"]
    if any(name.startswith("freq:") for name in names):
        lines = list(lines)
    keys = [key for name in names for key in _make_sort_keys(name, lines)]

    def key(found: Found) -> tuple[Any, ...]:
        return tuple(part(found) for part in keys)

    if limit is None:
        yield from sorted(lines, key=key)
        return
    import heapq

    yield from heapq.nsmallest(limit, lines, key=key)


def _make_sort_keys(name: str, lines: Iterable[Found]) -> list[Key]:
    key = make_key(name.removeprefix("freq:"), [])
    if not name.startswith("freq:"):
        return [key]
    counts = Counter(key(found) for found in lines)
    return [lambda found: -counts[key(found)], key]


def draw_sample(lines: Iterable[Found], size: int, seed: int) -> list[Found]:
    """Return `size` of `lines`, drawn at random in one pass, in the order in which they come.

    Args:
        lines: The lines.
        size: How many; all where there are fewer.
        seed: The same seed draws the same lines from the same corpus.

    Source: algorithm R, Vitter (1985), «Random sampling with a reservoir».
    """
    from random import Random

    random = Random(seed)  # noqa: S311 — a sample is no secret
    drawn: list[tuple[int, Found]] = []
    for place, found in enumerate(lines):
        if place < size:
            drawn.append((place, found))
        elif (chosen := random.randrange(place + 1)) < size:
            drawn[chosen] = (place, found)
    drawn.sort(key=lambda entry: entry[0])
    return [found for _, found in drawn]


def draw_sample_by_document(lines: Iterable[Found], size: int, seed: int) -> Iterator[Found]:
    """Yield `size` lines of each document, as `draw_sample` draws them."""
    for doc, own in groupby(lines, key=make_key("doc", [])):
        yield from draw_sample(own, size, int.from_bytes(f"{seed} {doc}".encode()))


def take_first_per_document(lines: Iterable[Found]) -> Iterator[Found]:
    """Yield the first line of each document."""
    for _, own in groupby(lines, key=make_key("doc", [])):
        yield next(own)
