"""The entry point: signals, streams, and every way a run can end, with its exit code.

Exit codes: 0 done · 1 only with --exit-code · 2 usage · 3 done, but some input was skipped · 4 nothing could be
done · 70 a bug · 130 interrupted.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import signal
import sys
from types import FrameType
from typing import Any, NoReturn

from corpuskit import __version__
from corpuskit.cli.messages import clear_line, say, say_code

EXIT_BUG = 70
_EXIT_NOTHING_DONE = 4
_SIGNAL_BASE = 128
# In seconds: when the object is gone.
_SOON = 0.01
_ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
_VERBOSE = frozenset(("-v", "--verbose"))
# Read by numpy as it is imported. Nothing here multiplies matrices, for which it would start a thread for each core:
# even idle they spin, and slow every release of memory. Nor do arrays that live for a moment repay huge pages, for
# which the kernel has to compact memory first. Together they took a tenth of the time of `dedupe`.
_NUMPY_SETTINGS = {"OPENBLAS_NUM_THREADS": "1", "NUMPY_MADVISE_HUGEPAGE": "0"}


class Interrupted(BaseException):
    """The user or the system ends the run; no handler of ordinary errors may stop that."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = _SIGNAL_BASE + number


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    code = run(sys.argv[1:])
    # The interpreter, as it ends, looks for garbage in circles once more.
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Return the exit code of the command line `arguments`.

    Args:
        arguments: What was typed after `corpuskit`.
    """
    try:
        for name in _ENDING_SIGNALS:
            if (number := getattr(signal, name, None)) is not None:
                signal.signal(number, _interrupt)
        if hasattr(signal, "setitimer"):
            sys.unraisablehook = _interrupt_again
        # Start-up makes 300,000 objects, which stay: a search for garbage among them is in vain. A command begins it.
        gc.disable()
        for name, value in _NUMPY_SETTINGS.items():
            os.environ.setdefault(name, value)
        _prepare_streams()
        return _run_checked(arguments)
    except Interrupted as interruption:
        clear_line()
        _drop_output(1, 2)
        return interruption.exit_code
    finally:
        gc.enable()


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    raise Interrupted(number)


def _interrupt_again(unraisable: sys.UnraisableHookArgs) -> None:
    """Raise an interruption anew that came while an object was being deleted, where Python drops exceptions."""
    if not isinstance(unraisable.exc_value, Interrupted):
        sys.__unraisablehook__(unraisable)
        return
    number = unraisable.exc_value.exit_code - _SIGNAL_BASE
    signal.signal(signal.SIGALRM, lambda _alarm, frame: _interrupt(number, frame))
    signal.setitimer(signal.ITIMER_REAL, _SOON)


def _drop_output(*descriptors: int) -> None:
    from corpuskit.files import drop_output

    drop_output(*descriptors)


def _prepare_streams() -> None:
    if sys.stderr is None:
        # Somebody who closes standard error wants no messages; the records are written all the same.
        from corpuskit.files import open_null

        sys.stderr = open_null()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(AttributeError, ValueError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _run_checked(arguments: list[str]) -> int:
    """Return the exit code of a command line, whatever goes wrong in it."""
    try:
        if sys.stdout is None:
            # The next file that is opened would take its place.
            _report_text("standard output is closed")
            return _EXIT_NOTHING_DONE
        code = _answer(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output(1, 2)
        return 0
    except OSError as error:
        _report_text(f"{_describe_place(error)}: {error.strerror or error}")
        _drop_output(1)
        return _EXIT_NOTHING_DONE
    except MemoryError:
        _report_text("there is not enough memory for all of this together")
        say("  hint: fewer files at a time, or --jobs 1")
        _drop_output(1)
        return _EXIT_NOTHING_DONE
    except Exception as error:  # noqa: BLE001 — the last line of defence: a bug is reported, not shown as a traceback
        return _report_exception(error, is_verbose=not _VERBOSE.isdisjoint(arguments))
    return code


def _answer(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        # Answered before the command line is even imported: it takes a fifth of the time.
        print(f"corpuskit {__version__}")  # noqa: T201 — the one line that needs no writer
        return 0
    from corpuskit.cli.app import run_app

    return run_app(arguments)


def _describe_place(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT):
        return "cannot write standard output"
    return f"cannot use {error.filename!r}" if error.filename is not None else "cannot go on here"


def _report_exception(error: Exception, *, is_verbose: bool) -> int:
    """Say what went wrong and return the exit code for it."""
    from corpuskit.errors import CorpuskitError, OutputClosedError

    if isinstance(error, OutputClosedError):
        _drop_output(1, 2)
        return 0
    if isinstance(error, CorpuskitError):
        _report(error, is_verbose=is_verbose)
        # What could not be written must not be tried again when the interpreter ends.
        _drop_output(1)
        return error.exit_code
    return _report_unexpected(error)


def _report(error: Any, *, is_verbose: bool) -> None:
    from corpuskit.errors import PatternError
    from corpuskit.options import OptionError

    if isinstance(error, OptionError):
        error = error.on_command_line()
    _report_text(error.message)
    if isinstance(error, PatternError) and error.column is not None:
        from corpuskit.output.cells import measure_cells
        from corpuskit.output.safe import make_terminal_safe

        say(f"  {error.pattern}")
        say(f"  {' ' * measure_cells(make_terminal_safe(error.pattern[: error.column]))}^")
    if error.hint:
        say(f"  hint: {error.hint}")
    if is_verbose and error.code:
        say_code(error.code)


def _report_text(message: str) -> None:
    say(f"corpuskit: error: {message}")


def _find_cure(command: str, option: str | None) -> str | None:
    """Return what does here what an option does that other tools have; None where nothing is known of it."""
    if option is None:
        return None
    from corpuskit.cli.synonyms import find_cure

    return find_cure(command.split()[1:], option)


def _report_unexpected(error: Exception) -> int:
    # A usage error of the parser: its class is private to typer, its method is not.
    format_message = getattr(error, "format_message", None)
    if format_message is not None:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "corpuskit"
        cure = _find_cure(path, getattr(error, "option_name", None))
        # What is spelled alike does something else, where we know what was meant.
        _report_text((format_message() if cure is None else format_message().split(" (")[0]).rstrip("."))
        say(f"  hint: {cure or f'{path} --help'}")
        return 2
    if os.environ.get("CORPUSKIT_DEBUG"):
        import traceback

        traceback.print_exception(error)
        return EXIT_BUG
    _report_text(f"a bug: {type(error).__name__}: {error}")
    say("  hint: set CORPUSKIT_DEBUG=1 to see where, and please report it")
    return EXIT_BUG
