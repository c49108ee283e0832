"""Messages to the user, on standard error; records never depend on whether anybody reads them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpuskit.cli.options import RunOptions
    from corpuskit.records import Issue

EXIT_SKIPPED = 3
MOST_NOTES = 20
"""How many notes of one kind are told; what was skipped is always told."""


_is_line_shown = False


def show_line(line: str) -> None:
    """Write a line on the terminal that the next one replaces."""
    global _is_line_shown  # noqa: PLW0603 — there is one terminal
    _is_line_shown = True
    _write(f"\r\x1b[K{line}", end="")


def clear_line() -> None:
    """Wipe the line that `show_line` has written."""
    global _is_line_shown  # noqa: PLW0603
    if _is_line_shown:
        _is_line_shown = False
        _write("\r\x1b[K", end="")


def _write(text: str, end: str) -> None:
    try:
        print(text, end=end, file=sys.stderr, flush=True)  # noqa: T201 — this is where messages leave
    except OSError:
        from corpuskit.files import drop_output

        drop_output(2)


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural but for one: `1 file`, `2 files`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def say(line: str) -> None:
    """Write a line to standard error, made harmless; when nobody takes it, it is dropped."""
    from corpuskit.output.safe import make_terminal_safe

    clear_line()
    _write(make_terminal_safe(line), end="\n")


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
    say(f"corpuskit: {level}: {issue.describe()}")
    if issue.hint:
        say(f"  hint: {issue.hint}")
    if with_code:
        say_code(issue.kind)


class IssueLog:
    """Tells the user of issues and of what was done, unless nobody wants to know.

    Args:
        running: Whether anything is said, and how much.

    Attributes:
        exit_code: 3 as soon as an issue says that something was skipped, else 0.
    """

    def __init__(self, running: RunOptions) -> None:
        self._is_quiet = running.quiet
        self._is_verbose = running.verbose
        self._notes: dict[str, int] = {}
        self.exit_code = 0

    def tell(self, *issues: Issue) -> None:
        """Tell the user about issues: all that was skipped, and the first notes of each kind."""
        for issue in issues:
            if issue.skipped:
                self.exit_code = EXIT_SKIPPED
            if self._is_quiet or not self._is_worth_telling(issue):
                continue
            say_issue(issue, with_code=self._is_verbose)

    def _is_worth_telling(self, issue: Issue) -> bool:
        """Return whether an issue is told; of the first note that is not, it is said that there are more."""
        if issue.skipped or self._is_verbose:
            return True
        number = self._notes[issue.kind] = self._notes.get(issue.kind, 0) + 1
        if number == MOST_NOTES + 1:
            say(f"corpuskit: note: more notes like these ({issue.kind}) are not shown")
            say("  hint: -v shows all of them, and JSON output holds them")
        return number <= MOST_NOTES

    def note(self, message: str, *, hint: str | None = None) -> None:
        """Tell the user something; on a terminal in lines that fit."""
        if not self._is_quiet:
            for line in _iter_lines(f"corpuskit: {message}"):
                say(line)
            if hint:
                say(f"  hint: {hint}")


def _iter_lines(message: str) -> Iterable[str]:
    if not sys.stderr.isatty():
        return (message,)
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns
    return textwrap.wrap(
        message, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
