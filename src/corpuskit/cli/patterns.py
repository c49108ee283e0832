"""What is typed for a query: patterns, the lists that they name, and the size of the context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpuskit.errors import UsageError
from corpuskit.inputs import InputFiles


def choose_patterns(
    pattern: str | None, more: Sequence[str], paths: Sequence[str]
) -> tuple[tuple[str, ...], list[str]]:
    """Return the patterns and the paths: as in grep, the first argument is a path where -e gives the patterns.

    Raises:
        UsageError: There is no pattern.
    """
    if more:
        return tuple(more), [*([pattern] if pattern is not None else []), *paths]
    if pattern is None:
        raise UsageError("the pattern is missing", hint='corpuskit kwic "UN Charter" texts/')
    return (pattern,), list(paths)


def read_lists(patterns: Sequence[str], inputs: InputFiles) -> dict[str, tuple[str, ...]]:
    """Return the entries of the files that patterns name as `@file`, one a line.

    Args:
        patterns: The patterns.
        inputs: Takes note of the files.

    Raises:
        UsageError: A file cannot be read.
    """
    from corpuskit.kwic.query.simple import find_list_names

    lists: dict[str, tuple[str, ...]] = {}
    for name in (name for pattern in patterns for name in find_list_names(pattern)):
        inputs.add(name)
        try:
            with open(name, encoding="utf-8-sig") as file:
                lists[name] = tuple(entry for line in file if (entry := line.strip()))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(
                f"the list {name!r} cannot be read: {reason}", hint=r"write \@ for the character itself"
            ) from error
    return lists


def parse_context(typed: str, unit: str) -> tuple[tuple[int, int], Any]:
    """Return the sizes of the context before and after a match, and its unit.

    Args:
        typed: `N`, `N:M`, `sentence` or `paragraph`.
        unit: The unit of numbers.

    Raises:
        UsageError: It is none of them.
    """
    if typed in ("sentence", "paragraph"):
        return (0, 0), typed
    before, colon, after = typed.partition(":")
    if not (before.isdecimal() and before.isascii()) or (
        colon and not (after.isdecimal() and after.isascii())
    ):
        raise UsageError(
            f"--context takes N or N:M, whole numbers from 0, or sentence or paragraph, not {typed!r}",
            hint="-C 8, or -C 5:10",
        )
    # More digits than any text has characters.
    return (int(before[:9]), int((after if colon else before)[:9])), unit
