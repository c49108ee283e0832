"""What all records have in common."""

import re
from collections.abc import Callable
from typing import Annotated, ClassVar, Self

import msgspec

Day = Annotated[str, msgspec.Meta(extra={"kind": "day"})]
"""A day, ISO 8601: text in a record, a date in a table of Arrow."""


class Row(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """What a command writes: a row of a table."""

    columns: ClassVar[tuple[str, ...]] = ()
    """The columns of a table, unless the user names others; CSV and TSV have all flat fields."""
    sections: ClassVar[dict[str, str]] = {}
    """Fields that are true of the last records only, each with the heading that stands above these on a terminal."""


class Record(Row, frozen=True):
    """A finding that is an exact slice of one document.

    Attributes:
        doc: The id of the document.
        line: The line on which the slice starts, from 1.
        start: Index of its first code point.
        end: Index after its last code point.
    """

    columns: ClassVar[tuple[str, ...]] = ("doc", "line")

    doc: str
    line: int
    start: int
    end: int


class PackedOffsets(msgspec.Struct, frozen=True, kw_only=True):
    """A partial result of one document whose offsets are in arrays, where their names do not tell them.

    Attributes:
        doc: The id of the document.
    """

    doc: str

    def map_offsets(self, convert: Callable[[int], int]) -> Self:
        """Return the same with other offsets.

        Args:
            convert: Gives the new offset for an old one.
        """
        raise NotImplementedError


class Issue(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="issue"):
    """Something that the user must know: an input that was skipped, a contradiction that was met.

    Attributes:
        path: The file or document it is about.
        kind: A short name: `decode`, `binary`, `unreadable`, `row`, ….
        message: What happened, with the byte offset or line where there is one.
        hint: The cure; None where there is none to give.
        skipped: Whether some input was left out because of it, so that the run ends with exit code 3.
    """

    path: str
    kind: str
    message: str
    hint: str | None = None
    skipped: bool = False

    def describe(self) -> str:
        """Return the message, after the path where the message does not name it."""
        # A path may be a word of the message: what was skipped is named at its beginning, or in quotation marks.
        is_named = self.message.startswith(f"{self.path}: ") or repr(self.path) in self.message
        if not is_named and not self.skipped:
            is_named = re.search(rf"(?<!\w){re.escape(self.path)}(?!\w)", self.message) is not None
        return self.message if is_named else f"{self.path}: {self.message}"
