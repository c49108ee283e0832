"""What `corpuskit dedupe` asks of the search for copies beside its own options, and says of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from corpuskit.cli.options import Typed
from corpuskit.errors import UsageError
from corpuskit.options import Option, Options

if TYPE_CHECKING:
    from corpuskit.corpus import Document


class CopyOptions(Options, frozen=True, kw_only=True):
    """What copies are looked for in."""

    against: Annotated[
        tuple[str, ...],
        Option(
            "Report only copies of paragraphs in this corpus. Repeatable.",
            metavar="PATH", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    curve: Annotated[
        bool, Option("The number of copies at thresholds from 0.5 to 1.", heading="Arranging")
    ] = False


def check_combination(typed: Typed, copies: CopyOptions) -> None:
    """Refuse what would be ignored.

    Raises:
        UsageError: Two options exclude each other.
    """
    if copies.curve and (typed["pairs"] or typed["blocks"] or typed["stats"] or copies.against):
        raise UsageError("--curve counts, and takes no --pairs, --blocks, --stats or --against")
    if copies.against and typed.running.offsets != "chars":
        raise UsageError("--against gives offsets in code points only", hint="leave out --offsets")


def find_date(document: Document) -> str | None:
    """Return the date of a document, ISO 8601; None where it is not known."""
    from corpuskit.dates.resolution.document_date import find_document_date

    date = find_document_date(document)
    return date.value if date else None


def describe(summary: Mapping[str, Any]) -> str:
    """Return a line for the user on what was found."""
    told = f"{summary['copies']} of {summary['paragraphs']} paragraphs repeat others, in {summary['groups']} groups"
    left = ", ".join(f"{count} {kind}" for kind, count in summary.get("left", {}).items())
    return f"{told}; of other kinds, not told: {left}" if left else told
