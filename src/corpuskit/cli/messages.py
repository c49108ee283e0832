"""Messages to the user, on standard error; records never depend on whether anybody reads them."""

from __future__ import annotations

import contextlib
import os
import sys


def say(line: str) -> None:
    """Write a line to standard error, made harmless; when nobody takes it, it is dropped."""
    from corpuskit.output.safe import make_terminal_safe

    try:
        print(make_terminal_safe(line), file=sys.stderr, flush=True)  # noqa: T201 — this is where messages leave
    except OSError:
        abandon_streams(2)


def abandon_streams(*descriptors: int) -> None:
    """Point file descriptors at nothing, so that the interpreter's last flush of them is harmless.

    Args:
        descriptors: 1 for standard output, 2 for standard error.
    """
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        for descriptor in descriptors:
            os.dup2(null, descriptor)
        os.close(null)
