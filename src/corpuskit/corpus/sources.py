"""Paths, directories, globs and standard input to open inputs, in an order that depends on their names alone."""

import io
import os
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from corpuskit.corpus.bounded import BoundedStream, InputTooLargeError, Stream
from corpuskit.corpus.formats import InputFormat, find_compression, is_compressed, name_unread, split_suffix
from corpuskit.corpus.options import MAX_BYTES, IdRule
from corpuskit.errors import find_nearest
from corpuskit.records import Issue

STANDARD_INPUT = "-"
# The list of what `corpuskit dedupe --write` took out, which lies beside what is left; its rows are no documents.
REMOVED_LIST = "removed.jsonl.xz"
_BESIDE_DATABASE = ("-wal", "-shm")
_DATABASE_HEAD = b"SQLite format 3\0"
_GLOB_CHARACTERS = frozenset("*?[")
# What a broken or truncated compressed file raises.
READ_ERRORS = (OSError, EOFError, zlib.error)


class Source(NamedTuple):
    """A file to read, or standard input.

    Attributes:
        path: The path to open; `-` for standard input.
        id: The id of its document, or the beginning of the ids of its rows.
        format: The format that its suffix says; None where the suffix is not known.
        relative: The path below the corpus root, suffix included; empty for standard input.
        is_named: Whether it was named itself, and not found in a directory.
    """

    path: str
    id: str
    format: InputFormat | None
    relative: str = ""
    is_named: bool = False

    @property
    def is_plain_file(self) -> bool:
        """Whether its bytes are those of a file, and not what is made of them."""
        return self.path != STANDARD_INPUT and not is_compressed(self.path)

    def open(self, max_bytes: int = MAX_BYTES) -> BoundedStream:
        """Return the bytes of the source as a stream, decompressed.

        Args:
            max_bytes: How many of them may be held at a time, where their number is not known beforehand.

        Raises:
            OSError: It cannot be read.
        """
        if self.path == STANDARD_INPUT:
            if sys.stdin is None:
                raise OSError("standard input is closed")
            return BoundedStream(sys.stdin.buffer, max_bytes)
        if is_compressed(self.path):
            file = open(self.path, "rb")  # noqa: SIM115 — closed with what is made of it
            try:
                return BoundedStream(open_compressed(self.path, file), max_bytes, below=file)
            except MissingPackageError:
                file.close()
                raise
        file = open(self.path, "rb")  # noqa: SIM115 — closed with the stream
        is_regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
        return BoundedStream(file, None if is_regular else max_bytes)


def measure_bytes(source: Source) -> int:
    """Return the size of the file of a source, on the disk; 0 where that is not known."""
    try:
        return 0 if source.path == STANDARD_INPUT else os.stat(source.path).st_size
    except OSError:
        return 0


def open_compressed(name: str, stream: Stream) -> Stream:
    """Return the bytes that a compressed file holds, as a stream.

    Args:
        name: Its name.
        stream: Its own bytes.

    Raises:
        OSError: A package is missing.
    """
    suffix = find_compression(name)
    if suffix == ".gz":
        import gzip

        return gzip.GzipFile(fileobj=stream)
    if suffix == ".bz2":
        import bz2

        return bz2.BZ2File(stream)
    if suffix == ".xz":
        return io.BufferedReader(_make_xz_stream(stream))
    try:
        import zstandard
    except ImportError as error:
        raise MissingPackageError("Zstandard needs zstandard, which is not installed", "zstandard") from error
    return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True))


def _make_xz_stream(stream: Stream) -> io.RawIOBase:
    import lzma

    class XzStream(io.RawIOBase):
        """Bytes that are broken are an error of reading, as those of gzip and bzip2 are."""

        def __init__(self) -> None:
            self._file = lzma.LZMAFile(stream)  # noqa: SIM115 — closed with what is made of it

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            try:
                data = self._file.read(len(buffer))
            except lzma.LZMAError as error:
                raise OSError(str(error)) from error
            buffer[: len(data)] = data
            return len(data)

    return XzStream()


class MissingPackageError(OSError):
    """An input needs a package that is not installed.

    Args:
        message: What needs it.
        package: Its name.
    """

    def __init__(self, message: str, package: str) -> None:
        super().__init__(message)
        self.package = package


