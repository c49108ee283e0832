"""Files and pipes: where output goes, and what happens when it cannot.

A file is written beside its target and renamed when it is complete, so that an interrupted run leaves the old
file or none. A reader that goes away ends the run quietly.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO

from corpuskit.errors import OutputClosedError, OutputError

_BUFFERED_BYTES = 1 << 16


class StreamSink:
    """Writes to a binary stream in pieces.

    Args:
        stream: The stream.
        name: How the user knows it.
        is_prompt: Whether somebody watches, so that each document should be shown when it is done.
    """

    def __init__(self, stream: BinaryIO, name: str, *, is_prompt: bool = False) -> None:
        self._stream = stream
        self._name = name
        self._pending: list[bytes] = []
        self._size = 0
        self.is_prompt = is_prompt

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
            raise OutputError(f"cannot write {self._name}: {error.strerror or error}") from error


@contextlib.contextmanager
def open_sink(path: str | None) -> Iterator[StreamSink]:
    """Yield a sink for the file `path`, which appears only when all is written, or for standard output.

    Args:
        path: The target; None or `-` for standard output.

    Raises:
        OutputError: The file cannot be written; nothing of it is left behind.
        OutputClosedError: The reader of standard output has gone away.
    """
    if path is None or path == "-":
        sink = StreamSink(sys.stdout.buffer, "standard output", is_prompt=sys.stdout.isatty())
        yield sink
        sink.flush()
    else:
        with _replaced_file(path) as stream:
            sink = StreamSink(stream, repr(path))
            yield sink
            sink.flush()


@contextlib.contextmanager
def _replaced_file(path: str) -> Iterator[BinaryIO]:
    if os.path.exists(path) and not os.path.isfile(path):
        # A device or a pipe is written in place: there is nothing to replace.
        with _output_errors(path):
            device = open(path, "wb")  # noqa: SIM115 — closed below
        yield from _closed_with_care(device, path)
        return
    import tempfile

    with _output_errors(path):
        target = os.path.realpath(path)
        descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".corpuskit-")
    try:
        yield from _closed_with_care(os.fdopen(descriptor, "wb"), path)
        with _output_errors(path):
            os.chmod(temporary, _choose_mode(target))
            os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _closed_with_care(stream: BinaryIO, path: str) -> Iterator[BinaryIO]:
    """Yield `stream` once and close it, where the last of what is buffered may find the disk full."""
    try:
        yield stream
    finally:
        with _output_errors(path):
            stream.close()


def _choose_mode(target: str) -> int:
    """Return the permissions of the file that is replaced, or those that a new one gets."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(os.stat(target).st_mode)
    return 0o666 & ~read_umask()


def read_umask() -> int:
    """Return the permissions that new files of this process do not get."""
    # The only way to read the mask is to set it.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _output_errors(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = "name a file in a directory that exists" if isinstance(error, FileNotFoundError) else None
        raise OutputError(f"cannot write {path!r}: {error.strerror or error}", hint=hint) from error
