"""Whether to colour, and the few colours there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Literal

ColorChoice = Literal["auto", "always", "never"]

_RESET = "\x1b[0m"
_STYLES = {
    "header": "\x1b[1m",
    "match": "\x1b[1;31m",
    "doc": "\x1b[35m",
    "line": "\x1b[32m",
    "first": "\x1b[36m",
    "second": "\x1b[33m",
    "insert": "\x1b[32m",
    "delete": "\x1b[31m",
}


def decides_color(choice: ColorChoice, stream: IO[str], environment: Mapping[str, str]) -> bool:
    """Return whether output to `stream` is coloured.

    The user's choice decides; then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, CLICOLOR, TERM, and whether the
    stream is a terminal.

    Source: https://no-color.org, https://bixense.com/clicolors
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name) not in (None, "", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()


def paint(text: str, style: str | None, *, color: bool) -> str:
    """Return `text` in a style; unchanged where there is none, or no colour."""
    code = _STYLES.get(style or "")
    return f"{code}{text}{_RESET}" if color and code and text else text
