"""The text of records as it is, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from corpuskit.output.safe import make_terminal_safe
from corpuskit.output.sink import StreamSink
from corpuskit.records import TextSlice


class PlainFormat:
    """Writes texts one after the other.

    Args:
        is_terminal: Whether a terminal shows it: then controls are made visible, and the last line is ended.
    """

    def __init__(self, *, is_terminal: bool) -> None:
        self._is_terminal = is_terminal

    def write(self, sink: StreamSink, records: Iterable[TextSlice]) -> None:
        """Write the texts of `records` to `sink`."""
        for record in records:
            if not self._is_terminal:
                sink.write(record.text.encode())
                continue
            for line in record.text.split("\n"):
                sink.write(f"{make_terminal_safe(line)}\n".encode())
