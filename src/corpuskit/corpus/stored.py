"""The text of a large file, which stays where it is: read some lines at a time, or as a whole where that is needed."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from corpuskit.errors import InputChangedError
from corpuskit.text.utf8 import Census, take_census

# What fits into the cache of a processor is looked at several times for the price of once; and the C library gives
# larger pieces of memory back to the system each time.
_BLOCK_BYTES = 1 << 17
# To read a small file twice saves nothing.
_SMALLEST_STORED = 1 << 22
# To hand a smaller one to another process takes less than to open it there.
_SMALLEST_KEPT_PLACE = 1 << 16
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


Pieces = tuple[tuple[int, int], ...]
"""Where some pieces of bytes begin and end, in order."""


class LineBlock(NamedTuple):
    """Some whole lines of UTF-8 text.

    Attributes:
        data: The lines with their line breaks; the last one of a text may have none.
        foreign: `(start, end)` of the pieces of `data` with characters outside ASCII, as a `Census` has them.
    """

    data: bytes
    foreign: Pieces


class Stamp(NamedTuple):
    """What a file is known by as long as nobody writes to it.

    Attributes:
        size: Number of its bytes.
        mtime_ns: When it was last written to, in nanoseconds.
    """

    size: int
    mtime_ns: int


def read_stamp(path: str | int) -> Stamp | None:
    """Return the stamp of a file; None where it is no regular file or cannot be asked.

    Args:
        path: Its path, or the descriptor of the open file.
    """
    try:
        status = os.stat(path)
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


class StoredText:
    """The text of a file that is UTF-8 without a mark and without NUL, or a part of it.

    Attributes:
        path: The path of the file.
        stamp: What it was known by when it was examined.
        chars: Number of code points of the whole text.
        blocks: The number of bytes of each of its blocks of lines, and the pieces of it that are not ASCII.
        first_byte: Where in the file it begins.
    """

    __slots__ = ("blocks", "chars", "first_byte", "path", "stamp")

    def __init__(
        self, path: str, stamp: Stamp, chars: int, blocks: Sequence[tuple[int, Pieces]], first_byte: int = 0
    ) -> None:
        self.path = path
        self.stamp = stamp
        self.chars = chars
        self.blocks = blocks
        self.first_byte = first_byte

    def divide(self, size: int) -> Iterator[StoredText]:
        """Yield its parts in order, whole lines each.

        Args:
            size: Number of bytes from which on a part has enough.
        """
        blocks: list[tuple[int, Pieces]] = []
        begin = end = self.first_byte
        for block in self.blocks:
            blocks.append(block)
            end += block[0]
            if end - begin >= size:
                yield StoredText(self.path, self.stamp, self.chars, blocks, begin)
                blocks, begin = [], end
        if blocks:
            yield StoredText(self.path, self.stamp, self.chars, blocks, begin)

    def read(self) -> bytes:
        """Return the whole text.

        Raises:
            InputChangedError: The file is not what it was.
        """
        with self._open() as file:
            return file.read(sum(size for size, _ in self.blocks))

    def iter_blocks(self) -> Iterator[LineBlock]:
        """Yield the text in blocks of whole lines, in order; none is kept.

        Raises:
            InputChangedError: The file is not what it was.
        """
        with self._open() as file:
            for size, foreign in self.blocks:
                data = file.read(size)
                if len(data) < size:
                    raise InputChangedError(self.path)
                yield LineBlock(data, foreign)

    def _open(self) -> BinaryIO:
        try:
            file = open(self.path, "rb", buffering=0)  # noqa: SIM115 — handed to the caller, who closes it
        except OSError as error:
            raise InputChangedError(self.path) from error
        if read_stamp(file.fileno()) != self.stamp:
            file.close()
            raise InputChangedError(self.path)
        file.seek(self.first_byte)
        return file


def examine_file(path: str) -> StoredText | None:
    """Return the text of a large file, checked and not kept; None where it must be read as a whole.

    It must where it is small, no regular file, not UTF-8, or has a byte-order mark or NUL.

    Args:
        path: The path of the file.

    Raises:
        OSError: It cannot be read.
    """
    with open(path, "rb", buffering=0) as file:
        stamp = read_stamp(file.fileno())
        if stamp is None or stamp.size < _SMALLEST_STORED:
            return None
        chars = end = 0
        blocks: list[tuple[int, Pieces]] = []
        for data in _iter_line_blocks(file):
            if b"\0" in data or (not end and data.startswith(_MARKS)):
                return None
            try:
                census = take_census(data)
            except UnicodeDecodeError:
                return None
            chars += census.chars
            end += len(data)
            blocks.append((len(data), census.foreign))
    # A file that grows meanwhile is as long as its stamp says, if anything.
    return StoredText(path, stamp, chars, blocks) if end == stamp.size else None


def keep_place(
    path: str, file: BinaryIO | io.BufferedIOBase, data: bytes, census: Census
) -> StoredText | None:
    """Return where a text that was read as a whole can be read again; None where that is not worth it.

    Args:
        path: The path of the file.
        file: The open file, read to its end.
        data: What it holds, all of it text.
        census: What that consists of.
    """
    if len(data) < _SMALLEST_KEPT_PLACE:
        return None
    stamp = read_stamp(file.fileno())
    if stamp is None or stamp.size != len(data):
        return None
    return StoredText(path, stamp, census.chars, [(len(data), census.foreign)])


def _iter_line_blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of `file` in blocks that end with a line feed, which the last one need not."""
    size = _BLOCK_BYTES
    while data := file.read(size):
        end = data.rfind(b"\n") + 1
        if len(data) == size and end < size:
            if not end:
                # A line that is longer than a block.
                file.seek(-size, os.SEEK_CUR)
                size *= 2
                continue
            file.seek(end - size, os.SEEK_CUR)
            data = data[:end]
        yield data
        size = _BLOCK_BYTES
