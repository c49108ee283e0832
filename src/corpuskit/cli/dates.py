"""`corpuskit dates`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer

from corpuskit.cli.options import SharedOptions

NAME = "dates"
HELP = """Find dates in running text, and say what each one is and why.

\b
Examples:
  corpuskit dates texts/
  corpuskit dates texts/ -f jsonl | jq 'select(.from >= "2024") | .text'
"""


def run(
    shared: SharedOptions,
    anchor: Annotated[
        str | None,
        typer.Option(
            "--anchor",
            metavar="DATE",
            help="The date of all documents, YYYY-MM-DD; otherwise each says its own.",
        ),
    ] = None,
    order: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        typer.Option(
            "--order", help="Order of numeric dates; otherwise the evidence decides.", show_default=False
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="EN,AR,…", help="Languages of the dates; otherwise as each document says."
        ),
    ] = None,
    vague: Annotated[bool, typer.Option("--vague", help="Words such as 'now' and 'recently' too.")] = False,
    urls: Annotated[bool, typer.Option("--urls", help="Dates inside of web addresses too.")] = False,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.dates import DateOptions, extract_dates
    from corpuskit.records import DateMention

    options = DateOptions(
        anchor=anchor,
        order=order,
        languages=tuple(code.strip().lower() for code in lang.split(",")) if lang else (),
        vague=vague,
        urls=urls,
    )
    return run_analysis(
        NAME,
        lambda documents: extract_dates(documents, options),
        record_type=DateMention,
        options=options,
        shared=shared,
        by_document=True,
        describe=_describe,
    )


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['records']} dates in {summary['documents']} documents"