def printable_path(path: str) -> str:
    r"""Return `path` with bytes that are not UTF-8 written as `\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find_sources(
    paths: Iterable[str], *, globs: tuple[str, ...] = (), ids: IdRule = "relative"
) -> Iterator[Source | Issue]:
    """Yield the inputs below `paths` in the order given, those of a directory in the order of their names.

    Args:
        paths: Files, directories, globs, or `-` for standard input.
        globs: Which files of a directory are taken, by name or by path below it; empty for those of a known suffix.
        ids: What the id of a file is.
    """
    paths = list(paths)
    # A walk below one directory goes into each real directory once; several walks can meet.
    can_repeat = len(paths) > 1 or not all(map(os.path.lexists, paths))
    seen: set[str] | None = set() if can_repeat else None
    find_real = lru_cache(maxsize=64)(os.path.realpath)
    for path in paths:
        for found in _find_below(path, globs, ids):
            if isinstance(found, Source) and seen is not None and found.path != STANDARD_INPUT:
                directory, name = os.path.split(os.path.abspath(found.path))
                whole = os.path.join(find_real(directory), name)
                if whole in seen:
                    yield Issue(
                        path=printable_path(found.path),
                        kind="repeated",
                        message="named more than once; read once",
                    )
                    continue
                seen.add(whole)
            yield found


def _find_below(path: str, globs: tuple[str, ...], ids: IdRule) -> Iterator[Source | Issue]:
    if path == STANDARD_INPUT:
        yield Source(path, STANDARD_INPUT, None, is_named=True)
    elif os.path.isdir(path):
        yield from _walk(path, globs, ids)
    elif os.path.lexists(path):
        yield _make_source(path, _relative_path(path, os.path.dirname(path)), ids)._replace(is_named=True)
    elif _GLOB_CHARACTERS.intersection(path):
        yield from _expand_glob(path, globs, ids)
    else:
        yield _missing(path)


def _relative_path(path: str, root: str) -> str:
    return os.path.relpath(path, root) if root else path


def _make_source(path: str, relative: str, ids: IdRule) -> Source:
    bare, input_format = split_suffix(relative)
    if ids == "path":
        return Source(path, printable_path(path), input_format, relative)
    if input_format is None:
        # An unknown suffix says nothing about the format, but a file named on its own is still a document.
        bare = os.path.splitext(bare)[0]
    return Source(path, printable_path(bare.replace(os.sep, "/")), input_format, relative)


def _missing(path: str) -> Issue:
    path = path.rstrip(os.sep) or path
    directory = os.path.dirname(path) or "."
    try:
        names = os.listdir(directory)
    except OSError:
        names = []
    near = find_nearest(os.path.basename(path), names)
    hint = f"looked in {printable_path(os.path.abspath(directory))!r}"
    if near is not None:
        hint = f"did you mean {printable_path(os.path.join(os.path.dirname(path), near))!r}?"
    return Issue(
        path=printable_path(path),
        kind="missing",
        message=f"no such file or directory: {printable_path(path)!r}",
        hint=hint,
        skipped=True,
    )


def _expand_glob(pattern: str, globs: tuple[str, ...], ids: IdRule) -> Iterator[Source | Issue]:
    import glob

    with _room_for_recursion():
        matches = sorted(glob.glob(pattern, recursive=True), key=os.fsencode)
    if not matches:
        yield _missing(pattern)
        return
    fixed = pattern[: min(pattern.index(character) for character in _GLOB_CHARACTERS if character in pattern)]
    root = os.path.dirname(fixed)
    directories = {match for match in matches if os.path.isdir(match)}
    for match in matches:
        if _is_beside_database(match):
            continue
        if match in directories:
            # Files below it that the pattern matches too come on their own.
            if "**" not in pattern:
                yield from _walk(match, globs, ids)
        else:
            yield _make_source(match, _relative_path(match, root), ids)._replace(is_named=True)


@contextmanager
def _room_for_recursion() -> Iterator[None]:
    """Let the module `glob` go down as deep as a path can be long, of 4,096 bytes at most."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 10_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def _walk(root: str, globs: tuple[str, ...], ids: IdRule) -> Iterator[Source | Issue]:
    walk = _Walk(root)
    passed_over: Counter[str] = Counter()
    for found in walk.iter_files():
        if isinstance(found, Issue):
            yield found
            continue
        path, relative, mode = found
        if _is_beside_database(path):
            continue
        if not is_chosen(relative, globs):
            passed_over[name_unread(path)] += 1
        elif stat.S_ISREG(mode):
            yield _make_source(path, relative, ids)
        else:
            yield Issue(
                path=printable_path(path), kind="special", message="no regular file; not read", skipped=True
            )
    if passed_over:
        message, hint = passed_over_message(passed_over)
        yield Issue(path=printable_path(root), kind="passed_over", message=message, hint=hint)


def passed_over_message(passed_over: Counter[str]) -> tuple[str, str]:
    """Return what is to be said of files that are not read, and the cure.

    Args:
        passed_over: Their number by what `name_unread` says of them.
    """
    kinds = ", ".join(f"{suffix} {count}" for suffix, count in sorted(passed_over.items()))
    total = sum(passed_over.values())
    return (
        f"{total} file{'s' if total > 1 else ''} passed over, by suffix: {kinds}",
        "choose with --glob, or name the files",
    )


