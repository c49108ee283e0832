"""The impure edge: from paths and streams to documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any, NamedTuple, Protocol, Self, TypeVar

import msgspec

from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.decode import AUTO_ENCODING, check_encoding
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats import InputFormat, list_suffixes, split_suffix
from corpuskit.corpus.input import Input
from corpuskit.corpus.options import CorpusOptions
from corpuskit.corpus.reading import WORD_DIVISION, choose_format, read_input
from corpuskit.corpus.selection import Selection, find_day, find_value
from corpuskit.corpus.sources import (
    READ_ERRORS,
    STANDARD_INPUT,
    Source,
    find_sources,
    measure_bytes,
    printable_path,
    unreadable,
)
from corpuskit.errors import NothingReadableError, UsageError
from corpuskit.inputs import InputFiles
from corpuskit.records import Issue

DocumentT = TypeVar("DocumentT", bound="DocumentOrigin")
# How many of the paths an error names.
_NAMED_PATHS = 3

__all__ = ["Corpus", "CorpusOptions", "Document", "open_corpus"]


class DocumentOrigin(Protocol):
    """A document, or what stands for it where it was read elsewhere.

    Attributes:
        id: Its id.
        path: The file it comes from; None for standard input.
        row: Number of the row it comes from; None where it is a file of its own.
    """

    @property
    def id(self) -> str:
        """See above."""
        ...

    @property
    def path(self) -> str | None:
        """See above."""
        ...

    @property
    def row(self) -> int | None:
        """See above."""
        ...

    def with_id(self, doc: str) -> Self:
        """Return the same under another id."""
        ...


class Origin(NamedTuple):
    """Where a document comes from.

    Attributes:
        path: The file it comes from; None for standard input.
        row: Number of the row it comes from; None where it is a file of its own.
    """

    path: str | None
    row: int | None

    def __str__(self) -> str:
        place = self.path or "standard input"
        return place if self.row is None else f"{place}, row {self.row}"


class Corpus:
    """The documents below some paths, read one at a time each time it is iterated over.

    Args:
        paths: Files, directories, globs, or `-` for standard input.
        options: How they are read.
        inputs: Takes note of every file that is read; None for a list of its own.

    Attributes:
        inputs: The files that are read, which nothing may be written over.
        issues: What was met in the last iteration and had to be left out or told; complete when it has ended.
        document_count: Number of documents of the last iteration.
        encoding: Standard name of the encoding of input without a byte-order mark; None for UTF-8.
        tells_words: Whether it is said what tells the words of scripts without spaces.
        on_read: Called with the number of bytes of files that have been read in this iteration, as they are on the disk;
            None where nobody looks.
        on_document: Called with each document of an iteration; None where nobody looks.

    Raises:
        UsageError: The encoding is not known.
    """

    def __init__(
        self, paths: Iterable[str], options: CorpusOptions, inputs: InputFiles | None = None
    ) -> None:
        self.paths = tuple(paths)
        self.options = options
        self.inputs = InputFiles() if inputs is None else inputs
        self.inputs.expect(self.paths, self._iter_paths)
        is_named = options.encoding not in (None, AUTO_ENCODING)
        self.encoding = check_encoding(options.encoding or "") if is_named else None
        # The fields of conditions that no document has had.
        self._unknown: set[str] = set()
        self._selection = Selection(options)
        self.issues: list[Issue] = []
        self.document_count = 0
        self.tells_words = True
        self.on_read: Callable[[int], None] | None = None
        self.on_document: Callable[[Document], None] | None = None
        self._done_bytes = 0
        self._origins: dict[str, Origin] = {}
        # The number to try next for an id that is taken.
        self._next_numbers: dict[str, int] = {}
        # What has been said of ids that were taken: the file, and what was done about it.
        self._said: set[tuple[str | None, str]] = set()

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents.

        Raises:
            NothingReadableError: There was not one document.
        """
        for document in self.take_note(self._iter_found()):
            if self.on_document is not None:
                self.on_document(document)
            yield document

    def take_note(self, found: Iterable[DocumentT | Issue]) -> Iterator[DocumentT]:
        """Yield the documents that are wanted, in an iteration whose documents are read here or elsewhere.

        Args:
            found: What stands for each document, with its `id`, `path` and `row`, and the issues.

        Raises:
            NothingReadableError: There was not one document.
        """
        self.issues = []
        self.document_count = 0
        self._origins = {}
        self._next_numbers = {}
        self._said = set()
        for each in found:
            if isinstance(each, Issue):
                if each.kind != WORD_DIVISION or self._is_to_be_told():
                    self.issues.append(each)
                continue
            doc = self._claim_id(each.id, Origin(each.path, each.row))
            if self._count(doc):
                yield each if doc == each.id else each.with_id(doc)
        if not self._origins:
            self._raise_nothing_readable()

    def _is_to_be_told(self) -> bool:
        """Return whether it is said what tells words: once for all inputs, where anybody asks."""
        if not self.tells_words or (None, WORD_DIVISION) in self._said:
            return False
        self._said.add((None, WORD_DIVISION))
        return True

    def count_document(self, doc: str, path: str | None, row: int | None) -> None:
        """Take note of a document of this iteration that nobody needs to see.

        Args:
            doc: Its id.
            path: The file it comes from; None for standard input.
            row: Number of the row it comes from; None where it is a file of its own.
        """
        self._count(self._claim_id(doc, Origin(path, row)))

    def find_origins(self) -> Mapping[str, Origin]:
        """Return where each document comes from, by its id; the corpus is read for that.

        Raises:
            NothingReadableError: There was not one document.
        """
        for _ in self:
            pass
        return self._origins

    def _count(self, doc: str) -> bool:
        is_wanted = self.is_wanted(doc)
        self.document_count += is_wanted
        return is_wanted

    def _claim_id(self, doc: str, origin: Origin) -> str:
        """Return the id under which a document is known in this iteration: its own, or one like it where that is taken."""
        taken_by = self._origins.get(doc)
        if taken_by is None:
            self._origins[doc] = origin
            return doc
        way, claimed = next(
            each for each in self._iter_other_ids(doc, origin, taken_by) if each[1] not in self._origins
        )
        self._origins[claimed] = origin
        if (origin.path, way) not in self._said:
            self._said.add((origin.path, way))
            message = f"the id {doc!r} is that of {taken_by}; {way}: {claimed!r} for {origin}"
            self.issues.append(Issue(path=origin.path or STANDARD_INPUT, kind="id", message=message))
        return claimed

    def _iter_other_ids(self, doc: str, origin: Origin, taken_by: Origin) -> Iterator[tuple[str, str]]:
        """Yield other ids for a document, each with the words that say how it was made."""
        path = origin.path
        if path is not None and path != taken_by.path:
            below = self._below_root(path)
            if origin.row is None:
                yield "files of one name keep their suffixes", below
                yield "files of one name go by their paths", path
            else:
                yield "ids that are taken begin with the file", f"{split_suffix(below)[0]}:{doc}"
                yield "ids that are taken begin with the path", f"{path}:{doc}"
        # Those before are taken, and an id may stand in a million rows.
        for number in count(self._next_numbers.get(doc, 2)):
            self._next_numbers[doc] = number + 1
            yield "ids that are taken are numbered", f"{doc}#{number}"

    def _below_root(self, path: str) -> str:
        """Return a path below the path of the corpus that it was found by."""
        for root in self.paths:
            beginning = printable_path(root).rstrip(os.sep) + os.sep
            if path.startswith(beginning):
                return path[len(beginning) :].replace(os.sep, "/")
        return os.path.basename(path)

    def is_wanted(self, doc: str) -> bool:
        """Return whether the document of that id is among those that were asked for."""
        if not self.options.docs:
            return True
        from fnmatch import fnmatchcase

        return any(fnmatchcase(doc, pattern) for pattern in self.options.docs)

    def find_sources(self) -> Iterator[Source | Issue]:
        """Yield its inputs in order, and issues between them; each is known from then on as a file that is read.

        Raises:
            UsageError: One of them is being written.
        """
        for source in find_sources(self.paths, globs=self.options.globs, ids=self.options.ids):
            if isinstance(source, Issue) or self.inputs.add(source.path):
                yield source
            else:
                yield Issue(
                    path=printable_path(source.path),
                    kind="output",
                    message="holds what this run prints; not read",
                )

    def _iter_paths(self) -> Iterator[str]:
        for source in find_sources(self.paths, globs=self.options.globs, ids=self.options.ids):
            if isinstance(source, Source):
                yield source.path

    def _iter_found(self) -> Iterator[Document | Issue]:
        self._done_bytes = 0
        self._unknown = set(self._selection.fields)
        for source in self.find_sources():
            if isinstance(source, Issue):
                yield source
                continue
            yield from self.read_source(source)
            if self.on_read is not None:
                self._done_bytes += measure_bytes(source)
                self.on_read(self._done_bytes)
        for field in sorted(self._unknown):
            yield Issue(
                path=", ".join(map(printable_path, self.paths[:_NAMED_PATHS])),
                kind="selection",
                message=f"no document here has a field {field!r}; --where does not know it",
                hint="corpuskit list -f jsonl shows the fields in 'meta', under the names that conditions take",
            )

    def count_bytes(self) -> int:
        """Return the size of all files that are read, on the disk."""
        return sum(
            measure_bytes(source)
            for source in find_sources(self.paths, globs=self.options.globs, ids=self.options.ids)
            if not isinstance(source, Issue)
        )

    def format_of(self, source: Source) -> InputFormat:
        """Return the format that a source is read as."""
        return self.options.input_format or source.format or "text"

    def find_format(self, source: Source) -> InputFormat:
        """Return the format that a source is read as, by what it contains too; what its name says where it cannot be."""
        said = self.format_of(source)
        if self.options.input_format is not None:
            return said
        try:
            with source.open(self.options.max_bytes) as stream:
                chosen, _ = choose_format(stream, source.format, source.path, is_named=source.is_named)
        except READ_ERRORS:
            return said
        return chosen or said

    def read_source(self, source: Source) -> Iterator[Document | Issue]:
        """Yield the documents of one input, and an issue for everything in it that is none."""
        is_file = source.path != STANDARD_INPUT
        try:
            stream = source.open(self.options.max_bytes)
            try:
                found = Input(
                    stream,
                    source.id,
                    printable_path(source.path) if is_file else None,
                    source.path if source.is_plain_file else None,
                    self.encoding,
                    self.options,
                    [],
                )
                chosen = self._select(read_input(found, source.format, is_named=source.is_named), source)
                yield from chosen if self.on_read is None else self._watch(chosen, stream)
            finally:
                if is_file:
                    stream.close()
        except READ_ERRORS as error:
            yield unreadable(source.path, error)

    def _watch(self, found: Iterator[Document | Issue], stream: BoundedStream) -> Iterator[Document | Issue]:
        for each in found:
            if self.on_read is not None and stream.position:
                self.on_read(self._done_bytes + stream.position)
            yield each

    def _select(self, found: Iterator[Document | Issue], source: Source) -> Iterator[Document | Issue]:
        """Yield what is chosen of an input, and a note on documents whose date would have to be known."""
        if self._selection.is_all:
            yield from found
            return
        undated = 0
        for each in found:
            if self._unknown and not isinstance(each, Issue):
                self._unknown = {field for field in self._unknown if find_value(each, field) is None}
            if isinstance(each, Issue) or self._selection.admits(each):
                yield each
            else:
                undated += self._selection.needs_date and find_day(each) is None
        if undated:
            plural = "documents have" if undated > 1 else "document has"
            message = f"{undated} {plural} no known date; left out by --since or --until"
            yield Issue(path=printable_path(source.path), kind="selection", message=message)

    def _raise_nothing_readable(self) -> None:
        skipped = [issue for issue in self.issues if issue.skipped]
        if not skipped and not self._selection.is_all:
            # There were some, and none was chosen.
            return
        if len(skipped) == 1:
            (issue,) = skipped
            # The error says what the issue says, and need not be said twice.
            self.issues.remove(issue)
            raise NothingReadableError(issue.describe().removesuffix("; skipped"), hint=issue.hint)
        names = ", ".join(repr(printable_path(path)) for path in self.paths[:_NAMED_PATHS]) + (
            ", …" if len(self.paths) > _NAMED_PATHS else ""
        )
        raise NothingReadableError(
            f"no document could be read in {names}",
            hint=skipped[0].hint
            if skipped
            else f"documents are {list_suffixes()} files, also as .gz; choose others with --glob",
        )


