"""Fields of documents beside what is found in them, as `--show` adds them to any record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import msgspec

from corpuskit.corpus import Corpus
from corpuskit.corpus.selection import find_value
from corpuskit.errors import UsageError
from corpuskit.records import Record

_PREFIX = "doc_"


class DocumentFields:
    """Adds fields of the documents to records.

    Args:
        names: The fields, as conditions name them.
        record_type: The type of the records.
        corpus: The corpus, which is read once for them.

    Attributes:
        record_type: The type of the records with their fields: those of the documents have their own names, but for
            `doc_` before a name that the record has already.

    Raises:
        UsageError: The records are none of single documents, or no document has such a field.
    """

    def __init__(self, names: Iterable[str], record_type: Any, corpus: Corpus) -> None:
        if "doc" not in record_type.columns:
            raise UsageError(
                "--show has no effect on records of more than one document",
                hint="leave out --show",
            )
        self._names = tuple(dict.fromkeys(names))
        self._known = {
            document.id: tuple(find_value(document, name) for name in self._names) for document in corpus
        }
        for name, *values in zip(self._names, *self._known.values(), strict=True):
            if not any(value is not None for value in values):
                raise UsageError(
                    f"no document here has a field {name!r}",
                    hint="corpuskit list -f jsonl shows the fields in 'meta'",
                )
        self._fields = tuple(f"shown_{place}" for place in range(len(self._names)))
        taken = {field.encode_name for field in msgspec.structs.fields(record_type)} | {"type"}
        self.columns = tuple(_PREFIX + name if name in taken else name for name in self._names)
        self.record_type = _extend(record_type, dict(zip(self._fields, self.columns, strict=True)))

    def choose_columns(self, written: str | None) -> str | None:
        """Return the columns to show, with those of the documents behind the id; None for all.

        Args:
            written: Those that are shown without them, separated by commas; None for all.
        """
        return None if written is None else ",".join(_insert(tuple(written.split(",")), self.columns))

    def add(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield records with the fields of their documents."""
        for record in records:
            values = self._known.get(record.doc, (None,) * len(self._fields))
            own = {name: getattr(record, name) for name in record.__struct_fields__}
            shown = dict(zip(self._fields, values, strict=True))
            yield cast("Record", self.record_type(**own, **shown))


def _extend(record_type: Any, columns: dict[str, str]) -> Any:
    """Return the type with more fields.

    Args:
        record_type: The type of the records.
        columns: From the names of the fields to those under which they are written.
    """
    config = record_type.__struct_config__
    return msgspec.defstruct(
        record_type.__name__,
        [(name, str | None, None) for name in columns],
        bases=(record_type,),
        namespace={
            "__doc__": record_type.__doc__,
            "columns": _insert(record_type.columns, tuple(columns.values())),
        },
        tag=config.tag,
        tag_field=config.tag_field,
        rename=columns,
        frozen=True,
        kw_only=True,
    )


def _insert(columns: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    """Return columns with others after those that say where a record stands; without those that are there already."""
    new = tuple(name for name in added if name not in columns)
    place = max((columns.index(name) + 1 for name in ("doc", "line") if name in columns), default=0)
    return columns[:place] + new + columns[place:]
