"""Write a corpus without its copies, and put the copies back.

The new tree has the files of the old one. Every line that stays is there byte for byte; every line that was taken
out stands in `removed.jsonl`, with its place, so that the original files can be rebuilt from the tree alone. The tree
is built beside its place and moved there when it is complete: what is interrupted leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from corpuskit.corpus import Corpus, Origin
from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.formats import FORMATS
from corpuskit.corpus.sources import (
    READ_ERRORS,
    STANDARD_INPUT,
    Source,
    printable_path,
    unreadable,
)
from corpuskit.dedupe.edits import (
    EncodedText,
    RemovedParagraph,
    RemovedPiece,
    apply_edits,
    compress,
    find_edits,
    holds_copies,
    undo_edits,
)
from corpuskit.errors import InputChangedError, UsageError
from corpuskit.files import NewDirectory, check_new_directory, check_relative, make_directory
from corpuskit.inputs import InputFiles
from corpuskit.records import DuplicateGroup, DuplicatePair, Issue, ParagraphReference

MANIFEST = "removed.jsonl"
"""Name of the file, at the top of the new tree, that holds what was taken out."""


class Rewriting(msgspec.Struct, kw_only=True):
    """What was written.

    Attributes:
        files: Number of files in the new tree, `removed.jsonl` not counted.
        changed: Number of files that lack something of their original.
        paragraphs: Number of paragraphs taken out.
        issues: Files that were copied as they are although they hold copies, or could not be read.
    """

    files: int = 0
    changed: int = 0
    paragraphs: int = 0
    issues: list[Issue] = msgspec.field(default_factory=list)


def collect_copies(records: Iterable[object]) -> dict[str, list[RemovedParagraph]]:
    """Return the copies that some records name, by document and in order of their place.

    What lies inside another paragraph is not among them where that one is a copy itself, or where it is what is kept
    of others: no text goes without one that holds it.

    Args:
        records: Groups or pairs as `find_duplicates` yields them; other records are passed over.
    """
    copies: dict[tuple[str, int], RemovedParagraph] = {}
    kept: set[tuple[str, int]] = set()
    for record in records:
        for copy in _iter_copies(record):
            place, original = (copy.doc, copy.start), (copy.kept.doc, copy.kept.start)
            if copy.kind == "contained" and (place in kept or place in copies or original in copies):
                continue
            copies[place] = copy
            kept.add(original)
    by_document: dict[str, list[RemovedParagraph]] = {}
    for copy in sorted(copies.values(), key=lambda copy: copy.start):
        by_document.setdefault(copy.doc, []).append(copy)
    return by_document


def _iter_copies(record: object) -> Iterator[RemovedParagraph]:
    if isinstance(record, DuplicateGroup):
        for member in record.members:
            yield _make_removed(member, record.kept, member.kind, member.similarity)
    elif isinstance(record, DuplicatePair):
        yield _make_removed(record, record.kept, record.kind, record.similarity)


def _make_removed(
    place: ParagraphReference | DuplicatePair, kept: ParagraphReference, kind: str, similarity: float
) -> RemovedParagraph:
    return RemovedParagraph(
        doc=place.doc,
        line=place.line,
        start=place.start,
        end=place.end,
        kind=kind,
        similarity=similarity,
        kept=kept,
    )


class RewritePlan(msgspec.Struct, frozen=True, kw_only=True):
    """The files that are going to be rewritten, as they were before they were searched.

    Attributes:
        sources: The files in order.
        digests: The SHA-256 of each by its path; a file that could not be read has none.
        mode: The permissions that all of them have.
    """

    sources: list[Source]
    digests: dict[str, bytes]
    mode: int


def write_without_copies(
    corpus: Corpus,
    records: Iterable[object],
    directory: str | os.PathLike[str],
    plan: RewritePlan | None = None,
) -> Rewriting:
    """Return what was written to `directory`: the files of `corpus` without the copies that `records` name.

    Lines go, and nothing else: a file that held only copies stays, empty. In rows the text field is shortened; a row
    of which no paragraph is left is taken out. A file that could not be read as text is copied as it is.

    Args:
        corpus: The corpus that was searched, of files.
        records: What `find_duplicates` found in it.
        directory: Where the tree is to be: a new or empty directory outside the input.
        plan: What `plan_rewriting` returned before the search; None for the files as they are now.

    Raises:
        UsageError: The directory is not empty or lies inside the input, two files would fall on one, or the corpus
            is read from standard input.
        InputChangedError: A file is not what it was before the search.
        OutputError: The tree could not be written; nothing of it is left.
    """
    target = os.fspath(directory)
    if plan is None:
        plan = plan_rewriting(corpus, target)
    origins = corpus.find_origins()
    try:
        copies = {origins[doc]: found for doc, found in collect_copies(records).items()}
    except KeyError as error:
        raise InputChangedError(str(error.args[0])) from error
    result = Rewriting()
    with make_directory(target, corpus.inputs) as tree, tree.open(MANIFEST, plan.mode) as manifest:
        for source in plan.sources:
            for piece in _write_file(corpus, source, plan.digests.get(source.path), copies, tree, result):
                manifest.write(msgspec.json.encode(piece) + b"\n")
    return result


def plan_rewriting(corpus: Corpus, directory: str | os.PathLike[str]) -> RewritePlan:
    """Return the files of a corpus as they are now, after checking that it can be written without its copies.

    Raises:
        UsageError: It cannot, as `write_without_copies` says.
    """
    try:
        check_new_directory(os.fspath(directory), corpus.inputs)
    except UsageError as error:
        raise UsageError(f"--write: {error.message}", hint=error.hint) from error
    sources = _list_sources(corpus)
    digests = {}
    mode = 0o666
    for source in sources:
        # What cannot be read is told when it is to be written.
        with contextlib.suppress(*READ_ERRORS):
            digests[source.path] = _hash(Path(source.path).read_bytes())
            mode &= _copied_mode(source.path)
    return RewritePlan(sources=sources, digests=digests, mode=mode)


def _copied_mode(path: str) -> int:
    """Return the permissions of what is made of a file: others get none that they do not have already."""
    return 0o600 | os.stat(path).st_mode & 0o066


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _list_sources(corpus: Corpus) -> list[Source]:
    sources = [source for source in corpus.find_sources() if isinstance(source, Source)]
    taken: dict[str, str] = {MANIFEST: "the list of what was taken out"}
    for source in sources:
        if source.path == STANDARD_INPUT:
            raise UsageError(
                "--write needs files to take lines out of, got standard input", hint="name the files"
            )
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


def _write_file(
    corpus: Corpus,
    source: Source,
    digest: bytes | None,
    copies: dict[Origin, list[RemovedParagraph]],
    tree: NewDirectory,
    result: Rewriting,
) -> Iterator[RemovedPiece]:
    """Write one file to the tree and yield what was taken out of it."""
    try:
        original = Path(source.path).read_bytes()
        mode = _copied_mode(source.path)
        data = original if source.is_plain_file else _expand(original, corpus.options.max_bytes)
    except READ_ERRORS as error:
        if digest is not None and not os.path.exists(source.path):
            raise InputChangedError(source.path) from error
        result.issues.append(unreadable(source.path, error))
        return
    if _hash(original) != digest:
        raise InputChangedError(source.path)
    result.files += 1
    if FORMATS[corpus.find_format(source)].edited is None:
        if holds_copies(source, copies):
            result.issues.append(_unwritable(source, FORMATS[corpus.find_format(source)].described))
        tree.write(source.relative, original, mode)
        return
    text = EncodedText.read(data, corpus.encoding)
    edits = find_edits(text, corpus, source, copies) if text else []
    if text is None or not edits:
        tree.write(source.relative, original, mode)
        return
    if not text.is_reversible():
        result.issues.append(_unchangeable(source, text.encoding))
        tree.write(source.relative, original, mode)
        return
    changed, pieces = apply_edits(text, edits, printable_path(os.path.normpath(source.relative)))
    tree.write(
        source.relative, compress(changed) if data is not original and data != original else changed, mode
    )
    result.changed += 1
    result.paragraphs += sum(len(piece.paragraphs) for piece in pieces)
    yield from pieces


def _unwritable(source: Source, described: str) -> Issue:
    return Issue(
        path=printable_path(source.path),
        kind="format",
        message=f"nothing can be taken out of {described}; copied as it is",
        hint="--pairs tells what to take out",
    )


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
        UsageError: There is no `removed.jsonl`, or the target is not empty.
        OutputError: The files could not be written; nothing of them is left.
    """
    tree = Path(directory)
    try:
        lines = (tree / MANIFEST).read_bytes().splitlines()
    except OSError as error:
        raise UsageError(
            f"no {MANIFEST} in {printable_path(str(tree))}", hint="name what --write wrote"
        ) from error
    inputs = InputFiles()
    inputs.expect([os.fspath(directory)], lambda: [os.path.join(directory, MANIFEST)])
    pieces: dict[str, list[RemovedPiece]] = {}
    for line in lines:
        piece = msgspec.json.decode(line, type=RemovedPiece)
        pieces.setdefault(piece.path, []).append(piece)
    count = 0
    with make_directory(os.fspath(target), inputs) as building:
        for path in sorted(tree.rglob("*")):
            relative = path.relative_to(tree)
            if path.is_dir() or str(relative) == MANIFEST:
                continue
            data = undo_edits(path.read_bytes(), pieces.get(printable_path(str(relative)), []))
            building.write(str(relative), data, _copied_mode(str(path)))
            count += 1
    return count
