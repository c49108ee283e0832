"""How a corpus is read: the options of every command that concern its input."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from corpuskit.corpus.formats import FORMATS, InputFormat
from corpuskit.corpus.selection import check_day, parse_condition
from corpuskit.errors import UsageError
from corpuskit.text.segments import ParagraphRule

IdRule = Literal["relative", "path"]
"""What the id of a file is: its path below the corpus root without suffix, or its path as given."""

HtmlRule = Literal["article", "all"]
"""What is read of an HTML page."""

Quoting = Literal["auto", "none"]
"""What quotation marks of a table are."""

MAX_BYTES = 1_000_000_000
"""Number of bytes that one compressed or endless input may become, unless the user says otherwise."""


class FieldNames(NamedTuple):
    """The fields of a row that are read: the text, the id, and those that metadata has under names of its own."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    date: str = "date"
    source: str = "source"
    author: str = "author"


class CorpusOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a corpus is read.

    Attributes:
        input_format: Format of all inputs, whatever they contain; None to go by the suffix and the content of each.
        encoding: Encoding of input that is not UTF-8 and has no byte-order mark; `auto` for the one whose letters fit
            each input best, which is noted; None to refuse such input.
        text_field: Field of a row that holds the text.
        id_field: Field of a row that holds the id; a row without it is numbered.
        title_field: Field carried as the title.
        date_field: Field carried as the date.
        source_field: Field carried as the source.
        author_field: Field carried as the author.
        by_chat: Whether all messages of a chat are one document, instead of one each.
        html: `article`: the text of a page without menus, sharing bars and the like. `all`: everything visible.
        globs: Which files of a directory are taken, by name or path; empty for those of a known suffix.
        ids: `relative`: ids are paths below the corpus root, without suffix. `path`: paths as given.
        docs: Only documents whose id matches one of these globs; empty for all.
        where: Only documents for which these conditions hold: `FIELD=GLOB`, `FIELD!=GLOB`, `FIELD>=VALUE`, `FIELD<=VALUE`.
        since: Only documents whose metadata has this date or a later one: a year, a month or a day, ISO 8601.
        until: Only documents whose metadata has this date or an earlier one.
        langs: Only documents in one of these languages, ISO 639-1.
        paragraphs: Rule that splits text into paragraphs.
        language_model: Ask py3langid for languages, instead of the shipped tables.
        delimiter: Character between two cells of a table; None to see it from the header.
        quoting: `auto`: cells in quotation marks are enclosed by them. `none`: quotation marks mean nothing.
        max_bytes: Number of bytes that one compressed or endless input may become in memory.

    Raises:
        UsageError: There is no such format, the delimiter is not one character, or a condition or date is none.
    """

    input_format: InputFormat | None = None
    encoding: str | None = None
    text_field: str = "text"
    id_field: str = "id"
    title_field: str = "title"
    date_field: str = "date"
    source_field: str = "source"
    author_field: str = "author"
    by_chat: bool = False
    html: HtmlRule = "article"
    globs: tuple[str, ...] = ()
    ids: IdRule = "relative"
    docs: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    langs: tuple[str, ...] = ()
    paragraphs: ParagraphRule = "auto"
    language_model: bool = False
    delimiter: str | None = None
    quoting: Quoting = "auto"
    max_bytes: int = MAX_BYTES

    def __post_init__(self) -> None:
        if self.input_format is not None and self.input_format not in FORMATS:
            raise UsageError(f"no input format {self.input_format!r}", hint=f"use {', '.join(FORMATS)}")
        if self.delimiter is not None and len(self.delimiter) != 1:
            raise UsageError(
                f"the delimiter is one character, got {self.delimiter!r}", hint="for a tab: --delimiter tab"
            )

        for written in self.where:
            parse_condition(written)
        for option, day in (("--since", self.since), ("--until", self.until)):
            if day is not None:
                check_day(day, option)

    @property
    def fields(self) -> FieldNames:
        """The fields of a row that are read."""
        return FieldNames(
            self.text_field,
            self.id_field,
            self.title_field,
            self.date_field,
            self.source_field,
            self.author_field,
        )