def find_read_once(paths: Iterable[str]) -> str | None:
    """Return how to call the first path that can be read only once, standard input or a pipe; None for none."""
    for path in paths:
        if path == STANDARD_INPUT:
            return "standard input"
        with suppress(OSError):
            if stat.S_ISFIFO(os.stat(path).st_mode):
                return f"the pipe {printable_path(path)!r}"
    return None


def _is_beside_database(path: str) -> bool:
    """Return whether SQLite keeps a file beside a database only as long as that is in use."""
    if not path.endswith(_BESIDE_DATABASE):
        return False
    database = path[: -len(_BESIDE_DATABASE[0])]
    with suppress(OSError):
        if os.path.isfile(database):
            with open(database, "rb") as file:
                return file.read(len(_DATABASE_HEAD)) == _DATABASE_HEAD
    return False


class _Walk:
    """A walk through the directories below a root that comes to each of them once, however they are linked.

    A directory that lies below the root is walked under its own path; a link leads to no other.

    Args:
        root: Where it begins.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._walked: set[tuple[int, int]] = set()

    def iter_files(self) -> Iterator[tuple[str, str, int] | Issue]:
        """Yield the path, the path below the root and the mode of each file, in the order of the names."""
        # The names that are still to come in each directory on the way; no recursion, as there may be thousands.
        way = [iter([(self._root, "")])]
        above: list[tuple[int, int]] = []
        while way:
            path, relative = next(way[-1], (None, ""))
            if path is None:
                way.pop()
                if above:
                    above.pop()
                continue
            try:
                status = os.stat(path)
                if not stat.S_ISDIR(status.st_mode):
                    yield path, relative, status.st_mode
                    continue
                identity = (status.st_dev, status.st_ino)
                issue = self._find_repeated(path, identity, above)
                if issue is not None:
                    yield issue
                    continue
                names = sorted(os.listdir(path), key=os.fsencode)
            except OSError as error:
                yield unreadable(path, error)
                continue
            self._walked.add(identity)
            above.append(identity)
            way.append(iter(_join_all(path, relative, names)))

    def _find_repeated(
        self, path: str, identity: tuple[int, int], above: list[tuple[int, int]]
    ) -> Issue | None:
        """Return the issue of a directory that is not walked here because it is walked elsewhere."""
        if identity in above:
            message = "links back to a directory above it; not followed"
        elif identity in self._walked or (os.path.islink(path) and above and identity in self._own):
            message = "leads to a directory that is read under another path; read once"
        else:
            return None
        return Issue(path=printable_path(path), kind="loop", message=message)

    @cached_property
    def _own(self) -> set[tuple[int, int]]:
        """The directories that lie below the root without any link; looked for when the first link is met."""
        found: set[tuple[int, int]] = set()
        waiting = [self._root]
        while waiting:
            try:
                with os.scandir(waiting.pop()) as entries:
                    below = [
                        entry
                        for entry in entries
                        if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
                    ]
                found.update((status.st_dev, status.st_ino) for status in map(_stat_entry, below))
                waiting += [entry.path for entry in below]
            except OSError:
                # The walk itself says what cannot be read.
                continue
        return found


def _stat_entry(entry: os.DirEntry[str]) -> os.stat_result:
    # The number of the device is not part of a directory entry on every system.
    return os.stat(entry.path, follow_symlinks=False)


def _join_all(path: str, relative: str, names: list[str]) -> Iterator[tuple[str, str]]:
    return ((os.path.join(path, name), os.path.join(relative, name)) for name in names if not is_hidden(name))


def is_hidden(name: str) -> bool:
    """Return whether a file is none of the user's: its name begins with a dot, or as that of a lock of Office does."""
    return name.startswith((".", "~$"))


def is_chosen(relative: str, globs: tuple[str, ...]) -> bool:
    """Return whether a file of a directory or an archive is read.

    Args:
        relative: Its path there.
        globs: Which files are taken, by name or by path; empty for those of a known suffix.
    """
    name = os.path.basename(relative)
    if not globs:
        return split_suffix(name)[1] is not None and name != REMOVED_LIST
    relative = relative.replace(os.sep, "/")
    return any(fnmatchcase(relative, pattern) or fnmatchcase(name, pattern) for pattern in globs)


def unreadable(path: str, error: BaseException) -> Issue:
    """Return the issue that says why `path` cannot be read."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    hint = "if it is meant to be that large: --max-bytes N" if isinstance(error, InputTooLargeError) else None
    if isinstance(error, MissingPackageError):
        hint = f"pip install {error.package}"
    return Issue(
        path=printable_path(path),
        kind="unreadable",
        message=f"cannot be read: {reason}; skipped",
        hint=hint,
        skipped=True,
    )
