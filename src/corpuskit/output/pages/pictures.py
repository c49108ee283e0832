"""Pictures as SVG: how many dates fall in each period, and where in each document hits are.

A picture for a file of its own brings its colours; one for a page takes those of the page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from corpuskit.output.safe import make_cell_safe, make_xml_safe
from corpuskit.patterns import compile_re
from corpuskit.records import ConcordancePlot, DateCount
from corpuskit.records.arrow import count_days

# Sizes are in pixels.
_WIDTH = 960
_HEIGHT = 150
_LABELS = 26
_NARROWEST, _WIDEST = 4.0, 30.0
_LABEL_ROOM = 46
_MARGIN = 34
_END = 16
# Of periods without a date so many stand between two others; where there are more, three dots do.
_LONGEST_GAP = 3
_ROW = 26
_NAME_LENGTH = 34

_STYLE = """
svg { color-scheme: light dark; font: 12px system-ui, "Segoe UI", "Noto Sans", sans-serif; background: #fcfbf8; }
.bar { fill: #0b5d66; } .inferred { fill: #8fc3c8; } .axis { stroke: #e4e0d6; } text { fill: #6a665d; }
@media (prefers-color-scheme: dark) {
  svg { background: #17181a; } .bar { fill: #7cc7cf; } .inferred { fill: #33626a; } .axis { stroke: #34363a; } text { fill: #a19d94; }
}
"""
_PERIOD = compile_re(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?")


class Bar(NamedTuple):
    """A period of a timeline.

    Attributes:
        period: `2024`, `2024-07` or `2024-07-15`.
        dates: Number of dates in it.
        inferred: Number of those whose year was worked out.
    """

    period: str
    dates: int
    inferred: int = 0


def draw_timeline(bars: Sequence[Bar], *, is_file: bool = True, link: str | None = None) -> str:
    """Return a timeline as SVG: a bar for each period.

    Args:
        bars: The periods in order.
        is_file: Whether it is a file of its own.
        link: What a click on a bar leads to, before the period; None for nothing.
    """
    slots = _space_out(bars)
    most = max((bar.dates for bar in bars), default=1)
    step = min(_WIDEST, max(_NARROWEST, (_WIDTH - _MARGIN) / max(1, len(slots))))
    width = math.ceil(_MARGIN + step * len(slots)) + _END
    pieces = [
        f'<line class="axis" x1="{_MARGIN}" x2="{width}" y1="{y}" y2="{y}"/>'
        f'<text x="{_MARGIN - 6}" y="{y + 4}" text-anchor="end">{label}</text>'
        for y, label in ((14, most), (_HEIGHT, 0))
    ]
    free_from, labelled = 0.0, ""
    for number, slot in enumerate(slots):
        x = _MARGIN + number * step
        if slot is None:
            continue
        if isinstance(slot, str):
            pieces.append(
                f'<text x="{x + step / 2:.1f}" y="{_HEIGHT - 3}" text-anchor="middle">{slot}</text>'
            )
            continue
        pieces.append(_draw_bar(slot, x, step, most, link))
        year = slot.period[: 5 if slot.period.startswith("-") else 4]
        if year != labelled and x >= free_from:
            pieces.append(f'<text x="{x:.1f}" y="{_HEIGHT + 17}">{year}</text>')
            free_from, labelled = x + _LABEL_ROOM, year
    depth = max((bar.period.lstrip("-").count("-") for bar in bars), default=0)
    name = "Dates by " + ("year", "month", "day")[depth]
    return _wrap(pieces, max(width, 200), _HEIGHT + _LABELS, name, is_file=is_file, is_picture=link is None)


def _draw_bar(bar: Bar, x: float, step: float, most: int, link: str | None) -> str:
    room = _HEIGHT - 14
    height = room * bar.dates / most
    light = room * bar.inferred / most
    thick = max(step - (1 if step < 8 else 3), 2)  # noqa: PLR2004 — narrow bars stand closer
    told = f"{bar.period}: {bar.dates} date{'' if bar.dates == 1 else 's'}"
    if bar.inferred:
        told += f", {bar.inferred} with an inferred year"
    shapes = _draw_block("bar", x, _HEIGHT, thick, height)
    if bar.inferred:
        shapes += _draw_block("inferred", x, _HEIGHT - height + light, thick, light)
    if link is None:
        return f"<g><title>{told}</title>{shapes}</g>"
    target = make_xml_safe(link + bar.period, in_attribute=True)
    area = _draw_block("area", x, _HEIGHT, step, _HEIGHT)
    return f'<a href="{target}"><title>{told}</title>{area}{shapes}</a>'


def _draw_block(name: str, x: float, base: float, width: float, height: float) -> str:
    """Return a rectangle that stands on a base; a path takes half the characters of a `rect`."""
    return f'<path class="{name}" d="M{x:.1f} {base:.1f}v-{height:.1f}h{width:.1f}v{height:.1f}z"/>'


def _space_out(bars: Sequence[Bar]) -> list[Bar | str | None]:
    """Return the bars with what stands between them: None for a period without dates, dots for many."""
    slots: list[Bar | str | None] = []
    before: float | None = None
    depth = max((bar.period.lstrip("-").count("-") for bar in bars), default=0)
    for bar in bars:
        place = _find_place(bar.period, depth)
        missing = 0 if before is None else math.ceil(place - before - 1)
        slots += [None, "⋯", None] if missing > _LONGEST_GAP else [None] * max(0, missing)
        slots.append(bar)
        before = math.floor(place)
    return slots


def _find_place(period: str, depth: int) -> float:
    """Return the number of a period among those of the finest kind; a coarser one comes before the first of its own.

    Args:
        period: The period.
        depth: 0 where the finest are years, 1 for months, 2 for days.
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        return 0.0
    coarser = 0.5 * (depth - period.lstrip("-").count("-")) / 2
    if depth == 0:
        return float(match[1])
    if depth == 1:
        return int(match[1]) * 12 + int(match[2] or 1) - coarser
    return count_days(f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}") - coarser


class Spread(NamedTuple):
    """Where in a document hits are.

    Attributes:
        name: The document.
        hits: Their number.
        density: Their number in each part of the document.
    """

    name: str
    hits: int
    density: Sequence[int]


def draw_dispersion(spreads: Iterable[Spread], title: str) -> str:
    """Return a dispersion plot as an SVG file: a row for each document, with its hits along its length.

    Args:
        spreads: The documents in order.
        title: What the picture shows.
    """
    rows = list(spreads)
    most = max((max(row.density, default=0) for row in rows), default=1) or 1
    left, right = 260, 60
    room = _WIDTH - left - right
    pieces = []
    for number, row in enumerate(rows):
        base = (number + 1) * _ROW
        name = row.name if len(row.name) <= _NAME_LENGTH else row.name[: _NAME_LENGTH - 1] + "…"
        pieces.append(f'<text x="{left - 12}" y="{base - 4}" text-anchor="end">{_escape(name)}</text>')
        pieces.append(f'<line class="axis" x1="{left}" x2="{left + room}" y1="{base}" y2="{base}"/>')
        pieces.append(f'<text x="{left + room + 12}" y="{base - 4}">{row.hits}</text>')
        step = room / max(1, len(row.density))
        for place, count in enumerate(row.density):
            if count:
                height = (_ROW - 7) * (0.25 + 0.75 * count / most)
                pieces.append(_draw_block("bar", left + place * step, base, step - 1.5, height))
    return _wrap(pieces, _WIDTH, len(rows) * _ROW + 10, title, is_file=True, is_picture=True)


def _wrap(
    pieces: Iterable[str], width: int, height: int, title: str, *, is_file: bool, is_picture: bool
) -> str:
    label = make_xml_safe(make_cell_safe(title), in_attribute=True)
    role = "img" if is_picture else "group"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="{role}" aria-label="{label}">'
    )
    if is_file:
        head += f"<title>{_escape(title)}</title><style>{_STYLE}</style>"
    return head + "".join(pieces) + "</svg>" + ("\n" if is_file else "")


def _escape(text: str) -> str:
    return make_xml_safe(make_cell_safe(text))


def find_drawing(record_type: type[Any]) -> Callable[[Iterable[Any]], str] | None:
    """Return what draws the records of a type as an SVG file; None where there is no picture of them."""
    drawings: dict[type, Callable[[Iterable[Any]], str]] = {
        DateCount: _draw_date_counts,
        ConcordancePlot: _draw_plots,
    }
    return drawings.get(record_type)


def _draw_date_counts(records: Iterable[DateCount]) -> str:
    return draw_timeline(
        [Bar(record.period, record.dates) for record in records if record.period is not None]
    )


def _draw_plots(records: Iterable[ConcordancePlot]) -> str:
    rows = list(records)
    title = f"Hits of {rows[0].query}" if rows else "No hits"
    return draw_dispersion([Spread(row.doc, row.hits, row.density) for row in rows], title)
