"""A stream that holds no more in memory than it is allowed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

Stream = Any
"""Bytes to be read; the streams of files, pipes, gzip, bz2 and zstandard have no type in common."""

_CHUNK_BYTES = 1 << 20


class InputTooLargeError(OSError):
    """An input holds more bytes than were allowed.

    Args:
        limit: The number that was allowed.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(f"it holds more than {limit:,} bytes")
        self.limit = limit


class BoundedStream:
    """The bytes of an input, read as a whole or line by line.

    Args:
        raw: The bytes.
        limit: Number of bytes that may be held at a time; None for a file whose size is known beforehand.
        below: What the bytes are made of, to be closed with them; None where there is nothing.

    Attributes:
        raw: See above.
    """

    def __init__(self, raw: Stream, limit: int | None, below: Stream | None = None) -> None:
        self.raw = raw
        self._below = below
        self._limit = limit
        self._ahead = b""

    @property
    def is_bounded(self) -> bool:
        """Whether its bytes are not those of a file, of which nobody knows how many they become."""
        return self._limit is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the bytes, and what they are made of."""
        self.raw.close()
        if self._below is not None:
            self._below.close()

    @property
    def position(self) -> int:
        """Number of bytes of the file that have been taken, compressed as they are; 0 where that is not known."""
        try:
            return int((self.raw if self._below is None else self._below).tell())
        except (OSError, ValueError):
            return 0

    def read_head(self, size: int) -> bytes:
        """Return the first bytes, up to `size`; they are read again afterwards. Call it before anything else.

        Raises:
            OSError: They cannot be read.
        """
        while len(self._ahead) < size and (chunk := self.raw.read(size - len(self._ahead))):
            self._ahead += chunk
        return self._ahead

    def read(self) -> bytes:
        """Return all bytes.

        Raises:
            InputTooLargeError: There are more than the limit.
            OSError: They cannot be read.
        """
        if self._limit is None:
            data: bytes = self._ahead + self.raw.read()
            self._ahead = b""
            return data
        chunks, self._ahead = [self._check(self._ahead)], b""
        size = len(chunks[0])
        while chunk := self.raw.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > self._limit:
                raise InputTooLargeError(self._limit)
            chunks.append(chunk)
        return b"".join(chunks)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines, each with the line feed at its end.

        Raises:
            InputTooLargeError: One of them has more bytes than the limit.
            OSError: They cannot be read.
        """
        while self._ahead:
            end = self._ahead.find(b"\n") + 1
            if end:
                line, self._ahead = self._ahead[:end], self._ahead[end:]
                yield self._check(line)
            else:
                begun, self._ahead = self._ahead, b""
                yield begun + self._read_line(begun)
        if self._limit is None:
            yield from self.raw
        while line := self._read_line(b""):
            yield line

    def _read_line(self, begun: bytes) -> bytes:
        """Return the rest of a line."""
        if self._limit is None:
            rest: bytes = self.raw.readline()
            return rest
        self._check(begun)
        line: bytes = self.raw.readline(self._limit - len(begun) + 1)
        self._check(begun + line)
        return line

    def _check(self, line: bytes) -> bytes:
        if self._limit is not None and len(line) > self._limit:
            raise InputTooLargeError(self._limit)
        return line
