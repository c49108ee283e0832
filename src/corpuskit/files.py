"""The only place where files are opened for writing: whole or not at all, and never over what is read.

A file or a directory is built under another name beside its target and renamed when it is complete. What a killed run
has left behind is known by its name and by a lock that no live process holds; the next run that writes to the same
directory removes it. What is read is known to `InputFiles`, which everything here is handed.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TextIO

from corpuskit.errors import OutputError, UsageError
from corpuskit.inputs import InputFiles, find_status, iter_upwards

try:
    import fcntl
except ImportError:  # pragma: no cover — Windows
    fcntl = None  # type: ignore[assignment]

_TEMPORARY = re.compile(r"\.corpuskit-[0-9a-f]{12}\.partial")


@contextlib.contextmanager
def replace_file(path: str, inputs: InputFiles) -> Iterator[BinaryIO]:
    """Yield a stream to a file that takes the place of `path` when all has gone well; a device is written in place.

    A new file has the permissions that the umask leaves; one that is replaced keeps its own.

    Args:
        path: The target; of a link, what it leads to.
        inputs: What is read.

    Raises:
        UsageError: The target is read.
        OutputError: It cannot be written; nothing of it is left behind.
    """
    with _output_errors(path):
        inputs.claim(path)
    if os.path.exists(path) and not os.path.isfile(path):
        # A device or a pipe is written in place: there is nothing to replace.
        with _output_errors(path):
            device = open(path, "wb")  # noqa: SIM115 — closed below
        yield from _yield_then_close(device, path)
        return
    with _output_errors(path):
        target = os.path.realpath(path)
        mode = _find_mode(target)
        temporary, descriptor = _make_temporary(os.path.dirname(target), _make_file, mode)
    try:
        yield from _yield_then_close(os.fdopen(descriptor, "wb"), path)
        with _output_errors(path):
            _put_in_place(temporary, target, mode, inputs)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def replace_file_by_path(path: str, inputs: InputFiles) -> Iterator[str]:
    """Yield the path of an empty file that takes the place of `path` when all has gone well.

    It lies in a directory of its own, for what its writer keeps beside it. Arguments and errors are those of
    `replace_file`.
    """
    with _output_errors(path):
        inputs.claim(path)
        target = os.path.realpath(path)
        mode = _find_mode(target)
        building, descriptor = _make_temporary(os.path.dirname(target), _make_directory, 0o700)
    try:
        with _output_errors(path):
            temporary = os.path.join(building, os.path.basename(target))
            os.close(_make_file(temporary, 0o666 if mode is None else mode))
        yield temporary
        with _output_errors(path):
            _put_in_place(temporary, target, mode, inputs)
    finally:
        _remove_tree(building)
        os.close(descriptor)


def _find_mode(target: str) -> int | None:
    """Return the permissions of the file that is replaced; None where there is none."""
    try:
        return stat.S_IMODE(os.stat(target).st_mode) & 0o777
    except FileNotFoundError:
        return None


def _put_in_place(temporary: str, target: str, mode: int | None, inputs: InputFiles) -> None:
    inputs.check(target)
    if mode is not None:
        # The umask is for new files.
        os.chmod(temporary, mode)
    os.replace(temporary, target)


def claim_in_place(path: str, inputs: InputFiles, *, beside: Iterable[str] = ()) -> None:
    """Check that a file may be written where it is, and make it where there is none.

    Args:
        path: The file.
        inputs: What is read.
        beside: Suffixes of files that its writer keeps beside it.

    Raises:
        UsageError: It is read, or would be.
    """
    for suffix in ("", *beside):
        inputs.claim(path + suffix)
    target = os.path.realpath(path)
    try:
        os.close(_make_file(target, 0o666))
    except OSError:
        # It is there already, or cannot be made, as its writer will say.
        return
    # A pattern may find the file that has just been made.
    try:
        inputs.claim(path)
    except UsageError:
        os.unlink(target)
        raise


class NewDirectory:
    """A directory that is being built.

    Attributes:
        path: Where it is until it is complete.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    def open(self, relative: str, mode: int = 0o666) -> BinaryIO:
        """Return a stream to a new file.

        Args:
            relative: The path of the file below the directory, which may not lead out of it.
            mode: Permissions that the file may have, as far as the umask leaves them.

        Raises:
            UsageError: The path leads out of the directory.
            OSError: The file cannot be written.
        """
        place = os.path.join(self.path, check_relative(relative))
        _make_directories(os.path.dirname(place))
        return os.fdopen(_make_file(place, mode), "wb")

    def write(self, relative: str, data: bytes, mode: int = 0o666) -> None:
        """Write a new file. Arguments and errors are those of `open`."""
        with self.open(relative, mode) as stream:
            stream.write(data)


def _make_directories(path: str) -> None:
    """Make a directory and those above it; there may be more of them than Python may recurse."""
    missing = []
    while path and not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for each in reversed(missing):
        with contextlib.suppress(FileExistsError):
            os.mkdir(each)


def check_relative(path: str) -> str:
    """Return a path below a directory in its shortest form.

    Raises:
        UsageError: It leads out of the directory.
    """
    shortest = os.path.normpath(path)
    if os.path.isabs(shortest) or shortest.split(os.sep)[0] in (os.pardir, os.curdir):
        raise UsageError(
            f"{path!r} would be written outside of the new directory", hint="name the file itself as input"
        )
    return shortest


