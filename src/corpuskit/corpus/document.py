"""A document: one text with its id and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Self

from corpuskit.corpus.stored import LineBlock, StoredText
from corpuskit.text.language import (
    SAMPLED_CHARACTERS,
    Direction,
    find_direction,
    find_language,
    find_language_by_model,
    find_script,
)
from corpuskit.text.segments import (
    SAMPLED_LINES,
    LineIndex,
    Paragraph,
    ParagraphRule,
    is_hard_wrapped,
    iter_paragraphs,
)
from corpuskit.text.utf8 import Census, take_census

# What follows from a text that is in a file, and is read or worked out again in another process.
_READ_AGAIN = frozenset({"data", "text", "paragraphs", "lines"})


class Document:
    """One text of a corpus. What follows from the text is worked out when it is first asked for.

    Attributes:
        id: Unique in a run: the path below the corpus root without its suffix, or the id field of a row.
        path: The file it comes from, printable; None for standard input and for texts made in Python.
        encoding: The encoding that its bytes were read with.
        metadata: Fields of the row it comes from: `title`, `date`, `source`, where there are any.
        row: Number of the row that it comes from, from 1; None where it is a file of its own.
        is_whole: Whether it is not only a part of a text.
        paragraph_rule: How its paragraphs are told apart.
    """

    def __init__(
        self,
        id: str,  # noqa: A002 — the name that the field has in the user's own data
        text: str | None = None,
        *,
        data: bytes | None = None,
        load: Callable[[], bytes] | None = None,
        stored: StoredText | None = None,
        path: str | None = None,
        encoding: str = "utf-8",
        metadata: Mapping[str, str] | None = None,
        row: int | None = None,
        paragraph_rule: ParagraphRule = "auto",
        language_model: bool = False,
        source_sha256: str | None = None,
        source_bytes: int | None = None,
        census: Census | None = None,
    ) -> None:
        """Make a document from its text, or from the UTF-8 bytes of its text.

        Args:
            id: See above.
            text: The text, without lone surrogates. Needed unless `data`, `load` or `stored` is given.
            data: The UTF-8 bytes of the text, known to be valid. They are decoded when the text is asked for.
            load: Returns these bytes; called when they are first asked for.
            stored: The file that holds these bytes; they are read when they are first asked for.
            path: See above.
            encoding: See above.
            metadata: See above.
            row: See above.
            paragraph_rule: See above.
            language_model: Ask py3langid for the language, instead of the shipped tables.
            source_sha256: Hash of the source; None where the source is the text in UTF-8.
            source_bytes: Size of the source; None where the source is the text in UTF-8.
            census: What `data` consists of, where that is known already.

        Raises:
            ValueError: Neither text nor data is given, nor a way to get them.
        """
        if text is None and data is None and load is None and stored is None:
            raise ValueError("a document needs its text or its data")
        self.id = id
        self.path = path
        self.encoding = encoding
        self.metadata: Mapping[str, str] = {} if metadata is None else metadata
        self.row = row
        self.is_whole = True
        self.paragraph_rule: ParagraphRule = paragraph_rule
        self._language_model = language_model
        self._source_sha256 = source_sha256
        self._source_bytes = source_bytes
        self._stored = stored
        self._load = load if stored is None else stored.read
        if text is not None:
            self.text = text
        if data is not None:
            self.data = data
        if census is not None:
            self.census = census

    def __repr__(self) -> str:
        return f"Document({self.id!r})"

    def __getstate__(self) -> dict[str, object]:
        """Return what another process is handed: a text that is in a file is read there, not sent."""
        if self._stored is None:
            return self.__dict__
        return {name: value for name, value in self.__dict__.items() if name not in _READ_AGAIN}

    def with_id(self, doc: str) -> Self:
        """Return the same document under another id."""
        renamed = copy(self)
        renamed.id = doc
        return renamed

    @cached_property
    def text(self) -> str:
        """The decoded content, untouched: no newline translation, no normalisation, no byte-order mark."""
        return self.data.decode("utf-8")

    @cached_property
    def data(self) -> bytes:
        """The text as UTF-8."""
        return self.text.encode("utf-8") if self._load is None else self._load()

    @property
    def source_bytes(self) -> int:
        """Size of the source in bytes."""
        if self._source_bytes is not None:
            return self._source_bytes
        return len(self.data) if self._stored is None else self._stored.stamp.size

    @cached_property
    def sha256(self) -> str:
        """Hash of the source bytes, hexadecimal."""
        import hashlib

        if self._source_sha256 is not None:
            return self._source_sha256
        digest = hashlib.sha256()
        for block in self.iter_blocks():
            digest.update(block.data)
        return digest.hexdigest()

    def divide(self, size: int) -> list[Document]:
        """Return its parts in order, whole lines each; itself alone where its text is not stored, or is short.

        A part is the document in all but its text and its hash, which it has none of.

        Args:
            size: Number of bytes from which on a part has enough.
        """
        if self._stored is None or self._stored.stamp.size < 2 * size:
            return [self]
        parts = []
        for stored in self._stored.divide(size):
            part = Document(
                self.id,
                stored=stored,
                path=self.path,
                encoding=self.encoding,
                metadata=self.metadata,
                row=self.row,
                paragraph_rule=self.paragraph_rule,
            )
            part.is_whole = False
            part.sha256 = ""
            # What is found out from the beginning of the whole.
            part.script, part.lang, part.has_line_paragraphs = (
                self.script,
                self.lang,
                self.has_line_paragraphs,
            )
            parts.append(part)
        return parts

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs in order."""
        return list(iter_paragraphs(self.text, self.paragraph_rule))

    @cached_property
    def lines(self) -> LineIndex:
        """Finds the line of an offset."""
        return LineIndex(self.text)

    @cached_property
    def census(self) -> Census:
        """How many code points the text has, and where they are not ASCII; the text is not decoded as a whole."""
        return take_census(self.data)

    @property
    def is_read_at_once(self) -> bool:
        """Whether its text is in memory, or small enough to be read as a whole."""
        is_there = "data" in self.__dict__ or "text" in self.__dict__
        return is_there or self._stored is None or len(self._stored.blocks) == 1

    @property
    def chars(self) -> int:
        """Number of code points of the text."""
        return self.census.chars if self._stored is None else self._stored.chars

    def iter_blocks(self) -> Iterator[LineBlock]:
        """Yield the UTF-8 text in blocks of whole lines, in order; one alone where it is small or in memory anyway.

        Raises:
            InputChangedError: It is in a file, and that is not what it was.
        """
        if self._stored is None or self.is_read_at_once:
            yield LineBlock(self.data, self.census.foreign)
        else:
            yield from self._stored.iter_blocks()

    @cached_property
    def has_line_paragraphs(self) -> bool:
        """Whether its paragraphs are its lines, and not blocks of lines; only its beginning is looked at."""
        if self.paragraph_rule == "auto":
            return not is_hard_wrapped(self._first_lines(SAMPLED_LINES))
        return self.paragraph_rule == "line"

    def _first_lines(self, count: int) -> str:
        """Return the first lines of the text without decoding the rest."""
        if "text" in self.__dict__:
            return self.text
        data = self._read_head(lambda head: head.count(b"\n") >= count)
        if data.count(b"\n") <= count:
            return data.decode("utf-8")
        end = 0
        for _ in range(count):
            end = data.index(b"\n", end) + 1
        return data[:end].decode("utf-8")

    def _first_characters(self, count: int) -> str:
        """Return the beginning of the text without decoding the rest."""
        if "text" in self.__dict__:
            return self.text[:count]
        # No code point has more than four bytes; one that is cut is left out.
        data = self._read_head(lambda head: len(head) >= 4 * count)
        return data[: 4 * count].decode("utf-8", "ignore")[:count]

    def _read_head(self, is_enough: Callable[[bytes], bool]) -> bytes:
        """Return the whole text, or so many of the blocks of a stored one that they are enough."""
        if self._stored is None or "data" in self.__dict__:
            return self.data
        head = b""
        for block in self._stored.iter_blocks():
            head += block.data
            if is_enough(head):
                break
        return head

    @cached_property
    def script(self) -> str | None:
        """ISO 15924 code of the script of most letters."""
        return find_script(self._first_characters(SAMPLED_CHARACTERS))

    @property
    def direction(self) -> Direction:
        """`ltr` or `rtl`."""
        return find_direction(self.script)

    @cached_property
    def lang(self) -> str | None:
        """ISO 639-1 code of the language, None when unsure."""
        if self._language_model:
            return find_language_by_model(self._first_characters(SAMPLED_CHARACTERS))
        return find_language(self._first_characters(SAMPLED_CHARACTERS), self.script)
