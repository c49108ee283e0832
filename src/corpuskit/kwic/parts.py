"""A search in a very large text, shared among processes: where it can be divided, and how the answers join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.corpus.stored import Reached
from corpuskit.kwic.options import KwicOptions
from corpuskit.records import ConcordanceCount, ConcordanceLine

PART_BYTES = 16_000_000
"""Large enough that starting on a part costs nothing, small enough that its lines are few."""
REACHED = "reached"
"""The figure of a part's summary that tells how much text it holds; no figure of a search."""


def divide_document(
    document: Document, options: KwicOptions, *, part_bytes: int = PART_BYTES
) -> list[Document]:
    """Return the parts of a document that can be searched one by one, in order; itself alone where it has none.

    It has parts where it is a large file whose paragraphs are its lines, and no hit leaves a paragraph.

    Args:
        document: The document.
        options: The search; one that is by document.
        part_bytes: Number of bytes from which on a part has enough.
    """
    is_one = options.within == "document" or options.plot or options.first_per_doc
    # To tell what its paragraphs are, its lines are looked at; most documents are too short to be asked.
    if is_one or document.source_bytes < 2 * part_bytes or not document.has_line_paragraphs:
        return [document]
    return document.divide(part_bytes)


def join_parts(
    document: Document, results: Iterable[tuple[Iterable[Any], dict[str, Any]]], summary: dict[str, Any]
) -> Iterator[Any]:
    """Yield the records of the parts of one document as those of the document, and fill its summary.

    Args:
        document: The document.
        results: The records and the summary of each part, in order; that has `REACHED` where lines are shown.
        summary: Is filled.
    """
    reached = Reached()
    counted: ConcordanceCount | None = None
    for items, part in results:
        for item in items:
            if isinstance(item, ConcordanceLine):
                yield _move(item, reached, document)
            elif isinstance(item, ConcordanceCount):
                hits = item.hits + (counted.hits if counted is not None else 0)
                counted = msgspec.structs.replace(item, hits=hits)
            else:
                yield item
        reached = Reached(*map(sum, zip(reached, part.pop(REACHED, Reached()), strict=True)))
        _add_figures(summary, part)
    if counted is not None:
        summary["shown"] = 1
        yield counted
    if summary:
        summary["documents_with_hits"] = min(summary["documents_with_hits"], 1)


def _move(line: ConcordanceLine, reached: Reached, document: Document) -> ConcordanceLine:
    """Return a line of a part as the line of the document that it is."""
    start, end = line.start + reached.chars, line.end + reached.chars
    return msgspec.structs.replace(
        line,
        id=f"{document.sha256[:12]}:{start}:{end}",
        start=start,
        end=end,
        line=line.line + reached.lines,
        paragraph=None if line.paragraph is None else line.paragraph + reached.paragraphs,
        token=None if line.token is None else line.token + reached.words,
    )


def _add_figures(summary: dict[str, Any], part: dict[str, Any]) -> None:
    for name, value in part.items():
        if name not in summary or value is None:
            summary[name] = value
        elif hasattr(value, "unite"):
            summary[name].unite(value)
        else:
            summary[name] += value
