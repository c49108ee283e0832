"""One open input, as the reader of a format gets it, and what all readers make of it: documents and issues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from corpuskit.corpus.bounded import BoundedStream
from corpuskit.corpus.decode import DEFAULT_ENCODING, Decoded, UndecodableError, decode_text, find_mark
from corpuskit.corpus.document import Document
from corpuskit.corpus.guess import suggest_encoding
from corpuskit.corpus.options import CorpusOptions
from corpuskit.records import Issue

_NAMED_FIELDS = 12
_LONGEST_NAME = 40
_CARRIED = ("title", "date", "source")
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
    """

    stream: BoundedStream
    id: str
    path: str | None
    file: str | None
    encoding: str | None
    options: CorpusOptions

    @property
    def name(self) -> str:
        """How the user knows this input."""
        return self.path or self.id

    def make_document(self, text: str | None = None, **details: Any) -> Document:
        """Return a document of this input.

        Args:
            text: Its text; None where `details` say where that is.
            details: Arguments of `Document`; `id` is that of the input where there is none.
        """
        details.setdefault("id", self.id)
        return Document(
            text=text,
            path=self.path,
            paragraph_rule=self.options.paragraphs,
            language_model=self.options.language_model,
            **details,
        )

    def make_row_document(self, row: Any, number: int) -> Document | Issue:
        """Return the document of a row, or the issue that says why it holds none.

        Args:
            row: The fields and values.
            number: Number of the row in its input, from 1.
        """
        if not isinstance(row, Mapping):
            return self.make_row_issue(number, "not an object with fields")
        fields = self.options.fields
        text = row.get(fields.text)
        if not isinstance(text, str):
            if fields.text in row:
                return self.make_row_issue(number, f"field {fields.text!r} holds no text")
            return self.make_row_issue(
                number, f"no field {fields.text!r} ({shorten_names(row)})", hint=_TEXT_FIELD_HINT
            )
        if not is_unicode(text):
            return self.make_row_issue(
                number, f"field {fields.text!r} is not valid Unicode: it holds a lone surrogate"
            )
        metadata = {
            name: printable(str(value))
            for name in _CARRIED
            if (value := row.get(getattr(fields, name))) not in (None, "")
        }
        return self.make_document(
            text, id=make_row_id(self.id, row.get(fields.id), number), row=number, metadata=metadata
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

    def decode(self, data: bytes) -> Decoded | Issue:
        """Return the text of `data` and its encoding, or the issue that says why there is none."""
        try:
            decoded = decode_text(data, self.encoding)
        except UndecodableError as error:
            if b"\0" in data and not self.encoding and not error.is_marked:
                return self._make_binary_issue(data, data.index(b"\0"))
            return self.make_issue("decode", str(error), hint=self._find_cure(data, error))
        if "\0" in decoded.text:
            place = decoded.text.index("\0")
            return self._make_binary_issue(
                data, decoded.mark_length + len(decoded.text[:place].encode(decoded.encoding))
            )
        return decoded

    def decode_table(self, data: bytes) -> Decoded | Issue:
        """Return the text of a table and its encoding, or the issue that says why there is none.

        A cell may hold NUL. Bytes that are not UTF-8 cost the rows that they stand in, which hold lone surrogates
        in their place.
        """
        has_nul = b"\0" in data[: data.find(b"\n") + 1]
        if has_nul or self.encoding is not None or find_mark(data) is not None:
            return self.decode(data)
        return Decoded(data.decode("utf-8", "surrogateescape"), DEFAULT_ENCODING, 0)

    def _find_cure(self, data: bytes, error: UndecodableError) -> str:
        if error.is_marked:
            return "its byte-order mark says so, and no --encoding can mend it: get it again"
        suggested = suggest_encoding(data, error.offset, tried=error.encoding)
        if suggested is not None:
            return f"try --encoding {suggested.name}: it would begin {suggested.sample!r}"
        return "name its encoding: --encoding NAME, such as windows-1251, gb18030, shift_jis or windows-1252"

    def _make_binary_issue(self, data: bytes, offset: int) -> Issue:
        suggested = suggest_encoding(data, offset)
        if suggested is not None:
            hint = f"try --encoding {suggested.name}: it would begin {suggested.sample!r}"
        else:
            hint = "text holds no NUL; if it is text, take them out: tr -d '\\000' < FILE | corpuskit ... -"
        return self.make_issue("binary", f"binary data: NUL at byte {offset}", hint=hint)


def shorten_names(names: Iterable[Any]) -> str:
    """Return the names of fields for a message: the first ones, and how many there are where that is not all."""
    shown = []
    count = 0
    for count, name in enumerate(names, start=1):
        if count <= _NAMED_FIELDS:
            word = printable(str(name))
            shown.append(word if len(word) <= _LONGEST_NAME else f"{word[:_LONGEST_NAME]}…")
    return ", ".join(shown) + (f", … {count:,} names in all" if count > _NAMED_FIELDS else "")


def is_unicode(text: str) -> bool:
    """Return whether a string holds no lone surrogate."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def printable(text: str) -> str:
    r"""Return `text` with lone surrogates written as `\udNNN`."""
    return text if is_unicode(text) else text.encode("utf-8", "backslashreplace").decode()


def make_row_id(source_id: str, given: Any, number: int) -> str:
    """Return the id of the document in a row.

    Args:
        source_id: The id of the input that holds the row.
        given: What the id field of the row holds; None or empty where it holds nothing.
        number: Number of the row in its input, from 1.
    """
    return f"{source_id}:{number}" if given in (None, "") else printable(str(given))
