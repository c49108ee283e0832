"""Which fields of a record are shown, and how a value becomes a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from corpuskit.errors import UsageError
from corpuskit.records import DifferenceStep, Record

TYPE_COLUMN = "type"
# Words of an unchanged stretch that are shown at either end of it.
_DIFFERENCE_CONTEXT = 4


def list_columns(record_type: type[Record]) -> list[str]:
    """Return the names of all columns of a record type, `type` first, in the order of its fields."""
    return [TYPE_COLUMN, *(field.encode_name for field in msgspec.structs.fields(record_type))]


def choose_columns(record_type: type[Record], wanted: str | None, default: Sequence[str]) -> list[str]:
    """Return the columns to show.

    Args:
        record_type: The type of the records.
        wanted: Names separated by commas. Names with a hyphen before them are left out of the default. A name
            with a dot is a field of a nested record (`speaker.text`).
        default: The columns where nothing is wanted.

    Raises:
        UsageError: There is no column of such a name.
    """
    if not wanted:
        return list(default)
    known = list_columns(record_type)
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in names:
        base = name.removeprefix("-").split(".", 1)[0]
        if base not in known:
            import difflib

            close = difflib.get_close_matches(base, known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"columns: {', '.join(known)}"
            raise UsageError(f"no column {base!r}", hint=hint)
    dropped = {name[1:] for name in names if name.startswith("-")}
    kept = [name for name in names if not name.startswith("-")]
    return [name for name in kept or default if name not in dropped]


def make_getter(record_type: type[Record], column: str) -> Callable[[Any], Any]:
    """Return a function from a record to the value of `column`; None where a nested record is missing."""
    if column == TYPE_COLUMN:
        tag = record_type.__struct_config__.tag
        return lambda _record: tag
    base, *path = column.split(".")
    attribute = next(field.name for field in msgspec.structs.fields(record_type) if field.encode_name == base)
    if not path:
        return attrgetter(attribute)

    def get_nested(record: Any) -> Any:
        value = getattr(record, attribute)
        for name in path:
            value = value.get(name) if isinstance(value, dict) else getattr(value, name, None)
        return value

    return get_nested


def format_cell(value: Any) -> str:
    """Return a value as the text of a cell.

    None is empty; a number with a fraction has three digits after the point; a nested slice is its text; a list
    of plain values is joined by `; `; a word diff marks `[-what went-]` and `{+what came+}`; anything else nested is
    JSON.
    """
    make_text = _CELL_OF_TYPE.get(type(value))
    if make_text is not None:
        return make_text(value)
    if isinstance(value, msgspec.Struct) and hasattr(value, "text"):
        return str(value.text)
    if isinstance(value, list) and all(isinstance(item, (str, int)) for item in value):
        return "; ".join(map(str, value))
    if isinstance(value, list) and all(isinstance(item, DifferenceStep) for item in value):
        return " ".join(map(_format_step, value))
    return msgspec.json.encode(value).decode()


def _format_step(step: DifferenceStep) -> str:
    if step.operation == "equal":
        words = step.kept.split()
        if len(words) <= 2 * _DIFFERENCE_CONTEXT:
            return " ".join(words)
        return " ".join([*words[:_DIFFERENCE_CONTEXT], "…", *words[-_DIFFERENCE_CONTEXT:]])
    gone = f"[-{step.kept}-]" if step.kept else ""
    come = f"{{+{step.copy}+}}" if step.copy else ""
    return f"{gone} {come}".strip()


_CELL_OF_TYPE: dict[type, Callable[[Any], str]] = {
    type(None): lambda _nothing: "",
    str: str,
    bool: lambda value: "true" if value else "false",
    float: "{:.3f}".format,
    int: str,
}
