"""The copies that some records name: what a corpus can be written without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpuskit.dedupe.writing.edits import RemovedParagraph
from corpuskit.records import DuplicateGroup, DuplicateMember, DuplicatePair, ParagraphReference


def collect_copies(records: Iterable[object]) -> dict[str, list[RemovedParagraph]]:
    """Return the copies that some records name, by document and in order of their place.

    What lies inside another paragraph is not among them where that one is a copy itself, or where it is what is kept
    of others: no text goes without one that holds it.

    Args:
        records: Groups or pairs as `find_duplicates` yields them; other records are passed over.
    """
    copies: dict[tuple[str, int], RemovedParagraph] = {}
    kept: set[tuple[str, int]] = set()
    # Which of two that lie inside each other goes does not depend on the order in which they are shown.
    for record in sorted(records, key=lambda record: getattr(record, "group_id", 0)):
        for copy in _iter_copies(record):
            place, original = (copy.doc, copy.start), (copy.kept.doc, copy.kept.start)
            if copy.kind == "contained" and (place in kept or place in copies or original in copies):
                continue
            copies[place] = copy
            kept.add(original)
    by_document: dict[str, list[RemovedParagraph]] = {}
    for copy in sorted(copies.values(), key=lambda copy: copy.start):
        by_document.setdefault(copy.doc, []).append(copy)
    return by_document


def list_members(records: Iterable[object]) -> list[RemovedParagraph]:
    """Return all paragraphs of some groups or pairs, for a corpus of which none of them is to be kept.

    What heads a group is a copy of itself: nothing of it stays.

    Args:
        records: Groups or pairs as `find_duplicates` yields them; other records are passed over.
    """
    heads: dict[tuple[str, int], RemovedParagraph] = {}
    copies = [copy for record in records for copy in _iter_copies(record)]
    for copy in copies:
        kept = copy.kept
        heads[kept.doc, kept.start] = RemovedParagraph(
            doc=kept.doc,
            line=kept.line,
            start=kept.start,
            end=kept.end,
            kind="exact",
            similarity=1.0,
            kept=kept,
        )
    return [*heads.values(), *copies]


def _iter_copies(record: object) -> Iterator[RemovedParagraph]:
    if isinstance(record, RemovedParagraph):
        yield record
    if isinstance(record, DuplicateGroup):
        for member in record.members:
            yield _make_removed(member, record.kept, member.kind, member.similarity)
    elif isinstance(record, DuplicatePair):
        yield _make_removed(record, record.kept, record.kind, record.similarity)


def _make_removed(
    place: DuplicateMember | DuplicatePair, kept: ParagraphReference, kind: str, similarity: float
) -> RemovedParagraph:
    return RemovedParagraph(
        doc=place.doc,
        line=place.line,
        start=place.start,
        end=place.end,
        kind=kind,
        similarity=similarity,
        block=place.block,
        kept=kept,
    )
