"""Comma-separated values: each row is an object with the fields of a document."""

from functools import partial

from corpuskit.corpus.formats import delimited

read = partial(delimited.read_table, delimiter=",")
iter_rows = partial(delimited.iter_read_rows, delimiter=",")
