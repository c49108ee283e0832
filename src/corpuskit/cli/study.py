"""A file that holds a study: queries with their names and options, to be run again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit.cli.options import Typed
from corpuskit.cli.settings import Setting, convert_setting, name_option, read_toml
from corpuskit.errors import UsageError, find_nearest

if TYPE_CHECKING:
    from corpuskit.options import Declared

_PATTERNS = ("pattern", "patterns")
_OF_QUERY = (
    "case_sensitive", "exact", "substring", "regex", "cql", "fold", "clitics", "hashtags",
)  # fmt: skip
# What belongs to a search without names, or is said by where the file stands; an index is asked for patterns as typed.
_NOT_IN_STUDY = frozenset({"first", "more", "study", "index"})


class SavedQuery(NamedTuple):
    """A query of a study.

    Attributes:
        patterns: Its patterns.
        typed: What would be typed for it.
    """

    patterns: tuple[str, ...]
    typed: Typed


class Study(NamedTuple):
    """What a file of a study holds.

    Attributes:
        queries: Its queries by their names.
        typed: What would be typed for all of it.
    """

    queries: dict[str, SavedQuery]
    typed: Typed


def read_study(path: str, typed: Typed) -> Study:
    """Return the study in a file; what was typed goes before what the file says.

    Args:
        path: The file.
        typed: What was typed.

    Raises:
        UsageError: It cannot be read, holds no query, or says what makes no sense.
    """
    typed.inputs.add(path)
    content = read_toml(path, "the study")
    if unknown := set(content) - {"options", "queries"}:
        raise UsageError(
            f"{path}: a study has no {min(unknown)!r}",
            hint="it has tables: [options], [queries], [queries.NAME]",
        )
    options, queries = (content.get(name, {}) for name in ("options", "queries"))
    if not isinstance(options, dict) or not isinstance(queries, dict):
        raise UsageError(f"{path}: options and queries are tables", hint="[options] on a line of its own")
    if not queries:
        raise UsageError(f"{path} holds no query", hint='[queries], and below it: law = "law|charter"')
    if not all(name.strip() for name in queries):
        raise UsageError(f"{path}: a query has no name", hint="hits say by it which query they answer")
    allowed = {name: each for name, each in typed.declared.items() if name not in _NOT_IN_STUDY}
    typed = _replace(typed, _read_options(f"{path} [options]", options, allowed))
    of_query = {name: typed.declared[name] for name in _OF_QUERY if name in typed.declared}
    return Study(
        {
            name: _read_query(f"{path} [queries.{name}]", query, typed, of_query)
            for name, query in queries.items()
        },
        typed,
    )


def _read_query(origin: str, query: Any, typed: Typed, declared: Mapping[str, Declared]) -> SavedQuery:
    """Return a query: a pattern, a list of patterns, or a table of patterns and options."""
    table = query if isinstance(query, dict) else {"patterns": query}
    named = [table[name] for name in _PATTERNS if name in table]
    patterns = [named[0]] if len(named) == 1 and isinstance(named[0], str) else named[0] if named else []
    is_read = (
        len(named) == 1 and isinstance(patterns, list) and all(isinstance(each, str) for each in patterns)
    )
    if not is_read or not patterns:
        raise UsageError(
            f"{origin} has no pattern", hint='pattern = "law*", or patterns = ["law*", "legal*"]'
        )
    options = {name: value for name, value in table.items() if name not in _PATTERNS}
    return SavedQuery(tuple(patterns), _replace(typed, _read_options(origin, options, declared)))


def _replace(typed: Typed, options: Mapping[str, Any]) -> Typed:
    """Return what would be typed with options of a file, but for those that were typed themselves."""
    return typed.replace(
        **{name: value for name, value in options.items() if not typed.is_on_command_line(name)}
    )


def _read_options(origin: str, options: dict[str, Any], declared: Mapping[str, Declared]) -> dict[str, Any]:
    """Return what would be typed for options, by the names of their fields."""
    fields = {name_option(each): field for field, each in declared.items()}
    found = {}
    for name, value in options.items():
        if name not in fields:
            near = find_nearest(name, fields)
            raise UsageError(
                f"{origin}: there is no option {name!r} here",
                hint=f"{near}?" if near else f"options are {', '.join(sorted(fields))}",
            )
        found[fields[name]] = convert_setting(Setting(name, value, origin), declared[fields[name]])
    return found
