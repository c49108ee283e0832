"""The report itself: from a corpus to one page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from corpuskit.corpus import Corpus
from corpuskit.dates.timeline import TimelineUnit
from corpuskit.output.pages.page import STATIC_ROWS, Page
from corpuskit.output.pages.pictures import draw_timeline
from corpuskit.records import DocumentRecord, Issue
from corpuskit.report.gather import Survey, survey
from corpuskit.report.options import ReportOptions
from corpuskit.report.tables import TableMaker, count_periods, list_fields
from corpuskit.words.measures import describe_formulas

_UNITS: tuple[TimelineUnit, ...] = ("year", "month", "day")
# A timeline with more bars is left out, unless it is of years.
_MOST_BARS = 1500
_MOST_ISSUES = 200


class Report(msgspec.Struct, kw_only=True):
    """A page that is ready to be written.

    Attributes:
        values: What its template shows.
        issues: What was skipped, or is worth a note.
    """

    values: dict[str, Any]
    issues: list[Issue]

    def iter_bytes(self) -> Iterator[bytes]:
        """Yield the page in pieces."""
        folder = Path(__file__).with_name("assets")
        page = Page(
            "report.html",
            ("base.css", "report.css"),
            ("table.js", "search.js", "read.js", "report.js"),
            (folder,),
        )
        return page.iter_bytes(**self.values)


def make_report(
    corpus: Corpus,
    options: ReportOptions | None = None,
    *,
    made_by: Sequence[tuple[str, str]] = (),
    jobs: int | None = None,
    on_passes: Callable[[int], None] | None = None,
) -> Report:
    """Return a report of a corpus.

    Args:
        corpus: The corpus; it is read several times.
        options: What is shown.
        made_by: What the page says of how it was made: pairs of a name and a value, such as the command.
        jobs: As for `run`.
        on_passes: Called when the overview is done, with the number of times that the corpus is still read.

    Raises:
        CorpuskitError: The corpus cannot be read, or a query is none.
    """
    options = options or ReportOptions()
    # To fill the tables is one more.
    found = survey(corpus, options, jobs, None if on_passes is None else lambda passes: on_passes(passes + 1))
    maker = TableMaker(found, options.max_rows)
    maker.fill(corpus)
    timelines, said = _draw_timelines(found)
    values = {
        "title": options.title or ", ".join(corpus.paths),
        "lang": "en",
        "figures": _list_figures(found),
        "tables": maker.tables,
        "documents": [document.doc for document in maker.documents],
        "timelines": timelines,
        "unit": next((unit for unit in ("month", "year") if unit in timelines), None),
        "left_out": [*_list_left_out(maker), *said],
        "formulas": describe_formulas(("dp_norm", "g2", "log_ratio", "logdice")),
        "page": _describe_documents(maker.documents) | {"cut": maker.cut},
        **_describe_making(found, maker.documents, made_by),
    }
    return Report(values=values, issues=found.issues)


def _list_left_out(maker: TableMaker) -> list[str]:
    return [
        f"{table.caption} {len(table.rows)} of {table.total} rows are here."
        for table in maker.tables.values()
        if table.total > len(table.rows)
    ]


def _describe_making(
    found: Survey, shown: Sequence[DocumentRecord], made_by: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return what the page says of how it was made: from what, with what, and what was skipped."""
    return {
        "made_by": [
            *made_by,
            ("Documents", str(len(found.documents))),
            ("SHA-256 of their hashes", _hash_documents(found)),
        ],
        "sources": [(document.doc, document.path or "", document.sha256) for document in shown[:STATIC_ROWS]],
        "issues": [f"{issue.path}: {issue.message}" for issue in found.issues[:_MOST_ISSUES]],
        "more_issues": max(0, len(found.issues) - _MOST_ISSUES),
        "more_sources": max(0, len(found.documents) - STATIC_ROWS),
    }


def _describe_documents(shown: Sequence[DocumentRecord]) -> dict[str, Any]:
    """Return the columns by which the script of the page shows and filters documents."""
    return {
        "documents": [document.doc for document in shown],
        "titles": [document.title for document in shown],
        "sources": [document.meta.get("source") for document in shown],
        "dates": [document.date for document in shown],
        "langs": [document.lang for document in shown],
        "directions": [document.direction for document in shown],
        "fields": list_fields(shown),
    }


def _list_figures(found: Survey) -> list[tuple[int, str]]:
    documents = found.documents
    copies = sum(len(group.members) for group in found.groups)
    paragraphs = sum(document.paragraphs for document in documents)
    return [
        (len(documents), "document" if len(documents) == 1 else "documents"),
        (sum(document.words for document in documents), "words"),
        (paragraphs, "paragraphs"),
        (copies, "of them copies"),
        (len(found.dates), "dates"),
        (len(found.quotes), "quotations"),
    ]


def _draw_timelines(found: Survey) -> tuple[dict[TimelineUnit, str], list[str]]:
    """Return the timelines by the unit of their periods, and what is said of those that would be too long."""
    from markupsafe import Markup

    drawn: dict[TimelineUnit, str] = {}
    said = []
    for unit in _UNITS:
        bars = count_periods(found.dates, unit)
        if unit != "year" and len(bars) > _MOST_BARS:
            said.append(
                f"The timeline by {unit} has {len(bars)} bars; corpuskit dates --timeline {unit} shows it."
            )
        elif bars:
            drawn[unit] = Markup(draw_timeline(bars, is_file=False, link="#timeline="))  # noqa: S704 — escaped there
    return drawn, said


def _hash_documents(found: Survey) -> str:
    digest = hashlib.sha256()
    for document in found.documents:
        digest.update(f"{document.sha256}\n".encode())
    return digest.hexdigest()
