"""Progress of a long command, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable

# In seconds: what is done sooner shows none.
_AFTER = 0.5


def make_progress() -> Callable[[float], None] | None:
    """Return what shows the progress of a search on the terminal; None where there is none."""
    if not sys.stderr.isatty():
        return None
    import time

    begun = time.monotonic()

    def show(part: float) -> None:
        passed = time.monotonic() - begun
        if passed < _AFTER:
            return
        left = f", {passed / part - passed:.0f} s to go" if 0 < part < 1 else ""
        # The line is wiped when all is done.
        line = f"\r\x1b[Kcorpuskit: compared {part:.0%}{left}" if part < 1 else "\r\x1b[K"
        print(line, end="", file=sys.stderr, flush=True)  # noqa: T201 — a progress line

    return show
