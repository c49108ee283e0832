"""How `corpuskit dates` shows what it finds: as records, as counts, or as XML."""

from __future__ import annotations

from typing import Annotated, Literal

from corpuskit.cli.options import Typed
from corpuskit.errors import UsageError
from corpuskit.options import Option, Options


class DatesOutput(Options, frozen=True, kw_only=True):
    """How dates are shown, and where documents without one take theirs."""

    anchor_from: Annotated[
        Literal["mtime"] | None,
        Option("Where documents without a date take one: the time of their file.", heading="Matching"),
    ] = None
    timeline: Annotated[
        Literal["day", "month", "year"] | None,
        Option(
            "Count instead: how many dates fall in each day, month or year. Without a value: month.",
            heading="Arranging", is_common=True, without_value="month",
        ),
    ] = None  # fmt: skip
    inline: Annotated[
        Literal["timex3", "tei"] | None,
        Option("The texts as XML, with their dates marked in place.", heading="Output", is_common=True),
    ] = None


def choose_markup(typed: Typed, style: Literal["timex3", "tei"]) -> Typed:
    """Return what was typed with the markup as the format of the output.

    Raises:
        UsageError: Another option asks for another output.
    """
    where = f"--inline {style}"
    if typed.is_given("timeline"):
        raise UsageError("--inline and --timeline are two outputs", hint="use two runs")
    typed.refuse(("format", "json", "columns", "offsets"), where)
    if typed["ranges"] == "half-open" or style == "tei":
        typed.refuse(("ranges",), where)
    return typed.replace(format=style)
