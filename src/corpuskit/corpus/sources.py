"""Paths, directories, globs and standard input to open inputs, in an order that depends on their names alone."""

from __future__ import annotations

import os
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import BinaryIO, Literal, NamedTuple

from corpuskit.corpus.formats import COMPRESSED_SUFFIX, InputFormat, split_suffix
from corpuskit.records import Issue

IdRule = Literal["relative", "path"]
"""What the id of a file is: its path below the corpus root without suffix, or its path as given."""

STANDARD_INPUT = "-"
# The list of what `corpuskit dedupe --write` took out, which lies beside what is left; its rows are no documents.
REMOVED_LIST = "removed.jsonl"
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
    """

    path: str
    id: str
    format: InputFormat | None
    relative: str = ""

    @property
    def is_plain_file(self) -> bool:
        """Whether its bytes are those of a file, and not what is made of them."""
        return self.path != STANDARD_INPUT and not self.path.endswith(COMPRESSED_SUFFIX)

    def open(self) -> BinaryIO:
        """Return the bytes of the source as a stream, decompressed.

        Raises:
            OSError: It cannot be read.
        """
        if self.path == STANDARD_INPUT:
            if sys.stdin is None:
                raise OSError("standard input is closed")
            return sys.stdin.buffer
        if self.path.endswith(COMPRESSED_SUFFIX):
            import gzip

            return gzip.open(self.path)  # type: ignore[return-value]
        return open(self.path, "rb")


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
    seen: set[str] | None = set() if len(paths) > 1 else None
    for path in paths:
        for found in _find_below(path, globs, ids):
            if isinstance(found, Source) and seen is not None and found.path != STANDARD_INPUT:
                whole = os.path.abspath(found.path)
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
        yield Source(path, STANDARD_INPUT, None)
    elif os.path.isdir(path):
        yield from _walk(path, globs, ids)
    elif os.path.lexists(path):
        yield _make_source(path, _relative_path(path, os.path.dirname(path)), ids)
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
    import difflib

    close = difflib.get_close_matches(os.path.basename(path), names, n=1)
    hint = f"looked in {printable_path(os.path.abspath(directory))!r}"
    if close:
        hint = f"did you mean {printable_path(os.path.join(os.path.dirname(path), close[0]))!r}?"
    return Issue(
        path=printable_path(path),
        kind="missing",
        message=f"no such file or directory: {printable_path(path)!r}",
        hint=hint,
        skipped=True,
    )


def _expand_glob(pattern: str, globs: tuple[str, ...], ids: IdRule) -> Iterator[Source | Issue]:
    import glob

    matches = sorted(glob.glob(pattern, recursive=True), key=os.fsencode)
    if not matches:
        yield _missing(pattern)
        return
    fixed = pattern[: min(pattern.index(character) for character in _GLOB_CHARACTERS if character in pattern)]
    root = os.path.dirname(fixed)
    directories = {match for match in matches if os.path.isdir(match)}
    for match in matches:
        if match in directories:
            # Files below it that the pattern matches too come on their own.
            if "**" not in pattern:
                yield from _walk(match, globs, ids)
        else:
            yield _make_source(match, _relative_path(match, root), ids)


def _walk(root: str, globs: tuple[str, ...], ids: IdRule) -> Iterator[Source | Issue]:
    passed_over: Counter[str] = Counter()
    yield from _walk_directory(root, "", globs, ids, passed_over, ())
    if passed_over:
        kinds = ", ".join(f"{suffix} {count}" for suffix, count in sorted(passed_over.items()))
        total = sum(passed_over.values())
        yield Issue(
            path=printable_path(root),
            kind="passed_over",
            message=f"{total} file{'s' if total > 1 else ''} passed over, by suffix: {kinds}",
            hint="choose with --glob, or name the files",
        )


def _walk_directory(
    directory: str,
    below: str,
    globs: tuple[str, ...],
    ids: IdRule,
    passed_over: Counter[str],
    above: tuple[tuple[int, int], ...],
) -> Iterator[Source | Issue]:
    try:
        status = os.stat(directory)
        names = sorted(os.listdir(directory), key=os.fsencode)
    except OSError as error:
        yield unreadable(directory, error)
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield Issue(
            path=printable_path(directory),
            kind="loop",
            message="links back to a directory above it; not followed",
        )
        return
    for name in names:
        if name.startswith("."):
            continue
        path, relative = os.path.join(directory, name), os.path.join(below, name)
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            yield unreadable(path, error)
            continue
        if stat.S_ISDIR(mode):
            yield from _walk_directory(path, relative, globs, ids, passed_over, (*above, identity))
        elif not _is_chosen(relative, globs):
            passed_over[os.path.splitext(name)[1] or "none"] += 1
        elif stat.S_ISREG(mode):
            yield _make_source(path, relative, ids)
        else:
            yield Issue(
                path=printable_path(path), kind="special", message="no regular file; not read", skipped=True
            )


def _is_chosen(relative: str, globs: tuple[str, ...]) -> bool:
    name = os.path.basename(relative)
    if not globs:
        return split_suffix(name)[1] is not None and name != REMOVED_LIST
    relative = relative.replace(os.sep, "/")
    return any(fnmatchcase(relative, pattern) or fnmatchcase(name, pattern) for pattern in globs)


def unreadable(path: str, error: BaseException) -> Issue:
    """Return the issue that says why `path` cannot be read."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Issue(
        path=printable_path(path),
        kind="unreadable",
        message=f"cannot be read: {reason}; skipped",
        skipped=True,
    )
