"""The entry point: signals, streams, and every way a run can end, with its exit code.

Exit codes: 0 done · 1 only with --exit-code · 2 usage · 3 done, but some input was skipped · 4 nothing could be
done · 70 a bug · 130 interrupted.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn

from corpuskit import __version__

EXIT_BUG = 70
_SIGNAL_BASE = 128


class Interrupted(BaseException):
    """The user or the system ends the run; no handler of ordinary errors may stop that."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = _SIGNAL_BASE + number


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Return the exit code of the command line `arguments`.

    Args:
        arguments: What was typed after `corpuskit`.
    """
    if arguments in (["--version"], ["-V"]):
        # Answered before the command line is even imported: it takes a fifth of the time.
        print(f"corpuskit {__version__}")  # noqa: T201 — the one line that needs no writer
        return 0
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupt)
        _prepare_streams()
        return _run_app(arguments)
    except Interrupted as interruption:
        _abandon_streams()
        return interruption.exit_code


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    raise Interrupted(number)


def _prepare_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(AttributeError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _run_app(arguments: list[str]) -> int:
    from corpuskit.errors import CorpuskitError, OutputClosedError

    if sys.stdout is None or sys.stderr is None:
        # A closed stream would make the next file that is opened take its place.
        return _report_closed_stream()
    try:
        from corpuskit.cli.app import run_app

        code = run_app(arguments)
        sys.stdout.flush()
    except (OutputClosedError, BrokenPipeError):
        _abandon_streams()
        return 0
    except CorpuskitError as error:
        _report(error)
        # What could not be written must not be tried again when the interpreter ends.
        _abandon_streams(1)
        return error.exit_code
    except OSError as error:
        # What is left in the buffer of standard output could not be written when help was printed.
        _report_text(f"cannot write standard output: {error.strerror or error}")
        _abandon_streams()
        return CorpuskitError.exit_code
    except Exception as error:  # noqa: BLE001 — the last line of defence: a bug is reported, not shown as a traceback
        return _report_unexpected(error)
    return code


def _report_closed_stream() -> int:
    if sys.stderr is not None:
        _report_text("standard output is closed")
    return 4


def _report(error: Any) -> None:
    from corpuskit.errors import PatternError

    _report_text(error.message)
    if isinstance(error, PatternError) and error.column is not None:
        from corpuskit.output.cells import measure_cells
        from corpuskit.output.safe import make_terminal_safe

        shown = make_terminal_safe(error.pattern)
        before = make_terminal_safe(error.pattern[: error.column])
        _print_error(f"  {shown}\n  {' ' * measure_cells(before)}^")
    if error.hint:
        _print_error(f"  hint: {_safe(error.hint)}")


def _report_text(message: str) -> None:
    _print_error(f"corpuskit: error: {_safe(message)}")


def _safe(message: str) -> str:
    from corpuskit.output.safe import make_terminal_safe

    return make_terminal_safe(message)


def _print_error(line: str) -> None:
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)  # noqa: T201 — this is where messages leave


def _report_unexpected(error: Exception) -> int:
    if os.environ.get("CORPUSKIT_DEBUG"):
        import traceback

        traceback.print_exception(error)
        return EXIT_BUG
    # A usage error of the parser: its class is private to typer, its method is not.
    format_message = getattr(error, "format_message", None)
    if format_message is not None:
        _report_text(format_message().rstrip("."))
        context = getattr(error, "ctx", None)
        _print_error(f"  hint: {context.command_path if context else 'corpuskit'} --help")
        return 2
    _report_text(f"a bug: {type(error).__name__}: {error}")
    _print_error("  hint: set CORPUSKIT_DEBUG=1 to see where, and please report it")
    return EXIT_BUG


def _abandon_streams(*descriptors: int) -> None:
    """Point standard output and error, or those named, at nothing, so that the interpreter's last flush is harmless."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        for descriptor in descriptors or (1, 2):
            os.dup2(null, descriptor)
        os.close(null)
