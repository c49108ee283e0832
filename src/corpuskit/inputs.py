"""Which files a run reads, by whatever path, pattern or link they were named: none of them is written over."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from corpuskit.errors import UsageError

STANDARD_STREAM = "-"
"""The path that stands for standard input, or for standard output."""

_PATTERN_CHARACTERS = frozenset("*?[")

Identity = tuple[int, int]
"""Device and inode of a file."""


class InputFiles:
    """The files that a run reads, known by device and inode; none of them is written.

    What is read and what is written may become known in any order: whichever comes second is refused.
    """

    def __init__(self) -> None:
        self._read: set[Identity] = set()
        self._awaited: set[str] = set()
        self._written: dict[Identity, str] = {}
        self._redirected: Identity | None = None
        self._paths: list[str] = []
        self._finders: list[Callable[[], Iterable[str]]] = []

    def __reduce__(self) -> tuple[type[InputFiles], tuple[()]]:
        # Another process reads its share, and writes only what this one has checked.
        return InputFiles, ()

    def expect(self, paths: Iterable[str], find: Callable[[], Iterable[str]]) -> None:
        """Take note of paths whose files are going to be read.

        Args:
            paths: Files, directories, patterns, or `-` for standard input.
            find: Yields the path of each file that is read because of them.
        """
        self._paths += paths
        self._finders.append(find)

    def add(self, path: str) -> bool:
        """Register a file as read, and return whether it may be: not the file that this run itself prints to.

        Args:
            path: Its path; `-` for standard input.

        Raises:
            UsageError: It is being written.
        """
        status = find_status(0 if path == STANDARD_STREAM else path)
        if status is None:
            # It may appear while it is waited for, as does what stands beside a database that is read.
            self._awaited.add(os.path.realpath(path))
            return True
        if stat.S_ISDIR(status.st_mode):
            return True
        identity = (status.st_dev, status.st_ino)
        if identity == self._redirected:
            return False
        self._read.add(identity)
        if identity in self._written:
            raise _refused(self._written[identity])
        return True

    def claim(self, path: str) -> None:
        """Check that a file may be written, now and while more becomes known of what is read.

        Args:
            path: The path of the file, which need not exist.

        Raises:
            UsageError: It is read, or lies in a directory whose files are.
        """
        status = find_status(path)
        if os.path.realpath(path) in self._awaited:
            raise _refused(repr(path))
        if status is not None and stat.S_ISREG(status.st_mode):
            self._check_not_below(path)
            self._claim_status(status, repr(path))

    def claim_stream(self, descriptor: int, name: str) -> None:
        """Check that an open stream may be written to.

        An empty file that it was redirected to, which a shell makes before it starts a command, is not read: it holds
        what this run prints.

        Args:
            descriptor: Its descriptor.
            name: How the user knows it.

        Raises:
            UsageError: It is a file that is read.
        """
        status = find_status(descriptor)
        if status is None or not stat.S_ISREG(status.st_mode):
            return
        if status.st_size:
            self._claim_status(status, name)
        else:
            self._redirected = (status.st_dev, status.st_ino)

    def _claim_status(self, status: os.stat_result, shown: str) -> None:
        for find in self._finders:
            for found in find():
                self.add(found)
        identity = (status.st_dev, status.st_ino)
        if identity in self._read:
            raise _refused(shown)
        self._written[identity] = shown

    def check(self, path: str) -> None:
        """Check again, just before it is replaced, that nothing was read from what stands at `path` now.

        Raises:
            UsageError: It was.
        """
        status = find_status(path)
        if status is not None and (status.st_dev, status.st_ino) in self._read:
            raise _refused(repr(path))

    def claim_tree(self, path: str) -> None:
        """Check that a new directory may be made: outside of all that is read, and not around it.

        Raises:
            UsageError: It lies in a directory that is read, or would be read by the same command the next time.
        """
        target = os.path.realpath(path)
        above = {
            (status.st_dev, status.st_ino)
            for each in iter_upwards(target)
            if (status := find_status(each)) is not None
        }
        for root in self._paths:
            holds = _would_hold(root, target) or any(
                identity in above
                for start in _list_directories(root)
                for identity in _walk_directories(start)
            )
            if holds or (root != STANDARD_STREAM and _is_below(os.path.realpath(root), target)):
                raise UsageError(
                    f"{path!r} lies inside the input {root!r}, or holds it",
                    hint="name a directory outside it",
                )

    def _check_not_below(self, path: str) -> None:
        """Refuse an existing file in a directory that is read, even if its name is passed over there."""
        target = os.path.realpath(path)
        for root in self._paths:
            if os.path.isdir(root) and _is_below(target, os.path.realpath(root)):
                raise _refused(repr(path))


def _refused(shown: str) -> UsageError:
    return UsageError(f"{shown} is part of the input and is not written over", hint="name another file")


def check_apart(targets: Mapping[str, str | None]) -> None:
    """Check that no result goes over another.

    Args:
        targets: Where each is written, by the option that says so; None or `-` for nowhere and standard output.

    Raises:
        UsageError: Two go to one place.
    """
    taken: dict[str, str] = {}
    for option, target in targets.items():
        if target is None or target == STANDARD_STREAM:
            continue
        other = taken.setdefault(os.path.realpath(target), option)
        if other != option:
            raise UsageError(f"{other} and {option} name one place: {target!r}", hint="name two")


def find_status(path: str | int) -> os.stat_result | None:
    """Return the status of a file, or None where there is none.

    Args:
        path: Its path, or a descriptor that is open.
    """
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None


def _is_below(path: str, directory: str) -> bool:
    return path == directory or path.startswith(directory.rstrip(os.sep) + os.sep)


def iter_upwards(path: str) -> Iterator[str]:
    """Yield a path and the directories above it, up to the root."""
    yield path
    while (above := os.path.dirname(path)) != path:
        path = above
        yield path


def _list_directories(path: str) -> list[str]:
    """Return the directories that are walked because of a path: itself, or those that its pattern finds."""
    if os.path.lexists(path) or not _PATTERN_CHARACTERS.intersection(path):
        return [path] if os.path.isdir(path) else []
    import glob

    return [found for found in glob.iglob(path, recursive=True) if os.path.isdir(found)]


def _walk_directories(root: str) -> Iterator[Identity]:
    """Yield a directory and those below it, each once, links followed."""
    waiting, seen = [root], set()
    while waiting:
        directory = waiting.pop()
        status = find_status(directory)
        if status is None or (identity := (status.st_dev, status.st_ino)) in seen:
            continue
        seen.add(identity)
        yield identity
        with contextlib.suppress(OSError), os.scandir(directory) as entries:
            waiting += [entry.path for entry in entries if entry.is_dir()]


def _would_hold(pattern: str, target: str) -> bool:
    """Return whether a pattern looks for files in a directory that it names and that holds `target`, or finds `target`.

    Args:
        pattern: A path of the input.
        target: A path without links, which need not exist.
    """
    if os.path.lexists(pattern) or not _PATTERN_CHARACTERS.intersection(pattern):
        return False
    parts = pattern.split(os.sep)
    fixed = next(place for place, part in enumerate(parts) if _PATTERN_CHARACTERS.intersection(part))
    base = os.path.realpath(
        os.sep.join(parts[:fixed]) or (os.sep if pattern.startswith(os.sep) else os.curdir)
    )
    if not _is_below(target, base):
        return False
    return fixed > 0 or _may_match(parts, os.path.relpath(target, base).split(os.sep))


def _may_match(pattern: list[str], parts: list[str]) -> bool:
    """Return whether a pattern finds a path, something above it, or something below it."""
    for part, wanted in zip(parts, pattern, strict=False):
        if wanted in ("**", os.pardir):
            return True
        if not fnmatchcase(part, wanted):
            return False
    return True
