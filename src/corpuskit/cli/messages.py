"""Messages to the user, on standard error; records never depend on whether anybody reads them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpuskit.records import Issue


def say(line: str) -> None:
    """Write a line to standard error, made harmless; when nobody takes it, it is dropped."""
    from corpuskit.output.safe import make_terminal_safe

    try:
        print(make_terminal_safe(line), file=sys.stderr, flush=True)  # noqa: T201 — this is where messages leave
    except OSError:
        from corpuskit.files import drop_output

        drop_output(2)


def say_code(code: str) -> None:
    """Say by which code more is known of a message."""
    say(f"  code: {code} (corpuskit explain {code})")


def say_issue(issue: Issue, *, with_code: bool = False) -> None:
    """Tell the user about an issue.

    Args:
        issue: The issue.
        with_code: Whether its code is told.
    """
    level = "warning" if issue.skipped else "note"
    message = issue.message if issue.path in issue.message else f"{issue.path}: {issue.message}"
    say(f"corpuskit: {level}: {message}")
    if issue.hint:
        say(f"  hint: {issue.hint}")
    if with_code:
        say_code(issue.kind)
