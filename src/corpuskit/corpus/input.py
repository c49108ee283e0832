"""One open input, as the reader of a format gets it, and what all readers make of it: documents and issues."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any, NamedTuple

from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.decode import (
    AUTO_ENCODING,
    DEFAULT_ENCODING,
    Decoded,
    UndecodableError,
    check_encoding,
    decode_text,
    find_mark,
)
from corpuskit.corpus.document import Document
from corpuskit.corpus.fields import (
    MISSING,
    FieldNames,
    RowMetadata,
    is_unicode,
    iter_fields,
    look_up,
    make_printable,
)
from corpuskit.corpus.formats import InputFormat
from corpuskit.corpus.options import CorpusOptions
from corpuskit.corpus.texts import TextSource
from corpuskit.records import Issue

_NAMED_FIELDS = 12
_LONGEST_NAME = 40
_TEXT_FIELD_HINT = "name the field that holds the text: --text-field NAME"


class Input(NamedTuple):
    """One open input and how to read it.

    Attributes:
        stream: The bytes, decompressed.
        id: The id of its document, or the beginning of the ids of its rows.
        path: Its path, printable; None for standard input.
        file: The path to open it again; None where it cannot be, or is compressed.
        encoding: Standard name of the encoding of what is not UTF-8; None to refuse that.
        options: How the corpus is read.
        format: The format that it is read as.
        depth: In how many archives it lies.
        notes: What is to be said of it, beside what its documents and issues say.
        budget: A list of the number of bytes that all members of its archive may still hold; None outside of archives.
        read_as: The encoding that its text was read with, where its documents are rows or messages of that text.
    """

    stream: BoundedStream
    id: str
    path: str | None
    file: str | None
    encoding: str | None
    options: CorpusOptions
    notes: list[Issue]
    format: InputFormat = "text"
    depth: int = 0
    budget: list[int] | None = None
    read_as: str = DEFAULT_ENCODING

    @property
    def name(self) -> str:
        """How the user knows this input."""
        return self.path or self.id

    def make_document(self, text: str | TextSource, **details: Any) -> Document:
        """Return a document of this input.

        Args:
            text: Its text, or what it is had from.
            details: Other arguments of `Document`; `id` is that of the input where there is none.
        """
        options = self.options
        return Document(
            details.pop("id", self.id),
            text,
            path=self.path,
            format=self.format,
            paragraph_rule=options.paragraphs,
            language_model=options.language_model,
            encoding=details.pop("encoding", self.read_as),
            **details,
        )

    @property
    def own_reader(self) -> str:
        """What documents say that their text was extracted by, where no package was needed for that."""
        return "corpuskit"

    def make_extracted(
        self, text: str, data: bytes, *, by: str | None = None, metadata: Mapping[str, str], **details: Any
    ) -> Document | Issue:
        """Return the document of a text that was made of the bytes of this input, or the issue of one that is none.

        Args:
            text: The text.
            data: The bytes.
            by: What made it; None for this package.
            metadata: What is known of it.
            details: Other arguments of `Document`.
        """
        import hashlib

        if not is_unicode(text):
            return self.make_issue("content", "its text is not valid Unicode: it holds a lone surrogate")
        return self.make_document(
            text.replace("\0", ""),
            extracted_by=by or self.own_reader,
            metadata={name: make_printable(value) for name, value in metadata.items()},
            source_sha256=hashlib.sha256(data).hexdigest(),
            source_size=len(data),
            **details,
        )

    def make_missing(self, what: str, packages: str, otherwise: str | None = None) -> Issue:
        """Return the issue of an input that needs packages which are not installed.

        Args:
            what: What needs them.
            packages: Their names.
            otherwise: The option that does without them; None where none does.
        """
        names = packages.replace(" ", " and ")
        verb = "are" if " " in packages else "is"
        hint = f"pip install {packages}" + (f"; without them: {otherwise}" if otherwise else "")
        return self.make_issue("extra", f"{what} needs {names}, which {verb} not installed", hint=hint)

    def make_row_document(self, row: object, number: int) -> Document | Issue:
        """Return the document of a row, or the issue that says why it holds none.

        Args:
            row: The fields and values.
            number: Number of the row in its input, from 1.
        """
        fields = self.options.fields
        if isinstance(row, str) and fields.text == FieldNames().text:
            # Of a list of texts each is one, unless a field was named.
            row = {fields.text: row}
        if not isinstance(row, dict):
            return self.make_row_issue(number, "not an object with fields")
        text = look_up(row, fields.text)
        if not isinstance(text, str):
            if text is not MISSING:
                return self.make_row_issue(number, f"field {fields.text!r} holds no text")
            names = [name for name, _ in iter_fields(row)]
            return self.make_row_issue(
                number,
                f"no field {fields.text!r} ({shorten_names(names)})",
                hint=_find_text_field(row, names),
            )
        given = look_up(row, fields.id)
        return self.make_record(
            text,
            number,
            doc=make_row_id(self.id, None if given is MISSING else given, number),
            metadata=RowMetadata(row, fields),
        )

    def make_record(
        self, text: str, number: int, *, doc: str | None = None, metadata: Mapping[str, str], **details: Any
    ) -> Document | Issue:
        """Return one of several documents of this input, or the issue of a text that is none.

        Args:
            text: Its text.
            number: Its number in the input, from 1.
            doc: Its id; None to number it.
            metadata: What is known of it.
            details: Other arguments of `Document`.
        """
        if not is_unicode(text):
            return self.make_row_issue(number, "its text is not valid Unicode: it holds a lone surrogate")
        return self.make_document(
            text,
            id=make_row_id(self.id, None, number) if doc is None else doc,
            row=number,
            metadata=metadata,
            **details,
        )

    def make_issue(self, kind: str, message: str, *, hint: str | None = None) -> Issue:
        """Return the issue that says that this input holds no text."""
        return Issue(path=self.name, kind=kind, message=f"{message}; skipped", hint=hint, skipped=True)

    def make_row_issue(self, number: int | None, message: str, *, hint: str | None = None) -> Issue:
        """Return the issue that says that a row, or the rest of the input, holds no text."""
        place = "" if number is None else f"row {number}: "
        return self.make_issue("row", place + message, hint=hint)

    def check_header(self, names: Iterable[str]) -> Issue | None:
        """Return the issue of a table whose header does not name the text, or names something twice."""
        header = list(names)
        if not header:
            return None
        if self.options.fields.text not in header:
            message = f"no field {self.options.fields.text!r} in its header ({shorten_names(header)})"
            return self.make_issue("field", message, hint=_TEXT_FIELD_HINT)
        doubled = [name for name in set(self.options.fields) if header.count(name) > 1]
        if doubled:
            message = f"its header names the field {min(doubled)!r} twice ({shorten_names(header)})"
            return self.make_issue("field", message, hint="give one of them another name in its first line")
        return None

    def take_notes(self) -> list[Issue]:
        """Return what is to be said since the last time."""
        taken = list(self.notes)
        self.notes.clear()
        return taken

    def decode(self, data: bytes, *, declared: str | None = None) -> Decoded | Issue:
        """Return the text of `data` and its encoding, or the issue that says why there is none.

        Args:
            data: The whole input.
            declared: The standard name of the encoding that it says it has; it counts where it is no UTF-8 and the user names none.
        """
        try:
            decoded = decode_text(data, self.encoding or declared)
        except UndecodableError as error:
            if self.options.encoding == AUTO_ENCODING and not error.is_marked:
                return self._decode_as_it_fits(data, error)
            if b"\0" in data and not self.encoding and not error.is_marked:
                return self._make_binary_issue(data, data.index(b"\0"))
            return self.make_issue("decode", str(error), hint=self._find_cure(data, error))
        if "\0" in decoded.text:
            if self.options.encoding == AUTO_ENCODING and not decoded.mark_length:
                fitting = self._decode_as_it_fits(data, UndecodableError(decoded.encoding, 0, "it holds NUL"))
                if not isinstance(fitting, Issue):
                    return fitting
            place = decoded.text.index("\0")
            return self._make_binary_issue(
                data, decoded.mark_length + len(decoded.text[:place].encode(decoded.encoding))
            )
        return decoded

    def _decode_as_it_fits(self, data: bytes, error: UndecodableError) -> Decoded | Issue:
        """Return the text in the encoding whose letters fit best, which is noted; the issue where none does."""
        from corpuskit.corpus.guess import suggest_encoding

        suggested = None if _is_nearly_utf8(data) else suggest_encoding(data, error.offset)
        if suggested is not None:
            try:
                decoded = decode_text(data, check_encoding(suggested.name))
            except UndecodableError as other:
                error = other
            else:
                message = f"read as {suggested.name}, as its letters say: {suggested.sample!r}"
                self.notes.append(Issue(path=self.name, kind="encoding", message=message))
                return decoded
        return self.make_issue("decode", str(error), hint=self._find_cure(data, error))

    def decode_table(self, data: bytes) -> Decoded | Issue:
        """Return the text of a table and its encoding, or the issue that says why there is none.

        A cell may hold NUL. Bytes that are not UTF-8 cost the rows that they stand in, which hold lone surrogates
        in their place.
        """
        has_nul = b"\0" in data[: data.find(b"\n") + 1]
        if has_nul or self.options.encoding is not None or find_mark(data) is not None:
            return self.decode(data)
        try:
            return Decoded(data.decode("utf-8"), DEFAULT_ENCODING, 0)
        except UnicodeDecodeError as failed:
            error = UndecodableError("utf-8", failed.start, failed.reason)
        message = f"{error}: rows that hold such bytes are skipped"
        self.notes.append(
            Issue(path=self.name, kind="decode", message=message, hint=self._find_cure(data, error))
        )
        return Decoded(data.decode("utf-8", "surrogateescape"), DEFAULT_ENCODING, 0)

    def _find_cure(self, data: bytes, error: UndecodableError) -> str:
        if error.is_marked:
            return "its byte-order mark says so, and no --encoding can mend it: get it again"
        if self.encoding is None and _is_nearly_utf8(data):
            return "nearly all of it is UTF-8, so that some bytes are damaged: iconv -c -f utf-8 -t utf-8 FILE drops them"
        from corpuskit.corpus.guess import suggest_encoding

        suggested = suggest_encoding(data, error.offset, tried=error.encoding)
        if suggested is not None:
            return f"try --encoding {suggested.name}: it would begin {suggested.sample!r}"
        return "name its encoding: --encoding NAME, such as windows-1251, gb18030, shift_jis or windows-1252"

    def _make_binary_issue(self, data: bytes, offset: int) -> Issue:
        from corpuskit.corpus.guess import suggest_encoding

        suggested = suggest_encoding(data, offset)
        if suggested is not None:
            hint = f"try --encoding {suggested.name}: it would begin {suggested.sample!r}"
        else:
            hint = "text holds no NUL; if it is text, take them out: tr -d '\\000' < FILE | corpuskit ... -"
        return self.make_issue("binary", f"binary data: NUL at byte {offset}", hint=hint)


def reads_text(
    read: Callable[[Input, str], Iterator[Document | Issue]],
) -> Callable[[Input], Iterator[Document | Issue]]:
    """Return the function `read` of a format from one that takes the text of the input too."""

    @wraps(read)
    def read_decoded(source: Input) -> Iterator[Document | Issue]:
        decoded = source.decode(source.stream.read())
        if isinstance(decoded, Issue):
            yield decoded
        else:
            yield from read(source._replace(read_as=decoded.encoding), decoded.text)

    return read_decoded


def _find_text_field(row: Mapping[str, Any], names: list[str]) -> str:
    """Return the hint that names the field with the longest text of several words; any, where none is."""
    values = [(look_up(row, name), name) for name in names]
    # The one with the most letters: dates have several words too.
    texts = [
        (sum(map(str.isalpha, value)), name)
        for value, name in values
        if isinstance(value, str) and " " in value.strip()
    ]
    if not texts:
        return _TEXT_FIELD_HINT
    return _TEXT_FIELD_HINT.replace("NAME", shlex.quote(shorten_names([max(texts)[1]])))


def _is_nearly_utf8(data: bytes) -> bool:
    """Return whether there are more characters outside ASCII that are UTF-8 than bytes that are not."""
    text = data.decode("utf-8", "surrogateescape")
    others = [character for character in text if character > "\x7f"]
    damaged = sum("\udc80" <= character <= "\udcff" for character in others)
    return len(others) - damaged > damaged or (damaged <= _CUT_BYTES and "\udc80" <= text[-1:] <= "\udcff")


# A character that is cut off at the end has so many bytes.
_CUT_BYTES = 3


def shorten_names(names: Iterable[Any]) -> str:
    """Return the names of fields for a message: the first ones, and how many there are where that is not all."""
    shown = []
    count = 0
    for count, name in enumerate(names, start=1):
        if count <= _NAMED_FIELDS:
            word = make_printable(str(name))
            shown.append(word if len(word) <= _LONGEST_NAME else f"{word[:_LONGEST_NAME]}…")
    return ", ".join(shown) + (f", … {count:,} names in all" if count > _NAMED_FIELDS else "")


def make_row_id(source_id: str, given: object, number: int) -> str:
    """Return the id of the document in a row.

    Args:
        source_id: The id of the input that holds the row.
        given: What the id field of the row holds; None or empty where it holds nothing.
        number: Number of the row in its input, from 1.
    """
    return f"{source_id}:{number}" if given in (None, "") else make_printable(str(given))
