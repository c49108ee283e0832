"""`corpuskit index drop`."""

from __future__ import annotations

from corpuskit.cli.index_place import IndexPlace
from corpuskit.cli.options import InputPaths, Typed
from corpuskit.options import Options

HELP = """Remove the database of a corpus; the corpus itself is not touched.

\b
Examples:
  corpuskit index drop texts/
"""


def list_options() -> tuple[type[Options], ...]:
    """Return the structs that declare the options."""
    return IndexPlace, InputPaths


def run(typed: Typed) -> int:
    """Remove a database and return the exit code."""
    from corpuskit.cli.run import choose_paths
    from corpuskit.index import choose_index_path, drop_index

    drop_index(typed["at"] or choose_index_path(choose_paths(typed.paths), None))
    return 0
