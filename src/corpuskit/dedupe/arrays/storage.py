"""Where large arrays are kept: in memory, or in files that go with the process, whatever ends it.

A file of an array is mapped into memory, so that it is used as any other array is. What was looked at of it stays in
memory until it is let go of, which costs a copy within the system and no reading of the disk where there is room for
both. A thread lets go of all of them whenever the process has more memory than it is to have.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import shlex
import tempfile
import threading
import weakref
from collections.abc import Iterator
from math import prod
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from corpuskit.errors import UsageError
from corpuskit.files import append_to_scratch, measure_memory, open_scratch

# Smaller arrays are kept in memory, bytes.
_SMALLEST_FILED = 1 << 20
# Items that an array that is added to has room for at first.
_CHUNK = 1 << 18
# Seconds between two looks at the memory of the process, and the part of what it is to have that may be taken when they
# are: threads take hundreds of megabytes between two looks.
_PAUSE = 0.01
_FILLED = 0.7
# What a run takes beside its arrays in files, measured: at the most at a time, and for each paragraph and document.
_LEAST_MEMORY, _BYTES_A_PARAGRAPH, _BYTES_A_DOCUMENT = 200 << 20, 140, 2_000


class Storage:
    """A directory for large arrays.

    Args:
        directory: Where the files are; None for where the system has such files.
        memory: Bytes of memory that the process is to have, as far as letting go of arrays helps.

    Raises:
        UsageError: There is no such directory.
    """

    def __init__(self, directory: str | None, memory: int) -> None:
        self.directory = directory or tempfile.gettempdir()
        if not os.path.isdir(self.directory):
            is_there = os.path.lexists(self.directory)
            raise UsageError(
                f"--tmp: {self.directory!r} is no directory"
                if is_there
                else f"--tmp: there is no directory {self.directory!r}",
                hint="name a directory that exists"
                if is_there
                else f"mkdir -p {shlex.quote(self.directory)}",
            )
        self.memory = memory
        self._maps: weakref.WeakSet[mmap.mmap] = weakref.WeakSet()
        self._files: list[BinaryIO] = []
        self._lock = threading.Lock()
        # The C library keeps what threads have freed.
        self._trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None

    def check_memory(self, paragraphs: int, documents: int) -> None:
        """Refuse what cannot be done with the memory that there is to be.

        Args:
            paragraphs: Number of paragraphs of the corpus.
            documents: Number of its documents.

        Raises:
            UsageError: Their numbers, what is known of the documents, and what is worked out at a time take more.
        """
        beside = paragraphs * _BYTES_A_PARAGRAPH + documents * _BYTES_A_DOCUMENT
        wanted = -(-(_LEAST_MEMORY + beside) >> 20)
        if self.memory >> 20 < wanted:
            raise UsageError(
                f"--memory: {paragraphs:,} paragraphs of {documents:,} documents take {wanted}M, whatever is kept in files",
                hint=f"--memory {wanted}M",
            )

    def make(self, length: int, dtype: type[np.generic] | np.dtype[Any]) -> NDArray[Any]:
        """Return a new array of zeros, in a file. Raises OutputError."""
        size = length * np.dtype(dtype).itemsize
        with open_scratch(self.directory, size) as file:
            return np.frombuffer(self.map(file, size), dtype)

    def make_file(self) -> BinaryIO:
        """Return a new file, which is closed with the storage if nothing else closes it. Raises OutputError."""
        file = open_scratch(self.directory, 0)
        self._files.append(file)
        return file

    def append(self, file: BinaryIO, data: bytes | memoryview) -> None:
        """Write some bytes behind the others of a file. Raises OutputError."""
        append_to_scratch(file, data, self.directory)

    def close(self) -> None:
        """Close what is open; arrays stay until nothing refers to them."""
        for file in self._files:
            file.close()
        self._files.clear()

    def map(self, file: BinaryIO, size: int) -> mmap.mmap:
        """Return a file as a piece of memory, which stays when the file is closed."""
        mapped = mmap.mmap(file.fileno(), size)
        with self._lock:
            self._maps.add(mapped)
        return mapped

    def let_go(self) -> None:
        """Let go of what of the arrays is in memory, and of what was freed; files are read when they are looked at again."""
        with self._lock:
            maps = list(self._maps)
        for mapped in maps:
            mapped.madvise(mmap.MADV_DONTNEED)
        if self._trim is not None:
            self._trim(0)

    @contextlib.contextmanager
    def watch(self) -> Iterator[None]:
        """Let go of arrays when there is too little memory, until this is left; where the system tells how much there is."""
        if not hasattr(mmap, "MADV_DONTNEED") or measure_memory() is None:  # pragma: no cover — no Linux
            yield
            return
        ended = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(ended,), name="corpuskit-memory", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()

    def _watch(self, ended: threading.Event) -> None:
        while not ended.wait(_PAUSE):
            if (measure_memory() or 0) > _FILLED * self.memory:
                self.let_go()


_storages: list[Storage | None] = []


@contextlib.contextmanager
def keep_arrays(storage: Storage | None) -> Iterator[None]:
    """Keep large arrays that are made in a storage, until this is left; None for memory."""
    # A search without one that is begun while another goes on is to keep nothing in its files, which go before it ends.
    _storages.append(storage)
    try:
        with contextlib.nullcontext() if storage is None else storage.watch():
            yield
    finally:
        _storages.remove(storage)
        if storage is not None:
            storage.close()


def find_storage() -> Storage | None:
    """Return where large arrays are kept now; None for memory."""
    return _storages[-1] if _storages else None


def make_array(shape: int | tuple[int, ...], dtype: type[np.generic] | np.dtype[Any]) -> NDArray[Any]:
    """Return a new array of any values, in the storage where there is one and it is large."""
    length = shape if isinstance(shape, int) else prod(shape)
    storage = find_storage()
    if storage is None or not length or length * np.dtype(dtype).itemsize < _SMALLEST_FILED:
        return np.empty(shape, dtype)
    return storage.make(length, dtype).reshape(shape)


def store(values: NDArray[Any]) -> NDArray[Any]:
    """Return an array, in the storage where there is one and it is large."""
    if find_storage() is None:
        return values
    stored = make_array(values.shape, values.dtype)
    stored[...] = values
    return stored


class GrowingArray:
    """An array that is added to at its end.

    Room that is not used yet costs no memory, while many small arrays would leave holes when they are freed.
    """

    def __init__(self, dtype: type[np.generic]) -> None:
        self._dtype = np.dtype(dtype)
        self._length = 0
        self._storage = find_storage()
        if self._storage is not None:
            self._file = self._storage.make_file()
        else:
            self._room: NDArray[Any] = np.empty(_CHUNK, dtype)

    def extend(self, values: NDArray[Any]) -> None:
        """Add values. Raises OutputError."""
        end = self._length + len(values)
        if self._storage is not None:
            # An empty one cannot be seen as bytes.
            if len(values):
                self._storage.append(self._file, np.ascontiguousarray(values, self._dtype).data.cast("B"))
        else:
            if end > len(self._room):
                room = np.empty(2 * end, self._dtype)
                room[: self._length] = self._room[: self._length]
                self._room = room
            self._room[self._length : end] = values
        self._length = end

    def take(self) -> NDArray[Any]:
        """Return the array, to which nothing is added any more."""
        if self._storage is None:
            return self._room[: self._length]
        with self._file:
            if not self._length:
                return np.empty(0, self._dtype)
            return np.frombuffer(
                self._storage.map(self._file, self._length * self._dtype.itemsize), self._dtype
            )
