"""Tables of text: where their rows stand, and what dialect they are written in.

A row that cannot be read costs that row and no other: reading goes on with the line after the one on which it begins.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from corpuskit.corpus.document import Document
from corpuskit.corpus.input import Input
from corpuskit.corpus.options import CorpusOptions
from corpuskit.patterns import compile_re
from corpuskit.records import Issue

_LINE = compile_re(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = compile_re(r"(?:\r\n|\r|\n)\Z")
_SEPARATOR_LINE = compile_re(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
_DELIMITERS = (",", ";", "\t", "|")
_COMMENT = "#"


class Dialect(NamedTuple):
    """How a table is written.

    Attributes:
        delimiter: The character between two cells.
        has_quotes: Whether a quotation mark at the beginning of a cell encloses it.
        has_comments: Whether lines that begin with `#` are no rows.
        start: Index of the first character of the header.
        line: The line on which that stands, from 1.
    """

    delimiter: str
    has_quotes: bool = True
    has_comments: bool = False
    start: int = 0
    line: int = 1


class TableRow(NamedTuple):
    """One row of a table as it is written.

    Attributes:
        number: Its number, from 1; 0 for the header.
        line: The line on which it begins, from 1.
        start: Index of its first character.
        end: Index after its last character, the line break included.
        names: The names of the columns.
        values: Its cells; empty where it cannot be read.
        problem: Why it cannot be read; None where it can.
        dialect: How the table is written.
        source: The row as it is written.
    """

    number: int
    line: int
    start: int
    end: int
    names: Sequence[str]
    values: list[str]
    problem: str | None
    dialect: Dialect
    source: str

    def get(self, name: str) -> str | None:
        """Return the value of a field; None where the row has none."""
        place = self.names.index(name) if name in self.names else len(self.values)
        return self.values[place] if place < len(self.values) else None

    def with_text(self, name: str, text: str) -> str:
        """Return the row as it is written with another value of one field."""
        values = list(self.values)
        values[self.names.index(name)] = text
        found = _LINE_END.search(self.source)
        line_end = found.group() if found else ""
        if not self.dialect.has_quotes:
            return self.dialect.delimiter.join(values) + line_end
        written = io.StringIO()
        csv.writer(written, delimiter=self.dialect.delimiter, lineterminator=line_end).writerow(values)
        return written.getvalue()


class _Lines:
    """The lines of a text from some place on; the place can be set back."""

    def __init__(self, text: str, position: int, line: int) -> None:
        self.text = text
        self.position = position
        self.line = line

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        found = _LINE.match(self.text, self.position)
        if found is None:
            raise StopIteration
        self.position = found.end()
        self.line += 1
        return found.group()


def read_table(source: Input, delimiter: str) -> Iterator[Document | Issue]:
    """Yield the document of each row, and an issue for each row that holds none.

    Args:
        source: The table.
        delimiter: The character between two cells that its format has of old.
    """
    decoded = source.decode_table(source.stream.read())
    if isinstance(decoded, Issue):
        yield decoded
        return
    source = source._replace(read_as=decoded.encoding)
    for row in iter_rows(decoded.text, source.options, delimiter):
        if row.number == 0:
            if (issue := source.check_header(row.names)) is not None:
                yield issue
                return
        elif row.problem is not None:
            yield source.make_row_issue(
                row.number, f"not valid CSV in line {row.line}: {row.problem}", hint=_QUOTING_HINT
            )
        elif len(row.values) > len(row.names):
            yield source.make_row_issue(row.number, f"{len(row.values)} cells under {len(row.names)} names")
        else:
            yield source.make_row_document(dict(zip(row.names, row.values, strict=False)), row.number)


_QUOTING_HINT = "where quotation marks do not enclose cells: --quoting none"


def iter_read_rows(text: str, options: CorpusOptions, delimiter: str) -> Iterator[TableRow]:
    """Yield the rows of a table that can be read, with the places where they stand. Arguments are those of `iter_rows`."""
    return (row for row in iter_rows(text, options, delimiter) if row.number and row.problem is None)


def iter_rows(text: str, options: CorpusOptions, delimiter: str) -> Iterator[TableRow]:
    """Yield the header of a table and its rows, also those that cannot be read, in order.

    Args:
        text: The table.
        options: How the corpus is read.
        delimiter: The character between two cells where neither the options nor the table say another.
    """
    dialect = find_dialect(text, options, delimiter)
    names: list[str] | None = None
    number = 0
    for row in _iter_raw(text, dialect):
        # What spreadsheets leave of rows without anything in them is no row either.
        if row.problem is None and (not row.values or (len(row.values) > 1 and not any(row.values))):
            continue
        if names is None:
            names = normalise_header(row.values, options)
            yield row._replace(names=names)
            continue
        if dialect.has_comments and row.source.startswith(_COMMENT) and len(row.values) < len(names):
            continue
        number += 1
        values = row.values
        while len(values) > len(names) and not values[-1]:
            values.pop()
        yield row._replace(number=number, names=names)


def _iter_raw(text: str, dialect: Dialect) -> Iterator[TableRow]:
    # The module's own limit, 128 kB a field, is no limit of a text.
    csv.field_size_limit(sys.maxsize)
    lines = _Lines(text, dialect.start, dialect.line)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if dialect.has_quotes else csv.QUOTE_NONE
    # Strict, or else a quotation mark that is not closed takes all rows after it into one.
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True, quoting=quoting)
    while True:
        start, line = lines.position, lines.line
        values: list[str] = []
        problem = None
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = str(error)
            lines.position, lines.line = start, line
            next(lines)
        end = lines.position
        yield TableRow(0, line, start, end, (), values, problem, dialect, text[start:end])


def find_dialect(text: str, options: CorpusOptions, delimiter: str) -> Dialect:
    """Return how a table is written: what the options say, else what its first lines say, else what is usual.

    Args:
        text: The table.
        options: How the corpus is read.
        delimiter: The character between two cells that the format of the table has of old.
    """
    dialect = Dialect(options.delimiter or delimiter, has_quotes=options.quoting != "none")
    if (named := _SEPARATOR_LINE.match(text)) is not None:
        dialect = dialect._replace(start=named.end(), line=2)
        if options.delimiter is None:
            return _find_quoting(text, dialect._replace(delimiter=named[1]), options)
    dialect = _skip_comments(text, dialect, options)
    if options.delimiter is None:
        usual_first = sorted(_DELIMITERS, key=lambda each: each != delimiter)
        tried = (dialect._replace(delimiter=each) for each in usual_first)
        dialect = next((each for each in tried if _names_text(text, each, options)), dialect)
    return _find_quoting(text, dialect, options)


def _skip_comments(text: str, dialect: Dialect, options: CorpusOptions) -> Dialect:
    """Return the dialect with the lines before the header passed over that begin with `#`."""
    after = dialect
    while text.startswith(_COMMENT, after.start):
        if any(_names_text(text, after._replace(delimiter=each), options) for each in _DELIMITERS):
            break
        found = _LINE.match(text, after.start)
        if found is None:  # pragma: no cover — a line begins there
            break
        after = after._replace(start=found.end(), line=after.line + 1, has_comments=True)
    return after


def _names_text(text: str, dialect: Dialect, options: CorpusOptions) -> bool:
    """Return whether the first row of a table, read in some dialect, names the field that holds the text."""
    header = next((row.values for row in _iter_raw(text, dialect) if row.values or row.problem), [])
    return options.text_field in normalise_header(header, options)


def _find_quoting(text: str, dialect: Dialect, options: CorpusOptions) -> Dialect:
    """Return the dialect, without quotes where a table with tabs is written as if there were no quoting.

    It is where each line has as many cells as the first when quotation marks mean nothing, while taken for quoting
    they are not closed on their line.
    """
    if dialect.delimiter != "\t" or options.quoting != "auto" or '"' not in text:
        return dialect
    counts: set[int] = set()
    is_raw = False
    lines = _Lines(text, dialect.start, dialect.line)
    for line in lines:
        content = line.rstrip("\r\n")
        if not content or (dialect.has_comments and content.startswith(_COMMENT)):
            continue
        cells = content.split("\t")
        counts.add(len(cells))
        if len(counts) > 1:
            return dialect
        is_raw = is_raw or any(_is_open(cell) for cell in cells if cell.startswith('"'))
    return dialect._replace(has_quotes=not is_raw)


def _is_open(cell: str) -> bool:
    """Return whether a cell that begins with a quotation mark is no quoted cell."""
    return len(cell) < 2 or not cell.endswith('"') or '"' in cell[1:-1].replace('""', "")  # noqa: PLR2004


def normalise_header(header: list[str], options: CorpusOptions) -> list[str]:
    """Return the names of columns, those that are read spelled as the options spell them."""
    spelled = {name.casefold(): name for name in options.fields if name not in header}
    while len(header) > 1 and not header[-1]:
        header = header[:-1]
    return [spelled.get(name.strip().casefold(), name) for name in header]
