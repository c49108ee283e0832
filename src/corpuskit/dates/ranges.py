"""Ranges: when two dates are the two ends of one, and what the ends give each other."""

from __future__ import annotations

import msgspec

from corpuskit.dates.values import PartialDate, find_days, is_possible

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
    if first.granularity != last.granularity and not opened:
        return False
    if link == "-":
        return True
    shares_year = first.year is None and first.granularity == last.granularity
    if link == ">":
        return opened or shares_year or first.granularity in ("day", "month")
    return opened and shares_year


def share_year(first: PartialDate, last: PartialDate) -> tuple[PartialDate, PartialDate] | None:
    """Return the ends of a range, the year that one of them has given to the other; None where they run backwards."""
    if first.year is None and last.year is not None and first.granularity != "year":
        later = (first.month or 0, first.day or 0) > (last.month or 12, last.day or 31)
        first = msgspec.structs.replace(first, year=last.year - later)
    elif last.year is None and first.year is not None:
        earlier = (last.month or 12, last.day or 31) < (first.month or 0, first.day or 0)
        last = msgspec.structs.replace(last, year=first.year + earlier)
    if not (is_possible(first) and is_possible(last)):
        return None
    spans = find_days(first), find_days(last)
    if spans[0] is not None and spans[1] is not None and spans[0][0] >= spans[1][1]:
        return None
    return first, last
