"""Texts as XML with their dates marked where they stand: TIMEX3 of TimeML, or `date` of TEI."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date
from typing import Literal

from corpuskit.output.safe import count_unfit_for_xml, make_xml_safe
from corpuskit.output.sink import StreamSink
from corpuskit.patterns import compile_re
from corpuskit.records import DateMention, Issue, MarkedText

MarkupStyle = Literal["timex3", "tei"]
"""The vocabularies of inline markup."""

_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
_QUARTER_MONTHS = {("01", "03"): "Q1", ("04", "06"): "Q2", ("07", "09"): "Q3", ("10", "12"): "Q4"}
_HALF_MONTHS = {("01", "06"): "H1", ("07", "12"): "H2"}
_MONTHS_INTERVAL = compile_re(r"(\d{4})-(\d\d)/(\d{4})-(\d\d)")
_SEASON = compile_re(r"(.*)-(2[1-4])")


def write_markup(sink: StreamSink, records: Iterable[MarkedText], style: MarkupStyle) -> list[Issue]:
    """Write each document as an element of one XML document.

    Returned is a note for each document with characters that XML cannot hold.
    """
    notes: list[Issue] = []
    sink.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<corpus>\n')
    for record in records:
        marked = mark_up(record.text, record.dates, style)
        sink.write(
            f'<document id="{make_xml_safe(record.doc, in_attribute=True)}">{marked}</document>\n'.encode()
        )
        if sink.is_prompt:
            sink.flush()
        if unfit := count_unfit_for_xml(record.text) + count_unfit_for_xml(record.doc):
            plural = (
                "characters that XML cannot hold are" if unfit > 1 else "character that XML cannot hold is"
            )
            notes.append(Issue(path=record.doc, kind="markup", message=f"{unfit} {plural} written as U+FFFD"))
    sink.write(b"</corpus>\n")
    return notes


def mark_up(text: str, records: Iterable[DateMention], style: MarkupStyle) -> str:
    """Return a text as the content of an XML element, each date in an element of its own.

    Args:
        text: The text of the document. Characters that XML cannot hold become U+FFFD.
        records: Its dates, in order, without overlaps; for `timex3` the ends of a range apart, as TimeML wants it.
        style: The vocabulary.

    Source: TimeML 1.2.1, http://www.timeml.org; TEI P5, chapter 13.4, https://tei-c.org/release/doc/tei-p5-doc/.
    """
    pieces: list[str] = []
    done = 0
    for number, record in enumerate(records, start=1):
        pieces.append(make_xml_safe(text[done : record.start]))
        name, attributes = _describe_timex3(record, number) if style == "timex3" else _describe_tei(record)
        written = "".join(
            f' {key}="{make_xml_safe(value, in_attribute=True)}"' for key, value in attributes.items()
        )
        pieces.append(f"<{name}{written}>{make_xml_safe(record.text)}</{name}>")
        done = record.end
    pieces.append(make_xml_safe(text[done:]))
    return "".join(pieces)


def _describe_timex3(record: DateMention, number: int) -> tuple[str, dict[str, str]]:
    kind = "TIME" if record.granularity == "minute" else "DATE"
    return "TIMEX3", {"tid": f"t{number}", "type": kind, "value": format_timex3(record)}


def format_timex3(record: DateMention) -> str:
    """Return the value of a date as TIMEX3 writes it: `2013-Q1`, `2013-W12`, `201` for a decade, `XXXX-07-16`."""
    value = (record.value or "").replace("?", "")
    if not value:
        return "PRESENT_REF" if record.kind == "relative" and record.granularity is None else "XXXX-XX-XX"
    if record.granularity in ("week", "weekend") and record.first_day is not None:
        year, week, _ = date.fromisoformat(record.first_day).isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if record.granularity == "weekend" else "")
    if value.startswith("["):
        value = value[1:-1].split(",")[0]
    if "/" in value:
        return _shorten_interval(value)
    if match := _SEASON.fullmatch(value):
        return f"{match[1]}-{_SEASONS[match[2]]}"
    return _write_year(value)


def _shorten_interval(value: str) -> str:
    """Return a quarter or a half year; else what both ends have in common, for TIMEX3 has no intervals."""
    if match := _MONTHS_INTERVAL.fullmatch(value):
        months = match[2], match[4]
        return f"{match[1]}-{_QUARTER_MONTHS.get(months) or _HALF_MONTHS.get(months) or match[2]}"
    first, last = (end.split("-") for end in value.split("/"))
    common = itertools.takewhile(lambda parts: parts[0] == parts[1], zip(first, last, strict=False))
    return "-".join(part for part, _ in common) or first[0]


def _write_year(value: str) -> str:
    """Return a value with its year as TIMEX3 writes it: `BC0044`, `BC03` for a century, `201` for a decade."""
    if value.startswith("-") and value.endswith("X"):
        return f"BC{value[1:].rstrip('X')}"
    if value.startswith("-"):
        return f"BC{1 - int(value[:5]):04d}{value[5:]}"
    return value if value.startswith("XXXX") else value.rstrip("X")


def _describe_tei(record: DateMention) -> tuple[str, dict[str, str]]:
    attributes: dict[str, str] = {}
    if record.calendar != "gregorian":
        attributes["calendar"] = f"#{record.calendar}"
    if record.first_day is None:
        return "date", attributes
    if record.last_day is None:
        return "date", attributes | {"from": record.first_day}
    if record.ambiguous and record.alternatives:
        attributes |= {"notBefore": record.first_day, "notAfter": record.last_day}
    elif record.kind == "range":
        attributes |= {"from": record.first_day, "to": record.last_day}
    elif record.first_day == record.last_day:
        attributes["when"] = (record.value or record.first_day).strip("?")
    else:
        attributes |= {"notBefore": record.first_day, "notAfter": record.last_day}
    if "?" in (record.value or ""):
        attributes["cert"] = "medium"
    return "date", attributes
