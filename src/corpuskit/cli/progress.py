"""Progress of a long command, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from corpuskit.cli.messages import clear_line, show_line

if TYPE_CHECKING:
    from corpuskit.corpus import Corpus

# In seconds: what is done sooner shows none.
_AFTER = 0.5
# In seconds: between two lines.
_BETWEEN = 0.1


class Progress:
    """A line on the terminal that says how far a command is, and how long it will still take.

    Args:
        verb: What is done.
        passes: How often it is done from beginning to end.
    """

    def __init__(self, verb: str, passes: int = 1) -> None:
        import time

        self._verb = verb
        self._passes = passes
        self._clock = time.monotonic
        self._begun = self._shown = self._clock()
        self._done_passes = 0
        self._part = 0.0

    def show(self, part: float) -> None:
        """Say that a part of a pass is done, 0 to 1; a smaller one than before is of the next pass."""
        if part < self._part:
            self._done_passes = min(self._done_passes + 1, self._passes - 1)
        self._part = part
        done = (self._done_passes + part) / self._passes
        if done >= 1:
            clear_line()
            return
        now = self._clock()
        passed = now - self._begun
        if passed < _AFTER or now - self._shown < _BETWEEN:
            return
        self._shown = now
        left = f", {passed / done - passed:.0f} s to go" if done > 0 else ""
        show_line(f"corpuskit: {self._verb} {done:.0%}{left}")


def make_progress(verb: str = "compared") -> Callable[[float], None] | None:
    """Return what shows the progress of a search on the terminal; None where there is none."""
    return Progress(verb).show if sys.stderr.isatty() else None


def watch_reading(corpus: Corpus, passes: int = 1, verb: str = "read") -> None:
    """Show on the terminal how much of a corpus has been read, whoever reads it.

    Args:
        corpus: The corpus.
        passes: How often it will be read.
        verb: What is done with what is read.
    """
    if not sys.stderr.isatty():
        return
    progress = Progress(verb, passes)
    total: int | None = None

    def show(size: int) -> None:
        nonlocal total
        if total is None:
            total = corpus.count_bytes()
        if total:
            progress.show(min(size / total, 1))

    corpus.on_read = show
