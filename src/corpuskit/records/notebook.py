"""Records as a table in a notebook: text keeps its direction, differences are marked, nothing of it is markup."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import msgspec

from corpuskit.records.duplicates import DifferenceStep

SHOWN_ROWS = 20
"""Rows of a table in a notebook."""

_LONGEST = 200
_INSERTED = "background:#d9efdb;color:#14532d;text-decoration:none"
_DELETED = "background:#f8dcd8;color:#7f1d1d"


def draw_table(record_type: type[Any], records: Sequence[Any], *, has_more: bool) -> str:
    """Return records as a table of HTML.

    Args:
        record_type: Their type, whose columns are shown.
        records: The records.
        has_more: Whether there are more of them.
    """
    columns = list(getattr(record_type, "columns", record_type.__struct_fields__))
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    rows = "".join(
        f"<tr>{''.join(_draw_cell(record, column) for column in columns)}</tr>" for record in records
    )
    more = f"<p>The first {len(records)} records; there are more.</p>" if has_more else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"


def _draw_cell(record: object, column: str) -> str:
    value: Any = record
    for name in column.split("."):
        value = getattr(value, name, None)
    lang = getattr(record, "lang", None)
    if value is None:
        return "<td></td>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<td>{value:.3f}</td>" if isinstance(value, float) else f"<td>{value}</td>"
    about = f' lang="{escape(lang)}"' if lang else ""
    return f'<td dir="auto" style="text-align:start"{about}>{_draw_value(value)}</td>'


def _draw_value(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], DifferenceStep):
        return _draw_difference(value)
    if isinstance(value, msgspec.Struct):
        value = getattr(value, "text", msgspec.to_builtins(value))
    if isinstance(value, list):
        value = "; ".join(str(msgspec.to_builtins(each)) for each in value)
    text = str(value)
    return escape(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


def _draw_difference(steps: Sequence[DifferenceStep]) -> str:
    pieces = []
    for step in steps:
        if step.operation == "equal":
            pieces.append(escape(step.kept))
            continue
        if step.kept:
            pieces.append(f'<del style="{_DELETED}">{escape(step.kept)}</del>')
        if step.copy:
            pieces.append(f'<ins style="{_INSERTED}">{escape(step.copy)}</ins>')
    return " ".join(pieces)
