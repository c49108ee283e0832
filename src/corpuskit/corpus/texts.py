"""What a document has its text from: memory, a file, or a row of a database.

The text of a large file stays where it is: it is read some lines at a time, or as a whole where that is needed.
"""

from __future__ import annotations

import os
import stat
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, BinaryIO, NamedTuple

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


class FileStamp(NamedTuple):
    """What a file is known by as long as nobody writes to it.

    Attributes:
        size: Number of its bytes.
        mtime_ns: When it was last written to, in nanoseconds.
    """

    size: int
    mtime_ns: int


def read_stamp(path: str | int) -> FileStamp | None:
    """Return the stamp of a file; None where it is no regular file or cannot be asked.

    Args:
        path: Its path, or the descriptor of the open file.
    """
    try:
        status = os.stat(path)
    except OSError:
        return None
    return FileStamp(status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


class TextSource(ABC):
    """What a document has its text from. It owns the text, its UTF-8 bytes and what they consist of."""

    @cached_property
    def text(self) -> str:
        """The text."""
        return self.data.decode("utf-8")

    @property
    @abstractmethod
    def data(self) -> bytes:
        """The text as UTF-8."""

    def slice(self, start: int, end: int) -> str:
        """Return the code points of the text from `start` to before `end`."""
        return self.text[start:end]

    def release_data(self) -> None:  # noqa: B027 — the bytes in memory are all that most have
        """Let go of the bytes, where they can be read again; the text stays in memory."""

    _census: Census | None = None

    @property
    def census(self) -> Census:
        """How many code points the text has, and where they are not ASCII; the text is not decoded as a whole."""
        # Hot path, once for each of many rows: `cached_property` takes a lock before Python 3.12.
        if self._census is None:
            self._census = take_census(self.data)
        return self._census

    @property
    def chars(self) -> int:
        """Number of code points of the text."""
        return self.census.chars

    @property
    def size(self) -> int:
        """Number of bytes of the text in UTF-8."""
        return len(self.data)

    @property
    def is_read_at_once(self) -> bool:
        """Whether the text is in memory, or small enough to be read as a whole."""
        return True

    def iter_blocks(self) -> Iterator[LineBlock]:
        """Yield the text in blocks of whole lines, in order; one alone where it is small or in memory anyway.

        Raises:
            InputChangedError: It is in a file, and that is not what it was.
        """
        yield LineBlock(self.data, self.census.foreign)

    def divide(self, size: int) -> list[TextSource]:  # noqa: ARG002 — a text in memory has no parts
        """Return its parts in order, whole lines each; itself alone where it is in memory, or short.

        Args:
            size: Number of bytes from which on a part has enough.
        """
        return [self]

    def read_lines(self, count: int) -> str:
        """Return the first lines, or more, without decoding all the rest."""
        data = self._read_head(lambda piece: piece.count(b"\n"), count)
        lines = data.split(b"\n", count)
        rest = lines[count] if len(lines) > count else b""
        return data[: len(data) - len(rest)].decode("utf-8")

    def read_characters(self, count: int) -> str:
        """Return the first code points without decoding the rest."""
        # No code point has more than four bytes; one that is cut is left out.
        data = self._read_head(len, 4 * count)
        return data[: 4 * count].decode("utf-8", "ignore")[:count]

    def _read_head(self, measure: Callable[[bytes], int], enough: int) -> bytes:  # noqa: ARG002
        """Return the whole text, or so many of its first blocks that together they measure enough."""
        return self.data


class MemoryText(TextSource):
    """A text in memory.

    Args:
        text: The text, without lone surrogates.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._data: bytes | None = None

    def __reduce__(self) -> tuple[type[MemoryText], tuple[str]]:
        return MemoryText, (self._text,)

    @property
    def text(self) -> str:
        """The text."""
        return self._text

    @property
    def data(self) -> bytes:
        """The text as UTF-8."""
        if self._data is None:
            self._data = self._text.encode("utf-8")
        return self._data

    def read_lines(self, count: int) -> str:  # noqa: ARG002 — all of it is there
        """Return the first lines, or more."""
        return self._text

    def read_characters(self, count: int) -> str:
        """Return the first code points."""
        return self._text[:count]


class BytesText(TextSource):
    """The UTF-8 bytes of a text in memory; they are decoded when the text is asked for.

    Args:
        data: The bytes, known to be valid.
        census: What they consist of; None to find out when it is asked for.
    """

    def __init__(self, data: bytes, census: Census | None = None) -> None:
        self._data = data
        self._census = census

    def __reduce__(self) -> tuple[type[BytesText], tuple[bytes, Census | None]]:
        return BytesText, (self._data, self._census)

    @property
    def data(self) -> bytes:
        """The text as UTF-8."""
        return self._data


class RowText(TextSource):
    """A text that is kept elsewhere, such as in a row of a database, and is fetched when it is first asked for.

    Args:
        fetch: Returns its UTF-8 bytes.
    """

    def __init__(self, fetch: Callable[[], bytes]) -> None:
        self._fetch = fetch

    @cached_property
    def data(self) -> bytes:
        """The text as UTF-8."""
        return self._fetch()


class FileText(TextSource):
    """The text of a file that is UTF-8 without a mark and without NUL, or a part of it.

    Args:
        place: Where it is.
        data: Its bytes, where they are in memory already.

    Attributes:
        place: See above.
    """

    def __init__(self, place: FilePlace, data: bytes | None = None) -> None:
        self.place = place
        self._data = data

    def __reduce__(self) -> tuple[type[FileText], tuple[FilePlace]]:
        # It is read where it is handed to, not sent.
        return FileText, (self.place,)

    @property
    def data(self) -> bytes:
        """The text as UTF-8.

        Raises:
            InputChangedError: The file is not what it was.
        """
        if self._data is None:
            self._data = self._read()
        return self._data

    def release_data(self) -> None:
        """See `TextSource`."""
        self._data = None

    def _read(self) -> bytes:
        size = sum(size for size, _ in self.place.blocks)
        with self._open() as file:
            data = file.read(size)
        if len(data) < size:
            raise InputChangedError(self.place.path)
        return data

    @property
    def chars(self) -> int:
        """Number of code points of the whole text, also of a part of it."""
        return self.place.chars

    @property
    def size(self) -> int:
        """Number of bytes of the whole file, also of a part of it."""
        return self.place.stamp.size

    @property
    def is_read_at_once(self) -> bool:
        """See `TextSource`."""
        return self._data is not None or len(self.place.blocks) == 1

    def iter_blocks(self) -> Iterator[LineBlock]:
        """See `TextSource`; none is kept."""
        if self.is_read_at_once:
            yield from super().iter_blocks()
            return
        with self._open() as file:
            for size, foreign in self.place.blocks:
                data = file.read(size)
                if len(data) < size:
                    raise InputChangedError(self.place.path)
                yield LineBlock(data, foreign)

    def divide(self, size: int) -> list[TextSource]:
        """See `TextSource`."""
        if self.place.stamp.size < 2 * size:
            return [self]
        return [FileText(place) for place in self.place.divide(size)]

    def _read_head(self, measure: Callable[[bytes], int], enough: int) -> bytes:
        if self.is_read_at_once:
            return self.data
        head = []
        for block in self.iter_blocks():
            head.append(block.data)
            enough -= measure(block.data)
            if enough <= 0:
                break
        return b"".join(head)

    def _open(self) -> BinaryIO:
        place = self.place
        try:
            file = open(place.path, "rb", buffering=0)  # noqa: SIM115 — handed to the caller, who closes it
        except OSError as error:
            raise InputChangedError(place.path) from error
        if read_stamp(file.fileno()) != place.stamp or os.fstat(file.fileno()).st_ino != place.inode:
            file.close()
            raise InputChangedError(place.path)
        file.seek(place.first_byte)
        return file


class FilePlace(NamedTuple):
    """Where a text is in a file, and what the file was known by when it was examined.

    Attributes:
        path: The path of the file.
        stamp: Its size and time.
        inode: Its number, which another file that takes its place does not have.
        chars: Number of code points of the whole text.
        blocks: The number of bytes of each of its blocks of lines, and the pieces of it that are not ASCII.
        first_byte: Where in the file it begins.
    """

    path: str
    stamp: FileStamp
    inode: int
    chars: int
    blocks: Sequence[tuple[int, Pieces]]
    first_byte: int = 0

    def divide(self, size: int) -> Iterator[FilePlace]:
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
                yield self._replace(blocks=blocks, first_byte=begin)
                blocks, begin = [], end
        if blocks:
            yield self._replace(blocks=blocks, first_byte=begin)


def examine_file(path: str) -> FileText | None:
    """Return the text of a large file, checked and not kept; None where it must be read as a whole.

    It must where it is small, no regular file, not UTF-8, or has a byte-order mark or NUL.

    Args:
        path: The path of the file.

    Raises:
        OSError: It cannot be read.
    """
    stamp = read_stamp(path)
    # A pipe is not opened a second time: it would wait for another writer.
    if stamp is None or stamp.size < _SMALLEST_STORED:
        return None
    with open(path, "rb", buffering=0) as file:
        stamp = read_stamp(file.fileno())
        if stamp is None:
            return None
        inode = os.fstat(file.fileno()).st_ino
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
    return FileText(FilePlace(path, stamp, inode, chars, blocks)) if end == stamp.size else None


def keep_place(path: str, file: Any, data: bytes, census: Census) -> FileText | None:
    """Return a text that was read as a whole with the place where it can be read again; None where that is not worth it.

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
    inode = os.fstat(file.fileno()).st_ino
    return FileText(FilePlace(path, stamp, inode, census.chars, [(len(data), census.foreign)]), data)


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
