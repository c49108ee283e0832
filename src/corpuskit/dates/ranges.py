"""Ranges: when two dates are the two ends of one, and what the ends give each other.

The ends of most ranges are dates of one kind, which the grammar makes one mention. «From next Friday to 1 October» and
«1998 to the present» have ends that are worked out apart from each other, and are joined after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from corpuskit.dates.anchors import Anchor
from corpuskit.dates.mentions import Mention
from corpuskit.dates.values import (
    PartialDate,
    find_days,
    find_first_month,
    find_preceding,
    format_edtf,
    is_possible,
)

_WINTER = 24
_LINKED_KINDS = frozenset({"day", "month", "year", "season", "quarter", "minute", "decade", "century"})


def are_ends(first: PartialDate, last: PartialDate, link: str, *, opened: bool) -> bool:
    """Return whether two dates with a link between them are the ends of one range.

    Args:
        first: The date before the link.
        last: The date after it.
        link: `-`, `>` (a word like «to») or `&` (a word like «and»).
        opened: Whether a word like «from» or «between» stands before the first.
    """
    if first.granularity not in _LINKED_KINDS or last.granularity not in _LINKED_KINDS:
        return False
    have_years = first.year is not None and last.year is not None
    if first.granularity != last.granularity:
        return opened or (link == ">" and have_years)
    if link == "-":
        return True
    shares_year = first.year is None
    if link == ">":
        return opened or shares_year or first.granularity in ("day", "month", "quarter", "season")
    # Two years with «and» between them are as often compared as spanned.
    return opened and first.granularity != "year"


def share_year(first: PartialDate, last: PartialDate) -> tuple[PartialDate, PartialDate] | None:
    """Return the ends of a range, the year that one of them has given to the other; None where they run backwards."""
    # «Winter-spring of 1920»: the winter is named after the year of its later months.
    begin = 0 if first.season == _WINTER else find_first_month(first) or 0, first.day or 0
    end = find_first_month(last) or 12, last.day or 31
    if first.year is None and last.year is not None and first.granularity != "year":
        first = msgspec.structs.replace(first, year=last.year - (begin > end))
    elif last.year is None and first.year is not None:
        last = msgspec.structs.replace(last, year=first.year + (end < begin))
    if not (is_possible(first) and is_possible(last)):
        return None
    spans = find_days(first), find_days(last)
    if spans[0] is not None and spans[1] is not None and spans[0][0] >= spans[1][1]:
        return None
    return first, last


def join_dates(mention: Mention, other: Mention) -> bool:
    """Make one mention of the two ends of a range, where they run forwards; return whether they do.

    Args:
        mention: The first end, which becomes the range.
        other: The last end.
    """
    if mention.first is None or other.first is None:
        return False
    ends = share_year(mention.first, other.first)
    if ends is None:
        return False
    open_order = "day-month" in mention.ambiguous and "day-month" in other.ambiguous
    pairs = [share_year(*pair) for pair in zip(mention.alternatives, other.alternatives, strict=False)]
    readings = [pair for pair in pairs if pair is not None] if open_order else []
    mention.first, mention.last = ends
    mention.split = mention.end, other.start
    mention.end = other.end
    mention.rule = "range"
    mention.lang = mention.lang or other.lang
    mention.ambiguous = sorted({*mention.ambiguous, *other.ambiguous})
    mention.alternatives = [pair[0] for pair in readings]
    mention.last_alternatives = [pair[1] for pair in readings]
    if len(readings) == 1:
        mention.first, mention.last = readings[0]
    if len(readings) < 2:  # noqa: PLR2004 — two orders
        mention.alternatives, mention.last_alternatives = [], []
        mention.ambiguous = [what for what in mention.ambiguous if what != "day-month"]
    return True


# What may be an end beside a date: «next Friday», «this May», «today».
_ENDS = frozenset({"day", "week", "weekday", "bareweekday", "month", "month_name", "year"})


def reaches(mention: Mention, other: Mention, link: str, *, opened: bool) -> bool:
    """Return whether two mentions, one of them relative, are the ends of a range.

    Args:
        mention: What stands before the link.
        other: What stands after it.
        link: `-`, `>` (a word like «to») or `&` (a word like «and»).
        opened: Whether a word like «from» or «between» stands before the first.
    """
    if mention.first is None and other.first is None:
        return False
    shift = mention.shift or other.shift
    if shift is None:
        # Both are dates, one of them a feast.
        return opened and link != "&"
    if shift.unit not in _ENDS:
        return False
    until_today = other.shift is not None and other.shift.unit == "day" and other.shift.count == 0
    return opened or (link in ">-" and until_today)


def join_ends(mentions: list[Mention], document: Anchor | None) -> Iterator[Mention]:
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
    until = days if last_value is None else find_days(last_value)
    if until is None or (last_value is not None and until[1] <= days[0]):
        return None
    told = last if first.resolved_by == "text" else first
    joined = msgspec.structs.replace(
        told, start=first.start, end=last.end, rule="range", first=first.first, last=last_value or value, shift=None,
        value=value, last_value=last_value, year_inferred=first.year_inferred, last_inferred=last.year_inferred,
        uncertain=first.uncertain, vague=False, reaches=False, split=(first.end, last.start),
        open_ended=last_value is None, lang=first.lang or last.lang, hijri=None, alternatives=[], ambiguous=[],
    )  # fmt: skip
    if (told.vague or told.resolved_by is None) and document is not None:
        joined.resolved_by, joined.anchor_source = "document-date", document.source
        joined.anchor_value, joined.anchor_at = format_edtf(document.date), document.at
    elif joined.open_ended:
        joined.resolved_by = first.resolved_by
    return joined


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
            yield msgspec.structs.replace(mention, last_value=before)
