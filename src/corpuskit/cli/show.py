"""`corpuskit show`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from corpuskit.cli.options import READING_OPTIONS, SharedOptions

NAME = "show"
HELP = """Print the text of a document, or the slice of it that a record names.

\b
Examples:
  corpuskit show report texts/
  corpuskit show report:120:185 texts/
  corpuskit show posts:4 posts.jsonl --json
"""
SHARED = (
    *READING_OPTIONS, "format", "json", "output", "columns", "no_header", "bom", "ascii", "jobs", "quiet",
)  # fmt: skip


def run(
    shared: SharedOptions,
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="DOC[:START:END]",
            help="Id of a document; START and END count code points.",
            show_default=False,
        ),
    ],
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import run_analysis
    from corpuskit.errors import UsageError
    from corpuskit.showing import Show, ShowOptions

    keep: list[Any] = []
    is_plain = shared.make_output_options().format == "table"
    present = {"format": "text"} if is_plain else {}
    code = run_analysis(NAME, Show(ShowOptions(doc=wanted)), shared, present=present, keep=keep)
    if not any(getattr(item, "text", None) is not None for item in keep):
        raise UsageError(f"no document {wanted!r} in this corpus", hint="corpuskit list shows the ids")
    return code
