"""Which fields of a record are shown, and how a value becomes a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, get_args, get_origin

import msgspec

from corpuskit.errors import UsageError, find_nearest
from corpuskit.records import CollocateExample, Record

TYPE_COLUMN = "type"


def list_columns(record_type: type[Record]) -> list[str]:
    """Return the names of all columns of a record type, `type` first, in the order of its fields."""
    # To look at the fields themselves would read their annotations each time.
    return [TYPE_COLUMN, *record_type.__struct_encode_fields__]


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
    if wanted is None:
        return list(default)
    names = [name.strip() for name in wanted.split(",") if name.strip()]
    for name in names:
        _check_column(record_type, name.removeprefix("-"))
    dropped = {name[1:] for name in names if name.startswith("-")}
    kept = [name for name in names if not name.startswith("-")]
    chosen = [name for name in kept or default if name not in dropped]
    if not names or not chosen:
        raise UsageError(
            f"no columns are left of {wanted!r}", hint=f"columns: {', '.join(list_columns(record_type))}"
        )
    return chosen


def _check_column(record_type: type[Record], name: str) -> None:
    known = list_columns(record_type)
    if name in known:
        return
    base, *path = name.split(".")
    if base in known and path:
        # The name of the type is no field.
        fields = {field.encode_name: field.type for field in msgspec.structs.fields(record_type)}
        known = [f"{base}.{nested}" for nested in _list_nested(fields.get(base, str))]
        if not known:
            raise UsageError(f"the column {base!r} has no fields of its own")
        # A table of free names, such as the metadata of a row, may have any.
        if f"{base}.*" in known or name in known:
            return
    near = find_nearest(name, known)
    raise UsageError(
        f"no column {name!r}", hint=f"did you mean {near!r}?" if near else f"columns: {', '.join(known)}"
    )


def _list_nested(annotation: object) -> list[str]:
    """Return the fields of a nested record, `*` for a dictionary, or nothing for a plain value."""
    kinds = get_args(annotation) or (annotation,)
    if get_origin(annotation) is dict:
        return ["*"]
    structs = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
    return (
        []
        if get_origin(annotation) is list
        else [name for kind in structs for name in kind.__struct_fields__]
    )


def make_getter(record_type: type[Record], column: str) -> Callable[[Any], Any]:
    """Return a function from a record to the value of `column`; None where a nested record is missing."""
    if column == TYPE_COLUMN:
        tag = record_type.__struct_config__.tag
        return lambda _record: tag
    attributes = dict(zip(record_type.__struct_encode_fields__, record_type.__struct_fields__, strict=True))
    # A field of the documents may have a dot in its name.
    if column in attributes:
        return attrgetter(attributes[column])
    base, _, nested = column.partition(".")
    attribute = attributes[base]
    return lambda record: find_nested(getattr(record, attribute), nested)


def find_nested(value: object, name: str) -> Any:
    """Return what is nested in a record, or in a dictionary whose names may have dots; None where it is missing."""
    if isinstance(value, dict) and name in value:
        return value[name]
    base, _, rest = name.partition(".")
    found = value.get(base) if isinstance(value, dict) else getattr(value, base, None)
    return find_nested(found, rest) if rest else found


def format_cell(value: object) -> str:
    """Return a value as the text of a cell.

    None is empty; a number with a fraction has three digits after the point; a nested slice is its text; a list
    of plain values is joined by `; `, one of examples by ` | `; anything else nested is JSON.
    """
    make_text = _CELL_OF_TYPE.get(type(value))
    if make_text is not None:
        return make_text(value)
    if isinstance(value, msgspec.Struct) and hasattr(value, "text"):
        return str(value.text)
    if isinstance(value, list) and all(isinstance(item, (str, int)) for item in value):
        return "; ".join(map(str, value))
    if isinstance(value, list) and all(isinstance(item, CollocateExample) for item in value):
        return " | ".join(item.text for item in value)
    return msgspec.json.encode(value).decode()


_CELL_OF_TYPE: dict[type, Callable[[Any], str]] = {
    type(None): lambda _nothing: "",
    str: str,
    bool: lambda value: "true" if value else "false",
    float: "{:.3f}".format,
    int: str,
}
