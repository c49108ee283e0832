"""What a report shows, and how much of it."""

from __future__ import annotations

from typing import Annotated

from corpuskit.options import Option, Options


class ReportOptions(Options, frozen=True, kw_only=True):
    """What a report shows, and how much of it."""

    title: Annotated[
        str | None,
        Option("Title of the page. Default: the paths.", metavar="TEXT", heading="Output", is_common=True),
    ] = None
    collocates_of: Annotated[
        tuple[str, ...],
        Option(
            "A word or query whose collocates are shown. Repeatable. Default: the five most frequent content words.",
            metavar="QUERY", typed=list[str], is_common=True,
        ),
    ] = ()  # fmt: skip
    max_rows: Annotated[
        int | None,
        Option(
            "Rows of each table; what is left out is said. Default: 10,000, and paragraphs up to 8 MB.",
            metavar="N", least=1, is_common=True, heading="Output",
        ),
    ] = None  # fmt: skip
