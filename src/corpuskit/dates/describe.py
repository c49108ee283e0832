"""From a resolved mention to its record, and to what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.corpus import Document
from corpuskit.dates.calendar.holidays import is_movable
from corpuskit.dates.calendar.values import PartialDate, find_days, format_day, format_edtf, join_edtf
from corpuskit.dates.mentions import Mention
from corpuskit.records import DateAnchor, DateMention, Issue


def make_record(document: Document, mention: Mention) -> DateMention:
    """Return the record of a resolved mention."""
    value, first_day, last_day = _describe_value(mention)
    anchor = None
    if mention.anchor_value is not None and mention.anchor_source is not None:
        line = None if mention.anchor_at is None else document.lines.line_at(mention.anchor_at)
        anchor = DateAnchor(
            value=mention.anchor_value, line=line, start=mention.anchor_at, source=mention.anchor_source
        )
    return DateMention(
        doc=document.id,
        line=document.lines.line_at(mention.start),
        start=mention.start,
        end=mention.end,
        text=document.text[mention.start : mention.end],
        written=_describe_written(mention),
        value=value,
        first_day=first_day,
        last_day=last_day,
        granularity=_find_granularity(mention),
        kind=_kind_of(mention),
        calendar=mention.calendar,
        resolved_by=mention.resolved_by,
        anchor=anchor,
        alternatives=_list_alternatives(mention),
        ambiguous=list(mention.ambiguous),
        lang=mention.lang,
    )


def _find_granularity(mention: Mention) -> str | None:
    """Return how precise a mention is, in the calendar in which it is written."""
    if mention.hijri is not None and mention.first is None:
        return "day" if mention.hijri[2] else "month" if mention.hijri[1] else "year"
    if mention.recurring:
        return None
    if is_movable(mention.holiday):
        return None if mention.value is None else mention.value.granularity
    date = mention.value if mention.part is not None else mention.first or mention.value
    return None if date is None else date.granularity


def _kind_of(mention: Mention) -> str:
    if mention.recurring:
        return "recurring"
    if mention.shift is not None or mention.vague:
        return "relative"
    if mention.last is not None:
        return "range"
    return "datetime" if mention.first is not None and mention.first.time is not None else "date"


def _describe_written(mention: Mention) -> str | None:
    if mention.first is None or mention.last_alternatives or mention.last_inferred is not None:
        return None
    if mention.recurring or (mention.is_yearless and is_movable(mention.holiday)):
        return None
    if mention.part is not None:
        # EDTF has no half of a century: what is written is the whole.
        return format_edtf(mention.first) if mention.first.unit in ("decade", "century") else None
    if "day-month" in mention.ambiguous and len(mention.alternatives) > 1:
        return _describe_alternatives(mention.alternatives)[0]
    first = format_edtf(mention.first)
    return first if mention.last is None else join_edtf(first, format_edtf(mention.last))


def _describe_value(mention: Mention) -> tuple[str | None, str | None, str | None]:
    """Return the value of a mention in EDTF, its first and its last day."""
    if mention.recurring:
        return None, None, None
    if mention.last_alternatives:
        return _describe_readings(mention)
    if "day-month" in mention.ambiguous and len(mention.alternatives) > 1:
        return _describe_alternatives(mention.alternatives)
    if mention.either and mention.value is not None and mention.last_value is not None:
        return _describe_alternatives((mention.value, mention.last_value))
    return _describe_days(mention)


def _describe_days(mention: Mention) -> tuple[str | None, str | None, str | None]:
    """Return the value of a mention that has one reading, its first and its last day."""
    if mention.value is None:
        # A date that nothing gives a year keeps its form: `XXXX-07-16`.
        return (_describe_written(mention) if mention.shift is None else None), None, None
    value = format_edtf(mention.value, year_inferred=mention.year_inferred, uncertain=mention.uncertain)
    first = last = find_days(mention.value)
    if mention.last_value is not None:
        inferred = mention.year_inferred if mention.last_inferred is None else mention.last_inferred
        value = join_edtf(value, format_edtf(mention.last_value, year_inferred=inferred))
        last = find_days(mention.last_value)
    if mention.approximate and value is not None:
        value = value.replace("/", "~/") + "~"
    if mention.open_ended and first is not None:
        return join_edtf(value, ".."), format_day(first[0]), None
    if first is None or last is None:
        return value, None, None
    return value, format_day(first[0]), format_day(last[1])


def _describe_readings(mention: Mention) -> tuple[None, str | None, str | None]:
    """Return no value of a range that has two readings, and the days from the earliest to the latest."""
    firsts = [days for date in mention.alternatives if (days := find_days(date)) is not None]
    lasts = [days for date in mention.last_alternatives if (days := find_days(date)) is not None]
    if not firsts or not lasts:
        return None, None, None
    return None, format_day(min(firsts)[0]), format_day(max(lasts)[1])


def _list_alternatives(mention: Mention) -> list[str]:
    """Return what a date may mean, in EDTF."""
    first = [format_edtf(date) for date in mention.alternatives]
    if mention.last_alternatives:
        last = [format_edtf(date) for date in mention.last_alternatives]
        first = [join_edtf(*ends) for ends in zip(first, last, strict=True)]
    return [edtf for edtf in first if edtf is not None]


def _describe_alternatives(alternatives: Sequence[PartialDate]) -> tuple[str | None, str | None, str | None]:
    """Return both readings as an EDTF set, and the days from the earlier to the later one."""
    dates = sorted(alternatives, key=lambda date: (date.year or 0, date.month or 0, date.day or 0))
    spans = [find_days(date) for date in dates]
    value = f"[{','.join(format_edtf(date) or '' for date in dates)}]"
    if spans[0] is None or spans[-1] is None:
        return value, None, None
    return value, format_day(spans[0][0]), format_day(spans[-1][1])


def describe_contradiction(document: Document, mention: Mention) -> Issue:
    """Return what is to be said of a date whose weekday is another."""
    text = document.text[mention.start : mention.end]
    line = document.lines.line_at(mention.start)
    return Issue(
        path=document.id,
        kind="weekday",
        message=f"line {line}: {text!r} names a weekday that the date does not fall on; the date is kept",
    )


def describe_impossible(document: Document, mention: Mention) -> Issue:
    """Return what is to be said of a date that the calendar does not have."""
    text = document.text[mention.start : mention.end]
    line = document.lines.line_at(mention.start)
    return Issue(
        path=document.id,
        kind="impossible",
        message=f"line {line}: {text!r} is no day of the calendar; left out",
    )


def describe_cut(document: Document, count: int) -> Issue:
    """Return what is to be said of a text with days whose months cannot be read."""
    days = "1 day" if count == 1 else f"{count} days"
    return Issue(
        path=document.id,
        kind="language",
        message=f"its language has no table of dates; {days} whose month cannot be read left out",
        hint="years, dates in digits and those of ISO 8601 are read all the same",
    )