@contextlib.contextmanager
def make_directory(path: str, inputs: InputFiles) -> Iterator[NewDirectory]:
    """Yield a directory that takes its place when all has gone well.

    Args:
        path: Where it will be: nothing, or an empty directory. Missing directories above it are made.
        inputs: What is read.

    Raises:
        UsageError: Something is there, or it lies inside the input.
        OutputError: It cannot be written; nothing of it is left behind.
    """
    check_new_directory(path, inputs)
    with _output_errors(path):
        target = os.path.realpath(path)
        # Directories above it are made at the end: a run that fails leaves none of them.
        existing = next(above for above in iter_upwards(os.path.dirname(target)) if os.path.exists(above))
        building, descriptor = _make_temporary(existing, _make_directory, 0o777)
    try:
        try:
            yield NewDirectory(building)
        except OSError as error:
            raise _cannot_write(path, error) from error
        with _output_errors(path):
            # What a process of ours that died has left behind.
            remove_abandoned(building)
            inputs.claim_tree(path)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.rename(building, target)
    finally:
        _remove_tree(building)
        os.close(descriptor)


def check_new_directory(path: str, inputs: InputFiles) -> None:
    """Check that a directory can be made at `path`.

    Raises:
        UsageError: Something is there, or it lies inside the input.
    """
    inputs.claim_tree(path)
    hint = "name a new directory"
    if os.path.isdir(path):
        if os.listdir(path):
            raise UsageError(f"{path!r} is there already and not empty", hint=hint)
    elif os.path.lexists(path):
        raise UsageError(f"{path!r} is there already and no directory", hint=hint)


def open_scratch(directory: str, size: int) -> BinaryIO:
    """Return a new file without a name, which goes when it is closed, or the process ends in whatever way.

    Args:
        directory: Where it takes its room.
        size: How many bytes, zeros at first, it has at once.

    Raises:
        OutputError: It cannot be made, or there is no room for it.
    """
    with _output_errors(directory):
        path, descriptor = _make_temporary(directory, _make_scratch, 0o600)
        with contextlib.suppress(PermissionError):
            # Where an open file keeps its name, the system removes it when it is closed.
            os.unlink(path)
        file = os.fdopen(descriptor, "r+b", buffering=0)
        try:
            if size and hasattr(os, "posix_fallocate"):
                # Whoever writes to memory that is mapped from a file cannot be told that the disk is full.
                os.posix_fallocate(descriptor, 0, size)
            elif size:  # pragma: no cover — no Linux
                file.truncate(size)
        except BaseException:
            file.close()
            raise
        return file


def append_to_scratch(file: BinaryIO, data: bytes | memoryview, directory: str) -> None:
    """Write all of some bytes to a file that `open_scratch` returned. Raises OutputError."""
    with _output_errors(directory):
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]


def measure_memory() -> int | None:
    """Return the bytes of memory that this process has now, with what is mapped from files; None where nothing says so."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as status:
            return int(status.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None


def open_null() -> TextIO:
    """Return a text stream that drops what is written to it."""
    return open(os.devnull, "w", encoding="utf-8")


def drop_output(*descriptors: int) -> None:
    """Make file descriptors drop what is written to them.

    Args:
        descriptors: 1 for standard output, 2 for standard error.
    """
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        for descriptor in descriptors:
            os.dup2(null, descriptor)
        os.close(null)


def _yield_then_close(stream: BinaryIO, path: str) -> Iterator[BinaryIO]:
    """Yield `stream` once and close it, where the last of what is buffered may find the disk full."""
    try:
        yield stream
    finally:
        with _output_errors(path):
            stream.close()


@contextlib.contextmanager
def _output_errors(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: str, error: OSError) -> OutputError:
    hint = "name a file in a directory that exists" if isinstance(error, FileNotFoundError) else None
    return OutputError(f"cannot write {path!r}: {error.strerror or error}", hint=hint)


def _make_file(path: str, mode: int) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)


def _make_scratch(path: str, mode: int) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags | getattr(os, "O_TEMPORARY", 0), mode)


def _make_directory(path: str, mode: int) -> int:
    os.mkdir(path, mode)
    return os.open(path, os.O_RDONLY)


def _make_temporary(directory: str, make: Callable[[str, int], int], mode: int | None) -> tuple[str, int]:
    """Return the path of a new file or directory for this run alone, and the descriptor that locks it.

    Args:
        directory: Where to.
        make: Makes it, and opens it.
        mode: Its permissions, as far as the umask leaves them; None for those of any new file.
    """
    remove_abandoned(directory)
    while True:
        path = os.path.join(directory, f".corpuskit-{os.urandom(6).hex()}.partial")
        with contextlib.suppress(FileExistsError):
            descriptor = make(path, 0o666 if mode is None else mode)
            # Another run may take it for abandoned before it is locked.
            if _lock(descriptor) is not False and find_status(path) is not None:
                return path, descriptor
            os.close(descriptor)


def _lock(descriptor: int) -> bool | None:
    """Return whether an open file could be locked, as long as it stays open; None where there are no locks."""
    if fcntl is None:  # pragma: no cover — Windows
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def remove_abandoned(directory: str) -> None:
    """Remove what killed runs have left behind in a directory; what a live one is building is locked, and stays."""
    try:
        with os.scandir(directory) as entries:
            names = [entry.name for entry in entries if _TEMPORARY.fullmatch(entry.name)]
    except OSError:
        return
    for name in names:
        path = os.path.join(directory, name)
        with contextlib.suppress(OSError):
            descriptor = os.open(
                path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            )
            try:
                if _lock(descriptor):
                    _remove(path)
            finally:
                os.close(descriptor)


def _remove_tree(path: str) -> None:
    import shutil

    shutil.rmtree(path, ignore_errors=True)


def _remove(path: str) -> None:
    if os.path.isdir(path):
        _remove_tree(path)
    else:
        os.unlink(path)
