"""Write a corpus without its copies, and put the copies back.

The new tree has the files of the old one. Every line that stays is there byte for byte; every line that was taken
out stands in `removed.jsonl.xz`, with its place, so that the original files can be rebuilt from the tree alone. The tree
is built beside its place and moved there when it is complete: what is interrupted leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import lzma
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from corpuskit.corpus import Corpus, Origin
from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.formats import FORMATS, load_format
from corpuskit.corpus.sources import (
    READ_ERRORS,
    REMOVED_LIST,
    Source,
    find_read_once,
    printable_path,
    unreadable,
)
from corpuskit.dedupe.writing.copies import collect_copies
from corpuskit.dedupe.writing.edits import (
    ChooseCopies,
    EncodedText,
    FindKept,
    RemovedParagraph,
    RemovedPiece,
    RemovedPieces,
    apply_edits,
    compress,
    find_edits,
    holds_copies,
)
from corpuskit.dedupe.writing.losses import Losses
from corpuskit.errors import InputChangedError, UsageError
from corpuskit.files import NewDirectory, check_new_directory, check_relative, make_directory
from corpuskit.inputs import InputFiles
from corpuskit.records import Issue, ParagraphReference

MANIFEST = REMOVED_LIST
"""Name of the file, at the top of the new tree, that holds what was taken out."""


class Rewriting(msgspec.Struct, kw_only=True):
    """What was written.

    Attributes:
        files: Number of files in the new tree, `removed.jsonl.xz` not counted.
        changed: Number of files that lack something of their original.
        paragraphs: Number of paragraphs taken out.
        issues: Files that were copied as they are although they hold copies, or could not be read; and how much others lose.
        losses: How much each file loses.
    """

    files: int = 0
    changed: int = 0
    paragraphs: int = 0
    issues: list[Issue] = msgspec.field(default_factory=list)
    losses: Losses = msgspec.field(default_factory=Losses)


class RewritePlan(msgspec.Struct, frozen=True, kw_only=True):
    """The files that are going to be rewritten, as they were before they were searched.

    Attributes:
        sources: The files in order.
        digests: The SHA-256 of each by its path; a file that could not be read has none.
        mode: The permissions that all of them have.
        plain: By the paths, as they are shown, of those that are UTF-8 and of which lines are taken out: their paths, those
            below the corpus root as they are shown, and where their documents begin.
    """

    sources: list[Source]
    digests: dict[str, bytes]
    mode: int
    plain: dict[str, tuple[str, str, int]]


def write_without_copies(
    corpus: Corpus,
    records: Iterable[object],
    directory: str | os.PathLike[str],
    plan: RewritePlan | None = None,
    *,
    choose: ChooseCopies | None = None,
) -> Rewriting:
    """Return what was written to `directory`: the files of `corpus` without the copies that `records` name.

    Lines go, and nothing else: a file that held only copies stays, empty. In rows the text field is shortened; a row
    of which no paragraph is left is taken out. A file that could not be read as text is copied as it is.

    Args:
        corpus: The corpus that was searched, of files.
        records: What `find_duplicates` found in it, or `RemovedParagraph`.
        directory: Where the tree is to be: a new or empty directory outside the input.
        plan: What `plan_rewriting` returned before the search; None for the files as they are now.
        choose: Chooses among the copies of a document those that go, such as `Floor.choose`; None for all.

    Raises:
        UsageError: The directory is not empty or lies inside the input, two files would fall on one, or the corpus
            is read from standard input.
        InputChangedError: A file is not what it was before the search.
        OutputError: The tree could not be written; nothing of it is left.
    """
    target = os.fspath(directory)
    if plan is None:
        plan = plan_rewriting(corpus, target)
    copies = _find_origins(corpus, records, choose)
    if not corpus.encoding:
        # In other encodings than UTF-8 characters of the new file might be read otherwise.
        copies = copies._replace(find_kept=partial(_find_kept, copies, plan.plain))
    result = Rewriting()
    compressor = lzma.LZMACompressor(preset=9)
    with make_directory(target, corpus.inputs) as tree, tree.open(MANIFEST, plan.mode) as manifest:
        for source in plan.sources:
            for piece in _write_file(corpus, source, plan, copies, tree, result):
                manifest.write(compressor.compress(msgspec.json.encode(piece) + b"\n"))
        manifest.write(compressor.flush())
    result.issues.extend(result.losses.list_issues())
    return result


class _Copies(NamedTuple):
    """The copies that are going to be taken out.

    Attributes:
        origins: Where each document comes from, by its id.
        by_origin: The copies by where their documents come from.
        choose: Chooses among those of a document.
        find_kept: Tells where a kept paragraph can be read in the new tree.
    """

    origins: Mapping[str, Origin]
    by_origin: dict[Origin, list[RemovedParagraph]]
    choose: ChooseCopies
    find_kept: FindKept


def _find_origins(corpus: Corpus, records: Iterable[object], choose: ChooseCopies | None) -> _Copies:
    origins = corpus.find_origins()
    try:
        by_origin = {origins[doc]: found for doc, found in collect_copies(records).items()}
    except KeyError as error:
        raise InputChangedError(str(error.args[0])) from error
    return _Copies(origins, by_origin, choose or (lambda _text, copies: copies), lambda _kept, _text: None)


def _find_kept(
    copies: _Copies, plain: Mapping[str, tuple[str, str, int]], kept: ParagraphReference, text: str
) -> tuple[str, int] | None:
    """Return the file below the corpus root in which a kept paragraph stands, and where; None where that is not certain."""
    origin = copies.origins.get(kept.doc)
    if origin is None or origin.path is None or origin.path not in plain:
        return None
    # A corpus that is compared with may have a document of the same name.
    others = copies.by_origin.get(origin, [])
    place = bisect_left(others, kept.end, key=attrgetter("start"))
    if place and others[place - 1].end > kept.start:
        return None
    path, relative, head = plain[origin.path]
    start, end = head + kept.start, head + kept.end
    return (relative, start) if _read_plain(path)[start:end] == text else None


@lru_cache(4)
def _read_plain(path: str) -> str:
    return _decode(Path(path).read_bytes())


def _decode(data: bytes) -> str:
    return data.decode("utf-8").removeprefix("\ufeff")


def choose_copies(
    corpus: Corpus, records: Iterable[object], plan: RewritePlan, choose: ChooseCopies, result: Rewriting
) -> Iterator[RemovedParagraph]:
    """Yield the copies that `write_without_copies` would take out, in the order of the files.

    `result` takes note of how much of each file that is, and of files that would stay although they hold copies; other
    arguments and errors are those of `write_without_copies`.
    """
    copies = _find_origins(corpus, records, choose)
    for source in plan.sources:
        read = _read_source(corpus, source, plan, [])  # the search has told what cannot be read
        if read is None or not _is_edited(corpus, source, copies, result) or (text := read[1]) is None:
            continue
        edits = find_edits(text, corpus, source, copies.by_origin, choose)
        result.losses.add(source, text, edits)
        for edit in edits:
            yield from edit.paragraphs


def plan_rewriting(corpus: Corpus, directory: str | os.PathLike[str] | None) -> RewritePlan:
    """Return the files of a corpus as they are now, after checking that it can be written without its copies.

    Args:
        corpus: The corpus.
        directory: Where it is going to be written; None where only what would go is asked for.

    Raises:
        UsageError: It cannot, as `write_without_copies` says.
    """
    try:
        if directory is not None:
            check_new_directory(os.fspath(directory), corpus.inputs)
    except UsageError as error:
        raise UsageError(f"--write: {error.message}", hint=error.hint) from error
    sources = _list_sources(corpus)
    digests = {}
    plain = {}
    mode = 0o666
    for source in sources:
        # What cannot be read is told when it is to be written.
        with contextlib.suppress(*READ_ERRORS):
            data = Path(source.path).read_bytes()
            digests[source.path] = _hash(data)
            mode &= _copied_mode(source.path)
            input_format = corpus.find_format(source)
            if source.is_plain_file and FORMATS[input_format].edited == "lines" and _is_utf8(data):
                head = load_format(input_format).find_body(_decode(data))
                plain[printable_path(source.path)] = source.path, _place(source), head
    return RewritePlan(sources=sources, digests=digests, mode=mode, plain=plain)


def _place(source: Source) -> str:
    return printable_path(os.path.normpath(source.relative))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _copied_mode(path: str) -> int:
    """Return the permissions of what is made of a file: others get none that they do not have already."""
    return 0o600 | os.stat(path).st_mode & 0o066


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _list_sources(corpus: Corpus) -> list[Source]:
    sources = [source for source in corpus.find_sources() if isinstance(source, Source)]
    taken: dict[str, str] = {MANIFEST: "the list of what was taken out"}
    for source in sources:
        if pipe := find_read_once([source.path]):
            raise UsageError(f"--write needs files to take lines out of, got {pipe}", hint="name the files")
        input_format = FORMATS[corpus.format_of(source)]
        if input_format.edited == "refused":
            raise UsageError(
                f"--write takes no rows out of {input_format.described}: {printable_path(source.path)}",
                hint="--pairs tells what to take out",
            )
        relative = check_relative(source.relative)
        if relative in taken:
            raise UsageError(
                f"--write: {printable_path(source.path)} and {taken[relative]} would both be written as {relative}",
                hint="write them in two runs",
            )
        taken[relative] = printable_path(source.path)
    return sources


def _read_source(
    corpus: Corpus, source: Source, plan: RewritePlan, issues: list[Issue]
) -> tuple[bytes, EncodedText | None] | None:
    """Return the bytes of a file, and its content where it is text; None where it cannot be read.

    Raises:
        InputChangedError: It is not what it was before the search.
    """
    digest = plan.digests.get(source.path)
    try:
        original = Path(source.path).read_bytes()
        data = original if source.is_plain_file else _expand(original, corpus.options.max_bytes)
    except READ_ERRORS as error:
        if digest is not None and not os.path.exists(source.path):
            raise InputChangedError(source.path) from error
        issues.append(unreadable(source.path, error))
        return None
    if _hash(original) != digest:
        raise InputChangedError(source.path)
    return original, EncodedText.read(data, corpus.encoding)


def _write_file(
    corpus: Corpus,
    source: Source,
    plan: RewritePlan,
    copies: _Copies,
    tree: NewDirectory,
    result: Rewriting,
) -> Iterator[RemovedPiece]:
    """Write one file to the tree and yield what was taken out of it."""
    read = _read_source(corpus, source, plan, result.issues)
    if read is None:
        return
    original, text = read
    mode = _copied_mode(source.path)
    result.files += 1
    if not _is_edited(corpus, source, copies, result, "; copied as it is"):
        tree.write(source.relative, original, mode)
        return
    edits = find_edits(text, corpus, source, copies.by_origin, copies.choose) if text else []
    if text is None or not edits:
        tree.write(source.relative, original, mode)
        return
    if not text.is_reversible():
        result.issues.append(_unchangeable(source, text.encoding))
        tree.write(source.relative, original, mode)
        return
    result.losses.add(source, text, edits)
    changed, pieces = apply_edits(text, edits, _place(source), copies.find_kept)
    tree.write(source.relative, changed if text.data == original else compress(changed), mode)
    result.changed += 1
    result.paragraphs += sum(len(piece.paragraphs) for piece in pieces)
    yield from pieces


def _is_edited(
    corpus: Corpus, source: Source, copies: _Copies, result: Rewriting, consequence: str = ""
) -> bool:
    """Return whether copies can be taken out of a file of this format; one that cannot, and holds some, is told."""
    input_format = FORMATS[corpus.find_format(source)]
    if input_format.edited is not None:
        return True
    if holds_copies(source, copies.by_origin):
        issue = Issue(
            path=printable_path(source.path),
            kind="format",
            message=f"nothing can be taken out of {input_format.described}{consequence}",
            hint="--pairs tells what to take out",
        )
        result.issues.append(issue)
    return False


def _expand(data: bytes, max_bytes: int) -> bytes:
    with BoundedStream(gzip.GzipFile(fileobj=io.BytesIO(data)), max_bytes) as stream:
        return stream.read()


def _unchangeable(source: Source, encoding: str) -> Issue:
    return Issue(
        path=printable_path(source.path),
        kind="encoding",
        message=f"lines cannot be taken out of its {encoding} without touching others; copied as it is",
        hint="convert it to UTF-8 first",
    )


def restore_corpus(directory: str | os.PathLike[str], target: str | os.PathLike[str]) -> int:
    """Return the number of files written to `target`: those that `directory` was made from.

    Their bytes are those of the originals; of a `.gz` file, the bytes that it holds.

    Args:
        directory: What `write_without_copies` wrote.
        target: A new or empty directory outside it.

    Raises:
        UsageError: There is no `removed.jsonl.xz`, or the target is not empty.
        OutputError: The files could not be written; nothing of them is left.
    """
    tree = Path(directory)
    try:
        lines = lzma.decompress((tree / MANIFEST).read_bytes()).splitlines()
    except (OSError, lzma.LZMAError) as error:
        raise UsageError(
            f"no {MANIFEST} in {printable_path(str(tree))}", hint="name what --write wrote"
        ) from error
    inputs = InputFiles()
    inputs.expect([os.fspath(directory)], lambda: [os.path.join(directory, MANIFEST)])
    pieces = RemovedPieces(
        (msgspec.json.decode(line, type=RemovedPiece) for line in lines),
        lambda path: places[path].read_bytes(),
    )
    places = {
        printable_path(str(path.relative_to(tree))): path
        for path in sorted(tree.rglob("*"))
        if not path.is_dir() and str(path.relative_to(tree)) != MANIFEST
    }
    with make_directory(os.fspath(target), inputs) as building:
        for name, path in places.items():
            building.write(str(path.relative_to(tree)), pieces.put_back(name), _copied_mode(str(path)))
    return len(places)
