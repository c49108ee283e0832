"""`corpuskit dates`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from corpuskit.cli.options import SharedOptions

if TYPE_CHECKING:
    from corpuskit.corpus import Document
    from corpuskit.dates import DateOptions

NAME = "dates"
HELP = """Find dates in running text, and say what each one is and why.

A year that is not written is worked out from the weekday, from other dates of the text, or from the document's own
date; such a value bears a question mark (?2024-07-16), and the record says what it follows from.

\b
Examples:
  corpuskit dates texts/
  corpuskit dates texts/ --from 2024-07 --to 2024-12
  corpuskit dates texts/ --timeline year
  corpuskit dates texts/ -f jsonl | jq 'select(.first_day >= "2024") | .text'
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
    anchor_from: Annotated[
        Literal["mtime"] | None,
        typer.Option(
            "--anchor-from",
            help="Where documents without a date take one: the time of their file.",
            show_default=False,
        ),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Only dates on or after this one.", show_default=False),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Only dates on or before this one.", show_default=False),
    ] = None,
    order: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        typer.Option(
            "--order", help="Order of numeric dates; otherwise the evidence decides.", show_default=False
        ),
    ] = None,
    ranges: Annotated[
        Literal["one", "ends", "half-open"],
        typer.Option(
            "--ranges",
            help="A range as one record, its two ends apart, or one record that ends before the last date.",
        ),
    ] = "one",
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="EN,AR,…", help="Languages of the dates; otherwise as each document says."
        ),
    ] = None,
    vague: Annotated[bool, typer.Option("--vague", help="Words such as 'now' and 'recently' too.")] = False,
    urls: Annotated[bool, typer.Option("--urls", help="Dates inside of web addresses too.")] = False,
    timeline: Annotated[
        Literal["month", "year"] | None,
        typer.Option("--timeline", help="How many dates fall in each month or year.", show_default=False),
    ] = None,
    inline: Annotated[
        Literal["timex3", "tei"] | None,
        typer.Option(
            "--inline", help="The texts as XML, with their dates marked in place.", show_default=False
        ),
    ] = None,
) -> int:
    """Run the command and return its exit code."""
    from corpuskit.cli.run import check_engine, run_analysis
    from corpuskit.dates import DateOptions, extract_dates
    from corpuskit.errors import UsageError
    from corpuskit.records import DateCount, DateMention

    check_engine(shared, timeline=timeline is not None, inline=inline is not None)
    options = DateOptions(
        anchor=anchor,
        from_=from_,
        to=to,
        order=order,
        ranges="ends" if inline == "timex3" else ranges,
        languages=tuple(code.strip().lower() for code in lang.split(",")) if lang else (),
        vague=vague,
        urls=urls,
    )
    if inline is not None:
        if timeline is not None:
            raise UsageError("--inline and --timeline are two outputs", hint="use two runs")
        return _write_inline(shared, options, inline, dated=anchor_from is not None)

    def find(documents: Iterable[Document]) -> Any:
        dated = _take_file_dates(documents) if anchor_from is not None else documents
        if timeline is None:
            return extract_dates(dated, options)
        from corpuskit.dates.timeline import count_dates

        return count_dates(dated, options, timeline)

    return run_analysis(
        NAME,
        find,
        record_type=DateMention if timeline is None else DateCount,  # type: ignore[arg-type]
        options=options,
        shared=shared,
        by_document=timeline is None,
        describe=_describe,
    )


def _take_file_dates(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield the documents, each with the day on which its file was last changed."""
    import os
    from datetime import date

    for document in documents:
        if document.path is not None and os.path.exists(document.path):
            changed = date.fromtimestamp(os.stat(document.path).st_mtime)  # noqa: DTZ012 — the user's own day
            document.metadata = {**document.metadata, "file_date": changed.isoformat()}
        yield document


def _write_inline(
    shared: SharedOptions, options: DateOptions, style: Literal["timex3", "tei"], *, dated: bool
) -> int:
    """Write every document as an element of one XML document."""
    from xml.sax.saxutils import quoteattr

    from corpuskit.cli.run import EXIT_SKIPPED, choose_paths
    from corpuskit.corpus import Corpus
    from corpuskit.dates import extract_dates
    from corpuskit.dates.markup import mark_up
    from corpuskit.output.safe import make_terminal_safe
    from corpuskit.output.sink import open_sink
    from corpuskit.records import DateMention

    corpus = Corpus(choose_paths(shared.paths), shared.make_corpus_options())
    documents = _take_file_dates(corpus) if dated else iter(corpus)
    with open_sink(shared.output, corpus.inputs) as sink:
        sink.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<corpus>\n')
        for document in documents:
            records = [item for item in extract_dates([document], options) if isinstance(item, DateMention)]
            marked = mark_up(document.text, records, style)
            sink.write(f"<document id={quoteattr(document.id)}>{marked}</document>\n".encode())
        sink.write(b"</corpus>\n")
    skipped = [issue for issue in corpus.issues if issue.skipped]
    for issue in skipped:
        message = f"corpuskit: warning: {issue.path}: {issue.message}"
        print(make_terminal_safe(message), file=sys.stderr)  # noqa: T201 — a message
    return EXIT_SKIPPED if skipped else 0


def _describe(summary: Mapping[str, Any]) -> str:
    return f"{summary['dates']} dates in {summary['documents']} documents"
