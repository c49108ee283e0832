"""Texts of documents in a file, of which any part is read as soon as it is asked for.

They are written in the encoding of fixed width that takes the least room, piece by piece, so that the place of a
character follows from its number.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from corpuskit.corpus.document import Document
from corpuskit.corpus.texts import TextSource
from corpuskit.dedupe.arrays.storage import Storage

_WIDTHS = {"latin-1": 1, "utf-16-le": 2, "utf-32-le": 4}


class Spool:
    """The file that texts are written to.

    Args:
        storage: Where it is.
    """

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._file = storage.make_file()
        self._lock = threading.Lock()
        self.size = 0

    def append(self, data: bytes) -> None:
        """Write some bytes behind the others. Raises OutputError."""
        self._storage.append(self._file, data)
        self.size += len(data)

    def read(self, begin: int, size: int) -> bytes:
        """Return some of what was written; not mapped, since the system takes sixteen pages for each that is looked at."""
        data = self._read_some(begin, size)
        # The system gives 2 GB at a time at the most.
        while len(data) < size and (more := self._read_some(begin + len(data), size - len(data))):
            data += more
        return data

    def _read_some(self, begin: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, begin)
        # Nothing is written any more.
        with self._lock:  # pragma: no cover — Windows
            self._file.seek(begin)
            return self._file.read(size)


class SpooledText(TextSource):
    """A text in a spool, which is written by iterating over `write`.

    Args:
        spool: The spool.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        # Of each piece the number of its first character, its place in the spool, and its encoding.
        self._starts: list[int] = []
        self._pieces: list[tuple[int, str]] = []
        self._length = 0

    def write(self, pieces: Iterator[str]) -> Iterator[str]:
        """Yield the pieces of the text, each when it is written. Raises OutputError."""
        for piece in pieces:
            encoding, data = _encode(piece)
            self._starts.append(self._length)
            self._pieces.append((self._spool.size, encoding))
            self._length += len(piece)
            self._spool.append(data)
            yield piece

    @property
    def text(self) -> str:
        """See `TextSource`; it is not kept."""
        return self.slice(0, self._length)

    @property
    def data(self) -> bytes:
        """See `TextSource`; it is not kept."""
        return self.text.encode()

    @property
    def chars(self) -> int:
        """See `TextSource`."""
        return self._length

    def slice(self, start: int, end: int) -> str:
        """See `TextSource`."""
        number = bisect_right(self._starts, start) - 1
        parts = []
        while start < end:
            first = self._starts[number]
            stop = self._starts[number + 1] if number + 1 < len(self._starts) else self._length
            place, encoding = self._pieces[number]
            width = _WIDTHS[encoding]
            begin = place + (start - first) * width
            parts.append(self._spool.read(begin, (min(end, stop) - start) * width).decode(encoding))
            start, number = stop, number + 1
        return "".join(parts)

    def _read_head(self, measure: Callable[[bytes], int], enough: int) -> bytes:
        """See `TextSource`."""
        head = []
        for start, stop in pairwise([*self._starts, self._length]):
            head.append(self.slice(start, stop).encode())
            enough -= measure(head[-1])
            if enough <= 0:
                break
        return b"".join(head)


def _encode(text: str) -> tuple[str, bytes]:
    """Return the encoding of fixed width that takes the least room, and the text in it."""
    try:
        return "latin-1", text.encode("latin-1")
    except UnicodeEncodeError:
        data = text.encode("utf-16-le")
        encoding = "utf-16-le" if len(data) == _WIDTHS["utf-16-le"] * len(text) else "utf-32-le"
        return encoding, text.encode(encoding)


def iter_texts(document: Document, size: int) -> Iterator[str]:
    """Yield the text of a document in pieces of whole lines, read as they are asked for where it is large.

    Args:
        document: The document.
        size: Number of code points, or of bytes of UTF-8, from which on a piece has enough.
    """
    if document.content.is_read_at_once:
        yield document.text
        return
    data = []
    left = size
    for block in document.content.iter_blocks():
        data.append(block.data)
        left -= len(block.data)
        if left <= 0:
            yield b"".join(data).decode()
            data, left = [], size
    if data:
        yield b"".join(data).decode()
