"""The text of records as it is, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from corpuskit.output.safe import make_terminal_safe
from corpuskit.output.sink import StreamSink
from corpuskit.records import TextSlice


def write_plain(sink: StreamSink, records: Iterable[TextSlice], *, is_terminal: bool) -> None:
    """Write texts one after the other.

    Args:
        sink: Where to.
        records: The texts.
        is_terminal: Whether a terminal shows them: then controls are made visible, and the last line is ended.
    """
    for record in records:
        if not is_terminal:
            sink.write(record.text.encode())
            continue
        for line in record.text.split("\n"):
            sink.write(f"{make_terminal_safe(line)}\n".encode())
