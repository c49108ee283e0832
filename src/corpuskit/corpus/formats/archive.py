"""Archives (ZIP, tar): their members are read as the files of a directory are; nothing is written to disk."""

from __future__ import annotations

import io
import posixpath
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from corpuskit.corpus.bounded import BoundedStream, InputTooLargeError, Stream
from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import make_printable
from corpuskit.corpus.formats import is_compressed, name_unread, split_suffix
from corpuskit.corpus.input import Input
from corpuskit.corpus.sources import is_chosen, is_hidden, open_compressed, passed_over_message
from corpuskit.records import Issue

_DEEPEST = 2
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class _Member(NamedTuple):
    """A file in an archive.

    Attributes:
        name: Its name.
        stream: Its bytes.
    """

    name: str
    stream: Stream


def read(source: Input) -> Iterator[Document | Issue]:
    """Yield the documents of all members in the order of the archive, and an issue for each that is none."""
    if source.depth >= _DEEPEST:
        yield source.make_issue("content", "an archive in an archive in an archive", hint="unpack it first")
        return
    passed_over: Counter[str] = Counter()
    left = [source.options.max_bytes] if source.budget is None else source.budget
    source = source._replace(budget=left)
    try:
        for member in _iter_members(source):
            if isinstance(member, Issue):
                yield member
            elif is_chosen(member.name, source.options.globs):
                yield from _read_member(source, member, left)
            else:
                passed_over[name_unread(member.name)] += 1
    except InputTooLargeError:
        raise
    except (*_BROKEN, OSError) as error:
        yield source.make_issue("content", f"cannot be read as an archive: {error}")
    if passed_over:
        message, hint = passed_over_message(passed_over)
        yield Issue(path=source.name, kind="passed_over", message=message, hint=hint)


def _read_member(source: Input, member: _Member, left: list[int]) -> Iterator[Document | Issue]:
    from corpuskit.corpus.reading import read_input

    shown = f"{source.name}/{member.name}"
    stream: Stream = member.stream
    try:
        if is_compressed(member.name):
            stream = open_compressed(member.name, stream)
        data = BoundedStream(stream, left[0]).read()
    except InputTooLargeError as error:
        raise InputTooLargeError(source.options.max_bytes) from error
    except (*_BROKEN, OSError) as error:
        yield Issue(path=shown, kind="unreadable", message=f"cannot be read: {error}; skipped", skipped=True)
        return
    left[0] -= len(data)
    bare, said = split_suffix(member.name)
    bare = bare if said is not None else posixpath.splitext(bare)[0]
    inner = source._replace(
        stream=BoundedStream(io.BytesIO(data), None),
        id=f"{source.id}/{bare}",
        path=shown,
        file=None,
        depth=source.depth + 1,
    )
    yield from read_input(inner, said, is_named=False)


def _iter_members(source: Input) -> Iterator[_Member | Issue]:
    if source.stream.read_head(len(_ZIP[0])).startswith(_ZIP):
        yield from _iter_zip(source)
    else:
        yield from _iter_tar(source)


def _iter_zip(source: Input) -> Iterator[_Member | Issue]:
    with zipfile.ZipFile(_make_seekable(source)) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and _is_shown(info.filename)]
        _check_sizes(members, source)
        for info in members:
            if not _is_inside(info.filename):
                yield _make_outside(source, info.filename)
                continue
            if stat.S_ISLNK(info.external_attr >> _UNIX_MODE):
                yield _make_special(source, info.filename)
                continue
            try:
                with archive.open(info) as stream:
                    yield _Member(info.filename, stream)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
                path = f"{source.name}/{info.filename}"
                yield Issue(
                    path=path, kind="unreadable", message=f"cannot be read: {error}; skipped", skipped=True
                )


def _check_sizes(members: list[zipfile.ZipInfo], source: Input) -> None:
    """Refuse an archive that says itself that it holds too much, before any of it is expanded.

    Raises:
        InputTooLargeError: It does.
    """
    read = (info.file_size for info in members if is_chosen(info.filename, source.options.globs))
    if source.budget is not None and sum(read) > source.budget[0]:
        raise InputTooLargeError(source.options.max_bytes)


def _iter_tar(source: Input) -> Iterator[_Member | Issue]:
    with tarfile.open(fileobj=_make_seekable(source), mode="r:") as archive:
        for info in archive:
            name = make_printable(info.name.removeprefix("./"))
            if info.isdir() or not _is_shown(name):
                continue
            if not info.isreg():
                yield _make_special(source, name)
            elif not _is_inside(name):
                yield _make_outside(source, name)
            elif (stream := archive.extractfile(info)) is not None:
                yield _Member(name, stream)


def _make_seekable(source: Input) -> Stream:
    """Return the bytes of an archive; those of a compressed one are expanded within the bound."""
    raw = source.stream.raw
    if source.file is not None and raw.seekable():
        raw.seek(0)
        return raw
    return io.BytesIO(source.stream.read())


def _is_shown(name: str) -> bool:
    return not any(is_hidden(part) or part == "__MACOSX" for part in name.split("/") if part != "..")


def _is_inside(name: str) -> bool:
    return (
        not name.startswith(("/", "\\"))
        and ".." not in name.replace("\\", "/").split("/")
        and ":" not in name[:2]
    )


# Where the mode of a file stands in what a ZIP archive knows of it.
_UNIX_MODE = 16


def _make_special(source: Input, name: str) -> Issue:
    return Issue(
        path=f"{source.name}/{name}", kind="special", message="no regular file; not read", skipped=True
    )


def _make_outside(source: Input, name: str) -> Issue:
    return Issue(
        path=source.name,
        kind="content",
        message=f"the member {name!r} lies outside of it; skipped",
        skipped=True,
    )
