"""The impure edge: from paths and streams to documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar

import msgspec

from corpuskit.corpus.decode import check_encoding
from corpuskit.corpus.document import Document
from corpuskit.corpus.formats import FieldNames, Input, InputFormat, read_documents
from corpuskit.corpus.sources import (
    READ_ERRORS,
    STANDARD_INPUT,
    IdRule,
    Source,
    find_sources,
    printable_path,
    unreadable,
)
from corpuskit.errors import DuplicateIdError, NothingReadableError, UsageError
from corpuskit.inputs import InputFiles
from corpuskit.records import Issue
from corpuskit.text.segments import ParagraphRule

DocumentT = TypeVar("DocumentT", bound="DocumentOrigin")
# How many of the paths an error names.
_NAMED_PATHS = 3

__all__ = ["Corpus", "CorpusOptions", "Document", "open_corpus"]


class CorpusOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a corpus is read.

    Attributes:
        input_format: Format of all inputs; None to go by the suffix of each.
        encoding: Encoding of input without a byte-order mark; None for UTF-8.
        text_field: Field of a row that holds the text.
        id_field: Field of a row that holds the id; a row without it is numbered.
        title_field: Field carried as the title.
        date_field: Field carried as the date.
        source_field: Field carried as the source.
        globs: Which files of a directory are taken, by name or path; empty for those of a known suffix.
        ids: `relative`: ids are paths below the corpus root, without suffix. `path`: paths as given.
        docs: Only documents whose id matches one of these globs; empty for all.
        paragraphs: How paragraphs are told apart.
        language_model: Ask py3langid for languages, instead of the shipped tables.
    """

    input_format: InputFormat | None = None
    encoding: str | None = None
    text_field: str = "text"
    id_field: str = "id"
    title_field: str = "title"
    date_field: str = "date"
    source_field: str = "source"
    globs: tuple[str, ...] = ()
    ids: IdRule = "relative"
    docs: tuple[str, ...] = ()
    paragraphs: ParagraphRule = "auto"
    language_model: bool = False

    @property
    def fields(self) -> FieldNames:
        """The fields of a row that are read."""
        return FieldNames(
            self.text_field, self.id_field, self.title_field, self.date_field, self.source_field
        )


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
        self.encoding = check_encoding(options.encoding) if options.encoding else None
        self.issues: list[Issue] = []
        self.document_count = 0
        self._origins: dict[str, str] = {}

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents.

        Raises:
            DuplicateIdError: Two documents have the same id.
            NothingReadableError: There was not one document.
        """
        yield from self.take_note(self._iter_found())

    def take_note(self, found: Iterable[DocumentT | Issue]) -> Iterator[DocumentT]:
        """Yield the documents that are wanted, in an iteration whose documents are read here or elsewhere.

        Args:
            found: What stands for each document, with its `id`, `path` and `row`, and the issues.

        Raises:
            DuplicateIdError: Two documents have the same id.
            NothingReadableError: There was not one document.
        """
        self.issues = []
        self.document_count = 0
        self._origins = {}
        for each in found:
            if isinstance(each, Issue):
                self.issues.append(each)
            elif self.count_document(each.id, each.path, each.row):
                yield each
        if not self._origins:
            self._raise_nothing_readable()

    def count_document(self, doc: str, path: str | None, row: int | None) -> bool:
        """Take note of a document of this iteration, and return whether it is among those that are wanted.

        Args:
            doc: Its id.
            path: The file it comes from; None for standard input.
            row: Number of the row it comes from; None where it is a file of its own.

        Raises:
            DuplicateIdError: Another document has its id.
        """
        origin = path or "standard input"
        if row is not None:
            origin = f"{origin}, row {row}"
        if doc in self._origins:
            raise DuplicateIdError(
                f"two documents have the id {doc!r}: in {self._origins[doc]} and in {origin}",
                hint="name another --id-field"
                if row is not None
                else "read them in two runs, or use --ids path",
            )
        self._origins[doc] = origin
        is_wanted = self.is_wanted(doc)
        self.document_count += is_wanted
        return is_wanted

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
        for source in self.find_sources():
            if isinstance(source, Issue):
                yield source
            else:
                yield from self.read_source(source)

    def format_of(self, source: Source) -> InputFormat:
        """Return the format that a source is read as."""
        return self.options.input_format or source.format or "text"

    def read_source(self, source: Source) -> Iterator[Document | Issue]:
        """Yield the documents of one input, and an issue for everything in it that is none."""
        input_format = self.format_of(source)
        is_file = source.path != STANDARD_INPUT
        try:
            stream = source.open()
            try:
                yield from read_documents(
                    Input(
                        stream,
                        source.id,
                        printable_path(source.path) if is_file else None,
                        source.path if source.is_plain_file else None,
                        self.encoding,
                        self.options.fields,
                        self.options.paragraphs,
                        self.options.language_model,
                    ),
                    input_format,
                )
            finally:
                if is_file:
                    stream.close()
        except READ_ERRORS as error:
            yield unreadable(source.path, error)

    def _raise_nothing_readable(self) -> None:
        skipped = [issue for issue in self.issues if issue.skipped]
        if len(skipped) == 1:
            (issue,) = skipped
            reason = issue.message.removesuffix("; skipped")
            # The error says what the issue says, and need not be said twice.
            self.issues.remove(issue)
            raise NothingReadableError(
                reason if issue.path in reason else f"{issue.path}: {reason}", hint=issue.hint
            )
        names = ", ".join(repr(printable_path(path)) for path in self.paths[:_NAMED_PATHS]) + (
            ", …" if len(self.paths) > _NAMED_PATHS else ""
        )
        raise NothingReadableError(
            f"no document could be read in {names}",
            hint=skipped[0].hint
            if skipped
            else "documents are .txt .text .md .jsonl .ndjson .csv .tsv .parquet files, also as .gz; choose others with --glob",
        )


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
