"""Files and pipes: where output goes, and what happens when it cannot. A reader that goes away ends the run quietly."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO

from corpuskit.errors import OutputClosedError, OutputError
from corpuskit.files import replace_file
from corpuskit.inputs import STANDARD_STREAM, InputFiles

_BUFFERED_BYTES = 1 << 16


class StreamSink:
    """Writes to a binary stream in pieces.

    Args:
        stream: The stream.
        name: How the user knows it.
        is_prompt: Whether somebody watches, so that each document should be shown when it is done.

    Attributes:
        name: How the user knows it.
        is_prompt: Whether somebody watches.
    """

    def __init__(self, stream: BinaryIO, name: str, *, is_prompt: bool = False) -> None:
        self._stream = stream
        self.name = name
        self._pending: list[bytes] = []
        self._size = 0
        self.is_prompt = is_prompt

    @property
    def is_pipe(self) -> bool:
        """Whether another program reads it."""
        try:
            mode = os.fstat(self._stream.fileno()).st_mode
        except (OSError, ValueError):
            return False
        return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)

    def write(self, data: bytes) -> None:
        """Take `data`; it is written when there is enough of it. Raises as `flush`."""
        self._pending.append(data)
        self._size += len(data)
        if self._size >= _BUFFERED_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is pending.

        Raises:
            OutputClosedError: The reader has gone away.
            OutputError: It cannot be written.
        """
        pending, self._pending, self._size = self._pending, [], 0
        try:
            self._stream.write(b"".join(pending))
            self._stream.flush()
        except BrokenPipeError as error:
            raise OutputClosedError from error
        except OSError as error:
            raise OutputError(f"cannot write {self.name}: {error.strerror or error}") from error


@contextlib.contextmanager
def open_sink(path: str | None, inputs: InputFiles) -> Iterator[StreamSink]:
    """Yield a sink for the file `path`, which appears only when all is written, or for standard output.

    Args:
        path: The target; None or `-` for standard output.
        inputs: What is read, none of which is written over.

    Raises:
        UsageError: The target is read.
        OutputError: The file cannot be written; nothing of it is left behind.
        OutputClosedError: The reader of standard output has gone away.
    """
    if path is None or path == STANDARD_STREAM:
        with contextlib.suppress(OSError, ValueError):
            inputs.claim_stream(sys.stdout.fileno(), "standard output")
        sink = StreamSink(sys.stdout.buffer, "standard output", is_prompt=sys.stdout.isatty())
        yield sink
        sink.flush()
    else:
        with replace_file(path, inputs) as stream:
            sink = StreamSink(stream, repr(path))
            yield sink
            sink.flush()
