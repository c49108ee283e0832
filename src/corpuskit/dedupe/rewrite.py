"""Write a corpus without its copies, and put the copies back.

The new tree has the files of the old one. Every line that stays is there byte for byte; every line that was taken
out stands in `removed.jsonl`, with its place, so that the original files can be rebuilt from the tree alone. The tree
is built beside its place and moved there when it is complete: what is interrupted leaves nothing behind.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from corpuskit.corpus import Corpus
from corpuskit.corpus.sources import (
    READ_ERRORS,
    STANDARD_INPUT,
    Source,
    find_sources,
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
    undo_edits,
)
from corpuskit.errors import OutputError, UsageError
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


def write_without_copies(
    corpus: Corpus, records: Iterable[object], directory: str | os.PathLike[str]
) -> Rewriting:
    """Return what was written to `directory`: the files of `corpus` without the copies that `records` name.

    Lines go, and nothing else: a file that held only copies stays, empty. In rows the text field is shortened; a row
    of which no paragraph is left is taken out. A file that could not be read as text is copied as it is.

    Args:
        corpus: The corpus that was searched, of files.
        records: What `find_duplicates` found in it.
        directory: Where the tree is to be: a new or empty directory outside the input.

    Raises:
        UsageError: The directory is not empty or lies inside the input, two files would fall on one, or the corpus
            is read from standard input.
        OutputError: The tree could not be written; nothing of it is left.
    """
    target = Path(directory)
    sources = check_rewritable(corpus, target)
    copies = collect_copies(records)
    result = Rewriting()
    with _complete_or_nothing(target) as tree, (tree / MANIFEST).open("wb") as manifest:
        for source in sources:
            for piece in _write_file(corpus, source, copies, tree, result):
                manifest.write(msgspec.json.encode(piece) + b"\n")
    return result


def check_rewritable(corpus: Corpus, directory: str | os.PathLike[str]) -> list[Source]:
    """Return the files of a corpus, after checking that it can be written to `directory` without its copies.

    Raises:
        UsageError: It cannot, as `write_without_copies` says.
    """
    _check_target(Path(directory), corpus.paths)
    return _list_sources(corpus)


def _list_sources(corpus: Corpus) -> list[Source]:
    options = corpus.options
    found = find_sources(corpus.paths, globs=options.globs, ids=options.ids)
    sources = [source for source in found if isinstance(source, Source)]
    taken: dict[str, str] = {MANIFEST: "the list of what was taken out"}
    for source in sources:
        if source.path == STANDARD_INPUT:
            raise UsageError(
                "--write needs files to take lines out of, got standard input", hint="name the files"
            )
        if corpus.format_of(source) == "parquet":
            raise UsageError(
                f"--write takes no rows out of Parquet: {printable_path(source.path)}",
                hint="--pairs tells what to take out",
            )
        relative = os.path.normpath(source.relative)
        if relative in taken:
            raise UsageError(
                f"--write: {printable_path(source.path)} and {taken[relative]} would both be written as {relative}",
                hint="write them in two runs",
            )
        taken[relative] = printable_path(source.path)
    return sources


def _check_target(target: Path, paths: Iterable[str]) -> None:
    shown = printable_path(str(target))
    if target.is_dir():
        if any(target.iterdir()):
            raise UsageError(f"--write: {shown} is not empty", hint="name a new directory")
    elif os.path.lexists(target):
        raise UsageError(f"--write: {shown} is not a directory", hint="name a new directory")
    real = Path(os.path.realpath(target))
    for path in paths:
        source = Path(os.path.realpath(path))
        if source == real or (source.is_dir() and source in real.parents):
            raise UsageError(
                f"--write: {shown} lies inside the input {printable_path(path)}",
                hint="name a directory outside it",
            )


@contextmanager
def _complete_or_nothing(target: Path) -> Iterator[Path]:
    """Give a directory to build a tree in, which takes the place of `target` when all has gone well."""
    place = Path(os.path.realpath(target))
    building: str | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        building = tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".partial", dir=place.parent)
        yield Path(building)
        Path(building).chmod(0o777 & ~_current_umask())
        Path(building).rename(place)
        building = None
    except OSError as error:
        raise OutputError(f"cannot write {printable_path(str(target))}: {error.strerror or error}") from error
    finally:
        if building is not None:
            shutil.rmtree(building, ignore_errors=True)


def _current_umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


def _write_file(
    corpus: Corpus, source: Source, copies: dict[str, list[RemovedParagraph]], tree: Path, result: Rewriting
) -> Iterator[RemovedPiece]:
    """Write one file to the tree and yield what was taken out of it."""
    place = tree / os.path.normpath(source.relative)
    try:
        original = Path(source.path).read_bytes()
        with source.open() as stream:
            data = stream.read()
    except READ_ERRORS as error:
        result.issues.append(unreadable(source.path, error))
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    result.files += 1
    text = EncodedText.read(data, corpus.encoding)
    edits = find_edits(text, corpus, source, copies) if text else []
    if text is None or not edits:
        place.write_bytes(original)
        return
    if not text.is_reversible():
        result.issues.append(_unchangeable(source, text.encoding))
        place.write_bytes(original)
        return
    changed, pieces = apply_edits(text, edits, printable_path(os.path.normpath(source.relative)))
    place.write_bytes(compress(changed) if data is not original and data != original else changed)
    result.changed += 1
    result.paragraphs += sum(len(piece.paragraphs) for piece in pieces)
    yield from pieces


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
    _check_target(Path(target), [str(tree)])
    pieces: dict[str, list[RemovedPiece]] = {}
    for line in lines:
        piece = msgspec.json.decode(line, type=RemovedPiece)
        pieces.setdefault(piece.path, []).append(piece)
    count = 0
    with _complete_or_nothing(Path(target)) as building:
        for path in sorted(tree.rglob("*")):
            relative = path.relative_to(tree)
            if path.is_dir() or str(relative) == MANIFEST:
                continue
            place = building / relative
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(undo_edits(path.read_bytes(), pieces.get(printable_path(str(relative)), [])))
            count += 1
    return count