def iter_left_out(paths: Iterable[str], options: CorpusOptions, inputs: InputFiles) -> Iterator[Document]:
    """Yield the documents below `paths` that the options leave out by their ids and what is known of them.

    Args:
        paths: Files, directories or globs.
        options: How they are read, and which documents are chosen.
        inputs: Takes note of every file that is read.
    """
    everything = msgspec.structs.replace(options, docs=(), where=(), since=None, until=None, langs=())
    chosen, selection = Corpus(paths, options), Selection(options)
    for document in Corpus(paths, everything, inputs):
        if not chosen.is_wanted(document.id) or selection.leaves_out(document):
            yield document


def open_corpus(*paths: str | os.PathLike[str], **options: Any) -> Corpus:
    """Return the corpus below `paths`.

    Args:
        paths: Files, directories, globs, or `-` for standard input.
        options: Fields of `CorpusOptions`.

    Raises:
        UsageError: An option is not known, or its value makes no sense.
    """
    try:
        chosen = msgspec.convert(options, CorpusOptions, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"an option of open_corpus: {error}") from error
    unknown = set(options) - set(CorpusOptions.__struct_fields__)
    if unknown:
        raise UsageError(
            f"open_corpus has no option {min(unknown)!r}",
            hint=", ".join(CorpusOptions.__struct_fields__),
        )
    return Corpus([os.fspath(path) for path in paths], chosen)
