"""`corpuskit explain`."""

from __future__ import annotations

import textwrap
from typing import Annotated, Any

from corpuskit.cli.options import Typed
from corpuskit.options import Option, Options

NAME = "explain"
HELP = """Say what the code of a note or an error means, and what to do.

With -v, notes and errors name their codes; in JSON they are the kinds of the issues.

\b
Examples:
  corpuskit explain
  corpuskit explain decode
"""
_WIDTH = 79


class AskedCode(Options, frozen=True, kw_only=True):
    """What is asked for."""

    code: Annotated[
        str | None, Option("The code; without one, all of them.", metavar="[CODE]", is_argument=True)
    ] = None


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    return (AskedCode,)


def read_explanations() -> dict[str, dict[str, Any]]:
    """Return what is said of each code."""
    from pathlib import Path

    from corpuskit.tables import read_table

    return read_table(Path(__file__).with_name("explanations.toml"), dict[str, dict[str, Any]])


def run(typed: Typed) -> int:
    """Print what is said of a code, or the codes there are."""
    from corpuskit.errors import UsageError, find_nearest
    from corpuskit.output.sink import open_sink

    explanations = read_explanations()
    code = typed["code"]
    if code is not None and code not in explanations:
        near = find_nearest(code, explanations)
        raise UsageError(
            f"no code {code!r}", hint=f"did you mean {near!r}?" if near else "corpuskit explain lists them"
        )
    lines = _list_codes(explanations) if code is None else _explain(code, explanations[code])
    with open_sink(None, typed.inputs) as sink:
        sink.write("".join(f"{line}\n" for line in lines).encode())
    return 0


def _list_codes(explanations: dict[str, dict[str, Any]]) -> list[str]:
    width = max(map(len, explanations)) + 2
    lines = []
    for code, said in explanations.items():
        lines += textwrap.wrap(
            said["summary"], _WIDTH, initial_indent=f"{code:{width}}", subsequent_indent=" " * width
        )
    return lines


def _explain(code: str, said: dict[str, Any]) -> list[str]:
    lines = textwrap.wrap(f"{code}: {said['summary']}", _WIDTH)
    for paragraph in (said["text"], f"What to do: {said['cure']}"):
        lines += ["", *textwrap.wrap(paragraph, _WIDTH)]
    if "shows" in said:
        lines += ["", "For example:", f"  corpuskit {said['shows']}", f"  corpuskit {said['cured']}"]
    return lines
