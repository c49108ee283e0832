"""Runs of lines that are numbered on: the items of a list, footnotes, the paragraphs and the sections of a law.

What stands between two numbers belongs to the first of them, and a number that is missing is a gap in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from corpuskit.dedupe.kinds.tables import clause_words
from corpuskit.patterns import compile_kept, compile_later
from corpuskit.text.view import fold

HEADING = compile_later(r"#{1,6}\s|§+\s*\p{Nd}")
"""What begins a line that is a heading by its signs."""
# Lines between two numbers of a list at most; what is further apart is no list.
_FURTHEST = 60


class _Mark(NamedTuple):
    """The number of a line.

    Attributes:
        style: How it is written; only what is written alike is numbered on.
        number: The number, or the code point of the letter.
        is_section: Whether it is of a section, which has a name for it: § 4, Art. 4.
    """

    style: tuple[str, ...]
    number: int
    is_section: bool


class _Run(NamedTuple):
    """Lines that are numbered on.

    Attributes:
        first: The first line.
        last: The last line that has a number.
        mark: Its number.
    """

    first: int
    last: int
    mark: _Mark


@cache
def _marks() -> regex.Pattern[str]:
    clauses = "|".join(sorted(clause_words()))
    return compile_kept(
        rf"""
          [\#*_\s]*(?P<clause>§+|(?:{clauses})\b\.?)\s*(?P<section>\p{{Nd}}{{1,4}})\p{{L}}?(?![\p{{L}}\p{{N}}])
        | (?:>\s*)*(?P<open>\*\*|<sup>\(?|\[\^|\(?)(?P<number>\p{{Nd}}{{1,3}}|\p{{L}})
          (?P<close>\*\*|[.)]?</sup>|\]:|\\?[.)]|[．、])(?=\s|\p{{Lo}}|$)
        """,
        regex.VERBOSE | regex.IGNORECASE | regex.V1,
    )


def _read_mark(line: str) -> _Mark | None:
    match = _marks().match(line)
    if match is None:
        return None
    if match["section"]:
        if not match["section"].isdecimal():
            # A digit of a script that is newer than Python.
            return None
        return _Mark((fold(match["clause"]).rstrip("."),), int(match["section"]), is_section=True)
    number = match["number"]
    is_figure = number.isdecimal()
    style = match["open"], match["close"].lstrip("\\"), "figure" if is_figure else "letter"
    return _Mark(style, int(number) if is_figure else ord(number[0].casefold()[0]), is_section=False)


def find_enumerations(lines: Sequence[str], parts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first line and the one after the last of each run that is numbered on, two numbers or more.

    Args:
        lines: The lines that are not blank.
        parts: For each the number of the run of lines without a blank one between them that it stands in.
    """
    runs: dict[tuple[str, ...], _Run] = {}
    closed: list[_Run] = []
    for place, line in enumerate(lines):
        mark = _read_mark(line)
        if HEADING.match(line) or (mark is not None and mark.is_section):
            # Below another heading a list begins anew.
            closed += [runs.pop(style) for style, run in list(runs.items()) if not run.mark.is_section]
        if mark is None or (HEADING.match(line) and not mark.is_section):
            continue
        run = runs.get(mark.style)
        if run is not None and _goes_on(run, place, mark):
            runs[mark.style] = _Run(run.first, place, mark)
            continue
        closed += [run] if run is not None else []
        runs[mark.style] = _Run(place, place, mark)
    for run in (*closed, *runs.values()):
        if run.first < run.last:
            yield run.first, _find_end(run, lines, parts)


def _goes_on(run: _Run, place: int, mark: _Mark) -> bool:
    is_next = mark.number in (run.mark.number, run.mark.number + 1)
    return is_next and (mark.is_section or place - run.last <= _FURTHEST)


def _find_end(run: _Run, lines: Sequence[str], parts: Sequence[int]) -> int:
    """Return the line after the last that belongs to a run: what its last number heads, or the paragraph behind it."""
    end = run.last + 1
    if run.mark.is_section:
        while end < len(lines) and not HEADING.match(lines[end]):
            end += 1
        return end
    if end < len(lines) and parts[end] == parts[run.last] and parts[end] == parts[run.first]:
        # No blank line divides the items: each is a line.
        return end + (not HEADING.match(lines[end]))
    while end < len(lines) and parts[end] == parts[run.last]:
        end += 1
    if end == len(lines) or HEADING.match(lines[end]):
        return end
    behind = parts[end]
    while end < len(lines) and parts[end] == behind and end - run.last <= _FURTHEST:
        end += 1
    return end
