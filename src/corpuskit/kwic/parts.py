"""A search in a very large text, shared among processes: where it can be divided, and how the answers join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from corpuskit.corpus.document import Document
from corpuskit.kwic.scanning.positions import Extent, PositionCounter
from corpuskit.records import ConcordanceCount, ConcordanceLine, Findings, Issue, Sum, Summary, TargetLine

# Large enough that starting on a part costs nothing, small enough that its lines are few.
_PART_BYTES = 16_000_000


def divide_document(document: Document) -> list[Document]:
    """Return the parts of a document that can be searched one by one, in order; itself alone where it has none."""
    return document.divide(_PART_BYTES)


def measure(document: Document, positions: PositionCounter | None) -> Extent:
    """Return how much a part of a document holds.

    Args:
        document: The part.
        positions: Has measured it as far as a complete search went; None where there was none.
    """
    if positions is None or not positions.data:
        positions = PositionCounter()
        for block in document.iter_blocks():
            positions.enter(block.data)
    return positions.finish()


def join_lines(document: Document, partials: Iterable[Findings[Any]], nothing: Summary) -> Findings[Any]:
    """Return the lines of a document from those of its parts, up to a part that was not searched to its end.

    Args:
        document: The document.
        partials: The partial result of each part, in order.
        nothing: The summary of no documents.
    """
    counted = Sum(nothing)

    def iter_items() -> Iterator[Any]:
        before = Extent()
        for partial in partials:
            for item in partial:
                yield _move(item, before, document) if isinstance(item, ConcordanceLine) else item
            counted.add(partial.total)
            if partial.total.extent is None:
                # Nobody knows where in the document the next part stands.
                return
            before = Extent(*map(sum, zip(before, partial.total.extent, strict=True)))

    return Findings(iter_items(), lambda: _count_once(counted.total))


def join_counts(partials: Iterable[Findings[Any]], nothing: Summary) -> Findings[Any]:
    """Return the number of hits of a document from those in its parts; none where one was not searched to its end.

    Args:
        partials: The partial result of each part, in order.
        nothing: The summary of no documents.
    """
    counted = Sum(nothing)

    def iter_items() -> Iterator[Any]:
        nonlocal counted
        record: ConcordanceCount | None = None
        for partial in partials:
            for item in partial:
                if isinstance(item, ConcordanceCount):
                    hits = item.hits + (record.hits if record is not None else 0)
                    record = msgspec.structs.replace(item, hits=hits)
                    continue
                yield item
                if isinstance(item, Issue) and item.kind == "worker":
                    counted = Sum(nothing)
                    return
            counted.add(partial.total)
        if record is not None:
            yield record

    return Findings(iter_items(), lambda: _count_once(counted.total))


def _count_once(total: Any) -> Any:
    """Return the sum over the parts of a document as the summary of that one document."""
    return msgspec.structs.replace(total, documents_with_hits=min(total.documents_with_hits, 1))


def _move(line: ConcordanceLine, before: Extent, document: Document) -> ConcordanceLine:
    """Return a line of a part as the line of the document that it is."""
    start, end = line.start + before.chars, line.end + before.chars
    target: dict[str, int] = {}
    if isinstance(line, TargetLine) and line.target_start is not None and line.target_end is not None:
        target = {
            "target_start": line.target_start + before.chars,
            "target_end": line.target_end + before.chars,
        }
    return msgspec.structs.replace(
        line,
        **target,
        id=f"{document.sha256[:12]}:{start}:{end}",
        start=start,
        end=end,
        line=line.line + before.lines,
        paragraph=None if line.paragraph is None else line.paragraph + before.paragraphs,
        token=None if line.token is None else line.token + before.words,
    )
