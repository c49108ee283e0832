"""Ranges whose ends are worked out apart from each other, and ranges that end before the last date they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpuskit.dates.calendar.values import Day, PartialDate, find_days, find_preceding, format_edtf
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.placing import find_in_year


def join_ends(mentions: Iterable[Mention], document: Anchor | None) -> Iterator[Mention]:
    """Yield resolved mentions, those made one that are the two ends of a range.

    Args:
        mentions: The mentions of a document, resolved.
        document: The date of the document, which is what «now» means; None leaves a range that ends now open.
    """
    before: Mention | None = None
    for mention in mentions:
        joined = _join(before, mention, document) if before is not None and before.reaches else None
        if joined is not None:
            yield joined
            before = None
            continue
        if before is not None:
            yield before
        before = mention
    if before is not None:
        yield before


def _join(first: Mention, last: Mention, document: Anchor | None) -> Mention | None:
    """Return the range of two mentions, or None where their values are not known or run backwards."""
    today = None if document is None else document.date
    value = today if first.vague else first.value
    last_value = last.last_value or last.value or (today if _is_now(last) else None)
    days = None if value is None else find_days(value)
    if value is None or days is None or (last_value is None and not _is_now(last)):
        return None
    if last.is_yearless and last.last is None and last.year_inferred:
        last_value = _find_next(last, days[0]) or last_value
    until = days if last_value is None else find_days(last_value)
    if until is None or (last_value is not None and until[1] <= days[0]):
        return None
    told = last if first.resolved_by == "text" else first
    joined = told.replace(
        start=first.start, end=last.end, form="range", first=first.first, last=last_value or value, shift=None,
        value=value, last_value=last_value, year_inferred=first.year_inferred, last_inferred=last.year_inferred,
        uncertain=first.uncertain, vague=False, reaches=False, split=(first.end, last.start),
        open_ended=last_value is None, lang=first.lang or last.lang, hijri=None, alternatives=(), ambiguous=(),
    )  # fmt: skip
    if (told.vague or told.resolved_by is None) and document is not None:
        return joined.replace(
            resolved_by="document-date",
            anchor_source=document.source,
            anchor_value=format_edtf(document.date),
            anchor_at=document.at,
        )
    return joined.replace(resolved_by=first.resolved_by) if joined.open_ended else joined


def _find_next(last: Mention, begin: Day) -> PartialDate | None:
    """Return the first day without a year that follows another one: «between Memorial Day and Labor Day»."""
    for year in (begin[0], begin[0] + 1):
        value = None if last.first is None else find_in_year(last, last.first, year)
        days = None if value is None else find_days(value)
        if days is not None and days[1] > begin:
            return value
    return None


def _is_now(mention: Mention) -> bool:
    """Return whether a mention is «now», or «today» in a text that has no date."""
    shift = mention.shift
    return mention.vague or (shift is not None and shift.unit == "day" and shift.count == 0)


def leave_out_last(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield mentions, ranges without the last date that they name: what is resolved, not what is written.

    A range that would have nothing left, or whose last date is not known, stays what it is, and so does a list.

    Args:
        mentions: Resolved.
    """
    for mention in mentions:
        last = mention.last_value
        before = None if last is None or mention.listed else find_preceding(last)
        days = None if before is None else find_days(before)
        first = None if mention.value is None else find_days(mention.value)
        if days is None or first is None or days[1] < first[0]:
            yield mention
        else:
            yield mention.replace(last_value=before)
