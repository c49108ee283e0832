"""Fields of documents beside what is found in them, as `--show` adds them to any record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import msgspec

from corpuskit.corpus import Corpus, Document
from corpuskit.corpus.selection import find_value
from corpuskit.corpus.sources import printable_path
from corpuskit.errors import UsageError
from corpuskit.patterns import compile_re
from corpuskit.records import Issue, Record

_PREFIX = "doc_"
# What the names of fields cannot hold in JSON as it is written here.
_UNFIT = compile_re(r'["\\\x00-\x1f]')


class DocumentFields:
    """Adds fields of the documents to records.

    Args:
        names: The fields, as conditions name them.
        record_type: The type of the records.
        corpus: The corpus; its documents are looked at as they are read.

    Attributes:
        record_type: The type of the records with their fields: those of the documents have their own names, but for
            `doc_` before a name that the record has already.

    Raises:
        UsageError: The records are none of single documents, or a field has a name that no column can have.
    """

    def __init__(self, names: Iterable[str], record_type: Any, corpus: Corpus) -> None:
        if "doc" not in record_type.columns:
            raise UsageError(
                "--show has no effect on records of more than one document",
                hint="leave out --show",
            )
        self._names = tuple(dict.fromkeys(names))
        if unfit := next(filter(_UNFIT.search, self._names), None):
            raise UsageError(
                f"--show cannot name a column {unfit!r}: it holds a quotation mark, a backslash or a control character",
                hint="corpuskit list -f jsonl shows all fields in 'meta'",
            )
        self._paths = corpus.paths
        self._known: dict[str, tuple[str | None, ...]] = {}
        self._unknown = set(self._names)
        corpus.on_document = self._take_note
        self._fields = tuple(f"shown_{place}" for place in range(len(self._names)))
        taken = {field.encode_name for field in msgspec.structs.fields(record_type)} | {"type"}
        self.columns = tuple(_PREFIX + name if name in taken else name for name in self._names)
        self.record_type = _extend(record_type, dict(zip(self._fields, self.columns, strict=True)))

    def _take_note(self, document: Document) -> None:
        values = tuple(find_value(document, name) for name in self._names)
        self._known[document.id] = values
        self._unknown -= {name for name, value in zip(self._names, values, strict=True) if value is not None}

    def choose_columns(self, written: str | None) -> str | None:
        """Return the columns to show, with those of the documents behind the id; None for all.

        Args:
            written: Those that are shown without them, separated by commas; None for all.
        """
        return None if written is None else ",".join(_insert(tuple(written.split(",")), self.columns))

    def add(self, record: Record) -> Record:
        """Return a record with the fields of its document, which was read before."""
        values = self._known.get(record.doc, (None,) * len(self._fields))
        own = {name: getattr(record, name) for name in record.__struct_fields__}
        shown = dict(zip(self._fields, values, strict=True))
        return cast("Record", self.record_type(**own, **shown))

    def find_unknown(self) -> Iterator[Issue]:
        """Yield an issue for each field that no document has, once all are read."""
        for name in self._names:
            if name in self._unknown:
                yield Issue(
                    path=", ".join(map(printable_path, self._paths[:1])),
                    kind="selection",
                    message=f"no document here has a field {name!r}; --show adds nothing",
                    hint="corpuskit list -f jsonl shows the fields in 'meta'",
                )


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
