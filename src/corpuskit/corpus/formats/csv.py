"""Comma-separated values: each row is an object with the fields of a document."""

from __future__ import annotations

from collections.abc import Iterator

from corpuskit.corpus.document import Document
from corpuskit.corpus.formats import delimited
from corpuskit.corpus.input import Input
from corpuskit.corpus.options import CorpusOptions
from corpuskit.records import Issue

_DELIMITER = ","


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the document of each row, and an issue for each row that holds none."""
    yield from delimited.read_table(source, _DELIMITER)


def iter_rows(text: str, options: CorpusOptions) -> Iterator[delimited.TableRow]:
    """Yield the rows of a table, with the places where they stand."""
    rows = delimited.iter_rows(text, options, _DELIMITER)
    yield from (row for row in rows if row.number and row.problem is None)
