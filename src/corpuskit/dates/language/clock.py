"""The time of day that stands with a date, in ISO 8601."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import regex

from corpuskit.patterns import compile_kept
from corpuskit.tables import read_table
from corpuskit.text.view import fold

_NOON = 12


@cache
def _read_marks() -> dict[str, dict[str, str]]:
    table = read_table(Path(__file__).with_name("clock.toml"), dict[str, dict[str, str]])
    return {
        place: {fold(mark): half for half, marks in halves.items() for mark in marks.split()}
        for place, halves in table.items()
    }


def _write_marks(place: str) -> str:
    """Return an alternation of the marks that stand before or after a time, the longest first."""
    marks = sorted(_read_marks()[place], key=lambda mark: (-len(mark), mark))
    return "|".join(regex.escape(mark).replace("_", _SPACE) for mark in marks)


# In European, Arabic and Persian digits.
_HOUR, _SIXTIETH = r"(?:[01٠١۰۱]?\d|[2٢۲][0-3٠-٣۰-۳])", r"[0-5٠-٥۰-۵]\d"
# A space of any width, a narrow or an unbreakable one among them; no end of a line.
_SPACE = r"[^\S\r\n]?"


@cache
def write_time_expression() -> str:
    """Return an expression that matches a time of day in a view, with the mark of its half and its zone."""
    return (
        rf"(?:(?:{_write_marks('before')}){_SPACE})?(?<!\d){_HOUR}[:：]{_SIXTIETH}(?:[:：]{_SIXTIETH})?"
        rf"{write_half_expression()}?(?: ?(?:utc|gmt)(?!\p{{L}})| [+-]\d{{4}})?(?!\d)"
    )


@cache
def write_half_expression() -> str:
    """Return an expression that matches the mark of a half of the day after a time: « PM»."""
    return rf"(?:{_SPACE}(?:{_write_marks('after')})(?!\p{{L}}))"


@cache
def _time() -> regex.Pattern[str]:
    return compile_kept(
        rf"(?P<before>{_write_marks('before')})?\s?(?P<hour>\d\d?)(?P<rest>(?:[:：]\d\d)+)"
        rf"(?:\s?(?P<after>{_write_marks('after')}))?(?: ?(?P<utc>utc|gmt)| (?P<zone>[+-]\d{{4}}))?"
    )


def read_time(text: str) -> str | None:
    """Return a time in ISO 8601 (`15:45Z` for «3:45 pm GMT»), or None where it is none or its day is not certain.

    Args:
        text: The time as it stands in the view.
    """
    match = _time().fullmatch(text)
    if match is None:
        return None
    marks = _read_marks()
    half = marks["before"].get(match["before"] or "")
    if match["after"]:
        written = regex.sub(r"\s", "", match["after"])
        half = next(half for mark, half in marks["after"].items() if mark.replace("_", "") == written)
    hour = int(match["hour"])
    if half == "evening" and hour == _NOON:
        return None
    if half is not None and 1 <= hour <= _NOON:
        hour = hour % _NOON + (0 if half == "am" else _NOON)
    zone = match["zone"]
    written_zone = "Z" if match["utc"] else f"{zone[:3]}:{zone[3:]}" if zone else ""
    rest = "".join(f":{int(part):02d}" for part in regex.split("[:：]", match["rest"])[1:])
    return f"{hour:02d}{rest}{written_zone}"
