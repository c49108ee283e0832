"""The fields of a row: looking one up by its name, and all of them as metadata."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec

from corpuskit.patterns import compile_re

MISSING: Any = object()
"""Stands for the value of a field that a row does not have."""
# Times in seconds since 1970 are below it until the year 5138, times in milliseconds above it since 1973.
_LEAST_MILLISECONDS = 1e11
_LEAST_MICROSECONDS = 1e14
_NANOSECONDS = 1e17
# As X and as the archives of Google write them, in English.
_WRITTEN = (
    "%a %b %d %H:%M:%S %z %Y",
    "%A, %B %d, %Y at %I:%M:%S %p UTC",
    "%A, %d %B %Y at %H:%M:%S UTC",
)
# A number of so many digits counts the seconds or milliseconds since 1970, unless its digits are year, month, day, hour.
_COUNTED = compile_re(
    r"(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])\Z)\d{9,10}(?:\.\d+)?|\d{13}(?:\.\d+)?"
)


def look_up(row: Mapping[str, Any], name: str) -> Any:
    """Return the value of a field; `MISSING` where there is none.

    Args:
        row: The fields and values.
        name: The name of a field, or `a.b` for the field `b` of the object in the field `a`.
    """
    if name in row:
        return row[name]
    if "." not in name:
        return MISSING
    value: Any = row
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            return MISSING
        value = value[part]
    return value


class FieldNames(NamedTuple):
    """The fields of a row that are read: the text, the id, and those that metadata has under names of its own."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    date: str = "date"
    source: str = "source"
    author: str = "author"


class RowMetadata(Mapping[str, str]):
    """All fields of a row but the text and the id, those that are asked for by their own names first.

    They are read when one of them is asked for: most searches ask for none.

    Args:
        row: The fields and values.
        fields: The names of the fields that are read.
    """

    __slots__ = ("_fields", "_read", "_row")

    def __init__(self, row: Mapping[str, Any], fields: FieldNames) -> None:
        self._row = row
        self._fields = fields
        self._read: dict[str, str] | None = None

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __reduce__(self) -> tuple[type[dict[str, str]], tuple[dict[str, str]]]:
        return dict, (self._values,)

    @property
    def _values(self) -> dict[str, str]:
        if self._read is None:
            self._read = _read_metadata(self._row, self._fields)
        return self._read


def _read_metadata(row: Mapping[str, Any], fields: FieldNames) -> dict[str, str]:
    metadata = {}
    for name in ("title", "date", "source", "author"):
        value = look_up(row, getattr(fields, name))
        said = _name(value)
        if said:
            metadata[name] = make_printable(said)
    if _COUNTED.fullmatch(metadata.get("date", "")):
        metadata["date"] = read_time(metadata["date"]) or metadata["date"]
    for name, value in iter_fields(row):
        if name not in fields:
            metadata.setdefault(name, value)
    return metadata


def _name(value: object) -> str:
    """Return what a field says of a document; of objects, which say more of somebody or something, their names."""
    named = []
    for each in value if isinstance(value, list) else [value]:
        said = next((each[name] for name in _NAMES if name in each), None) if isinstance(each, dict) else each
        if said is not MISSING and said is not None and not isinstance(said, (dict, list)):
            named.append(_write(said))
    return ", ".join(filter(None, named))


# Fields of an object that name it, the first that it has.
_NAMES = ("name", "username", "screen_name", "handle", "title")


def iter_fields(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each field that holds one, those of nested objects as `a.b`."""
    # As deep as objects are nested, which is no deeper than a reader of JSON goes.
    waiting = [("", row)]
    while waiting:
        before, fields = waiting.pop()
        for name, value in fields.items():
            if isinstance(value, dict):
                waiting.append((f"{before}{name}.", value))
            elif value is not None and value not in ("", []):
                yield f"{before}{name}", make_printable(_write(value))


def _write(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(value) if all(isinstance(each, str) for each in value) else _encode(value)
    return str(value)


def _encode(value: object) -> str:
    try:
        return msgspec.json.encode(value, enc_hook=str).decode()
    except (ValueError, TypeError, RecursionError):
        return str(value)


def keep_known(**values: str | None) -> dict[str, str]:
    """Return the values that there are, by their names."""
    return {name: value for name, value in values.items() if value}


def is_unicode(text: str) -> bool:
    """Return whether a string holds no lone surrogate."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def make_printable(text: str) -> str:
    r"""Return `text` with lone surrogates written as `\udNNN`."""
    return text if text.isascii() or is_unicode(text) else text.encode("utf-8", "backslashreplace").decode()


def read_time(written: str | None) -> str | None:
    """Return a time as ISO 8601: from seconds, their thousandths or millionths since 1970, or as it is written."""
    if written is None:
        return None
    try:
        since = float(written)
    except ValueError:
        pass
    else:
        if since > _NANOSECONDS:
            return None
        unit = 1e6 if since > _LEAST_MICROSECONDS else 1000 if since > _LEAST_MILLISECONDS else 1
        seconds = since / unit
        try:
            return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
        except (ValueError, OverflowError, OSError):
            return None
    for form in _WRITTEN:
        try:
            return datetime.strptime(" ".join(written.split()), form).isoformat()  # noqa: DTZ007 — the form says it
        except ValueError:
            continue
    return written


def read_mail_date(written: str) -> str | None:
    """Return a date as mails have it in ISO 8601; None where it is none."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
